import { saidBy } from '../run/record/errors.ts'
import type {
  BaseEvidence,
  CommandEvidence,
  GitHubAccount,
  GitHubEvidence,
  Known,
  LabelEvidence,
  Origin,
  PullRequestEvidence,
  ReviewEvidence,
  Rules
} from '../gate/evidence.ts'
import { shortCommit } from '../gate/finding.ts'
import { needsPullRequest } from '../gate/pull-request-rules.ts'
import type { GitHub } from './client.ts'
import { readBehindBy, readTree } from './commits.ts'
import { readEnvironmentApprovals } from './environment-approvals.ts'
import { readLabelers } from './label-events.ts'
import { readPermission } from './permissions.ts'
import {
  closedPullRequest,
  readPullRequest,
  readPullRequestOfCommit
} from './pull-request.ts'
import type { PullRequest, PullRequestLocation } from './pull-request.ts'
import { readReviewDecision } from './review-decision.ts'
import { readReviews } from './reviews.ts'
import type { GitHubReading } from '../run/operations/apply.ts'
import type { Workflow } from '../runner/workflow.ts'

/** Where GitHub is asked, and for what. */
export interface EvidenceSource {
  /** Undefined where the step has no token for GitHub. */
  readonly github: GitHub | undefined
  readonly workflow: Workflow
  /** By the event and the inputs, not by the run. */
  readonly location: PullRequestLocation
  readonly rules: Rules
  /** Was this step told to destroy everything? */
  readonly destroys: boolean
  readonly signal: AbortSignal
  /** Told of what is missing and only a service, not a condition. */
  readonly log: (line: string) => void
}

const notAsked = { known: false, why: 'no rule asks for it.' } as const

/**
 * Reads from GitHub what the gate needs, fresh at every call: only what a rule
 * asks for, and the head of the pull request last. What cannot be read is
 * unknown with its reason. Throws only the reason of an aborted signal.
 */
export async function readGitHubEvidence(
  source: EvidenceSource,
  origin: Origin | undefined
): Promise<GitHubReading> {
  const { workflow } = source
  const mayWrite = createPermissionReader(source)
  const [command, approvers] = await Promise.all([
    readCommand(workflow, mayWrite),
    readApprovers(source)
  ])
  return {
    approvers,
    evidence: {
      ...eventEvidence(source),
      command,
      pullRequest: await readPullRequestEvidence(source, origin, mayWrite)
    }
  }
}

/**
 * Reads what stands behind the comment that started the workflow; undefined
 * where none did. Throws only the reason of an aborted signal.
 */
export async function readCommandEvidence(
  source: EvidenceSource
): Promise<CommandEvidence | undefined> {
  return await readCommand(source.workflow, createPermissionReader(source))
}

/** What the event alone tells, where nothing depends on more. */
export function eventEvidence({
  workflow,
  location,
  destroys
}: Pick<EvidenceSource, 'workflow' | 'location' | 'destroys'>): GitHubEvidence {
  const { eventName, payload } = workflow
  const { owner, name } = workflow.repository
  const number = location.kind === 'number' ? location.number : undefined
  const closed = closedPullRequest({ name: eventName, payload })
  return {
    here: { repository: `${owner}/${name}`, pullRequest: number },
    isTeardown: destroys && number !== undefined && number === closed,
    actor: workflow.actor === '' ? undefined : workflow.actor,
    command: undefined,
    pullRequest: undefined
  }
}

type PermissionReader = (login: string) => Promise<Known<boolean>>

/** Asks once for each login. */
function createPermissionReader(source: EvidenceSource): PermissionReader {
  const answers = new Map<string, Promise<Known<boolean>>>()
  return async (login) => {
    const asked =
      answers.get(login) ??
      attempt(source, async (github) => {
        const { repository } = source.workflow
        const permission = await readPermission(github, repository, login)
        return ['admin', 'maintain', 'write'].includes(permission)
      })
    answers.set(login, asked)
    return await asked
  }
}

