import { rm } from 'node:fs/promises'
import { packConfiguration } from '../../configuration/archive.ts'
import type { ConfigurationArchive } from '../../configuration/archive.ts'
import { ApiError, isAmbiguous } from '../../hcp/wire/errors.ts'
import { isTooLarge } from '../../hcp/wire/hints.ts'
import type {
  Run,
  RunOptions,
  RunParameters,
  Workspace
} from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { AutoApplyError, RunRefusedError } from '../record/errors.ts'
import { settleForError } from '../door/settle.ts'

export interface StartOptions {
  readonly workspace: Workspace
  /** Message with its provenance line; the nonce in it makes it unique. */
  readonly message: string
  readonly planOnly: boolean
  /** Asks for a saved plan, and insists on it. */
  readonly savePlan?: boolean
  /** How it plans; what is left out is the server's default. */
  readonly parameters?: RunParameters
  /** Folder to upload. */
  readonly configurationDirectory: string | undefined
  readonly configurationVersionId: string | undefined
  readonly temporaryFolder: string
  /** Nothing outside of it is uploaded; '' where the runner does not say. */
  readonly checkout: string
  /** Called the moment an id is known, so that a cancelled step hands it over. */
  readonly onConfigurationVersion: (id: string) => void
  /** Called right before the run is asked for: from here on it may exist. */
  readonly onRequest: () => void
  readonly onRun: (run: Run) => void
}

/**
 * Uploads the configuration, if there is one, and creates the run, with
 * auto-apply off. Exactly one `POST /runs`: when its answer is lost, the run is
 * looked for instead of being made again.
 *
 * @throws RunRefusedError where the run cannot be made
 * @throws AutoApplyError where the server switched auto-apply on; the run has
 *   then been stopped as far as the server allowed, and the error tells how far
 */
export async function startRun(
  dependencies: Dependencies,
  options: StartOptions
): Promise<Run> {
  const { hcp, log } = dependencies
  const { workspace, planOnly, message } = options
  const configurationVersionId =
    options.configurationDirectory === undefined
      ? options.configurationVersionId
      : await uploadConfiguration(dependencies, options)
  if (configurationVersionId !== undefined) {
    options.onConfigurationVersion(configurationVersionId)
  }

  const runOptions: RunOptions = {
    workspaceId: workspace.id,
    message,
    planOnly,
    ...(options.savePlan === true ? { savePlan: true } : {}),
    ...options.parameters,
    ...(configurationVersionId === undefined ? {} : { configurationVersionId })
  }
  let run: Run
  options.onRequest()
  try {
    run = await hcp.runs.create(runOptions)
  } catch (error) {
    if (!isAmbiguous(error)) throw explainRefusal(error, options)
    log.warning(
      'The answer to the creation of the run was lost; looking for the run before anything else is done.'
    )
    const found = await hcp.runs
      .findByMessage(workspace.id, message)
      // What matters to the caller is that the run may be there.
      .catch(() => undefined)
    if (found === undefined) throw error
    run = found
  }
  options.onRun(run)
  // A plan-only run has nothing to apply, whatever the flag says.
  if (run.autoApply && !planOnly) {
    const after = await settleForError(
      dependencies,
      run.id,
      'auto-apply was switched on'
    )
    throw new AutoApplyError(run.id, after)
  }
  return run
}

/**
 * Packs and uploads a folder. The version is provisional: code whose run is
 * never applied does not become the workspace's current configuration.
 */
async function uploadConfiguration(
  { hcp, log }: Dependencies,
  options: StartOptions
): Promise<string> {
  const directory = options.configurationDirectory ?? '.'
  const archive = await packConfiguration(directory, {
    temporaryFolder: options.temporaryFolder,
    checkout: options.checkout,
    workingDirectory: options.workspace.workingDirectory
  })
  try {
    for (const warning of archive.warnings) log.warning(warning)
    log.info(
      `Uploading ${archive.files} ${archive.files === 1 ? 'file' : 'files'} of '${directory}' (${renderBytes(archive.bytes)} packed)`
    )
    const version = await hcp.configurationVersions.create(
      options.workspace.id,
      { speculative: options.planOnly, provisional: !options.planOnly }
    )
    if (version.uploadUrl === undefined) {
      throw new RunRefusedError(
        `The server made configuration version ${version.id} without an upload address, so '${directory}' cannot be uploaded. A user or team token is needed; organization tokens cannot upload.`
      )
    }
    log.mask(version.uploadUrl)
    try {
      await hcp.configurationVersions.upload(version.uploadUrl, archive.path)
    } catch (error) {
      throw explainUpload(error, archive, directory)
    }
    await hcp.configurationVersions.waitUntilUploaded(version.id)
    return version.id
  } finally {
    await rm(archive.path, { force: true })
  }
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

function explainRefusal(error: unknown, options: StartOptions): unknown {
  if (
    error instanceof ApiError &&
    error.status === 422 &&
    /configuration version is missing/i.test(error.message)
  ) {
    return new RunRefusedError(
      `Workspace ${options.workspace.name} has no configuration yet. Set 'configuration-directory' to upload one.`,
      { cause: error }
    )
  }
  return error
}

function renderBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kibibytes = bytes / 1024
  return kibibytes < 1024
    ? `${kibibytes.toFixed(1)} KiB`
    : `${(kibibytes / 1024).toFixed(1)} MiB`
}
