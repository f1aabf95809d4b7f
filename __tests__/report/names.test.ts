import { describe, expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import { sensitiveValues } from '../../src/plan/sensitive.ts'
import { renderComment } from '../../src/report/comment.ts'
import { createRedactor, redactReport } from '../../src/report/redact.ts'
import type { Report } from '../../src/report/types.ts'
import { plan, resource } from '../plan/documents.ts'
import { fc, runs } from '../fuzz.ts'
import { parseMarkdown, textOf } from './parsing.ts'
import { createReport } from './reports.ts'

/** Resources that are destroyed, one of which has this as its password. */
function destroying(addresses: readonly string[], secret: string): Report {
  const document = plan([
    ...addresses.map((address) =>
      resource(
        address,
        ['delete'],
        { before: { engine: secret }, after: null },
        { module_address: /^(?:module\.\w+\.?)+(?=\.)/.exec(address)?.[0] }
      )
    ),
    resource('aws_db.secret', ['delete'], {
      before: { password: secret },
      before_sensitive: { password: true },
      after: null
    })
  ])
  const report = createReport({
    mode: 'apply',
    outcome: 'blocked',
    plan: { kind: 'changes', changes: reducePlan(document).changes },
    reasons: [
      {
        code: 'address-protected',
        message: `The plan would destroy ${addresses.join(', ')}, whose password is ${secret}.`,
        facts: {}
      }
    ],
    failure: {
      headline: `Cannot destroy ${addresses[0] ?? ''}: ${secret} is wrong`,
      logText: undefined,
      diagnostics: [
        {
          severity: 'error',
          summary: secret,
          detail: secret,
          address: addresses[0],
          range: {
            filename: `modules/${secret}/main.tf`,
            startLine: 1,
            endLine: 1
          },
          snippet: secret
        }
      ]
    }
  })
  return redactReport(report, createRedactor(sensitiveValues(document), report))
}

/** What people read of a comment, without these names. */
function withoutNames(text: string, names: readonly string[]): string {
  return names.reduce(
    (left, name) => left.replaceAll(name, ''),
    textOf(parseMarkdown(text)).replaceAll('\u200b', '')
  )
}

function comment(report: Report): string {
  return renderComment(report, { marker: '<!-- m -->', detail: 'full' })
}

describe('a secret that is an ordinary word', () => {
  const addresses = [
    'module.postgres.aws_db_instance.postgres["postgres main"]',
    'module.postgres.module.inner.aws_db_instance.this[0]'
  ]

  it('is taken out of values and sentences, and not out of names', () => {
    const text = comment(destroying(addresses, 'postgres'))
    for (const address of addresses) {
      expect(text).toContain(`\`destroy ${address}\``)
    }
    expect(text).toContain('modules/postgres/main.tf:1')
    expect(text).toContain('engine = "***"')
    expect(text).toContain('whose password is &#42;&#42;&#42;')
    const rest = withoutNames(text, [
      ...addresses,
      'modules/postgres/main.tf',
      'module.postgres'
    ])
    expect(rest).not.toContain('postgres')
  })

  it.each([
    ['letters and digits in turn', 'x9fK2mQ7'],
    ['digits without end', '4929123456789012'],
    ['a key', 'AKIAIOSFODNN7EXAMPLE1']
  ])('is none with %s: that goes wherever it stands', (_, secret) => {
    const text = comment(destroying([`aws_db.this["${secret}"]`], secret))
    expect(text).not.toContain(secret)
    expect(text).toContain('aws_db.this')
  })

  it.each(['eu-central-1a', 'db2-prod-v1', 'PostgresMain', 'app_prod'])(
    '%s is one',
    (word) => {
      const address = `aws_db.this["${word}"]`
      expect(comment(destroying([address], word))).toContain(address)
    }
  )

  it('stays out of everything that is no name', () => {
    const word = fc.stringMatching(/^[a-z]{4,12}(?:-[a-z]{1,6})?$/)
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 3 }), (secret, others) => {
        const names = [secret, ...others].map(
          (name, i) => `module.${secret}.aws_x${i}.${name}["${secret}"]`
        )
        const text = comment(destroying(names, secret))
        const file = `modules/${secret}/main.tf`
        for (const name of names.slice(0, 9)) {
          expect(text).toContain(`\`destroy ${name}\``)
        }
        fc.pre(!comment(destroying(['a.b'], 'zzzzzz')).includes(secret))
        const rest = withoutNames(text, [...names, file, `module.${secret}`])
        expect(rest).not.toContain(secret)
      }),
      { numRuns: runs(50) }
    )
  })
})

describe('a name of an attribute or output with a secret word in it', () => {
  const secret = 'password'
  const text = (word: string, output: string) => {
    const document = plan(
      [
        resource('aws_db.this', ['delete', 'create'], {
          before: {
            administrator_login_password: 'a-secret-of-mine',
            tags: { [word]: word },
            v: word
          },
          after: {
            administrator_login_password: word,
            tags: { [word]: 'x' },
            v: 'y'
          },
          before_sensitive: { administrator_login_password: true },
          after_sensitive: { administrator_login_password: true },
          replace_paths: [['administrator_login_password'], ['tags', word]]
        })
      ],
      {
        output_changes: {
          [output]: { actions: ['create'], before: null, after: word }
        }
      }
    )
    const report = createReport({
      plan: { kind: 'changes', changes: reducePlan(document).changes }
    })
    return comment(
      redactReport(report, createRedactor(sensitiveValues(document), report))
    )
  }

  it('is shown; keys and values are not', () => {
    const shown = text(secret, 'db_password')
    expect(shown).toContain('administrator_login_password = (sensitive value)')
    expect(shown).toContain('<code>administrator_login_password</code>')
    expect(shown).toContain('<code>tags.***</code>')
    expect(shown).toContain('+ db_password = "***"')
    const rest = shown.replaceAll(
      /administrator_login_password|db_password/g,
      ''
    )
    expect(rest).not.toContain(secret)
  })

  it('is not where it looks like one itself', () => {
    expect(text('x9fK2mQ7aa', 'db_x9fK2mQ7aa')).not.toContain('x9fK2mQ7aa')
  })
})
