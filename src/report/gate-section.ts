import type { Check } from '../gate/verdict.ts'
import { item } from './budget.ts'
import type { Section } from './budget.ts'
import { sentence } from './excerpts.ts'
import { reasonsOfRules, toldChecks } from './reason-section.ts'
import { fold } from './rendering.ts'
import type { Detail, Report } from './types.ts'
import { grouped } from './words.ts'

/**
 * Why the rules that do not hold do not, and which are not known, one by one;
 * those that hold, and what is switched off, are folded.
 */
export function gateSections(
  report: Report,
  detail: Detail
): readonly Section[] {
  const checks = report.checks ?? []
  const told = toldChecks(report, detail)
  const open = checks.filter(({ held, mark }) => !held || mark === 'unknown')
  const rest = checks.filter((check) => !open.includes(check))
  const ticked = rest.filter(({ mark }) => mark === undefined).length
  const what = `${grouped(ticked)} ${ticked === 1 ? 'rule holds' : 'rules hold'}${rest.length > ticked ? ', and what is off' : ''}`
  const section = {
    rank: -2,
    omitted: (count: number) => `- … and ${grouped(count)} more\n`
  }
  const lines =
    checks.length > 0
      ? open.map((check) => {
          const why = told?.get(check)
          return why === undefined ? lineOf(check, detail) : `- [ ] ${why}\n`
        })
      : reasonsOfRules(report, detail).map((each) => `- [ ] ${each}\n`)
  const heading = `\n#### ${report.outcome === 'skipped' ? 'Why' : 'Gate'}\n`
  const { heading: summary, closing } = fold(what)
  return [
    { ...section, heading: `${heading}\n`, items: lines.map(item) },
    {
      ...section,
      heading: lines.length > 0 ? summary : `${heading}${summary}`,
      closing,
      name: 'Gate',
      // Where nothing holds or is open, nobody asked for a rule.
      items:
        ticked + lines.length === 0
          ? []
          : rest.map((check) => item(lineOf(check, detail)))
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
