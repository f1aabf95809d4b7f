/** How the action names itself to HCP Terraform and to GitHub. */
export const userAgent = 'gated-terraform-run/1.0'
