import type { GitHub, Repository } from './client.ts'
import { field, numberOf, shaOf, textOf } from './payload.ts'
import { fullName, readPullRequest } from './pull-request.ts'
import { GitHubError } from './refusals.ts'
import type { PullRequestLocation } from './location.ts'

/** One check run, as far as it is known before GitHub has it. */
interface CheckRun {
  readonly headSha: string
  readonly name: string
  /** Ours alone, to find it again where its id was never heard. */
  readonly externalId: string
}

/** How a check run ends, and what it says. */
interface CheckResult {
  /** As GitHub's documentation has it: `success`, `action_required`, …. */
  readonly conclusion: string
  readonly title: string
  readonly summary: string
  readonly text?: string | undefined
  readonly annotations?: readonly CheckAnnotation[]
}

/** A remark on lines of a file of the commit. */
export interface CheckAnnotation {
  /** From the checkout's root, with slashes. */
  readonly path: string
  readonly startLine: number
  readonly endLine: number
  readonly level: 'notice' | 'warning' | 'failure'
  readonly title: string
  readonly message: string
}

const needs = 'checks: write'
/** GitHub takes no more annotations in one request. */
const maxAnnotations = 50
const maxCreates = 3

/**
 * Makes a check run in progress; resolves to its id. A lost answer makes no
 * second one: it is looked for before another is made. Throws GitHubError (REST
 * API: Checks, create a check run).
 */
export async function createCheckRun(
  github: GitHub,
  repository: Repository,
  check: CheckRun
): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const made = await github.request({
        route: 'POST /repos/{owner}/{repo}/check-runs',
        parameters: {
          ...parametersOf(repository),
          name: check.name,
          head_sha: check.headSha,
          external_id: check.externalId,
          status: 'in_progress'
        },
        what: `make a check run on ${check.headSha.slice(0, 7)} of ${fullName(repository)}`,
        needs
      })
      const id = numberOf(field(made, 'id'))
      if (id !== undefined) return id
      throw new GitHubError("GitHub's answer about a check run lacks its id.", {
        kind: 'unanswered'
      })
    } catch (error) {
      const isLost = error instanceof GitHubError && error.kind === 'unanswered'
      if (!isLost || attempt === maxCreates) throw error
      await github.pause(attempt)
      const id = await findCheckRun(github, repository, check)
      if (id !== undefined) return id
    }
  }
}

/**
 * The id of a check run that was asked for; undefined where there is none. Throws
 * GitHubError (REST API: Checks, list check runs for a Git reference).
 */
export async function findCheckRun(
  github: GitHub,
  repository: Repository,
  { headSha, name, externalId }: CheckRun
): Promise<number | undefined> {
  const list = await github.request({
    route: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
    parameters: {
      ...parametersOf(repository),
      ref: headSha,
      check_name: name,
      // `latest` would hide one behind a younger one of its name.
      filter: 'all',
      per_page: 100
    },
    what: `list the check runs of ${headSha.slice(0, 7)} of ${fullName(repository)}`,
    needs: 'checks: read'
  })
  const found = field(list, 'check_runs')
  if (!Array.isArray(found)) return undefined
  const ours = (found as unknown[]).find(
    (each) => field(each, 'external_id') === externalId
  )
  return numberOf(field(ours, 'id'))
}

/**
 * Ends a check run with what it says. It is ended by the first request: what is
 * cut off later is only annotations, of which each request takes 50. With
 * `GITHUB_TOKEN` GitHub ignores a link of ours, and nobody hears its buttons, so
 * neither is sent. Throws GitHubError (REST API: Checks, update a check run).
 */
export async function completeCheckRun(
  github: GitHub,
  repository: Repository,
  id: number,
  { conclusion, title, summary, text, annotations = [] }: CheckResult
): Promise<void> {
  let from = 0
  do {
    const some = annotations.slice(from, from + maxAnnotations)
    const end = from === 0 ? { status: 'completed', conclusion } : undefined
    await github.request({
      route: 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
      parameters: {
        ...parametersOf(repository),
        check_run_id: id,
        ...end,
        output: {
          title,
          summary,
          ...(text === undefined || text === '' ? {} : { text }),
          ...(some.length === 0 ? {} : { annotations: some.map(toDocument) })
        }
      },
      what: `end a check run of ${fullName(repository)}`,
      needs,
      // Said twice is an annotation twice; never said is a check left open.
      repeatable: true
    })
    from += maxAnnotations
  } while (from < annotations.length)
}

function toDocument({
  path,
  startLine,
  endLine,
  level,
  title,
  message
}: CheckAnnotation): Readonly<Record<string, unknown>> {
  return {
    path,
    start_line: startLine,
    end_line: endLine,
    annotation_level: level,
    title,
    message
  }
}

/**
 * The commit that a branch protection looks at: of a merge group its own head,
 * of a pull request the pull request's (never the test merge, which is
 * `GITHUB_SHA`), else the event's. Throws GitHubError.
 */
export async function findCheckHead(
  github: GitHub,
  about: {
    readonly repository: Repository
    readonly eventName: string
    readonly payload: unknown
    readonly location: PullRequestLocation
    /** `GITHUB_SHA`. */
    readonly sha: string
  }
): Promise<string | undefined> {
  const { repository, eventName, payload, location, sha } = about
  if (eventName === 'merge_group') {
    return shaOf(field(field(payload, 'merge_group'), 'head_sha')) ?? shaOf(sha)
  }
  if (location.kind === 'commit') return shaOf(location.sha)
  if (location.kind === 'none') return shaOf(sha)
  if (location.kind !== 'number') return undefined
  return (
    location.headSha ??
    textOf((await readPullRequest(github, repository, location.number)).headSha)
  )
}

function parametersOf({ owner, name }: Repository): {
  readonly owner: string
  readonly repo: string
} {
  return { owner, repo: name }
}
