import type { Inputs } from './inputs.ts'
import type { InputName } from './names.ts'
import { rejectListCombinations } from './filter-combinations.ts'
import {
  givenParameters,
  rejectParameterCombinations
} from './parameter-combinations.ts'

/** As `configuration-version-id`: the workspace's current configuration. */
export const currentConfiguration = 'current'

/** Does an input that only a new run has ask for one? */
function saysWhat(inputs: Inputs): boolean {
  return (
    inputs.configurationDirectory !== undefined ||
    inputs.configurationVersionId !== undefined ||
    givenParameters(inputs).length > 0
  )
}

/** Modes that act on the run of a commit. */
const commitModes: readonly string[] = [
  'plan',
  'apply',
  'show',
  'discard',
  'cancel'
]

/** What only goes with `commit`, and what does not. */
function rejectCommitCombinations(
  inputs: Inputs,
  reject: (input: InputName, wrong: string, allowed: string) => void
): void {
  const { mode, commit, runId } = inputs
  if (commit !== undefined && !commitModes.includes(mode)) {
    reject(
      'commit',
      `is given with mode '${mode}'`,
      `'commit' with the modes ${commitModes.map((each) => `'${each}'`).join(', ')}`
    )
  }
  if (commit !== undefined && runId !== undefined) {
    reject('commit', "is given together with 'run-id'", 'one of the two')
  }
  const isGate = commit !== undefined && mode === 'apply'
  if (inputs.expectReviewedPlan && !isGate) {
    reject(
      'expected-plan-digest',
      "is 'reviewed', which is the plan that version control made of the pull request's head",
      "'reviewed' with 'commit' and mode 'apply'; the digest itself otherwise"
    )
  }
  if (inputs.requireNewestRun && !isGate) {
    reject(
      'require-newest-run',
      'is true, and only runs of version control wait behind one another',
      "'require-newest-run' with 'commit' and mode 'apply'"
    )
  }
}

/** What is right by itself and cannot go together. */
export function rejectCombinations(
  inputs: Inputs,
  reject: (input: InputName, wrong: string, allowed: string) => void
): void {
  const { mode, runId, workspace, organization } = inputs
  const isOfCommit = inputs.commit !== undefined
  const makesRun =
    !isOfCommit &&
    (mode === 'plan' ||
      mode === 'save-plan' ||
      (mode === 'apply' && runId === undefined))

  const actsOnRun =
    !makesRun && !isOfCommit && !['apply', 'discard', 'list'].includes(mode)

  if (actsOnRun && runId === undefined) {
    reject('run-id', `is empty with mode '${mode}'`, 'the id of a run')
  }
  if (
    runId !== undefined &&
    (mode === 'plan' || mode === 'save-plan' || mode === 'list')
  ) {
    reject(
      'run-id',
      mode === 'list'
        ? "is given with mode 'list', which acts on no run"
        : `is given with mode '${mode}', which makes a new run`,
      "'run-id' with the modes that act on a run"
    )
  }
  if (runId === undefined && workspace === undefined && mode !== 'list') {
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
  if (inputs.policyOverride && inputs.overrideReason === undefined) {
    reject(
      'override-reason',
      "is empty while 'policy-override' is true",
      'the reason, which is recorded on the run'
    )
  }
  if (!inputs.policyOverride && inputs.overrideReason !== undefined) {
    reject(
      'override-reason',
      "is given while 'policy-override' is false, so nothing is overridden",
      "'override-reason' with 'policy-override: true'"
    )
  }
  if (inputs.policyOverride && mode !== 'apply') {
    reject(
      'policy-override',
      `is true with mode '${mode}', which overrides nothing`,
      "'policy-override' with mode 'apply'"
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
        mode === 'list'
          ? "is given with mode 'list', which makes no run"
          : 'is given for a run that already exists',
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
  // A misspelt expression is an empty input: nobody said yes to a new run.
  if (
    mode === 'apply' &&
    makesRun &&
    inputs.approve === true &&
    !saysWhat(inputs)
  ) {
    reject(
      'run-id',
      "is empty while 'approve' is true, and no other input says what is to be applied",
      `the id of the run that was approved; or, for a new run, 'configuration-directory' or 'configuration-version-id' ('${currentConfiguration}': the workspace's current one)`
    )
  }
  rejectCommitCombinations(inputs, reject)
  rejectParameterCombinations(inputs, makesRun, reject)
  rejectListCombinations(inputs, reject)
}
