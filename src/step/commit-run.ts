import type { WantedKind } from '../gate/commit-choice.ts'
import { shortCommit } from '../gate/finding.ts'
import { unread } from '../gate/known.ts'
import type { Known } from '../gate/known.ts'
import { objectionToAutoApply } from '../gate/version-control-rules.ts'
import type { GitHub } from '../github/client.ts'
import { readChangedFileCount } from '../github/commits.ts'
import { readHeardOf } from '../github/commit-statuses.ts'
import { readPullRequest } from '../github/pull-request.ts'
import type { Run } from '../hcp/types.ts'
import {
  findCommitRun,
  readCommitRun
} from '../run/operations/find-commit-run.ts'
import type {
  CommitRun,
  CommitSearch
} from '../run/operations/find-commit-run.ts'
import { hasActed } from '../run/record/claims.ts'
import type { Ending } from '../run/record/ending.ts'
import { RunRefusedError } from '../run/record/errors.ts'
import { admitAsker, admitCommitRun, changingModes } from './admission.ts'
import { commitEvidence, trackedBranchOf } from './commit-evidence.ts'
import { connectGitHub } from './given.ts'
import type { Member } from './member.ts'
import { modes } from './modes.ts'
import type { Arrived, Runless } from './modes.ts'
import type { Subject } from './subject.ts'

/** However often HCP Terraform ends a run of the commit and makes another. */
const mostRuns = 3

type Found = Extract<CommitRun, { kind: 'found' }>

/**
 * Takes the run that version control made of a commit instead of making one:
 * finds it, waits for it, proves it where it is to be changed, and does what is
 * asked. Resolves to its ending, or to success where there is nothing to do.
 *
 * @throws RunRefusedError where there is none, or it cannot be used as asked
 */
export async function playCommit(
  member: Member,
  subject: Subject
): Promise<Arrived | Runless> {
  await admitAsker(member)
  const search = searchOf(member, subject)
  let found = await findCommitRun(member.house, search)
  for (let runs = 1; ; runs += 1) {
    if (found.kind !== 'found') return endWithout(member, subject, found)
    const arrived = await playFound(member, subject, found)
    if (arrived.kind === 'waits') return arrived
    const { ending } = arrived
    if (!isVainEnd(member, ending) || runs >= mostRuns) return arrived
    // Once: a run that takes its place is there by now, or is none.
    const again = await findCommitRun(member.house, {
      ...search,
      patience: 0
    }).catch(() => undefined)
    if (again?.kind === 'found' && again.run.id !== found.run.id) {
      member.house.log.info(
        `Run ${found.run.id} is ${ending.run.status}; run ${again.run.id} of the same commit takes its place.`
      )
      found = again
      continue
    }
    return { kind: 'ended', ending: await endVain(subject, search, ending) }
  }
}

async function playFound(
  member: Member,
  subject: Subject,
  { run: { id }, notes }: Found
): Promise<Arrived> {
  const { given, house } = member
  const { mode } = given.inputs
  if (mode === 'list' || mode === 'upload') {
    throw new Error(`'mode: ${mode}' acts on no run.`)
  }
  const run = await readCommitRun(house, id)
  // What is applied was told of before.
  const isTold = changingModes.has(mode) || run.status === 'applied'
  house.record.tell({ kind: isTold ? 'found' : 'adopted', run })
  for (const note of notes) house.log.info(note)
  if (mode === 'apply') refuseAutoApply(run)
  if (changingModes.has(mode)) {
    const evidence = await commitEvidence(member, subject)(run, undefined)
    await admitCommitRun(member, run, evidence)
  }
  const arrived = await modes[mode](member, run)
  if (notes.length === 0 || arrived.kind === 'waits') return arrived
  const { ending } = arrived
  return {
    kind: 'ended',
    ending: { ...ending, notes: [...(ending.notes ?? []), ...notes] }
  }
}

/** Before anything is sent: such a run passes its gate by itself. */
function refuseAutoApply(run: Run): void {
  const objection = objectionToAutoApply(run)
  if (objection === undefined || run.status === 'applied') return
  throw new RunRefusedError(`${objection.message} This step confirmed nothing.`)
}

