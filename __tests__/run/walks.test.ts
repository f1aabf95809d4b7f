import { describe, expect, it } from '@jest/globals'
import { fc } from '../fuzz.ts'
import { noRules, unbound } from '../gate/evidence.ts'
import type { Hcp } from '../../src/hcp/client.ts'
import type { Run } from '../../src/hcp/types.ts'
import { RunRefusedError } from '../../src/run/record/errors.ts'
import { applyRun } from './apply-run.ts'
import {
  isConfirmedOrLater,
  isFinal,
  phaseOf
} from '../../src/run/record/status.ts'
import { createRun, createScripted } from './scripted-hcp.ts'
import type { Scripted } from './scripted-hcp.ts'
import { conflict, lost } from './refusals.ts'

/** One stop on a run's way, and how many looks it lasts. */
interface Stop {
  readonly status: string
  readonly isConfirmable: boolean
  readonly looks: number
}

const unknown = fc.constantFrom('frobnicating', 'shiny_new_running', '…')

function stops(
  ...statuses: readonly fc.Arbitrary<string>[]
): fc.Arbitrary<Stop[]> {
  return fc.tuple(
    ...statuses.map((status) =>
      fc.record({
        status,
        isConfirmable: fc.constant(false),
        looks: fc.integer({ min: 0, max: 4 })
      })
    )
  )
}

const is = (status: string): fc.Arbitrary<string> => fc.constant(status)

const planning = stops(
  is('pending'),
  is('fetching'),
  unknown,
  is('plan_queued'),
  is('planning')
)

/** What a plan passes: never a gate, though it may look like one for a moment. */
const checking = fc
  .tuple(
    stops(
      is('planned'),
      is('post_plan_running'),
      is('post_plan_completed'),
      unknown,
      is('cost_estimating'),
      is('cost_estimated'),
      is('policy_checking')
    ),
    fc.boolean()
  )
  .map(([passed, flickers]) =>
    passed.map((stop) =>
      flickers && stop.looks === 1 ? { ...stop, isConfirmable: true } : stop
    )
  )

const applying = fc
  .tuple(
    stops(
      is('confirmed'),
      is('pre_apply_running'),
      unknown,
      is('queuing_apply'),
      is('applying'),
      is('post_apply_running')
    ),
    fc.constantFrom('applied', 'errored', 'canceled')
  )
  .map(([passed, end]): Stop[] => [
    ...passed,
    { status: end, isConfirmable: false, looks: 1 }
  ])

const walk = fc.record({
  planning,
  checking,
  /** Where it rests, or how it ends without resting. */
  gate: fc.constantFrom(
    'planned',
    'post_plan_completed',
    'cost_estimated',
    'policy_checked',
    'planned_and_saved',
    'gate_of_the_future'
  ),
  endsBefore: fc.option(
    fc.constantFrom(
      'planned_and_finished',
      'errored',
      'canceled',
      'policy_soft_failed'
    ),
    { freq: 4, nil: undefined }
  ),
  autoApply: fc.boolean(),
  applying,
  /** What becomes of a confirm: taken, refused, or its answer lost. */
  confirms: fc.array(
    fc.constantFrom('taken', 'refused', 'lost-taken', 'lost-not-taken'),
    { minLength: 3, maxLength: 3 }
  ),
  /** Somebody else, after so many looks at the gate. */
  rival: fc.option(
    fc.record({
      after: fc.integer({ min: 1, max: 6 }),
      does: fc.constantFrom('discards', 'confirms')
    }),
    { freq: 2, nil: undefined }
  ),
  approve: fc.constantFrom(true, false, undefined),
  onBlocked: fc.constantFrom('hold' as const, 'discard' as const)
})

type Walk = typeof walk extends fc.Arbitrary<infer T> ? T : never

/** A run that lives: it moves on at looks, and answers what is done to it. */
function createWalker(plan: Walk) {
  const path: Stop[] = [
    ...plan.planning,
    ...plan.checking,
    plan.endsBefore === undefined
      ? { status: plan.gate, isConfirmable: true, looks: Infinity }
      : { status: plan.endsBefore, isConfirmable: false, looks: Infinity }
  ].filter(({ looks }) => looks > 0)
  let at = 0
  let lookedHere = 0
  let looksAtGate = 0
  let lastSeen: Stop | undefined
  let looksSinceConfirm = Infinity
  const confirms: { readonly seen: Stop | undefined; looksBefore: number }[] =
    []

  const here = (): Stop => path[at]!
  const divert = (stops: readonly Stop[]): void => {
    const rest = stops.filter(({ looks }) => looks > 0)
    path.splice(at + 1, path.length, ...rest)
    at += 1
    lookedHere = 0
  }
  const isAtGate = (): boolean => here().isConfirmable && here().looks > 9
  const discarded = [
    { status: 'discarded', isConfirmable: false, looks: Infinity }
  ]
  return {
    confirms,
    status: () => here().status,
    read: (): Partial<Run> => {
      if (lookedHere >= here().looks && at < path.length - 1) {
        at += 1
        lookedHere = 0
      }
      if (isAtGate()) {
        looksAtGate += 1
        if (plan.rival?.after === looksAtGate) {
          divert(plan.rival.does === 'discards' ? discarded : plan.applying)
        }
      }
      lookedHere += 1
      looksSinceConfirm += 1
      lastSeen = here()
      const { status, isConfirmable } = lastSeen
      return {
        status,
        autoApply: plan.autoApply,
        savePlan: plan.gate === 'planned_and_saved',
        actions: {
          isConfirmable,
          isDiscardable: isConfirmable,
          isCancelable: !isConfirmable,
          isForceCancelable: false
        },
        hasChanges: plan.endsBefore === undefined
      }
    },
    confirm: (): void => {
      const answer = plan.confirms[confirms.length]
      confirms.push({ seen: lastSeen, looksBefore: looksSinceConfirm })
      looksSinceConfirm = 0
      if (answer === 'taken' || answer === 'lost-taken') divert(plan.applying)
      if (answer === 'refused') conflict()
      if (answer !== 'taken') {
        lost()
      }
    },
    discard: (): void => {
      divert(discarded)
    }
  }
}

