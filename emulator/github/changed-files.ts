import type { GitHubState, PullRequest } from './model.ts'

/** A file that is not what it was. REST API: Pulls, list files. */
export interface ChangedFile {
  readonly filename: string
  /** Default `modified`. */
  readonly status?: 'added' | 'removed' | 'modified' | 'renamed' | 'copied'
  readonly previousFilename?: string
  /** 0 for a difference that is left out, too. Default 1. */
  readonly changes?: number
}

/** What GitHub lists, and not one more. */
const mostOfPullRequest = 3000
const mostOfComparison = 300

/** The files of a pull request, as far as GitHub lists them. */
export function listPullRequestFiles({
  files
}: PullRequest): readonly ChangedFile[] {
  return files.slice(0, mostOfPullRequest)
}

/** The files of commits, each once, as far as GitHub lists them. */
export function listCommitFiles(
  { files, landed, pullRequests }: GitHubState,
  commits: readonly string[]
): readonly ChangedFile[] {
  const pulls = [...pullRequests.values()]
  const all = commits.flatMap(
    (sha) =>
      files.get(sha) ??
      pulls
        .filter(
          ({ number, headSha }) =>
            headSha === sha || (landed.get(sha) ?? []).includes(number)
        )
        .flatMap((pull) => pull.files)
  )
  const byName = new Map(all.map((each) => [each.filename, each]))
  return [...byName.values()].slice(0, mostOfComparison)
}
