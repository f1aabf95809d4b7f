import { chooseRun } from '../gate/commit-choice.ts'
import { shortCommit } from '../gate/finding.ts'
import { unread } from '../gate/known.ts'
import type { Known } from '../gate/known.ts'
import type {
  ReviewedPlan,
  VersionControlEvidence,
  WantedCommit
} from '../gate/version-control-evidence.ts'
import { ingressOf, objectionToMaker } from '../gate/version-control-rules.ts'
import { readDefaultBranch } from '../github/merged-commit.ts'
import { field, textOf } from '../github/payload.ts'
import type {
  ConnectedWorkspace,
  Connection,
  Run,
  RunOrigin
} from '../hcp/types.ts'
import { readCommitRun } from '../run/operations/find-commit-run.ts'
import { readPlan } from '../run/reading/read-plan.ts'
import { configurationDigestOf } from '../run/record/configuration-digest.ts'
import { hasPlan } from '../run/record/ending.ts'
import { comparePlans } from '../run/record/plan-difference.ts'
import { bindDigest } from '../run/record/plan-evidence.ts'
import type { PlanReading } from '../run/record/plan-evidence.ts'
import { connectGitHub, temporaryFolderOf } from './given.ts'
import type { Member } from './member.ts'
import type { Subject } from './subject.ts'

/** Pages of 100 configurations that are looked through. */
const mostPages = 5

/** What a run of version control is judged by, read anew at each call. */
type CommitEvidence = (
  run: Run,
  plan: PlanReading | undefined
) => Promise<VersionControlEvidence>

/**
 * Makes what reads, right before each decision, what HCP Terraform's record,
 * the workspace's settings and GitHub say of a run of a commit. What cannot be
 * read is unknown. Throws only the reason of an aborted signal, and what
 * reading the run throws.
 */
export function commitEvidence(
  member: Member,
  subject: Subject
): CommitEvidence {
  const { house, workspace } = member
  const wanted = { ...subject.wanted, workspaceId: workspace.id }
  let reviewedRun: Known<Run> | undefined
  return async (seen, plan) => {
    const run = await readCommitRun(house, seen.id)
    const connected = await attempt(house, async () =>
      house.hcp.workspaces.readConnected(workspace.id)
    )
    const [trackedBranch, origins] = await Promise.all([
      trackedBranchOf(member, connected),
      attempt(house, async () => await readOrigins(member, run))
    ])
    if (member.given.inputs.expectReviewedPlan) {
      reviewedRun ??= await findReviewedRun(member, subject)
    }
    return {
      wanted,
      run,
      connection: connectionOf(connected),
      trackedBranch,
      ownsVersion: ownsVersion(run, origins),
      newer: await attempt(
        house,
        async () => await readNewer(member, run, origins)
      ),
      reviewed:
        reviewedRun === undefined
          ? { known: false, why: 'no rule asks for it.' }
          : await readReviewed(member, subject, reviewedRun, {
              run: seen,
              plan
            }),
      landed: subject.landed
    }
  }
}

async function attempt<T>(
  { signal }: Pick<Member['house'], 'signal'>,
  read: () => Promise<T>
): Promise<Known<T>> {
  try {
    return { known: true, value: await read() }
  } catch (error) {
    signal.throwIfAborted()
    return unread(error)
  }
}

function connectionOf(
  connected: Known<ConnectedWorkspace>
): Known<Connection | 'none'> {
  if (!connected.known) return connected
  const { connection } = connected.value
  return connection === undefined
    ? {
        known: false,
        why: 'the server does not tell how the workspace is connected.'
      }
    : { known: true, value: connection }
}

/**
 * The branch whose pushes make runs in the workspace: its setting, or the
 * repository's default branch, which only GitHub tells.
 */
export async function trackedBranchOf(
  { given, house }: Pick<Member, 'given' | 'house'>,
  connected: Known<ConnectedWorkspace>
): Promise<Known<string>> {
  const connection = connectionOf(connected)
  if (!connection.known) return connection
  if (connection.value === 'none') {
    return { known: false, why: 'the workspace is not connected.' }
  }
  const { branch } = connection.value
  if (branch !== '') return { known: true, value: branch }
  const { payload, repository } = given.workflow
  const told = textOf(field(field(payload, 'repository'), 'default_branch'))
  if (told !== undefined) return { known: true, value: told }
  const github = connectGitHub(given, house)
  return github === undefined
    ? { known: false, why: "the input 'github-token' is empty." }
    : await attempt(house, () => readDefaultBranch(github, repository))
}

