import type { InputName, Inputs } from './inputs.ts'
import { rejectListCombinations } from './list-inputs.ts'
import { rejectParameterCombinations } from './parameter-combinations.ts'

/** What is right by itself and cannot go together. */
export function rejectCombinations(
  inputs: Inputs,
  reject: (input: InputName, wrong: string, allowed: string) => void
): void {
  const { mode, runId, workspace, organization } = inputs
  const makesRun =
    mode === 'plan' ||
    mode === 'save-plan' ||
    (mode === 'apply' && runId === undefined)

  const actsOnRun = !makesRun && !['apply', 'discard', 'list'].includes(mode)

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
  rejectParameterCombinations(inputs, makesRun, reject)
  rejectListCombinations(inputs, reject)
}
