import { createHmac, timingSafeEqual } from 'node:crypto'

/** Tells the hidden lines that we wrote from those that somebody changed. */
export interface Seal {
  /** Ends an HTML comment that was begun, with a keyed hash over it. */
  readonly close: (line: string) => string
  /** The line as it was before `close`; undefined where it is not ours. */
  readonly open: (line: string) => string | undefined
}

/**
 * A seal for the hidden lines of one comment. Its key is derived from a secret
 * that those who may edit the comment do not have; `about` is what the lines
 * are bound to, so that they prove nothing elsewhere. Whoever has another
 * secret, such as the next one after a rotation, can open none of them.
 */
export function createSeal(secret: string, about: readonly string[]): Seal {
  const key = createHmac('sha256', secret)
    .update('gated-terraform-run: hidden lines of a comment, 1')
    .digest()
  const hashOf = (line: string) =>
    createHmac('sha256', key)
      .update(
        JSON.stringify([...about, line].map((text) => text.toWellFormed()))
      )
      .digest('hex')
      .slice(0, 32)
  return {
    close: (line) => `${line} seal=${hashOf(line)} -->`,
    open: (text) => {
      const [, line, hash] =
        /^(<!-- [^\r\n]*) seal=([0-9a-f]{32}) -->\r?$/.exec(text) ?? []
      if (line === undefined || hash === undefined) return undefined
      return timingSafeEqual(Buffer.from(hash), Buffer.from(hashOf(line)))
        ? line
        : undefined
    }
  }
}

/** The parts of our comment that are on its first lines, each on one. */
export function hiddenLines(body: string): readonly string[] {
  return body.split('\n', 4)
}
