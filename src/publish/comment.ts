import { saidBy } from '../run/record/errors.ts'
import type { GitHub } from '../github/client.ts'
import {
  findPullRequest,
  fullName,
  readPullRequest
} from '../github/pull-request.ts'
import { isRefusal } from '../github/refusals.ts'
import { upsertStickyComment } from '../github/sticky-comment.ts'
import type { UpsertedComment } from '../github/sticky-comment.ts'
import type { ReasonCode } from '../gate/verdict.ts'
import {
  isSameButForWorkspaces,
  markerIn,
  namesAlone,
  renderMarker,
  renderSetMarker
} from '../report/marker.ts'
import { isSameWorkspace } from '../report/set.ts'
import type { SetReport } from '../report/set.ts'
import { renderSetComment } from '../report/set-comment.ts'
import {
  awaitsSetEnd,
  goneFrom,
  parseEarlier,
  setStamp,
  stampedRun
} from '../report/set-hidden.ts'
import type { EarlierSet, SealOf } from '../report/set-hidden.ts'
import { redactComparison } from '../report/redact.ts'
import { createSeal } from '../report/seal.ts'
import type { Seal } from '../report/seal.ts'
import { claimedStamp, isOfStep, isOlder, readStamp } from '../report/stamp.ts'
import type { Stamp, Teller } from '../report/stamp.ts'
import { compareTraces, traceOf } from '../report/trace.ts'
import type { Report } from '../report/types.ts'
import { provenanceOf } from '../run/record/provenance.ts'
import { isFinal } from '../run/record/status.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { Claims } from '../run/record/claims.ts'
import { connectGitHub } from '../step/given.ts'
import type { Given } from '../step/given.ts'
import { placeOf } from '../step/origin.ts'
import type { WorkspaceName } from '../step/names.ts'
import type { ReportedAt } from '../step/origin.ts'
import type { World } from '../step/world.ts'

/** After a cancellation the report has what is left of the 7.5 s. */
const publishWithinMilliseconds = 2_000

/** Is this end one that a new comment is made for? */
export function wantsComment(
  report: Report,
  isOk: boolean,
  inputs: Inputs
): boolean {
  switch (inputs.comment) {
    case 'always':
    case 'per-workspace':
      return true
    case 'never':
      return false
    case 'on-failure':
      return !isOk || report.outcome === 'blocked'
    case 'on-changes':
      return !(isOk && ['no-changes', 'skipped'].includes(report.outcome))
  }
}

/** One workspace of the step, with what may be claimed of it. */
interface Claimed {
  readonly given: Given
  readonly claims: Claims
}

/** What is told in one comment, and for whom. */
interface Tale {
  /** What the step is given, and the workspaces that it is about. */
  readonly given: Given
  readonly members: readonly Claimed[]
  /** The same workspaces, in the same order. */
  readonly set: SetReport
}

/** The comments as they were written. */
export interface Commented {
  /** That about all of them. */
  readonly comment: UpsertedComment | undefined
  /** With `per-workspace`, that of each, in the order of the set. */
  readonly each: readonly (UpsertedComment | undefined)[]
  /** The set, with what is new since the comments that were there before. */
  readonly set: SetReport
}

/** One comment, with what is new since it was written before. */
interface Written {
  readonly comment: UpsertedComment
  readonly set: SetReport
}

/**
 * Writes the set into our comment on the pull request, or each workspace into
 * its own: one that is there is always brought up to date, a new one is made
 * where the tale `isWanted`. Where there is none to write, it is said; a comment
 * that cannot be written is a warning.
 */
