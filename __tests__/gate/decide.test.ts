import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { decide } from '../../src/gate/decide.ts'
import type { Evidence, PlanCounts, Rules } from '../../src/gate/evidence.ts'
import { reasonCodes } from '../../src/gate/verdict.ts'
import { runs } from '../fuzz.ts'

const identity = {
  runId: 'run-1',
  workspaceId: 'ws-1',
  configurationVersionId: 'cv-1',
  planId: 'plan-1'
}
const noRules: Rules = {
  maxDestroy: undefined,
  maxReplace: undefined,
  maxChange: undefined
}
const counts: PlanCounts = {
  create: 1,
  update: 2,
  replace: 3,
  destroy: 4,
  forget: 5,
  import: 6
}
const evidence: Evidence = {
  approve: true,
  plan: { known: true, value: counts },
  canApply: true,
  expected: identity,
  actual: identity
}

function codes(verdict: ReturnType<typeof decide>): readonly string[] {
  return verdict.kind === 'allowed'
    ? []
    : verdict.reasons.map(({ code }) => code)
}

describe('decide', () => {
  it('allows an approved run that no rule stands against', () => {
    expect(decide(evidence, noRules).kind).toBe('allowed')
  })

  it('is pending, not blocked, where only the approval is missing', () => {
    const verdict = decide({ ...evidence, approve: undefined }, noRules)
    expect(verdict.kind).toBe('pending')
    expect(codes(verdict)).toEqual(['approval-missing'])
  })

  it('refuses where the approval is denied, whatever the rules say', () => {
    const verdict = decide(
      { ...evidence, approve: false },
      { ...noRules, maxDestroy: 0 }
    )
    expect(verdict.kind).toBe('refused')
    expect(codes(verdict)).toEqual(['approval-refused'])
  })

  it.each([
    ['maxDestroy', 4, []],
    ['maxDestroy', 3, ['destroys-exceeded']],
    ['maxDestroy', 0, ['destroys-exceeded']],
    ['maxReplace', 3, []],
    ['maxReplace', 2, ['replaces-exceeded']],
    ['maxChange', 21, []],
    ['maxChange', 20, ['changes-exceeded']]
  ] as const)(
    'holds %s = %d to what the plan would do',
    (rule, limit, want) => {
      const verdict = decide(evidence, { ...noRules, [rule]: limit })
      expect(codes(verdict)).toEqual(want)
      expect(verdict.kind).toBe(want.length === 0 ? 'allowed' : 'blocked')
    }
  )

  it('names the number, the limit and the input', () => {
    const verdict = decide(evidence, { ...noRules, maxDestroy: 0 })
    expect(verdict).toMatchObject({
      kind: 'blocked',
      reasons: [
        {
          code: 'destroys-exceeded',
          message:
            "The plan would destroy 4 resources; 'max-destroy' allows 0.",
          facts: { input: 'max-destroy', limit: 0, actual: 4 }
        }
      ]
    })
  })

  it('reports every rule that does not hold, not only the first', () => {
    const verdict = decide(evidence, {
      maxDestroy: 0,
      maxReplace: 0,
      maxChange: 0
    })
    expect(codes(verdict)).toEqual([
      'destroys-exceeded',
      'replaces-exceeded',
      'changes-exceeded'
    ])
  })

  it.each([
    ['max-destroy', 'maxDestroy'],
    ['max-replace', 'maxReplace'],
    ['max-change', 'maxChange']
  ] as const)(
    'blocks %s where the plan is unknown, saying why',
    (input, rule) => {
      const verdict = decide(
        { ...evidence, plan: { known: false, why: 'it is not there.' } },
        { ...noRules, [rule]: 1_000 }
      )
      expect(verdict).toMatchObject({
        kind: 'blocked',
        reasons: [
          {
            code: 'plan-unknown',
            message: `'${input}' cannot be checked: it is not there.`
          }
        ]
      })
    }
  )

  it('does not need the plan where no rule asks for it', () => {
    const plan = { known: false, why: 'it is not there.' } as const
    expect(decide({ ...evidence, plan }, noRules).kind).toBe('allowed')
  })

  it('blocks where the token may not apply', () => {
    const verdict = decide({ ...evidence, canApply: false }, noRules)
    expect(codes(verdict)).toEqual(['permission-missing'])
  })

  it.each([
    'runId',
    'workspaceId',
    'configurationVersionId',
    'planId'
  ] as const)('blocks where %s is another one than set out for', (part) => {
    for (const approve of [true, false, undefined]) {
      const verdict = decide(
        { ...evidence, approve, actual: { ...identity, [part]: 'other' } },
        noRules
      )
      expect(verdict.kind).toBe('blocked')
      expect(codes(verdict)).toContain('run-differs')
    }
  })

  it('takes a plan id that was not known at the start', () => {
    const verdict = decide(
      { ...evidence, expected: { ...identity, planId: undefined } },
      noRules
    )
    expect(verdict.kind).toBe('allowed')
  })

  it('lists every rule it looked at, held or not', () => {
    const { checks } = decide(evidence, { ...noRules, maxDestroy: 0 })
    expect(checks.map(({ rule, held }) => [rule, held])).toEqual([
      ['the run is the one that was planned', true],
      ['the token may apply runs', true],
      ['max-destroy: 0', false],
      ['approve', true]
    ])
  })
})

