import type { Cost, TaskOutcome } from '../run/record/run-checks.ts'
import { item } from './budget.ts'
import type { Section } from './budget.ts'
import { inlineCode, isLink, link } from './markdown.ts'
import { code, sentence } from './excerpts.ts'
import { fold } from './rendering.ts'
import type { Detail, PolicyReport, Report } from './types.ts'
import { plural, grouped } from './words.ts'

/** The cost estimate as a sentence. */
export function costSection(cost: Cost | undefined): Section {
  return {
    heading: '',
    name: 'Cost',
    rank: 0,
    omitted: () => '',
    items: cost === undefined ? [] : [item(`\n${costLine(cost)}\n`)]
  }
}

function costLine(cost: Cost): string {
  const { prior, proposed, delta, matched, unmatched } = cost
  if (prior === undefined && proposed === undefined && delta === undefined) {
    const why = cost.message === undefined ? '' : `: ${sentence(cost.message)}`
    return `Cost: the estimate is ${code(cost.status)}${why}`
  }
  const covered =
    matched === undefined
      ? ''
      : `; ${plural(matched, 'resource')} estimated${unmatched === undefined || unmatched === 0 ? '' : `, **${grouped(unmatched)} not covered**`}`
  return `Cost: ${prose(difference(dollars(delta, true)))} (${prose(dollars(prior))} before, ${prose(dollars(proposed))} after${covered}).`
}

/** `$24.50 more a month`, of what `dollars` tells. */
function difference(delta: string): string {
  if (delta === '?') return 'the difference is not told'
  if (isNothing(delta)) return 'no difference'
  return `**${delta.slice(1)} ${delta.startsWith('-') ? 'less' : 'more'} a month**`
}

function isNothing(delta: string): boolean {
  return /^\+\$[0,.]*$/.test(delta)
}

/** GitHub may take what is between two dollar signs for mathematics. */
function prose(amount: string): string {
  return amount.replace('$', '&#36;')
}

/** `$12.50`, `+$0.10`; amounts of the server that are no numbers are `?`. */
function dollars(amount: string | undefined, isSigned = false): string {
  const value = /^[+-]?\d{1,15}(?:\.\d{1,10})?$/.test(amount ?? '')
    ? Number(amount)
    : undefined
  if (value === undefined) return '?'
  const [whole = '', cents = ''] = Math.abs(value).toFixed(2).split('.')
  const text = `$${whole.replace(/\B(?=(?:\d{3})+$)/g, ',')}.${cents}`
  if (value < 0 && !/^\$[0,.]*$/.test(text)) return `-${text}`
  return isSigned ? `+${text}` : text
}

const policyKinds: ReadonlyMap<string, string> = new Map(
  Object.entries({
    sentinel: 'Sentinel',
    opa: 'OPA',
    terraform: 'Terraform'
  })
)

/** Does it stand in the way, or would it if it were not overridden? */
function isBad(status: string): boolean {
  return status === 'failed' || status === 'errored' || status === 'unknown'
}

/** `1 failed, 2 unknown`; empty where there is nothing bad. */
function countBad(checks: readonly { readonly status: string }[]): string {
  const bad = checks.filter(({ status }) => isBad(status))
  const unknown = bad.filter(({ status }) => status === 'unknown').length
  return [
    bad.length > unknown ? `${bad.length - unknown} failed` : '',
    unknown > 0 ? `${unknown} unknown` : ''
  ]
    .filter((words) => words !== '')
    .join(', ')
}

function isAdvisory(level: string): boolean {
  return level === 'advisory'
}

/**
 * How the policies ended, in one line, and folded those that did not pass; open
 * where one stands in the way.
 */
export function policySection(
  policies: readonly PolicyReport[],
  detail: Detail
): Section {
  const told =
    detail === 'counts'
      ? []
      : policies
          .filter(({ status }) => status !== 'passed')
          .sort((a, b) => weight(a) - weight(b))
  return checkSection('Policies', policies, told, (policy) => {
    const set = policy.set === undefined ? '' : ` in ${code(policy.set)}`
    const kind = policyKinds.get(policy.kind) ?? code(policy.kind)
    return `- **${statusWord(policy.status)}** ${code(policy.policy)}${set} (${kind}, ${sentence(policy.level)})${says(policy.message, detail)}\n`
  })
}

