import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { reducePlan } from '../../src/plan/reduction.ts'
import { digestInput } from '../../src/plan/digest.ts'
import { sensitiveValues } from '../../src/plan/sensitive.ts'
import { renderComment } from '../../src/report/comment.ts'
import { createRedactor, redactReport } from '../../src/report/redact.ts'
import { renderSummary } from '../../src/report/summary.ts'
import { createReport } from '../report/reports.ts'
import { plan, resource } from './documents.ts'
import { fixtureNames, readFixture } from './fixtures.ts'
import { runs } from '../fuzz.ts'

const canary = 'canary-3f9a1c77'

interface Masked {
  readonly value: unknown
  readonly mask: unknown
}

/** A value with canaries in it, each under a `true` at it or further up. */
const masked = fc.letrec<{ node: Masked }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant<Masked>({ value: canary, mask: true }),
    fc.constant<Masked>({ value: `x ${canary}\ny ${canary}`, mask: true }),
    fc.constant<Masked>({ value: `{"a":["${canary}"]}`, mask: true }),
    fc
      .jsonValue({ maxDepth: 1 })
      .map((value): Masked => ({ value, mask: false })),
    fc.constant<Masked>({ value: { [canary]: [canary, 1] }, mask: true }),
    fc.array(tie('node'), { maxLength: 4 }).map((items): Masked => ({
      value: items.map(({ value }) => value),
      mask: items.map(({ mask }) => mask)
    })),
    fc
      .dictionary(
        fc.constantFrom('a', 'b', 'id', 'name', 'tags'),
        tie('node'),
        {
          maxKeys: 4
        }
      )
      .map((members): Masked => ({
        value: Object.fromEntries(
          Object.entries(members).map(([key, { value }]) => [key, value])
        ),
        mask: Object.fromEntries(
          Object.entries(members).map(([key, { mask }]) => [key, mask])
        )
      }))
  )
})).node

function everythingOf(document: unknown): string {
  const changes = reducePlan(document).changes
  const report = createReport({ plan: { kind: 'changes', changes } })
  return [
    JSON.stringify(changes),
    digestInput(document),
    renderComment(report, { marker: '<!-- m -->', detail: 'full' }),
    renderSummary(report, { detail: 'full' })
  ].join('\n')
}

describe('a value under a sensitive mask', () => {
  it('C-22: appears nowhere, wherever the mask is', () => {
    fc.assert(
      fc.property(
        masked,
        masked,
        fc.constantFrom(
          ['update'],
          ['create', 'delete'],
          ['create'],
          ['delete']
        ),
        (before, after, actions) => {
          const change = {
            before: before.value,
            after: after.value,
            before_sensitive: before.mask,
            after_sensitive: after.mask,
            replace_paths: [['a', canary], [canary]].slice(
              after.mask === true ? 0 : 2
            )
          }
          const raw = resource('a.b', actions, change)
          const document = plan([raw], {
            resource_drift: [raw],
            relevant_attributes: [{ resource: 'a.b', attribute: [] }],
            deferred_changes: [{ reason: 'unknown', resource_change: raw }],
            output_changes: {
              o: { ...change, actions: ['update'], after_sensitive: true }
            },
            action_invocations: [
              {
                address: 'action.x.y',
                config_values: after.value,
                config_sensitive: after.mask
              }
            ],
            variables: { v: { value: canary } },
            prior_state: { values: { outputs: { o: { value: canary } } } },
            planned_values: { outputs: { o: { value: canary } } },
            configuration: {
              root_module: { variables: { v: { default: canary } } }
            }
          })
          expect(everythingOf(document)).not.toContain(canary)
        }
      ),
      { numRuns: runs(400) }
    )
  })

  it('appears nowhere where it repeats in a value that is not masked', () => {
    const document = plan(
      [
        resource('a.secret', ['create'], {
          before: null,
          after: { value: canary },
          after_sensitive: { value: true }
        }),
        resource('a.repeats', ['update'], {
          before: { command: 'x', lines: 'a\nb', json: '{"k":1}', map: {} },
          after: {
            command: `curl -u ${canary} --data ${Buffer.from(`u:${canary}`).toString('base64')}`,
            lines: `a\n${canary}`,
            json: JSON.stringify({ k: canary, [canary]: 1 }),
            map: { [canary]: `${'long '.repeat(200)}${canary}` },
            list: [canary, `${canary}2`]
          }
        })
      ],
      {
        output_changes: {
          o: { actions: ['create'], before: null, after: [canary] }
        },
        checks: [
          {
            address: { kind: 'check', to_display: 'check.x' },
            status: 'fail',
            instances: [{ problems: [{ message: `Bad: ${canary}` }] }]
          }
        ]
      }
    )
    const changes = reducePlan(document).changes
    expect(JSON.stringify(changes)).not.toContain(canary)
    expect(JSON.stringify(changes)).not.toContain(
      Buffer.from(canary).toString('base64').slice(4, 16)
    )
  })

  it('is taken out of addresses, logs and diagnostics by redactReport', () => {
    const document = plan([
      resource(`a.b["${canary}"]`, ['update'], {
        before: { v: canary },
        after: { v: 'y' },
        before_sensitive: { v: true }
      })
    ])
    const redact = createRedactor(sensitiveValues(document))
    const base = createReport()
    const report = redactReport(
      createReport({
        outcome: 'errored',
        run: base.run && { ...base.run, targets: [canary], replaces: [canary] },
        warnings: [
          {
            severity: 'warning',
            summary: canary,
            detail: canary,
            address: canary,
            range: { filename: canary, startLine: 1, endLine: 1 },
            snippet: canary
          }
        ],
        plan: { kind: 'changes', changes: reducePlan(document).changes },
        reasons: [{ code: 'plan-unknown', message: canary, facts: {} }],
        checks: [{ rule: canary, held: false, saw: canary }],
        failure: {
          headline: `It failed: ${canary}`,
          logText: `log ${canary}`,
          diagnostics: [
            {
              severity: 'error',
              summary: canary,
              detail: canary,
              address: canary,
              range: { filename: canary, startLine: 1, endLine: 1 },
              snippet: canary
            }
          ]
        },
        apply: {
          status: 'errored',
          counts: undefined,
          confirmedBy: undefined,
          finishedAt: undefined,
          outputs: [
            { name: canary, sensitive: false, value: { [canary]: [canary] } }
          ]
        }
      }),
      redact
    )
    const comment = renderComment(report, {
      marker: '<!-- m -->',
      detail: 'full'
    })
    expect(comment).toContain('***')
    expect(comment).not.toContain(canary)
    expect(renderSummary(report, { detail: 'full' })).not.toContain(canary)
  })

  it('hides both sides where only one is marked', () => {
    const document = plan([
      resource('a.b', ['update'], {
        before: { v: 1234 },
        after: { v: 5678 },
        after_sensitive: { v: true }
      })
    ])
    expect(reducePlan(document).changes.resources[0]?.diff).toEqual([
      {
        marker: '~',
        depth: 0,
        text: 'v = (sensitive value) # will be marked as sensitive'
      }
    ])
  })

  it.each([
    ['a list', ['s', 's2'], { 0: true }],
    ['a longer mask', ['s'], [false, true]],
    ['a text', 's', { a: true }],
    ['a map', { a: 's' }, [true]]
  ])('is hidden whole where the mask does not fit %s', (_, value, mask) => {
    const document = plan([
      resource('a.b', ['create'], {
        before: null,
        after: { v: value },
        after_sensitive: { v: mask }
      })
    ])
    expect(reducePlan(document).changes.resources[0]?.diff).toEqual([
      { marker: '+', depth: 0, text: 'v = (sensitive value)' }
    ])
  })
})

