import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse as parseYaml } from 'yaml'
import { parseCommandFile, parsePathFile } from './command-file.ts'
import type { WorkflowCommand } from './workflow-commands.ts'
import { parseWorkflowCommands } from './workflow-commands.ts'

export interface RunOptions {
  /** Inputs as a workflow gives them; the rest gets its defaults. */
  readonly inputs?: Readonly<Record<string, string>>
  /** Value of `${{ github.token }}`, also in defaults. */
  readonly githubToken?: string
  readonly eventName?: string
  readonly event?: unknown
  readonly repository?: string
  readonly sha?: string
  readonly ref?: string
  readonly actor?: string
  readonly runId?: string
  readonly runAttempt?: string
  readonly githubUrl?: string
  readonly graphqlUrl?: string
  /** The step's working directory. Default: an empty folder. */
  readonly workspace?: string
  /** More environment variables, as `env:` of the step. */
  readonly env?: Readonly<Record<string, string>>
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
  /** Milliseconds after which the process is killed. Default 60,000. */
  readonly timeout?: number
  /** Gets the id of the step's process as soon as there is one. */
  readonly onSpawn?: (processId: number) => void
  /** Where temporary files go; removed by `cleanUp`. */
  readonly temporaryDirectory?: string
  /** Milliseconds from SIGINT to SIGTERM, and from there to SIGKILL. */
  readonly patience?: { readonly interrupt: number; readonly terminate: number }
}

export interface ActionResult {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  readonly environment: Readonly<Record<string, string>>
  readonly path: readonly string[]
  readonly summary: string
  /** The commands in stdout and stderr that the runner would obey. */
  readonly log: readonly WorkflowCommand[]
  readonly durationMilliseconds: number
  /** Where GITHUB_OUTPUT and the others of this step were; RUNNER_TEMP. */
  readonly temporaryDirectory: string
  /** What `runPost` needs. */
  readonly options: RunOptions
  /** Removes the step's temporary files. */
  readonly cleanUp: () => Promise<void>
}

type InputDefault = string | number | boolean | null

interface ActionManifest {
  readonly inputs: Readonly<
    Record<string, { readonly default?: InputDefault } | null>
  >
  readonly runs: { readonly main: string; readonly post?: string }
}

const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * Runs the action's `main` as the GitHub runner would: the bundle in a process
 * of its own, with nothing in its environment but what a step gets.
 * @throws {Error} for a missing bundle, and for a command file that the runner
 *   would refuse
 */
export async function runAction(options: RunOptions): Promise<ActionResult> {
  return runPhase(options, 'main', {})
}

/** Runs the action's `post`, with the inputs and the saved state of `main`. */
export async function runPost(previous: ActionResult): Promise<ActionResult> {
  const state = Object.fromEntries(
    Object.entries(previous.state).map(([name, value]) => [
      `STATE_${name}`,
      value
    ])
  )
  // A signal was for `main`; `post` runs undisturbed.
  const options = { ...previous.options }
  delete options.signalAfter
  delete options.signalOn
  return runPhase(options, 'post', state)
}

async function runPhase(
  options: RunOptions,
  phase: 'main' | 'post',
  state: Readonly<Record<string, string>>
): Promise<ActionResult> {
  const action = options.action ?? repositoryRoot
  const manifest = await readManifest(action)
  const entry = manifest.runs[phase]
  if (entry === undefined) throw new Error(`action.yml has no runs.${phase}`)
  const bundle = join(action, entry)
  if (!existsSync(bundle)) {
    throw new Error(
      `Cannot run the action: ${bundle} does not exist. Build it first: npm run build`
    )
  }
  const temporaryDirectory = await mkdtemp(
    join(options.temporaryDirectory ?? tmpdir(), 'runner-')
  )
  const file = (name: string) => join(temporaryDirectory, name)
  const files = {
    GITHUB_OUTPUT: file('output'),
    GITHUB_STATE: file('state'),
    GITHUB_ENV: file('env'),
    GITHUB_PATH: file('path'),
    GITHUB_STEP_SUMMARY: file('summary')
  }
  for (const path of Object.values(files)) await writeFile(path, '')
  await writeFile(file('event.json'), JSON.stringify(options.event ?? {}))
  const workspace = options.workspace ?? file('workspace')
  await mkdir(workspace, { recursive: true })

  const environment: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: temporaryDirectory,
    CI: 'true',
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_NAME: 'emulated',
    RUNNER_TEMP: temporaryDirectory,
    RUNNER_TOOL_CACHE: temporaryDirectory,
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_NAME: options.eventName ?? 'workflow_dispatch',
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_REPOSITORY: options.repository ?? 'acme/infrastructure',
    GITHUB_REPOSITORY_OWNER: (
      options.repository ?? 'acme/infrastructure'
    ).replace(/\/.*/, ''),
    GITHUB_SHA: options.sha ?? 'a'.repeat(40),
    GITHUB_REF: options.ref ?? 'refs/heads/main',
    GITHUB_REF_NAME: (options.ref ?? 'refs/heads/main').replace(
      /^refs\/(?:heads|tags)\//,
      ''
    ),
    GITHUB_ACTOR: options.actor ?? 'octocat',
    GITHUB_TRIGGERING_ACTOR: options.actor ?? 'octocat',
    GITHUB_RUN_ID: options.runId ?? '4711',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_RUN_ATTEMPT: options.runAttempt ?? '1',
    GITHUB_WORKFLOW: 'Terraform',
    GITHUB_JOB: 'terraform',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: options.githubUrl ?? 'http://127.0.0.1:9',
    GITHUB_GRAPHQL_URL: options.graphqlUrl ?? 'http://127.0.0.1:9/graphql',
    ...files,
    ...renderInputs(manifest, options),
    ...state,
    ...options.env
  }

  const started = performance.now()
  const ended = await spawnBundle(bundle, workspace, environment, options)
  const durationMilliseconds = performance.now() - started
  const read = (path: string) => readFile(path, 'utf8')
  return {
    ...ended,
    outputs: parseCommandFile(await read(files.GITHUB_OUTPUT)),
    state: parseCommandFile(await read(files.GITHUB_STATE)),
    environment: parseCommandFile(await read(files.GITHUB_ENV)),
    path: parsePathFile(await read(files.GITHUB_PATH)),
    summary: await read(files.GITHUB_STEP_SUMMARY),
    log: parseWorkflowCommands(`${ended.stdout}\n${ended.stderr}`),
    durationMilliseconds,
    temporaryDirectory,
    options,
    cleanUp: () => rm(temporaryDirectory, { recursive: true, force: true })
  }
}

