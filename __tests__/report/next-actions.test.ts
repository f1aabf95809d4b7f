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
    ['errored', 'none', /Nothing was changed/],
    ['canceled', 'none', /Nothing was changed/],
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

  it('never says that nothing changed once an apply began', () => {
    const apply = {
      status: 'errored',
      counts: undefined,
      confirmedBy: undefined,
      finishedAt: undefined,
      outputs: []
    }
    for (const outcome of ['errored', 'canceled'] as const) {
      const text = nextActions(createReport({ outcome, apply })).join('\n')
      expect(text).toContain('in the state')
      expect(text).not.toContain('Nothing was changed')
    }
  })
})
