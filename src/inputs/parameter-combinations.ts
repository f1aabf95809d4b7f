import type { Inputs } from './inputs.ts'
import type { InputName } from './names.ts'

type Reject = (input: InputName, wrong: string, allowed: string) => void

/** Names of the inputs that say how a new run plans, where they are given. */
export function givenParameters(inputs: Inputs): readonly InputName[] {
  const parameters: readonly (readonly [InputName, boolean])[] = [
    ['targets', inputs.targets.length > 0],
    ['replace', inputs.replace.length > 0],
    ['variables', inputs.variables !== undefined],
    ['var-files', inputs.varFiles.length > 0],
    ['destroy', inputs.destroy],
    ['refresh', !inputs.refresh],
    ['refresh-only', inputs.refreshOnly],
    ['allow-empty-apply', inputs.allowEmptyApply],
    ['allow-config-generation', inputs.allowConfigGeneration],
    ['debugging-mode', inputs.debuggingMode],
    ['terraform-version', inputs.terraformVersion !== undefined]
  ]
  return parameters.filter(([, isGiven]) => isGiven).map(([name]) => name)
}

/**
 * Run parameters that HCP Terraform or Terraform would refuse after the
 * upload, each with its reason. Runs API: Create a Run.
 */
export function rejectParameterCombinations(
  inputs: Inputs,
  makesRun: boolean,
  reject: Reject
): void {
  const { mode } = inputs
  if (!makesRun) {
    for (const name of givenParameters(inputs)) {
      reject(
        name,
        inputs.runId === undefined
          ? `is given with mode '${mode}', which makes no run`
          : 'is given for a run that already exists, whose parameters are fixed',
        `'${name}' only where a new run is made`
      )
    }
    return
  }
  if (inputs.destroy && inputs.refreshOnly) {
    reject(
      'refresh-only',
      "is true together with 'destroy'",
      'one of the two: a destroy run deletes everything, a refresh-only run changes nothing'
    )
  }
  if (inputs.refreshOnly && !inputs.refresh) {
    reject(
      'refresh',
      "is false together with 'refresh-only', which does nothing but refresh",
      "'true' with 'refresh-only: true'"
    )
  }
  const special = inputs.destroy
    ? 'destroy'
    : inputs.refreshOnly
      ? 'refresh-only'
      : undefined
  if (special !== undefined && inputs.replace.length > 0) {
    reject(
      'replace',
      `is given together with '${special}'; Terraform replaces in a normal plan only`,
      `'replace' without '${special}'`
    )
  }
  if (special !== undefined && inputs.allowConfigGeneration) {
    reject(
      'allow-config-generation',
      `is true together with '${special}'; Terraform generates configuration in a normal plan only`,
      `'false' with '${special}'`
    )
  }
  if (inputs.terraformVersion !== undefined && mode !== 'plan') {
    reject(
      'terraform-version',
      `is given with mode '${mode}'; HCP Terraform takes another version for plan-only runs only`,
      "'terraform-version' with mode 'plan', or the version in the workspace's settings"
    )
  }
  if (inputs.allowEmptyApply && mode !== 'apply') {
    reject(
      'allow-empty-apply',
      `is true with mode '${mode}', which applies nothing`,
      "'allow-empty-apply' with mode 'apply'"
    )
  } else if (inputs.allowEmptyApply && inputs.approve !== true) {
    reject(
      'allow-empty-apply',
      "is true while 'approve' is not: HCP Terraform applies such a plan by itself where it has no changes, without a gate",
      "'approve: true' with it"
    )
  } else if (
    inputs.allowEmptyApply &&
    inputs.expectedPlanDigest !== undefined
  ) {
    reject(
      'allow-empty-apply',
      "is true together with 'expected-plan-digest': HCP Terraform applies a plan without changes by itself, before its digest could be compared",
      'one of the two'
    )
  }
}

/**
 * One resource address a line, as `-target` takes it. Only slips are found
 * here (lists in one line, bullets, quotes around it): Terraform knows better.
 */
export function checkAddresses(
  name: InputName,
  addresses: readonly string[],
  reject: Reject
): void {
  for (const address of addresses) {
    const outside = address.replace(/\["(?:[^"\\]|\\.)*"\]/g, '')
    if (!/^[\p{ID_Start}_][\p{ID_Continue}.[\]*-]*$/u.test(outside)) {
      reject(
        name,
        `has ${JSON.stringify(address.slice(0, 80))}`,
        `one resource address a line, such as 'module.network.aws_subnet.a["x"]'`
      )
    }
  }
}
