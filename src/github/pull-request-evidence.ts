import type {
  BaseEvidence,
  GitHubAccount,
  LabelEvidence,
  Origin,
  PullRequestEvidence,
  ReviewEvidence
} from '../gate/evidence.ts'
import type { Known } from '../gate/known.ts'
import { readBehindBy, readBranchHead, readTree } from './commits.ts'
import { attempt, notAsked } from './evidence-source.ts'
import type { EvidenceSource, PermissionReader } from './evidence-source.ts'
import { readLabelers } from './label-events.ts'
import { isSameName } from './payload.ts'
import { findPullRequest, readPullRequest } from './pull-request.ts'
import type { PullRequest } from './pull-request.ts'
import { readPushers } from './pushes.ts'
import { readReviewDecision } from './review-decision.ts'
import { readReviews } from './reviews.ts'

/** Where the pull request is read, with what is asked once for each login. */
interface Reader {
  readonly source: EvidenceSource
  readonly origin: Origin | undefined
  readonly mayWrite: PermissionReader
}

/**
 * Reads the pull request that a run is judged by: the event's, else the run's
 * own, else, where a rule asks for one, that of the event's commit. Only what a
 * rule asks for is read, and the head last. Undefined where there is none to
 * judge by. Throws only the reason of an aborted signal.
 */
export async function readPullRequestEvidence(
  source: EvidenceSource,
  origin: Origin | undefined,
  mayWrite: PermissionReader
): Promise<Known<PullRequestEvidence> | undefined> {
  const reader = { source, origin, mayWrite }
  const number = await findNumber(source, origin)
  if (!number?.known) return number

  const first = await readPull(source, number.value)
  if (!first.known) return first
  const gathered = await gather(reader, first.value)
  // Whatever was read belongs to the head as it is now, or to none.
  const last = source.needsPullRequest
    ? await readPull(source, number.value)
    : first
  if (!last.known) return last
  const pull = last.value
  return {
    known: true,
    value: {
      number: pull.number,
      headSha: pull.headSha,
      author: pull.author,
      isFork: pull.isFork || isForkByEvent(source),
      isOpen: pull.state === 'open',
      isMerged: pull.merged,
      mergeCommitSha: pull.mergeCommitSha,
      ...gathered
    }
  }
}

function isForkByEvent({ location }: EvidenceSource): boolean {
  return location.kind === 'number' && location.isFork === true
}

/** Undefined where no pull request is named, and none is asked for. */
async function findNumber(
  source: EvidenceSource,
  origin: Origin | undefined
): Promise<Known<number> | undefined> {
  const { location, needsPullRequest, workflow } = source
  if (location.kind === 'number') return { known: true, value: location.number }
  if (location.kind === 'unknown') return { known: false, why: location.why }
  if (origin?.pullRequest !== undefined) {
    return { known: true, value: origin.pullRequest }
  }
  if (location.kind === 'none' || !needsPullRequest) return undefined
  const found = await attempt(source, (github) =>
    findPullRequest(github, workflow.repository, location)
  )
  if (!found.known) return found
  const { value } = found
  if (value.kind === 'unknown') return { known: false, why: value.why }
  return value.kind === 'number'
    ? { known: true, value: value.number }
    : undefined
}

async function readPull(
  source: EvidenceSource,
  number: number
): Promise<Known<PullRequest>> {
  return await attempt(source, (github) =>
    readPullRequest(github, source.workflow.repository, number)
  )
}

/** What stands behind each rule about the pull request that is asked for. */
async function gather(
  reader: Reader,
  pull: PullRequest
): Promise<
  Pick<
    PullRequestEvidence,
    'reviews' | 'reviewDecision' | 'labels' | 'base' | 'pushers'
  >
> {
  const { source } = reader
  const { rules, workflow } = source
  const [reviews, pushers, reviewDecision, labels, base] = await Promise.all([
    rules.requiredApprovals > 0
      ? readReviewEvidence(reader, pull.number)
      : notAsked,
    rules.requiredApprovals > 0 ? readPushersOf(source, pull) : notAsked,
    rules.requireReviewDecision
      ? attempt(source, (github) =>
          readReviewDecision(github, workflow.repository, pull.number)
        )
      : notAsked,
    rules.requiredLabels.length > 0
      ? readLabelEvidence(reader, pull)
      : notAsked,
    rules.requireUpToDate ? readBase(reader, pull) : notAsked
  ])
  return { reviews, pushers, reviewDecision, labels, base }
}

async function readReviewEvidence(
  { source, mayWrite }: Reader,
  number: number
): Promise<Known<readonly ReviewEvidence[]>> {
  return await attempt(source, async (github) => {
    const reviews = await readReviews(
      github,
      source.workflow.repository,
      number
    )
    return await Promise.all(
      reviews.map(async ({ author, state, commitId }) => ({
        reviewer: author satisfies GitHubAccount | undefined,
        state,
        commitId,
        mayWrite:
          author !== undefined &&
          ['APPROVED', 'CHANGES_REQUESTED'].includes(state)
            ? await mayWrite(author.login)
            : notAsked
      }))
    )
  })
}

/**
 * Empty where GitHub does not tell: a fork's own activity may be hidden
 * from this token, and older servers keep none.
 */
async function readPushersOf(
  source: EvidenceSource,
  { headRef, headSha, isFork }: PullRequest
): Promise<Known<readonly GitHubAccount[]>> {
  if (isFork) return { known: true, value: [] }
  return await attempt(source, (github) =>
    readPushers(github, source.workflow.repository, headRef, headSha)
  )
}

async function readLabelEvidence(
  { source, mayWrite }: Reader,
  pull: PullRequest
): Promise<Known<readonly LabelEvidence[]>> {
  return await attempt(source, async (github) => {
    const labels = pull.labels.filter((name) =>
      source.rules.requiredLabels.some((wanted) => isSameName(wanted, name))
    )
    const labelers =
      labels.length === 0
        ? new Map<string, undefined>()
        : await readLabelers(github, source.workflow.repository, pull.number)
    return await Promise.all(
      labels.map(async (name) => {
        const login = labelers.get(name.toLowerCase())?.login
        return {
          name,
          addedBy: login,
          mayWrite:
            login === undefined
              ? ({
                  known: false,
                  why: 'GitHub does not tell who added it'
                } as const)
              : await mayWrite(login)
        }
      })
    )
  })
}

async function readBase(
  { source, origin }: Reader,
  pull: PullRequest
): Promise<Known<BaseEvidence>> {
  const { repository } = source.workflow
  return await attempt(source, async (github) => {
    const { mergeCommitSha: landed, headSha, baseRef } = pull
    const tell = (isContained: boolean, saw: string): BaseEvidence => ({
      headSha,
      isContained,
      saw
    })
    if (!pull.merged || landed === undefined) {
      const base = await readBranchHead(github, repository, baseRef)
      const behind = await readBehindBy(github, repository, base, headSha)
      return behind === 0
        ? tell(true, 'up to date')
        : tell(false, `${behind} behind ${baseRef}`)
    }
    if (origin?.sha === landed) return tell(true, 'merged')
    // Equal files: the merge brought in nothing that was not planned.
    const [planned, merged] = await Promise.all([
      readTree(github, repository, headSha),
      readTree(github, repository, landed)
    ])
    return planned === merged
      ? tell(true, 'merged without other changes')
      : tell(false, 'merged together with other changes')
  })
}
