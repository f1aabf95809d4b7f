import { realpath } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'

/**
 * Does a path lie in the checkout, once all links are resolved? Whoever may push
 * to the repository chooses its links: what they lead to outside of it is the
 * runner's, and no business of a run. Throws where the path does not exist.
 *
 * @param checkout '' where the runner does not say: everything is in it
 */
export async function isInCheckout(
  path: string,
  checkout: string
): Promise<boolean> {
  if (checkout === '') return true
  const border = await realpath(checkout).catch(() => resolve(checkout))
  const way = relative(border, await realpath(path))
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
