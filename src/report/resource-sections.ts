import type {
  DiffLine,
  Importing,
  PlanChanges,
  ResourceChange
} from '../plan/types.ts'
import { item } from './budget.ts'
import type { Item, Section } from './budget.ts'
import { code, codeHtml } from './excerpts.ts'
import {
  groupInstances,
  instancesOf,
  shapeOf,
  sharedDiff
} from './instances.ts'
import type { Instances } from './instances.ts'
import { details } from './markdown.ts'
import { drawn, omittedLine } from './rendering.ts'
import type { Rendering } from './rendering.ts'
import {
  grouped,
  isDangerous,
  listing,
  reasonOf,
  symbolOf,
  verbOrder,
  verbTitles
} from './words.ts'

/** Rows of harmless changes that are listed without their differences. */
const maxRows = 100

/** Instances whose differences are drawn to find those that are alike. */
const maxCompared = 2_000

/** The resource changes, by verb, dangerous first, then by module. */
export function resourceSections(
  changes: PlanChanges,
  rendering: Rendering
): readonly Section[] {
  return verbOrder.flatMap((verb) => {
    const found = changes.resources.filter((change) => change.verb === verb)
    if (found.length === 0) return []
    const title = `${verbTitles[verb]} (${grouped(found.length)})`
    const name = verbTitles[verb].split(':')[0] ?? ''
    const rows = rowsOf(found, rendering)
    // Thousands of lines tell less than how many of what there are.
    const isTallied =
      !isDangerous(verb) && rows.length > maxRows && rendering.detail === 'full'
    const items = byModule(rows, rendering, isTallied)
    return [
      {
        heading: `\n#### ${title}\n`,
        name,
        items: isTallied ? [tallyItem(found), ...items] : items,
        rank: isDangerous(verb) ? 0 : 2,
        omitted: (count: number) => omittedLine(count, rendering, name)
      }
    ]
  })
}

/** Instances of one resource that change alike are one row. */
function rowsOf(
  changes: readonly ResourceChange[],
  { detail }: Rendering
): readonly Instances[] {
  if (detail === 'full' && changes.length > maxCompared) {
    return changes.map((change) => instancesOf([change]))
  }
  const rows = groupInstances(changes, (change) => {
    const facts = factParts(change, (text) => text)
    const shape = detail === 'full' ? shapeOf(diffOf(change)) : ''
    return `${facts.length} ${facts}${change.isDrawn}${shape}`
  })
  // A diff names them all; where there is none, the row has to.
  return rows.flatMap((row) => {
    const [first] = row.members
    const isNamed = detail === 'full' && first && diffOf(first).length > 0
    return isNamed === true || !row.isCut
      ? [row]
      : row.members.map((change) => instancesOf([change]))
  })
}

/** How many of what, where; folded. */
function tallyItem(changes: readonly ResourceChange[]): Item {
  const counts = new Map<string, { what: string[]; count: number }>()
  for (const { type, moduleAddress = '' } of changes) {
    const module = moduleAddress.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '')
    const key = `${type.length} ${type}${module}`
    const known = counts.get(key)
    if (known === undefined) counts.set(key, { what: [type, module], count: 1 })
    else known.count++
  }
  const lines = [...counts.values()]
    .sort((a, b) => b.count - a.count)
    .map(({ what: [type = '', module = ''], count }) => {
      const where = module === '' ? '' : ` in ${code(module)}`
      return `- ${grouped(count)} ${code(type)}${where}`
    })
  const more = lines.length - maxRows
  const shown = [
    ...lines.slice(0, maxRows),
    ...(more > 0 ? [`- and ${grouped(more)} more`] : [])
  ]
  return {
    ...item(`\n${details('By type and module', shown.join('\n'))}`),
    count: 0
  }
}

