import { createSecret } from './identifier.ts'
import type { LogStream } from './log-stream.ts'

/**
 * The blob store behind pre-signed URLs: whoever knows the URL may use it, and
 * whoever also sends credentials is refused.
 */
type Blob =
  | { readonly kind: 'log'; readonly log: Pick<LogStream, 'read'> }
  | {
      readonly kind: 'content'
      readonly contentType: string
      read(): Uint8Array | string | undefined
      readonly expiresAt: number
      /** Terraform itself sends its token when it downloads a state. */
      readonly toleratesCredentials: boolean
    }
  | { readonly kind: 'upload'; store(bytes: Uint8Array): void }

export interface Archivist {
  /** Signs a URL for a log. */
  signLog(log: Pick<LogStream, 'read'>): string
  /** Signs a download URL that dies after `milliseconds`. */
  signContent(
    contentType: string,
    milliseconds: number,
    read: () => Uint8Array | string | undefined,
    toleratesCredentials?: boolean
  ): string
  /** Signs an upload URL. */
  signUpload(store: (bytes: Uint8Array) => void): string
  find(secret: string): Blob | undefined
}

export const archivistPath = '/_archivist/v1/object/'

/** Creates the blob store; `origin` is asked once the server listens. */
export function createArchivist(origin: () => string): Archivist {
  const blobs = new Map<string, Blob>()
  const sign = (blob: Blob): string => {
    const secret = createSecret()
    blobs.set(secret, blob)
    return `${origin()}${archivistPath}${secret}`
  }
  return {
    signLog: (log) => sign({ kind: 'log', log }),
    signContent: (
      contentType,
      milliseconds,
      read,
      toleratesCredentials = false
    ) =>
      sign({
        kind: 'content',
        contentType,
        read,
        expiresAt: Date.now() + milliseconds,
        toleratesCredentials
      }),
    signUpload: (store) => sign({ kind: 'upload', store }),
    find: (secret) => blobs.get(secret)
  }
}
