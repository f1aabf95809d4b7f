import * as core from '@actions/core'

/** Every input of `action.yml`, in its order. */
export const inputNames = [
  'token',
  'hostname',
  'organization',
  'workspace',
  'mode',
  'run-id',
  'message',
  'configuration-directory',
  'configuration-version-id',
  'approve',
  'on-blocked',
  'fail-on-blocked',
  'max-destroy',
  'max-replace',
  'max-change',
  'queue-timeout',
  'run-timeout',
  'apply-timeout',
  'cleanup',
  'github-token',
  'pull-request',
  'comment',
  'comment-key',
  'comment-detail',
  'job-summary'
] as const

export type InputName = (typeof inputNames)[number]

export const modes = ['plan', 'apply', 'discard', 'show'] as const
export type Mode = (typeof modes)[number]

const comments = ['always', 'on-changes', 'on-failure', 'never'] as const
const details = ['full', 'addresses', 'counts'] as const
const blockedChoices = ['hold', 'discard'] as const

/** The step's inputs, checked. `undefined` = left empty. Times in milliseconds. */
export interface Inputs {
  readonly token: string
  /** Where the API is: `https://app.terraform.io/`. */
  readonly baseUrl: URL
  readonly organization: string | undefined
  readonly workspace: string | undefined
  readonly mode: Mode
  readonly runId: string | undefined
  readonly message: string | undefined
  readonly configurationDirectory: string | undefined
  readonly configurationVersionId: string | undefined
  readonly approve: boolean | undefined
  readonly onBlocked: (typeof blockedChoices)[number]
  readonly failOnBlocked: boolean
  readonly maxDestroy: number | undefined
  readonly maxReplace: number | undefined
  readonly maxChange: number | undefined
  readonly queueTimeout: number
  readonly runTimeout: number
  readonly applyTimeout: number
  readonly cleanup: boolean
  readonly githubToken: string | undefined
  readonly pullRequest: number | undefined
  readonly comment: (typeof comments)[number]
  readonly commentKey: string | undefined
  readonly commentDetail: (typeof details)[number]
  readonly jobSummary: boolean
}

/** One bad input: which, what is wrong with it, what is allowed. */
export interface InputProblem {
  readonly input: InputName
  readonly wrong: string
  readonly allowed: string
}

/** The inputs cannot be used; carries every problem, not only the first. */
export class InvalidInputsError extends Error {
  override readonly name = 'InvalidInputsError'
  readonly problems: readonly InputProblem[]

  constructor(problems: readonly InputProblem[]) {
    const lines = problems.map(
      ({ input, wrong, allowed }) =>
        `- '${input}' ${wrong}; allowed: ${allowed}`
    )
    super(
      `${problems.length === 1 ? 'An input is' : `${problems.length} inputs are`} wrong, so nothing was requested:\n${lines.join('\n')}`
    )
    this.problems = problems
  }
}

/**
 * Reads the step's inputs as the runner passes them (`INPUT_…`), trimmed.
 *
 * @throws InvalidInputsError with all problems at once
 */
export function readInputs(): Inputs {
  return parseInputs((name) => core.getInput(name))
}

/**
 * Reads one input without checking the others: for what must happen before
 * the check (masking secrets).
 */
export function readRawInput(name: InputName): string {
  return core.getInput(name)
}

/**
 * Checks every input and how they go together.
 *
 * @throws InvalidInputsError with all problems at once
 */
