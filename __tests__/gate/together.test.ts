import { expect, it } from '@jest/globals'
import type { Known } from '../../src/gate/known.ts'
import type { PlanEvidence } from '../../src/gate/plan-rules.ts'
import { combine } from '../../src/gate/together.ts'
import { evidence, lost } from './evidence.ts'

const known = <T>(value: T): Known<T> => ({ known: true, value })
const digests = {
  planDigest: known('set-plan'),
  configurationDigest: known('set-files')
}
const counted = (from: number): PlanEvidence['plan'] =>
  known({
    create: from,
    update: from * 2,
    replace: from * 3,
    destroy: from * 4,
    forget: from * 5,
    import: from * 6,
    invoke: from * 7
  })
const part = (
  from: number,
  deltaMonthlyCost: number,
  uncovered: number | undefined
): PlanEvidence => ({
  ...evidence,
  plan: counted(from),
  monthlyCost: known({ deltaMonthlyCost, uncovered }),
  planAge: known(from),
  planDigest: known(`plan-${from}`),
  addresses: known([`a.${from}`])
})
const own = part(1, 0.5, 1)

it('is itself where there are no others', () => {
  expect(combine(own, [], digests)).toBe(own)
})

it('sums what is counted, and leaves to a run what is its own', () => {
  expect(combine(own, [part(10, -2, 2), part(100, 4, 4)], digests)).toEqual({
    ...own,
    ...digests,
    plan: counted(111),
    monthlyCost: known({ deltaMonthlyCost: 2.5, uncovered: 7 })
  })
})

it.each([
  ['the first', part(1, 0, undefined), part(2, 0, 1)],
  ['another', part(1, 0, 1), part(2, 0, undefined)]
])('does not know what is covered where %s does not say', (_, one, other) => {
  expect(combine(one, [other, part(3, 0, 1)], digests).monthlyCost).toEqual(
    known({ deltaMonthlyCost: 0, uncovered: undefined })
  )
})

it.each([0, 1, 2])('knows no sum where part %i is not known', (index) => {
  const why = { known: false, why: `part ${index}` } as const
  const parts = [own, part(2, 1, 1), part(3, 1, 1)].map((each, number) =>
    number === index ? { ...each, plan: why, monthlyCost: why } : each
  )
  const [first = own, ...others] = parts
  const whole = combine(first, others, digests)
  expect(whole.plan).toEqual(why)
  expect(whole.monthlyCost).toEqual(why)
})

it('tells the first reason of several', () => {
  const others = [{ ...own, plan: lost }, part(2, 1, 1)]
  expect(
    combine({ ...own, plan: { known: false, why: 'first' } }, others, digests)
      .plan
  ).toEqual({ known: false, why: 'first' })
})
