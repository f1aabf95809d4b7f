import { LogUrlExpiredError } from '../../hcp/wire/errors.ts'
import { createLogFrame, hasPhaseEnded } from '../../hcp/logs.ts'
import type { Apply, Plan } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { createLogLines, titleOf } from './lines.ts'
import type { LogLine } from './lines.ts'
import { createPrintedErrors } from './printed-errors.ts'
import { createRefreshes } from './refreshes.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { lastText } from '../record/phase-log.ts'
import type { DoneCounts, PhaseLog } from '../record/phase-log.ts'

const diagnosticLimit = 100
const lastLinesLimit = 200
/** A line that is kept; what is printed is not cut. */
const keptLineLimit = 4_000

/** Reads between looks at the phase itself, where no more text comes. */
const readsBeforeReread = { framed: 17, unframed: 3 }
/** Longest pause between reads, in milliseconds: the end is noticed by one. */
const longestPause = 600
const failuresBeforeGivingUp = 5
/** At least so much in one read: more is waiting, and is read at once. */
const backlogBytes = 4 * 1024
/** Smaller reads between looks at the phase, about a minute. */
const tricklesBeforeReread = 240
/** What is longer is not read to its end; nobody reads it in a job's log. */
const logLimit = 256 * 1024 * 1024
/** Behind the end of every log. */
const farOffset = 2 ** 40

/** The groups of the job's log. */
const titles = { plan: "Terraform's plan", apply: "Terraform's apply" } as const

/** So many errors are annotated, beside the sentence of the end. */
const maxToldErrors = 10

/** A phase's log while it is collected. */
interface Kept {
  readonly diagnostics: Diagnostic[]
  readonly lastLines: string[]
  /** How often each action was done. */
  readonly done: Map<string, number>
}

/** A log as it is read: where it is, and what was seen of it so far. */
interface Tail {
  readonly dependencies: TailDependencies
  readonly phase: 'plan' | 'apply'
  readonly document: Plan | Apply
  readonly frame: ReturnType<typeof createLogFrame>
  readonly take: (bytes: Uint8Array) => void
  url: string
  /** Reads in a row that brought nothing. */
  idle: number
  failures: number
  trickles: number
  isOverAlready: boolean
  head: Uint8Array | undefined
  heedsOffset: boolean | undefined
}

type TailDependencies = Pick<Dependencies, 'hcp' | 'clock' | 'signal' | 'log'>

/**
 * Prints the log of one phase while it grows, until its end marker, the
 * phase's end, 256 MiB or the signal, and resolves to what was kept of it. A
 * server that heeds no offset is found out, and its log is shown as far as one
 * read of it goes. Never rejects: a log is a comfort, the run's state is what
 * counts. Protocol: HCP Terraform API, Plans, `log-read-url` (offset and
 * limit, framed by STX and ETX).
 */
export async function tailPhaseLog(
  dependencies: TailDependencies,
  source: {
    readonly phase: 'plan' | 'apply'
    readonly document: Plan | Apply
    /** True: collect only. */
    readonly isQuiet?: boolean
    /** Called whenever more of it came. */
    readonly onBytes?: () => void
  }
): Promise<PhaseLog> {
  const { clock, signal, log } = dependencies
  const { phase, document, isQuiet, onBytes } = source
  const kept: Kept = { diagnostics: [], lastLines: [], done: new Map() }
  const url = document.logReadUrl
  if (url === undefined) return phaseLog(kept, false)
  const frame = createLogFrame()
  const lines = createLogLines()
  const refreshes = createRefreshes()
  const printed = createPrintedErrors(maxToldErrors - 1)
  let errors = 0
  /** Errors are told in full at the end, on the lines that they are about. */
  const shorten = (line: LogLine): readonly string[] => {
    if (line.diagnostic === undefined) return printed.fold(line.text)
    if (line.diagnostic.severity !== 'error') return [line.text]
    errors += 1
    return [errors < maxToldErrors ? titleOf(line.diagnostic) : line.text]
  }
  const show = (taken: readonly LogLine[]): void => {
    if (taken.length === 0) return
    collect(kept, taken)
    const shown = isQuiet === true ? [] : taken.flatMap(shorten)
    if (shown.length > 0) log.untrusted(shown.join('\n'), titles[phase])
  }
  const tail: Tail = {
    ...{ dependencies, phase, document, frame, url },
    take: (bytes) => {
      onBytes?.()
      show(refreshes.fold(lines.feed(frame.feed(bytes))))
    },
    ...{ idle: 0, failures: 0, trickles: 0, isOverAlready: false },
    ...{ head: undefined, heedsOffset: undefined }
  }
  try {
    log.mask(url)
    while (!signal.aborted) {
      const pause = await readOnce(tail)
      if (pause === undefined) break
      if (pause > 0) await clock.sleep(pause, signal)
    }
  } catch {
    // Aborted, or the phase could not be read: the follower sees for itself.
  }
  show(refreshes.fold([...lines.feed(frame.end()), ...lines.end()]))
  show(refreshes.end())
  // Where the structured log has errors, only those are told.
  const untold = printed.untold(errors > 0 ? '' : (lastText(kept) ?? ''))
  if (untold.length > 0) log.untrusted(untold.join('\n'), titles[phase])
  return phaseLog(kept, frame.isComplete)
}

