import type { PlanChanges, Verb } from '../plan/types.ts'
import { assemble, type Item, type Section } from './budget.ts'
import { costSection, policySection, taskSection } from './check-sections.ts'
import { sinceSection } from './comparison-section.ts'
import { code, sentence } from './excerpts.ts'
import { failureSections, logItem } from './failure-sections.ts'
import { headline } from './headline.ts'
import {
  alert,
  details,
  fence,
  isLink,
  link,
  oneLine,
  shorten,
  visible
} from './markdown.ts'
import { nextActions } from './next-actions.ts'
import { checkSection, otherSections } from './plan-sections.ts'
import { isOfRule, reasonSection } from './reason-section.ts'
import type { Limits, Rendering } from './rendering.ts'
import { resourceSections } from './resource-sections.ts'
import { isTargeted, renderScope } from './scope.ts'
import type { ApplyReport, Detail, Report } from './types.ts'
import { duration, isDangerous, listing, plural, verbOrder } from './words.ts'

export interface PageOptions {
  readonly detail: Detail
  /** In what `measure` counts. */
  readonly budget: number
  readonly measure: (text: string) => number
  readonly limits: Limits
  /** The first lines, e.g. a marker; never shortened. */
  readonly opening: string
}

/** Addresses named in the warning block. */
const maxWarned = 10

/**
 * The whole page, most important things first, within the budget: the fixed
 * parts always, then what fits of the lists, dangerous changes before others.
 */
export function renderPage(report: Report, options: PageOptions): string {
  const { budget, measure, opening } = options
  const elsewhere =
    report.run === undefined ? 'the log' : link('the run', report.run.url)
  const rendering = { ...options, elsewhere }
  const before = [
    `### ${headline(report)}\n`,
    warning(report, options.detail),
    standing(report, options.detail)
  ]
    .filter((part) => part !== '')
    .join('\n')
  const after = `\n${footer(report)}`
  const fixed = measure(opening) + measure(before) + measure(after)
  const reserve = measure(shortenedLine(maxCount, elsewhere))
  // A page that has no room for its lists is its head and a link.
  if (fixed + reserve > budget) {
    const head = `${opening}### ${headline(report)}\n`
    const whole = `${head}\n_All else is not shown for want of room: see ${elsewhere}._\n`
    return [whole, head].find((text) => measure(text) <= budget) ?? opening
  }
  const sections: Section[] = [
    reasonSection(report, options.detail),
    checklist(report, options.detail),
    nextSection(report),
    ...failureSections(report, rendering),
    ...(options.detail === 'counts' ? [] : [appliedSection(report, options)]),
    sinceSection(report, options.detail),
    costSection(report.cost),
    policySection(report.policies, options.detail),
    taskSection(report.tasks, options.detail),
    ...(options.detail === 'counts' ? [] : planSections(report, rendering))
  ]
  const { text, cut } = assemble(sections, budget - fixed - reserve, measure)
  const note = cut > 0 ? shortenedLine(cut, elsewhere) : ''
  return `${opening}${before}${text}${note}${after}`
}

/** More than there can be; only its length matters. */
const maxCount = 999_999_999

function shortenedLine(count: number, elsewhere: string): string {
  return `\n_${plural(count, 'detail')} not shown for want of room: see ${elsewhere}._\n`
}

function planSections(
  report: Report,
  rendering: Rendering
): readonly Section[] {
  const { plan } = report
  if (plan === undefined) return []
  if (plan.kind === 'changes') {
    const checks = checkSection(plan.changes.checks, rendering)
    // A failed check is to be read before the changes, the others after.
    return [
      ...(checks.rank === 0 ? [checks] : []),
      ...resourceSections(plan.changes, rendering),
      ...otherSections(
        // The outputs as they are now say more than what was to become of them.
        report.apply !== undefined && report.apply.outputs.length > 0
          ? { ...plan.changes, outputs: [] }
          : plan.changes,
        rendering
      ),
      ...(checks.rank === 0 ? [] : [checks])
    ]
  }
  const log =
    plan.logText === undefined || rendering.detail !== 'full'
      ? []
      : [
          logItem(
            plan.logText,
            'The plan as Terraform printed it',
            rendering.limits,
            true
          )
        ]
  return [{ heading: '', rank: 2, omitted: () => '', items: log }]
}

