import { ApiError, LogUrlExpiredError } from './wire/errors.ts'
import type { Reader } from './wire/transport.ts'

const chunkSize = 64 * 1024

/**
 * The logs of plans and applies, by their `log-read-url`. HCP Terraform API:
 * Plans and Applies, `log-read-url`.
 */
export function logs(transport: Reader) {
  return {
    /**
     * Reads at most `limit` bytes from `offset` on, framing included; none
     * where the log has not grown. Throws `LogUrlExpiredError` when the URL is
     * dead: read the plan or apply again and go on at the same offset.
     */
    async read(
      logReadUrl: string,
      offset: number,
      {
        limit = chunkSize,
        signal
      }: {
        readonly limit?: number
        readonly signal?: AbortSignal | undefined
      } = {}
    ): Promise<Uint8Array> {
      try {
        return await transport.readSigned(logReadUrl, {
          query: { limit, offset },
          maximumBytes: limit,
          signal
        })
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        // Storages say so when asked for bytes behind the end.
        if (error.status === 416) return new Uint8Array()
        if (![403, 404, 410].includes(error.status)) throw error
        throw new LogUrlExpiredError(
          `${error.path} for a log answered ${error.status}: it has expired, or something on its way refuses it. Read the plan or apply again for a fresh one.`,
          error.status
        )
      }
    }
  }
}

/**
 * Has a plan or an apply in this status ended, so that its log grows no more?
 * Plans API, Applies API: status.
 */
export function hasPhaseEnded(status: string): boolean {
  return ['finished', 'errored', 'canceled', 'unreachable'].includes(status)
}

/** Decodes a framed log as it grows. Offsets count the framing bytes. */
interface LogFrame {
  /** Where the next chunk starts. */
  readonly offset: number
  /** Was there an STX? Servers without framing never mark the end. */
  readonly hasBegun: boolean
  /** Did the last chunk end with ETX? */
  readonly isComplete: boolean
  /** Takes the bytes at `offset` and gives their text, at once. */
  feed(bytes: Uint8Array): string
  /** Gives what is left of a character that was cut off at the very end. */
  end(): string
}

const stx = 0x02
const etx = 0x03

/**
 * Starts decoding a log: STX, UTF-8 text, ETX. A character may be spread over
 * chunks; bytes that are no UTF-8 become U+FFFD. Nothing but such a piece of a
 * character is kept back, however long a line is. HCP Terraform API: Plans,
 * `log-read-url`.
 */
export function createLogFrame(): LogFrame {
  // A byte order mark is text like any other here.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let offset = 0
  let hasBegun = false
  let isComplete = false
  return {
    get offset() {
      return offset
    },
    get hasBegun() {
      return hasBegun
    },
    get isComplete() {
      return isComplete
    },
    feed(bytes) {
      if (bytes.length === 0) return ''
      const isStart = offset === 0 && bytes[0] === stx
      offset += bytes.length
      hasBegun ||= isStart
      // A log that goes on after an ETX was not at its end there.
      isComplete = hasBegun && bytes.at(-1) === etx
      return decoder.decode(
        bytes.subarray(
          isStart ? 1 : 0,
          isComplete ? bytes.length - 1 : bytes.length
        ),
        { stream: !isComplete }
      )
    },
    end: () => decoder.decode()
  }
}
