import { randomBytes } from 'node:crypto'

// Without the characters that are easily taken for one another.
const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** A new id such as `run-4Kq8ZtVfR2mWcYhD`. */
export function createIdentifier(prefix: string): string {
  const characters = [...randomBytes(16)].map(
    (byte) => alphabet[byte % alphabet.length]
  )
  return `${prefix}-${characters.join('')}`
}

/** The secret part of a pre-signed URL or of a token. */
export function createSecret(): string {
  return randomBytes(32).toString('base64url')
}
