import type { Cost, TaskOutcome } from '../run/record/run-checks.ts'
import { item } from './budget.ts'
import type { Section } from './budget.ts'
import { inlineCode, isLink, link } from './markdown.ts'
import { code, sentence } from './excerpts.ts'
import type { Detail, PolicyReport, Report } from './types.ts'
import { plural, grouped } from './words.ts'

/** The cost estimate as a table. */
export function costSection(cost: Cost | undefined): Section {
  const section = {
    heading: '\n#### Cost\n\n',
    rank: 0,
    omitted: () => ''
  }
  if (cost === undefined) return { ...section, items: [] }
  const { prior, proposed, delta } = cost
  if (prior === undefined && proposed === undefined && delta === undefined) {
    const why = cost.message === undefined ? '' : `: ${sentence(cost.message)}`
    return {
      ...section,
      items: [item(`The estimate is ${code(cost.status)}${why}\n`)]
    }
  }
  const covered =
    cost.matched === undefined
      ? ''
      : `\n${plural(cost.matched, 'resource')} estimated${cost.unmatched === undefined || cost.unmatched === 0 ? '' : `, ${grouped(cost.unmatched)} not covered by the estimate`}.\n`
  return {
    ...section,
    items: [
      item(
        [
          '| a month | before | after | difference |',
          '| --- | ---: | ---: | ---: |',
          `| estimate | ${prose(dollars(prior))} | ${prose(dollars(proposed))} | **${prose(dollars(delta, true))}** |`,
          covered
        ].join('\n')
      )
    ]
  }
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

/** Failed policies one by one, those that were overridden too; others counted. */
export function policySection(
  policies: readonly PolicyReport[],
  detail: Detail
): Section {
  const told = policies.filter(({ status }) => status !== 'passed')
  const passed = policies.length - told.length
  const bad = countBad(policies)
  const sorted = [...told].sort((a, b) => weight(a) - weight(b))
  const items =
    detail === 'counts'
      ? []
      : sorted.map((policy) => {
          const set = policy.set === undefined ? '' : ` in ${code(policy.set)}`
          const kind = policyKinds.get(policy.kind) ?? code(policy.kind)
          const message =
            detail === 'full' && policy.message !== undefined
              ? says(policy.message)
              : ''
          return item(
            `- **${statusWord(policy.status)}** ${code(policy.policy)}${set} (${kind}, ${sentence(policy.level)})${message}\n`
          )
        })
  if (passed > 0) {
    items.push(item(`- ${plural(passed, 'policy', 'policies')} passed\n`))
  }
  return {
    heading: `\n#### Policies${bad === '' ? '' : ` (${bad})`}\n\n`,
    rank: bad === '' ? 1 : 0,
    omitted: (count) => `- … and ${grouped(count)} more\n`,
    items
  }
}

/** Every run task, those that did not pass first. */
export function taskSection(
  tasks: readonly TaskOutcome[],
  detail: Detail
): Section {
  const bad = countBad(tasks)
  const sorted = [...tasks].sort((a, b) => weight(a) - weight(b))
  return {
    heading: `\n#### Run tasks${bad === '' ? '' : ` (${bad})`}\n\n`,
    rank: bad === '' ? 1 : 0,
    omitted: (count) => `- … and ${grouped(count)} more\n`,
    items:
      detail === 'counts'
        ? tasks.length === 0
          ? []
          : [
              item(
                bad === ''
                  ? `- ${plural(tasks.length, 'task')} without a failure\n`
                  : `- of ${plural(tasks.length, 'task')}: ${bad}\n`
              )
            ]
        : sorted.map((task) => {
            const message =
              detail === 'full' && task.message !== undefined
                ? says(task.message)
                : ''
            const more =
              task.link !== undefined && isLink(task.link)
                ? ` · ${link('details', task.link)}`
                : ''
            const stage = sentence(task.stage.replaceAll('_', ' '))
            return item(
              `- **${statusWord(task.status)}** ${code(task.name)} (${sentence(task.level)}, ${stage})${message}${more}\n`
            )
          })
  }
}

function says(message: string): string {
  const text = sentence(message)
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
export function checkWords(report: Report): readonly string[] {
  const { cost, policies, tasks } = report
  const delta = dollars(cost?.delta, true)
  return [
    cost?.delta === undefined || delta === '?'
      ? ''
      : /^\+\$[0,.]*$/.test(delta)
        ? 'no cost difference'
        : `${inlineCode(delta)}/month`,
    policyWord(policies),
    taskWord(tasks)
  ].filter((word) => word !== '')
}

function policyWord(policies: readonly PolicyReport[]): string {
  if (policies.length === 0) return ''
  if (countBad(policies) !== '') {
    return badWord(policies, 'policy', 'policies')
  }
  return policies.some(({ status }) => status === 'overridden')
    ? 'policies overridden'
    : 'policies passed'
}

function taskWord(tasks: readonly TaskOutcome[]): string {
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
