import type { Loss, MonthlyCost } from '../../src/gate/evidence.ts'
import { judgePlan } from '../../src/gate/plan-rules.ts'
import type { PlanEvidence } from '../../src/gate/plan-rules.ts'
import type { Rules } from '../../src/gate/rules.ts'
import { proven } from './commit-runs.ts'
import { digest, evidence, filesDigest, lost, noRules } from './evidence.ts'
import { renderFindings } from './render-findings.ts'

type Case = readonly [
  name: string,
  rules: Partial<Rules>,
  changes?: Partial<PlanEvidence>
]

const known = <T>(value: T) => ({ known: true, value }) as const
const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const vpc: Loss = {
  address: 'aws_vpc.x',
  previousAddress: undefined,
  verb: 'destroy'
}
const counted = (
  changes: Partial<Record<'create' | 'replace' | 'destroy' | 'invoke', number>>
): Partial<PlanEvidence> => ({
  plan: known({
    ...{ create: 0, update: 0, replace: 0, destroy: 0 },
    ...{ forget: 0, import: 0, invoke: 0 },
    ...changes
  })
})
const costs = (
  deltaMonthlyCost: number,
  uncovered: MonthlyCost['uncovered']
): Partial<PlanEvidence> => ({
  monthlyCost: known({ deltaMonthlyCost, uncovered })
})
const aged = (planAge: number): Partial<PlanEvidence> => ({
  planAge: known(planAge)
})

const protects = (...protectedAddresses: readonly string[]) => ({
  protectedAddresses
})
const asksDigest = { expectedPlanDigest: digest }
const asksFiles = { expectedConfigurationDigest: filesDigest }
const reviewed = (
  of: NonNullable<PlanEvidence['versionControl']>['reviewed'],
  planDigest: PlanEvidence['planDigest'] = known(digest)
): Partial<PlanEvidence> => ({
  planDigest,
  versionControl: { ...proven, reviewed: of }
})
const ofHead = known({
  runId: 'run-Spec',
  sha: 'abcdef0123456789abcdef0123456789abcdef01',
  digest,
  difference: 'New: update aws_subnet.b. Gone: nothing.'
})

const limits: readonly Case[] = [
  ['nothing is asked for', {}],
  ['as much as is allowed', { maxDestroy: 4, maxReplace: 3, maxChange: 21 }],
  ['more than is allowed', { maxDestroy: 3, maxReplace: 2, maxChange: 20 }],
  [
    'one of each',
    { maxDestroy: 0, maxReplace: 0, maxChange: 1 },
    counted({ destroy: 1, replace: 1 })
  ],
  ['one that is created', { maxChange: 0 }, counted({ create: 1 })],
  ['actions count', { maxChange: 2 }, counted({ create: 1, invoke: 2 })],
  ['actions alone', { maxChange: 0 }, counted({ invoke: 1 })],
  [
    'actions destroy nothing',
    { maxDestroy: 0 },
    counted({ destroy: 2, invoke: 1 })
  ],
  [
    'a plan that is not known',
    { maxDestroy: 4, maxReplace: 3, maxChange: 21 },
    { plan: lost }
  ]
]

const protection: readonly Case[] = [
  ['nothing is lost', protects('module.db', 'aws_kms_key')],
  ['one is lost', protects('module.db', 'aws_vpc')],
  [
    'several are lost',
    protects('**'),
    {
      losses: known([
        vpc,
        { ...vpc, address: 'aws_kms_key.x', verb: 'replace' },
        { ...vpc, address: 'module.db.aws_db.x', verb: 'forget' }
      ])
    }
  ],
  [
    'one is lost that was moved',
    protects('aws_kms_key'),
    { losses: known([{ ...vpc, previousAddress: 'aws_kms_key.x' }, vpc]) }
  ],
  ['some lines cover nothing', protects('aws_vpc.y', 'module.db', 'aws_vpd')],
  ['no line covers anything', protects('aws_vpc.y', 'aws_vpd')],
  [
    'a line covers something, of nothing that is known',
    protects('aws_vpc.y'),
    { addresses: lost }
  ],
  ['losses that are not known', protects('a.b', 'c.d'), { losses: lost }]
]

