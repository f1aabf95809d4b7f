import type { Combination } from './combination.ts'
import type { Inputs } from './inputs.ts'
import type { InputName } from './names.ts'

type Row = Combination<Inputs & { readonly makesRun: boolean }, InputName>

/** The inputs that say how a new run plans: are they given? */
const parameters: readonly (readonly [
  InputName,
  (inputs: Inputs) => boolean
])[] = [
  ['targets', ({ targets }) => targets.length > 0],
  ['replace', ({ replace }) => replace.length > 0],
  ['invoke-action', ({ invokeAction }) => invokeAction !== undefined],
  ['policy-paths', ({ policyPaths }) => policyPaths.length > 0],
  ['variables', ({ variables }) => variables !== undefined],
  ['var-files', ({ varFiles }) => varFiles.length > 0],
  ['destroy', ({ destroy }) => destroy],
  ['refresh', ({ refresh }) => !refresh],
  ['refresh-only', ({ refreshOnly }) => refreshOnly],
  ['allow-empty-apply', ({ allowEmptyApply }) => allowEmptyApply],
  [
    'allow-config-generation',
    ({ allowConfigGeneration }) => allowConfigGeneration
  ],
  ['debugging-mode', ({ debuggingMode }) => debuggingMode],
  [
    'terraform-version',
    ({ terraformVersion }) => terraformVersion !== undefined
  ]
]

/** Names of the inputs that say how a new run plans, where they are given. */
export function givenParameters(inputs: Inputs): readonly InputName[] {
  return parameters
    .filter(([, isGiven]) => isGiven(inputs))
    .map(([name]) => name)
}

const needless: readonly Row[] = parameters.map(([input, isGiven]) => ({
  input,
  when: (asked) => !asked.makesRun && isGiven(asked),
  wrong: ({ runId, mode }) =>
    runId === undefined
      ? `is given with mode '${mode}', which makes no run`
      : 'is given for a run that already exists, whose parameters are fixed',
  allowed: `'${input}' only where a new run is made`
}))

/** Plans that are no normal ones, and what only a normal one does. */
const special: readonly Row[] = (
  [
    ['destroy', ({ destroy }: Inputs) => destroy],
    ['refresh-only', ({ refreshOnly }: Inputs) => refreshOnly]
  ] as const
).flatMap(([name, is]): readonly Row[] => [
  {
    input: 'replace',
    when: (asked) => is(asked) && asked.replace.length > 0,
    wrong: `is given together with '${name}'; Terraform replaces in a normal plan only`,
    allowed: `'replace' without '${name}'`
  },
  {
    input: 'allow-config-generation',
    when: (asked) => is(asked) && asked.allowConfigGeneration,
    wrong: `is true together with '${name}'; Terraform generates configuration in a normal plan only`,
    allowed: `'false' with '${name}'`
  }
])

/** An invocation is of one action, and of nothing that is planned besides. */
const beside: readonly Row[] = (
  [
    ['targets', ({ targets }: Inputs) => targets.length > 0],
    ['replace', ({ replace }: Inputs) => replace.length > 0],
    ['destroy', ({ destroy }: Inputs) => destroy],
    ['refresh-only', ({ refreshOnly }: Inputs) => refreshOnly]
  ] as const
).map(([name, is]) => ({
  input: 'invoke-action',
  when: (asked) => is(asked) && asked.invokeAction !== undefined,
  wrong: `is given together with '${name}'; a run that invokes an action plans nothing else`,
  allowed: `'invoke-action' without '${name}'`
}))

/**
 * Run parameters that HCP Terraform or Terraform would refuse after the
 * upload, each with its reason. Runs API: Create a Run.
 */
export const parameterCombinations: readonly Row[] = [
  ...needless,
  {
    input: 'refresh-only',
    when: ({ destroy, refreshOnly }) => destroy && refreshOnly,
    wrong: "is true together with 'destroy'",
    allowed:
      'one of the two: a destroy run deletes everything, a refresh-only run changes nothing'
  },
  {
    input: 'refresh',
    when: ({ refresh, refreshOnly }) => refreshOnly && !refresh,
    wrong:
      "is false together with 'refresh-only', which does nothing but refresh",
    allowed: "'true' with 'refresh-only: true'"
  },
  ...special,
  ...beside,
  {
    input: 'terraform-version',
    when: ({ terraformVersion, mode }) =>
      terraformVersion !== undefined && mode !== 'plan',
    wrong: ({ mode }) =>
      `is given with mode '${mode}'; HCP Terraform takes another version for plan-only runs only`,
    allowed:
      "'terraform-version' with mode 'plan', or the version in the workspace's settings"
  },
  {
    input: 'allow-empty-apply',
    when: ({ allowEmptyApply, mode }) => allowEmptyApply && mode !== 'apply',
    wrong: ({ mode }) => `is true with mode '${mode}', which applies nothing`,
    allowed: "'allow-empty-apply' with mode 'apply'"
  },
  {
    input: 'allow-empty-apply',
    when: ({ allowEmptyApply, approve }) => allowEmptyApply && approve !== true,
    wrong:
      "is true while 'approve' is not: HCP Terraform applies such a plan by itself where it has no changes, without a gate",
    allowed: "'approve: true' with it"
  },
  {
    input: 'allow-empty-apply',
    when: ({ allowEmptyApply, expectedPlanDigest }) =>
      allowEmptyApply && expectedPlanDigest !== undefined,
    wrong:
      "is true together with 'expected-plan-digest': HCP Terraform applies a plan without changes by itself, before its digest could be compared",
    allowed: 'one of the two'
  },
  {
    input: 'allow-empty-apply',
    when: ({ allowEmptyApply, expectedConfigurationDigest }) =>
      allowEmptyApply && expectedConfigurationDigest !== undefined,
    wrong:
      "is true together with 'expected-configuration-digest': HCP Terraform applies a plan without changes by itself, before the digest of its files could be compared",
    allowed: 'one of the two'
  }
]
