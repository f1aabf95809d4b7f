import { headline, renderCounts } from './headline.ts'
import { isLink, link, oneLine, shorten } from './markdown.ts'
import { renderPage } from './page.ts'
import type { PageOptions } from './page.ts'
import { aloneIn, memberState, setState } from './set.ts'
import type { SetMember, SetReport } from './set.ts'
import { renderSetPage, setHeadline } from './set-page.ts'
import type { Detail, Report } from './types.ts'
import { plural } from './words.ts'

/** How a check run ends; GitHub takes `stale` for itself. */
export type Conclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required'

/** What a check run says, with its end. */
export interface CheckPage {
  readonly conclusion: Conclusion
  /** One line; not Markdown. */
  readonly title: string
  /** Markdown; at most 65,535 UTF-16 code units each. */
  readonly summary: string
  readonly text: string
}

interface CheckOptions {
  readonly detail: Detail
  /** Is the step green, as far as this report goes? */
  readonly isOk: (report: Report) => boolean
}

const ownName = 'Gated Terraform Run'
/** An organization's name, and a workspace's: what is cut is not told apart. */
const longestName = 131
const maxText = 65_535
const maxTitle = 250

/**
 * What a check run is called: a workspace's has its name; that of the set has
 * none, so that branch protection can require it. `key` is `comment-key`.
 */
export function checkName(workspace: string | undefined, key: string): string {
  const about =
    workspace === undefined
      ? ''
      : `: ${shorten(oneLine(workspace), longestName)}`
  const which = key === '' ? '' : ` (${shorten(oneLine(key), 100)})`
  return `${ownName}${about}${which}`
}

/**
 * The check run of one workspace: how it ends, and its page. Only `success`,
 * `neutral` and `skipped` satisfy a branch protection, and none of them is said
 * of a run that waits, or that something stopped.
 * @see GitHub REST API: Checks, check runs
 */
export function renderCheckRun(
  member: SetMember,
  { detail, isOk }: CheckOptions
): CheckPage {
  const { report } = member
  const counts = report.refused === undefined ? renderCounts(report) : ''
  const text = renderPage(report, pageOf(detail))
  return {
    conclusion: conclusionOf(member, isOk(report)),
    title: titleOf([memberState(member), counts]),
    summary: summaryOf(headline(report), report),
    text
  }
}

/** The check run of the whole set; green where no workspace is touched. */
export function renderSetCheckRun(
  set: SetReport,
  { detail, isOk }: CheckOptions
): CheckPage {
  const alone = aloneIn(set)
  const [first] = set.members
  if (alone !== undefined && first !== undefined) {
    return renderCheckRun(first, { detail, isOk })
  }
  const { members, leftOut } = set
  const all = plural(members.length + leftOut.length, 'workspace')
  return {
    conclusion: together(
      members.map((member) => conclusionOf(member, isOk(member.report)))
    ),
    title: titleOf([
      setState(members),
      leftOut.length === 0 ? all : `${members.length} of ${all}`
    ]),
    summary: summaryOf(setHeadline(set), first?.report),
    text: renderSetPage(set, pageOf(detail))
  }
}

function pageOf(detail: Detail): PageOptions {
  return {
    detail,
    budget: maxText,
    measure: (text) => text.length,
    limits: { diffLines: 200, diffLength: 12_000, logLength: 16_000 },
    opening: ''
  }
}

/** With GITHUB_TOKEN the check's own link is GitHub's: ours stand in the text. */
function summaryOf(line: string, report: Report | undefined): string {
  const links = [
    report?.run === undefined ? '' : link('run', report.run.url),
    isLink(report?.source.workflowRunUrl ?? '')
      ? link('workflow run', report?.source.workflowRunUrl ?? '')
      : ''
  ].filter((part) => part !== '')
  return shorten([line, ...links].join(' · '), maxText)
}

function titleOf(parts: readonly string[]): string {
  return shorten(
    oneLine(parts.filter((part) => part !== '').join(': ')),
    maxTitle
  )
}

function conclusionOf(
  { report, stopped }: SetMember,
  isOk: boolean
): Conclusion {
  const { outcome, gate, applyState } = report
  // A decision is missing, whatever colour the step has.
  if (stopped !== undefined) {
    return gate === 'none' ? 'failure' : 'action_required'
  }
  if (applyState === 'unwatched') return 'failure'
  switch (outcome) {
    case 'planned':
    case 'no-changes':
    case 'saved':
    case 'applied':
      return isOk ? 'success' : 'failure'
    case 'held':
      return 'action_required'
    case 'blocked':
      return isOk ? 'action_required' : 'failure'
    case 'canceled':
      return 'cancelled'
    case 'discarded':
      return isOk ? 'neutral' : 'failure'
    case 'timed-out':
      return 'timed_out'
    case 'errored':
      return 'failure'
    case 'shown':
    case 'uploaded':
    case 'listed':
      return 'neutral'
    case 'skipped':
      // Nothing to do is good news; what is left to somebody else is none.
      return report.withoutRun === undefined ? 'skipped' : 'success'
  }
}

/** What decides first. */
const worst: readonly Conclusion[] = [
  'failure',
  'timed_out',
  'cancelled',
  'action_required',
  'success',
  'neutral',
  'skipped'
]

function together(conclusions: readonly Conclusion[]): Conclusion {
  return worst.find((each) => conclusions.includes(each)) ?? 'success'
}
