import { isFinal, phaseOf } from '../run/record/status.ts'
import { subjectOf } from '../run/record/claims.ts'
import type { Facts } from '../run/record/fact.ts'
import type { Clock } from '../hcp/wire/clock.ts'
import type { Log } from '../runner/log.ts'

/** How far the workspaces of a set are, in one line of the log now and then. */
export interface Progress {
  /** Takes what became known of one of them. */
  readonly notice: (index: number, facts: Facts) => void
}

/** No more often than this, in milliseconds. */
const pause = 5_000

const words = {
  begins: 'to begin',
  waits: 'wait',
  runs: 'run',
  stands: 'at their gates',
  ended: 'ended'
} as const

type Stand = keyof typeof words

/** Says of so many workspaces how many run, and how many only wait. */
export function createProgress(
  count: number,
  log: Pick<Log, 'info'>,
  clock: Pick<Clock, 'now'>
): Progress {
  const stands: Stand[] = Array.from({ length: count }, () => 'begins')
  let said = ''
  let at: number | undefined
  return {
    notice: (index, facts) => {
      stands[index] = standOf(facts)
      const text = render(stands)
      const now = clock.now()
      if (text === said || (at !== undefined && now - at < pause)) return
      said = text
      at = now
      log.info(text)
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
  return phaseOf(run.status) === 'queued' ? 'waits' : 'runs'
}

function render(stands: readonly Stand[]): string {
  const parts = (Object.keys(words) as readonly Stand[]).flatMap((stand) => {
    const count = stands.filter((each) => each === stand).length
    return count === 0 ? [] : [`${count} ${words[stand]}`]
  })
  return `${stands.length} workspaces: ${parts.join(', ')}`
}