export async function writeComments(
  tale: Tale,
  redact: (text: string) => string,
  { log, clock, signal: whole }: Pick<World, 'log' | 'clock' | 'signal'>,
  isWanted: (tale: Tale) => boolean
): Promise<Commented> {
  const signal = whole.aborted
    ? AbortSignal.timeout(publishWithinMilliseconds)
    : whole
  const world = { log, clock, signal }
  const write = async (one: Tale): Promise<Written | undefined> =>
    await writeComment(one, redact, world, isWanted(one))
  if (tale.given.inputs.comment !== 'per-workspace') {
    const written = await write(tale)
    return { comment: undefined, set: tale.set, ...written, each: [] }
  }
  const written: (Written | undefined)[] = []
  // One after the other, as GitHub asks of whoever writes.
  for (const one of apart(tale)) written.push(await write(one))
  return {
    comment: undefined,
    each: tale.set.members.map((_, index) => written[index]?.comment),
    set: {
      ...tale.set,
      members: tale.set.members.map((member, index) => ({
        ...member,
        report: written[index]?.set.members[0]?.report ?? member.report
      }))
    }
  }
}

/** The tale of each workspace, as if it were alone; then of those left out. */
function apart({ given, members, set }: Tale): readonly Tale[] {
  const alone = { gone: [], order: [], digest: undefined, notes: set.notes }
  return [
    ...members.map((member, index) => ({
      given: member.given,
      members: [member],
      set: {
        ...alone,
        leftOut: [],
        members: set.members.slice(index, index + 1).map(({ report }) => ({
          report
        }))
      }
    })),
    ...set.leftOut.map((each) => ({
      given: { ...given, inputs: { ...given.inputs, workspace: each.name } },
      members: [],
      set: { ...alone, leftOut: [each], members: [] }
    }))
  ]
}

async function writeComment(
  tale: Tale,
  redact: (text: string) => string,
  { log, clock, signal }: Pick<World, 'log' | 'clock' | 'signal'>,
  mayCreate: boolean
): Promise<Written | undefined> {
  const { given, members, set } = tale
  const { inputs, workflow } = given
  const why = whyNot(tale)
  if (why !== undefined) {
    log.info(why)
    return undefined
  }
  const github = connectGitHub(given, { log, signal })
  if (github === undefined) return undefined
  try {
    const { repository } = workflow
    const { location } = placeOfTale(tale)
    const found = await findPullRequest(github, repository, location)
    if (found.kind !== 'number') {
      log.info(`No comment: ${'why' in found ? found.why : found.sha}`)
      return undefined
    }
    const isKnown =
      set.leftOut.length > 0 ||
      members.some(({ claims }) => claims.workspace !== undefined)
    return await upsertComment(github, {
      ...tale,
      redact,
      log,
      number: found.number,
      whyNone: !isKnown
        ? 'none is made about a workspace that was not read'
        : mayCreate
          ? undefined
          : `none is made for this end (comment: ${inputs.comment})`,
      wait: async (milliseconds) => {
        log.info(
          `GitHub's rate limit: waiting ${Math.ceil(milliseconds / 1000)} s before the comment is written.`
        )
        await clock.sleep(milliseconds, signal)
      }
    })
  } catch (error) {
    const text = `The pull request comment could not be written: ${saidBy(error)}`
    if (inputs.comment === 'never') log.info(text)
    else log.warning(text)
    return undefined
  }
}

/** Where the step is reported: its own place, or that of a run that says more. */
function placeOfTale({ given, members }: Tale): ReportedAt {
  const places = members.map(({ claims }) => placeOf(given, claims.run))
  return places[0] ?? given
}

/** What is known when the comment is written. */
interface Telling extends Tale {
  readonly redact: (text: string) => string
  readonly log: World['log']
  /** The pull request's. */
  readonly number: number
  /** Where there is none: why none is made; undefined where one is. */
  readonly whyNone: string | undefined
  readonly wait: (milliseconds: number) => Promise<void>
}