/** Destroy, replace, forget: before anything else. */
function warning(report: Report, detail: Detail): string {
  const { plan, run } = report
  const destroyRun =
    run?.isDestroy === true
      ? ['**This run destroys everything that the workspace manages.**']
      : []
  if (plan?.kind === 'counts') {
    const { destructions } = plan
    if (destructions === undefined || destructions === 0) {
      return destroyRun.length > 0 ? alert('CAUTION', destroyRun) : ''
    }
    return alert('CAUTION', [
      ...destroyRun,
      `**${plural(destructions, 'resource')} ${tense(report, destructions)} destroyed**, replacements included.`
    ])
  }
  const changes = plan?.changes
  const dangerous = (changes?.resources ?? []).filter(({ verb }) =>
    isDangerous(verb)
  )
  if (changes === undefined || dangerous.length === 0) {
    return destroyRun.length > 0 ? alert('CAUTION', destroyRun) : ''
  }
  const { verbs } = changes
  const lines = [...destroyRun, `**${dangers(verbs, report)}**`]
  if (detail !== 'counts') {
    const shown = verbOrder
      .filter(isDangerous)
      .flatMap((verb) => dangerous.filter((change) => change.verb === verb))
      .slice(0, maxWarned)
    lines.push('')
    for (const change of shown) {
      const verb = change.verb === 'unknown' ? 'unknown action on' : change.verb
      const deposed =
        change.deposed === undefined
          ? ''
          : ` (deposed object ${code(change.deposed)})`
      lines.push(`- ${verb} ${code(change.address)}${deposed}`)
    }
    if (dangerous.length > shown.length) {
      lines.push(`- and ${dangerous.length - shown.length} more, listed below`)
    }
  }
  const isLoss = verbs.destroy + verbs.replace > 0
  return alert(isLoss ? 'CAUTION' : 'WARNING', lines)
}

/** Will it happen, has it, or would it have? */
function tense(report: Report, count: number): string {
  const be = count === 1 ? 'was' : 'were'
  if (report.outcome === 'applied') return be
  if (report.applyState !== 'none') return `${be} to be`
  return report.outcome === 'discarded' ||
    report.outcome === 'canceled' ||
    report.outcome === 'errored'
    ? 'would have been'
    : 'will be'
}

function dangers(
  verbs: Readonly<Record<Verb, number>>,
  report: Report
): string {
  const will = (count: number, verb: string) =>
    count === 0
      ? ''
      : `${plural(count, 'resource')} ${tense(report, count)} ${verb}`
  const known = listing(
    [
      will(verbs.destroy, 'destroyed'),
      will(verbs.replace, 'replaced'),
      will(verbs.forget, 'dropped from the state, but not destroyed')
    ].filter((part) => part !== '')
  )
  const unknown =
    verbs.unknown === 0
      ? ''
      : `This version does not know what ${plural(verbs.unknown, 'change')} would do.`
  return [known === '' ? '' : `${known}.`, unknown]
    .filter((part) => part !== '')
    .join(' ')
}

