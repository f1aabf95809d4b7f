import { LogUrlExpiredError } from '../../hcp/wire/errors.ts'
import { createLogFrame } from '../../hcp/logs.ts'
import type { Apply, Plan } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { createLogLines } from './lines.ts'
import type { LogLine } from './lines.ts'
import type { PhaseLog } from '../record/phase-log.ts'

const diagnosticLimit = 100
const lastLinesLimit = 200
/** A line that is kept; what is printed is not cut. */
const keptLineLimit = 4_000

/** Reads between looks at the phase itself, where no more text comes. */
const readsBeforeReread = 10
const failuresBeforeGivingUp = 5
/** At least so much in one read: more is waiting, and is read at once. */
const backlogBytes = 4 * 1024
/** Smaller reads between looks at the phase, about a minute. */
const tricklesBeforeReread = 240
/** What is longer is not read to its end; nobody reads it in a job's log. */
const logLimit = 256 * 1024 * 1024
/** Behind the end of every log. */
const farOffset = 2 ** 40

/**
 * Prints and collects the log of one phase while it grows, until its end
 * marker, the phase's end, 256 MiB or the signal. A server that heeds no
 * offset is found out, and its log is shown as far as one read of it goes.
 * Never rejects: a log is a comfort, the run's state is what counts. Protocol: HCP Terraform API, Plans,
 * `log-read-url` (offset and limit, framed by STX and ETX).
 */
export async function tailPhaseLog(
  { hcp, clock, log, signal }: Dependencies,
  source: {
    readonly phase: 'plan' | 'apply'
    readonly document: Plan | Apply
    readonly into: PhaseLog
    /** True: collect only. */
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
  let trickles = 0
  let isOverAlready = false
  let head: Uint8Array | undefined
  let heedsOffset: boolean | undefined

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
    while (!signal.aborted) {
      try {
        const read = await hcp.logs.read(url, frame.offset, { signal })
        failures = 0
        if (head === undefined) {
          if (read.byteLength > 0) head = read
        } else if (heedsOffset === undefined && beginsLike(read, head)) {
          heedsOffset = await hcp.logs.read(url, farOffset, { signal }).then(
            (beyond) => beyond.byteLength === 0,
            // It minds the offset enough to refuse it.
            () => true
          )
          if (!heedsOffset) {
            log.warning(
              `The server gives the log of the ${phase} from its start at every read, so only its beginning is shown here. The run itself is followed all the same.`
            )
          }
        }
        const bytes = heedsOffset === false ? read.subarray(frame.offset) : read
        if (bytes.byteLength > 0) {
          idle = 0
          take(lines.feed(frame.feed(bytes)))
          if (frame.isComplete) break
          if (frame.offset >= logLimit) {
            log.warning(
              `The log of the ${phase} is longer than ${logLimit / 1024 / 1024} MiB; the rest of it is on the run's page.`
            )
            break
          }
          if (bytes.byteLength >= backlogBytes) continue
          trickles += 1
          if (trickles % tricklesBeforeReread === 0) {
            // What is over may have a last minute to read, but no second one.
            if (isOverAlready) break
            isOverAlready = isOver((await reread()).status)
          }
          await clock.sleep(250, signal)
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

/** Is this the log's beginning once more? */
function beginsLike(bytes: Uint8Array, head: Uint8Array): boolean {
  const length = Math.min(bytes.byteLength, head.byteLength)
  return length > 0 && head.subarray(0, length).every((b, i) => b === bytes[i])
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
