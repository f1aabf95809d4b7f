import { isForkPullRequest } from './location.ts'
import { field, isSameName, textOf } from './payload.ts'

/** The event with who caused it, as the runner and the payload tell. */
interface CausedEvent {
  /** `GITHUB_EVENT_NAME`. */
  readonly name: string
  /** The parsed event file: anybody's JSON. */
  readonly payload: unknown
  /** `GITHUB_TRIGGERING_ACTOR` and `GITHUB_ACTOR`; a re-run has both. */
  readonly actors: readonly string[]
}

/** Who asked for what this step is to do. */
interface Requesters {
  /** Each once; undefined for somebody whom the event should name and does not. */
  readonly logins: readonly (string | undefined)[]
  /** `created`, `submitted`, …; undefined where the event does not tell. */
  readonly action: string | undefined
  /** Is it by what somebody wrote? */
  readonly isWritten: boolean
}

/**
 * Events that nobody can cause but who may write to the repository, or GitHub
 * itself, and what each takes (GitHub Actions: Events that trigger workflows):
 * `push`, `create`, `delete`, `release` take a push; `workflow_dispatch` and
 * `repository_dispatch` write access; `merge_group` is made by GitHub from a
 * queue that takes write access; `schedule` by GitHub from the default branch.
 */
const writersEvents: ReadonlySet<string> = new Set([
  'create',
  'delete',
  'merge_group',
  'push',
  'release',
  'repository_dispatch',
  'schedule',
  'workflow_dispatch'
])

/**
 * Of a pull request from this repository: its branch was pushed by a writer, and
 * these say no more than that it is offered or withdrawn. Labels, assignments
 * and edits take less than write permission.
 */
const branchActions: ReadonlySet<unknown> = new Set([
  'closed',
  'opened',
  'reopened',
  'synchronize'
])

/**
 * Can only people who may write, or GitHub itself, cause this event? Every
 * event that is not on the list, known or not, may be anybody's. Never throws.
 */
export function isWritersEvent({
  name,
  payload
}: Pick<CausedEvent, 'name' | 'payload'>): boolean {
  return name === 'pull_request' || name === 'pull_request_target'
    ? isForkPullRequest(payload) === false &&
        branchActions.has(field(payload, 'action'))
    : writersEvents.has(name)
}

/** Where the author stands of what somebody wrote, by event. */
const written: Readonly<Record<string, 'comment' | 'review'>> = {
  commit_comment: 'comment',
  discussion_comment: 'comment',
  issue_comment: 'comment',
  pull_request_review: 'review',
  pull_request_review_comment: 'comment'
}

/**
 * Everybody who had a part in causing an event: who acted now and first, who
 * sent it, who wrote what it is about, and who caused the run that it follows.
 * Never throws, whatever the payload.
 */
export function findRequesters({
  name,
  payload,
  actors
}: CausedEvent): Requesters {
  const loginOf = (what: unknown, key: string): string | undefined =>
    textOf(field(field(what, key), 'login'))
  const said = Object.hasOwn(written, name) ? written[name] : undefined
  const run = field(payload, 'workflow_run')
  const named = [
    ...actors,
    loginOf(payload, 'sender'),
    ...['comment', 'review'].map((key) => loginOf(field(payload, key), 'user')),
    loginOf(run, 'actor'),
    loginOf(run, 'triggering_actor')
  ].filter((login): login is string => login !== undefined && login !== '')
  const isNameless =
    named.length === 0 ||
    (said !== undefined && loginOf(field(payload, said), 'user') === undefined)
  return {
    logins: [
      ...named.filter(
        (login, index) =>
          named.findIndex((other) => isSameName(other, login)) === index
      ),
      ...(isNameless ? [undefined] : [])
    ],
    action: textOf(field(payload, 'action')),
    isWritten: said !== undefined
  }
}