/** What there is to say about the plan as a whole. */
function standing(report: Report, detail: Detail): string {
  const { plan } = report
  const lines: string[] = []
  if (report.failure !== undefined && report.failure.headline !== '') {
    lines.push(`**${sentence(report.failure.headline)}**`)
  }
  lines.push(
    ...report.reasons
      .filter(({ code }) => code === 'already-applied')
      .map(({ message }) => `**${sentence(message)}**`)
  )
  lines.push(...report.notes.map((note) => `**${sentence(note)}**`))
  lines.push(...renderScope(report, detail))
  if (plan?.kind === 'counts') {
    lines.push(
      `_No details: ${sentence(plan.why)}${plan.additions === undefined ? '' : ' The numbers are HCP Terraform’s own, where a replacement is one to add and one to destroy.'}_`
    )
  }
  if (plan?.kind === 'changes') {
    const { changes } = plan
    if (changes.errored) {
      lines.push('_Planning failed half-way: the list below is partial._')
    } else if (
      changes.complete === false &&
      (!isTargeted(report) || changes.deferred > 0)
    ) {
      lines.push(
        '_The plan is not complete (something is deferred or it is targeted): another plan will be needed after this one._'
      )
    }
    const undrawn = changes.resources.filter((change) => !change.isDrawn)
    if (undrawn.length > 0) {
      lines.push(
        `_The plan is large: the values of ${plural(undrawn.length, 'resource')} were not kept while it was read, so only the action is told._`
      )
    }
    if (changes.resources.length > 0 || changes.actionInvocations.length > 0) {
      lines.push(terraformLine(changes))
    }
  }
  if (report.run?.refreshOnly === true) {
    lines.push(
      '_A refresh-only run: it only writes to the state what was changed outside Terraform._'
    )
  }
  return lines.length === 0 ? '' : `${lines.join('\n\n')}\n`
}

/** Terraform's own last line, word for word, to be found again in its log. */
function terraformLine(changes: PlanChanges): string {
  const { counts } = changes
  const imports = counts.import > 0 ? `${counts.import} to import, ` : ''
  const actions =
    counts.actionInvocations > 0
      ? ` Actions: ${counts.actionInvocations} to invoke.`
      : ''
  return `Plan: ${imports}${counts.add} to add, ${counts.change} to change, ${counts.destroy} to destroy.${actions}`
}

function nextSection(report: Report): Section {
  const paragraphs = nextActions(report)
  return {
    heading: '\n#### Next\n',
    rank: -2,
    omitted: () => '',
    items: paragraphs.map((text) => ({
      short: `\n${text}\n`,
      long: undefined
    }))
  }
}

function checklist(report: Report, detail: Detail): Section {
  const reasons = report.reasons.filter(isOfRule).map((reason): Item => ({
    short: `- [ ] ${sentence(reason.message)}\n`,
    long: undefined
  }))
  const open = (report.checks ?? []).filter((check) => !check.held)
  const held = (report.checks ?? []).filter((check) => check.held)
  const checks = [...open, ...held].map((check): Item => ({
    short: `- [${check.held ? 'x' : ' '}] ${sentence(detail === 'counts' || check.saw === '' ? check.rule : `${check.rule}: ${check.saw}`)}\n`,
    long: undefined
  }))
  return {
    heading: `\n#### ${report.outcome === 'skipped' ? 'Why' : 'Gate'}\n\n`,
    rank: -2,
    omitted: (count) => `- … and ${count} more\n`,
    items: checks.length > 0 ? checks : reasons
  }
}

/** After the apply: what was done against what was planned, and the outputs. */
function appliedSection(report: Report, options: PageOptions): Section {
  const { apply } = report
  const items: Item[] = []
  if (apply !== undefined) {
    items.push({ short: appliedLine(report, apply), long: undefined })
    if (apply.outputs.length > 0) {
      items.push({
        short: `\n${plural(apply.outputs.length, 'output')}: ${apply.outputs
          .slice(0, 20)
          .map((output) => code(output.name))
          .join(', ')}${apply.outputs.length > 20 ? ' and more' : ''}\n`,
        long:
          options.detail === 'full'
            ? () =>
                `\n${details('Outputs', outputsFence(apply, options.limits))}`
            : undefined
      })
    }
  }
  return { heading: '\n#### Apply\n', rank: 0, omitted: () => '', items }
}

