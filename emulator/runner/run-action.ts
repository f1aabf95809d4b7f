import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseCommandFile, parsePathFile } from './command-file.ts'
import { refuseOutputs, refuseSummary } from './limits.ts'
import type { CommandFile, StepFacts, StepFiles } from './step-environment.ts'
import {
  createFiles,
  readManifest,
  renderEnvironment,
  warnOfInputs
} from './step-environment.ts'
import type { KeptAnnotation, StepLog } from './step-log.ts'
import { createStepLog } from './step-log.ts'
import type { Ended, Treatment } from './step-process.ts'
import { runProcess } from './step-process.ts'
import type { WorkflowCommand } from './workflow-commands.ts'

export interface RunOptions extends StepFacts {
  /** Values of `secrets`, masked from the start. The token is one, too. */
  readonly secrets?: readonly string[]
  /** Folder of the action. Default: this repository. */
  readonly action?: string
  /** Cancels the step as soon as its output matches. */
  signalAfter?: RegExp
  /** Cancels the step as soon as this is aborted. */
  signalOn?: AbortSignal
  /**
   * Instead of the runner's SIGINT, SIGTERM, SIGKILL, only this one: what a
   * machine that shuts down or a container that ends does.
   */
  signal?: NodeJS.Signals
  /** Nobody reads standard output any more once it matches: EPIPE. */
  closeOutputAfter?: RegExp
  /** Milliseconds after which the process is killed. Default 60,000. */
  readonly timeout?: number
  /** Gets each line as people see it, as it comes. */
  readonly onShown?: (line: string) => void
  /** Gets the id of the step's process as soon as there is one. */
  readonly onSpawn?: (processId: number) => void
  /**
   * Milliseconds from SIGINT to SIGTERM, and from there to SIGKILL. Default
   * 7,500 and 2,500, at every speed: what an action counts on.
   */
  readonly patience?: Treatment['patience']
  /** How the process is run. Default: one of its own, as the runner does. */
  readonly runProcess?: typeof runProcess
}

export interface ActionResult {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  /** What the job shows of the step; a cancelled one is that, whatever its end. */
  readonly conclusion: 'success' | 'failure' | 'cancelled'
  readonly stdout: string
  readonly stderr: string
  /** Both streams as people see them: masked, obeyed commands left out. */
  readonly shown: readonly string[]
  readonly outputs: Readonly<Record<string, string>>
  /** Those that another job would get: none with a secret, none too large. */
  readonly handedOn: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  readonly environment: Readonly<Record<string, string>>
  readonly path: readonly string[]
  /** As the step wrote it. */
  readonly summary: string
  /** As GitHub shows it: masked; undefined for one that is too large. */
  readonly shownSummary: string | undefined
  /** The commands in stdout and stderr that the runner would obey. */
  readonly log: readonly WorkflowCommand[]
  /** Those that GitHub keeps, the runner's own among them. */
  readonly annotations: readonly KeptAnnotation[]
  readonly durationMilliseconds: number
  /** Where GITHUB_OUTPUT and the others of this step were; RUNNER_TEMP. */
  readonly temporaryDirectory: string
  /** What `runPost` needs. */
  readonly options: RunOptions
  /** Removes the step's temporary files. */
  readonly cleanUp: () => Promise<void>
}

/** Both phases of a step. */
interface StepResult {
  readonly main: ActionResult
  /** Undefined for an action that has none. */
  readonly post: ActionResult | undefined
}

const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * Runs the action's `main` as the GitHub runner would: the bundle in a process
 * of its own, with nothing in its environment but what a step gets.
 * @throws {Error} for a missing bundle
 */
export async function runAction(options: RunOptions): Promise<ActionResult> {
  return runPhase(options, 'main', {})
}

/** Runs the action's `post`, with the inputs and the saved state of `main`. */
export async function runPost(previous: ActionResult): Promise<ActionResult> {
  // What was masked stays masked for the rest of the job.
  const masks = previous.log
    .filter(({ command }) => command === 'add-mask')
    .map(({ message }) => message)
  // A signal was for `main`; `post` runs undisturbed.
  const options = {
    ...previous.options,
    secrets: [...(previous.options.secrets ?? []), ...masks]
  }
  delete options.signalAfter
  delete options.signalOn
  delete options.closeOutputAfter
  return runPhase(options, 'post', previous.state)
}

/**
 * Runs a step with all its phases. `post` is registered before `main` starts:
 * it runs whatever ended `main`, and however early (actions/runner:
 * ActionRunner, StepsRunner; `post-if` is `always()`).
 * @throws {Error} for a missing bundle
 */
