import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { isInCheckout } from '../runner/checkout.ts'

/**
 * The folder or file in the checkout that somebody meant by a path that leads
 * to none: written for a shell, for Windows, in quotes, as an option, as an
 * entry of a list, from the root; or by the file in the folder.
 */
export async function findMeantPath(
  path: string,
  checkout: string,
  kind: 'folder' | 'file'
): Promise<string | undefined> {
  const bare = path
    .replace(/^(?:-+var-file[= ]|[-*]\s)\s*/, '')
    .replace(/^(["'`])(.*)\1$/, '$2')
    .replaceAll('\\', '/')
    .replace(/^(?:\$\{\{.*?\}\}|\$\w+|\$\{\w+\}|~|[A-Za-z]:)?\/+/, '')
  for (const meant of [bare, dirname(bare)]) {
    const stats = await stat(meant).catch(() => undefined)
    const isMeant = kind === 'folder' ? stats?.isDirectory() : stats?.isFile()
    if (isMeant === true && (await isInCheckout(meant, checkout))) {
      return meant === path ? undefined : meant
    }
  }
  return undefined
}
