/** A fact that may be missing. Unknown is a "no" with its reason, never a default. */
export type Known<T> = { readonly known: true; readonly value: T } | Unknown

/** A fact that is missing, and why: one sentence for people. */
export interface Unknown {
  readonly known: false
  readonly why: string
}

/** Unknown, because reading it failed: the reason is the error's own words. */
export function unread(error: unknown): Unknown {
  return {
    known: false,
    why: error instanceof Error ? error.message : String(error)
  }
}
