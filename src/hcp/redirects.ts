import type { Answer } from './answer.ts'

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
    .filter((pair) => pair !== '' && !(safeKey(pair) in query))
  merged.search = [...kept, ...added].join('&')
  return merged
}

function safeKey(pair: string): string {
  const key = pair.split('=', 1)[0] ?? ''
  try {
    return decodeURIComponent(key)
  } catch {
    return key
  }
}

export function signedName(url: URL): string {
  return `a signed URL on ${url.host}`
}
