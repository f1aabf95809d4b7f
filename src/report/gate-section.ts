import type { Check } from '../gate/verdict.ts'
import { item } from './budget.ts'
import type { Section } from './budget.ts'
import { sentence } from './excerpts.ts'
import { isOfRule } from './reason-section.ts'
import { fold } from './rendering.ts'
import type { Detail, Report } from './types.ts'
import { grouped, plural } from './words.ts'

/**
 * The rules that do not hold or are not known, one by one; those that hold, and
 * what is switched off, are folded.
 */
export function gateSections(
  report: Report,
  detail: Detail
): readonly Section[] {
  const checks = report.checks ?? []
  const reasons = report.reasons
    .filter(isOfRule)
    .map((reason) => `- [ ] ${sentence(reason.message)}\n`)
  const open = checks.filter(({ held, mark }) => !held || mark === 'unknown')
  const rest = checks.filter((check) => !open.includes(check))
  const ticked = rest.filter(({ mark }) => mark === undefined).length
  const more = rest.length - ticked
  const what = [
    ticked > 0 || more === 0
      ? `${grouped(ticked)} ${ticked === 1 ? 'rule holds' : 'rules hold'}`
      : '',
    more > 0 ? `${plural(more, 'line')} without a say` : ''
  ]
    .filter((part) => part !== '')
    .join(', ')
  const section = {
    rank: -2,
    omitted: (count: number) => `- … and ${grouped(count)} more\n`
  }
  const lines =
    checks.length > 0 ? open.map((check) => lineOf(check, detail)) : reasons
  return [
    {
      ...section,
      heading: `\n#### ${report.outcome === 'skipped' ? 'Why' : 'Gate'}\n\n`,
      items: lines.map(item)
    },
    {
      ...section,
      ...fold(lines.length > 0 ? what : `Gate: ${what}`),
      name: 'Gate',
      items: rest.map((check) => item(lineOf(check, detail)))
    }
  ]
}

/** Before a rule that is neither ticked nor open. */
const marks: Readonly<Record<NonNullable<Check['mark']>, string>> = {
  off: '',
  unknown: '**not known:** ',
  idle: 'could not fail: '
}

function lineOf({ rule, saw, held, mark }: Check, detail: Detail): string {
  const says = sentence(
    detail === 'counts' || saw === '' ? rule : `${rule}: ${saw}`
  )
  if (mark !== undefined && held) return `- ${marks[mark]}${says}\n`
  return `- [${held ? 'x' : ' '}] ${says}\n`
}
