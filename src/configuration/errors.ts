import { relative } from 'node:path'

/** A configuration directory that cannot be packed as it is. */
export class ConfigurationDirectoryError extends Error {
  override readonly name: string = 'ConfigurationDirectoryError'
}

/** What a folder is called in messages, and where it really is. */
export interface Named {
  /** As the workflow has it. */
  readonly directory: string
  /** Its path after all links. */
  readonly root: string
}

/**
 * Any failure of the file system as a `ConfigurationDirectoryError` that names
 * the file it is about; one that is such an error already is given back.
 */
export function unreadable(
  cause: unknown,
  { directory, root }: Named,
  path: unknown = (cause as NodeJS.ErrnoException).path
): ConfigurationDirectoryError {
  if (cause instanceof ConfigurationDirectoryError) return cause
  const about =
    typeof path === 'string'
      ? `, because of '${relative(root, path) || directory}'`
      : ''
  return new ConfigurationDirectoryError(
    `The configuration directory '${directory}' cannot be packed${about}: ${wordsOf(cause)}. Check its permissions and that nothing changes it meanwhile, or leave it out with .terraformignore.`,
    { cause }
  )
}

/** Node's code of a failed call (`ENOENT`); undefined where it has none. */
export function codeOf(error: unknown): string | undefined {
  const { code } = error as { readonly code?: unknown }
  return typeof code === 'string' ? code : undefined
}

/** What an error says; not `instanceof`, which fails across realms. */
export function wordsOf(error: unknown): string {
  const { message } = error as { readonly message?: unknown }
  return typeof message === 'string' ? message : String(error)
}
