import type { Item, Section } from './budget.ts'
import { code } from './excerpts.ts'
import { details, fence, oneLine, shorten, visible } from './markdown.ts'
import type { Limits, Rendering } from './rendering.ts'
import type { ApplyReport, Report } from './types.ts'
import { plural } from './words.ts'

/** After the apply: what was done against what was planned, and the outputs. */
export function applySection(report: Report, options: Rendering): Section {
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

function time(stamp: string): string {
  const at = new Date(stamp)
  return Number.isNaN(at.getTime())
    ? code(stamp)
    : `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
