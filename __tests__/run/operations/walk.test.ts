import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Hcp } from '../../../src/hcp/client.ts'
import { ApiError } from '../../../src/hcp/errors.ts'
import type { Run } from '../../../src/hcp/types.ts'
import type { Dependencies } from '../../../src/run/dependencies.ts'
import { evidence, noRules } from '../../gate/evidence.ts'
import { createLogs } from '../../../src/run/follow.ts'
import { applyRun } from '../../../src/run/operations/apply.ts'
import type { Ending } from '../../../src/run/operations/ending.ts'
import { atGate, createPlan, createRun } from '../scripted-hcp.ts'

/** One state of the run, and for how many looks it stays like that. */
interface Stop {
  readonly status: string
  readonly isConfirmable: boolean
  readonly looks: number
  /** Stays until the action confirms the run. */
  readonly isGate?: boolean
}

interface Walk {
  readonly stops: readonly Stop[]
  readonly savePlan: boolean
  readonly autoApply: boolean
  /** Confirms answered 409 although the run is confirmable. */
  readonly refusals: number
}

/** Names no version of this action has heard of. */
const unknown = fc.constantFrom(
  'frobnicating',
  'post_plan_pondering',
  'constructor',
  '__proto__',
  'planned_and_frobnicated'
)

const looks = fc.integer({ min: 1, max: 4 })

function passing(status: string, mayFlicker = false): fc.Arbitrary<Stop> {
  return fc.record({
    status: fc.constant(status),
    isConfirmable: mayFlicker ? fc.boolean() : fc.constant(false),
    looks
  })
}

/** These phases in their order, or none of them. */
function maybe(...phases: readonly fc.Arbitrary<Stop>[]): fc.Arbitrary<Stop[]> {
  return fc
    .boolean()
    .chain((has) => (has ? fc.tuple(...phases) : fc.constant<Stop[]>([])))
}

const beforeGate = fc
  .tuple(
    fc.tuple(passing('pending')),
    maybe(passing('fetching'), passing('fetching_completed')),
    maybe(passing('pre_plan_running'), passing('pre_plan_completed')),
    fc.tuple(passing('plan_queued'), passing('planning')),
    fc.tuple(passing('planned', true)),
    maybe(passing('post_plan_running'), passing('post_plan_completed', true)),
    maybe(passing('cost_estimating'), passing('cost_estimated', true)),
    maybe(passing('policy_checking'), passing('policy_checked', true))
  )
  .map((parts) => parts.flat())

const gate = fc.constantFrom<Stop>(
  ...[
    'planned',
    'post_plan_completed',
    'cost_estimated',
    'policy_checked',
    'planned_and_saved'
  ].map((status) => ({ status, isConfirmable: true, looks: 1, isGate: true }))
)

const afterGate = fc
  .tuple(
    fc.tuple(passing('confirmed')),
    maybe(passing('pre_apply_running'), passing('pre_apply_completed')),
    fc.tuple(passing('apply_queued'), passing('applying')),
    maybe(passing('post_apply_running'), passing('post_apply_completed'))
  )
  .map((parts) => parts.flat())

/** Written out: the source's own list may be wrong. */
const finals: readonly string[] = [
  'applied',
  'errored',
  'canceled',
  'discarded',
  'force_canceled',
  'planned_and_finished',
  'policy_soft_failed'
]
const ends = fc.constantFrom(...finals)
const rests = fc.constantFrom(
  'policy_override',
  'post_plan_awaiting_decision',
  'pre_plan_awaiting_decision',
  'tf_policy_override',
  'planned_and_saved',
  'planned',
  'pending'
)

const walks: fc.Arbitrary<Walk> = fc
  .record({
    before: beforeGate,
    // Most runs reach a gate; some are cut off before it.
    kept: fc.oneof(
      { arbitrary: fc.constant(Infinity), weight: 3 },
      { arbitrary: fc.nat({ max: 12 }), weight: 1 }
    ),
    gate,
    after: afterGate,
    keptAfter: fc.oneof(fc.constant(Infinity), fc.nat({ max: 6 })),
    last: fc.oneof(ends, rests, unknown),
    intruders: fc.array(
      fc.record({ at: fc.nat({ max: 20 }), status: unknown, looks }),
      { maxLength: 4 }
    ),
    savePlan: fc.boolean(),
    autoApply: fc.boolean(),
    refusals: fc.nat({ max: 3 })
  })
  .map(({ before, kept, after, keptAfter, last, intruders, ...rest }) => {
    const stops: Stop[] = [
      ...before.slice(0, kept),
      ...(kept === Infinity ? [rest.gate, ...after.slice(0, keptAfter)] : [])
    ]
    for (const { at, ...intruder } of intruders) {
      stops.splice(at % (stops.length + 1), 0, {
        ...intruder,
        isConfirmable: false
      })
    }
    stops.push({ status: last, isConfirmable: false, looks: Infinity })
    const { savePlan, autoApply, refusals } = rest
    return { stops, savePlan, autoApply, refusals }
  })