describe('any legal walk of a run', () => {
  it('ends, is confirmed only where it could be, and is told as it is', async () => {
    const met = new Set<string>()
    await fc.assert(
      fc.asyncProperty(walk, async (plan) => {
        const walker = createWalker(plan)
        const scripted = createScripted([{}], {
          'workspaces.read': () => ({ locked: false }),
          'stateVersionOutputs.readCurrent': () => [],
          'runs.events': () => [],
          'runs.apply': walker.confirm,
          'runs.discard': walker.discard
        })
        const world = {
          ...scripted,
          hcp: withRun(scripted, walker.read)
        }
        const minute = 60_000
        const walking = applyRun(world, createRun(), {
          follow: {
            patience: {
              queue: 30 * minute,
              run: 60 * minute,
              apply: 4 * 60 * minute
            },
            streamPlan: false,
            usual: { plan: undefined, apply: undefined }
          },
          temporaryFolder: '/nowhere',
          cleanup: false,
          approve: plan.approve,
          rules: noRules,
          readGitHub: async () => ({ approvers: [], evidence: unbound }),
          onBlocked: plan.onBlocked,
          overrideReason: undefined,
          audit: 'octocat'
        })
        if (isOvertaken(plan)) {
          // Somebody confirms while this step discards: said, never hidden.
          const error = await walking.then(
            () => undefined,
            (reason: unknown) => reason
          )
          if (error !== undefined) {
            expect(error).toBeInstanceOf(RunRefusedError)
            const status = walker.status()
            expect(
              isConfirmedOrLater(status) ||
                isFinal(status) ||
                // On the way to its end there may be what nobody knows.
                phaseOf(status) === undefined
            ).toBe(true)
            expect(walker.confirms).toEqual([])
            return
          }
        }
        const ending = await walking
        met.add(ending.outcome)

        // Confirmed only what was confirmable at the look just before.
        expect(walker.confirms.length).toBeLessThanOrEqual(2)
        for (const { seen, looksBefore } of walker.confirms) {
          expect(seen?.isConfirmable).toBe(true)
          expect(looksBefore).toBeGreaterThan(0)
        }
        if (plan.approve !== true) expect(walker.confirms).toEqual([])

        // A run that has ended is never called unfinished, nor the reverse.
        const { status } = ending.run
        expect(status).toBe(walker.status())
        const isOver = isFinal(status)
        expect(ending.gate === 'none').toBe(isOver)
        if (isOver) {
          expect(['held', 'timed-out', 'saved']).not.toContain(ending.outcome)
        } else {
          // A confirm whose answer was lost may have been taken.
          const isDoubtful = walker.confirms.some(
            (_, index) => plan.confirms[index] !== 'refused'
          )
          expect(isDoubtful ? ['timed-out'] : ['held', 'blocked']).toContain(
            ending.outcome
          )
          expect(isConfirmedOrLater(status)).toBe(false)
        }
        expect(ending.outcome === 'applied').toBe(status === 'applied')
      }),
      { numRuns: 400 }
    )
    // The walks led everywhere, so the checks above mean something.
    expect([...met]).toEqual(
      expect.arrayContaining([
        'applied',
        'blocked',
        'canceled',
        'discarded',
        'errored',
        'held',
        'no-changes'
      ])
    )
  })
})

/** The same client, with a run that is read from somewhere else. */
function withRun({ hcp, sight }: Scripted, read: () => Partial<Run>): Hcp {
  const runs = new Proxy(hcp.runs, {
    get: (target, name) =>
      name === 'read'
        ? async () => Promise.resolve(sight(read()))
        : (Reflect.get(target, name) as unknown)
  })
  return new Proxy(hcp, {
    get: (target, name) =>
      name === 'runs' ? runs : (Reflect.get(target, name) as unknown)
  })
}

function isOvertaken({ approve, rival }: Walk): boolean {
  return approve === false && rival?.does === 'confirms'
}
