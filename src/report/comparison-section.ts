import { item } from './budget.ts'
import type { Section } from './budget.ts'
import { code } from './excerpts.ts'
import type { Detail, Report } from './types.ts'
import { grouped, plural } from './words.ts'

/** Resources named under one comparison. */
const maxNamed = 30

/** What is new, changed and gone since the last plan of the pull request. */
export function sinceSection(report: Report, detail: Detail): Section {
  const { since } = report
  const section = {
    heading: '\n#### Since the last plan\n\n',
    rank: -1,
    omitted: (count: number) => `- … and ${grouped(count)} more\n`
  }
  if (since === undefined || detail === 'counts') {
    return { ...section, items: [] }
  }
  const from =
    since.sha === ''
      ? `the plan of ${code(since.runId)}`
      : `the plan of commit ${code(since.sha.slice(0, 7))}`
  if (since.kind === 'same') {
    const what =
      since.count === 0 ? 'no resource changes' : 'the same resource changes'
    return {
      ...section,
      items: [item(`As in ${from}: ${what}.\n`)]
    }
  }
  if (since.kind === 'unlisted') {
    return {
      ...section,
      items: [
        item(
          `It differs from ${from} (${plural(since.count, 'resource change')}), which had too many to tell which.\n`
        )
      ]
    }
  }
  const counts = [
    [since.fresh.length, 'new'],
    [since.changed.length, 'changed'],
    [since.gone.length, 'gone'],
    [since.same, 'as before']
  ] as const
  const told = counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${grouped(count)} ${word}`)
    .join(', ')
  const named = [
    ...since.fresh.map((address) => `- new: ${code(address)}\n`),
    ...since.changed.map((address) => `- changed: ${code(address)}\n`),
    ...since.gone
      .filter((address) => address !== undefined)
      .map((address) => `- gone: ${code(address)}\n`)
  ]
  const more = named.length - maxNamed
  return {
    ...section,
    items: [
      item(`Against ${from}: ${told}.\n\n`),
      ...named.slice(0, maxNamed).map(item),
      ...(more > 0 ? [item(`- … and ${grouped(more)} more\n`)] : [])
    ]
  }
}
