interface Outcome {
  readonly status: string
  readonly enforcementLevel: string
}

/**
 * Reads `filter[n][status]` and `filter[n][enforcement_level]`: numbered
 * groups, of which one has to match as a whole.
 */
export function readOutcomeFilter(url: URL): (outcome: Outcome) => boolean {
  const groups = new Map<string, Partial<Outcome>>()
  for (const [name, value] of url.searchParams) {
    const match = /^filter\[(\d+)\]\[(status|enforcement_?[lL]evel)\]$/.exec(
      name
    )
    if (match === null) continue
    const group = match[1] ?? ''
    const key = match[2] === 'status' ? 'status' : 'enforcementLevel'
    groups.set(group, { ...groups.get(group), [key]: value })
  }
  return (outcome) =>
    groups.size === 0 ||
    [...groups.values()].some(
      ({ status, enforcementLevel }) =>
        (status ?? outcome.status) === outcome.status &&
        (enforcementLevel ?? outcome.enforcementLevel) ===
          outcome.enforcementLevel
    )
}
