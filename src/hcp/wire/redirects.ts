import type { Answer } from './answer.ts'
import { MalformedResponseError } from './errors.ts'

/** What is added to a URL's query; undefined values are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>

export function redirectTarget({
  status,
  headers
}: Answer): string | undefined {
  return [301, 302, 303, 307, 308].includes(status)
    ? headers.location
    : undefined
}

export function resolveFrom(location: string, base: URL): string {
  return URL.parse(location, base.href)?.href ?? location
}

/** Adds to the query and keeps what is there, such as a signature. */
export function withQuery(url: URL, query: Query): URL {
  const added = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`
    )
  if (added.length === 0) return url
  const merged = new URL(url)
  // Not by searchParams: that writes the signature's encoding anew.
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !Object.hasOwn(query, safeKey(pair)))
  merged.search = [...kept, ...added].join('&')
  return merged
}

function safeKey(pair: string): string {
  const [key = pair] = pair.split('=')
  try {
    return decodeURIComponent(key)
  } catch {
    return key
  }
}

/**
 * The signed URL that a server handed out. Throws `MalformedResponseError` for
 * what is none, or would leave TLS.
 */
export function signedUrl(text: string, baseUrl: URL): URL {
  let url: URL
  try {
    url = new URL(text, baseUrl)
  } catch {
    throw new MalformedResponseError(
      `${baseUrl.host} handed out a signed URL that is not a URL; report it to the server's operator.`
    )
  }
  const isDowngrade = baseUrl.protocol === 'https:' && url.protocol !== 'https:'
  if (isDowngrade || !['http:', 'https:'].includes(url.protocol)) {
    throw new MalformedResponseError(
      `${baseUrl.host} handed out a signed URL with the scheme ${url.protocol} on ${url.host}, which is not followed from ${baseUrl.protocol}; report it to the server's operator.`
    )
  }
  return url
}

/** Words for a signed URL, which is a secret. */
export function signedName(url: URL): string {
  return `a signed URL on ${url.host}`
}
