import { describe, expect, it } from '@jest/globals'
import { reasonCodes } from '../../src/gate/verdict.ts'
import { nextActions } from '../../src/report/next-actions.ts'
import { createReport } from './reports.ts'

const approval = /mode: apply\nrun-id: run-CZcmD7eagjhyX0vN\napprove: true/

describe('what to do next', () => {
  it.each([
    ['held', 'confirmation', approval],
    ['held', 'policy-override', /may override policies/],
    ['saved', 'saved-plan', approval],
    ['blocked', 'confirmation', approval],
    ['errored', 'none', /Nothing was changed\. Fix/],
    [
      'errored',
      'confirmation',
      /No resource was changed: .*looked last, the run waited/
    ],
    ['canceled', 'none', /Nothing was changed\. Run/],
    [
      'canceled',
      'saved-plan',
      /No resource was changed: .*looked last, the run waited/
    ],
    ['discarded', 'none', /Nothing was changed/],
    ['timed-out', 'none', /may still go on/]
  ] as const)('%s at the gate %s', (outcome, gate, expected) => {
    expect(nextActions(createReport({ outcome, gate })).join('\n')).toMatch(
      expected
    )
  })

  it.each(['planned', 'no-changes', 'applied', 'shown', 'skipped'] as const)(
    '%s: nothing',
    (outcome) => {
      expect(nextActions(createReport({ outcome }))).toEqual([])
    }
  )

  it.each(reasonCodes)(
    'says something or leaves it to the reason: %s',
    (code) => {
      const report = createReport({
        outcome: 'blocked',
        gate: 'confirmation',
        reasons: [{ code, message: 'Because.', facts: {} }]
      })
      const paragraphs = nextActions(report)
      expect(paragraphs.at(-1)).toMatch(approval)
      expect(paragraphs).not.toContain('')
    }
  )

  it.each([
    ['unwatched', /may still be running, or begin: .* only stopped watching/],
    ['partial', /in the state/],
    ['complete', /is applied/]
  ] as const)(
    'never says that nothing changed where an apply is %s',
    (applyState, expected) => {
      for (const outcome of ['errored', 'canceled'] as const) {
        const report = createReport({ outcome, applyState })
        const text = nextActions(report).join('\n')
        expect(text).toMatch(expected)
        expect(text).not.toContain('Nothing was changed')
      }
    }
  )

  it.each([
    ['canceled', 'errored', 'ended early'],
    ['canceled', 'canceled', 'was interrupted'],
    ['errored', 'errored', 'ended early']
  ] as const)(
    '%s where the run is %s: its apply %s',
    (outcome, status, expected) => {
      const report = createReport({ outcome, applyState: 'partial' })
      expect(
        nextActions({
          ...report,
          run: report.run && { ...report.run, status }
        }).join()
      ).toContain(expected)
    }
  )

  it('does not say that a run waits that may be applied any moment', () => {
    const text = nextActions(
      createReport({
        outcome: 'blocked',
        gate: 'confirmation',
        applyState: 'unwatched'
      })
    ).join('\n')
    expect(text).toContain('may still be running, or begin')
    expect(text).not.toMatch(/nothing is lost|approve: true/)
  })
})
