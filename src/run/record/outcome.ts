/** How a step ended: the `outcome` output. Closed list, public. */
export const outcomes = [
  'planned',
  'no-changes',
  'saved',
  'held',
  'applied',
  'discarded',
  'canceled',
  'blocked',
  'errored',
  'timed-out',
  'shown',
  'uploaded',
  'listed',
  'skipped'
] as const

export type Outcome = (typeof outcomes)[number]

/** What the run waits for: the `gate` output. Closed list, public. */
export const gates = [
  'none',
  'confirmation',
  'policy-override',
  'saved-plan'
] as const

export type Gate = (typeof gates)[number]
