import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse as parseYaml } from 'yaml'

type InputDefault = string | number | boolean | null

/** The part of `action.yml` that the runner needs. */
interface ActionManifest {
  readonly inputs: Readonly<
    Record<string, { readonly default?: InputDefault } | null>
  >
  readonly runs: { readonly main: string; readonly post?: string }
}

/** What a step is told by its workflow and its event. */
export interface StepFacts {
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
  /** Where temporary files go; removed by `cleanUp`. */
  readonly temporaryDirectory?: string
}

/** Where a step's files are. */
export interface StepFiles {
  readonly folder: string
  /** The step's working directory. */
  readonly workspace: string
  readonly commands: Readonly<Record<CommandFile, string>>
}

/** Environment variables that name a file for the step to write. */
export type CommandFile =
  | 'GITHUB_OUTPUT'
  | 'GITHUB_STATE'
  | 'GITHUB_ENV'
  | 'GITHUB_PATH'
  | 'GITHUB_STEP_SUMMARY'

/** Manifests by their text: each phase of each step reads the same one. */
const manifests = new Map<string, ActionManifest>()

/** @throws {Error} for an action without `runs` */
export async function readManifest(action: string): Promise<ActionManifest> {
  const text = await readFile(join(action, 'action.yml'), 'utf8')
  const read = manifests.get(text)
  if (read !== undefined) return read
  const parsed = parseYaml(text) as Partial<ActionManifest> | null
  if (parsed?.runs === undefined) {
    throw new Error(`${join(action, 'action.yml')} has no runs section`)
  }
  const manifest = { inputs: parsed.inputs ?? {}, runs: parsed.runs }
  manifests.set(text, manifest)
  return manifest
}

/** Makes the files of one step: the commands' empty, the event's written. */
export async function createFiles(options: StepFacts): Promise<StepFiles> {
  const folder = await mkdtemp(
    join(options.temporaryDirectory ?? tmpdir(), 'runner-')
  )
  const commands = {
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STATE: join(folder, 'state'),
    GITHUB_ENV: join(folder, 'env'),
    GITHUB_PATH: join(folder, 'path'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary')
  }
  for (const path of Object.values(commands)) await writeFile(path, '')
  await writeFile(
    join(folder, 'event.json'),
    JSON.stringify(options.event ?? {})
  )
  const workspace = options.workspace ?? join(folder, 'workspace')
  await mkdir(workspace, { recursive: true })
  return { folder, workspace, commands }
}

/**
 * All that is in a step's environment, and nothing of this machine's.
 * @throws {Error} for a default whose expression nobody can answer here
 */
export function renderEnvironment(
  manifest: ActionManifest,
  options: StepFacts,
  { folder, workspace, commands }: StepFiles,
  state: Readonly<Record<string, string>>
): Record<string, string> {
  const repository = options.repository ?? 'acme/infrastructure'
  const ref = options.ref ?? 'refs/heads/main'
  const actor = options.actor ?? 'octocat'
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    CI: 'true',
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    RUNNER_NAME: 'emulated',
    RUNNER_TEMP: folder,
    RUNNER_TOOL_CACHE: folder,
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_NAME: options.eventName ?? 'workflow_dispatch',
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_OWNER: repository.replace(/\/.*/, ''),
    GITHUB_SHA: options.sha ?? 'a'.repeat(40),
    GITHUB_REF: ref,
    GITHUB_REF_NAME: ref.replace(/^refs\/(?:heads|tags)\//, ''),
    GITHUB_ACTOR: actor,
    GITHUB_TRIGGERING_ACTOR: actor,
    GITHUB_RUN_ID: options.runId ?? '4711',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_RUN_ATTEMPT: options.runAttempt ?? '1',
    GITHUB_WORKFLOW: 'Terraform',
    GITHUB_JOB: 'terraform',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: options.githubUrl ?? 'http://127.0.0.1:9',
    GITHUB_GRAPHQL_URL: options.graphqlUrl ?? 'http://127.0.0.1:9/graphql',
    ...commands,
    ...renderInputs(manifest, options),
    ...Object.fromEntries(
      Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])
    ),
    ...options.env
  }
}

/**
 * What the runner warns of: inputs that `action.yml` does not have. It passes
 * them on all the same. Undefined where there are none.
 */
export function warnOfInputs(
  manifest: ActionManifest,
  given: Readonly<Record<string, string>>
): string | undefined {
  const valid = Object.keys(manifest.inputs)
  const known = new Set(valid.map(upper))
  const unexpected = Object.keys(given).filter(
    (name) => !known.has(upper(name))
  )
  const list = (names: readonly string[]) =>
    names.map((name) => `'${name}'`).join(', ')
  return unexpected.length === 0
    ? undefined
    : `Unexpected input(s) ${list(unexpected)}, valid inputs are [${list(valid)}]`
}

/**
 * Every declared input is in the environment, empty if nobody set it; one that
 * is given and empty has no default. Names are the same in any case
 * (actions/runner: ActionRunner).
 */
function renderInputs(
  manifest: ActionManifest,
  options: StepFacts
): Record<string, string> {
  const declared = Object.entries(manifest.inputs).map(
    ([name, input]) =>
      [name, renderDefault(name, input?.default, options)] as const
  )
  return Object.fromEntries(
    [...declared, ...Object.entries(options.inputs ?? {})].map(
      ([name, value]) => [`INPUT_${upper(name).replaceAll(' ', '_')}`, value]
    )
  )
}

function upper(name: string): string {
  return name.toUpperCase()
}

function renderDefault(
  name: string,
  value: InputDefault | undefined,
  options: StepFacts
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
