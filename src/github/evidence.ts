import type {
  GitHubEvidence,
  GitHubReading,
  Origin,
  RequestEvidence
} from '../gate/evidence.ts'
import type { Known } from '../gate/known.ts'
import { readEnvironmentApprovals } from './environment-approvals.ts'
import { attempt, createPermissionReader } from './evidence-source.ts'
import type { EvidenceSource, PermissionReader } from './evidence-source.ts'
import { closedPullRequest } from './location.ts'
import { readPullRequestEvidence } from './pull-request-evidence.ts'
import { fullName, readPullRequest } from './pull-request.ts'
import { findRequesters, isWritersEvent } from './requester.ts'

/**
 * Reads from GitHub what the gate needs, fresh at every call: only what a rule
 * asks for, and the head of the pull request last. What cannot be read is
 * unknown with its reason. Throws only the reason of an aborted signal.
 */
export async function readGitHubEvidence(
  source: EvidenceSource,
  origin: Origin | undefined
): Promise<GitHubReading> {
  const mayWrite = createPermissionReader(source)
  const [request, approvers] = await Promise.all([
    readRequest(source, mayWrite),
    readApprovers(source)
  ])
  return {
    approvers,
    evidence: {
      ...eventEvidence(source),
      request,
      pullRequest: await readPullRequestEvidence(source, origin, mayWrite)
    }
  }
}

/**
 * Reads who asked, where others than people with write permission can cause the
 * event; undefined where not. Throws only the reason of an aborted signal.
 */
export async function readRequestEvidence(
  source: EvidenceSource
): Promise<RequestEvidence | undefined> {
  return await readRequest(source, createPermissionReader(source))
}

/** What the event alone tells, where nothing depends on more. */
export function eventEvidence({
  workflow,
  location
}: Pick<EvidenceSource, 'workflow' | 'location'>): GitHubEvidence {
  const { eventName, payload, repository, actor } = workflow
  const number = location.kind === 'number' ? location.number : undefined
  const closed = closedPullRequest({ name: eventName, payload })
  const doubt = location.kind === 'unknown' ? location.why : undefined
  return {
    eventName,
    here: { repository: fullName(repository), pullRequest: number, doubt },
    isTeardown: number !== undefined && number === closed,
    actor: actor === '' ? undefined : actor,
    request: undefined,
    pullRequest: doubt === undefined ? undefined : { known: false, why: doubt }
  }
}

/** Is the event one that only people who may write, or GitHub, can cause? */
export function isAskedByWriters({
  workflow
}: Pick<EvidenceSource, 'workflow'>): boolean {
  const { eventName: name, payload } = workflow
  return isWritersEvent({ name, payload })
}

/**
 * Reads whether what this step would plan is code of a fork that was not
 * merged. Undefined where the event can be about no fork's code. Throws only the
 * reason of an aborted signal.
 */
export async function readIsForksCode(
  source: EvidenceSource
): Promise<Known<boolean> | undefined> {
  const { location, workflow } = source
  if (location.kind === 'unknown') {
    return { known: false, why: `${location.why}.` }
  }
  if (location.kind !== 'number') return undefined
  const { number, isFork, headSha } = location
  if (isFork === false) return { known: true, value: false }
  return await attempt(source, async (github) => {
    const pull = await readPullRequest(github, workflow.repository, number)
    const isForks = pull.isFork || isFork === true
    // What was merged is another one's, where another one is named.
    const isIts = isFork !== true || headSha === pull.headSha
    return isForks && !(pull.merged && isIts)
  })
}

async function readRequest(
  source: EvidenceSource,
  mayWrite: PermissionReader
): Promise<RequestEvidence | undefined> {
  if (isAskedByWriters(source)) return undefined
  const { eventName, payload, actor, firstActor } = source.workflow
  const { logins, action, isWritten } = findRequesters({
    name: eventName,
    payload,
    actors: [actor, firstActor]
  })
  return {
    eventName,
    isWritten,
    action,
    requesters: await Promise.all(
      logins.map(async (login) => ({
        login,
        mayWrite:
          login === undefined
            ? ({ known: false, why: 'the event does not name them.' } as const)
            : await mayWrite(login)
      }))
    )
  }
}

/** Who let this workflow run into its environment, for the record. */
async function readApprovers(
  source: EvidenceSource
): Promise<readonly string[]> {
  const { workflow } = source
  if (source.github === undefined || workflow.runId === '') return []
  const approvals = await attempt(source, (github) =>
    readEnvironmentApprovals(github, workflow.repository, workflow.runId)
  )
  if (!approvals.known) {
    source.log(approvals.why)
    return []
  }
  return approvals.value
    .filter(({ state }) => state === 'approved')
    .map(({ login, environments }) => `${login} for ${environments.join(', ')}`)
}
