import { shortCommit } from '../gate/finding.ts'
import type { GitHub } from '../github/client.ts'
import { commitOfEvent } from '../github/commit-event.ts'
import type { CommitEvent } from '../github/commit-event.ts'
import type { PullRequestLocation } from '../github/location.ts'
import { bindCommit } from '../github/merged-commit.ts'
import { fullName, readPullRequest } from '../github/pull-request.ts'
import type { PullRequest } from '../github/pull-request.ts'
import { RunRefusedError, saidBy } from '../run/record/errors.ts'
import { connectGitHub } from './given.ts'
import type { Asked, Given } from './given.ts'
import type { Subject } from './subject.ts'
import type { World } from './world.ts'

/**
 * The same, with the commit that `commit` asks for, and the pull request that
 * it is of; or with why that is not known.
 */
export async function withSubject(
  given: Given,
  world: Pick<World, 'log' | 'signal'>
): Promise<Given> {
  if (given.inputs.commit === undefined) return given
  try {
    const subject = await readSubject(given, connectGitHub(given, world))
    const { location, wanted } = subject
    return { ...given, subject, location, sha: wanted.sha }
  } catch (error) {
    const fault = error instanceof Error ? error : new Error(saidBy(error))
    return { ...given, fault }
  }
}

/** What a commit is before it is known which pull request brought it. */
type Tip = Extract<CommitEvent, { kind: 'proposed' | 'merged' | 'pushed' }>

/** Modes that report a plan, and do nothing to a run. */
const showingModes: ReadonlySet<string> = new Set(['plan', 'show'])

/**
 * Finds the commit that `commit` means, and the pull request that it is of: a
 * head by the event, a commit that landed by GitHub's own answers. What cannot
 * be read of it is unknown, and blocks at the gate.
 *
 * @throws RunRefusedError where it is not known which commit is meant
 */
async function readSubject(
  given: Given,
  github: GitHub | undefined
): Promise<Subject> {
  const tip = await findTip(given, github)
  const { inputs, workflow } = given
  const named = {
    repository: fullName(workflow.repository),
    host: new URL(workflow.serverUrl).hostname
  }
  if (tip.kind === 'proposed') {
    const { sha, number } = tip
    return {
      wanted: { ...named, sha, branch: undefined, pullRequest: number },
      isProposed: true,
      base: tip.base,
      isFork: tip.isFork,
      location: { ...located(given, number), headSha: sha },
      landed: [],
      merged: undefined
    }
  }
  const branch = tip.kind === 'merged' ? tip.base : tip.branch
  const bound = showingModes.has(inputs.mode)
    ? { location: given.location, landed: [tip.sha], merged: undefined }
    : await bind(given, github, tip)
  const { location } = bound
  const pullRequest = location.kind === 'number' ? location.number : undefined
  return {
    wanted: { ...named, sha: tip.sha, branch, pullRequest },
    isProposed: false,
    base: branch,
    isFork: bound.merged?.isFork,
    ...bound
  }
}

async function findTip(given: Given, github: GitHub | undefined): Promise<Tip> {
  const { inputs, workflow, location } = given
  const { eventName: name, payload, sha, ref } = workflow
  const event = { name, payload, sha, ref }
  const told = commitOfEvent(event, location)
  const wantsHead = inputs.mode === 'plan'
  const isAsked = told.kind === 'named' || (wantsHead && told.kind === 'merged')
  const tip = isAsked
    ? await readTip(given, github, told.number, wantsHead)
    : told
  const { commit } = inputs
  if (commit !== undefined && commit !== 'head') {
    return tip.kind !== 'unknown' && tip.sha === commit
      ? tip
      : {
          kind: 'pushed',
          sha: commit,
          branch: branchOf(tip),
          before: undefined
        }
  }
  if (tip.kind === 'unknown') {
    throw new RunRefusedError(
      `It is not known which commit 'commit: head' means: ${tip.why}. Nothing was done.`
    )
  }
  return tip
}

function branchOf(tip: CommitEvent): string | undefined {
  if (tip.kind === 'pushed') return tip.branch
  return tip.kind === 'merged' ? tip.base : undefined
}

/** By GitHub's own word, where the event names no commit. */
async function readTip(
  { workflow }: Asked,
  github: GitHub | undefined,
  number: number,
  /** The plan that was reviewed is of interest after the merge, too. */
  wantsHead: boolean
): Promise<Tip | Extract<CommitEvent, { kind: 'unknown' }>> {
  if (github === undefined) {
    return { kind: 'unknown', why: "the input 'github-token' is empty" }
  }
  const pull = await readPullRequest(github, workflow.repository, number)
  const { merged, mergeCommitSha, baseRef: base, headSha, isFork } = pull
  return merged && mergeCommitSha !== undefined && !wantsHead
    ? { kind: 'merged', number, sha: mergeCommitSha, base }
    : { kind: 'proposed', number, sha: headSha, base, isFork }
}

type Bound = Pick<Subject, 'location' | 'landed' | 'merged'>

/** The one pull request that brought a commit to its branch. */
async function bind(
  given: Given,
  github: GitHub | undefined,
  tip: Exclude<Tip, { kind: 'proposed' }>
): Promise<Bound> {
  const { workflow, inputs } = given
  const { sha } = tip
  const unbound = (why: string): Bound => ({
    location: { kind: 'unknown', why },
    landed: [sha],
    merged: undefined
  })
  const branch = tip.kind === 'merged' ? tip.base : tip.branch
  if (branch === undefined) return unbound('the event names no branch')
  if (github === undefined) return unbound("the input 'github-token' is empty")
  const { repository } = workflow
  const before = tip.kind === 'pushed' ? tip.before : undefined
  const asked = tip.kind === 'merged' ? tip.number : inputs.pullRequest
  try {
    const commit = { sha, branch, before }
    const binding = await bindCommit(github, repository, commit)
    const name = `commit ${shortCommit(sha)}`
    if (binding.kind === 'refused') return unbound(`${name} ${binding.why}`)
    const { landed } = binding
    const merged =
      binding.kind === 'pull-request'
        ? binding.pullRequest
        : await readMerged(github, given, tip)
    if (merged === undefined) {
      const why = `${name} came to ${branch} by no pull request`
      return asked === undefined
        ? { location: { kind: 'none', why }, landed, merged }
        : unbound(`${why}, and #${asked} is named`)
    }
    if (asked !== undefined && asked !== merged.number) {
      return unbound(
        `${name} came to ${branch} by #${merged.number}, and #${asked} is named`
      )
    }
    return { location: locationOf(merged), landed, merged }
  } catch (error) {
    return unbound(saidBy(error))
  }
}

/** GitHub's lists may be late; the pull request itself is not. */
async function readMerged(
  github: GitHub,
  { workflow }: Given,
  tip: Exclude<Tip, { kind: 'proposed' }>
): Promise<PullRequest | undefined> {
  if (tip.kind !== 'merged') return undefined
  const pull = await readPullRequest(github, workflow.repository, tip.number)
  const isIt = pull.merged && pull.mergeCommitSha === tip.sha
  return isIt && pull.baseRef === tip.base ? pull : undefined
}

function locationOf(pull: PullRequest): PullRequestLocation {
  const { number, isFork, headSha, author } = pull
  return { kind: 'number', number, isFork, headSha, author: author?.login }
}

function located(
  { location }: Given,
  number: number
): Extract<PullRequestLocation, { kind: 'number' }> {
  return location.kind === 'number'
    ? location
    : {
        kind: 'number',
        number,
        isFork: undefined,
        headSha: undefined,
        author: undefined
      }
}
