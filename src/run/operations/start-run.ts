import { isAmbiguous } from '../../hcp/wire/errors.ts'
import type {
  Run,
  RunOptions,
  RunParameters,
  Workspace
} from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { AutoApplyError, RunRefusedError } from '../record/errors.ts'
import { explainRefusedCreation } from './refused-creation.ts'
import { uploadConfiguration } from './upload.ts'
import type { Pack } from './upload.ts'
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
  /** Of the files in it, where this step uploaded them before. */
  readonly configurationDigest?: string | undefined
  readonly pack: Pack
}

/**
 * Uploads the configuration, if there is one, and creates the run, with
 * auto-apply off. Exactly one `POST /runs`: when its answer is lost, the run is
 * looked for instead of being made again.
 *
 * @throws RunRefusedError where the run cannot be made, or is another one than
 *   was asked for; it has then been stopped as far as the server allowed
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
  const digest = uploaded?.digest ?? options.configurationDigest
  if (configurationVersionId !== undefined) {
    record.tell({ kind: 'uploaded', configurationVersionId, digest })
  }
  const message = options.messageOf(digest)
  const runOptions = {
    workspaceId: workspace.id,
    message,
    planOnly,
    ...(options.savePlan === true ? { savePlan: true } : {}),
    ...options.parameters,
    ...(configurationVersionId === undefined ? {} : { configurationVersionId })
  }
  const run = await makeRun(dependencies, options, runOptions)
  await heedAnswer(dependencies, run, runOptions)
  // A plan-only run has nothing to apply, whatever the flag says.
  if (run.autoApply === true && !planOnly) {
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
 * Holds the answer against what was sent. What the server did not take is said
 * in one line; a run that is of another kind altogether is got out of the way.
 */
async function heedAnswer(
  dependencies: Dependencies,
  run: Run,
  asked: RunOptions
): Promise<void> {
  const { log } = dependencies
  const kind = otherKind(run, asked)
  if (kind !== undefined) {
    const after = await settleForError(
      dependencies,
      run.id,
      `The server did not take '${kind}'.`
    )
    throw new RunRefusedError(
      `Run ${run.id} was created with '${kind}: true', and the server made a run without it. This step confirmed nothing. ${after}`
    )
  }
  const missing = disregarded(run, asked)
  if (missing.length > 0) {
    const what = `The server's answer does not have what run ${run.id} was made with: ${missing.map((name) => `'${name}'`).join(', ')}. It may be planned without; look at its plan.`
    dependencies.record.tell({ kind: 'disregarded', what })
    log.warning(what)
  }
  if (!run.message.includes(asked.message)) {
    log.warning(
      `The server does not keep the message of run ${run.id}: this step knows where the run comes from, and a later job cannot. Decide about it in this step or in the web interface, or later with 'allow-foreign-run: true'.`
    )
  }
  if (run.autoApply === undefined && asked.planOnly !== true) {
    log.warning(
      `Run ${run.id} was made with 'auto-apply: false', and the server does not say that it is. If it applies by itself, no rule is asked.`
    )
  }
}

/** The switch without which the run does something else altogether. */
function otherKind(run: Run, asked: RunOptions): string | undefined {
  if (asked.planOnly === true && run.planOnly === false) return 'plan-only'
  const isDestroy = asked.isDestroy === true && asked.planOnly !== true
  return isDestroy && run.isDestroy === false ? 'destroy' : undefined
}

/** What was sent and is not in the answer, by the names of the inputs. */
function disregarded(run: Run, asked: RunOptions): readonly string[] {
  const lacks = (wanted: readonly string[] = [], has: readonly string[]) =>
    wanted.some((each) => !has.includes(each))
  const names = asked.variables?.map(({ key }) => key)
  const checks: readonly (readonly [string, boolean])[] = [
    ['destroy', asked.isDestroy === true && run.isDestroy !== true],
    ['refresh-only', asked.refreshOnly === true && !run.refreshOnly],
    ['refresh', asked.refresh === false && run.refresh],
    [
      'allow-empty-apply',
      asked.allowEmptyApply === true && !run.allowEmptyApply
    ],
    ['targets', lacks(asked.targetAddrs, run.targetAddrs)],
    ['replace', lacks(asked.replaceAddrs, run.replaceAddrs)],
    ['invoke-action', lacks(asked.invokeActionAddrs, run.invokeActionAddrs)],
    ['policy-paths', lacks(asked.policyPaths, run.policyPaths)],
    ['variables', lacks(names, run.variableNames ?? names ?? [])]
  ]
  return checks.flatMap(([name, isMissing]) => (isMissing ? [name] : []))
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
    if (!isAmbiguous(error)) {
      throw explainRefusedCreation(error, {
        workspace: options.workspace,
        asked: runOptions,
        uploads: options.configurationDirectory !== undefined
      })
    }
    log.warning(
      'The answer to the creation of the run was lost; looking for the run before anything else is done.'
    )
    const found = await hcp.runs
      .findByMessage(runOptions.workspaceId, runOptions.message)
      // What matters to the caller is that the run may be there.
      .catch(() => undefined)
    const isOther =
      runOptions.configurationVersionId !== undefined &&
      found?.configurationVersionId !== undefined &&
      found.configurationVersionId !== runOptions.configurationVersionId
    if (found === undefined || isOther) throw error
    record.tell({ kind: 'made', run: found })
    return found
  }
}
