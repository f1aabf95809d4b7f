import type { PlanChanges } from '../plan/types.ts'
import { item } from './budget.ts'
import type { Section } from './budget.ts'
import { doneCounts, doneWords } from './done.ts'
import { code } from './excerpts.ts'
import { details, fence, oneLine, shorten, visible } from './markdown.ts'
import type { Limits, Rendering } from './rendering.ts'
import type { ApplyReport, Report } from './types.ts'
import { countWords, plural } from './words.ts'

/** After the apply: what was done against what was planned, and the outputs. */
export function applySection(report: Report, rendering: Rendering): Section {
  const { apply } = report
  const section = {
    heading: `\n#### ${report.applyState === 'partial' ? 'What was done' : 'Apply'}\n`,
    rank: 0,
    omitted: () => ''
  }
  if (apply === undefined) return { ...section, items: [] }
  const line = item(`\n${appliedLine(report, apply)}\n`)
  const { outputs } = apply
  return {
    ...section,
    items:
      outputs.length === 0 ? [line] : [line, outputsItem(outputs, rendering)]
  }
}

/** The workspace's outputs as they are now, where that was asked for. */
export function outputsSection(
  { outputs }: Report,
  rendering: Rendering
): Section {
  return {
    heading: '\n#### Outputs, as they are now\n',
    name: 'Outputs, as they are now',
    rank: 1,
    omitted: () => '',
    items:
      outputs === undefined
        ? []
        : outputs.length === 0
          ? [item('\nThe workspace has none.\n')]
          : [outputsItem(outputs, rendering)]
  }
}

function outputsItem(
  outputs: ApplyReport['outputs'],
  { detail, limits }: Rendering
): Section['items'][number] {
  const names = outputs.slice(0, 20).map(({ name }) => code(name))
  return {
    short: `\n${plural(outputs.length, 'output')}: ${names.join(', ')}${outputs.length > 20 ? ' and more' : ''}\n`,
    long:
      detail === 'full'
        ? () => `\n${details('Outputs', outputsFence(outputs, limits))}`
        : undefined
  }
}

function appliedLine(report: Report, apply: ApplyReport): string {
  const done = doneCounts(report)
  const { plan, applyState } = report
  const planned = plannedCounts(plan)
  const what =
    done === undefined
      ? untold(apply, planned, applyState)
      : applyState === 'partial'
        ? `**Done:** ${doneWords(done)}.${planned === undefined ? '' : ` **Not done:** ${leftLine(done, planned)}.`}`
        : planned !== undefined && isAsPlanned(done, planned)
          ? 'As planned.'
          : `Resources: ${doneWords(done) || 'nothing was done'}.${planned === undefined ? '' : ` **That is not what was planned:** ${toDo(planned)}.`}`
  const by =
    apply.confirmedBy === undefined
      ? ''
      : ` Confirmed by ${code(apply.confirmedBy)}.`
  const at =
    apply.finishedAt === undefined ? '' : ` Ended ${time(apply.finishedAt)}.`
  return `${what}${actionsLine(report, apply)}${by}${at}`
}

type Done = NonNullable<ReturnType<typeof doneCounts>>
type Planned = Omit<PlanChanges['counts'], 'actionInvocations'>

/** By the plan itself, else by the server's own numbers. */
function plannedCounts(plan: Report['plan']): Planned | undefined {
  if (plan?.kind === 'changes') return plan.changes.counts
  if (plan?.additions === undefined) return undefined
  return {
    add: plan.additions,
    change: plan.changes ?? 0,
    destroy: plan.destructions ?? 0,
    import: plan.imports ?? 0
  }
}

/** What became of Terraform's actions, where the server counts them. */
function actionsLine(
  { plan, applyState }: Report,
  { invoked, failedActions: failures = 0 }: ApplyReport
): string {
  const planned =
    plan?.kind === 'changes' ? plan.changes.counts.actionInvocations : undefined
  const failed =
    failures > 0 ? ` **${plural(failures, 'action')} failed.**` : ''
  const isEarly = applyState !== 'complete'
  if (invoked === undefined || isEarly || invoked === (planned ?? 0)) {
    const said =
      (invoked ?? 0) > 0 ? ` ${plural(invoked ?? 0, 'action')} invoked.` : ''
    return `${said}${failed}`
  }
  return planned === undefined
    ? ` ${plural(invoked, 'action')} invoked.${failed}`
    : ` ${plural(invoked, 'action')} invoked. **That is not what was planned:** ${plural(planned, 'action')} to invoke.${failed}`
}

function untold(
  apply: ApplyReport,
  planned: Planned | undefined,
  applyState: Report['applyState']
): string {
  const known = planned === undefined ? '' : ` Planned were ${toDo(planned)}.`
  return applyState === 'partial'
    ? `What was done is not told: Terraform sums up only what ended well.${known}`
    : `The apply is ${code(apply.status)}; what it did is not told.${known}`
}

/** In Terraform's words. */
export function doneLine(done: Done): string {
  const { imports: imported = 0 } = done
  const imports = imported > 0 ? `${imported} imported, ` : ''
  return `${imports}${done.additions} added, ${done.changes} changed, ${done.destructions} destroyed`
}

function toDo(planned: Planned): string {
  const words = countWords([
    [planned.destroy, 'to destroy'],
    [planned.change, 'to change'],
    [planned.add, 'to add'],
    [planned.import, 'to import']
  ])
  return words === '' ? 'no resource' : words
}

function leftLine(done: Done, planned: Planned): string {
  const left = (before: number, now: number) => Math.max(0, before - now)
  return toDo({
    import: left(planned.import, done.imports ?? planned.import),
    add: left(planned.add, done.additions),
    change: left(planned.change, done.changes),
    destroy: left(planned.destroy, done.destructions)
  })
}

function isAsPlanned(done: Done, planned: Planned): boolean {
  return (
    done.additions === planned.add &&
    done.changes === planned.change &&
    done.destructions === planned.destroy &&
    (done.imports ?? planned.import) === planned.import
  )
}

function outputsFence(outputs: ApplyReport['outputs'], limits: Limits): string {
  const lines: string[] = []
  let length = 0
  for (const output of outputs) {
    const value = output.sensitive
      ? '(sensitive value)'
      : shorten(safeJson(output.value), 2_000)
    const line = `${visible(oneLine(output.name))} = ${value}`
    length += line.length + 1
    if (length > limits.diffLength) break
    lines.push(line)
  }
  const missing = outputs.length - lines.length
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

function time(stamp: string): string {
  const at = new Date(stamp)
  return Number.isNaN(at.getTime())
    ? code(stamp)
    : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
