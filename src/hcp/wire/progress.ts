import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { Deadlines } from './wire.ts'

/** Fewer bytes in `idleMilliseconds` than this are no transfer. */
const leastBytes = 16 * 1024

/** Watches one exchange for standing still. */
interface Progress {
  /** The headers are there: from now on, what is received counts. */
  answered(message: Pick<IncomingMessage, 'socket'>): void
  close(): void
}

/**
 * Calls `giveUp` where an upload or a download hardly moves, or where what was
 * sent whole is not answered; `sayWaiting`, with what has not come for how many
 * seconds, where there is no answer for a while, or no more of it, and then now
 * and again.
 */
export function watchProgress(
  limits: Pick<
    Deadlines,
    'idleMilliseconds' | 'answerMilliseconds' | 'silenceMilliseconds'
  >,
  source: Readable | undefined,
  {
    giveUp,
    sayWaiting
  }: {
    readonly giveUp: (why: string) => void
    readonly sayWaiting: (what: string, seconds: number) => void
  }
): Progress {
  let sent = 0
  let received = (): number => 0
  let answer: NodeJS.Timeout | undefined
  // Until its first byte there is the deadline: connecting moves nothing.
  let idle = watchMovement(limits.idleMilliseconds, () => sent, giveUp)
  const { silenceMilliseconds } = limits
  let silence = watchSilence(silenceMilliseconds, (seconds) => {
    sayWaiting('no answer', seconds)
  })
  // There is nothing to move; whether the other side still works or is gone
  // cannot be told, and somebody gone must not take all the time there is.
  const waitForAnswer = (): void => {
    clearInterval(idle)
    answer ??= setTimeout(() => {
      if (received() > 0) return
      giveUp(`was not answered within ${limits.answerMilliseconds / 1000} s`)
    }, limits.answerMilliseconds)
  }
  source?.on('data', (chunk: Buffer) => {
    sent += chunk.length
  })
  source?.on('end', waitForAnswer)
  if (source === undefined) waitForAnswer()
  return {
    answered({ socket }) {
      clearInterval(silence)
      // Of a connection that may have served others before.
      const before = socket.bytesRead
      received = () => socket.bytesRead - before
      const more = (seconds: number): void => {
        sayWaiting('no more of the answer', seconds)
      }
      silence = watchSilence(silenceMilliseconds, more, received)
      source?.off('end', waitForAnswer)
      waitForAnswer()
      idle = watchMovement(limits.idleMilliseconds, received, giveUp)
    },
    close() {
      source?.off('end', waitForAnswer)
      clearInterval(silence)
      clearTimeout(answer)
      clearInterval(idle)
    }
  }
}

/** Said after one silence, and after every sixth that follows it. */
const saidEvery = 6

/** Whether anything comes; what does begins it anew. */
function watchSilence(
  milliseconds: number,
  say: (seconds: number) => void,
  received: () => number = () => 0
): NodeJS.Timeout {
  let before = received()
  let quiet = 0
  return setInterval(() => {
    const total = received()
    quiet = total === before ? quiet + 1 : 0
    before = total
    if (quiet % saidEvery === 1) say((quiet * milliseconds) / 1000)
  }, milliseconds)
}

/** A drip would keep a transfer alive until its last deadline. */
function watchMovement(
  milliseconds: number,
  transferred: () => number,
  giveUp: (why: string) => void
): NodeJS.Timeout {
  let moved = 0
  return setInterval(() => {
    const total = transferred()
    const hasBegun = moved > 0
    if (hasBegun && total - moved < leastBytes) {
      giveUp(`hardly moved for ${milliseconds / 1000} s`)
    }
    moved = total
  }, milliseconds)
}