function searchOf(member: Member, subject: Subject): CommitSearch {
  const { given, house, workspace } = member
  const { inputs, workflow } = given
  const { repository } = workflow
  const github = connectGitHub(given, house)
  const ask = async <T>(
    read: (api: GitHub) => Promise<T>
  ): Promise<Known<T>> => {
    if (github === undefined) {
      return { known: false, why: "the input 'github-token' is empty." }
    }
    try {
      return { known: true, value: await read(github) }
    } catch (error) {
      house.signal.throwIfAborted()
      return unread(error)
    }
  }
  const { sha, pullRequest: number } = subject.wanted
  let tracked: Known<string> | undefined
  return {
    wanted: { ...subject.wanted, workspaceId: workspace.id },
    kind: kindOf(inputs.mode, subject),
    isProposed: subject.isProposed,
    base: subject.base,
    isFork: subject.isFork,
    patience: inputs.queueTimeout,
    trackedBranch: async (connected) => {
      const isKnown = tracked?.known === true
      if (!isKnown) {
        tracked = await trackedBranchOf(member, {
          known: true,
          value: connected
        })
      }
      return tracked ?? { known: false, why: 'it was not read.' }
    },
    heardOf: async () =>
      await ask((api) =>
        readHeardOf(api, repository, sha, {
          organization: workspace.organization ?? inputs.organization ?? '',
          workspace: workspace.name
        })
      ),
    changedFiles: async () =>
      number === undefined
        ? { known: false, why: 'no pull request is known.' }
        : await ask((api) => readChangedFileCount(api, repository, number)),
    headNow: async () => {
      if (!subject.isProposed || number === undefined) return undefined
      const pull = await ask((api) => readPullRequest(api, repository, number))
      return pull.known ? pull.value.headSha : undefined
    }
  }
}

/** A plan may be a person's retry; what is changed is version control's own. */
function kindOf(
  mode: Member['given']['inputs']['mode'],
  { isProposed }: Subject
): WantedKind {
  const isShown = mode === 'plan' || mode === 'show'
  const planOnly = isProposed ? mode !== 'apply' && mode !== 'discard' : false
  return {
    planOnly: isShown && !isProposed ? undefined : planOnly,
    allowsRetry: isShown
  }
}

/** Did HCP Terraform, or somebody, end the run before it came to anything? */
function isVainEnd({ given, house }: Member, { run }: Ending): boolean {
  const { mode, approve } = given.inputs
  const isAsked = mode === 'plan' || (mode === 'apply' && approve !== false)
  return (
    isAsked &&
    ['canceled', 'discarded', 'force_canceled'].includes(run.status) &&
    !hasActed(house.record.facts())
  )
}

/**
 * A plan of an older head that was cancelled is nobody's failure: the newer head
 * has its own. HCP Terraform discards none for that; whoever did is told.
 */
async function endVain(
  { isProposed, wanted }: Subject,
  { headNow }: CommitSearch,
  ending: Ending
): Promise<Ending> {
  if (!isProposed || ending.run.status === 'discarded') return ending
  const head = await headNow()
  if (head === undefined || head === wanted.sha) return ending
  const note = `The plan of ${shortCommit(wanted.sha)} was cancelled, as HCP Terraform does where the pull request has a newer head: it is at ${shortCommit(head)} now, which has a job of its own.`
  return {
    ...ending,
    failure: undefined,
    isSuperseded: true,
    notes: [...(ending.notes ?? []), note]
  }
}

/**
 * Nothing to do, which is said; nobody is to blame. Of an older head nothing is
 * told but that: its comment is the newer head's.
 */
function endWithout(
  { house: { log, record }, workspace }: Member,
  { wanted }: Subject,
  found: Exclude<CommitRun, Found>
): Runless {
  const isPlanned = found.kind === 'nothing-to-plan'
  const note = isPlanned
    ? `No plan is needed. ${found.why}`
    : `There is no run of ${shortCommit(wanted.sha)} in workspace ${workspace.name}, and the pull request is at ${shortCommit(found.head)} now: its own job tells of that.`
  log.notice(note)
  record.tell({
    kind: 'ended-runless',
    ending: {
      outcome: 'skipped',
      state: isPlanned ? 'Nothing to plan' : 'Superseded',
      note,
      isLogged: !isPlanned,
      isSuperseded: !isPlanned
    }
  })
  return { kind: 'runless', isOk: true }
}
