import type { PlanChanges } from '../plan/types.ts'
import { item } from './budget.ts'
import type { Section } from './budget.ts'
import { doneCounts } from './done.ts'
import { code } from './excerpts.ts'
import { details, fence, oneLine, shorten, visible } from './markdown.ts'
import type { Limits, Rendering } from './rendering.ts'
import type { ApplyReport, Report } from './types.ts'
import { plural } from './words.ts'

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
  const planned = plan?.kind === 'changes' ? plan.changes.counts : undefined
  const what =
    done === undefined
      ? untold(apply, planned, applyState)
      : applyState === 'partial'
        ? `**Done:** ${doneLine(done)}.${planned === undefined ? '' : ` **Not done:** ${leftLine(done, planned)}.`}`
        : planned !== undefined && isAsPlanned(done, planned)
          ? 'As planned.'
          : `Resources: ${doneLine(done)}.${planned === undefined ? '' : ` **That is not what was planned:** ${toDo(planned)}.`}`
  const by =
    apply.confirmedBy === undefined
      ? ''
      : ` Confirmed by ${code(apply.confirmedBy)}.`
  const at =
    apply.finishedAt === undefined ? '' : ` Ended ${time(apply.finishedAt)}.`
  return `${what}${by}${at}`
}

type Done = NonNullable<ReturnType<typeof doneCounts>>
type Planned = PlanChanges['counts']

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
  const imports = done.imports > 0 ? `${done.imports} imported, ` : ''
  return `${imports}${done.additions} added, ${done.changes} changed, ${done.destructions} destroyed`
}

function toDo(planned: Omit<Planned, 'actionInvocations'>): string {
  const imports = planned.import > 0 ? `${planned.import} to import, ` : ''
  return `${imports}${planned.add} to add, ${planned.change} to change, ${planned.destroy} to destroy`
}

function leftLine(done: Done, planned: Planned): string {
  const left = (before: number, now: number) => Math.max(0, before - now)
  return toDo({
    import: left(planned.import, done.imports),
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
    done.imports === planned.import
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
