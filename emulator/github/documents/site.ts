/** What the documents' addresses and owners depend on. */
export interface Site {
  /** `owner/name`. */
  readonly repository: string
  /** Without a trailing slash; empty until the server listens. */
  readonly url: () => string
}

/** One document of the REST API. */
export type Document = Readonly<Record<string, unknown>>

/** A number that is the same for the same name, as ids are. */
export function idOf(name: string): number {
  let id = 7
  for (const character of name) {
    id = (id * 31 + (character.codePointAt(0) ?? 0)) % 1_000_000_007
  }
  return id
}

/** A node id: opaque, and the same for the same thing. */
export function nodeIdOf(kind: string, id: number | string): string {
  return `${kind}_${id}`
}

/** When everything of the local GitHub began that nobody waits for. */
export const longAgo = '2020-01-01T00:00:00Z'
