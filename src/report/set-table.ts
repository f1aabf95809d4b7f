import type { Section } from './budget.ts'
import { costWord, policyWord, taskWord } from './check-sections.ts'
import { renderCounts } from './headline.ts'
import { link, oneLine, plainText, shorten } from './markdown.ts'
import { byWeight, memberState } from './set.ts'
import type { SetMember, WorkspaceName } from './set.ts'
import type { Report } from './types.ts'
import { grouped, listing } from './words.ts'

/** A row for each workspace, the dangerous first; columns that tell something. */
export function tableSection(members: readonly SetMember[]): Section {
  const name = namer(members.map(({ report }) => report.workspace))
  const rows = byWeight(members).map((member) => ({
    member,
    cells: cellsOf(member)
  }))
  const columns = titles
    .map((title, index) => ({ title, index }))
    .filter(({ index }) => rows.some(({ cells }) => cells[index] !== ''))
  const told = (cells: readonly string[]) =>
    columns.map(({ index }) => (cells[index] === '' ? '–' : cells[index]))
  return {
    heading: `\n${line(['Workspace', 'State', ...columns.map(({ title }) => title)])}${line([...columns, 0, 0].map(() => '---'))}`,
    name: 'Workspaces',
    rank: 0,
    omitted: (count) =>
      line([`… and ${grouped(count)} more`, '', ...columns.map(() => '')]),
    items: rows.map(({ member, cells }) => {
      const { run, workspace } = member.report
      const text = plainText(shorten(oneLine(name(workspace)), 100))
      const state = `**${plainText(shorten(memberState(member), 80))}**`
      return {
        short: line([text, state, ...told(cells)]),
        long: () =>
          line([
            link(text, workspace.url),
            run === undefined ? state : link(state, run.url),
            ...told(cells)
          ])
      }
    })
  }
}

/** A narrow screen shows the first of them, and scrolls to the others. */
const titles = ['Gate', 'Changes', 'Cost', 'Policies'] as const

function cellsOf({ report }: SetMember): readonly string[] {
  const { run, refused, outcome, applyState, cost, policies, tasks } = report
  const counts = refused === undefined ? renderCounts(report) : ''
  // A clean-up of several runs has its own word.
  const isRunless =
    runless.has(outcome) ||
    (report.withoutRun !== undefined && outcome !== 'skipped')
  // What they said of the plan is history once it is applied.
  const isPlan = applyState === 'none'
  return [
    gateWord(report),
    counts === '' && run === undefined && !isRunless
      ? 'no run was made'
      : counts,
    isPlan ? costWord(cost?.delta) : '',
    isPlan
      ? [policyWord(policies), taskWord(tasks)]
          .filter((word) => word !== '')
          .join(', ')
      : ''
  ]
}

/** Ends that miss no run. */
const runless: ReadonlySet<Report['outcome']> = new Set(['shown', 'uploaded'])

/** Rules named in a row. */
const maxRules = 3

/** Which rules do not hold, or that they do. */
function gateWord({ checks = [], outcome }: Report): string {
  const open = checks
    .filter(({ held }) => !held)
    .map(({ rule }) => plainText(shorten(oneLine(rule), 60)))
  // Its state says so, and a phone has no room for it.
  if (outcome === 'held' && open.length === 1 && open[0] === 'approve') {
    return ''
  }
  const more = open.length - maxRules
  if (open.length > 0) {
    return listing(
      more > 0 ? [...open.slice(0, maxRules), `${more} more`] : open
    )
  }
  const unknown = checks.filter(({ mark }) => mark === 'unknown').length
  if (unknown > 0) return `${unknown} not known`
  return checks.some(({ mark }) => mark === undefined) ? 'holds' : ''
}

/** Names of workspaces, with the organization where there are several. */
export function namer(
  workspaces: readonly WorkspaceName[]
): (workspace: WorkspaceName) => string {
  const isOne =
    new Set(workspaces.map(({ organization }) => organization)).size < 2
  return ({ organization, name }) => (isOne ? name : `${organization}/${name}`)
}

function line(cells: readonly (string | undefined)[]): string {
  return `| ${cells.join(' | ')} |\n`
}