interface Walked {
  readonly ending: Ending
  readonly confirms: readonly { readonly wasConfirmable: boolean }[]
  readonly longest: number
}

/** Walks the action along the stops; time passes only by sleeping. */
async function walk(
  script: Walk,
  approve: boolean | undefined
): Promise<Walked> {
  const { savePlan, autoApply } = script
  const stops = [...script.stops]
  const confirms: { wasConfirmable: boolean }[] = []
  let now = 0
  let at = 0
  let seen = 0
  let refusals = script.refusals
  const stop = (): Stop => stops[at]!
  const conflict = (): ApiError =>
    new ApiError({
      status: 409,
      method: 'POST',
      path: '/runs/run-1/actions/apply',
      host: 'tfe.example.com',
      requestId: undefined,
      retryAfterMilliseconds: undefined,
      errors: [],
      ambiguous: false
    })
  const look = (): Run => {
    if (now > 48 * 3600 * 1000) throw new Error('still waiting after two days')
    const { status, isConfirmable } = stop()
    const hasPlanned = stops
      .slice(0, at + 1)
      .some((each) => each.status === 'planned')
    const run = createRun({
      status,
      savePlan,
      autoApply,
      hasChanges: hasPlanned,
      actions: isConfirmable ? atGate : createRun().actions,
      plan: createPlan({ status: hasPlanned ? 'finished' : 'running' })
    })
    seen += 1
    // The run moves on right after a look: never between it and a confirm.
    if (stop().isGate !== true && seen > stop().looks) {
      at = Math.min(at + 1, stops.length - 1)
      seen = 0
      return look()
    }
    return run
  }
  const runs = {
    read: async () => look(),
    apply: async () => {
      const { isConfirmable } = stop()
      confirms.push({ wasConfirmable: isConfirmable })
      if (!isConfirmable || refusals > 0) {
        refusals -= 1
        throw conflict()
      }
      at = Math.min(at + 1, stops.length - 1)
      seen = 0
    },
    discard: async () => {
      at =
        stops.push({
          status: 'discarded',
          isConfirmable: false,
          looks: Infinity
        }) - 1
    },
    events: async () => []
  }
  const other = new Proxy({}, { get: () => async () => undefined })
  const hcp = new Proxy(
    {},
    { get: (_, name) => (name === 'runs' ? runs : other) }
  ) as Hcp
  const dependencies: Dependencies = {
    hcp,
    signal: new AbortController().signal,
    clock: {
      now: () => now,
      sleep: async (milliseconds) => {
        now += Math.max(1, milliseconds)
      }
    },
    log: {
      info: () => undefined,
      warning: () => undefined,
      untrusted: () => undefined,
      mask: () => undefined
    }
  }
  const ending = await applyRun(dependencies, look(), {
    follow: {
      patience: { queue: 600_000, run: 600_000, apply: 600_000 },
      logs: createLogs(),
      streamPlan: false,
      usual: { plan: undefined, apply: undefined }
    },
    temporaryFolder: '/nonexistent',
    cleanup: false,
    approve,
    rules: noRules,
    onBlocked: 'hold',
    audit: 'a test',
    readGitHub: async () => ({
      approvers: [],
      evidence: {
        here: evidence.here,
        actor: 'ann',
        command: undefined,
        pullRequest: undefined
      }
    }),
    onVerdict: () => undefined
  })
  return { ending, confirms, longest: now }
}

const unfinished = new Set(['held', 'timed-out', 'saved'])

describe('any legal walk of a run, unknown statuses in between', () => {
  it('always ends, confirms only what is confirmable, and calls no final run unfinished', async () => {
    const outcomes = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(walks, async (script) => {
        const { ending, confirms } = await walk(script, true)
        outcomes.set(ending.outcome, (outcomes.get(ending.outcome) ?? 0) + 1)
        for (const { wasConfirmable } of confirms) {
          expect(wasConfirmable).toBe(true)
        }
        if (finals.includes(ending.run.status)) {
          expect(unfinished).not.toContain(ending.outcome)
          expect(ending.gate).toBe('none')
        }
        if (ending.outcome === 'applied') {
          expect(ending.run.status).toBe('applied')
        }
      }),
      { numRuns: 400, seed: 20260304 }
    )
    // The property would hold of walks that lead nowhere, too.
    expect([...outcomes.keys()].sort()).toEqual(
      expect.arrayContaining(['applied', 'blocked', 'errored', 'timed-out'])
    )
  })

  it('confirms nothing that nobody approved', async () => {
    await fc.assert(
      fc.asyncProperty(walks, async (script) => {
        const { confirms } = await walk(script, undefined)
        expect(confirms).toEqual([])
      }),
      { numRuns: 150, seed: 20260305 }
    )
  })
})