function appliedLine(report: Report, apply: ApplyReport): string {
  const { counts } = apply
  const done =
    counts === undefined
      ? `The apply is ${code(apply.status)}; what it did is not told.`
      : `Resources: ${counts.imports > 0 ? `${counts.imports} imported, ` : ''}${counts.additions} added, ${counts.changes} changed, ${counts.destructions} destroyed.`
  const planned =
    report.plan?.kind === 'changes' ? report.plan.changes.counts : undefined
  const isAsPlanned =
    planned !== undefined &&
    counts?.additions === planned.add &&
    counts.changes === planned.change &&
    counts.destructions === planned.destroy &&
    counts.imports === planned.import
  const against =
    planned === undefined || counts === undefined
      ? ''
      : isAsPlanned
        ? ' As planned.'
        : ` **Planned were** ${planned.import > 0 ? `${planned.import} to import, ` : ''}${planned.add} to add, ${planned.change} to change, ${planned.destroy} to destroy.`
  const by =
    apply.confirmedBy === undefined
      ? ''
      : ` Confirmed by ${code(apply.confirmedBy)}.`
  const at =
    apply.finishedAt === undefined ? '' : ` Ended ${time(apply.finishedAt)}.`
  return `\n${done}${against}${by}${at}\n`
}

function outputsFence(apply: ApplyReport, limits: Limits): string {
  const lines: string[] = []
  let length = 0
  for (const output of apply.outputs) {
    const value = output.sensitive
      ? '(sensitive value)'
      : shorten(safeJson(output.value), 2_000)
    const line = `${visible(oneLine(output.name))} = ${value}`
    length += line.length + 1
    if (length > limits.diffLength) break
    lines.push(line)
  }
  const missing = apply.outputs.length - lines.length
  if (missing > 0) lines.push(`# (${plural(missing, 'more output')})`)
  return fence(lines.join('\n'), 'hcl')
}

function safeJson(value: unknown): string {
  if (value === undefined) return '(not known)'
  try {
    return JSON.stringify(value)
  } catch {
    return '(cannot be shown)'
  }
}

function footer(report: Report): string {
  const { run, source, workspace } = report
  const parts = [
    run === undefined ? '' : link(`run ${code(run.id)}`, run.url),
    link(code(`${workspace.organization}/${workspace.name}`), workspace.url),
    source.sha === '' ? '' : `commit ${code(source.sha.slice(0, 7))}`,
    source.actor === '' ? '' : `by ${code(source.actor)}`,
    version(report),
    timings(run?.statusTimestamps ?? {}),
    isLink(source.workflowRunUrl)
      ? link('workflow run', source.workflowRunUrl)
      : '',
    report.outcome === 'planned' && report.mode === 'plan'
      ? 'for review only: this run can never be applied'
      : ''
  ].filter((part) => part !== '')
  return `---\n<sub>${parts.join(' · ')}</sub>\n`
}

function version(report: Report): string {
  const known =
    report.run?.terraformVersion ??
    (report.plan?.kind === 'changes'
      ? report.plan.changes.terraformVersion
      : undefined)
  return known === undefined ? '' : `Terraform ${code(known)}`
}

/** How long each phase took, from when the run came into its statuses. */
function timings(stamps: Readonly<Record<string, string>>): string {
  const at = (...names: readonly string[]) => {
    for (const name of names) {
      const stamp = Date.parse(stamps[name] ?? '')
      if (!Number.isNaN(stamp)) return stamp
    }
    return undefined
  }
  const phases: readonly (readonly [
    string,
    number | undefined,
    number | undefined
  ])[] = [
    ['queued', at('plan-queueable-at', 'plan-queued-at'), at('planning-at')],
    [
      'planned in',
      at('planning-at'),
      at('planned-at', 'planned-and-finished-at', 'planned-and-saved-at')
    ],
    ['approved after', at('planned-at'), at('confirmed-at')],
    ['applied in', at('applying-at'), at('applied-at')]
  ]
  return phases
    .flatMap(([name, from, to]) =>
      from === undefined || to === undefined || to < from
        ? []
        : [`${name} ${duration(to - from)}`]
    )
    .join(', ')
}

function time(stamp: string): string {
  const at = new Date(stamp)
  return Number.isNaN(at.getTime())
    ? code(stamp)
    : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