async function readPullRequestEvidence(
  source: EvidenceSource,
  origin: Origin | undefined,
  mayWrite: PermissionReader
): Promise<Known<PullRequestEvidence> | undefined> {
  const { rules, workflow } = source
  const { repository } = workflow
  const number = await attempt(source, (github) =>
    findNumber(source, github, origin)
  )
  if (!number.known) return isBound(source, origin) ? number : undefined
  const { value: pullNumber } = number
  if (pullNumber === undefined) return undefined

  const readPull = async (): Promise<Known<PullRequest>> =>
    await attempt(source, (github) =>
      readPullRequest(github, repository, pullNumber)
    )
  const first = await readPull()
  if (!first.known) return first
  const [reviews, decision, labelers] = await Promise.all([
    rules.requiredApprovals > 0
      ? readReviewEvidence(source, pullNumber, mayWrite)
      : notAsked,
    rules.requireReviewDecision
      ? attempt(source, (github) =>
          readReviewDecision(github, repository, pullNumber)
        )
      : notAsked,
    rules.requiredLabels.length > 0
      ? readLabelEvidence(source, first.value, mayWrite)
      : notAsked
  ])
  const base = rules.requireUpToDate
    ? await readBase(source, first.value, origin)
    : notAsked

  // Whatever was read belongs to the head as it is now, or to none.
  const last = needsPullRequest(rules) ? await readPull() : first
  if (!last.known) return last
  const pull = last.value
  return {
    known: true,
    value: {
      number: pull.number,
      headSha: pull.headSha,
      author: pull.author,
      isFork: pull.isFork,
      isOpen: pull.state === 'open',
      isMerged: pull.merged,
      mergeCommitSha: pull.mergeCommitSha,
      reviews,
      reviewDecision: !decision.known
        ? decision
        : decision.value.headSha === pull.headSha
          ? { known: true, value: decision.value.decision }
          : {
              known: false,
              why: `GitHub tells two heads: ${shortCommit(pull.headSha)} (REST) and ${shortCommit(decision.value.headSha ?? 'none')} (GraphQL).`
            },
      labels: labelers,
      base:
        first.value.headSha === pull.headSha
          ? base
          : { known: false, why: 'the head moved meanwhile.' }
    }
  }
}

/** Does the event, an input or the run itself name a pull request? */
function isBound(
  { location, rules }: EvidenceSource,
  origin: Origin | undefined
): boolean {
  return (
    location.kind === 'number' ||
    origin?.pullRequest !== undefined ||
    needsPullRequest(rules)
  )
}

async function findNumber(
  { location, workflow, rules }: EvidenceSource,
  github: GitHub,
  origin: Origin | undefined
): Promise<number | undefined> {
  if (location.kind === 'number') return location.number
  if (origin?.pullRequest !== undefined) return origin.pullRequest
  if (location.kind === 'none' || !needsPullRequest(rules)) return undefined
  const { sha } = location
  return (await readPullRequestOfCommit(github, workflow.repository, sha))
    ?.number
}

async function readReviewEvidence(
  source: EvidenceSource,
  number: number,
  mayWrite: PermissionReader
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

async function readLabelEvidence(
  source: EvidenceSource,
  pull: PullRequest,
  mayWrite: PermissionReader
): Promise<Known<readonly LabelEvidence[]>> {
  return await attempt(source, async (github) => {
    const wanted = new Set(
      source.rules.requiredLabels.map((name) => name.toLowerCase())
    )
    const labels = pull.labels.filter((name) => wanted.has(name.toLowerCase()))
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
  source: EvidenceSource,
  pull: PullRequest,
  origin: Origin | undefined
): Promise<Known<BaseEvidence>> {
  const { repository } = source.workflow
  return await attempt(source, async (github) => {
    const { mergeCommitSha: landed, headSha, baseRef } = pull
    if (!pull.merged || landed === undefined) {
      const behind = await readBehindBy(github, repository, baseRef, headSha)
      return {
        isContained: behind === 0,
        saw: behind === 0 ? 'up to date' : `${behind} behind ${baseRef}`
      }
    }
    if (origin?.sha === landed) return { isContained: true, saw: 'merged' }
    // Equal files: the merge brought in nothing that was not planned.
    const [planned, merged] = await Promise.all([
      readTree(github, repository, headSha),
      readTree(github, repository, landed)
    ])
    return planned === merged
      ? { isContained: true, saw: 'merged without other changes' }
      : { isContained: false, saw: 'merged together with other changes' }
  })
}

async function readCommand(
  workflow: Workflow,
  mayWrite: PermissionReader
): Promise<CommandEvidence | undefined> {
  if (workflow.eventName !== 'issue_comment') return undefined
  const { action, comment } = (workflow.payload ?? {}) as {
    readonly action?: unknown
    readonly comment?: { readonly user?: { readonly login?: unknown } | null }
  }
  const login = comment?.user?.login
  return {
    action: typeof action === 'string' ? action : 'unknown',
    login: typeof login === 'string' ? login : 'somebody',
    mayWrite:
      typeof login === 'string'
        ? await mayWrite(login)
        : { known: false, why: 'the event does not name the author.' }
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

async function attempt<T>(
  { github, signal }: EvidenceSource,
  read: (github: GitHub) => Promise<T>
): Promise<Known<T>> {
  if (github === undefined) {
    return { known: false, why: "the input 'github-token' is empty." }
  }
  try {
    return { known: true, value: await read(github) }
  } catch (error) {
    signal.throwIfAborted()
    return {
      known: false,
      why: saidBy(error)
    }
  }
}
