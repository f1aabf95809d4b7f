import { ApiError, isAmbiguous } from '../../hcp/wire/errors.ts'
import type {
  Run,
  RunOptions,
  RunParameters,
  Workspace
} from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { AutoApplyError, RunRefusedError } from '../record/errors.ts'
import { uploadConfiguration } from './upload.ts'
import { settleForError } from '../door/settle.ts'

export interface StartOptions {
  readonly workspace: Workspace
  /**
   * Message with its provenance line, which names the digest of what was
   * uploaded; the nonce in it makes it unique.
   */
  readonly messageOf: (configuration: string | undefined) => string
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
  const { record } = dependencies
  const { workspace, planOnly } = options
  const uploaded =
    options.configurationDirectory === undefined
      ? undefined
      : await uploadConfiguration(dependencies, {
          ...options,
          directory: options.configurationDirectory
        })
  const configurationVersionId = uploaded?.id ?? options.configurationVersionId
  if (configurationVersionId !== undefined) {
    const digest = uploaded?.digest
    record.tell({ kind: 'uploaded', configurationVersionId, digest })
  }
  const message = options.messageOf(uploaded?.digest)
  const run = await makeRun(dependencies, options, {
    workspaceId: workspace.id,
    message,
    planOnly,
    ...(options.savePlan === true ? { savePlan: true } : {}),
    ...options.parameters,
    ...(configurationVersionId === undefined ? {} : { configurationVersionId })
  })
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

/** One request; where its answer is lost, the run is looked for. */
async function makeRun(
  { hcp, door, record, log }: Dependencies,
  options: StartOptions,
  runOptions: RunOptions
): Promise<Run> {
  try {
    return await door.make(runOptions)
  } catch (error) {
    if (!isAmbiguous(error)) throw explainRefusal(error, options)
    log.warning(
      'The answer to the creation of the run was lost; looking for the run before anything else is done.'
    )
    const found = await hcp.runs
      .findByMessage(runOptions.workspaceId, runOptions.message)
      // What matters to the caller is that the run may be there.
      .catch(() => undefined)
    if (found === undefined) throw error
    record.tell({ kind: 'made', run: found })
    return found
  }
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
