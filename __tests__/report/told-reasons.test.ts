import { describe, expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import { renderComment } from '../../src/report/comment.ts'
import { plan, resource } from '../plan/documents.ts'
import { createReport } from './reports.ts'

function comment(
  changes: readonly unknown[],
  more: Record<string, unknown> = {}
): string {
  const report = createReport({
    plan: {
      kind: 'changes',
      changes: reducePlan(plan(changes, more)).changes
    }
  })
  return renderComment(report, { marker: '<!-- m -->', detail: 'full' })
}

const sides = { before: { x: 1 }, after: { x: 2 } }

/** Nothing that Terraform says of a change is left out for being new. */
describe('a reason that this version does not know', () => {
  it.each<readonly [string, readonly string[]]>([
    ['update', ['update']],
    ['destroy', ['delete']],
    ['replace', ['delete', 'create']],
    ['read', ['read']]
  ])('stands beside an action: %s', (_, actions) => {
    const text = comment([
      resource('a.b', actions, sides, { action_reason: 'because_<of>_it' })
    ])
    expect(text).toContain('reason <code>because_&lt;of&gt;_it</code>')
  })

  it('stands beside what forces a replacement', () => {
    const forced = { ...sides, replace_paths: [['x']] }
    const row = (reason: string) =>
      comment([
        resource('a.b', ['delete', 'create'], forced, { action_reason: reason })
      ])
    expect(row('new_reason')).toContain(
      '<code>x</code> forces replacement; reason <code>new_reason</code>'
    )
    expect(row('replace_because_tainted')).toContain(
      'forces replacement; it is tainted'
    )
    expect(row('replace_because_cannot_update')).not.toContain('in place')
  })

  it('stands beside a deposed object that is not destroyed', () => {
    const text = comment([
      resource(
        'a.b',
        ['forget'],
        { ...sides, after: null },
        { deposed: '0a', action_reason: 'new_reason' }
      )
    ])
    expect(text).toMatch(/reason (?:<code>|`)new_reason/)
  })

  it('stands beside what is deferred', () => {
    const invocation = { address: 'action.a.c' }
    const text = comment([], {
      deferred_changes: [
        { reason: 'new_reason', resource_change: resource('a.b', ['create']) },
        { reason: 'unknown', resource_change: resource('a.c', ['create']) }
      ],
      deferred_action_invocations: [
        { reason: 'other_reason', action_invocation: invocation }
      ]
    })
    expect(text).toContain('`+ a.b`: reason `new_reason`')
    expect(text).toMatch(/`\+ a\.c`\n/)
    expect(text).toContain('(deferred to a later plan: reason `other_reason`)')
  })
})

it('an import whose id is not known yet says so', () => {
  const text = comment([
    resource('a.b', ['create'], { importing: { unknown: true } })
  ])
  expect(text).toMatch(/imported by an id that is known after apply/)
})
