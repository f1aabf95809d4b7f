import type { InputName, Inputs } from './inputs.ts'

/** What is right by itself and cannot go together. */
export function rejectCombinations(
  inputs: Inputs,
  reject: (input: InputName, wrong: string, allowed: string) => void
): void {
  const { mode, runId, workspace, organization } = inputs
  const makesRun = mode === 'plan' || (mode === 'apply' && runId === undefined)

  const actsOnRun = !makesRun && mode !== 'apply' && mode !== 'discard'

  if (actsOnRun && runId === undefined) {
    reject('run-id', `is empty with mode '${mode}'`, 'the id of a run')
  }
  if (mode === 'plan' && runId !== undefined) {
    reject(
      'run-id',
      "is given with mode 'plan', which makes a new run",
      "'run-id' with the modes that act on a run"
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
