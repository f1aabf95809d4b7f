import { posix } from 'node:path'
import { ConfigurationDirectoryError } from './errors.ts'
import type { Entry } from './listing.ts'

/** What Terraform or OpenTofu read as configuration. */
const configurationFile = /\.(?:tf|tofu)(?:\.json)?$/

/**
 * Refuses an upload that the workspace could not plan: without its
 * `working-directory`, or without configuration in there.
 *
 * @throws ConfigurationDirectoryError that says what to set instead
 */
export function checkContents(
  entries: readonly Entry[],
  {
    directory,
    checkoutWay,
    workingDirectory
  }: {
    readonly directory: string
    /** The folder from the checkout, with `/`; '' where it is the checkout. */
    readonly checkoutWay: string
    /** As the workspace has it; undefined or '' for the root. */
    readonly workingDirectory: string | undefined
  }
): void {
  const place = posix.join('/', workingDirectory ?? '', '.').slice(1)
  const link = entries.find(
    ({ kind, name }) => kind === 'link' && isOnWay(name, place)
  )
  // Where a link leads is for Terraform to see.
  if (place !== '' && link !== undefined) return
  const isThere =
    place === '' || entries.some(({ name }) => isOnWay(place, name))
  if (!isThere) {
    throw new ConfigurationDirectoryError(
      `The workspace works in '${place}', and the upload of '${directory}' holds no such folder. ${adviseFolder(entries, checkoutWay, place)}`
    )
  }
  const hasConfiguration = entries.some(
    ({ kind, name }) =>
      kind !== 'folder' &&
      dirnameOf(name) === place &&
      configurationFile.test(name)
  )
  if (hasConfiguration) return
  const others = [
    ...new Set(
      entries
        .filter(({ name }) => configurationFile.test(name))
        .map(({ name }) => dirnameOf(name))
    )
  ]
  throw new ConfigurationDirectoryError(
    `${place === '' ? `The configuration directory '${directory}' holds` : `The workspace works in '${place}', which holds`} no *.tf, *.tofu or *.tf.json file${
      others.length === 0
        ? '. Check that the repository is checked out before this step and that .terraformignore does not leave them out.'
        : `; there are some in ${others.slice(0, 5).map(quote).join(', ')}. Set 'configuration-directory', or the working directory in the workspace's settings, to the folder that is meant.`
    }`
  )
}

/** Names of states among what is uploaded: they hold every secret there is. */
export function statesAmong(entries: readonly Entry[]): readonly string[] {
  return entries
    .filter(
      ({ kind, name }) =>
        kind === 'file' && /(?:^|\/)terraform\.tfstate(?:\.|$)/.test(name)
    )
    .map(({ name }) => name)
}

function isOnWay(part: string, name: string): boolean {
  return name === part || name.startsWith(`${part}/`)
}

function dirnameOf(name: string): string {
  const folder = posix.dirname(name)
  return folder === '.' ? '' : folder
}

function quote(folder: string): string {
  return `'${folder === '' ? '.' : folder}'`
}

/** Which folder to upload, so that the workspace finds its own in it. */
function adviseFolder(
  entries: readonly Entry[],
  checkoutWay: string,
  place: string
): string {
  const below = entries.find(
    ({ name, kind }) => kind === 'folder' && name.endsWith(`/${place}`)
  )
  const right =
    folderAbove(entries, checkoutWay, place) ??
    (below === undefined
      ? undefined
      : posix.join(checkoutWay, below.name.slice(0, -place.length - 1)))
  return right === undefined
    ? "Upload the folder that holds it ('configuration-directory'), or change the working directory in the workspace's settings."
    : `Set 'configuration-directory' to '${right}' for it, which holds it, or change the working directory in the workspace's settings.`
}

/** The nearest folder above the upload in which `place` is known to be. */
function folderAbove(
  entries: readonly Entry[],
  checkoutWay: string,
  place: string
): string | undefined {
  const steps = checkoutWay.split('/')
  const folders = steps.map((_, at) => steps.slice(0, at).join('/')).reverse()
  const found = folders.find((folder) => {
    const way =
      folder === '' ? checkoutWay : checkoutWay.slice(folder.length + 1)
    return (
      isOnWay(place, way) ||
      (isOnWay(way, place) &&
        entries.some(({ name }) => isOnWay(place, `${way}/${name}`)))
    )
  })
  return found === '' ? '.' : found
}