const cost = { maxMonthlyCostIncrease: 12.5 }
const partial = { ...cost, allowPartialCostEstimate: true }
const costly: readonly Case[] = [
  ['it costs as much as is allowed', cost, costs(12.5, 0)],
  ['it costs more', cost, costs(12.51, 0)],
  ['it costs less than before', { maxMonthlyCostIncrease: 0 }, costs(-3, 0)],
  ['one is not covered', cost, costs(1, 1)],
  ['several are not covered', cost, costs(12.5, 4)],
  ['the estimate is silent', cost, costs(1, undefined)],
  ['one is not covered, which is allowed', partial, costs(12.5, 1)],
  ['the estimate is silent, which is allowed', partial, costs(1, undefined)],
  ['too much, and not all of it', cost, costs(13, 2)],
  ['too much, and not all of it, which is allowed', partial, costs(13, 2)],
  ['a cost that is not known', cost, { monthlyCost: lost }]
]

const asksAge = { maxPlanAge: hour }
const ages: readonly Case[] = [
  ...[
    ['of the future', -second],
    ['of now', 0],
    ['of less than a second', second - 1],
    ['of a second', second],
    ['of less than a minute', minute - 1],
    ['of a minute', minute],
    ['of an hour and a second', hour + second],
    ['of an hour, two minutes and a second', hour + 2 * minute + second],
    ['of less than a day', day - 1],
    ['of a day', day],
    ['of weeks', 40 * day + 3 * hour + minute]
  ].map(([name, age]): Case => [`a plan ${name}`, {}, aged(Number(age))]),
  ['a plan whose age is not known', {}, { planAge: lost }],
  ['as old as is allowed', asksAge, aged(hour)],
  ['a little older', asksAge, aged(hour + 1)],
  ['older by a second', asksAge, aged(hour + second)],
  [
    'older by a second than a limit of three units',
    { maxPlanAge: hour + 30 * minute + 20 * second },
    aged(hour + 30 * minute + 21 * second)
  ],
  [
    'not older than a limit of three units',
    { maxPlanAge: hour + 30 * minute + 20 * second },
    aged(hour + 30 * minute + 19 * second)
  ],
  ['of weeks, and days are allowed', { maxPlanAge: 7 * day }, aged(40 * day)],
  ['an age that is not known', { maxPlanAge: 7 * day }, { planAge: lost }]
]

const unknown = known('unknown')
const digests: readonly Case[] = [
  ['the plan that was reviewed', asksDigest],
  ['another plan', asksDigest, { planDigest: known('e'.repeat(64)) }],
  [
    'the same, of which less was read',
    asksDigest,
    { planDigest: known(`redacted:${digest}`) }
  ],
  [
    'a digest that is none',
    asksDigest,
    { planDigest: known('no digest, '.repeat(9)) }
  ],
  ['a plan digest that is not known', asksDigest, { planDigest: unknown }],
  ['a plan that cannot be read', asksDigest, { planDigest: lost }],
  ['nobody knows what was reviewed', { expectedPlanDigest: 'unknown' }],
  [
    'nobody knows anything',
    { expectedPlanDigest: 'unknown' },
    { planDigest: unknown }
  ],
  ['the files that were reviewed', asksFiles],
  [
    'other files',
    asksFiles,
    { configurationDigest: known(`files:${'e'.repeat(64)}`) }
  ],
  ['files that are not known', asksFiles, { configurationDigest: unknown }],
  ['files that cannot be read', asksFiles, { configurationDigest: lost }],
  [
    'nobody knows which files were reviewed',
    { expectedConfigurationDigest: 'unknown' }
  ],
  [
    'the configuration is not known, and not asked for',
    {},
    { configurationDigest: lost }
  ]
]

const asksReviewed = { expectReviewedPlan: true }
const reviews: readonly Case[] = [
  ['the plan of the head', asksReviewed, reviewed(ofHead)],
  [
    'another than that of the head',
    asksReviewed,
    reviewed(ofHead, known('e'.repeat(64)))
  ],
  [
    'the plan of the head is not known',
    asksReviewed,
    reviewed({ known: false, why: 'no run was made of the head.' })
  ],
  [
    'the plan of the head is known, and this one is not',
    asksReviewed,
    reviewed(ofHead, unknown)
  ],
  ['of no run of version control', asksReviewed]
]

/** What the rules about the plan say, one thing at a time. */
export function renderPlanVerdicts(): string {
  return [...limits, ...protection, ...costly, ...ages, ...digests, ...reviews]
    .map(([name, rules, changes = {}]) =>
      renderFindings(
        name,
        judgePlan({ ...evidence, ...changes }, { ...noRules, ...rules })
      )
    )
    .join('\n\n')
    .concat('\n')
}