async function upsertComment(
  github: GitHub,
  telling: Telling
): Promise<Written | undefined> {
  const { given, log, number } = telling
  const { inputs, workflow } = given
  const marker = markerOf(telling)
  const teller = (): Teller => tellerOf(telling, github)
  let written = telling.set
  let left: string | undefined
  const comment = await upsertStickyComment(github, {
    wait: telling.wait,
    mayCreate: async (head) => {
      left =
        telling.whyNone ?? (await whyBehind(github, telling, teller(), head))
      return left === undefined
    },
    repository: workflow.repository,
    pullRequest: number,
    marker,
    authorOf: (body) => readStamp(body, sealsOf(telling, marker)())?.author,
    onForeign: ({ url }, why) => {
      log.warning(
        `Another comment of ours is out of date, and could be neither brought up to date nor removed: ${url} (${why})`
      )
    },
    isFormer: (body) =>
      isOfSameRuns(telling, body, marker) ||
      isFormer(telling, body, marker, teller()),
    isVoid: (body) => isVoid(telling, body, marker, teller()),
    mustStay: async ({ body }, head) => {
      const seal = sealsOf(telling, markerIn(body) || marker)()
      left = await whyLeft(github, telling, teller(), { body, seal, head })
      return left !== undefined
    },
    body: (previous, self) => {
      const before = previous?.body ?? ''
      // It may have had another marker then.
      const former = markerIn(before) || marker
      const sealBefore = sealsOf(telling, former)
      const earlier = parseEarlier(before, sealBefore)
      // Whoever made the runs looks for it by its own.
      const isTheirs = isOfSameRuns(telling, before, marker)
      const kept = isTheirs ? former : marker
      const sealOf = sealsOf(telling, kept)
      written = compare(telling, earlier)
      const stamp = setStamp(written, teller(), self ?? nobody)
      return renderSetComment(written, {
        marker: kept,
        detail: inputs.commentDetail,
        hidden: { sealOf, stamp, earlier }
      })
    }
  })
  sayWritten(telling, comment, left)
  return comment && { comment, set: written }
}

/**
 * Is it the comment of the step that made these runs, which its `workspace`
 * selected? They are handed over by their ids, and the comment with them.
 */
function isOfSameRuns(
  { given: { inputs } }: Telling,
  body: string,
  marker: string
): boolean {
  const { runIds } = inputs
  return (
    runIds.length > 0 &&
    isSameButForWorkspaces(markerIn(body), marker) &&
    claimedStamp(body)?.runId === stampedRun(runIds)
  )
}

/**
 * Did this step write it, in an earlier workflow run, when its `workspace`
 * selected others, and some of the same?
 */
function isFormer(
  telling: Telling,
  body: string,
  marker: string,
  teller: Teller
): boolean {
  const former = markerIn(body)
  if (earlierStamp(telling, body, marker, teller) === undefined) return false
  const { members, leftOut } = telling.set
  const told = parseEarlier(body, sealsOf(telling, former)).members
  return [...members.map(({ report }) => report.workspace), ...leftOut].some(
    (workspace) =>
      namesAlone(former, workspace) ||
      told.some((each) => isSameWorkspace(each, workspace))
  )
}

/**
 * Did this step fail there before any run was known, in an earlier workflow run,
 * as for a workspace whose name was misspelt?
 */
function isVoid(
  telling: Telling,
  body: string,
  marker: string,
  teller: Teller
): boolean {
  const stamp = earlierStamp(telling, body, marker, teller)
  return (
    stamp?.runId === '' &&
    /^Failed$| refused$/.test(stamp.state) &&
    !isOlder(teller, stamp, undefined)
  )
}

/** Of a comment that this step wrote in an earlier workflow run, of others. */
function earlierStamp(
  telling: Telling,
  body: string,
  marker: string,
  { step, workflowRun }: Teller
): Stamp | undefined {
  const former = markerIn(body)
  if (!isSameButForWorkspaces(former, marker)) return undefined
  const stamp = readStamp(body, sealsOf(telling, former)())
  if (stamp === undefined || !isOfStep(stamp, step)) return undefined
  // Another job of the same matrix is no former self.
  return stamp.workflowRun === workflowRun ? undefined : stamp
}

/** Where GitHub does not tell a token whose it is. */
const nobody = { id: undefined, login: '' }

