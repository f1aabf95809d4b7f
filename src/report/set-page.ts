import { assemble, item } from './budget.ts'
import type { Section } from './budget.ts'
import { checkWords, costWord, policyWord } from './check-sections.ts'
import { code, sentence } from './excerpts.ts'
import { setFooter } from './footer.ts'
import { renderCounts, verbWords } from './headline.ts'
import { fence, isLink, link, plainText } from './markdown.ts'
import {
  idForWorkflow,
  isOvertaken,
  isWaiting,
  waitingIn
} from './next-actions.ts'
import { cutNote, longestCuts } from './page.ts'
import type { PageOptions } from './page.ts'
import { fold } from './rendering.ts'
import { liveMembers, memberState, setState, sumAmounts, sumOf } from './set.ts'
import type { SetMember, SetReport, Stopped, WorkspaceName } from './set.ts'
import { renderPages } from './set-pages.ts'
import { namer, tableSection } from './set-table.ts'
import { grouped, plural } from './words.ts'

/**
 * The page of a set, within the budget: how it stands, a row for each workspace,
 * what stopped and what to do, then the workspaces' own pages, which share what
 * room is left.
 */
export function renderSetPage(set: SetReport, options: PageOptions): string {
  const { budget, measure, opening } = options
  const [first] = set.members
  const url = first?.report.source.workflowRunUrl ?? ''
  const elsewhere = isLink(url) ? link('the workflow run', url) : 'the log'
  const head = `### ${setHeadline(set)}\n`
  const after = `\n${setFooter(first?.report, [digestWord(set)])}`
  const reserve = measure(cutNote(longestCuts, elsewhere))
  const room = budget - measure(opening + head + after) - reserve
  if (room < 0) {
    return measure(opening + head) <= budget ? `${opening}${head}` : opening
  }
  const forPages = Math.min(set.members.length * leastPage, room / 2)
  const { text, cuts } = assemble(sectionsOf(set), room - forPages, measure)
  const pages = renderPages(set.members, {
    ...options,
    budget: room - measure(text),
    elsewhere
  })
  return `${opening}${head}${text}${cutNote(cuts, elsewhere)}${pages}${after}`
}

/** What a page takes at least, about. */
const leastPage = 500

