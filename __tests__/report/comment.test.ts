import { describe, expect, it } from '@jest/globals'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { reducePlan } from '../../src/plan/reduction.ts'
import { awaitsEnd, renderComment } from '../../src/report/comment.ts'
import { renderMarker } from '../../src/report/marker.ts'
import { createSeal } from '../../src/report/seal.ts'
import { readStamp, stampOf } from '../../src/report/stamp.ts'
import { renderSummary } from '../../src/report/summary.ts'
import type { Detail, Report } from '../../src/report/types.ts'
import { everything, plan, resource } from '../plan/documents.ts'
import { goldenReports } from './golden.ts'
import {
  nodesOf,
  parseMarkdown,
  plainUrl,
  textOf,
  type Node
} from './parsing.ts'
import { anyReport } from './any-report.ts'
import { createReport } from './reports.ts'
import { fc, runs } from '../fuzz.ts'

const marker = renderMarker({
  hostname: 'app.terraform.io',
  organization: 'acme',
  workspace: 'app-prod',
  key: ''
})
const folder = new URL('golden/', import.meta.url)
const details: readonly Detail[] = ['full', 'addresses', 'counts']

const ownHtml =
  /^(?:<!-- [^>]* -->|<details(?: open)?><summary>(?:[^<]|<code>[^<]*<\/code>)*<\/summary>|<\/details>|<sub>|<\/sub>)$/
const languages: readonly unknown[] = ['diff', 'hcl', 'yaml', null]

/** The page has the parts we meant, and none that a value brought in. */
function expectSound(text: string, report: Report): void {
  const tree = parseMarkdown(text)
  const nodes = nodesOf(tree)
  // Pages have thousands of nodes: only what is wrong is worth an assertion.
  const wrong: unknown[] = []
  let open = 0
  for (const node of nodes) {
    if (node.type === 'html') {
      open += count(node.value, /<details/g) - count(node.value, /<\/details>/g)
      if (open < 0 || open > 1) wrong.push({ open, node })
      if (!ownHtml.test(node.value ?? '')) wrong.push(node)
    }
    if (node.type === 'heading' && textOf(node) === 'heading') wrong.push(node)
    if (node.type === 'code' && !languages.includes(node.lang)) wrong.push(node)
  }
  expect(open).toBe(0)
  const types = new Set(nodes.map(({ type }) => type))
  for (const foreign of [
    'image',
    ...(report.cost === undefined ? ['table'] : []),
    'footnoteDefinition',
    'definition'
  ]) {
    expect(types).not.toContain(foreign)
  }
  const known = [
    report.run?.url,
    report.workspace.url,
    report.source.workflowRunUrl,
    ...report.tasks.map(({ link }) => link ?? '')
  ].map((url) => plainUrl(url ?? ''))
  for (const node of nodes) {
    const { type, url = '' } = node
    if (type === 'link' && !known.includes(plainUrl(url))) wrong.push(node)
  }
  expect(wrong).toEqual([])
  const shown = textOf(tree)
  expect(shown).not.toMatch(/@octocat|@acme/)
  expect(shown).not.toMatch(/#1/)

  expect(text).not.toMatch(/[\0\r\u001b\u202e]/)
  expect(text.isWellFormed()).toBe(true)
}

function count(text: string | undefined, pattern: RegExp): number {
  return text?.match(pattern)?.length ?? 0
}

describe('golden comments', () => {
  mkdirSync(folder, { recursive: true })

  it.each(goldenReports())('%s', (name, report) => {
    const comment = renderComment(report, { marker, detail: 'full' })
    const file = new URL(`${name}.md`, folder)
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, comment)
    expect(comment).toBe(readFileSync(file, 'utf8'))
  })

  it.each(goldenReports())(
    '%s is sound in every detail and size',
    (_, report) => {
      // What fits into the smallest page is the same text in each of them.
      const texts = new Set<string>()
      for (const detail of details) {
        for (const budget of [65_536, 4_000, 1_500]) {
          const comment = renderComment(report, { marker, detail, budget })
          expect(comment.length).toBeLessThanOrEqual(budget)
          texts.add(comment)
        }
        texts.add(renderSummary(report, { detail }))
      }
      for (const text of texts) expectSound(text, report)
    }
  )
})