export async function runStep(options: RunOptions): Promise<StepResult> {
  const { runs } = await readManifest(options.action ?? repositoryRoot)
  const hasPost = runs.post !== undefined
  const main = await runAction(options)
  return { main, post: hasPost ? await runPost(main) : undefined }
}

async function runPhase(
  options: RunOptions,
  phase: 'main' | 'post',
  state: Readonly<Record<string, string>>
): Promise<ActionResult> {
  const action = options.action ?? repositoryRoot
  const manifest = await readManifest(action)
  const bundle = findBundle(action, manifest.runs[phase], phase)
  const files = await createFiles(options)
  const { githubToken, secrets = [] } = options
  const log = createStepLog(
    [...secrets, ...(githubToken === undefined ? [] : [githubToken])],
    options.onShown
  )
  const warning = warnOfInputs(manifest, options.inputs ?? {})
  if (warning !== undefined) log.say('warning', warning)
  const started = performance.now()
  const run = options.runProcess ?? runProcess
  const ended = await run(
    bundle,
    {
      cwd: files.workspace,
      env: renderEnvironment(manifest, options, files, state)
    },
    {
      signalAfter: options.signalAfter,
      signalOn: options.signalOn,
      signal: options.signal,
      closeOutputAfter: options.closeOutputAfter,
      patience: options.patience ?? { interrupt: 7500, terminate: 2500 },
      timeout: options.timeout ?? 60_000,
      onSpawn: options.onSpawn,
      onLine: (line) => {
        log.take(line)
      }
    }
  )
  const durationMilliseconds = performance.now() - started
  return {
    ...(await conclude(ended, files, log)),
    durationMilliseconds,
    temporaryDirectory: files.folder,
    options,
    cleanUp: () => rm(files.folder, { recursive: true, force: true })
  }
}

function findBundle(
  action: string,
  entry: string | undefined,
  phase: string
): string {
  if (entry === undefined) throw new Error(`action.yml has no runs.${phase}`)
  const bundle = join(action, entry)
  if (existsSync(bundle)) return bundle
  throw new Error(
    `Cannot run the action: ${bundle} does not exist. Build it first: npm run build`
  )
}

/** Reads what the step wrote, also where it was cancelled or crashed. */
async function conclude(
  ended: Ended,
  { commands }: StepFiles,
  log: StepLog
): Promise<
  Omit<
    ActionResult,
    'durationMilliseconds' | 'temporaryDirectory' | 'options' | 'cleanUp'
  >
> {
  const { isCancelled, ...process } = ended
  const refused: CommandFile[] = []
  const read = async (
    name: CommandFile
  ): Promise<Readonly<Record<string, string>>> => {
    try {
      return parseCommandFile(await readFile(commands[name], 'utf8'))
    } catch (error) {
      refused.push(name)
      const file = name.replace('GITHUB_', '').toLowerCase()
      log.say('error', `Unable to process file command '${file}' successfully.`)
      log.say('error', error instanceof Error ? error.message : String(error))
      return {}
    }
  }
  const outputs = { ...log.outputs, ...(await read('GITHUB_OUTPUT')) }
  const state = { ...log.state, ...(await read('GITHUB_STATE')) }
  const environment = await read('GITHUB_ENV')
  const summary = await readFile(commands.GITHUB_STEP_SUMMARY, 'utf8')
  const refusal = refuseSummary(summary)
  if (refusal !== undefined) log.say('error', refusal)
  return {
    ...process,
    conclusion: isCancelled
      ? 'cancelled'
      : process.exitCode === 0 && refused.length === 0
        ? 'success'
        : 'failure',
    outputs,
    handedOn: selectHandedOn(outputs, log),
    state,
    environment,
    path: parsePathFile(await readFile(commands.GITHUB_PATH, 'utf8')),
    summary,
    shownSummary: refusal === undefined ? log.mask(summary) : undefined,
    shown: log.lines,
    log: log.commands,
    annotations: log.annotations
  }
}

/** Outputs of a job that holds this step alone (actions/runner: JobExtension). */
function selectHandedOn(
  outputs: Readonly<Record<string, string>>,
  log: StepLog
): Readonly<Record<string, string>> {
  const refusal = refuseOutputs(outputs)
  if (refusal !== undefined) {
    log.say('error', refusal)
    return {}
  }
  return Object.fromEntries(
    Object.entries(outputs).filter(([name, value]) => {
      if (!log.holdsSecret(value)) return true
      log.say('warning', `Skip output '${name}' since it may contain secret.`)
      return false
    })
  )
}
