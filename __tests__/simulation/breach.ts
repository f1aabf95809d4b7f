/** A law that did not hold; `what` is the same for the same kind of breach. */
export interface Breach {
  readonly law: string
  readonly what: string
}

export function breach(law: string, what: string): Breach {
  return { law, what }
}