export function parseInputs(read: (name: InputName) => string): Inputs {
  const problems: InputProblem[] = []
  const reject = (input: InputName, wrong: string, allowed: string): void => {
    problems.push({ input, wrong, allowed })
  }
  const text = (name: InputName): string | undefined => {
    const value = read(name).trim()
    return value === '' ? undefined : value
  }
  function choice<T extends string>(
    name: InputName,
    choices: readonly [T, ...T[]]
  ): T {
    const value = text(name)
    const found = choices.find((each) => each === value)
    if (found !== undefined) return found
    reject(
      name,
      value === undefined ? 'is empty' : `is ${quote(value)}`,
      choices.map((each) => `'${each}'`).join(', ')
    )
    return choices[0]
  }
  const flag = (name: InputName): boolean | undefined => {
    const value = text(name)
    if (value === undefined) return undefined
    if (/^(true|True|TRUE)$/.test(value)) return true
    if (/^(false|False|FALSE)$/.test(value)) return false
    reject(name, `is ${quote(value)}`, `'true' or 'false'`)
    return undefined
  }
  const requiredFlag = (name: InputName): boolean => {
    if (text(name) !== undefined) return flag(name) ?? false
    reject(name, 'is empty', `'true' or 'false'`)
    return false
  }
  const count = (name: InputName, least = 0): number | undefined => {
    const value = text(name)
    if (value === undefined) return undefined
    const number = Number(value)
    if (
      /^\d+$/.test(value) &&
      Number.isSafeInteger(number) &&
      number >= least
    ) {
      return number
    }
    reject(name, `is ${quote(value)}`, `a whole number from ${least} up`)
    return undefined
  }
  const duration = (name: InputName): number => {
    const value = text(name)
    const milliseconds = value === undefined ? undefined : parseDuration(value)
    if (milliseconds !== undefined) return milliseconds
    reject(
      name,
      value === undefined ? 'is empty' : `is ${quote(value)}`,
      "a time from 1s to 24h such as '90s', '30m' or '1h30m'"
    )
    return 0
  }
  const id = (name: InputName, prefix: string): string | undefined => {
    const value = text(name)
    if (value === undefined || /^[\w-]+$/.test(value)) return value
    reject(
      name,
      `is ${quote(value)}`,
      `an id such as '${prefix}4Kq8ZtVfR2mWcYhD'`
    )
    return undefined
  }

  const token = text('token')
  if (token === undefined) {
    reject(
      'token',
      'is empty',
      'a user or team token (pull requests from forks and Dependabot get no secrets)'
    )
  } else if (!/^[\x21-\x7e]+$/.test(token)) {
    reject('token', 'has white space or control characters inside', 'one token')
  }
  const hostname = text('hostname')
  const baseUrl = parseBaseUrl(hostname ?? '')
  if (baseUrl === undefined) {
    reject(
      'hostname',
      hostname === undefined ? 'is empty' : `is ${quote(hostname)}`,
      "a host such as 'app.terraform.io' or 'tfe.example.com:8443', without a path; 'http://' only for loopback addresses"
    )
  }
  const name = (input: InputName): string | undefined => {
    const value = text(input)
    if (value === undefined || /^[\w.-]+$/.test(value)) return value
    reject(
      input,
      `is ${quote(value)}`,
      "a name made of letters, digits, '-', '_' and '.'"
    )
    return undefined
  }

  const inputs: Inputs = {
    token: token ?? '',
    baseUrl: baseUrl ?? new URL('https://invalid.invalid'),
    organization: name('organization'),
    workspace: name('workspace'),
    mode: choice('mode', modes),
    runId: id('run-id', 'run-'),
    message: text('message'),
    configurationDirectory: text('configuration-directory'),
    configurationVersionId: id('configuration-version-id', 'cv-'),
    approve: flag('approve'),
    onBlocked: choice('on-blocked', blockedChoices),
    failOnBlocked: requiredFlag('fail-on-blocked'),
    maxDestroy: count('max-destroy'),
    maxReplace: count('max-replace'),
    maxChange: count('max-change'),
    queueTimeout: duration('queue-timeout'),
    runTimeout: duration('run-timeout'),
    applyTimeout: duration('apply-timeout'),
    cleanup: requiredFlag('cleanup'),
    githubToken: text('github-token'),
    pullRequest: count('pull-request', 1),
    comment: choice('comment', comments),
    commentKey: text('comment-key'),
    commentDetail: choice('comment-detail', details),
    jobSummary: requiredFlag('job-summary')
  }
  rejectCombinations(inputs, (input, ...problem) => {
    // What is wrong by itself looks left out here; once is enough.
    if (problems.every((each) => each.input !== input)) {
      reject(input, ...problem)
    }
  })
  if (problems.length > 0) throw new InvalidInputsError(problems)
  return inputs
}

/** What is right by itself and cannot go together. */
function rejectCombinations(
  inputs: Inputs,
  reject: (input: InputName, wrong: string, allowed: string) => void
): void {
  const { mode, runId, workspace, organization } = inputs
  const makesRun = mode === 'plan' || (mode === 'apply' && runId === undefined)

  if ((mode === 'discard' || mode === 'show') && runId === undefined) {
    reject('run-id', `is empty with mode '${mode}'`, 'the id of a run')
  }
  if (mode === 'plan' && runId !== undefined) {
    reject(
      'run-id',
      "is given with mode 'plan', which makes a new run",
      "'run-id' with mode 'apply', 'discard' or 'show'"
    )
  }
  if (runId === undefined && workspace === undefined) {
    reject('workspace', 'is empty', 'a name or a ws-… id')
  }
  if (
    workspace !== undefined &&
    !workspace.startsWith('ws-') &&
    organization === undefined
  ) {
    reject(
      'organization',
      "is empty while 'workspace' is a name",
      'the name of the organization, or a ws-… id as workspace'
    )
  }
  if (mode !== 'apply' && inputs.approve !== undefined) {
    reject(
      'approve',
      `is given with mode '${mode}', which applies nothing`,
      "'approve' with mode 'apply'"
    )
  }
  for (const [input, value] of [
    ['configuration-directory', inputs.configurationDirectory],
    ['configuration-version-id', inputs.configurationVersionId],
    ['message', inputs.message]
  ] as const) {
    if (value !== undefined && !makesRun) {
      reject(
        input,
        'is given for a run that already exists',
        `'${input}' only where a new run is made`
      )
    }
  }
  if (
    inputs.configurationDirectory !== undefined &&
    inputs.configurationVersionId !== undefined
  ) {
    reject(
      'configuration-version-id',
      "is given together with 'configuration-directory'",
      'one of the two'
    )
  }
}

/**
 * `1h30m` → milliseconds; undefined where it is not such a text, or not within
 * one second and 24 hours.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/.exec(text)
  if (match === null || text === '') return undefined
  const part = (index: number): number => Number(match[index] ?? 0)
  const milliseconds = (part(1) * 3600 + part(2) * 60 + part(3)) * 1000
  return milliseconds >= 1000 && milliseconds <= 24 * 3600 * 1000
    ? milliseconds
    : undefined
}

/**
 * A host name or an address with a scheme → where the API is. Undefined where
 * it has a path, credentials or a query, or is plain `http` beyond loopback:
 * a token never travels in clear.
 */
export function parseBaseUrl(text: string): URL | undefined {
  if (text === '') return undefined
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `https://${text}`
  if (!URL.canParse(written)) return undefined
  const url = new URL(written)
  const isPlain =
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    url.username === '' &&
    url.password === ''
  const isSafe =
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && isLoopback(url.hostname))
  return isPlain && isSafe ? url : undefined
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  )
}

function quote(value: string): string {
  const short = value.length > 60 ? `${value.slice(0, 60)}…` : value
  return JSON.stringify(short)
}
