import type { Diagnostic } from '../run/record/diagnostic.ts'
import { item } from './budget.ts'
import type { Item, Section } from './budget.ts'
import { code, sentence } from './excerpts.ts'
import {
  details,
  escapeHtml,
  fence,
  plainText,
  shorten,
  visible
} from './markdown.ts'
import { omittedLine } from './rendering.ts'
import type { Limits, Rendering } from './rendering.ts'
import type { Report } from './types.ts'
import { grouped, plural } from './words.ts'

/** Warnings that are told one by one; the others are folded into one list. */
const maxWarnings = 5
/** Lines of that list. */
const maxFolded = 100

/** What failed and what Terraform warns of, in its words. */
export function failureSections(
  report: Report,
  rendering: Rendering
): {
  readonly errors: Section
  readonly warnings: Section
  readonly log: Section
} {
  const { failure } = report
  const errors = (failure?.diagnostics ?? []).filter(isError)
  const warnings = [
    ...(failure?.diagnostics ?? []).filter((each) => !isError(each)),
    ...report.warnings
  ]
  return {
    errors: {
      heading: `\n#### Errors (${errors.length})\n`,
      rank: -1,
      omitted: (count) => omittedLine(count, rendering, 'Errors'),
      items: errors.map((error) => diagnosticItem(error, rendering, true))
    },
    warnings: {
      heading: `\n#### Warnings (${warnings.length})\n`,
      rank: 3,
      omitted: (count) => omittedLine(count, rendering, 'Warnings'),
      items: warningItems(warnings, rendering)
    },
    log: {
      heading: '',
      name: 'the log',
      rank: -1,
      omitted: () => '',
      items:
        failure?.logText === undefined || rendering.detail !== 'full'
          ? []
          : [
              logItem(
                failure.logText,
                'The end of the log',
                rendering.limits,
                // It repeats what is told above, where that was understood.
                failure.diagnostics.length === 0
              )
            ]
    }
  }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error'
}

function warningItems(
  warnings: readonly Diagnostic[],
  rendering: Rendering
): readonly Item[] {
  if (warnings.length > 0 && rendering.detail === 'counts') {
    return [item(`\n${plural(warnings.length, 'warning')} of Terraform\n`)]
  }
  const groups = similarOf(warnings)
  const folded = groups.slice(maxWarnings).flat()
  return [
    ...groups
      .slice(0, maxWarnings)
      .map((group) => warningItem(group, rendering)),
    ...(folded.length > 0 ? [foldedWarnings(folded)] : [])
  ]
}

/** Those that only their places tell apart together, in the order of the first. */
function similarOf(
  warnings: readonly Diagnostic[]
): readonly (readonly Diagnostic[])[] {
  const groups = new Map<string, Diagnostic[]>()
  for (const warning of warnings) {
    const key = JSON.stringify([warning.summary, warning.detail])
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [warning])
    else group.push(warning)
  }
  return [...groups.values()]
}

/** What many have in common once, then where each is. */
function warningItem(group: readonly Diagnostic[], rendering: Rendering): Item {
  const [first] = group
  if (first === undefined) return item('')
  if (group.length === 1) return diagnosticItem(first, rendering, false)
  const title = `${sentence(first.summary) || 'Warning'} (${grouped(group.length)})`
  const count = group.length
  const short = `\n**${title}**\n`
  if (rendering.detail !== 'full') return { short, long: undefined, count }
  const more = group.length - maxFolded
  const long = () => {
    const places = group
      .slice(0, maxFolded)
      .flatMap((each) => placesOf(each) || [])
      .map((place) => `- ${place}`)
    const rest = more > 0 ? [`- … and ${grouped(more)} more`] : []
    const body = [
      prose(first.detail, rendering.limits.logLength),
      [...places, ...rest].join('\n')
    ].filter((part) => part !== '')
    return `\n${details(title, body.join('\n'))}`
  }
  return { short, long, count }
}

function foldedWarnings(warnings: readonly Diagnostic[]): Item {
  const title = plural(warnings.length, 'more warning')
  const left = warnings.length - maxFolded
  return {
    short: `\n${title}\n`,
    long: () =>
      `\n${details(
        title,
        [
          ...warnings.slice(0, maxFolded).map((each) => `- ${titleOf(each)}`),
          ...(left > 0 ? [`- … and ${grouped(left)} more`] : [])
        ].join('\n')
      )}`
  }
}

/** Where it is, in code and in the resources, as Markdown. */
function placesOf({ range, address }: Diagnostic): string {
  return [
    range === undefined
      ? ''
      : `at ${code(`${range.filename}:${range.startLine}`)}`,
    address === undefined ? '' : `in ${code(address)}`
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function titleOf(diagnostic: Diagnostic): string {
  const summary =
    sentence(diagnostic.summary) || (isError(diagnostic) ? 'Error' : 'Warning')
  return `**${summary}** ${placesOf(diagnostic)}`.trimEnd()
}

function diagnosticItem(
  diagnostic: Diagnostic,
  rendering: Rendering,
  isOpen: boolean
): Item {
  const { range, summary, snippet, detail } = diagnostic
  const title =
    rendering.detail === 'counts'
      ? `**${isError(diagnostic) ? 'Error' : 'Warning'}**`
      : titleOf(diagnostic)
  const where = placesOf(diagnostic)
  const short = `\n${title}\n`
  if (rendering.detail !== 'full') return { short, long: undefined }
  const body = [
    snippet === undefined || snippet.trim() === ''
      ? ''
      : fence(numbered(snippet, range?.startLine), 'hcl'),
    prose(detail, rendering.limits.logLength)
  ].filter((part) => part !== '')
  if (body.length === 0) return { short, long: undefined }
  return {
    short,
    long: () =>
      isOpen
        ? `\n${title}\n\n${body.join('\n')}`
        : `\n${details(sentence(summary) || 'Warning', `${where === '' ? '' : `${where}\n\n`}${body.join('\n')}`)}`
  }
}

/** Paragraphs where it is prose, which wraps; a block where it is laid out. */
function prose(text: string, length: number): string {
  const shown = shorten(visible(text).trim(), Math.min(length, 8_000))
  if (shown === '') return ''
  if (/^[ \t]|\t| {2}\S/m.test(shown)) return fence(shown)
  return shown
    .split(/\n{2,}/)
    .map((paragraph) => `${plainText(paragraph)}\n`)
    .join('\n')
}

function numbered(snippet: string, start: number | undefined): string {
  const lines = shorten(visible(snippet), 2_000).replace(/\n+$/, '').split('\n')
  if (start === undefined) return lines.join('\n')
  const width = String(start + lines.length - 1).length
  return lines
    .map((line, index) => `${String(start + index).padStart(width)}: ${line}`)
    .join('\n')
}

/** The end of a log, folded or not, cut at a line border from the front. */
export function logItem(
  text: string,
  title: string,
  limits: Limits,
  isOpen: boolean
): Item {
  const shown = endOf(
    visible(text).replace(/^\n+/, '').trimEnd(),
    limits.logLength
  )
  return {
    short: '',
    long: () =>
      shown === ''
        ? ''
        : `\n${details(escapeHtml(title), fence(shown), isOpen)}`
  }
}

function endOf(text: string, length: number): string {
  if (text.length <= length) return text
  const end = text.slice(text.length - length).replace(/^[\udc00-\udfff]/, '')
  const line = end.indexOf('\n')
  return `…\n${line >= 0 && line < 500 ? end.slice(line + 1) : end}`
}