async function readManifest(action: string): Promise<ActionManifest> {
  const text = await readFile(join(action, 'action.yml'), 'utf8')
  const manifest = parseYaml(text) as Partial<ActionManifest> | null
  if (manifest?.runs === undefined) {
    throw new Error(`${join(action, 'action.yml')} has no runs section`)
  }
  return { inputs: manifest.inputs ?? {}, runs: manifest.runs }
}

/**
 * Every declared input is in the environment, empty if nobody set it. What
 * action.yml does not declare is passed on all the same, with a warning that
 * the step itself does not see (actions/runner: ActionRunner).
 */
function renderInputs(
  manifest: ActionManifest,
  options: RunOptions
): Record<string, string> {
  const given = options.inputs ?? {}
  const declared = Object.entries(manifest.inputs).map(
    ([name, input]) =>
      [
        name,
        given[name] ?? renderDefault(name, input?.default, options)
      ] as const
  )
  return Object.fromEntries(
    [...Object.entries(given), ...declared].map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value
    ])
  )
}

function renderDefault(
  name: string,
  value: InputDefault | undefined,
  options: RunOptions
): string {
  if (value === undefined || value === null) return ''
  const text = String(value)
  const evaluated = text.replaceAll(
    /\$\{\{\s*github\.token\s*\}\}/g,
    () => options.githubToken ?? ''
  )
  if (evaluated.includes('${{')) {
    throw new Error(
      `The default of the input ${name} holds an expression that the emulated runner does not know: ${text}`
    )
  }
  return evaluated
}

async function spawnBundle(
  bundle: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
  options: RunOptions
): Promise<Pick<ActionResult, 'exitCode' | 'signal' | 'stdout' | 'stderr'>> {
  const child = spawn(process.execPath, [bundle], {
    cwd,
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  if (child.pid !== undefined) options.onSpawn?.(child.pid)
  const timers: NodeJS.Timeout[] = []
  const after = (milliseconds: number, act: () => void) => {
    timers.push(setTimeout(act, milliseconds))
  }
  let stdout = ''
  let stderr = ''
  let signalled = false
  const patience = options.patience ?? { interrupt: 7500, terminate: 2500 }
  const interrupt = () => {
    if (signalled) return
    signalled = true
    child.kill(options.signal ?? 'SIGINT')
    if (options.signal !== undefined) return
    after(patience.interrupt, () => {
      child.kill('SIGTERM')
      after(patience.terminate, () => {
        child.kill('SIGKILL')
      })
    })
  }
  const watch = () => {
    if (options.signalAfter?.test(stdout + stderr) === true) interrupt()
  }
  if (options.signalOn?.aborted === true) interrupt()
  options.signalOn?.addEventListener('abort', interrupt)
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    watch()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    watch()
  })
  after(options.timeout ?? 60_000, () => {
    child.kill('SIGKILL')
  })
  try {
    return await new Promise((settle, fail) => {
      child.once('error', fail)
      child.once('close', (exitCode, signal) => {
        settle({ exitCode, signal, stdout, stderr })
      })
    })
  } finally {
    for (const timer of timers) clearTimeout(timer)
    options.signalOn?.removeEventListener('abort', interrupt)
  }
}