/** The configurations of the workspace, newest first, down to the run's. */
async function readOrigins(
  { house: { hcp }, workspace }: Member,
  { configurationVersionId: id }: Run
): Promise<readonly RunOrigin[]> {
  const origins: RunOrigin[] = []
  for (let page = 1; page <= mostPages; page += 1) {
    const listed = await hcp.configurationVersions.listOrigins(
      workspace.id,
      page
    )
    origins.push(...listed.origins)
    const isThere = origins.some((origin) => origin.id === id)
    if (isThere || listed.nextPage === undefined) return origins
  }
  throw new Error(
    `it is not among the newest ${mostPages * 100} of the workspace.`
  )
}

function ownsVersion(
  { configurationVersionId: id }: Run,
  origins: Known<readonly RunOrigin[]>
): Known<boolean> {
  return origins.known
    ? { known: true, value: origins.value.some((origin) => origin.id === id) }
    : origins
}

/** A list is worth its price only where a newer configuration shows. */
async function readNewer(
  { house: { hcp }, workspace }: Member,
  run: Run,
  origins: Known<readonly RunOrigin[]>
): Promise<readonly string[]> {
  if (!origins.known) throw new Error(origins.why)
  const at = origins.value.findIndex(
    ({ id }) => id === run.configurationVersionId
  )
  const isNewest = origins.value
    .slice(0, Math.max(at, 0))
    .every(({ speculative, source }) => {
      return speculative === true || source === 'tfe-api'
    })
  if (at >= 0 && isNewest) return []
  const waiting = await hcp.runs.listUnfinished(workspace.id)
  const age = (each: Run) => Date.parse(each.createdAt ?? '')
  return waiting
    .filter(
      (each) =>
        each.id !== run.id &&
        !each.planOnly &&
        objectionToMaker(each) === undefined &&
        !(age(each) <= age(run))
    )
    .map(({ id }) => id)
}

/** The plan that version control made of the merged pull request's head. */
async function findReviewedRun(
  { house, workspace }: Member,
  { merged, wanted, location }: Subject
): Promise<Known<Run>> {
  if (merged === undefined) {
    const why =
      location.kind === 'none' || location.kind === 'unknown'
        ? location.why
        : 'no merged pull request is known'
    return { known: false, why: `there is no reviewed plan: ${why}.` }
  }
  const { number, headSha: sha, isFork } = merged
  if (isFork) {
    return {
      known: false,
      why: `#${number} comes from a fork, of which HCP Terraform makes no plan.`
    }
  }
  const head: WantedCommit = {
    ...wanted,
    sha,
    branch: undefined,
    pullRequest: number,
    workspaceId: workspace.id
  }
  return await attempt(house, async () => {
    const page = await house.hcp.runs.listByCommit(workspace.id, sha, 1)
    const kind = { planOnly: true, allowsRetry: false }
    const choice = chooseRun(page.runs, head, kind)
    const ingress = choice.kind === 'found' ? ingressOf(choice.run) : undefined
    const isOfPull =
      ingress?.isPullRequest === true && ingress.pullRequestNumber === number
    if (choice.kind !== 'found' || !isOfPull) {
      throw new Error(
        `HCP Terraform has no plan of ${shortCommit(sha)}, the head of #${number}, that could be compared.`
      )
    }
    return await readCommitRun(house, choice.run.id)
  })
}

async function readReviewed(
  { given, house }: Member,
  { wanted }: Subject,
  found: Known<Run>,
  { run: own, plan }: { run: Run; plan: PlanReading | undefined }
): Promise<Known<ReviewedPlan>> {
  if (!found.known) return found
  const run = found.value
  const sha = ingressOf(run)?.commitSha ?? ''
  if (!hasPlan(run)) {
    return {
      known: false,
      why: `the plan of ${shortCommit(sha)} (run ${run.id}) is not made: it is ${run.status}.`
    }
  }
  const reviewed = await readPlan(house, run, {
    temporaryFolder: temporaryFolderOf(given),
    // To be compared, both have to be told by documents of one kind.
    expected: plan?.kind === 'changes' ? plan.digest : undefined
  })
  if (reviewed.kind !== 'changes') {
    return {
      known: false,
      why: `the plan of ${shortCommit(sha)} (run ${run.id}) cannot be read: ${reviewed.why}`
    }
  }
  const difference =
    plan?.kind === 'changes'
      ? comparePlans(
          { changes: reviewed.changes, sha },
          { changes: plan.changes, sha: wanted.sha }
        )
      : ''
  // The files of a branch and of its merge are two versions: what is compared
  // is the plan, bound to the files of this run on both sides.
  const facts = house.record.facts()
  const digest = bindDigest(reviewed.digest, configurationDigestOf(facts, own))
  return digest.known
    ? {
        known: true,
        value: { runId: run.id, sha, digest: digest.value, difference }
      }
    : digest
}
