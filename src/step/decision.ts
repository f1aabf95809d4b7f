import { predecessorsOf } from '../gate/order.ts'
import type { Order } from '../gate/order.ts'
import type { Reason } from '../gate/verdict.ts'
import { carryOut, decideAtGate } from '../run/operations/apply.ts'
import type { AtGate, Course, Decided } from '../run/operations/apply.ts'
import type { Ending } from '../run/record/ending.ts'
import type { Candidate } from './approach.ts'

/** A run of the set that waits at its gate to be decided about. */
export interface Waiting {
  readonly candidate: Candidate
  /** The workspace's. */
  readonly name: string
  readonly course: Course
  readonly at: AtGate
}

/** A run of the set that came to its end before. */
export interface Past {
  readonly name: string
  /** Applied, or without changes: what depends on it may go on. */
  readonly isFine: boolean
}

export interface Decision {
  readonly waiting: readonly Waiting[]
  readonly past: readonly Past[]
  /** `all`: nothing is confirmed unless everything is allowed. */
  readonly confirm: 'all' | 'each'
  readonly order: Order
  readonly isDestroy: boolean
  /** Does something for one run; undefined where it failed, which is told. */
  readonly attempt: <T>(
    one: Waiting,
    work: () => Promise<T>
  ) => Promise<T | undefined>
  /** Takes the end of one run. */
  readonly end: (one: Waiting, ending: Ending) => Promise<void>
}

type Allowed = readonly [Waiting, Decided]
type Attempted = Awaited<ReturnType<typeof decideAtGate>> | undefined

/**
 * Decides about all runs that wait, and then confirms what is allowed, each in
 * its turn. One run alone is decided about once; of several each is judged
 * anew right before its confirm, since the others take time.
 */
export async function decideTogether(decision: Decision): Promise<void> {
  const { waiting, past, confirm } = decision
  const fine = new Map(past.map(({ name, isFine }) => [name, isFine]))
  const decided = await decideAll(decision)
  const allowed = waiting.flatMap((one, index): Allowed[] => {
    const at = decided[index]
    if (at?.kind === 'allowed') return [[one, at]]
    fine.set(one.name, at !== undefined && isFine(at.ending))
    return []
  })
  const unfit = [...fine].filter(([, is]) => !is).map(([name]) => name)
  if (confirm === 'all' && unfit.length > 0) {
    await Promise.all(
      allowed.map(async ([one, at]) => {
        const ending = endUnconfirmed(one, at, notAllowed(unfit))
        await decision.attempt(one, () => decision.end(one, ending))
      })
    )
    return
  }
  await confirmInOrder(allowed, fine, decision)
}

/** Each by itself, in the order of those that wait; undefined where it failed. */
async function decideAll({
  waiting,
  attempt,
  end
}: Decision): Promise<readonly Attempted[]> {
  return await Promise.all(
    waiting.map(
      async (one) =>
        await attempt(one, async () => {
          const at = await decideAtGate(one.course, one.at)
          if (at.kind === 'ended') await end(one, at.ending)
          return at
        })
    )
  )
}

/** Confirms each once what it depends on is applied. */
async function confirmInOrder(
  allowed: readonly Allowed[],
  fine: ReadonlyMap<string, boolean>,
  decision: Decision
): Promise<void> {
  const turns = new Map<string, Promise<boolean>>()
  const turnOf = async (name: string): Promise<boolean> => {
    const known = turns.get(name)
    if (known !== undefined) return await known
    const mine = allowed.find(([one]) => one.name === name)
    const turn =
      mine === undefined
        ? passTurn(name, fine.get(name) ?? true, turnOf, decision)
        : takeTurn(mine, turnOf, decision)
    turns.set(name, turn)
    return await turn
  }
  const names = allowed.map(([one]) => one.name).sort(inOrder(decision))
  await Promise.all(names.map(turnOf))
}

/**
 * One with nothing to confirm parts no chain: what comes after it waits for
 * what came before it.
 */
async function passTurn(
  name: string,
  isFine: boolean,
  turnOf: (name: string) => Promise<boolean>,
  { order, isDestroy }: Decision
): Promise<boolean> {
  const before = predecessorsOf(order, name, isDestroy)
  const turns = await Promise.all(before.map(turnOf))
  return isFine && turns.every((each) => each)
}

async function takeTurn(
  [one, first]: Allowed,
  turnOf: (name: string) => Promise<boolean>,
  decision: Decision
): Promise<boolean> {
  const { order, isDestroy, attempt, end } = decision
  const before = predecessorsOf(order, one.name, isDestroy)
  const failed: string[] = []
  for (const name of before) if (!(await turnOf(name))) failed.push(name)
  const ending = await attempt(one, async () => {
    const reached =
      failed.length > 0
        ? endUnconfirmed(one, first, notReached(failed))
        : await carry(one, first, decision)
    await end(one, reached)
    return reached
  })
  return ending !== undefined && isFine(ending)
}

async function carry(
  { course, at }: Waiting,
  first: Decided,
  { waiting }: Decision
): Promise<Ending> {
  if (waiting.length === 1) return await carryOut(course, at, first)
  const again = await decideAtGate(course, at)
  return again.kind === 'ended'
    ? again.ending
    : await carryOut(course, at, again)
}

/** Is a run as it was to be, so that what depends on it may go on? */
export function isFine({ outcome, failure }: Ending): boolean {
  return (
    (outcome === 'applied' || outcome === 'no-changes') && failure === undefined
  )
}

/** Allowed by itself, and left at its gate all the same. */
function endUnconfirmed(
  { at: { gate, plan } }: Waiting,
  { seen, judgement: { verdict } }: Decided,
  reason: Reason
): Ending {
  return {
    outcome: 'blocked',
    gate,
    run: seen,
    plan,
    checks: verdict.checks,
    reasons: [reason],
    failure: undefined
  }
}

function notAllowed(unfit: readonly string[]): Reason {
  return {
    code: 'set-not-allowed',
    message: `Not confirmed: every rule holds here, but not for ${unfit.join(', ')}, and the workspaces of this step are confirmed together or not at all ('confirm: all').`,
    facts: { workspaces: unfit }
  }
}

function notReached(failed: readonly string[]): Reason {
  return {
    code: 'not-reached',
    message: `Not reached: it is confirmed after ${failed.join(', ')} ('order'), which was not applied.`,
    facts: { workspaces: failed }
  }
}

/** Chains first to last; what no chain orders stays as it was given. */
function inOrder({
  order,
  isDestroy
}: Decision): (one: string, other: string) => number {
  const depthOf = (name: string): number =>
    Math.max(-1, ...predecessorsOf(order, name, isDestroy).map(depthOf)) + 1
  return (one, other) => depthOf(one) - depthOf(other)
}
