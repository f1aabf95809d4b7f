import { predecessorsOf } from '../gate/order.ts'
import type { Order } from '../gate/order.ts'
import type { Reason } from '../gate/verdict.ts'
import { carryOut, decideAtGate } from '../run/operations/apply.ts'
import type { AtGate, Course, Decided } from '../run/operations/apply.ts'
import type { Run } from '../hcp/types.ts'
import type { Ending } from '../run/record/ending.ts'
import type { Candidate } from './approach.ts'
import type { Arrived } from './modes.ts'

/** One workspace of the set. */
interface Entry {
  readonly candidate: Candidate
  /** The workspace's. */
  readonly name: string
}

/** A run of the set that waits at its gate to be decided about. */
export interface Waiting extends Entry {
  readonly course: Course
  readonly at: AtGate
}

/** A run of the set that came to its end before. */
export interface Past extends Entry {
  /** Applied, or without changes: what depends on it may go on. */
  readonly isFine: boolean
  /** Undefined where there is no single run. */
  readonly ending: Ending | undefined
}

interface Decision {
  readonly waiting: readonly Waiting[]
  readonly past: readonly Past[]
  /** `all`: nothing is confirmed unless everything is allowed. */
  readonly confirm: 'all' | 'each'
  readonly order: Order
  readonly isDestroy: boolean
  /** Called once, before the first confirm. */
  readonly beforeConfirms: () => Promise<void>
  /**
   * Plans anew what was planned before an apply that it depends on; undefined
   * where that cannot be: the run was not made here.
   */
  readonly planAgain: (
    one: Entry,
    before: Run,
    why: string
  ) => Promise<Arrived | undefined>
  /** Does something for one run; undefined where it failed, which is told. */
  readonly attempt: <T>(
    one: Entry,
    work: () => Promise<T>
  ) => Promise<T | undefined>
  /** Takes the end of one run. */
  readonly end: (one: Entry, ending: Ending) => Promise<void>
}

type Allowed = readonly [Waiting, Decided]
type Attempted = Awaited<ReturnType<typeof decideAtGate>> | undefined

/**
 * Decides about all runs that wait, and then confirms what is allowed, each in
 * its turn. One run alone is decided about once; of several each is judged
 * anew right before its confirm, since the others take time.
 */
