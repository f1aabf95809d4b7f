import type { ConfigurationArchive } from '../../configuration/archive.ts'
import { ApiError } from '../../hcp/wire/errors.ts'
import { isTooLarge } from '../../hcp/wire/hints.ts'
import type { Workspace } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { renderBytes } from '../record/bytes.ts'
import { RunRefusedError } from '../record/errors.ts'
import { explainRefusedCreation } from './refused-creation.ts'

/** Packs a folder for a workspace with this working directory; the caller's file. */
export type Pack = (
  directory: string,
  workingDirectory: string | undefined
) => Promise<ConfigurationArchive>

/**
 * Packs and uploads a folder. The version is provisional: code whose run is
 * never applied does not become the workspace's current configuration.
 * Resolves to its id, and the digest of what is in it, once a run can use it.
 *
 * @throws RunRefusedError where the server takes no upload, or it is too large
 */
export async function uploadConfiguration(
  { hcp, door, log }: Pick<Dependencies, 'hcp' | 'door' | 'log'>,
  options: {
    readonly directory: string
    readonly workspace: Workspace
    readonly planOnly: boolean
    readonly pack: Pack
  }
): Promise<{ readonly id: string; readonly digest: string }> {
  const { directory, workspace, pack } = options
  const archive = await pack(directory, workspace.workingDirectory)
  for (const warning of archive.warnings) log.warning(warning)
  log.info(
    `Uploading ${archive.files} ${archive.files === 1 ? 'file' : 'files'} of '${directory}' (${renderBytes(archive.bytes)} packed)`
  )
  const version = await door.uploads
    .create(workspace.id, {
      speculative: options.planOnly,
      provisional: !options.planOnly
    })
    .catch((error: unknown) => {
      const refused = { workspace, asked: undefined, uploads: true }
      throw explainRefusedCreation(error, refused)
    })
  if (version.uploadUrl === undefined) {
    throw new RunRefusedError(
      `The server made configuration version ${version.id} without an upload address, so '${directory}' cannot be uploaded. The usual cause is an organization's token, which gets none: use a team's or a user's.`
    )
  }
  log.mask(version.uploadUrl)
  try {
    await door.uploads.upload(version.uploadUrl, archive.path)
  } catch (error) {
    throw explainUpload(error, archive, directory)
  }
  await hcp.configurationVersions.waitUntilUploaded(version.id)
  return { id: version.id, digest: archive.digest }
}

/** An upload that is too large: how large, by what, and what to do. */
function explainUpload(
  error: unknown,
  { bytes, largest }: ConfigurationArchive,
  directory: string
): unknown {
  if (!(error instanceof ApiError) || !isTooLarge(error)) return error
  const files = largest
    .map((file) => `'${file.name}' (${renderBytes(file.bytes)})`)
    .join(', ')
  return new RunRefusedError(
    `The upload of '${directory}' is too large for the server or for a proxy before it, which answered with ${error.status}: ${renderBytes(bytes)} packed. The largest files in it, unpacked: ${files}. Leave out with .terraformignore what Terraform does not need, or have the proxy's limit for request bodies raised.`,
    { cause: error }
  )
}
