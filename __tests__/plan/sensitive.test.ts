import { describe, expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import { digestInput } from '../../src/plan/digest.ts'
import { sensitiveValues } from '../../src/plan/sensitive.ts'
import { renderComment } from '../../src/report/comment.ts'
import {
  createRedactor,
  redactReport,
  repeatsSecret
} from '../../src/report/redact.ts'
import { renderSummary } from '../../src/report/summary.ts'
import type { PolicySetOutcome } from '../../src/hcp/policy-evaluations.ts'
import { failedChecks } from '../../src/run/record/run-checks.ts'
import { parseEvaluation } from '../../src/run/reading/evaluations.ts'
import { redactChecks } from '../../src/run/reading/check-results.ts'
import { parseMarkdown, textOf } from '../report/parsing.ts'
import { createReport } from '../report/reports.ts'
import { plan, resource } from './documents.ts'
import { fixtureNames, readFixture } from './fixtures.ts'
import { fc, runs } from '../fuzz.ts'

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

function everythingDrawn(document: unknown): string {
  return reducePlan(document)
    .changes.resources.flatMap(({ diff }) => diff.map(({ text }) => text))
    .join('\n')
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
      { numRuns: runs(150) }
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

  const pair = { user: 'admin', pw: 'hunter2' }

  it.each([
    ['as it is', JSON.stringify(pair)],
    ['with other white space', JSON.stringify(pair, null, 2)],
    ['in another document', JSON.stringify({ inner: pair, text: 'open' })],
    ['in a document in a document', JSON.stringify([JSON.stringify(pair)])],
    ['as an object', pair],
    ['as a word', 'hunter2'],
    ['in a text', `psql --password hunter2 ${JSON.stringify(pair)}`]
  ])('appears nowhere where a document repeats %s', (_, copy) => {
    const document = plan([
      resource('a.b', ['update'], {
        before: { secret: 'x', copy: '{}', other: copy },
        after: { secret: JSON.stringify(pair), copy, other: { list: [copy] } },
        after_sensitive: { secret: true }
      })
    ])
    const text = everythingDrawn(document)
    expect(text).not.toContain('hunter2')
    expect(text).toContain('***')
  })

  it('says so where only the secret part of a document changes', () => {
    const document = plan([
      resource('a.b', ['update'], {
        before: { pw: 'canary-before', doc: '{"k":"canary-before"}' },
        after: { pw: 'canary-after', doc: '{"k":"canary-after"}' },
        before_sensitive: { pw: true },
        after_sensitive: { pw: true }
      })
    ])
    expect(everythingDrawn(document)).toBe(
      [
        'doc = jsonencode(',
        '{',
        'k = "***" # only sensitive parts change',
        '}',
        ')',
        'pw  = (sensitive value)'
      ].join('\n')
    )
  })

  it('keeps the last line of a text that ends with a secret', () => {
    const document = plan([
      resource('a.b', ['create'], {
        before: null,
        after: { key: 'canary-1\n', text: 'one\ntwo canary-1\n' },
        after_sensitive: { key: true }
      })
    ])
    expect(everythingDrawn(document)).toContain('two ***')
  })

  it('is taken out where it is a number elsewhere', () => {
    const document = plan([
      resource('a.b', ['create'], {
        before: null,
        after: { account: 123456789012, copy: 123456789012 },
        after_sensitive: { account: true }
      })
    ])
    expect(everythingDrawn(document)).toContain('copy    = ***')
  })

  it('is guessed by its name where the plan has no masks', () => {
    const document = plan([
      resource('a.b', ['create'], {
        before: null,
        after: {
          password: canary,
          command: `curl -u ${canary}`,
          get_password_data: false
        },
        before_sensitive: undefined,
        after_sensitive: undefined
      })
    ])
    const drawn = everythingDrawn(document)
    expect(drawn).toContain('"curl -u ***"')
    expect(drawn).toContain('get_password_data = false')
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
        notes: [canary],
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

/** Where a secret stands under a mask: plain, and in all that may be around. */
const hiding: readonly ((secret: string) => unknown)[] = [
  (secret) => secret,
  (secret) => ({ user: 'admin', list: [1, secret] }),
  (secret) => JSON.stringify({ user: 'admin', password: secret }),
  (secret) =>
    JSON.stringify([{ inner: JSON.stringify({ pw: secret }) }], null, 1),
  (secret) => `  ${secret}\n`,
  (secret) => `first line of it\n${secret}\nlast line of it`
]

/** How it is spelled elsewhere. */
const spelling: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `psql://u:${secret}@db and ${secret}${secret}`,
  (secret) => JSON.stringify({ k: secret, [secret]: [{ deep: secret }] }),
  (secret) => JSON.stringify(JSON.stringify({ k: secret })).slice(1, -1),
  (secret) => Buffer.from(secret).toString('base64'),
  (secret) => Buffer.from(`user:${secret}@host`).toString('base64'),
  (secret) => Buffer.from(`ab${secret}`).toString('base64url'),
  (secret) => encodeURIComponent(secret),
  (secret) => new URLSearchParams({ k: secret }).toString(),
  (secret) => `${'long text '.repeat(60)}${secret} and on`,
  (secret) => `one\ntwo ${secret}\nthree`
]

describe('a secret that repeats', () => {
  it('is in no channel, however it is hidden and spelled', () => {
    const secrets = fc
      .tuple(
        fc.constantFrom('c4$', 'c4nary', 'canary of many words'),
        fc.stringMatching(/^[a-z0-9"&<>$%+/=' ?ö-]{3,12}$/)
      )
      .map(([head, tail]) => `${head}${tail}z9`)
    fc.assert(
      fc.property(
        secrets,
        fc.constantFrom(...hiding),
        fc.constantFrom(...spelling),
        fc.constantFrom('full', 'addresses', 'counts'),
        (secret, hide, spell, detail) => {
          const copy = spell(secret)
          const document = plan(
            [
              resource(
                `a.b["${copy}"]`,
                ['update'],
                {
                  before: { hidden: hide(secret), copy: 'x', [copy]: 1 },
                  after: { hidden: null, copy, deep: { [copy]: [copy] } },
                  before_sensitive: { hidden: true },
                  replace_paths: [['deep', copy]]
                },
                { previous_address: copy, module_address: copy, deposed: copy }
              )
            ],
            {
              output_changes: {
                [copy]: { actions: ['create'], before: null, after: [copy] }
              },
              checks: [
                {
                  address: { kind: 'check', to_display: copy },
                  status: 'fail',
                  instances: [{ problems: [{ message: copy }] }]
                }
              ],
              action_invocations: [
                { address: copy, config_values: { copy }, config_sensitive: {} }
              ]
            }
          )
          const { changes, secrets: found } = reducePlan(document)
          const redact = createRedactor(found)
          const output = {
            name: 'o',
            sensitive: false,
            value: { [copy]: copy }
          }
          expect(repeatsSecret(output, redact)).toBe(true)
          const checks = redactChecks(
            {
              policies: parseEvaluation(
                { id: 'poleval-1', kind: 'opa', status: 'failed' },
                [policySet(copy)],
                false
              ),
              tasks: [],
              cost: undefined
            },
            redact
          )
          const report = redactReport(
            createReport({
              outcome: 'errored',
              plan: { kind: 'changes', changes },
              policies: checks.policies,
              reasons: failedChecks(checks).map((failed) => ({
                code: 'policy-failed',
                ...failed
              })),
              checks: [{ rule: copy, held: false, saw: copy }],
              apply: {
                status: 'errored',
                counts: undefined,
                confirmedBy: copy,
                finishedAt: undefined,
                outputs: [output]
              },
              failure: {
                headline: copy,
                logText: copy,
                diagnostics: [
                  {
                    severity: 'error',
                    summary: copy,
                    detail: copy,
                    address: copy,
                    range: { filename: copy, startLine: 1, endLine: 1 },
                    snippet: copy
                  }
                ]
              }
            }),
            redact
          )
          const comment = renderComment(report, {
            marker: '<!-- m -->',
            detail
          })
          const shown = [
            comment,
            textOf(parseMarkdown(comment)),
            renderSummary(report, { detail }),
            JSON.stringify([report.reasons, report.checks])
          ].join('\n')
          for (const form of [secret, JSON.stringify(secret).slice(1, -1)]) {
            expect(shown).not.toContain(form)
          }
          expect(shown).not.toContain(encodeURIComponent(secret))
          expect(shown).not.toContain(copy)
        }
      ),
      { numRuns: runs(120) }
    )
  })
})

function policySet(text: string): PolicySetOutcome {
  return {
    policySet: text,
    overridable: false,
    error: text,
    outcomes: [
      {
        policy: text,
        enforcementLevel: 'mandatory',
        status: 'failed',
        output: [text],
        description: text
      }
    ]
  }
}

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

  it('knows a short secret in a document by its look or its name', () => {
    const words = {
      Effect: 'Allow',
      port: '5432',
      user: 'admin',
      key: 's3cr3t',
      db_password: 'horse',
      pin: ['1234', 'abc']
    }
    const document = plan([
      resource('a.b', ['create'], {
        before: null,
        after: JSON.stringify(words),
        after_sensitive: true
      })
    ])
    expect([...sensitiveValues(document)].sort()).toEqual([
      '1234',
      'abc',
      'horse',
      's3cr3t',
      JSON.stringify(words)
    ])
  })

  it('takes documents of any depth', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    const document = plan([
      resource('a.b', ['create'], { after: deep, after_sensitive: true })
    ])
    expect(sensitiveValues(document)).toContain(deep)
  })

  it('takes any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        expect(sensitiveValues(document)).toBeInstanceOf(Set)
      })
    )
  })
})