function byModule(
  rows: readonly Instances[],
  rendering: Rendering,
  isTallied: boolean
): readonly Item[] {
  const modules = new Map<string, Instances[]>()
  for (const row of rows) {
    const name = row.members[0]?.moduleAddress ?? ''
    const members = modules.get(name)
    if (members === undefined) modules.set(name, [row])
    else members.push(row)
  }
  const hasTitles = rows.length > 3 && modules.size > 1
  return [...modules]
    .sort(([a], [b]) => (a === '' ? -1 : b === '' ? 1 : compare(a, b)))
    .flatMap(([name, members]) => {
      const count = members.reduce((sum, each) => sum + each.count, 0)
      const title =
        hasTitles && name !== '' ? `\n${code(name)} (${grouped(count)})\n` : ''
      return members.map((row, index) => ({
        ...rowItem(row, index === 0 ? title : '', rendering, isTallied),
        count: row.count
      }))
    })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function rowItem(
  row: Instances,
  title: string,
  rendering: Rendering,
  isTallied: boolean
): Item {
  const [change] = row.members
  if (change === undefined) return item('')
  const number = row.count === 1 ? '' : ` (${grouped(row.count)})`
  const name = `${symbolOf(change)} ${row.address}`
  const lineIn = (renderCode: (text: string) => string): string => {
    const facts = factParts(change, renderCode)
    return `${renderCode(name)}${number}${facts === '' ? '' : `: ${facts}`}`
  }
  const line = () => `${title}\n${lineIn(code)}\n`
  if (rendering.detail !== 'full') return item(line())
  return {
    short: isTallied ? undefined : line(),
    ...drawn(
      line,
      (fence) => `${title}\n${details(lineIn(codeHtml), fence)}`,
      () => sharedDiff(row.members, diffOf),
      rendering
    )
  }
}

function diffOf({ verb, diff }: ResourceChange): readonly DiffLine[] {
  return verb === 'create' ? foldUnknown(diff) : diff
}

/** What is known after apply in every new object is one line, with the names. */
function foldUnknown(diff: readonly DiffLine[]): readonly DiffLine[] {
  const nameOf = ({ marker, depth, text }: DiffLine): string | undefined =>
    marker === '+' && depth === 0
      ? /^("[^"]*"|[^\s"]+) *= \(known after apply\)$/.exec(text)?.[1]
      : undefined
  const names = diff.flatMap((line) => nameOf(line) ?? [])
  if (names.length < 2) return diff
  return [
    ...diff.filter((line) => nameOf(line) === undefined),
    {
      marker: '+',
      depth: 0,
      text: `# (${grouped(names.length)} known after apply: ${names.join(', ')})`
    }
  ]
}

function factParts(
  change: ResourceChange,
  renderCode: (text: string) => string
): string {
  const facts: string[] = []
  const reason = reasonOf(change, renderCode)
  if (change.verb === 'replace' && change.replacePaths.length > 0) {
    const paths = [...new Set(change.replacePaths)]
    const shown = paths.slice(0, 3).map(renderCode)
    if (paths.length > 3) shown.push(`${paths.length - 3} more`)
    facts.push(
      `${listing(shown)} ${paths.length === 1 ? 'forces' : 'force'} replacement`
    )
  }
  if (reason !== '') facts.push(reason)
  if (change.verb === 'replace' && change.actions.includes('forget')) {
    facts.push('the old object is kept, but no longer managed')
  } else if (change.verb === 'replace' && change.actions[0] === 'create') {
    facts.push('created before the old one is destroyed')
  }
  if (change.verb === 'unknown') {
    facts.push(`actions ${renderCode(change.actions.join(', ') || 'none')}`)
  }
  if (change.deposed !== undefined) {
    facts.push(`deposed object ${renderCode(change.deposed)}`)
  }
  if (change.previousAddress !== undefined) {
    facts.push(`moved from ${renderCode(change.previousAddress)}`)
  }
  if (change.importing !== undefined) {
    facts.push(...importFacts(change.importing, renderCode))
    if (change.verb === 'replace') {
      facts.push('this will destroy the imported resource')
    }
  }
  return facts.join('; ')
}

function importFacts(
  { id, identity, isUnknown, isGenerated }: Importing,
  renderCode: (text: string) => string
): readonly string[] {
  const what =
    id !== undefined
      ? `imported as ${renderCode(id)}`
      : identity !== undefined
        ? `imported by its identity ${renderCode(identity)}`
        : isUnknown === true
          ? 'imported by an id that is known after apply'
          : 'imported'
  return isGenerated ? [what, 'its configuration will be generated'] : [what]
}
