import type { Combination } from './combination.ts'
import { listCombinations } from './filter-combinations.ts'
import type { Inputs } from './inputs.ts'
import type { InputName } from './names.ts'
import {
  givenParameters,
  parameterCombinations
} from './parameter-combinations.ts'
import { needsOrganization, onlyWorkspace } from './workspace-selectors.ts'

/** As `configuration-version-id`: the workspace's current configuration. */
export const currentConfiguration = 'current'

/** What is asked for, as the rows look at it. */
interface Asked extends Inputs {
  /** Is a new run made, and not one acted on that there is? */
  readonly makesRun: boolean
}

/** What was asked for, and what follows from it. */
export function askedOf(inputs: Inputs): Asked {
  const { mode, runId, commit } = inputs
  return {
    ...inputs,
    makesRun:
      commit === undefined &&
      (mode === 'plan' ||
        mode === 'save-plan' ||
        (mode === 'apply' && runId === undefined))
  }
}

type Row = Combination<Asked, InputName>

const runCombinations: readonly Row[] = [
  {
    input: 'run-id',
    when: ({ mode, makesRun, runId, commit }) =>
      !makesRun &&
      commit === undefined &&
      !['apply', 'discard', 'list', 'show', 'upload'].includes(mode) &&
      runId === undefined,
    wrong: ({ mode }) => `is empty with mode '${mode}'`,
    allowed: 'the id of a run'
  },
  {
    input: 'run-id',
    when: ({ mode, runId }) =>
      runId !== undefined && (mode === 'plan' || mode === 'save-plan'),
    wrong: ({ mode }) => `is given with mode '${mode}', which makes a new run`,
    allowed: "'run-id' with the modes that act on a run"
  },
  {
    input: 'run-id',
    when: ({ mode, runId }) =>
      runId !== undefined && (mode === 'list' || mode === 'upload'),
    wrong: ({ mode }) => `is given with mode '${mode}', which acts on no run`,
    allowed: "'run-id' with the modes that act on a run"
  },
  {
    input: 'workspace',
    when: ({ mode, runId, selection, commit }) =>
      runId === undefined &&
      selection === undefined &&
      commit === undefined &&
      mode !== 'list',
    wrong: 'is empty',
    allowed: ({ mode }) =>
      mode === 'show'
        ? "a name or a ws-… id; or 'run-id'"
        : 'a name or a ws-… id'
  },
  {
    input: 'organization',
    when: ({ selection, organization }) =>
      selection !== undefined &&
      needsOrganization(selection) &&
      organization === undefined,
    wrong: "is empty while 'workspace' is a name",
    allowed: 'the name of the organization, or a ws-… id as workspace'
  },
  {
    input: 'organization',
    when: ({ selection, commit, organization }) =>
      selection === undefined &&
      commit !== undefined &&
      organization === undefined,
    wrong: "is empty while 'commit' is to find the workspaces",
    allowed: "the name of the organization, or a 'workspace'"
  }
]

/** Modes that act on the run of a commit. */
const commitModes: readonly string[] = [
  'plan',
  'apply',
  'show',
  'discard',
  'cancel'
]

const commitCombinations: readonly Row[] = [
  {
    input: 'commit',
    when: ({ mode, commit }) =>
      commit !== undefined && !commitModes.includes(mode),
    wrong: ({ mode }) => `is given with mode '${mode}'`,
    allowed: `'commit' with the modes ${commitModes.map((each) => `'${each}'`).join(', ')}`
  },
  {
    input: 'commit',
    when: ({ commit, runId }) => commit !== undefined && runId !== undefined,
    wrong: "is given together with 'run-id'",
    allowed: 'one of the two'
  },
  {
    input: 'expected-plan-digest',
    when: ({ expectReviewedPlan, commit, mode }) =>
      expectReviewedPlan && !(commit !== undefined && mode === 'apply'),
    wrong:
      "is 'reviewed', which is the plan that version control made of the pull request's head",
    allowed:
      "'reviewed' with 'commit' and mode 'apply'; the digest itself otherwise"
  },
  {
    input: 'require-newest-run',
    when: ({ requireNewestRun, commit, mode }) =>
      requireNewestRun && !(commit !== undefined && mode === 'apply'),
    wrong: 'is true, and only runs of version control wait behind one another',
    allowed: "'require-newest-run' with 'commit' and mode 'apply'"
  }
]