/** The same for run tasks; those that passed may say something, too. */
export function taskSection(
  tasks: readonly TaskOutcome[],
  detail: Detail
): Section {
  const told =
    detail === 'counts' ? [] : [...tasks].sort((a, b) => weight(a) - weight(b))
  return checkSection('Run tasks', tasks, told, (task) => {
    const more =
      task.link !== undefined && isLink(task.link)
        ? ` · ${link('details', task.link)}`
        : ''
    const stage = sentence(task.stage.replaceAll('_', ' '))
    return `- **${statusWord(task.status)}** ${code(task.name)} (${sentence(task.level)}, ${stage})${says(task.message, detail)}${more}\n`
  })
}

interface CheckEnd {
  readonly status: PolicyReport['status'] | TaskOutcome['status']
  readonly level: string
}

function checkSection<Each extends CheckEnd>(
  name: string,
  all: readonly Each[],
  told: readonly Each[],
  render: (each: Each) => string
): Section {
  const isOpen = all.some(
    ({ status, level }) => isBad(status) && !isAdvisory(level)
  )
  const line = `${name}: ${tally(all)}`
  return {
    ...(told.length > 0
      ? fold(line, isOpen)
      : { heading: all.length > 0 ? `\n${line}\n` : '' }),
    name,
    rank: countBad(all) === '' ? 1 : 0,
    omitted: (count) =>
      told.length > 0 ? `- … and ${grouped(count)} more\n` : '',
    items:
      told.length > 0
        ? told.map((each) => item(render(each)))
        : all.slice(0, 1).map(() => item(''))
  }
}

/** `1 failed (advisory), 2 passed`: every status, bad ones first. */
function tally(all: readonly CheckEnd[]): string {
  const order = ['failed', 'errored', 'unknown', 'overridden', 'running']
  return [...order, 'passed']
    .map((status) => ({
      status,
      of: all.filter((each) => each.status === status)
    }))
    .filter(({ of }) => of.length > 0)
    .map(({ status, of }) => {
      const isHarmless =
        isBad(status) && of.every(({ level }) => isAdvisory(level))
      return `${grouped(of.length)} ${status}${isHarmless ? ' (advisory)' : ''}`
    })
    .join(', ')
}

function says(message: string | undefined, detail: Detail): string {
  const text = detail === 'full' ? sentence(message ?? '') : ''
  return text === '' ? '' : `: ${text}`
}

function statusWord(status: PolicyReport['status'] | TaskOutcome['status']) {
  return status === 'unknown' ? 'status unknown:' : status
}

/** Mandatory before advisory, failures before the rest. */
function weight(check: {
  readonly status: string
  readonly level: string
}): number {
  return (isBad(check.status) ? 0 : 2) + (isAdvisory(check.level) ? 1 : 0)
}

/** The head line's words for cost, policies and tasks; each may be missing. */
export function checkWords(
  report: Pick<Report, 'cost' | 'policies' | 'tasks'>
): readonly string[] {
  const { cost, policies, tasks } = report
  return [costWord(cost?.delta), policyWord(policies), taskWord(tasks)].filter(
    (word) => word !== ''
  )
}

/** `+$24.50`/month, as Markdown; '' where it is not a number. */
export function costWord(amount: string | undefined): string {
  const delta = dollars(amount, true)
  if (delta === '?') return ''
  return isNothing(delta) ? 'no cost difference' : `${inlineCode(delta)}/month`
}

/** How the policies ended, in a few words; '' where there are none. */
export function policyWord(policies: readonly PolicyReport[]): string {
  if (policies.length === 0) return ''
  if (countBad(policies) !== '') {
    return badWord(policies, 'policy', 'policies')
  }
  return policies.some(({ status }) => status === 'overridden')
    ? 'policies overridden'
    : 'policies passed'
}

/** How many run tasks did not pass, in a few words; '' for none. */
export function taskWord(tasks: readonly TaskOutcome[]): string {
  return badWord(tasks, 'task', 'tasks')
}

/** `2 policies failed (advisory)`, `1 task unknown`; or both. */
function badWord(
  checks: readonly { readonly status: string; readonly level: string }[],
  one: string,
  many: string
): string {
  const bad = checks.filter(({ status }) => isBad(status))
  const failed = bad.filter(({ status }) => status !== 'unknown')
  const unknown = bad.length - failed.length
  const isHarmless = failed.every(({ level }) => isAdvisory(level))
  return [
    failed.length > 0
      ? `${plural(failed.length, one, many)} failed${isHarmless ? ' (advisory)' : ''}`
      : '',
    unknown > 0 ? `${plural(unknown, one, many)} unknown` : ''
  ]
    .filter((words) => words !== '')
    .join(', ')
}