function sayWritten(
  { log }: Telling,
  comment: UpsertedComment | undefined,
  left: string | undefined
): void {
  log.info(
    comment === undefined
      ? `No comment: there is none, and ${left ?? ''}.`
      : left === undefined
        ? `Comment: ${comment.url}`
        : `The comment is left as it is, ${left}: ${comment.url}`
  )
}

/** That of the workspace alone where there is one, else of the selection. */
function markerOf({ given: { inputs }, set }: Tale): string {
  const about = [
    ...set.members.map(({ report }) => report.workspace),
    ...set.leftOut
  ]
  const [first, second] = about
  const key = inputs.commentKey ?? ''
  const hostname = inputs.baseUrl.host
  // Of several, one that does not depend on which run is named first.
  const [organization = inputs.organization ?? ''] = about
    .map((each) => each.organization)
    .sort()
  const identity = { hostname, organization, key }
  return first !== undefined && second === undefined && isNamed(inputs)
    ? renderMarker({ ...identity, workspace: first.name })
    : renderSetMarker({
        ...identity,
        selection: linesOf(inputs, about, organization)
      })
}

/** Does the step name its only workspace, or its only run? */
function isNamed({ workspace, runIds }: Inputs): boolean {
  return workspace !== undefined || runIds.length === 1
}

/**
 * How the set is named: as the input does, or by its names where it is handed
 * over by its runs, so that this is the comment of the step that made them.
 */
function linesOf(
  { selection, runIds }: Inputs,
  about: readonly WorkspaceName[],
  organization: string
): readonly string[] {
  const lines =
    runIds.length > 1
      ? about.map(({ organization: own, name }) =>
          own === organization ? name : `${own}/${name}`
        )
      : (selection?.selectors ?? []).map(({ text }) => text)
  return lines.sort()
}

function sealsOf(
  { given: { inputs, workflow }, number }: Telling,
  marker: string
): SealOf {
  const about = [
    workflow.apiUrl,
    fullName(workflow.repository).toLowerCase(),
    String(number),
    marker
  ]
  return (workspace) =>
    createSeal(
      inputs.token,
      workspace === undefined
        ? about
        : [...about, workspace.organization, workspace.name]
    )
}

/** The set, each workspace against the plan that the comment told of it. */
function compare(
  { set, members, given: { inputs }, redact }: Telling,
  earlier: EarlierSet
): SetReport {
  const detail = inputs.commentDetail
  return {
    ...set,
    gone: goneFrom(earlier, set),
    members: set.members.map((member, index) => {
      const { report } = member
      const { isOwn, isAdopted } = members[index]?.claims ?? {}
      const isOurs = isOwn === true || isAdopted === true
      // A run that was there may be older than the plan it is compared with.
      if (!isOurs || report.applyState !== 'none') return member
      const before = earlier.traceOf(report.workspace)
      const trace = traceOf(report, detail)
      const found = before && trace && compareTraces(before, trace)
      const since = found && redactComparison(found, redact)
      return { ...member, report: { ...report, since } }
    })
  }
}

/** Whoever is refused for who they are writes nothing either. */
const strangersReasons: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'actor-not-allowed',
  'actor-unknown',
  'commenter-not-allowed',
  'origin-differs',
  'origin-unknown',
  'requester-not-allowed'
])

/** Why nothing is written, before GitHub is asked anything. */
function whyNot(tale: Tale): string | undefined {
  const { given, members, set } = tale
  const { inputs } = given
  const { location } = placeOfTale(tale)
  if (inputs.githubToken === undefined) {
    return "No comment: 'github-token' is empty."
  }
  if (location.kind === 'none' || location.kind === 'unknown') {
    return `No comment: ${location.why}`
  }
  if (inputs.mode === 'show' || inputs.mode === 'upload') {
    return `No comment: 'mode: ${inputs.mode}' ${inputs.mode === 'show' ? 'reads' : 'makes no run'}, and writes none.`
  }
  // All left out is an end of its own.
  if (members.length === 0) return undefined
  const areSuperseded = members.every(
    ({ claims: { ending, runless } }) =>
      (ending ?? runless)?.isSuperseded === true
  )
  if (areSuperseded) {
    return 'The comment is left as it is: the pull request has a newer head, whose job tells of it.'
  }
  if (members.every(({ claims }) => claims.isVain)) {
    return 'The comment is left as it is: this step changed nothing.'
  }
  const areRefused = members.every(
    ({ claims }, index) =>
      !claims.isOwn &&
      !claims.hasActed &&
      set.members[index]?.report.reasons.some(({ code }) =>
        strangersReasons.has(code)
      ) === true
  )
  return areRefused
    ? 'The comment is left as it is: it is not known that what was asked for is for this run and by somebody who may.'
    : undefined
}