export async function decideTogether(decision: Decision): Promise<void> {
  const { waiting, past, confirm, attempt, end } = decision
  const unfit = past.filter(({ isFine }) => !isFine).map(({ name }) => name)
  const decided = await decideAll(decision)
  const allowed: Allowed[] = []
  const over: Past[] = [...past]
  for (const [index, one] of waiting.entries()) {
    const at = decided[index]
    if (at?.kind === 'allowed') allowed.push([one, at])
    else {
      const ending = at?.ending
      const isGood = ending !== undefined && isFine(ending)
      if (!isGood) unfit.push(one.name)
      over.push({ ...one, isFine: isGood, ending })
    }
  }
  if (allowed.length === 0) return
  if (confirm === 'all' && unfit.length > 0) {
    await Promise.all(
      allowed.map(async ([one, at]) => {
        const ending = endUnconfirmed(one, at, notAllowed(unfit))
        await attempt(one, () => end(one, ending))
      })
    )
    return
  }
  await decision.beforeConfirms()
  await confirmInOrder(allowed, over, decision)
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

/** How the turn of one workspace came out, for those that come after it. */
interface Turn {
  /** Who stands in the way of what comes after: it, or who came before it. */
  readonly failed: readonly string[]
  /** What was applied in its chain up to here. */
  readonly applied: readonly Applied[]
}

interface Applied {
  readonly name: string
  readonly run: Run
}

type TurnOf = (name: string) => Promise<Turn>

/** Confirms each once what it depends on is applied. */
async function confirmInOrder(
  allowed: readonly Allowed[],
  over: readonly Past[],
  decision: Decision
): Promise<void> {
  const { order, isDestroy } = decision
  const turns = new Map<string, Promise<Turn>>()
  const turnOf: TurnOf = async (name) => {
    const known = turns.get(name)
    if (known !== undefined) return await known
    const before = predecessorsOf(order, name, isDestroy)
    const mine = allowed.find(([one]) => one.name === name)
    const past = over.find((one) => one.name === name)
    const turn = Promise.all(before.map(turnOf)).then(async (turns) => {
      const upTo = join(turns)
      if (mine !== undefined) return await takeTurn(mine, upTo, decision)
      return past === undefined ? upTo : await pass(past, upTo, decision)
    })
    turns.set(name, turn)
    return await turn
  }
  const names = [...allowed.map(([one]) => one), ...over]
    .map(({ name }) => name)
    .sort(inOrder(decision))
  await Promise.all(names.map(turnOf))
}

function join(turns: readonly Turn[]): Turn {
  return {
    failed: [...new Set(turns.flatMap(({ failed }) => failed))],
    applied: [...new Set(turns.flatMap(({ applied }) => applied))]
  }
}

/** Confirms one, unless something before it failed. */
async function takeTurn(
  [one, first]: Allowed,
  upTo: Turn,
  decision: Decision
): Promise<Turn> {
  const { attempt, end } = decision
  const ending = await attempt(one, async () => {
    const reached =
      upTo.failed.length > 0
        ? endUnconfirmed(one, first, notReached(upTo.failed))
        : await carry(one, first, upTo.applied, decision)
    await end(one, reached)
    return reached
  })
  return after(one, ending, upTo)
}

/** One that has ended may have to be planned anew, and then be confirmed. */
async function pass(past: Past, upTo: Turn, decision: Decision): Promise<Turn> {
  const { ending, isFine: wasFine, name } = past
  const { attempt, end } = decision
  if (!wasFine) return { ...upTo, failed: [...upTo.failed, name] }
  if (ending === undefined) return upTo
  const later =
    ending.outcome === 'no-changes' && upTo.failed.length === 0
      ? appliedSince(ending.run, upTo.applied)
      : []
  if (later.length === 0) return after(past, ending, upTo)
  const reached = await attempt(past, async () => {
    const again = await renew(past, ending.run, later, decision)
    const told = again ?? withNote(ending, staleNote(later))
    await end(past, told)
    return told
  })
  return after(past, reached, upTo)
}

function after(
  { name }: Entry,
  ending: Ending | undefined,
  { failed, applied }: Turn
): Turn {
  if (ending === undefined || !isFine(ending)) {
    return { failed: failed.length > 0 ? failed : [name], applied }
  }
  const { outcome, run } = ending
  return {
    failed,
    applied: outcome === 'applied' ? [...applied, { name, run }] : applied
  }
}

/** What was applied after this run was planned, or may have been. */
function appliedSince(
  run: Run,
  applied: readonly Applied[]
): readonly Applied[] {
  const planned = run.statusTimestamps['planning-at']
  return applied.filter(({ run: { statusTimestamps } }) => {
    const at = statusTimestamps['applied-at']
    return (
      planned === undefined ||
      at === undefined ||
      !(Date.parse(at) < Date.parse(planned))
    )
  })
}

function staleNote(later: readonly Applied[]): string {
  return `It was planned before ${namesOf(later)} was applied, which it comes after ('order'): what it reads of that may be older.`
}

function namesOf(applied: readonly Applied[]): string {
  return applied.map(({ name }) => name).join(', ')
}

function withNote(ending: Ending, note: string): Ending {
  return { ...ending, notes: [...(ending.notes ?? []), note] }
}

/**
 * With `confirm: each`: plans anew and decides anew, in one. Undefined where
 * that is not asked for, or the run was not made here.
 */
async function renew(
  one: Entry,
  before: Run,
  later: readonly Applied[],
  { confirm, planAgain }: Decision
): Promise<Ending | undefined> {
  if (confirm === 'all') return undefined
  const why = `Planned again: ${namesOf(later)} was applied since, which it comes after.`
  const arrived = await planAgain(one, before, why)
  if (arrived === undefined) return undefined
  if (arrived.kind === 'ended') return withNote(arrived.ending, why)
  const { course, at } = arrived
  const decided = await decideAtGate(course, at)
  const ending =
    decided.kind === 'ended'
      ? decided.ending
      : await carryOut(course, at, decided)
  return withNote(ending, why)
}

async function carry(
  one: Waiting,
  first: Decided,
  applied: readonly Applied[],
  decision: Decision
): Promise<Ending> {
  const { course, at, candidate } = one
  const { waiting, past } = decision
  // Alone: nothing was asked since.
  if (waiting.length === 1 && past.length === 0) {
    return await carryOut(course, at, first)
  }
  const later = appliedSince(at.run, applied)
  if (later.length > 0) {
    const again = await renew(one, at.run, later, decision)
    if (again !== undefined) return again
    candidate.house.log.warning(
      `${one.name}: ${staleNote(later)} Run ${at.run.id} is confirmed as it is, if every rule holds.`
    )
  }
  const again = await decideAtGate(course, at)
  const ending =
    again.kind === 'ended' ? again.ending : await carryOut(course, at, again)
  return later.length === 0 ? ending : withNote(ending, staleNote(later))
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
