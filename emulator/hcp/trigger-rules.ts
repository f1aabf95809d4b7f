import type { Workspace } from './model.ts'

/** From this many on GitHub does not tell which files changed. */
const filesThatAreTooMany = 300

/**
 * Do these changed files start a run in the workspace? Without a list, or with
 * one that is too long, they do (HCP Terraform: VCS settings, automatic run
 * triggering).
 *
 * @param files paths from the repository's root; undefined = not known
 */
export function isTriggeredBy(
  workspace: Workspace,
  files: readonly string[] | undefined
): boolean {
  if (!workspace.fileTriggersEnabled) return true
  if (files === undefined || files.length >= filesThatAreTooMany) return true
  const { triggerPatterns, triggerPrefixes, workingDirectory } = workspace
  if (triggerPatterns.length > 0) {
    return files.some((file) =>
      triggerPatterns.some((pattern) => toExpression(pattern).test(file))
    )
  }
  const folders = [workingDirectory, ...triggerPrefixes]
    .map((folder) => folder.replace(/^\/+|\/+$/g, ''))
    .filter((folder) => folder !== '')
  if (folders.length === 0) return true
  return files.some((file) =>
    folders.some((folder) => file.startsWith(`${folder}/`))
  )
}

/** Rooted at the repository; hidden files match like any other. */
function toExpression(pattern: string): RegExp {
  const source = pattern
    .replace(/^\//, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*|\?/g, (wildcard) => {
      switch (wildcard) {
        case '**/':
          return '(?:.*/)?'
        case '**':
          return '.*'
        case '*':
          return '[^/]*'
        default:
          return '[^/]'
      }
    })
  return new RegExp(`^${source}$`)
}
