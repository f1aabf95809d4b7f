import { item } from './budget.ts'
import type { Section } from './budget.ts'
import { sentence } from './excerpts.ts'
import { isOfRule } from './reason-section.ts'
import { fold } from './rendering.ts'
import type { Detail, Report } from './types.ts'
import { grouped } from './words.ts'

/** The rules that do not hold, one by one; those that do are folded. */
export function gateSections(
  report: Report,
  detail: Detail
): readonly Section[] {
  const reasons = report.reasons
    .filter(isOfRule)
    .map((reason) => `- [ ] ${sentence(reason.message)}\n`)
  const lines = (isHeld: boolean): readonly string[] =>
    (report.checks ?? [])
      .filter(({ held }) => held === isHeld)
      .map(({ rule, saw }) => {
        const says =
          detail === 'counts' || saw === '' ? rule : `${rule}: ${saw}`
        return `- [${isHeld ? 'x' : ' '}] ${sentence(says)}\n`
      })
  const open = report.checks?.length ? lines(false) : reasons
  const held = lines(true)
  const what = `${grouped(held.length)} ${held.length === 1 ? 'rule holds' : 'rules hold'}`
  const section = {
    rank: -2,
    omitted: (count: number) => `- … and ${grouped(count)} more\n`
  }
  return [
    {
      ...section,
      heading: `\n#### ${report.outcome === 'skipped' ? 'Why' : 'Gate'}\n\n`,
      items: open.map(item)
    },
    {
      ...section,
      ...fold(open.length > 0 ? what : `Gate: ${what}`),
      name: 'Gate',
      items: held.map(item)
    }
  ]
}
