import { faults } from '../../emulator/fault-proxy.ts'
import type { Fault } from '../../emulator/fault-proxy.ts'
import type { RunOptions } from '../../emulator/runner/run-action.ts'
import { nameRequest, runCell } from './cell.ts'
import type { Cell, Observation, Side } from './cell.ts'
import type { Flow } from './flows.ts'
import { judge } from './judge.ts'
import type { Judgement } from './judge.ts'

export interface Played {
  readonly cell: Cell
  readonly wasHit: boolean
  readonly judgement: Judgement
  readonly milliseconds: number
  /** What the step said, for a cell that is broken. */
  readonly told: string
}

/** Faults that cost a deadline of half a minute. */
const slow: readonly Fault[] = ['stall', 'drip']

/**
 * Every cell of a flow, from the requests of an undisturbed pass: each request
 * with each fault; the slow faults only at the first request of a kind.
 */
export function planCells(
  flow: Flow,
  requests: Observation['requests'],
  wanted: readonly Fault[] = faults
): Cell[] {
  return (['hcp', 'github'] as const).flatMap((side) => {
    const seen = new Map<string, number>()
    return requests[side].flatMap((request) => {
      const what = nameRequest(request)
      const nth = (seen.get(what) ?? 0) + 1
      seen.set(what, nth)
      return wanted
        .filter((fault) => nth === 1 || !slow.includes(fault))
        .map((fault): Cell => ({ flow, side, what, nth, fault }))
    })
  })
}

/** Plays cells, some at once: most of their time they wait. */
export async function playCells(
  cells: readonly Cell[],
  {
    concurrency,
    isOver = () => false,
    onPlayed = () => undefined,
    ...own
  }: Pick<RunOptions, 'action' | 'runProcess'> & {
    readonly concurrency: number
    /** Is no other cell to be begun? */
    readonly isOver?: () => boolean
    readonly onPlayed?: (played: Played) => void
  }
): Promise<Played[]> {
  const results: Played[] = []
  const work = async (queue: Iterable<Cell>): Promise<void> => {
    for (const cell of queue) {
      if (isOver()) return
      const seen = await runCell(cell, own)
      const judgement = judge(seen)
      const played = {
        cell,
        wasHit: seen.wasHit,
        judgement,
        milliseconds: seen.main.durationMilliseconds,
        told: judgement.kind === 'broken' ? seen.main.stdout : ''
      }
      results.push(played)
      onPlayed(played)
    }
  }
  const isSlow = ({ fault }: Cell): boolean =>
    fault !== undefined && slow.includes(fault)
  // The slow ones do nothing but wait, beside the others.
  await Promise.all(
    [
      cells.filter((cell) => !isSlow(cell)).values(),
      cells.filter(isSlow).values()
    ].flatMap((queue) => Array.from({ length: concurrency }, () => work(queue)))
  )
  return results
}

/** One line a played cell. */
export function renderPlayed({
  cell,
  judgement,
  milliseconds
}: Played): string {
  const where = `${cell.flow.name}: ${cell.what} #${cell.nth}`
  const how = `${judgement.kind} in ${(milliseconds / 1000).toFixed(1)} s`
  return `${where}, ${cell.fault ?? 'no fault'}: ${how}${judgement.broken.map((promise) => `\n  - ${promise}`).join('')}`
}

/** Counts by fault and flow as a table of Markdown: right / failed / broken. */
export function renderCounts(played: readonly Played[], side: Side): string {
  const ofSide = played.filter(({ cell }) => cell.side === side)
  const flows = [...new Set(ofSide.map(({ cell }) => cell.flow.name))]
  const count = (cells: readonly Played[]): string => {
    const by = (kind: Judgement['kind']): number =>
      cells.filter(({ judgement }) => judgement.kind === kind).length
    return cells.length === 0
      ? '–'
      : `${by('right')} / ${by('failed')} / ${by('broken')}`
  }
  const rows = faults.map((fault) => {
    const cells = ofSide.filter(({ cell }) => cell.fault === fault)
    return [
      `\`${fault}\``,
      ...flows.map((name) =>
        count(cells.filter(({ cell }) => cell.flow.name === name))
      ),
      count(cells)
    ]
  })
  return [
    ['Fault', ...flows, 'all'],
    ['---', ...flows.map(() => '---'), '---'],
    ...rows,
    [
      'all',
      ...flows.map((name) =>
        count(ofSide.filter(({ cell }) => cell.flow.name === name))
      ),
      count(ofSide)
    ]
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
