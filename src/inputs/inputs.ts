import { rejectCombinations } from './combinations.ts'
import {
  InvalidInputsError,
  createInputReader,
  parseBaseUrl,
  quote
} from './reader.ts'
import type { InputProblem } from './reader.ts'
import { parseListInputs } from './filters.ts'
import type { ListInputs } from './filters.ts'
import { checkAddresses } from './parameter-combinations.ts'

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
  'targets',
  'replace',
  'variables',
  'var-files',
  'destroy',
  'refresh',
  'refresh-only',
  'allow-empty-apply',
  'allow-config-generation',
  'debugging-mode',
  'terraform-version',
  'approve',
  'on-blocked',
  'fail-on-blocked',
  'max-destroy',
  'max-replace',
  'max-change',
  'protected-addresses',
  'max-monthly-cost-increase',
  'expected-plan-digest',
  'required-approvals',
  'require-review-decision',
  'required-labels',
  'allowed-actors',
  'require-up-to-date',
  'policy-override',
  'override-reason',
  'queue-timeout',
  'run-timeout',
  'apply-timeout',
  'cleanup',
  'supersede',
  'github-token',
  'pull-request',
  'comment',
  'comment-key',
  'comment-detail',
  'job-summary',
  'list-scope',
  'filter-operation',
  'filter-status',
  'filter-status-group',
  'filter-source',
  'filter-timeframe',
  'filter-agent-pools',
  'filter-workspaces',
  'search',
  'search-user',
  'search-commit',
  'page-size',
  'max-items'
] as const

export type InputName = (typeof inputNames)[number]

export const modes = [
  'plan',
  'save-plan',
  'apply',
  'discard',
  'cancel',
  'force-cancel',
  'force-execute',
  'show',
  'list'
] as const
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
  /** An id, or `current`. */
  readonly configurationVersionId: string | undefined
  readonly targets: readonly string[]
  readonly replace: readonly string[]
  /** YAML or JSON, not parsed yet. */
  readonly variables: string | undefined
  readonly varFiles: readonly string[]
  readonly destroy: boolean
  readonly refresh: boolean
  readonly refreshOnly: boolean
  readonly allowEmptyApply: boolean
  readonly allowConfigGeneration: boolean
  readonly debuggingMode: boolean
  readonly terraformVersion: string | undefined
  readonly approve: boolean | undefined
  readonly onBlocked: (typeof blockedChoices)[number]
  readonly failOnBlocked: boolean
  readonly maxDestroy: number | undefined
  readonly maxReplace: number | undefined
  readonly maxChange: number | undefined
  readonly protectedAddresses: readonly string[]
  readonly maxMonthlyCostIncrease: number | undefined
  /** 0 = not asked for. */
  readonly requiredApprovals: number
  readonly requireReviewDecision: boolean
  readonly requiredLabels: readonly string[]
  readonly allowedActors: readonly string[]
  readonly requireUpToDate: boolean
  readonly expectedPlanDigest: string | undefined
  readonly policyOverride: boolean
  readonly overrideReason: string | undefined
  readonly queueTimeout: number
  readonly runTimeout: number
  readonly applyTimeout: number
  readonly cleanup: boolean
  readonly supersede: boolean
  readonly githubToken: string | undefined
  readonly pullRequest: number | undefined
  readonly comment: (typeof comments)[number]
  readonly commentKey: string | undefined
  readonly commentDetail: (typeof details)[number]
  readonly jobSummary: boolean
  readonly list: ListInputs
}

/**
 * Checks every input and how they go together.
 *
 * @throws InvalidInputsError with all problems at once
 */
export function parseInputs(read: (name: InputName) => string): Inputs {
  const { inputs, problems } = examineInputs(read)
  if (problems.length > 0) throw new InvalidInputsError(problems)
  return inputs
}

/**
 * The same, for who has more to find before anybody is told: the problems,
 * and the inputs as far as they are right. What is wrong is as if left out.
 */
export function examineInputs(read: (name: InputName) => string): {
  readonly inputs: Inputs
  readonly problems: readonly InputProblem[]
} {
  const reader = createInputReader(read)
  const { text, choice, flag, requiredFlag, count, duration, id, name, rule } =
    reader
  const token = text('token')
  if (token === undefined) {
    reader.reject(
      'token',
      'is empty',
      'a user or team token (pull requests from forks and Dependabot get no secrets)'
    )
  } else if (!/^[\x21-\x7e]+$/.test(token)) {
    reader.reject(
      'token',
      'has white space or control characters inside',
      'one token'
    )
  }
  const hostname = text('hostname')
  const baseUrl = parseBaseUrl(hostname ?? '')
  if (baseUrl === undefined) {
    reader.reject(
      'hostname',
      hostname === undefined ? 'is empty' : `is ${quote(hostname)}`,
      "a host such as 'app.terraform.io' or 'tfe.example.com:8443', without a path; 'http://' only for loopback addresses"
    )
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
    targets: reader.lines('targets'),
    replace: reader.lines('replace'),
    variables: text('variables'),
    varFiles: reader.lines('var-files'),
    destroy: flag('destroy') ?? false,
    refresh: flag('refresh') ?? true,
    refreshOnly: flag('refresh-only') ?? false,
    allowEmptyApply: flag('allow-empty-apply') ?? false,
    allowConfigGeneration: flag('allow-config-generation') ?? false,
    debuggingMode: flag('debugging-mode') ?? false,
    terraformVersion: text('terraform-version'),
    approve: flag('approve'),
    onBlocked: choice('on-blocked', blockedChoices),
    failOnBlocked: requiredFlag('fail-on-blocked'),
    maxDestroy: rule('max-destroy', count),
    maxReplace: rule('max-replace', count),
    maxChange: rule('max-change', count),
    protectedAddresses: rule('protected-addresses', reader.addressGlobs) ?? [],
    maxMonthlyCostIncrease: rule('max-monthly-cost-increase', reader.amount),
    requiredApprovals: rule('required-approvals', count) ?? 0,
    requireReviewDecision: requiredFlag('require-review-decision'),
    requiredLabels: rule('required-labels', reader.labels) ?? [],
    allowedActors: rule('allowed-actors', reader.logins) ?? [],
    requireUpToDate: requiredFlag('require-up-to-date'),
    expectedPlanDigest: rule('expected-plan-digest', reader.digest),
    policyOverride: requiredFlag('policy-override'),
    overrideReason: text('override-reason'),
    queueTimeout: duration('queue-timeout'),
    runTimeout: duration('run-timeout'),
    applyTimeout: duration('apply-timeout'),
    cleanup: requiredFlag('cleanup'),
    supersede: requiredFlag('supersede'),
    githubToken: text('github-token'),
    pullRequest: count('pull-request', 1),
    comment: choice('comment', comments),
    commentKey: text('comment-key'),
    commentDetail: choice('comment-detail', details),
    jobSummary: requiredFlag('job-summary'),
    list: parseListInputs(reader)
  }
  checkAddresses('targets', inputs.targets, reader.reject)
  checkAddresses('replace', inputs.replace, reader.reject)
  rejectCombinations(inputs, (input, ...problem) => {
    // What is wrong by itself looks left out here; once is enough.
    if (reader.problems.every((each) => each.input !== input)) {
      reader.reject(input, ...problem)
    }
  })
  return { inputs, problems: reader.problems }
}
