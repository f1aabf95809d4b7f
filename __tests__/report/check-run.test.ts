import { describe, expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import {
  checkName,
  renderCheckRun,
  renderSetCheckRun
} from '../../src/report/check-run.ts'
import type { Conclusion } from '../../src/report/check-run.ts'
import { membersOf } from '../../src/report/set.ts'
import type { Report } from '../../src/report/types.ts'
import { outcomes } from '../../src/run/record/outcome.ts'
import type { Outcome } from '../../src/run/record/outcome.ts'
import { plan, resource } from '../plan/documents.ts'
import { fc, runs } from '../fuzz.ts'
import { anyReport } from './any-report.ts'
import { goldenSets } from './golden-sets.ts'
import { createReport, setReport } from './reports.ts'

const green = { detail: 'full', isOk: () => true } as const
const red = { detail: 'full', isOk: () => false } as const
const satisfying: readonly Conclusion[] = ['success', 'neutral', 'skipped']

function stopped(
  code: 'not-reached' | 'set-not-allowed',
  gate: Report['gate']
) {
  const [member] = membersOf([
    createReport({
      outcome: 'blocked',
      gate,
      reasons: [{ code, message: 'Not confirmed: so.', facts: {} }]
    })
  ])
  if (member === undefined) throw new Error('no member')
  return member
}

describe('the end of a check run', () => {
  it.each<[Outcome, Conclusion, Conclusion]>([
    ['planned', 'success', 'failure'],
    ['no-changes', 'success', 'failure'],
    ['saved', 'success', 'failure'],
    ['applied', 'success', 'failure'],
    ['held', 'action_required', 'action_required'],
    ['blocked', 'action_required', 'failure'],
    ['canceled', 'cancelled', 'cancelled'],
    ['discarded', 'neutral', 'failure'],
    ['errored', 'failure', 'failure'],
    ['timed-out', 'timed_out', 'timed_out'],
    ['shown', 'neutral', 'neutral'],
    ['listed', 'neutral', 'neutral'],
    ['skipped', 'skipped', 'skipped']
  ])('%s: %s where the step is green, %s where red', (outcome, ok, bad) => {
    const report = createReport({ outcome })
    expect(renderCheckRun({ report }, green).conclusion).toBe(ok)
    expect(renderCheckRun({ report }, red).conclusion).toBe(bad)
    const set = setReport({ members: [{ report }] })
    expect(renderSetCheckRun(set, green).conclusion).toBe(ok)
  })

  it('is no success where an apply is not watched to its end', () => {
    for (const outcome of outcomes) {
      const report = createReport({ outcome, applyState: 'unwatched' })
      expect(satisfying).not.toContain(
        renderCheckRun({ report }, green).conclusion
      )
    }
  })

  it('asks for a decision where something else stopped the run', () => {
    const of = (...of: Parameters<typeof stopped>) =>
      renderCheckRun(stopped(...of), green)
    expect(of('not-reached', 'confirmation')).toMatchObject({
      conclusion: 'action_required',
      title: 'Not reached'
    })
    expect(of('set-not-allowed', 'confirmation').title).toBe('Not confirmed')
    expect(of('not-reached', 'none').conclusion).toBe('failure')
  })
})

describe('the check run of the set', () => {
  const of = (...outcomes: readonly Outcome[]) =>
    renderSetCheckRun(
      setReport({
        members: outcomes.map((outcome) => ({
          report: createReport({ outcome })
        }))
      }),
      green
    ).conclusion

  it('is the worst of all', () => {
    expect(of('planned', 'no-changes')).toBe('success')
    expect(of('planned', 'skipped', 'discarded')).toBe('success')
    expect(of('planned', 'held')).toBe('action_required')
    expect(of('held', 'canceled')).toBe('cancelled')
    expect(of('canceled', 'errored', 'planned')).toBe('failure')
    expect(of('skipped', 'skipped')).toBe('skipped')
  })

  it('is a success where no workspace is touched', () => {
    const { conclusion, title, text } = renderSetCheckRun(
      goldenSets['none-touched'] ?? setReport(),
      green
    )
    expect(conclusion).toBe('success')
    expect(title).toBe('No run was made: 0 of 3 workspaces')
    expect(text).toContain('Not selected: 3 workspaces')
  })

  it('never satisfies where a workspace of its own does not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...outcomes), { minLength: 1, maxLength: 5 }),
        (several) => {
          const isOne = several.every((outcome) =>
            satisfying.includes(of(outcome))
          )
          expect(satisfying.includes(of(...several))).toBe(isOne)
        }
      )
    )
  })
})

describe('the name of a check run', () => {
  it('is constant for the set, and tells workspaces and keys apart', () => {
    expect(checkName(undefined, '')).toBe('Gated Terraform Run')
    expect(checkName('app', '')).toBe('Gated Terraform Run: app')
    expect(checkName('app', 'eu')).toBe('Gated Terraform Run: app (eu)')
  })
})

describe('the text of a check run', () => {
  const report = createReport({
    plan: {
      kind: 'changes',
      changes: reducePlan(
        plan(
          Array.from({ length: 2_000 }, (_, i) =>
            resource(`aws_vpc.a${i}`, ['create'], {
              before: null,
              after: { cidr: '10.0.0.0/16', tags: { name: `${i}` } }
            })
          )
        )
      ).changes
    }
  })

  it('is cut within what GitHub takes, whole and said', () => {
    const { text, summary } = renderCheckRun({ report }, green)
    expect(text.length).toBeLessThanOrEqual(65_535)
    expect(text.length).toBeGreaterThan(60_000)
    expect((text.match(/^```/gm)?.length ?? 1) % 2).toBe(0)
    expect(text.match(/<details/g)?.length).toBe(
      text.match(/<\/details>/g)?.length
    )
    expect(text).toMatch(/for want of room/)
    expect(summary).toContain('[run](https://app.terraform.io/')
    expect(summary).toContain('[workflow run](https://github.com/')
  })

  it('is within it for anything', () => {
    fc.assert(
      fc.property(fc.array(anyReport, { maxLength: 6 }), (reports) => {
        const set = setReport({ members: membersOf(reports) })
        const pages = [
          renderSetCheckRun(set, green),
          ...set.members.map((member) => renderCheckRun(member, red))
        ]
        for (const { title, summary, text } of pages) {
          expect(title).toMatch(/^[^\n]{1,250}$/)
          expect(summary.length).toBeLessThanOrEqual(65_535)
          expect(summary).not.toBe('')
          expect(text.length).toBeLessThanOrEqual(65_535)
          expect(`${summary}${text}`).not.toMatch(/<!--\s*gated-terraform-run/)
        }
      }),
      { numRuns: runs(40) }
    )
  })
})
