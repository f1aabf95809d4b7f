/** The end of a fence around text of others, whose token the runner masks. */
const fenceEnd = '::***::'

/**
 * A line of a step's log as the page of a job shows it, from what the runner
 * prints (`##[error]…`, `##[group]…`); undefined for one that the page hides, or
 * that tells a reader nothing.
 */
export function readableLine(line: string): string | undefined {
  if (line === fenceEnd) return undefined
  const [, marker, text = ''] = /^##\[([a-z]+)\](.*)$/s.exec(line) ?? []
  if (marker === undefined) return line
  if (marker === 'group') return `▾ ${text}`
  return marker === 'endgroup' ? undefined : `${marker}: ${text}`
}

/** All lines of a step's log, as the page of a job shows them. */
export function readableLog(shown: readonly string[]): string {
  return shown
    .map(readableLine)
    .filter((line) => line !== undefined)
    .join('\n')
    .trim()
}