describe('the plans made by the real terraform', () => {
  it.each(fixtureNames)('%s shows no canary', (name) => {
    const document = readFixture(name)
    const changes = reducePlan(document).changes
    const redact = createRedactor(sensitiveValues(document))
    const report = redactReport(
      createReport({ plan: { kind: 'changes', changes } }),
      redact
    )
    expect(JSON.stringify(changes)).not.toContain('canary')
    expect(
      renderComment(report, { marker: '<!-- m -->', detail: 'full' })
    ).not.toContain('canary')
  })

  it('do have canaries', () => {
    const found = fixtureNames.filter((name) =>
      JSON.stringify(readFixture(name)).includes('canary')
    )
    expect(found).toEqual(
      expect.arrayContaining(['sensitive-only', 'sensitive-repeated'])
    )
  })
})

describe('sensitiveValues', () => {
  it('collects what is under masks, in variables, outputs and state', () => {
    const document = plan(
      [
        resource('a.b', ['update'], {
          before: { a: ['secret-1', 'open'] },
          after: { a: 'secret-2', n: 1234567890 },
          before_sensitive: { a: [true] },
          after_sensitive: { a: true, n: true }
        })
      ],
      {
        output_changes: {
          o: {
            actions: ['create'],
            after: { k: 'secret-3' },
            after_sensitive: true
          }
        },
        variables: { p: { value: 'secret-4' }, q: { value: 'open' } },
        configuration: {
          root_module: {
            variables: { p: { sensitive: true }, q: {} }
          }
        },
        prior_state: {
          values: {
            outputs: { s: { sensitive: true, value: 'secret-5' } },
            root_module: {
              resources: [
                {
                  values: { v: 'secret-6', w: 'open' },
                  sensitive_values: { v: true }
                }
              ],
              child_modules: [
                {
                  resources: [
                    {
                      values: { v: '{"inner":"secret-seven"}' },
                      sensitive_values: { v: true }
                    }
                  ]
                }
              ]
            }
          }
        }
      }
    )
    expect([...sensitiveValues(document)].sort()).toEqual([
      '1234567890',
      'secret-1',
      'secret-2',
      'secret-3',
      'secret-4',
      'secret-5',
      'secret-6',
      'secret-seven',
      '{"inner":"secret-seven"}'
    ])
  })

  it('takes any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        expect(sensitiveValues(document)).toBeInstanceOf(Set)
      })
    )
  })
})