/** The line that tells all in two seconds, as Markdown. */
export function setHeadline(set: SetReport): string {
  const { members, leftOut } = set
  const all = members.length + leftOut.length
  const live = liveMembers(members)
  const applied = members.filter(({ report }) => report.outcome === 'applied')
  const sum = sumOf(live)
  return [
    plainText(setState(members)),
    leftOut.length === 0
      ? plural(all, 'workspace')
      : `${grouped(members.length)} of ${plural(all, 'workspace')}`,
    verbWords(sumOf(applied).tally, true),
    verbWords(sum.tally, false),
    sum.unknown > 0
      ? `changes of ${plural(sum.unknown, 'workspace')} unknown`
      : '',
    costOf(live),
    policiesOf(live)
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

/** Of those that were estimated, and how many were not. */
function costOf(members: readonly SetMember[]): string {
  const deltas = members.flatMap(({ report }) => report.cost?.delta ?? [])
  const word = costWord(sumAmounts(deltas))
  const missing = members.filter(
    ({ report }) =>
      report.cost?.delta === undefined && renderCounts(report) !== ''
  ).length
  if (deltas.length === 0) return ''
  const known = word === '' ? 'cost unknown' : word
  return missing > 0 ? `${known} (${grouped(missing)} not estimated)` : known
}

/** Passed is only said where all were asked. */
function policiesOf(members: readonly SetMember[]): string {
  const all = members.flatMap(({ report }) => report.policies)
  const isAsked = members.every(({ report }) => report.policies.length > 0)
  const isBad = members.some(({ report: { policies, tasks } }) =>
    checkWords({ cost: undefined, policies, tasks }).some(
      (word) => word !== 'policies passed'
    )
  )
  const tasks = members.flatMap(({ report }) => report.tasks)
  if (!isBad) return isAsked ? policyWord(all) : ''
  return checkWords({
    cost: undefined,
    // What did not pass is told, whoever else passed.
    policies: isAsked ? all : all.filter(({ status }) => status !== 'passed'),
    tasks
  }).join(' · ')
}

function digestWord({ digest }: SetReport): string {
  return digest === undefined ? '' : `digest of the set ${code(digest)}`
}

/** In the order of the page. */
function sectionsOf(set: SetReport): readonly Section[] {
  const { members, leftOut, gone, notes, order } = set
  const name = namer([
    ...members.map(({ report }) => report.workspace),
    ...leftOut,
    ...gone
  ])
  return [
    {
      ...plain('Notes', 0),
      items: notes.map((note) => item(`\n**${sentence(note)}**\n`))
    },
    { ...tableSection(members), rank: -1 },
    stoppedSection(members, name),
    nextSection(members),
    {
      ...plain('No longer in the set', 1),
      items:
        gone.length === 0
          ? []
          : [
              item(
                `\n**No longer in the set:** ${listNames(gone, name)}. What this comment said of ${gone.length === 1 ? 'it' : 'them'} was of an earlier step, and is not looked at any more.\n`
              )
            ]
    },
    leftOutSection(set, name),
    {
      ...plain('Order', 1),
      items: order.map((chain) =>
        item(`\nOrder: ${chain.map(code).join(' → ')}\n`)
      )
    }
  ]
}

type Namer = (workspace: WorkspaceName) => string

function plain(
  name: string,
  rank: number
): Pick<Section, 'heading' | 'name' | 'rank' | 'omitted'> {
  return {
    heading: '',
    name,
    rank,
    omitted: (count) =>
      `\n_… and ${grouped(count)} more under “${name}”, left out for want of room._\n`
  }
}

/** Names in one line. */
const maxNames = 50

function listNames(workspaces: readonly WorkspaceName[], name: Namer): string {
  const shown = workspaces
    .slice(0, maxNames)
    .map((workspace) => code(name(workspace)))
    .join(', ')
  const more = workspaces.length - maxNames
  return more > 0 ? `${shown} and ${grouped(more)} more` : shown
}

/** Run by run, in words that nobody takes for success. */
function stoppedSection(members: readonly SetMember[], name: Namer): Section {
  return {
    heading: '\n#### Not applied\n\n',
    rank: -1,
    omitted: (count) => `- … and ${grouped(count)} more\n`,
    items: members.flatMap((member) => {
      const { report, stopped } = member
      if (stopped === undefined) return []
      const text = code(name(report.workspace))
      const where = report.run === undefined ? text : link(text, report.run.url)
      return [
        item(
          `- ${where}: **${memberState(member).toLowerCase()}.** ${sentence(whyOf(stopped))}${isWaiting(report) ? ' Its run still waits for a decision.' : ''}\n`
        )
      ]
    })
  }
}

/** The state stands before it. */
function whyOf({ why }: Stopped): string {
  return why.replace(/^Not (?:confirmed|reached): (.)/, (_, first: string) =>
    first.toUpperCase()
  )
}

/** How the runs that wait are applied together. */
function nextSection(members: readonly SetMember[]): Section {
  const waiting = waitingIn(members)
  const what =
    waiting.length === 1
      ? 'One run waits, and changes nothing until it is confirmed'
      : `${plural(waiting.length, 'run')} wait, and change nothing until they are confirmed`
  const when = waiting.some(({ outcome }) => outcome === 'blocked')
    ? ', when the rules hold'
    : ''
  const isOver = waiting.every(isOvertaken)
  const these = waiting.length === 1 ? 'this plan' : 'these plans'
  return {
    heading: '\n#### Next\n',
    rank: 0,
    omitted: () => '',
    items:
      waiting.length === 0
        ? []
        : [
            item(
              `\n${what}. To ${isOver ? 'discard' : 'apply exactly'} ${these}${isOver ? '' : when}, run the workflow with:\n\n${fence(
                [
                  isOver ? 'mode: discard' : 'mode: apply',
                  'run-id: |',
                  ...waiting.map((report) => `  ${idForWorkflow(report)}`),
                  ...(isOver ? [] : ['approve: true'])
                ].join('\n'),
                'yaml'
              )}`
            )
          ]
  }
}

/** Which workspaces were not selected, by why. */
function leftOutSection({ leftOut, members }: SetReport, name: Namer): Section {
  const groups = new Map<string, WorkspaceName[]>()
  for (const each of leftOut) {
    const same = groups.get(each.why)
    if (same === undefined) groups.set(each.why, [each])
    else same.push(each)
  }
  return {
    ...fold(
      `Not selected: ${plural(leftOut.length, 'workspace')}`,
      members.length === 0
    ),
    name: 'Not selected',
    rank: 1,
    omitted: (count) => `- … and ${grouped(count)} more\n`,
    items: [...groups].map(([why, workspaces]) => ({
      short: `- ${sentence(why)}: ${plural(workspaces.length, 'workspace')}\n`,
      long: () => `- ${sentence(why)}: ${listNames(workspaces, name)}\n`,
      count: workspaces.length
    }))
  }
}
