import type { Evidence } from '../../src/gate/evidence.ts'
import {
  judgeCreator,
  judgeIdentity,
  judgePermission,
  judgePolicies,
  listOff
} from '../../src/gate/rules.ts'
import type { Rules } from '../../src/gate/rules.ts'
import { allRules, evidence, identity, lost, noRules } from './evidence.ts'
import { renderFindings } from './render-findings.ts'

type Case = readonly [
  name: string,
  changes: Partial<Evidence>,
  allowedRunCreators?: readonly string[]
]

const made = (
  name: string | undefined,
  isToken: boolean
): Partial<Evidence> => ({
  creator: { known: true, value: { id: 'user-1', name, isToken } }
})

const cases: readonly Case[] = [
  ['nothing is wrong', {}],
  ['another run', { actual: { ...identity, runId: 'run-2' } }],
  [
    'another of everything',
    {
      actual: {
        runId: 'run-2',
        workspaceId: 'ws-2',
        configurationVersionId: 'cv-2',
        planId: 'plan-2'
      }
    }
  ],
  [
    'nothing was known of it at the start',
    {
      expected: {
        runId: 'run-1',
        workspaceId: undefined,
        configurationVersionId: undefined,
        planId: undefined
      }
    }
  ],
  [
    'its plan is not told any more',
    { actual: { ...identity, planId: undefined } }
  ],
  [
    'its plan is not told any more, and its workspace is another',
    { actual: { ...identity, workspaceId: 'ws-2', planId: undefined } }
  ],
  ['the token may not apply', { canApply: false }],
  [
    'the token may not apply, and nobody approved',
    { canApply: false, approve: undefined }
  ],
  [
    'the token may not apply, and somebody refused',
    { canApply: false, approve: false }
  ],
  ['whether the token may apply is not told', { canApply: undefined }],
  ['policies passed', { policies: { state: 'passed', saw: '3 passed' } }],
  [
    'a policy failed',
    { policies: { state: 'failed', saw: 'policy_override' } }
  ],
  [
    'policies that are not known',
    { policies: { state: 'unknown', saw: '2 could not be read' } }
  ],
  ['somebody else made it', made('mallory', false)],
  ['somebody without a name made it', made(undefined, false)],
  ['who made it is not known', { creator: lost }],
  ['made by one who is allowed', made('Robot', true), ['zoe', 'rOBOT']],
  ['made by one who is allowed, by id', made(undefined, false), ['user-1']],
  ['made by one who is not allowed', made('mallory', false), ['zoe', 'ann']],
  [
    'made by one without a name, who is not allowed',
    made(undefined, true),
    ['zoe']
  ],
  ['who made it is not known, and asked for', { creator: lost }, ['zoe', 'ann']]
]

/** What the rules about the run itself say, one thing at a time. */
export function renderRunVerdicts(): string {
  return cases
    .map(([name, changes, allowedRunCreators = []]) => {
      const some = { ...evidence, ...changes }
      return renderFindings(name, [
        judgeIdentity(some),
        judgePermission(some),
        judgePolicies(some),
        judgeCreator(some, { allowedRunCreators })
      ])
    })
    .concat(renderOff('no rule is asked for', noRules))
    .concat(renderOff('every rule is asked for', allRules))
    .concat(
      Object.entries(allRules).map(([name, value]) =>
        renderOff(`only ${name} is asked for`, { ...noRules, [name]: value })
      )
    )
    .concat(
      renderOff('only the reviewed plan is asked for', {
        ...noRules,
        expectReviewedPlan: true
      })
    )
    .concat(
      renderOff('one of each is asked for', {
        ...allRules,
        requiredApprovals: 1,
        requiredLabels: ['ready'],
        allowedActors: ['ann']
      })
    )
    .join('\n\n')
    .concat('\n')
}

/** Which rules are told to be off. */
function renderOff(name: string, rules: Rules): string {
  return renderFindings(
    name,
    listOff(rules).map((check) => ({ check, reason: undefined }))
  )
}
