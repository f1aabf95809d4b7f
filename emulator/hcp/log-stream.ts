/** The log of one phase: grows while the phase runs, framed by STX and ETX. */
export interface LogStream {
  append(text: string): void
  /** Ends the stream; without a frame end when the worker "crashed". */
  end(crashed?: boolean): void
  read(offset: number, limit: number): Uint8Array
  text(): string
}

const startOfText = 0x02
const endOfText = 0x03

/** Starts a log: the STX is there at once. */
export function createLogStream(): LogStream {
  let bytes = Buffer.from([startOfText])
  let ended = false
  return {
    append(text) {
      if (!ended) bytes = Buffer.concat([bytes, Buffer.from(text)])
    },
    end(crashed = false) {
      if (ended) return
      ended = true
      if (!crashed) bytes = Buffer.concat([bytes, Buffer.from([endOfText])])
    },
    read(offset, limit) {
      return bytes.subarray(offset, offset + limit)
    },
    text() {
      const text = bytes.subarray(1).toString('utf8')
      return text.endsWith('\u0003') ? text.slice(0, -1) : text
    }
  }
}
