import type { PlanChanges, ResourceChange } from '../plan/types.ts'
import type { Item, Section } from './budget.ts'
import { code, codeHtml } from './excerpts.ts'
import { details, htmlCode, inlineCode } from './markdown.ts'
import { diffFence, omittedLine } from './rendering.ts'
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

/** The resource changes, by verb, dangerous first, then by module. */
export function resourceSections(
  changes: PlanChanges,
  rendering: Rendering
): readonly Section[] {
  return verbOrder.flatMap((verb) => {
    const found = changes.resources.filter((change) => change.verb === verb)
    if (found.length === 0) return []
    const title = `${verbTitles[verb]} (${grouped(found.length)})`
    return [
      {
        heading: `\n#### ${title}\n`,
        items: byModule(found, rendering),
        rank: isDangerous(verb) ? 0 : 2,
        omitted: (count: number) =>
          omittedLine(count, rendering, verbTitles[verb].split(':')[0] ?? '')
      }
    ]
  })
}

function byModule(
  changes: readonly ResourceChange[],
  rendering: Rendering
): readonly Item[] {
  const modules = new Map<string, ResourceChange[]>()
  for (const change of changes) {
    const name = change.moduleAddress ?? ''
    const members = modules.get(name)
    if (members === undefined) modules.set(name, [change])
    else members.push(change)
  }
  const hasTitles = changes.length > 3 && modules.size > 1
  return [...modules]
    .sort(([a], [b]) => (a === '' ? -1 : b === '' ? 1 : compare(a, b)))
    .flatMap(([name, members]) =>
      members.map((change, index) => {
        const title =
          hasTitles && index === 0 && name !== ''
            ? `\n${code(name)} (${members.length})\n`
            : ''
        return resourceItem(change, title, rendering)
      })
    )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function resourceItem(
  change: ResourceChange,
  title: string,
  rendering: Rendering
): Item {
  const facts = factsOf(change)
  const tail = facts === '' ? '' : `: ${facts}`
  const line = `${title}\n${inlineCode(symbolOf(change))} ${code(change.address)}${tail}\n`
  if (rendering.detail !== 'full') return { short: line, long: undefined }
  return {
    short: line,
    long: () => {
      const { diff } = change
      if (diff.length === 0) return line
      const summary = `${htmlCode(symbolOf(change))} ${codeHtml(change.address)}${tailHtml(change)}`
      return `${title}\n${details(summary, diffFence(diff, rendering.limits))}`
    }
  }
}

/** Markdown: why, from where, which id. */
function factsOf(change: ResourceChange): string {
  return factParts(change, code)
}

function tailHtml(change: ResourceChange): string {
  const facts = factParts(change, codeHtml)
  return facts === '' ? '' : `: ${facts}`
}

function factParts(
  change: ResourceChange,
  renderCode: (text: string) => string
): string {
  const facts: string[] = []
  const reason = reasonOf(change)
  if (change.verb === 'replace' && change.replacePaths.length > 0) {
    const paths = [...new Set(change.replacePaths)]
    const shown = paths.slice(0, 3).map(renderCode)
    if (paths.length > 3) shown.push(`${paths.length - 3} more`)
    facts.push(
      `${listing(shown)} ${paths.length === 1 ? 'forces' : 'force'} replacement`
    )
  } else if (reason !== '') {
    facts.push(reason)
  }
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
    const { id } = change.importing
    facts.push(id === undefined ? 'imported' : `imported as ${renderCode(id)}`)
  }
  return facts.join('; ')
}
