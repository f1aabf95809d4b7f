import type {
  CheckResult,
  DiffLine,
  PlanChanges,
  ResourceChange,
  Verb
} from '../plan/types.ts'
import type { Diagnostic } from '../run/diagnostics.ts'
import type { Item, Section } from './budget.ts'
import {
  details,
  escapeHtml,
  fence,
  htmlCode,
  inlineCode,
  oneLine,
  plainText,
  shorten,
  visible
} from './markdown.ts'
import type { Detail, Report } from './types.ts'
import {
  listing,
  plural,
  reasonOf,
  symbolOf,
  verbOrder,
  verbTitles,
  grouped
} from './words.ts'

/** How long one thing may get, in lines and UTF-16 code units. */
export interface Limits {
  readonly diffLines: number
  readonly diffLength: number
  readonly logLength: number
}

/** Names and addresses are cut here; Terraform's own are far shorter. */
const maxAddress = 300
/** Sentences of others are cut here. */
const maxSentence = 600

interface Rendering {
  readonly detail: Detail
  readonly limits: Limits
  /** Where the rest can be read, as a link. */
  readonly elsewhere: string
}

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

/** Does the verb take something away that may not come back? */
export function isDangerous(verb: Verb): boolean {
  return (
    verb === 'destroy' ||
    verb === 'replace' ||
    verb === 'forget' ||
    verb === 'unknown'
  )
}

function omittedLine(
  count: number,
  { elsewhere }: Rendering,
  what: string
): string {
  return `\n_… and ${grouped(count)} more under “${what}”, left out for want of room: see ${elsewhere}._\n`
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
      const summary = `${htmlCode(symbolOf(change))} ${htmlCode(shorten(oneLine(change.address), maxAddress))}${tailHtml(change)}`
      return `${title}\n${details(summary, diffFence(diff, rendering.limits))}`
    }
  }
}

/** Markdown: why, from where, which id. */
function factsOf(change: ResourceChange): string {
  return factParts(change, (text) => code(text))
}