describe('decide, for any evidence', () => {
  const number = fc.nat({ max: 5 })
  const limit = fc.option(number, { nil: undefined })
  const anyRules = fc.record({
    maxDestroy: limit,
    maxReplace: limit,
    maxChange: limit
  })
  const anyIdentity = fc.record({
    runId: fc.constantFrom('run-1', 'run-2'),
    workspaceId: fc.constantFrom('ws-1', 'ws-2', undefined),
    configurationVersionId: fc.constantFrom('cv-1', undefined),
    planId: fc.constantFrom('plan-1', 'plan-2', undefined)
  })
  const anyEvidence: fc.Arbitrary<Evidence> = fc.record({
    approve: fc.constantFrom(true, false, undefined),
    plan: fc.oneof(
      fc.record({
        known: fc.constant(true as const),
        value: fc.record({
          create: number,
          update: number,
          replace: number,
          destroy: number,
          forget: number,
          import: number
        })
      }),
      fc.constant({ known: false as const, why: 'unknown.' })
    ),
    canApply: fc.constantFrom(true, false, undefined),
    expected: anyIdentity,
    actual: anyIdentity
  })

  /** A second, naive reading of the rules. */
  function holds({ plan, ...facts }: Evidence, rules: Rules): boolean {
    const isAsked = Object.values(rules).some((each) => each !== undefined)
    if (isAsked && !plan.known) return false
    if (plan.known) {
      const { create, update, replace, destroy, forget } = plan.value
      const all =
        create + update + replace + destroy + forget + plan.value.import
      if (destroy > (rules.maxDestroy ?? Infinity)) return false
      if (replace > (rules.maxReplace ?? Infinity)) return false
      if (all > (rules.maxChange ?? Infinity)) return false
    }
    const { expected, actual } = facts
    return (
      facts.approve === true &&
      facts.canApply !== false &&
      expected.runId === actual.runId &&
      [undefined, actual.workspaceId].includes(expected.workspaceId) &&
      [undefined, actual.configurationVersionId].includes(
        expected.configurationVersionId
      ) &&
      [undefined, actual.planId].includes(expected.planId)
    )
  }

  it('allows exactly what a naive reading allows', () => {
    fc.assert(
      fc.property(anyEvidence, anyRules, (some, rules) => {
        expect(decide(some, rules).kind === 'allowed').toBe(holds(some, rules))
      }),
      { numRuns: runs(2_000) }
    )
  })

  it('never turns blocked into allowed by losing a fact', () => {
    fc.assert(
      fc.property(anyEvidence, anyRules, (some, rules) => {
        fc.pre(decide(some, rules).kind !== 'allowed')
        const poorer: Evidence = {
          ...some,
          plan: { known: false, why: 'lost.' },
          approve: undefined
        }
        expect(decide(poorer, rules).kind).not.toBe('allowed')
      })
    )
  })

  it('gives a reason of the closed list for everything but a yes', () => {
    fc.assert(
      fc.property(anyEvidence, anyRules, (some, rules) => {
        const verdict = decide(some, rules)
        if (verdict.kind === 'allowed') return
        expect(verdict.reasons.length).toBeGreaterThan(0)
        for (const { code, message } of verdict.reasons) {
          expect(reasonCodes).toContain(code)
          expect(message).toMatch(/^\S.*\S$/)
        }
      })
    )
  })
})
