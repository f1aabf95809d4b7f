import { describe, expect, it } from '@jest/globals'
import { reasonCodes } from '../../src/gate/verdict.ts'
import {
  nextActions,
  nextInWords,
  nextOfSet
} from '../../src/report/next-actions.ts'
import type { Report } from '../../src/report/types.ts'
import { createReport } from './reports.ts'

const approval = /mode: apply\nrun-id: run-CZcmD7eagjhyX0vN\napprove: true/
const discard = /mode: discard\nrun-id: run-CZcmD7eagjhyX0vN\n/

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
      // Of a head that has moved no yes is left to be given.
      expect(paragraphs.at(-1)).toMatch(
        code === 'head-moved' ? discard : approval
      )
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

describe('the last line of the log', () => {
  const blockedBy = (code: 'labels-missing' | 'head-moved'): Report =>
    createReport({
      outcome: 'blocked',
      gate: 'confirmation',
      reasons: [{ code, message: 'Because.', facts: {} }]
    })
  const apply =
    'run the workflow with mode: apply, run-id: run-CZcmD7eagjhyX0vN'

  it('says what has to be done before', () => {
    expect(nextInWords(blockedBy('labels-missing'))).toBe(
      `Have the missing labels added by somebody with write permission. When the rules hold, ${apply}, approve: true; with approve: false it discards the run.`
    )
    expect(
      nextInWords(createReport({ outcome: 'held', gate: 'confirmation' }))
    ).toBe(`${apply}, approve: true; with approve: false it discards the run.`)
  })

  it('asks for no yes to what a new head has overtaken', () => {
    expect(nextInWords(blockedBy('head-moved'))).toMatch(
      /^Run the workflow again .*\. This run is discarded with mode: discard, run-id: run-CZcmD7eagjhyX0vN\.$/
    )
  })

  it('says it once for a set', () => {
    const members = (...reports: Report[]) =>
      reports.map((report) => ({ report }))
    const held = createReport({ outcome: 'held', gate: 'confirmation' })
    const missing = blockedBy('labels-missing')
    expect(nextOfSet(members(missing, missing, held))).toMatch(
      /^Have the missing labels added by somebody with write permission\. When the rules hold, run the workflow with mode: apply, run-id: \S+, \S+, \S+ \(one a line\), approve: true\.$/
    )
    const moved = blockedBy('head-moved')
    expect(nextOfSet(members(moved, moved))).toContain(
      'These runs are discarded with mode: discard'
    )
  })
})
