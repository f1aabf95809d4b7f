import type { LogLine } from './lines.ts'

const refresh = /^\S.*: Refresh(?:ing state\.\.\.| complete\b)/
const begun = /^\S.*: Refreshing state\.\.\./

/** Folds what Terraform says of each resource that it refreshes to a count. */
interface Refreshes {
  /** The other lines; before the first of them, how many were refreshed. */
  readonly fold: (lines: readonly LogLine[]) => readonly LogLine[]
  readonly end: () => readonly LogLine[]
}

/** Nothing is refreshed yet. A resource is two lines, or one of an old kind. */
export function createRefreshes(): Refreshes {
  let count = 0
  const end = (): readonly LogLine[] => {
    const counted = count
    count = 0
    return counted === 0
      ? []
      : [
          {
            text: `${counted} ${counted === 1 ? 'resource' : 'resources'} refreshed`,
            diagnostic: undefined
          }
        ]
  }
  return {
    end,
    fold: (lines) =>
      lines.flatMap((line) => {
        if (line.diagnostic !== undefined || !refresh.test(line.text)) {
          return [...end(), line]
        }
        if (begun.test(line.text)) count += 1
        return []
      })
  }
}
