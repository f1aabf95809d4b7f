import type { ResourceChange, Verb } from '../plan/types.ts'
import { code } from './excerpts.ts'
import { groupInstances } from './instances.ts'
import { alert } from './markdown.ts'
import { isTargeted } from './scope.ts'
import type { Detail, Report } from './types.ts'
import { grouped, isDangerous, listing, plural, verbOrder } from './words.ts'

/** Addresses named in the warning block. */
const maxWarned = 10

/** Destroy, replace, forget: before anything else. */
export function cautionBlock(report: Report, detail: Detail): string {
  const { plan } = report
  const lines = [...destroyLine(report)]
  if (plan?.kind === 'counts') {
    const { destructions } = plan
    if (destructions !== undefined && destructions > 0) {
      lines.push(
        `**${plural(destructions, 'resource')} ${tense(report, destructions)} destroyed**, replacements included.`
      )
    }
  }
  const dangerous =
    plan?.kind === 'changes'
      ? plan.changes.resources.filter(({ verb }) => isDangerous(verb))
      : []
  if (plan?.kind === 'changes' && dangerous.length > 0) {
    lines.push(`**${dangers(plan.changes.verbs, report)}**`)
    if (detail !== 'counts') lines.push('', ...warned(dangerous))
  }
  if (lines.length === 0) return ''
  const isLoss =
    plan?.kind !== 'changes' ||
    dangerous.length === 0 ||
    plan.changes.verbs.destroy + plan.changes.verbs.replace > 0
  return alert(isLoss ? 'CAUTION' : 'WARNING', lines)
}

/** What a destroy run is: everything only where the list of it is whole. */
function destroyLine(report: Report): readonly string[] {
  const { plan, run } = report
  if (run?.isDestroy !== true) return []
  if (plan?.kind !== 'changes' || plan.changes.errored) {
    const what =
      run.targets.length > 0
        ? 'what it targets'
        : 'all that the workspace manages'
    return [
      `**This is a destroy run: it is made to destroy ${what}.** Which resources these are is not known here.`
    ]
  }
  const { verbs } = plan.changes
  if (verbs.destroy === 0) return []
  const isAll = !isTargeted(report) && verbs.forget + verbs.unknown === 0
  return [
    isAll
      ? '**This run destroys everything that the workspace manages.**'
      : '**This is a destroy run.**'
  ]
}

/** A row for each resource, with its instances; what does not fit is counted. */
function warned(dangerous: readonly ResourceChange[]): readonly string[] {
  const rows = verbOrder.filter(isDangerous).flatMap((verb) =>
    groupInstances(
      dangerous.filter((change) => change.verb === verb),
      ({ deposed }) => deposed ?? ''
    )
  )
  const shown = rows.slice(0, maxWarned)
  const left = rows.slice(maxWarned).reduce((sum, { count }) => sum + count, 0)
  return [
    ...shown.map(({ address, count, members: [first] }) => {
      const verb = first?.verb === 'unknown' ? 'unknown action on' : first?.verb
      const deposed =
        first?.deposed === undefined
          ? ''
          : ` (deposed object ${code(first.deposed)})`
      const number = count === 1 ? '' : ` (${grouped(count)})`
      return `- ${code(`${verb ?? ''} ${address}`)}${number}${deposed}`
    }),
    ...(left > 0 ? [`- and ${grouped(left)} more, listed below`] : [])
  ]
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
