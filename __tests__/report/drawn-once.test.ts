import { expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import { renderComment } from '../../src/report/comment.ts'
import { redactReport } from '../../src/report/redact.ts'
import { renderSummary } from '../../src/report/summary.ts'
import type { PlanReport } from '../../src/report/types.ts'
import { plan, resource } from '../plan/documents.ts'
import { createReport } from './reports.ts'

type Changes = Extract<PlanReport, { kind: 'changes' }>['changes']

/** A plan that destroys so many instances, and how often each is drawn. */
function counted(count: number): {
  readonly changes: Changes
  readonly drawn: Map<string, number>
} {
  const { changes } = reducePlan(
    plan(
      Array.from({ length: count }, (_, index) =>
        resource(`a.b[${index}]`, ['delete'], {
          before: { id: `i-${index}`, size: index },
          after: null
        })
      )
    )
  )
  const drawn = new Map<string, number>()
  const resources = changes.resources.map((change) => {
    const { diff } = change
    return Object.defineProperty(change, 'diff', {
      get: () => {
        drawn.set(change.address, (drawn.get(change.address) ?? 0) + 1)
        return diff
      }
    })
  })
  return { changes: { ...changes, resources }, drawn }
}

it('draws each change once, for grouping and for both pages', () => {
  const { changes, drawn } = counted(300)
  const report = redactReport(
    createReport({ plan: { kind: 'changes', changes } as PlanReport }),
    (text) => text
  )
  const comment = renderComment(report, {
    marker: '<!-- marker -->',
    detail: 'full'
  })
  const summary = renderSummary(report, { detail: 'full' })

  expect(comment).toContain('a.b[0…299]')
  expect(summary).toContain('a.b[0…299]')
  expect(drawn.size).toBe(300)
  expect(new Set(drawn.values())).toEqual(new Set([1]))
})
