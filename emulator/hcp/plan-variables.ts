import type { RunVariable, Workspace } from './model.ts'

/** The workspace's Terraform variables as HCL literals, scripted ones first. */
export function listPlanVariables({
  variables,
  vars
}: Workspace): readonly RunVariable[] {
  return [
    ...variables,
    ...vars
      .filter(({ category }) => category === 'terraform')
      .map(({ key, value, hcl }) => ({
        key,
        value: hcl ? value : quote(value)
      }))
  ]
}

/** A text as an HCL literal: nothing in it is a template. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/[$%](?=\{)/g, (sign) => sign + sign)
}
