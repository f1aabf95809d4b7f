import { readAction, readAddresses } from './target-addresses.ts'
import { rejectCombinations } from './combination.ts'
import { askedOf, combinations } from './combinations.ts'
import { readDuration } from './durations.ts'
import { readBaseUrl } from './hostname.ts'
import { readCommit, readId, readRunIds } from './ids.ts'
import {
  blockedChoices,
  comments,
  confirmChoices,
  details,
  listScopes,
  modes
} from './inputs.ts'
import type { Inputs } from './inputs.ts'
import { inputNames } from './names.ts'
import type { InputName } from './names.ts'
import { readOrder } from './order.ts'
import { readPeopleRules } from './people-rules.ts'
import {
  readChoice,
  readCount,
  readFlag,
  readName,
  readRequiredFlag,
  readVersion,
  tellUnfilled
} from './plain-values.ts'
import { readPlanRules } from './plan-rules.ts'
import { InvalidInputsError } from './problems.ts'
import type { InputProblem } from './problems.ts'
import { createInputReader } from './reader.ts'
import type { InputReader } from './reader.ts'
import { readGitHubToken, readToken } from './tokens.ts'
import { readFolders } from './workspace-folders.ts'
import { readWorkspaces } from './workspace-selectors.ts'

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
  const inputs: Inputs = {
    ...readPlace(reader),
    ...readNewRun(reader),
    ...readDecision(reader),
    ...readPlanRules(reader),
    ...readPeopleRules(reader),
    ...readWaits(reader),
    ...readReport(reader),
    ...readList(reader)
  }
  rejectCombinations(combinations, askedOf(inputs), {
    ...reader,
    isWrong: (name) => reader.problems.some(({ input }) => input === name)
  })
  return { inputs, problems: tellUnfilled(inputNames, reader) }
}

/** Every step: where, what, and on which run. */
function readPlace(reader: InputReader) {
  const token = readToken(reader)
  const baseUrl = readBaseUrl(reader)
  return {
    token,
    baseUrl: baseUrl ?? new URL('https://invalid.invalid'),
    organization: readName(reader, 'organization'),
    ...readWorkspaces(reader),
    maxWorkspaces: readCount(reader, 'max-workspaces', 1) ?? 1,
    onlyChanged: readRequiredFlag(reader, 'only-changed'),
    mode: readChoice(reader, 'mode', modes),
    ...readRunIds(reader, baseUrl),
    commit: readCommit(reader, 'commit')
  }
}

function readNewRun(reader: InputReader) {
  const flag = (name: InputName, otherwise: boolean): boolean =>
    readFlag(reader, name) ?? otherwise
  return {
    message: reader.text('message'),
    ...readFolders(reader),
    configurationVersionId: readId(reader, 'configuration-version-id', 'cv'),
    targets: readAddresses(reader, 'targets', 'target'),
    replace: readAddresses(reader, 'replace', 'replace'),
    invokeAction: readAction(reader),
    policyPaths: reader.lines('policy-paths'),
    variables: reader.text('variables'),
    varFiles: reader.lines('var-files'),
    destroy: flag('destroy', false),
    refresh: flag('refresh', true),
    refreshOnly: flag('refresh-only', false),
    allowEmptyApply: flag('allow-empty-apply', false),
    allowConfigGeneration: flag('allow-config-generation', false),
    debuggingMode: flag('debugging-mode', false),
    terraformVersion: readVersion(reader, 'terraform-version')
  }
}

function readDecision(reader: InputReader) {
  return {
    approve: readFlag(reader, 'approve'),
    onBlocked: readChoice(reader, 'on-blocked', blockedChoices),
    confirm: readChoice(reader, 'confirm', confirmChoices),
    order: readOrder(reader, 'order'),
    failOnBlocked: readRequiredFlag(reader, 'fail-on-blocked'),
    reason: readReason(reader),
    policyOverride: readRequiredFlag(reader, 'policy-override'),
    overrideReason: reader.text('override-reason')
  }
}

/** As long as a comment may be that people are to read. */
const longestReason = 1_000

function readReason({ text, reject }: InputReader): string | undefined {
  const reason = text('reason')
  if (reason !== undefined && reason.length > longestReason) {
    reject(
      'reason',
      `has ${reason.length} characters`,
      `a text of at most ${longestReason} characters`
    )
  }
  return reason
}

function readWaits(reader: InputReader) {
  return {
    queueTimeout: readDuration(reader, 'queue-timeout'),
    runTimeout: readDuration(reader, 'run-timeout'),
    applyTimeout: readDuration(reader, 'apply-timeout'),
    maxParallel: readCount(reader, 'max-parallel', 1) ?? 1,
    cleanup: readRequiredFlag(reader, 'cleanup'),
    supersede: readRequiredFlag(reader, 'supersede')
  }
}

function readReport(reader: InputReader) {
  return {
    githubToken: readGitHubToken(reader),
    pullRequest: readCount(reader, 'pull-request', 1),
    comment: readChoice(reader, 'comment', comments),
    commentKey: reader.text('comment-key'),
    commentDetail: readChoice(reader, 'comment-detail', details),
    checkRuns: readRequiredFlag(reader, 'check-runs'),
    jobSummary: readRequiredFlag(reader, 'job-summary')
  }
}

/** Most runs one step may list: 100 requests' worth of whole pages. */
const mostItems = 10_000

function readList(reader: InputReader) {
  const maxItems = readCount(reader, 'max-items', 1) ?? 100
  if (maxItems > mostItems) {
    reader.reject('max-items', `is ${maxItems}`, `a number up to ${mostItems}`)
  }
  return {
    listScope: readChoice(reader, 'list-scope', listScopes),
    filters: reader.text('filters'),
    maxItems
  }
}
