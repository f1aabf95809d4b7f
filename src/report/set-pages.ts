import { code, codeHtml } from './excerpts.ts'
import { memberFooter } from './footer.ts'
import { renderCounts } from './headline.ts'
import { details, plainText, shorten } from './markdown.ts'
import { elsewhereOf, nothingMore, renderPage } from './page.ts'
import type { PageOptions } from './page.ts'
import { byWeight, memberState, weightOf, weights } from './set.ts'
import type { SetMember } from './set.ts'
import { namer } from './set-table.ts'
import { shareOut } from './shares.ts'
import { traceOf } from './trace.ts'
import { grouped, listing, plural } from './words.ts'

interface PagesOptions extends PageOptions {
  /** Where all of the set is to be read, as Markdown. */
  readonly elsewhere: string
}

/**
 * The pages of all workspaces, each folded, the failed and the dangerous open
 * and first, within the budget. A page that is cut says so; pages that there is
 * no room for are counted. What is dangerous is cut last.
 */
export function renderPages(
  members: readonly SetMember[],
  options: PagesOptions
): string {
  const { measure, elsewhere } = options
  const pages = mergeTwins(
    byWeight(members).map((member) => draw(member, options)),
    namer(members.map(({ report }) => report.workspace)),
    measure
  )
  const budget =
    options.budget - measure(missingNote(members.length, elsewhere))
  // Not even to say so: that the sections are cut is said before.
  if (budget < 0) return ''
  const shown = [...pages]
  let least = sum(shown.map((page) => page.least))
  while (shown.length > 0 && least > budget) least -= shown.pop()?.least ?? 0
  const shares = sharesOf(shown, budget - least)
  let spare = 0
  const texts = shown.map((page, index) => {
    const share = page.least + (shares[index] ?? 0) + spare
    const text = within(page, share, options)
    spare = share - measure(text)
    return text
  })
  const missing = sum(
    pages.slice(shown.length).map(({ members: { length } }) => length)
  )
  return `${texts.join('')}${missing === 0 ? '' : missingNote(missing, elsewhere)}`
}

function missingNote(count: number, elsewhere: string): string {
  return `\n_${plural(count, 'page')} not shown for want of room: follow the links in the table, or see ${elsewhere}._\n`
}

interface Drawn {
  readonly member: SetMember
  readonly body: string
}

/** A page, and whose it is: of several that are the same, the first one's. */
interface Page extends Drawn {
  readonly members: readonly SetMember[]
  readonly frame: (body: string) => string
  /** What it takes in full, and what it takes to say that all of it is cut. */
  readonly whole: number
  readonly least: number
}

function draw(member: SetMember, options: PagesOptions): Drawn {
  return { member, body: body(member, options, options.budget) }
}

function body(
  { report }: SetMember,
  options: PagesOptions,
  budget: number
): string {
  return renderPage(report, { ...options, budget, opening: '', isInSet: true })
}

/** Pages that say the same but for names and links become one. */
function mergeTwins(
  drawn: readonly Drawn[],
  name: ReturnType<typeof namer>,
  measure: PageOptions['measure']
): readonly Page[] {
  const groups = new Map<string, Drawn[]>()
  for (const each of drawn) {
    const key = contentOf(each)
    const same = groups.get(key)
    if (same === undefined) groups.set(key, [each])
    else same.push(each)
  }
  return [...groups.values()].flatMap(([first, ...twins]) => {
    if (first === undefined) return []
    const members = [first, ...twins].map(({ member }) => member)
    const frame = framer(members, name)
    const nothing = nothingMore(elsewhereOf(first.member.report))
    const whole = measure(frame(first.body))
    const least = Math.min(whole, measure(frame(nothing)))
    return [{ ...first, members, frame, whole, least }]
  })
}

/** How many seconds ago each was planned tells nothing, where no rule asks. */
const ageLine = /^- age of the plan: .*$/m

/** What a page says, without what only tells whose it is. */
function contentOf({ member, body }: Drawn): string {
  const { report } = member
  const { run, workspace } = report
  const own = [run?.url, workspace.url, run?.id].filter(
    (text): text is string => text !== undefined && text.length >= 8
  )
  return JSON.stringify([
    memberState(member),
    renderCounts(report),
    own.reduce(
      (text, each, index) => text.replaceAll(each, `\0${index}`),
      body.replace(ageLine, '')
    ),
    // What both leave out for want of room may differ all the same.
    traceOf(report, 'full')?.digest
  ])
}

/** Names in a summary or in a line. */
const maxNames = 3
const maxTwins = 50

function framer(
  members: readonly SetMember[],
  name: ReturnType<typeof namer>
): (body: string) => string {
  const [first, ...twins] = members
  if (first === undefined) return (text) => text
  const names = members.map(({ report }) => name(report.workspace))
  const counts = renderCounts(first.report)
  const summary = [
    few(names.map(codeHtml), maxNames),
    plainText(shorten(memberState(first), 80)),
    ...(counts === '' ? [] : [counts])
  ].join(' · ')
  const [own = '', ...others] = names.map(code)
  const same =
    twins.length === 0
      ? ''
      : `_The page of ${own}; that of ${few(others, maxTwins)} is the same but for names and links._\n\n`
  const isOpen = weightOf(first) <= weights.dangerous
  const foot = memberFooter(first.report)
  return (text) =>
    `\n${details(summary, `${same}${text.replace(/^\n+/, '')}\n${foot}`, isOpen)}`
}

function few(names: readonly string[], most: number): string {
  const more = names.length - most
  return listing(
    more > 0 ? [...names.slice(0, most), `${grouped(more)} more`] : names
  )
}

/** How much of the room the failed and the dangerous may take, if others want it. */
const urgentShare = 0.75

/** What each page gets above its least. */
function sharesOf(pages: readonly Page[], room: number): readonly number[] {
  const isUrgent = ({ member }: Page) => weightOf(member) <= weights.stopped
  const needs = (some: readonly Page[]) =>
    some.map(({ whole, least }) => whole - least)
  // They come first.
  const urgent = needs(pages.filter(isUrgent))
  const others = needs(pages.filter((page) => !isUrgent(page)))
  const most = Math.max(room * urgentShare, room - sum(others))
  const first = shareOut(urgent, most)
  return [...first, ...shareOut(others, room - sum(first))]
}

function within(page: Page, share: number, options: PagesOptions): string {
  const { member, body: whole, frame } = page
  if (page.whole <= share) return frame(whole)
  const room = share - options.measure(frame(''))
  return frame(body(member, options, room))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
