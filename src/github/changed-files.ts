import type { Known, Unknown } from '../gate/known.ts'
import { unread } from '../gate/known.ts'
import type { GitHub, Repository } from './client.ts'
import type { PullRequestLocation, WorkflowEvent } from './location.ts'
import { field, shaOf, textOf } from './payload.ts'
import { fullName, requestPullRequest } from './pull-request.ts'
import { GitHubError } from './refusals.ts'

/** Paths from the root of the repository, each once; a rename has both. */
type ChangedFiles = Known<readonly string[]>

/** What GitHub lists at most, cutting without a word. */
const mostOfPullRequest = 3000
const mostOfComparison = 300

/** GitHub knows of a new pull request's files some seconds late. */
const attempts = 5

/** Events that are about a pull request's head as it is. */
const pullRequestEvents: ReadonlySet<string> = new Set([
  'issue_comment',
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment',
  'pull_request_target'
])

/**
 * Reads which files an event changes: those of its pull request, its push or
 * its merge group. A list that may be cut, mixed or about something else is
 * unknown, with the reason. Rejects only where the step is interrupted. (REST
 * API: Pulls, list pull requests files; Commits, compare two commits.
 * Reference, many workspaces, 3.)
 */
export async function readChangedFiles(
  github: GitHub,
  repository: Repository,
  { name, payload }: Pick<WorkflowEvent, 'name' | 'payload'>,
  location: PullRequestLocation
): Promise<ChangedFiles> {
  try {
    if (name === 'push') return await readPush(github, repository, payload)
    if (name === 'merge_group') {
      const group = field(payload, 'merge_group')
      const [base, head] = ['base_sha', 'head_sha'].map((key) =>
        shaOf(field(group, key))
      )
      return await readComparison(github, repository, base, head)
    }
    if (!pullRequestEvents.has(name)) {
      return unknown(
        `the ${name || 'unnamed'} event has no base to compare with`
      )
    }
    return location.kind === 'number'
      ? await readPullRequestFiles(github, repository, location)
      : unknown('it is not known of which pull request the event is')
  } catch (error) {
    if (error instanceof GitHubError) return unread(error)
    throw error
  }
}

async function readPush(
  github: GitHub,
  repository: Repository,
  payload: unknown
): Promise<ChangedFiles> {
  const ref = textOf(field(payload, 'ref'))
  if (ref === undefined) {
    return unknown('the event does not tell where the push went')
  }
  if (!ref.startsWith('refs/heads/')) {
    return unknown('the push is not to a branch')
  }
  if (field(payload, 'forced') === true) {
    return unknown('the push was forced: what it dropped is not listed')
  }
  const [before, after] = ['before', 'after'].map((key) =>
    shaOf(field(payload, key))
  )
  return await readComparison(github, repository, before, after)
}

/** Files are on the first page alone, however many commits there are. */
async function readComparison(
  github: GitHub,
  repository: Repository,
  base: string | undefined,
  head: string | undefined
): Promise<ChangedFiles> {
  if (base === undefined || head === undefined) {
    return unknown('the event does not name two commits to compare')
  }
  const answer = await github.request({
    route: 'GET /repos/{owner}/{repo}/compare/{basehead}',
    parameters: {
      owner: repository.owner,
      repo: repository.name,
      basehead: `${base}...${head}`,
      per_page: 1
    },
    what: `compare ${base} with ${head} in ${fullName(repository)}`,
    needs: 'contents: read'
  })
  const status = textOf(field(answer, 'status'))
  if (status === undefined) {
    return unknown('GitHub does not tell how the commits stand to each other')
  }
  if (!['ahead', 'identical'].includes(status)) {
    return unknown(
      `the commits are not in one line (${status}): what was dropped is not listed`
    )
  }
  const files = field(answer, 'files')
  if (Array.isArray(files) && files.length >= mostOfComparison) {
    return unknown(
      `${mostOfComparison} files or more are changed, and GitHub lists no more`
    )
  }
  return parseFiles(files)
}

interface Numbered {
  readonly number: number
  readonly headSha: string | undefined
}

/** Read before and after the list: a push in between would mix two states. */
async function readPullRequestFiles(
  github: GitHub,
  repository: Repository,
  location: Numbered
): Promise<ChangedFiles> {
  const before = await readState(github, repository, location)
  if (before.head === undefined) return unknown('GitHub does not tell the head')
  if (location.headSha !== undefined && before.head !== location.headSha) {
    return unknown('GitHub tells another head than the event')
  }
  const { count } = before
  if (count === undefined) return unknown('GitHub does not tell how many')
  if (count > mostOfPullRequest) {
    return unknown(
      `${count} files are changed, and GitHub lists ${mostOfPullRequest}`
    )
  }
  const rows = await listFiles(github, repository, location.number)
  const after = await readState(github, repository, location)
  if (after.head !== before.head || after.count !== count) {
    return unknown('the pull request changed while its files were listed')
  }
  return rows.length === count
    ? parseFiles(rows)
    : unknown(`${count} files are changed, and GitHub listed ${rows.length}`)
}

async function readState(
  github: GitHub,
  repository: Repository,
  { number }: Numbered
): Promise<{
  readonly head: string | undefined
  readonly count: number | undefined
}> {
  const pull = await requestPullRequest(github, repository, number)
  const count = field(pull, 'changed_files')
  return {
    head: shaOf(field(field(pull, 'head'), 'sha')),
    count:
      typeof count === 'number' && Number.isSafeInteger(count) && count >= 0
        ? count
        : undefined
  }
}

async function listFiles(
  github: GitHub,
  repository: Repository,
  number: number
): Promise<readonly unknown[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await github.readPages({
        route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
        parameters: {
          owner: repository.owner,
          repo: repository.name,
          pull_number: number
        },
        what: `list the files of pull request #${number} of ${fullName(repository)}`,
        needs: 'pull-requests: read'
      })
    } catch (error) {
      const isLate = error instanceof GitHubError && error.status === 404
      if (!isLate || attempt >= attempts) throw error
    }
    await github.pause(attempt)
  }
}

/** A row counts whatever it says of its changes: 0 may be a diff left out. */
function parseFiles(rows: unknown): ChangedFiles {
  if (!Array.isArray(rows)) return unknown('GitHub lists no files')
  const paths: string[] = []
  for (const row of rows as unknown[]) {
    const path = textOf(field(row, 'filename'))
    if (path === undefined) return unknown('GitHub lists a file without a name')
    paths.push(path)
    const previous = textOf(field(row, 'previous_filename'))
    if (previous !== undefined) paths.push(previous)
  }
  return { known: true, value: [...new Set(paths)] }
}

function unknown(why: string): Unknown {
  return { known: false, why }
}
