import { item } from './budget.ts'
import type { Section } from './budget.ts'
import { code, codeHtml } from './excerpts.ts'
import { fold } from './rendering.ts'
import type { Detail, PlanComparison, Report } from './types.ts'
import { grouped, plural } from './words.ts'

/** Resources named under one comparison. */
const maxNamed = 30

const name = 'Since the last plan'

/**
 * What is new, changed and gone since the last plan of the pull request: one
 * line, and folded which.
 */
export function sinceSection({ since }: Report, detail: Detail): Section {
  const section = { heading: '', name, rank: -1, omitted: () => '' }
  if (since === undefined || detail === 'counts') {
    return { ...section, items: [] }
  }
  if (since.kind !== 'different') {
    return { ...section, items: [item(`\n${alikeLine(since)}\n`)] }
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
  const line = `${name} (${planOf(since, codeHtml)}): ${told}`
  if (named.length === 0) return { ...section, items: [item(`\n${line}.\n`)] }
  const more = named.length - maxNamed
  return {
    ...section,
    ...fold(line),
    omitted: (count: number) => `- … and ${grouped(count)} more\n`,
    items: [
      ...named.slice(0, maxNamed).map(item),
      ...(more > 0 ? [item(`- … and ${grouped(more)} more\n`)] : [])
    ]
  }
}

function alikeLine(
  since: Exclude<PlanComparison, { readonly kind: 'different' }>
): string {
  const plan = `${name} (${planOf(since, code)})`
  if (since.kind === 'unlisted') {
    return `${plan} it changed; that one had too many to tell which (${plural(since.count, 'resource change')}).`
  }
  return `${plan}: ${since.count === 0 ? 'no resource changes, as before' : 'the same resource changes'}.`
}

function planOf(
  { sha, runId }: PlanComparison,
  render: (text: string) => string
): string {
  return sha === '' ? render(runId) : `commit ${render(sha.slice(0, 7))}`
}
