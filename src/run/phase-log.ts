import { LogUrlExpiredError } from '../hcp/errors.ts'
import { createLogFrame } from '../hcp/logs.ts'
import type { Apply, Plan } from '../hcp/types.ts'
import type { Dependencies } from './dependencies.ts'
import type { Diagnostic } from './diagnostics.ts'
import { createLogLines } from './log-lines.ts'
import type { LogLine } from './log-lines.ts'

/** What the log of a plan or an apply said, within bounds. */
export interface PhaseLog {
  /** At most this many, the first ones: the cause comes before its echoes. */
  readonly diagnostics: Diagnostic[]
  /** The last lines, as text. */
  readonly lastLines: string[]
}

const diagnosticLimit = 100
const lastLinesLimit = 200
/** A line that is kept; what is printed is not cut. */
const keptLineLimit = 4_000

/** A log with nothing in it yet. */
export function createPhaseLog(): PhaseLog {
  return { diagnostics: [], lastLines: [] }
}

/** The end of the log as one text; undefined where there is none. */
export function lastText(log: PhaseLog): string | undefined {
  const text = log.lastLines.join('\n').trim()
  return text === '' ? undefined : text
}

/** Reads between looks at the phase itself, where no more text comes. */
const readsBeforeReread = 10
const failuresBeforeGivingUp = 5

/**
 * Prints and collects the log of one phase while it grows, until its end
 * marker, the phase's end or the signal. Never rejects: a log is a comfort,
 * the run's state is what counts. Protocol: HCP Terraform API, Plans,
 * `log-read-url` (offset and limit, framed by STX and ETX).
 */
export async function tailPhaseLog(
  { hcp, clock, log, signal }: Dependencies,
  source: {
    readonly phase: 'plan' | 'apply'
    readonly document: Plan | Apply
    readonly into: PhaseLog
    /** False: collect only. */
    readonly isQuiet?: boolean
  }
): Promise<void> {
  const frame = createLogFrame()
  const lines = createLogLines()
  const { phase, document } = source
  let url = document.logReadUrl
  if (url === undefined) return
  let idle = 0
  let failures = 0

  const reread = async (): Promise<Plan | Apply> =>
    phase === 'plan'
      ? await hcp.plans.read(document.id)
      : await hcp.applies.read(document.id)
  const take = (taken: readonly LogLine[]): void => {
    if (taken.length === 0) return
    if (source.isQuiet !== true) {
      log.untrusted(taken.map(({ text }) => text).join('\n'))
    }
    collect(source.into, taken)
  }

  try {
    log.mask(url)
    while (!frame.isComplete && !signal.aborted) {
      try {
        const bytes = await hcp.logs.read(url, frame.offset, { signal })
        failures = 0
        if (bytes.byteLength > 0) {
          idle = 0
          take(lines.feed(frame.feed(bytes)))
          continue
        }
        idle += 1
        // A worker that died leaves a log without an end; servers without
        // framing never mark one.
        const doubt = frame.hasBegun ? readsBeforeReread : 2
        if (idle % doubt === 0) {
          if (isOver((await reread()).status)) break
        }
      } catch (error) {
        signal.throwIfAborted()
        failures += 1
        if (failures >= failuresBeforeGivingUp) {
          log.warning(
            'The live log cannot be read any more; the run itself is still followed.'
          )
          break
        }
        if (error instanceof LogUrlExpiredError) {
          url = (await reread()).logReadUrl ?? url
          log.mask(url)
        }
      }
      await clock.sleep(Math.min(1_000, 250 * 1.3 ** idle), signal)
    }
  } catch {
    // Aborted, or the phase could not be read: the follower sees for itself.
  }
  take(lines.feed(frame.end()))
  take(lines.end())
}

function isOver(status: string): boolean {
  return ['errored', 'canceled', 'finished', 'unreachable'].includes(status)
}

function collect(into: PhaseLog, lines: readonly LogLine[]): void {
  for (const { text, diagnostic } of lines) {
    if (diagnostic && into.diagnostics.length < diagnosticLimit) {
      into.diagnostics.push(diagnostic)
    }
    into.lastLines.push(
      text.length > keptLineLimit ? `${text.slice(0, keptLineLimit)}…` : text
    )
  }
  const surplus = into.lastLines.length - lastLinesLimit
  if (surplus > 0) into.lastLines.splice(0, surplus)
}
