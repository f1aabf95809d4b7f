import type { Verb } from '../plan/types.ts'
import { code } from './excerpts.ts'
import { alert } from './markdown.ts'
import type { Detail, Report } from './types.ts'
import { isDangerous, listing, plural, verbOrder } from './words.ts'

/** Addresses named in the warning block. */
const maxWarned = 10

/** Destroy, replace, forget: before anything else. */
export function cautionBlock(report: Report, detail: Detail): string {
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
