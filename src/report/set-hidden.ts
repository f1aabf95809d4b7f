import { namesAlone } from './marker.ts'
import type { Seal } from './seal.ts'
import { isSameWorkspace, setState } from './set.ts'
import type { SetReport, WorkspaceName } from './set.ts'
import { shareOut } from './shares.ts'
import { claimedStamp, renderStamp, stampOf } from './stamp.ts'
import type { Stamp, Teller } from './stamp.ts'
import { parseTrace, renderTrace, runsKey, traceOf } from './trace.ts'
import type { PlanTrace } from './trace.ts'
import type { Detail } from './types.ts'

/**
 * A seal for the hidden lines of one comment: for what is about the set, or
 * about one workspace of it, whose lines prove nothing of another one.
 */
export type SealOf = (workspace?: WorkspaceName) => Seal

/** What the next step is told in lines that nobody sees. */
export interface SetHidden {
  readonly sealOf: SealOf
  /** From `setStamp`. */
  readonly stamp: Stamp
  /** From `parseEarlier`, of the comment that is written over. */
  readonly earlier: EarlierSet | undefined
}

/** What an earlier comment told of its workspaces. */
export interface EarlierSet {
  /** Those it was about, as far as it said so. */
  readonly members: readonly WorkspaceName[]
  readonly traceOf: (workspace: WorkspaceName) => PlanTrace | undefined
}

/** The stamp of a step's report of a set; of one workspace it is its own. */
export function setStamp(
  { members }: SetReport,
  teller: Teller,
  author: Stamp['author']
): Stamp {
  const [first] = members
  if (first !== undefined && members.length === 1) {
    return stampOf(first.report, teller, author)
  }
  return {
    ...teller,
    author,
    runId: stampedRun(
      members.flatMap(({ report: { run } }) => (run ? [run.id] : []))
    ),
    state: setState(members)
  }
}

/** How a stamp names these runs; one by its id. */
export function stampedRun(ids: readonly string[]): string {
  const [only, second] = ids
  return only !== undefined && second === undefined ? only : runsKey(ids)
}

/** `awaitsEnd` for a set: does our comment wait for the end of these runs? */
export function awaitsSetEnd(body: string, set: SetReport): boolean {
  const told = claimedStamp(body)
  const now = setStamp(set, noTeller, { id: undefined, login: '' })
  return told?.runId === now.runId && !now.state.startsWith(told.state)
}

const noTeller = {
  head: '',
  workflowRun: '',
  attempt: 1,
  begunAt: 0
}

const opening = '<!-- gated-terraform-run-set: version=1'

/** The names' share of the comment, in characters. */
const maxNames = 8_000

/** The hidden lines of a set, within `room` characters; each on one line. */
export function setLines(
  { members }: SetReport,
  detail: Detail,
  { sealOf, stamp, earlier }: SetHidden,
  room: number
): readonly string[] {
  const first = [
    renderStamp(stamp, sealOf()),
    sealOf().close(
      `${opening} workspaces=${namesList(members.map(({ report }) => report.workspace))}`
    )
  ]
  const used = first.join('\n').length
  const kept = members.flatMap(({ report }) => {
    // What was applied is no plan to compare the next one with.
    if (detail === 'counts' || report.applyState !== 'none') return []
    const trace = traceOf(report, detail) ?? earlier?.traceOf(report.workspace)
    return trace === undefined
      ? []
      : [{ trace, seal: sealOf(report.workspace) }]
  })
  const whole = kept.map(({ trace, seal }) => renderTrace(trace, seal))
  const shares = shareOut(
    whole.map(({ length }) => length + 1),
    room - used - first.length
  )
  const traces = kept.map(({ trace, seal }, index) => {
    const share = shares[index] ?? 0
    const text = whole[index] ?? ''
    if (text.length < share) return text
    const bare = renderTrace(trace, seal, 1)
    return renderTrace(trace, seal, share - bare.length)
  })
  let left = room
  return [...first, ...traces].filter((line) => {
    if (line.length + 1 > left) return false
    left -= line.length + 1
    return true
  })
}

function namesList(workspaces: readonly WorkspaceName[]): string {
  const names = workspaces.map(
    ({ organization, name }) => `${encode(organization)}/${encode(name)}`
  )
  let length = 0
  return names
    .filter((name) => (length += name.length + 1) <= maxNames)
    .join(',')
}

/** What one of our comments told of its workspaces, as far as it is as we wrote it. */
export function parseEarlier(body: string, sealOf: SealOf): EarlierSet {
  const lines = leadingLines(body)
  const list = lines
    .filter((text) => text.startsWith(opening))
    .map((text) => sealOf().open(text)?.split(' workspaces=')[1])
    .find((text) => text !== undefined)
  return {
    members: (list ?? '').split(',').flatMap(parseName),
    traceOf: (workspace) => {
      const seal = sealOf(workspace)
      for (const text of lines) {
        const trace = parseTrace(text, seal)
        if (trace !== undefined) return trace
      }
      // The comment of a workspace alone has but one seal.
      return namesAlone(lines[0] ?? '', workspace)
        ? parseTrace(body, sealOf())
        : undefined
    }
  }
}

/** Our own lines are the first of a comment. */
function leadingLines(body: string): readonly string[] {
  const lines = body.split('\n', 2_000)
  const end = lines.findIndex(
    (text) => !text.startsWith('<!-- gated-terraform-run')
  )
  return end < 0 ? lines : lines.slice(0, end)
}

function parseName(text: string): readonly WorkspaceName[] {
  const [organization, name, ...more] = text.split('/')
  if (organization === undefined || name === undefined || more.length > 0) {
    return []
  }
  try {
    return [
      {
        organization: decodeURIComponent(organization),
        name: decodeURIComponent(name)
      }
    ]
  } catch {
    return []
  }
}

/** Workspaces of the comment before that the set neither has nor leaves out. */
export function goneFrom(
  earlier: EarlierSet,
  { members, leftOut }: Pick<SetReport, 'members' | 'leftOut'>
): readonly WorkspaceName[] {
  const known = [...members.map(({ report }) => report.workspace), ...leftOut]
  return earlier.members.filter(
    (workspace) => !known.some((each) => isSameWorkspace(each, workspace))
  )
}

/** A hyphen twice or at the end would end the HTML comment early. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('-', '%2D')
}
