/** Puts the text of one token together; what the tokenizer needs of it. */
interface TextBuilder {
  readonly byteLength: number
  readonly appendChar: (code: number) => void
  readonly appendBuf: (bytes: Uint8Array, from?: number, to?: number) => void
  readonly appendCharCode: (code: number) => void
  readonly reset: () => void
  readonly toString: () => string
}

/**
 * Strings of a large document by the million: what is ASCII is read as such,
 * which takes a fraction of what a decoder does, and all else is decoded.
 * @throws {TypeError} where the bytes are no UTF-8, as the tokenizer's own does
 */
export function createTextBuilder(): TextBuilder {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let byteLength = 0
  return {
    get byteLength() {
      return byteLength
    },
    appendChar(code) {
      text += String.fromCharCode(code)
      byteLength += 1
    },
    appendBuf(bytes, from = 0, to = bytes.length) {
      text += isAscii(bytes, from, to)
        ? asBuffer(bytes).toString('latin1', from, to)
        : decoder.decode(bytes.subarray(from, to))
      byteLength += to - from
    },
    appendCharCode(code) {
      text += String.fromCharCode(code)
    },
    reset() {
      text = ''
      byteLength = 0
    },
    toString: () => text
  }
}

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if ((bytes[at] ?? 0) > 0x7f) return false
  return true
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}