function phaseLog(
  { diagnostics, lastLines, done }: Kept,
  isWhole: boolean
): PhaseLog {
  const of = (action: string) => done.get(action) ?? 0
  const counts: DoneCounts = {
    additions: of('create'),
    changes: of('update'),
    destructions: of('delete')
  }
  return { diagnostics, lastLines, done: isWhole ? counts : undefined }
}

/** Milliseconds until the next read; undefined where the log is over. */
async function readOnce(tail: Tail): Promise<number | undefined> {
  const { hcp, signal } = tail.dependencies
  try {
    const read = await hcp.logs.read(tail.url, tail.frame.offset, { signal })
    tail.failures = 0
    await noticeOffset(tail, read)
    const bytes =
      tail.heedsOffset === false ? read.subarray(tail.frame.offset) : read
    if (bytes.byteLength > 0) return await takeMore(tail, bytes)
    tail.idle += 1
    // A worker that died leaves a log without an end; servers without
    // framing never mark one.
    const doubt = tail.frame.hasBegun
      ? readsBeforeReread.framed
      : readsBeforeReread.unframed
    if (tail.idle % doubt === 0 && hasPhaseEnded((await reread(tail)).status)) {
      return undefined
    }
  } catch (error) {
    signal.throwIfAborted()
    if (!(await reopen(tail, error))) return undefined
  }
  return Math.min(longestPause, 250 * 1.3 ** tail.idle)
}

/** Takes what a read brought; says when to read on. */
async function takeMore(
  tail: Tail,
  bytes: Uint8Array
): Promise<number | undefined> {
  const { frame, phase } = tail
  tail.idle = 0
  tail.take(bytes)
  if (frame.isComplete) return undefined
  if (frame.offset >= logLimit) {
    tail.dependencies.log.warning(
      `The log of the ${phase} is longer than ${logLimit / 1024 / 1024} MiB; the rest of it is on the run's page.`
    )
    return undefined
  }
  if (bytes.byteLength >= backlogBytes) return 0
  tail.trickles += 1
  if (tail.trickles % tricklesBeforeReread === 0) {
    // What is over may have a last minute to read, but no second one.
    if (tail.isOverAlready) return undefined
    tail.isOverAlready = hasPhaseEnded((await reread(tail)).status)
  }
  return 250
}

/** Finds out, once, whether the server reads on from where it is asked to. */
async function noticeOffset(tail: Tail, read: Uint8Array): Promise<void> {
  const { hcp, log, signal } = tail.dependencies
  if (tail.head === undefined) {
    if (read.byteLength > 0) tail.head = read
    return
  }
  if (tail.heedsOffset !== undefined || !beginsLike(read, tail.head)) return
  tail.heedsOffset = await hcp.logs.read(tail.url, farOffset, { signal }).then(
    (beyond) => beyond.byteLength === 0,
    // It minds the offset enough to refuse it.
    () => true
  )
  if (tail.heedsOffset) return
  log.warning(
    `The server gives the log of the ${tail.phase} from its start at every read, so only its beginning is shown here. The run itself is followed all the same.`
  )
}

/** After a read that failed: is the log read on? An address expires. */
async function reopen(tail: Tail, error: unknown): Promise<boolean> {
  const { log } = tail.dependencies
  tail.failures += 1
  if (tail.failures >= failuresBeforeGivingUp) {
    log.warning(
      'The live log cannot be read any more; the run itself is still followed.'
    )
    return false
  }
  if (error instanceof LogUrlExpiredError) {
    tail.url = (await reread(tail)).logReadUrl ?? tail.url
    log.mask(tail.url)
  }
  return true
}

async function reread({
  dependencies: { hcp },
  phase,
  document: { id }
}: Tail): Promise<Plan | Apply> {
  return phase === 'plan'
    ? await hcp.plans.read(id)
    : await hcp.applies.read(id)
}

/** Is this the log's beginning once more? */
function beginsLike(bytes: Uint8Array, head: Uint8Array): boolean {
  const length = Math.min(bytes.byteLength, head.byteLength)
  return length > 0 && head.subarray(0, length).every((b, i) => b === bytes[i])
}

function collect(into: Kept, lines: readonly LogLine[]): void {
  for (const { text, diagnostic, done } of lines) {
    if (done !== undefined) into.done.set(done, (into.done.get(done) ?? 0) + 1)
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
