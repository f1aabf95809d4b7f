import about from '../../../package.json' with { type: 'json' }

/** How the action names itself to HCP Terraform and to GitHub. */
export const userAgent = `${about.name}/${about.version}`