const setCombinations: readonly Row[] = [
  {
    input: 'only-changed',
    when: ({ onlyChanged, makesRun }) => onlyChanged && !makesRun,
    wrong: 'is true where no run is made',
    allowed: "'true' with the modes that make a run"
  },
  {
    input: 'workspace',
    when: ({ runIds, selection }) =>
      runIds.length > 1 && selection !== undefined,
    wrong: "is given with several lines of 'run-id'",
    allowed: 'nothing: each run names its workspace'
  },
  {
    input: 'workspace',
    when: ({ mode, selection }) =>
      mode === 'list' &&
      selection !== undefined &&
      onlyWorkspace(selection) === undefined,
    wrong: "selects several workspaces with mode 'list'",
    allowed: "one name or id; 'filters' narrows a list of a whole organization"
  },
  {
    input: 'configuration-version-id',
    when: ({ configurationVersionId: id, selection }) =>
      id !== undefined &&
      id !== currentConfiguration &&
      selection !== undefined &&
      onlyWorkspace(selection) === undefined,
    wrong: 'is given with several workspaces',
    allowed:
      "'current', or a folder: a configuration version is one workspace's"
  }
]

const decisionCombinations: readonly Row[] = [
  {
    input: 'override-reason',
    when: ({ policyOverride, overrideReason }) =>
      policyOverride && overrideReason === undefined,
    wrong: "is empty while 'policy-override' is true",
    allowed: 'the reason, which is recorded on the run'
  },
  {
    input: 'override-reason',
    when: ({ policyOverride, overrideReason }) =>
      !policyOverride && overrideReason !== undefined,
    wrong:
      "is given while 'policy-override' is false, so nothing is overridden",
    allowed: "'override-reason' with 'policy-override: true'"
  },
  {
    input: 'policy-override',
    when: ({ policyOverride, mode }) => policyOverride && mode !== 'apply',
    wrong: ({ mode }) => `is true with mode '${mode}', which overrides nothing`,
    allowed: "'policy-override' with mode 'apply'"
  },
  {
    input: 'approve',
    when: ({ approve, mode }) => approve !== undefined && mode !== 'apply',
    wrong: ({ mode }) => `is given with mode '${mode}', which applies nothing`,
    allowed: "'approve' with mode 'apply'"
  },
  {
    input: 'reason',
    when: ({ reason, mode }) =>
      reason !== undefined &&
      !['apply', 'discard', 'cancel', 'force-cancel'].includes(mode),
    wrong: ({ mode }) =>
      `is given with mode '${mode}', which writes no reason onto a run`,
    allowed: "'reason' with mode 'apply', 'discard', 'cancel' or 'force-cancel'"
  }
]

const configurationCombinations: readonly Row[] = [
  ...(
    [
      ['configuration-directory', 'configurationDirectory'],
      ['configuration-version-id', 'configurationVersionId'],
      ['message', 'message']
    ] as const
  ).map(([input, name]): Row => ({
    input,
    when: (asked) =>
      !asked.makesRun &&
      asked[name] !== undefined &&
      !(input === 'configuration-directory' && asked.mode === 'upload'),
    wrong: ({ mode }) =>
      mode === 'list' || mode === 'upload'
        ? `is given with mode '${mode}', which makes no run`
        : 'is given for a run that already exists',
    allowed: `'${input}' only where a new run is made`
  })),
  {
    input: 'configuration-directory',
    when: ({ mode, configurationDirectory }) =>
      mode === 'upload' && configurationDirectory === undefined,
    wrong: "is empty with mode 'upload'",
    allowed: 'the folder to upload'
  },
  {
    input: 'configuration-version-id',
    when: ({ configurationDirectory, configurationVersionId }) =>
      configurationDirectory !== undefined &&
      configurationVersionId !== undefined,
    wrong: "is given together with 'configuration-directory'",
    allowed: 'one of the two'
  },
  // A misspelt expression is an empty input: nobody said yes to a new run.
  {
    input: 'run-id',
    when: (asked) =>
      asked.mode === 'apply' &&
      asked.makesRun &&
      asked.approve === true &&
      asked.configurationDirectory === undefined &&
      asked.configurationVersionId === undefined &&
      givenParameters(asked).length === 0,
    wrong:
      "is empty while 'approve' is true, and no other input says what is to be applied",
    allowed: `the id of the run that was approved; or, for a new run, 'configuration-directory' or 'configuration-version-id' ('${currentConfiguration}': the workspace's current one)`
  }
]

/** All that does not go together, one row a reason. */
export const combinations: readonly Row[] = [
  ...runCombinations,
  ...commitCombinations,
  ...setCombinations,
  ...decisionCombinations,
  ...configurationCombinations,
  ...parameterCombinations,
  ...listCombinations
]
