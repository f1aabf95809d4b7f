import { rejectCombinations } from './combinations.ts'
import { parseListInputs } from './filters.ts'
import { blockedChoices, comments, details, modes } from './inputs.ts'
import type { Inputs } from './inputs.ts'
import type { InputName } from './names.ts'
import { checkAddresses } from './parameter-combinations.ts'
import { InvalidInputsError, quote } from './problems.ts'
import type { InputProblem } from './problems.ts'
import { createInputReader, parseBaseUrl } from './reader.ts'

/** As `expected-plan-digest`: of the plan of the pull request's head. */
const reviewed = 'reviewed'

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
  const expectsReviewed = text('expected-plan-digest') === reviewed
  const inputs: Inputs = {
    token: token ?? '',
    baseUrl: baseUrl ?? new URL('https://invalid.invalid'),
    organization: name('organization'),
    workspace: name('workspace'),
    mode: choice('mode', modes),
    runId: id('run-id', 'run-'),
    commit: reader.commit('commit'),
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
    requireNewestRun: requiredFlag('require-newest-run'),
    expectedPlanDigest: expectsReviewed
      ? undefined
      : rule('expected-plan-digest', reader.digest),
    expectReviewedPlan: expectsReviewed,
    // No input gives it yet.
    expectedConfigurationDigest: undefined,
    maxPlanAge: rule('max-plan-age', reader.age),
    allowedRunCreators: rule('allowed-run-creators', reader.accounts) ?? [],
    allowPartialCostEstimate: requiredFlag('allow-partial-cost-estimate'),
    allowForks: requiredFlag('allow-forks'),
    allowForeignRun: requiredFlag('allow-foreign-run'),
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