function tailHtml(change: ResourceChange): string {
  const facts = factParts(change, (text) =>
    htmlCode(shorten(oneLine(text), maxAddress))
  )
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

/** An address or name as inline code, of bounded length. */
export function code(text: string): string {
  return inlineCode(shorten(oneLine(text), maxAddress))
}

/** Prose of others, of bounded length. */
export function sentence(text: string): string {
  return plainText(shorten(oneLine(text), maxSentence))
}

/**
 * Diff lines as GitHub colours them: the marker in the first column, `!` for
 * Terraform's `~`, cut at a line border where too long.
 */
export function diffFence(lines: readonly DiffLine[], limits: Limits): string {
  const drawn: string[] = []
  let length = 0
  for (const { marker, depth, text } of lines) {
    const line = `${marker === '~' ? '!' : marker} ${'  '.repeat(Math.min(depth, 20))}${visible(text).replaceAll('\n', ' ')}`
    length += line.length + 1
    if (drawn.length >= limits.diffLines || length > limits.diffLength) break
    drawn.push(line)
  }
  const missing = lines.length - drawn.length
  if (missing > 0) {
    drawn.push(`  # (${plural(missing, 'more line')}, not shown here)`)
  }
  return fence(drawn.join('\n'), 'diff')
}

/** Outputs, action invocations, deferred changes and drift. */
export function otherSections(
  changes: PlanChanges,
  rendering: Rendering
): readonly Section[] {
  return [
    actionSection(changes, rendering),
    outputSection(changes, rendering),
    deferredSection(changes, rendering),
    driftSection(changes, rendering)
  ]
}

function actionSection(changes: PlanChanges, rendering: Rendering): Section {
  return {
    heading: `\n#### Actions to invoke (${changes.actionInvocations.length})\n`,
    rank: 1,
    omitted: (count) => omittedLine(count, rendering, 'Actions to invoke'),
    items: changes.actionInvocations.map((invocation) => {
      const { triggeringAddress, event } = invocation
      const trigger =
        triggeringAddress === undefined
          ? ''
          : `: ${code(event ?? 'triggered')} of ${code(triggeringAddress)}`
      const triggerHtml =
        triggeringAddress === undefined
          ? ''
          : `: ${htmlCode(event ?? 'triggered')} of ${htmlCode(triggeringAddress)}`
      return foldable(
        `\n${code(invocation.address)}${trigger}\n`,
        `${htmlCode(invocation.address)}${triggerHtml}`,
        invocation,
        rendering
      )
    })
  }
}

function outputSection(changes: PlanChanges, rendering: Rendering): Section {
  const { outputs } = changes
  const heading = `\n#### Outputs (${outputs.length})\n`
  const omitted = (count: number) => omittedLine(count, rendering, 'Outputs')
  if (rendering.detail === 'full' && outputs.length > 0) {
    const lines = outputs.flatMap((output) => output.diff)
    const drawn = diffFence(lines, rendering.limits)
    const body =
      outputs.length > 10
        ? details(`${plural(outputs.length, 'output')} change`, drawn)
        : drawn
    const names = `\n${outputs
      .slice(0, 20)
      .map((output) => code(output.name))
      .join(', ')}${outputs.length > 20 ? ' and more' : ''}\n`
    return {
      heading,
      rank: 1,
      omitted,
      items: [{ short: names, long: () => `\n${body}` }]
    }
  }
  return {
    heading,
    rank: 1,
    omitted,
    items: outputs.map((output) => ({
      short: `- ${code(output.name)}: ${output.verb}\n`,
      long: undefined
    }))
  }
}

/** Failed checks, one by one; the others counted. */
export function checkSection(
  checks: readonly CheckResult[],
  rendering: Rendering
): Section {
  const failed = checks.filter(
    ({ status }) => status === 'fail' || status === 'error'
  )
  const passed = checks.filter(({ status }) => status === 'pass').length
  const open = checks.length - failed.length - passed
  const rest = [
    passed > 0 ? `${passed} passed` : '',
    open > 0 ? `${open} known after apply` : ''
  ].filter((part) => part !== '')
  const items: Item[] = failed.map((check) => {
    const problems = check.problems
      .slice(0, 5)
      .map((problem) => sentence(problem))
      .join('; ')
    const says =
      rendering.detail === 'full' && problems !== '' ? `: ${problems}` : ''
    return {
      short: `- **${check.status === 'fail' ? 'failed' : 'error'}** ${code(check.address)}${says}\n`,
      long: undefined
    }
  })
  if (rest.length > 0) {
    items.push({ short: `- ${rest.join(', ')}\n`, long: undefined })
  }
  return {
    heading: `\n#### Checks${failed.length > 0 ? ` (${failed.length} failed)` : ''}\n\n`,
    rank: failed.length > 0 ? 0 : 1,
    omitted: (count) => omittedLine(count, rendering, 'Checks'),
    items
  }
}

const deferredReasons: Readonly<Record<string, string>> = {
  instance_count_unknown: 'its count or for_each is not known yet',
  resource_config_unknown: 'its configuration is not known yet',
  provider_config_unknown: 'its provider’s configuration is not known yet',
  absent_prereq: 'something it needs does not exist yet',
  deferred_prereq: 'something it depends on is deferred'
}

function deferredSection(changes: PlanChanges, rendering: Rendering): Section {
  return {
    heading: `\n#### Deferred to a later plan (${changes.deferredChanges.length})\n`,
    rank: 2,
    omitted: (count) => omittedLine(count, rendering, 'Deferred'),
    items: changes.deferredChanges.map((change) => {
      const why = deferredReasons[change.reason ?? ''] ?? ''
      const tail = why === '' ? '' : `: ${why}`
      return foldable(
        `\n${inlineCode(symbolOf(change))} ${code(change.address)}${tail}\n`,
        `${htmlCode(symbolOf(change))} ${htmlCode(shorten(oneLine(change.address), maxAddress))}${tail}`,
        change,
        rendering
      )
    })
  }
}

function driftSection(changes: PlanChanges, rendering: Rendering): Section {
  const isRefreshOnly = changes.resources.length === 0
  const shown = isRefreshOnly
    ? changes.drift
    : [
        ...changes.drift.filter((change) => change.relevant),
        ...changes.drift.filter((change) => !change.relevant)
      ]
  return {
    heading: `\n#### Changed outside Terraform (${shown.length})\n`,
    rank: 3,
    omitted: (count) =>
      omittedLine(count, rendering, 'Changed outside Terraform'),
    items: shown.map((change) => {
      const what = change.verb === 'destroy' ? ': deleted' : ''
      const why =
        change.relevant && !isRefreshOnly ? ' (this plan depends on it)' : ''
      return foldable(
        `\n${code(change.address)}${what}${why}\n`,
        `${htmlCode(shorten(oneLine(change.address), maxAddress))}${what}${why}`,
        change,
        rendering
      )
    })
  }
}

function foldable(
  short: string,
  summary: string,
  change: { readonly diff: readonly DiffLine[] },
  rendering: Rendering
): Item {
  if (rendering.detail !== 'full') return { short, long: undefined }
  return {
    short,
    long: () => {
      const { diff } = change
      return diff.length === 0
        ? short
        : `\n${details(summary, diffFence(diff, rendering.limits))}`
    }
  }
}

/** What failed, in Terraform's words: place, snippet, detail. */
export function failureSections(
  report: Report,
  rendering: Rendering
): readonly Section[] {
  const { failure } = report
  if (failure === undefined) return []
  const errors = failure.diagnostics.filter((d) => d.severity === 'error')
  const warnings = failure.diagnostics.filter((d) => d.severity === 'warning')
  const log =
    failure.logText === undefined || rendering.detail !== 'full'
      ? []
      : [logItem(failure.logText, 'The end of the log', rendering.limits, true)]
  return [
    {
      heading: `\n#### Errors (${errors.length})\n`,
      rank: -1,
      omitted: (count) => omittedLine(count, rendering, 'Errors'),
      items: errors.map((error) => diagnosticItem(error, rendering, true))
    },
    {
      heading: `\n#### Warnings (${warnings.length})\n`,
      rank: 3,
      omitted: (count) => omittedLine(count, rendering, 'Warnings'),
      items: warnings.map((warning) =>
        diagnosticItem(warning, rendering, false)
      )
    },
    {
      heading: '',
      rank: -1,
      omitted: () => '',
      items: log
    }
  ]
}

function diagnosticItem(
  diagnostic: Diagnostic,
  rendering: Rendering,
  isOpen: boolean
): Item {
  const { range, address, snippet, detail } = diagnostic
  const summary = rendering.detail === 'counts' ? '' : diagnostic.summary
  const place =
    range === undefined ? '' : `${range.filename}:${range.startLine}`
  const where =
    rendering.detail === 'counts'
      ? []
      : [
          place === '' ? '' : `at ${code(place)}`,
          address === undefined ? '' : `in ${code(address)}`
        ].filter((part) => part !== '')
  const tail = where.length > 0 ? ` ${where.join(', ')}` : ''
  const title = `**${sentence(summary) || (diagnostic.severity === 'error' ? 'Error' : 'Warning')}**${tail}`
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
        : `\n${details(escapeSummary(summary), `${where.length > 0 ? `${where.join(', ')}\n\n` : ''}${body.join('\n')}`)}`
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

function escapeSummary(text: string): string {
  return plainText(shorten(oneLine(text), maxSentence)) || 'Warning'
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