/**
 * What the step tells the next one of itself. It began when GitHub's clock says
 * so, which is one for all, or the runner's where GitHub told no time.
 */
function tellerOf(telling: Telling, github: GitHub): Teller {
  const { given, members, number } = telling
  const { location } = placeOfTale(telling)
  const found = members.find(({ claims }) => claims.foundStatus !== undefined)
  const run = found?.claims.run
  // A run of version control has a message that is anybody's.
  const origin =
    run !== undefined && given.subject === undefined
      ? provenanceOf(run)
      : undefined
  const head =
    (location.kind === 'number' ? location.headSha : undefined) ??
    (origin?.pullRequest === number ? origin.sha : undefined)
  const { workflow } = given
  const now = performance.now()
  return {
    head: head ?? '',
    workflowRun: workflow.runId,
    attempt: Number(workflow.runAttempt) || 1,
    begunAt: Math.round((github.now?.() ?? performance.timeOrigin + now) - now),
    step: workflow.step
  }
}

/** Why what a comment of ours says is not ours to write over. */
async function whyLeft(
  github: GitHub,
  telling: Telling,
  teller: Teller,
  {
    body,
    seal,
    head: seen
  }: {
    readonly body: string
    readonly seal: Seal
    readonly head: string | undefined
  }
): Promise<string | undefined> {
  const { members, set } = telling
  // This step had no part in their ends.
  const arePast = members.every(
    ({ claims }) => !claims.hasActed && isFinal(claims.foundStatus ?? '')
  )
  if (arePast && !awaitsSetEnd(body, set)) {
    return 'it tells of this end or of another run'
  }
  const told = readStamp(body, seal)
  if (told === undefined) return await whyBehind(github, telling, teller, seen)
  const areOfHeads = told.head !== '' && teller.head !== ''
  const head =
    areOfHeads && told.head !== teller.head
      ? await readHead(github, telling, teller, seen)
      : undefined
  return isOlder(teller, told, head)
    ? `it tells of a younger step (commit ${told.head.slice(0, 7) || 'unknown'}, workflow run ${told.workflowRun}, attempt ${told.attempt})`
    : undefined
}

/** Why a step has nothing to say: it is about what is no longer the head. */
async function whyBehind(
  github: GitHub,
  telling: Telling,
  teller: Teller,
  seen: string | undefined
): Promise<string | undefined> {
  if (teller.head === '') return undefined
  const head = await readHead(github, telling, teller, seen)
  return head === undefined || head === teller.head
    ? undefined
    : `this step is about commit ${teller.head.slice(0, 7)} and the pull request is at ${head.slice(0, 7)}`
}

/**
 * The head of the pull request, which may have been seen with its comments;
 * undefined where it cannot be read.
 */
async function readHead(
  github: GitHub,
  { given, number }: Telling,
  teller: Teller,
  seen: string | undefined
): Promise<string | undefined> {
  const read = async () =>
    (await readPullRequest(github, given.workflow.repository, number)).headSha
  try {
    const head = seen ?? (await read())
    if (head === teller.head) return head
    // A push is seen late by some of GitHub's replicas.
    await github.pause(1)
    return await read()
  } catch (error) {
    if (!isRefusal(error)) throw error
    return undefined
  }
}
