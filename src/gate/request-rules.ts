import type { Evidence, RequestEvidence } from './evidence.ts'
import { finding } from './finding.ts'
import type { Finding } from './finding.ts'

/** What somebody has written counts while it is new, and never once edited. */
const freshActions: ReadonlySet<string | undefined> = new Set([
  'created',
  'submitted'
])

const comment = 'issue_comment'

/**
 * Anybody can cause most events, so whoever had a part in one has to be able to
 * write to the repository. No finding for an event that only such people, or
 * GitHub itself, can cause.
 */
export function judgeRequest({
  request
}: Pick<Evidence, 'request'>): Finding | undefined {
  if (request === undefined) return undefined
  const { eventName, requesters } = request
  const isComment = eventName === comment
  const names = requesters.map(({ login }) => login ?? 'somebody').join(', ')
  const why = objectionTo(request)
  return finding(
    isComment
      ? 'the comment was written by somebody with write permission'
      : 'whoever caused the event may write',
    why === undefined,
    why === undefined ? names : why.saw,
    isComment ? 'commenter-not-allowed' : 'requester-not-allowed',
    `${renderEvent(eventName)} started this workflow, and ${why?.message ?? ''}`,
    { event: eventName, action: request.action, logins: names }
  )
}

function renderEvent(name: string): string {
  if (name === '') return 'An event that the runner does not name'
  return name === comment ? 'A comment' : `The event '${name}'`
}

function objectionTo({
  isWritten,
  action,
  requesters
}: RequestEvidence):
  { readonly saw: string; readonly message: string } | undefined {
  if (isWritten && !freshActions.has(action)) {
    return action === undefined
      ? {
          saw: 'not known whether it is new',
          message: 'it is not known whether what was written is new.'
        }
      : {
          saw: `no, ${action}`,
          message: `what was written is not new (${action}): only what is new counts.`
        }
  }
  const outsider = requesters.find(
    ({ mayWrite }) => mayWrite.known && !mayWrite.value
  )
  if (outsider !== undefined) {
    const login = outsider.login ?? 'somebody'
    return {
      saw: `no, by ${login}`,
      message: `${login} has no write permission.`
    }
  }
  for (const { login = 'somebody', mayWrite } of requesters) {
    if (mayWrite.known) continue
    return {
      saw: `not known of ${login}`,
      message: `the permission of ${login} is not known: ${mayWrite.why}`
    }
  }
  return requesters.length > 0
    ? undefined
    : { saw: 'not known', message: 'it is not known who caused it.' }
}

/**
 * Did somebody with write permission ask for just this, by hand? A pushed
 * branch, a schedule, a pull request or a comment mean no particular run.
 */
export function isOnPurpose({
  eventName,
  request
}: Pick<Evidence, 'eventName' | 'request'>): boolean {
  return request === undefined && eventName === 'workflow_dispatch'
}
