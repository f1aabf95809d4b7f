import { isFinal, isQueued, phaseOf } from '../run/record/status.ts'
import { subjectOf, workspaceOf } from '../run/record/claims.ts'
import type { Facts } from '../run/record/fact.ts'
import type { Clock } from '../hcp/wire/clock.ts'
import type { Log } from '../runner/log.ts'

/** How far the workspaces of a set are, in one line of the log now and then. */
interface Progress {
  /** Takes what became known of one of them. */
  readonly notice: (index: number, facts: Facts) => void
  /** Takes what one of them waits for, until something becomes known of it. */
  readonly waits: (index: number, why: string) => void
}

/** Milliseconds between two lines, by what is new in the later one. */
const pauses = { counts: 5_000, words: 30_000, nothing: 60_000 } as const

/** Different reasons in one line. */
const mostWhys = 5

const words = {
  begins: 'to begin',
  waits: 'wait',
  runs: 'run',
  stands: 'at their gates',
  ended: 'ended'
} as const

type Stand = keyof typeof words

interface Row {
  name: string
  stand: Stand
  why: string | undefined
}

/** Says of so many workspaces how many run, how many only wait, and for what. */
export function createProgress(
  count: number,
  log: Pick<Log, 'info'>,
  clock: Pick<Clock, 'now'>
): Progress {
  const rows = Array.from({ length: count }, (): Row => ({
    name: '',
    stand: 'begins',
    why: undefined
  }))
  let said: { at: number; counts: string; text: string } | undefined
  const say = (): void => {
    // Whoever begins to wait for something counts; its words go on changing.
    const waiting = rows.filter(({ why }) => why !== undefined).length
    const counts = `${renderCounts(rows)} ${waiting}`
    const text = `${renderCounts(rows)}${renderWhys(rows)}`
    const isNew = {
      counts: counts !== said?.counts,
      words: text !== said?.text
    }
    const pause =
      pauses[isNew.counts ? 'counts' : isNew.words ? 'words' : 'nothing']
    const now = clock.now()
    if (said !== undefined && now - said.at < pause) return
    said = { at: now, counts, text }
    log.info(text)
  }
  return {
    notice: (index, facts) => {
      const row = rows[index]
      if (row === undefined) return
      const name = workspaceOf(facts)?.name ?? row.name
      Object.assign(row, { name, stand: standOf(facts), why: undefined })
      say()
    },
    waits: (index, why) => {
      const row = rows[index]
      if (row !== undefined) row.why = why.trim()
      say()
    }
  }
}

const ends: ReadonlySet<string> = new Set([
  'ended',
  'ended-runless',
  'failed',
  'told'
])

/** A queued run waits for others, and is not at work. */
function standOf(facts: Facts): Stand {
  if (facts.some(({ kind }) => ends.has(kind))) return 'ended'
  const run = subjectOf(facts)
  if (run === undefined) return 'begins'
  if (isFinal(run.status)) return 'ended'
  const isJudged = facts.some(
    (fact) => fact.kind === 'judged' && fact.verdict !== undefined
  )
  if (isJudged && phaseOf(run.status) !== 'applying') return 'stands'
  return isQueued(run.status) ? 'waits' : 'runs'
}

function renderCounts(rows: readonly Row[]): string {
  const parts = (Object.keys(words) as readonly Stand[]).flatMap((stand) => {
    const count = rows.filter((row) => row.stand === stand).length
    return count === 0 ? [] : [`${count} ${words[stand]}`]
  })
  return `${rows.length} workspaces: ${parts.join(', ')}`
}

/** What is waited for, the same once, and by whom. */
function renderWhys(rows: readonly Row[]): string {
  const by = new Map<string, string[]>()
  for (const { name, why } of rows) {
    if (why !== undefined) by.set(why, [...(by.get(why) ?? []), name])
  }
  const told = [...by].slice(0, mostWhys).map(([why, names]) => {
    return `; ${renderNames(names)} ${asClause(why)}`
  })
  const rest = [...by.values()].slice(mostWhys).flat().length
  return [...told, ...(rest === 0 ? [] : [`; ${rest} more wait`])].join('')
}

function renderNames([first = '', ...rest]: readonly string[]): string {
  return rest.length === 0 ? `${first}:` : `${first} and ${rest.length} more:`
}

function asClause(why: string): string {
  return why.replace(/\.$/, '').replace(/^Waiting/, 'waiting')
}