describe('a page with little room', () => {
  it.each(goldenReports())('of %s says that there is more', (_, report) => {
    const headings = (text: string): readonly string[] =>
      text.match(/^#{3,4} .*$/gm) ?? []
    const whole = headings(renderSummary(report, { detail: 'full' }))
    const [title = ''] = whole
    for (let budget = title.length + 300; budget < 4_000; budget += 150) {
      const text = renderComment(report, {
        marker: 'm',
        detail: 'full',
        budget
      })
      expect(text).toContain(title)
      const missing = whole.filter((each) => !headings(text).includes(each))
      if (missing.length > 0) expect(text).toMatch(/not shown for want of room/)
    }
  })
})

describe('what each detail tells', () => {
  const base = createReport()
  const report = createReport({
    outcome: 'errored',
    run: base.run && {
      ...base.run,
      targets: ['aws_vpc.aimed'],
      replaces: ['aws_vpc.renewed']
    },
    warnings: [
      {
        severity: 'warning',
        summary: 'Deprecated thing',
        detail: 'Warned in detail',
        address: undefined,
        range: { filename: 'warned.tf', startLine: 3, endLine: 3 },
        snippet: undefined
      }
    ],
    plan: { kind: 'changes', changes: reducePlan(everything).changes },
    failure: {
      headline: 'The plan errored.',
      logText: 'a log line',
      diagnostics: [
        {
          severity: 'error',
          summary: 'Bad thing',
          detail: 'In detail',
          address: 'aws_vpc.new',
          range: { filename: 'main.tf', startLine: 3, endLine: 3 },
          snippet: 'a snippet'
        }
      ]
    }
  })
  const of = (detail: Detail) => renderComment(report, { marker, detail })

  it('addresses: no values', () => {
    const text = of('addresses')
    expect(text).toContain('aws_vpc.tuned')
    expect(text).toContain('main.tf:3')
    expect(text).toContain('aws_vpc.aimed')
    expect(text).toContain('Deprecated thing')
    for (const secret of [
      'ami-2',
      '10.1.0.0',
      'In detail',
      'Warned in detail',
      'a snippet',
      'a log line'
    ]) {
      expect(of('full')).toContain(secret)
      expect(text).not.toContain(secret)
    }
  })

  it('counts: no reason that names what it is about', () => {
    const blocked = createReport({
      outcome: 'blocked',
      checks: [{ rule: 'protected-addresses', held: false, saw: 'aws_vpc.a' }],
      reasons: [
        {
          code: 'address-protected',
          message: 'The plan would destroy aws_vpc.a.',
          facts: {}
        },
        {
          code: 'destroys-exceeded',
          message: 'The plan would destroy 1 resource.',
          facts: {}
        }
      ]
    })
    const text = renderComment(blocked, { marker, detail: 'counts' })
    expect(text).toContain('The plan would destroy 1 resource.')
    expect(text).toContain('`address-protected`: see the log')
    expect(text).not.toContain('aws_vpc')
  })

  it('counts: no addresses either', () => {
    const text = of('counts')
    expect(text).toContain('2 to destroy')
    expect(text).toContain('**Only:** 1 address,')
    expect(text).toContain('1 warning of Terraform')
    for (const secret of [
      'aws_vpc',
      'aws_instance',
      'main.tf',
      'Bad thing',
      'Deprecated thing',
      'warned.tf',
      'check.'
    ]) {
      expect(of('full')).toContain(secret)
      expect(text).not.toContain(secret)
    }
  })
})

describe('a large plan', () => {
  const address = (i: number) => `module.app[${i % 20}].aws_instance.web[${i}]`
  const changes = reducePlan(
    plan(
      Array.from({ length: 10_000 }, (_, i) =>
        resource(
          address(i),
          i % 1_000 === 0 ? ['delete', 'create'] : ['create'],
          {
            before: i % 1_000 === 0 ? { ami: 'a', name: `n${i}` } : null,
            after: { ami: 'b', name: `n${i}`, emoji: '👩‍💻'.repeat(20) },
            replace_paths: i % 1_000 === 0 ? [['ami']] : []
          },
          { module_address: `module.app[${i % 20}]` }
        )
      )
    )
  ).changes
  const report = createReport({ plan: { kind: 'changes', changes } })

  it('keeps the dangerous changes whole and counts what it leaves out', () => {
    const comment = renderComment(report, { marker, detail: 'full' })
    expect(comment.length).toBeLessThanOrEqual(65_536)
    expect(comment.length).toBeGreaterThan(60_000)
    expect(count(comment, /! ami +=/g)).toBe(1)
    expect(comment).toMatch(
      /web\[0, 1000, [\d, ]+ and \d more\]<\/code> \(10\)/
    )
    // What stands beside the change, their names, tells no difference.
    expect(
      count(comment, /# the same change: (?:\S+web\[\d000\](?:, )?){9}/g)
    ).toBe(1)
    const listed = count(comment, /<code>\+ /g)
    const [, missing] = /… and ([\d,]+) more under “Create”/.exec(comment) ?? []
    expect(listed + Number(missing?.replaceAll(',', ''))).toBe(9_990)
    expectSound(comment, report)
  })

  it('fits the job summary by bytes', () => {
    const summary = renderSummary(report, { detail: 'full' })
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024)
    expect(Buffer.byteLength(summary)).toBeGreaterThan(900_000)
  })

  it('is rendered within a second of work', () => {
    const started = process.cpuUsage()
    renderComment(report, { marker, detail: 'full' })
    const { user, system } = process.cpuUsage(started)
    expect(user + system).toBeLessThan(1_000_000)
  })

  it('names every kind of change even where there is room for none', () => {
    const comment = renderComment(report, {
      marker,
      detail: 'full',
      budget: 2_500
    })
    expect(comment.length).toBeLessThanOrEqual(2_500)
    expect(comment).toContain('#### Create (9,990)')
    expect(comment).toMatch(/… and 9,9\d\d more under “Create”/)
  })
})

describe('names that every object has', () => {
  it.each(Object.getOwnPropertyNames(Object.prototype))(
    '%s is a name like any other',
    (name) => {
      const odd = (type: string) =>
        resource(
          `${type}.x`,
          ['delete'],
          {
            before: JSON.parse(`{"${name}": [{"${name}": "b"}]}`) as unknown,
            after: null
          },
          { action_reason: name, provider_name: name, type: name }
        )
      const { changes } = reducePlan(
        plan([odd('a'), odd('b')], {
          deferred_changes: [{ reason: name, resource_change: odd('c') }],
          provider_schemas: JSON.parse(
            `{"${name}x": {"resource_schemas": {}}}`
          ) as unknown
        })
      )
      const report = createReport({
        outcome: 'blocked',
        plan: { kind: 'changes', changes },
        policies: [
          {
            kind: name,
            set: name,
            policy: name,
            level: name,
            status: 'failed',
            message: name
          }
        ],
        tasks: [
          {
            name,
            stage: name,
            level: name,
            status: 'failed',
            message: name,
            link: undefined
          }
        ]
      })
      const text = renderComment(report, { marker, detail: 'full' })
      expect(text).not.toMatch(/function|native code|\[object/)
      expect(text).toContain(name)
    }
  )
})

describe('any report', () => {
  const seal = createSeal('a token', ['acme/network', '7'])

  it('is a sound page within its budget', () => {
    fc.assert(
      fc.property(
        anyReport,
        fc.constantFrom(...details),
        fc.integer({ min: 200, max: 12_000 }),
        (report, detail, budget) => {
          const comment = renderComment(report, { marker, detail, budget })
          expect(comment.length).toBeLessThanOrEqual(budget)
          expect(comment.startsWith(`${marker}\n`)).toBe(true)
          expectSound(comment, report)
          const summary = renderSummary(report, { detail, budgetBytes: budget })
          expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(budget)
          expectSound(summary, report)
        }
      ),
      { numRuns: runs(60) }
    )
  })

  it('has no marker but ours, and no command', () => {
    const forged = fc.constantFrom(
      marker,
      `a\n${marker}`,
      '/apply run-1',
      'a\n/apply run-1\n/discard',
      '\r/apply',
      '<!-- gated-terraform-run-step: version=1 head= -->',
      '--> <!-- gated-terraform-run-plan: version=2',
      'gated-terraform-run/1 repository=acme/network'
    )
    fc.assert(
      fc.property(anyReport, forged, (report, text) => {
        const hostile: Report = {
          ...report,
          notes: [text],
          failure: {
            headline: text,
            logText: text,
            diagnostics: [
              {
                severity: 'error',
                summary: text,
                detail: text,
                address: text,
                range: undefined,
                snippet: text
              }
            ]
          }
        }
        const stamp = stampOf(
          hostile,
          { head: text, workflowRun: text, attempt: 1, begunAt: 1 },
          { id: undefined, login: text }
        )
        const comment = renderComment(hostile, {
          marker,
          detail: 'full',
          hidden: { seal, stamp, earlier: undefined }
        })
        const begins = comment.split('\n')
        expect(begins.filter((line) => line.startsWith('/'))).toEqual([])
        const ours = begins.findIndex((line) => !line.startsWith('<!-- gated-'))
        expect([2, 3]).toContain(ours)
        expect(begins.slice(ours).join('\n')).not.toMatch(
          /<!--\s*gated-terraform-run/
        )
        const comments = nodesOf(parseMarkdown(comment)).filter(
          ({ type, value }) => type === 'html' && value?.includes('<!--')
        )
        expect(comments.length).toBeLessThanOrEqual(3)
        expect(readStamp(comment, seal)).toEqual({
          ...stamp,
          head: text,
          state: stamp.state.toWellFormed(),
          runId: stamp.runId.toWellFormed()
        })
      }),
      { numRuns: runs(40) }
    )
  })
})

describe('the tree of a comment', () => {
  it('is the one we meant', () => {
    const report = createReport({
      plan: { kind: 'changes', changes: reducePlan(everything).changes }
    })
    const tree = parseMarkdown(
      renderComment(report, { marker, detail: 'full' })
    )
    const headings = nodesOf(tree)
      .filter(({ type }) => type === 'heading')
      .map((node: Node) => textOf(node))
    expect(headings.slice(1)).toEqual([
      'Checks (1 failed)',
      'Destroy (2)',
      'Replace (2)',
      'Forget: kept, but no longer managed (1)',
      'Unknown action (1)',
      'Update in place (2)',
      'Create (1)',
      'Read during apply (1)',
      'Only moved or imported (2)',
      'Actions to invoke (2)',
      'Deferred to a later plan (1)',
      'Changed outside Terraform (1)'
    ])
  })
})

describe('a comment that is there already', () => {
  const marker = '<!-- x -->'
  const seal = createSeal('a token', [])
  const render = (report: Report) =>
    renderComment(report, {
      marker,
      detail: 'full',
      hidden: {
        seal,
        stamp: stampOf(
          report,
          { head: '', workflowRun: '1', attempt: 1, begunAt: 1 },
          { id: 1, login: 'github-actions[bot]' }
        ),
        earlier: undefined
      }
    })
  const already = createReport({
    outcome: 'applied',
    applyState: 'complete',
    reasons: [{ code: 'already-applied', message: 'It was.', facts: {} }]
  })

  it('awaits the end of its own run, until it has it', () => {
    expect(awaitsEnd(render(createReport({ outcome: 'held' })), already)).toBe(
      true
    )
    expect(
      awaitsEnd(render(createReport({ outcome: 'applied' })), already)
    ).toBe(false)
    expect(awaitsEnd(render(already), already)).toBe(false)
  })

  it('awaits nothing of another run', () => {
    const { run } = createReport()
    const other = run && { ...run, id: 'run-another' }
    expect(
      awaitsEnd(render(createReport({ outcome: 'held', run: other })), already)
    ).toBe(false)
    expect(awaitsEnd('', already)).toBe(false)
  })
})
