import { describe, expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import { renderComment } from '../../src/report/comment.ts'
import { renderCounts } from '../../src/report/headline.ts'
import type { ApplyReport, Report } from '../../src/report/types.ts'
import { plan, resource } from '../plan/documents.ts'
import { goldenReports } from './golden.ts'
import { createReport } from './reports.ts'

const reports = new Map(goldenReports())

function comment(report: Report): string {
  return renderComment(report, { marker: '<!-- m -->', detail: 'full' })
}

function golden(name: string): string {
  const report = reports.get(`situation-${name}`)
  if (report === undefined) throw new Error(`no report ${name}`)
  return comment(report)
}

/** What is seen before anything is unfolded. */
function unfolded(text: string): string {
  return text.replace(/<details>.*?<\/summary>.*?<\/details>/gs, (fold) =>
    fold.slice(0, fold.indexOf('</summary>'))
  )
}

/** Where these are, in the order of the page. */
function expectInOrder(text: string, parts: readonly string[]): void {
  const places = parts.map((part) => text.indexOf(part))
  expect(places).not.toContain(-1)
  expect(places).toEqual([...places].sort((a, b) => a - b))
}

describe('a run that was asked for, and is not seen', () => {
  const failed = {
    outcome: 'errored',
    run: undefined,
    failure: {
      headline: 'The answer was lost.',
      diagnostics: [],
      logText: undefined
    }
  } as const

  it('is not told as one that was not made', () => {
    const text = comment(createReport({ ...failed, left: 'It may appear.' }))
    expect(text).toContain('whether a run was made is not known')
    expect(text).not.toContain('no run was made')
  })

  it('was not made where none was asked for', () => {
    expect(comment(createReport(failed))).toContain('no run was made')
  })
})

describe('the first screen', () => {
  it('is headline, caution, gate and what is next; the rest is a line each', () => {
    const text = golden('all-checks')
    expectInOrder(text, [
      '### Waiting for approval',
      '[!CAUTION]',
      '#### Gate',
      '- [ ] Nobody has approved yet',
      '1 rule holds',
      '#### Next',
      'Since the last plan (commit',
      'Cost: ',
      'Policies: 1 failed (advisory), 1 passed',
      'Run tasks: 1 passed',
      '#### Destroy'
    ])
    const seen = unfolded(text).split('#### Destroy')[0] ?? ''
    expect(seen.split('\n').length).toBeLessThanOrEqual(45)
    expect(seen).not.toContain('- [x]')
    expect(seen).not.toContain('no-public-ingress')
    expect(seen).not.toContain('- new: ')
    expect(unfolded(text)).not.toContain('Plan: ')
    expect(text).toContain('A replacement is counted twice there')
  })

  it('ticks only rules that hold, and shows what is not known', () => {
    const text = comment(
      createReport({
        mode: 'apply',
        outcome: 'held',
        gate: 'confirmation',
        checks: [
          { rule: 'kept', held: true, saw: '1 of 2' },
          { rule: 'policies', held: true, saw: 'not read', mark: 'unknown' },
          { rule: 'off', held: true, saw: 'max-destroy', mark: 'off' },
          { rule: 'idle', held: true, saw: 'a.b', mark: 'idle' },
          { rule: 'approve', held: false, saw: 'empty' }
        ]
      })
    )
    const seen = unfolded(text)
    expect(text.match(/^- \[x\] .*/gm)).toEqual(['- [x] kept: 1 of 2'])
    expect(seen).toContain('- **not known:** policies: not read')
    expect(seen).toContain('- [ ] approve: empty')
    expect(seen).toContain('1 rule holds, and what is off')
    expect(seen).not.toContain('max-destroy')
    expect(text).toContain('- could not fail: idle: a.b')
  })

  it('says once why a rule does not hold', () => {
    const text = golden('blocked')
    expect(text.match(/go is missing/g)).toHaveLength(1)
    expect(text.match(/^- \[ \] /gm)).toHaveLength(3)
    const report = reports.get('situation-blocked')!
    const [first, ...others] = report.checks ?? []
    // Another checklist than the reasons: none of the two is left out.
    const checks = first === undefined ? [] : [first, ...others, first]
    const both = comment({ ...report, checks })
    expect(both).toContain('#### Why it is blocked')
    expect(both).toContain('- [ ] max-destroy: 4 of at most 1')
  })

  it('tells the cost in a sentence', () => {
    const of = (delta: string | undefined, unmatched = 0) =>
      comment(
        createReport({
          cost: {
            status: 'finished',
            prior: '10',
            proposed: '12.5',
            delta,
            matched: 1,
            unmatched,
            message: undefined
          }
        })
      )
    expect(of('2.5')).toContain(
      'Cost: **&#36;2.50 more a month** (&#36;10.00 before, &#36;12.50 after; 1 resource estimated).'
    )
    expect(of('-2.5', 3)).toContain('**&#36;2.50 less a month**')
    expect(of('-2.5', 3)).toContain('**3 not covered**')
    expect(of('0')).toContain('Cost: no difference (')
    expect(of(undefined)).toContain('Cost: the difference is not told (')
  })

  it('says of run tasks that they run, and of policies that one is unknown', () => {
    const text = comment(
      createReport({
        policies: (['passed', 'unknown'] as const).map((status) => ({
          kind: 'opa',
          set: undefined,
          policy: 'p',
          level: 'mandatory',
          status,
          message: undefined
        })),
        tasks: (['passed', 'running'] as const).map((status) => ({
          name: 't',
          stage: 'post_plan',
          level: 'mandatory',
          status,
          message: undefined,
          link: undefined
        }))
      })
    )
    expect(text).toContain(
      '<details open><summary>Policies: 1 unknown, 1 passed'
    )
    expect(text).toContain('Run tasks: 1 running, 1 passed')
    expect(text).not.toContain('policies passed')
  })
})

describe('an apply that failed', () => {
  it('leads with the error, its place, what was done and what was not', () => {
    const text = golden('apply-failed')
    expectInOrder(text, [
      '### Apply failed',
      '**creating EC2 Instance: InsufficientInstanceCapacity** at `main.tf:3`',
      '**Done:** 1 destroyed, 2 added. **Not done:** 4 to destroy, 3 to change, 2 to add.',
      'were to be destroyed',
      '#### Next'
    ])
  })

  it.each(['apply-failed', 'plan-failed'])(
    'tells its error once (%s)',
    (name) => {
      const report = reports.get(`situation-${name}`)!
      const [{ summary } = { summary: '' }] = report.failure!.diagnostics
      expect(comment(report).split(summary)).toHaveLength(2)
      expect(comment(report)).not.toContain('failed:')
      // What else became of it is no repetition.
      const headline = `${report.failure!.headline} It may go on.`
      const failure = { ...report.failure!, headline, isFirstError: false }
      expect(comment({ ...report, failure })).toContain('It may go on')
    }
  )

  it('folds the end of the log where the errors in it are told', () => {
    const report = reports.get('situation-apply-failed')!
    const failure = { ...report.failure!, logText: 'Error: the same' }
    const summary = '<summary>The end of the log</summary>'
    expect(comment({ ...report, failure })).toContain(`<details>${summary}`)
    expect(
      comment({ ...report, failure: { ...failure, diagnostics: [] } })
    ).toContain(`<details open>${summary}`)
  })

  it.each<[Report['applyState'], ApplyReport['counts'], string | undefined]>([
    [
      'partial',
      { additions: 0, changes: 0, destructions: 0, imports: 0 },
      undefined
    ],
    ['partial', undefined, undefined],
    [
      'unwatched',
      { additions: 1, changes: 0, destructions: 0, imports: 0 },
      undefined
    ],
    [
      'partial',
      { additions: 0, changes: 0, destructions: 1, imports: 0 },
      '1 destroyed'
    ]
  ])(
    'claims no number that is not told (%s, %j)',
    (applyState, counts, told) => {
      const base = reports.get('situation-apply-failed')!
      const report: Report = {
        ...base,
        applyState,
        apply: base.apply && { ...base.apply, counts }
      }
      const said = [comment(report), renderCounts(report)].join('\n')
      if (told === undefined) {
        expect(said).not.toMatch(/\d+ (?:added|changed|destroyed)\b/)
        expect(said).toContain('is not told')
      } else expect(said).toContain(told)
    }
  )
})

describe('an apply that failed, and that the server counts nothing of', () => {
  const base = reports.get('situation-apply-failed')!
  const counts = { additions: 0, changes: 0, destructions: 0, imports: 0 }
  const logged = { additions: 2, changes: 0, destructions: 1 }

  it.each([counts, undefined])('is told by its log (%j)', (noughts) => {
    const apply = { ...base.apply!, counts: noughts, logged }
    const report = { ...base, applyState: 'partial', apply } as const
    expect(renderCounts(report)).toContain('1 destroyed, 2 added before it')
    expect(comment(report)).toContain(
      '**Done:** 1 destroyed, 2 added. **Not done:** '
    )
    // Whoever did not see its end has no log to its end, whatever it says.
    const unwatched = { ...report, applyState: 'unwatched' } as const
    expect(comment(unwatched)).not.toMatch(/\d+ added/)
  })
})

describe('numbers that contradict each other', () => {
  const { changes } = reducePlan(
    plan([resource('a.b', ['create'], { before: null, after: { c: 1 } })])
  )
  const counted = { additions: 1, changes: 0, destructions: 0, imports: 0 }

  it('are told as that: the plan against what the server counts', () => {
    const of = (destructions: number) =>
      comment(
        createReport({
          plan: {
            kind: 'changes',
            changes,
            counted: { ...counted, destructions }
          }
        })
      )
    expect(of(0)).not.toContain('counts otherwise')
    expect(of(1)).toContain(
      '**HCP Terraform counts otherwise:** 1 to add, 0 to change, 1 to destroy.'
    )
  })

  it('are told as that: what was done against what was planned', () => {
    const of = (additions: number) =>
      comment(
        createReport({
          mode: 'apply',
          outcome: 'applied',
          applyState: 'complete',
          plan: { kind: 'changes', changes },
          apply: {
            status: 'finished',
            counts: { ...counted, additions },
            confirmedBy: undefined,
            finishedAt: undefined,
            outputs: []
          }
        })
      )
    expect(of(1)).toContain('As planned.')
    expect(of(2)).toContain(
      'Resources: 2 added. **That is not what was planned:** 1 to add.'
    )
  })
})

describe('many changes', () => {
  const creating = (count: number, after: (index: number) => unknown) =>
    createReport({
      plan: {
        kind: 'changes',
        changes: reducePlan(
          plan([
            ...Array.from({ length: count }, (_, i) =>
              resource(
                `module.app["m${i % 3}"].aws_x.cell[${i}]`,
                ['create'],
                { before: null, after: after(i) },
                { module_address: `module.app["m${i % 3}"]` }
              )
            ),
            resource('aws_y.gone', ['delete'], {
              before: { value: 'precious' },
              after: null
            })
          ])
        ).changes
      }
    })

  it('of instances are one row, with what differs', () => {
    const text = comment(creating(60, (i) => ({ size: 'same', name: `n${i}` })))
    expect(text.match(/<code>\+ module\.app/g)).toHaveLength(3)
    expect(text).toContain('</code> (20)</summary>')
    expect(text.match(/size = "same"/g)).toHaveLength(3)
    for (let i = 0; i < 60; i++) expect(text).toContain(`"n${i}"`)
  })

  it('of thousands are tallied, and what is cut is said, not what is dangerous', () => {
    const text = comment(
      creating(5_000, (i) => ({ name: `n${i}`, text: 'x'.repeat(100) }))
    )
    expect(text.length).toBeLessThanOrEqual(65_536)
    expect(text).toContain('- 5,000 `aws_x` in `module.app`')
    expect(text).toContain('"precious" -> null')
    expect(text).toMatch(/… and 4,\d\d\d more under “Create”/)
    // Every row that is there has its differences.
    expect(text).not.toMatch(/^`\+ module/m)
  })

  it('known after apply are one line with their names', () => {
    const text = comment(
      createReport({
        plan: {
          kind: 'changes',
          changes: reducePlan(
            plan([
              resource('a.b', ['create'], {
                before: null,
                after: { name: 'x' },
                after_unknown: { id: true, arn: true }
              })
            ])
          ).changes
        }
      })
    )
    expect(text).toContain('+ # (2 known after apply: arn, id)')
  })

  it('are shown whole where there is room', () => {
    const lines = Object.fromEntries(
      Array.from({ length: 400 }, (_, i) => [`key_${i}`, `value ${i}`])
    )
    const text = comment(
      createReport({
        plan: {
          kind: 'changes',
          changes: reducePlan(
            plan([resource('a.b', ['create'], { before: null, after: lines })])
          ).changes
        }
      })
    )
    for (let i = 0; i < 400; i++) expect(text).toContain(`"value ${i}"`)
    expect(text).not.toContain('not shown')
  })
})
