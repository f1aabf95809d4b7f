import type { Evidence, PlanCounts } from './evidence.ts'
import { finding, unknownFinding } from './finding.ts'
import type { Finding } from './finding.ts'
import type { Rules } from './rules.ts'
import type { ReasonCode } from './verdict.ts'

/** The limits that were asked for, one finding each. */
export function judgeLimits(
  evidence: Pick<Evidence, 'plan'>,
  rules: Rules
): Finding[] {
  return [
    judgeLimit(
      'max-destroy',
      rules.maxDestroy,
      (counts) => counts.destroy,
      ['destroy', 'destroys-exceeded'],
      evidence
    ),
    judgeLimit(
      'max-replace',
      rules.maxReplace,
      (counts) => counts.replace,
      ['replace', 'replaces-exceeded'],
      evidence
    ),
    judgeLimit(
      'max-change',
      rules.maxChange,
      countAll,
      ['change', 'changes-exceeded', ' in all'],
      evidence
    )
  ].filter((each) => each !== undefined)
}

function countAll(counts: PlanCounts): number {
  return (
    counts.create +
    counts.update +
    counts.replace +
    counts.destroy +
    counts.forget +
    counts.import +
    counts.invoke
  )
}

function judgeLimit(
  input: string,
  limit: number | undefined,
  count: (counts: PlanCounts) => number,
  [does, code, how = '']: readonly [
    does: string,
    code: ReasonCode,
    how?: string
  ],
  { plan }: Pick<Evidence, 'plan'>
): Finding | undefined {
  if (limit === undefined) return undefined
  if (!plan.known) {
    return unknownFinding(input, plan, 'plan-unknown', `at most ${limit}`)
  }
  const actual = count(plan.value)
  const actions = count === countAll ? plan.value.invoke : 0
  const resources = actual - actions
  const would = [
    resources > 0 ? `${does} ${plural(resources, 'resource')}` : [],
    actions > 0 ? `invoke ${plural(actions, 'action')}` : []
  ].flat()
  return finding(
    input,
    actual <= limit,
    `${actual} of at most ${limit}`,
    code,
    `The plan would ${would.join(' and ')}${how}; '${input}' allows ${limit}.`,
    { input, limit, actual }
  )
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
