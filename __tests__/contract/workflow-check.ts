import { createHash } from 'node:crypto'
import { FeatureFlags } from '@actions/expressions'
import { registerLogger, validate } from '@actions/languageservice'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse } from 'yaml'
import { parseInputs } from '../../src/inputs/parse-inputs.ts'

/** How workflows of other repositories refer to this action. */
export const ownAction = 'gated-terraform-run/gated-terraform-run'

/** The parts of an action that workflows can get wrong. */
export interface ActionNames {
  readonly inputs: Readonly<Record<string, Field>>
  readonly outputs: readonly string[]
  /** Declared soon: a step that uses one is not checked value by value. */
  readonly pending: readonly string[]
}

interface Field {
  readonly description: string
  readonly required?: boolean
  readonly default?: string
}

export interface WorkflowFile {
  readonly path: string
  readonly text: string
  /** A few steps in a document, not a whole workflow. */
  readonly isFragment?: boolean
}

interface Step {
  readonly id?: string
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

interface Job {
  readonly permissions?: unknown
  readonly concurrency?: unknown
  readonly steps?: readonly Step[]
}

interface Workflow {
  readonly permissions?: unknown
  readonly concurrency?: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

// The parser only logs what it could not cope with.
const drop = (): void => undefined
const refuse = (message: string): never => {
  throw new Error(message)
}
registerLogger({ error: refuse, warn: refuse, info: drop, log: drop })

/** Everything that is wrong with a workflow, as `path: what`. */
export async function checkWorkflow(
  file: WorkflowFile,
  action: ActionNames
): Promise<readonly string[]> {
  const text = file.text.replace(
    /(uses:\s*)\.\/?(?=\s|$)/g,
    `$1${ownAction}@v1`
  )
  const diagnostics = await validate(
    TextDocument.create(uriOf(text), 'yaml', 1, text),
    {
      // Runners have had them since 2.335; the parser asks for a word.
      featureFlags: new FeatureFlags({ allowBackgroundSteps: true }),
      actionsMetadataProvider: {
        fetchActionMetadata: ({ owner, name }) =>
          Promise.resolve({
            name,
            description: '',
            ...(`${owner}/${name}` === ownAction
              ? { inputs: { ...action.inputs, ...pendingInputs(action) } }
              : {})
          })
      }
    }
  )
  const found = diagnostics
    .map(
      ({ message, range }) =>
        `line ${range.start.line + 1}: ${JSON.stringify(message)}`
    )
    // What the rest of the workflow would offer is not in a fragment.
    .filter((what) => !(file.isFragment && what.includes('Context access')))
  if (found.length === 0) {
    const workflow = parse(text) as Workflow
    found.push(...checkHouseRules(workflow), ...checkPins(file))
    for (const [id, job] of Object.entries(workflow.jobs)) {
      found.push(...checkSteps(id, job.steps ?? [], action))
    }
  }
  return found.map((what) => `${file.path}: ${what}`)
}

/** Everything that is wrong with the metadata of an action. */
export async function checkAction(text: string): Promise<readonly string[]> {
  const hash = createHash('sha256').update(text).digest('hex')
  const diagnostics = await validate(
    TextDocument.create(`file:///${hash}/action.yml`, 'yaml', 1, text)
  )
  return diagnostics.map(({ message }) => JSON.stringify(message))
}

/** The parser keeps what it read by its address, so every text has its own. */
function uriOf(text: string): string {
  const hash = createHash('sha256').update(text).digest('hex')
  return `file:///.github/workflows/${hash}.yml`
}

/**
 * Workflows in the fenced YAML of a Markdown text. A list of steps becomes the
 * steps of a job; YAML that is neither is left out.
 */
export function workflowsIn(
  path: string,
  markdown: string
): readonly WorkflowFile[] {
  return [...markdown.matchAll(/^( *)```ya?ml\n([\s\S]*?)^ *```/gm)].flatMap(
    ([, indent = '', block = ''], index) => {
      const text = block.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
      const name = `${path}, YAML block ${index + 1}`
      const parsed: unknown = parse(text)
      if (isRecord(parsed) && 'jobs' in parsed) return [{ path: name, text }]
      if (!Array.isArray(parsed)) return []
      const steps = text.replaceAll(/^(?=.)/gm, '      ')
      return [
        {
          path: name,
          isFragment: true,
          text: `on: push\npermissions: {}\nconcurrency: x\njobs:\n  x:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`
        }
      ]
    }
  )
}

function pendingInputs({
  pending
}: ActionNames): Readonly<Record<string, Field>> {
  return Object.fromEntries(pending.map((name) => [name, { description: '' }]))
}

function checkHouseRules(workflow: Workflow): readonly string[] {
  const jobs = Object.entries(workflow.jobs)
  const found: string[] = []
  for (const key of ['permissions', 'concurrency'] as const) {
    const lacking = jobs.filter(([, job]) => job[key] === undefined)
    if (workflow[key] === undefined && lacking.length > 0) {
      found.push(`no ${key} for ${lacking.map(([id]) => id).join(', ')}`)
    }
  }
  for (const scope of [workflow, ...Object.values(workflow.jobs)]) {
    if (/^(?:read|write)-all$/.test(String(scope.permissions))) {
      found.push(`permissions: ${String(scope.permissions)}`)
    }
  }
  return found
}

/** A tag or a commit, never a branch; comments are gone once it is parsed. */
function checkPins({ path, text }: WorkflowFile): readonly string[] {
  const isHouse = path.startsWith('.github/')
  return [...text.matchAll(/\buses:\s*(\S+)(.*)/g)].flatMap(
    ([, uses = '', comment = '']) => {
      if (uses.startsWith('./')) return []
      const [, ref = ''] = uses.split('@')
      const isCommit = /^[0-9a-f]{40}$/.test(ref)
      if (isHouse && !isCommit) return [`${uses} is not pinned to a commit`]
      if (isCommit && !/# v\d/.test(comment)) {
        return [`${uses} lacks a comment with its version`]
      }
      return isCommit || /^v\d+(?:\.\d+)*$/.test(ref)
        ? []
        : [`${uses} is not pinned`]
    }
  )
}

function checkSteps(
  job: string,
  steps: readonly Step[],
  action: ActionNames
): readonly string[] {
  const found: string[] = []
  const isOwn = (step: Step): boolean =>
    step.uses?.startsWith(`${ownAction}@`) ?? false
  for (const [index, step] of steps.entries()) {
    const where = `${job}, step ${step.id ?? step.name ?? index + 1}`
    for (const script of [step.run, step.with?.['script']]) {
      if (typeof script === 'string' && script.includes('${{')) {
        found.push(`${where}: an expression in a script; pass it by env`)
      }
    }
    if (
      step.uses?.startsWith('actions/checkout@') &&
      step.with?.['persist-credentials'] !== false &&
      step.with?.['persist-credentials'] !== true
    ) {
      // What needs them says so.
      found.push(`${where}: persist-credentials is not set`)
    }
    if (isOwn(step)) {
      if (!textOf(step.with?.['token']).includes('${{')) {
        found.push(`${where}: a token in clear`)
      }
      found.push(
        ...checkValues(step.with ?? {}, action).map(
          (what) => `${where}: ${what}`
        )
      )
    }
  }
  const ownIds = new Set(steps.filter(isOwn).map(({ id }) => id))
  const text = JSON.stringify(steps)
  for (const [, id, output = ''] of text.matchAll(
    /\bsteps\.([\w-]+)\.outputs\.([\w-]+)/g
  )) {
    const names = [...action.outputs, ...action.pending]
    if (ownIds.has(id) && !names.includes(output)) {
      found.push(`${job}: there is no output ${output}`)
    }
  }
  return found
}

/** What an expression of this input may become when the workflow runs. */
const samples: Readonly<Record<string, string>> = {
  'run-id': 'run-CZcmD7eagjhyX0vN',
  'pull-request': '7',
  approve: 'true',
  'expected-plan-digest': '0'.repeat(64),
  'expected-configuration-digest': 'version:cv-4Kq8ZtVfR2mWcYhD',
  'max-destroy': '5'
}

/** Our own reading of the inputs, all of it but requests. */
function checkValues(
  given: Readonly<Record<string, unknown>>,
  action: ActionNames
): readonly string[] {
  const names = Object.keys(given)
  if (names.some((name) => action.pending.includes(name))) return []
  const mode = textOf(given['mode'])
  if (action.pending.includes(`mode: ${mode}`)) return []
  try {
    parseInputs((name) => {
      const value = textOf(given[name] ?? action.inputs[name]?.default)
      return value.includes('${{') ? (samples[name] ?? 'sample') : value
    })
    return []
  } catch (error) {
    return [String(error)]
  }
}

/** A YAML scalar as the runner passes it. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
