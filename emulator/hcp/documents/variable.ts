import type { Variable, Workspace } from '../model.ts'
import type { ResourceDocument } from './document.ts'
import { document, toOne } from './document.ts'

/** HCP Terraform API: Workspace Variables; sensitive values are null. */
export function renderVariable(
  workspace: Workspace,
  variable: Variable
): ResourceDocument {
  return document(
    'vars',
    variable.id,
    {
      key: variable.key,
      value: variable.sensitive ? null : variable.value,
      sensitive: variable.sensitive,
      category: variable.category,
      hcl: variable.hcl,
      description: variable.description,
      'version-id': variable.versionId,
      'created-at': workspace.createdAt
    },
    {
      configurable: toOne(
        'workspaces',
        workspace.id,
        `/workspaces/${workspace.id}`
      )
    }
  )
}
