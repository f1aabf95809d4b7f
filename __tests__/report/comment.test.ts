import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { reducePlan } from '../../src/plan/reduction.ts'
import { renderComment } from '../../src/report/comment.ts'
import { renderMarker } from '../../src/report/marker.ts'
import { renderSummary } from '../../src/report/summary.ts'
import type { Detail, Report } from '../../src/report/types.ts'
import { outcomes } from '../../src/run/outcome.ts'
import { everything, plan, resource } from '../plan/documents.ts'
import { goldenReports } from './golden.ts'
import {
  hostileText,
  nodesOf,
  parseMarkdown,
  textOf,
  type Node
} from './parsing.ts'
import { createReport } from './reports.ts'
import { runs } from '../fuzz.ts'

const marker = renderMarker({
  hostname: 'app.terraform.io',
  organization: 'acme',
  workspace: 'app-prod',
  key: ''
})
const folder = new URL('golden/', import.meta.url)
const details: readonly Detail[] = ['full', 'addresses', 'counts']

/** The page has the parts we meant, and none that a value brought in. */
function expectSound(text: string, report: Report): void {
  const nodes = nodesOf(parseMarkdown(text))
  let open = 0
  for (const node of nodes) {
    if (node.type === 'html') {
      open += count(node.value, /<details/g) - count(node.value, /<\/details>/g)
      expect(open).toBeGreaterThanOrEqual(0)
      expect(open).toBeLessThanOrEqual(1)
      expect(node.value).toMatch(
        /^(?:<!-- [^>]* -->|<details(?: open)?><summary>(?:[^<]|<code>[^<]*<\/code>)*<\/summary>|<\/details>|<sub>|<\/sub>)$/
      )
    }
    if (node.type === 'heading') {
      expect(textOf(node)).not.toMatch(/^heading$/)
    }
    if (node.type === 'code') {
      expect(['diff', 'hcl', 'yaml', null]).toContain(node.lang)
    }
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
    ...report.tasks.map(({ link }) => link)
  ].map(plainAddress)
  for (const { type, url } of nodes) {
    if (type === 'link') expect(known).toContain(plainAddress(url))
  }
  const shown = textOf(parseMarkdown(text))
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
      for (const detail of details) {
        for (const budget of [65_536, 4_000, 1_500]) {
          const comment = renderComment(report, { marker, detail, budget })
          expect(comment.length).toBeLessThanOrEqual(budget)
          expectSound(comment, report)
        }
        expectSound(renderSummary(report, { detail }), report)
      }
    }
  )
})

describe('what each detail tells', () => {
  const report = createReport({
    outcome: 'errored',
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
    for (const secret of [
      'ami-2',
      '10.1.0.0',
      'In detail',
      'a snippet',
      'a log line'
    ]) {
      expect(of('full')).toContain(secret)
      expect(text).not.toContain(secret)
    }
  })

  it('counts: no addresses either', () => {
    const text = of('counts')
    expect(text).toContain('2 to destroy')
    for (const secret of [
      'aws_vpc',
      'aws_instance',
      'main.tf',
      'Bad thing',
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
    expect(count(comment, /! ami +=/g)).toBe(10)
    const listed = count(comment, /`\+`|<code>\+<\/code>/g)
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

/** As a browser has it, whatever of it is escaped. */
function plainAddress(address = ''): string {
  const whole = URL.canParse(address) ? new URL(address).href : address
  return whole.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16))
  )
}

/** Any report at all, hostile in every free text. */
const anyReport: fc.Arbitrary<Report> = fc
  .record({
    outcome: fc.constantFrom(...outcomes),
    gate: fc.constantFrom(
      'none',
      'confirmation',
      'policy-override',
      'saved-plan'
    ),
    text: hostileText,
    texts: fc.array(hostileText, { maxLength: 5 }),
    actions: fc.array(
      fc.constantFrom(
        ['create'],
        ['delete'],
        ['update'],
        ['delete', 'create'],
        ['forget'],
        ['x']
      ),
      { maxLength: 6 }
    ),
    value: fc.oneof(hostileText, fc.jsonValue()),
    kind: fc.constantFrom('changes', 'counts', 'none')
  })
  .map(({ outcome, gate, text, texts, actions, value, kind }) => {
    const changes = reducePlan({
      ...everything,
      resource_changes: actions.map((list, i) =>
        resource(
          `a.b["${texts[i % (texts.length || 1)] ?? text}"]`,
          list,
          {
            before: { [text]: value, same: 1, v: texts },
            after: { [text]: text, same: 1, v: [...texts, text] },
            replace_paths: [[text]],
            importing: { id: text }
          },
          { previous_address: text, module_address: text, deposed: text }
        )
      ),
      output_changes: {
        [text]: { actions: ['update'], before: value, after: text }
      },
      checks: [
        {
          address: { kind: 'check', to_display: text },
          status: 'fail',
          instances: [{ problems: texts.map((message) => ({ message })) }]
        }
      ]
    }).changes
    const base = createReport()
    return createReport({
      outcome,
      gate: gate,
      workspace: { ...base.workspace, name: text, organization: text },
      run: base.run && { ...base.run, id: text, message: text },
      source: { ...base.source, actor: text, sha: text },
      plan:
        kind === 'none'
          ? undefined
          : kind === 'changes'
            ? { kind: 'changes', changes }
            : {
                kind: 'counts',
                additions: 1,
                changes: 2,
                destructions: 3,
                imports: undefined,
                why: text,
                logText: texts.join('\n')
              },
      checks: texts.map((rule) => ({ rule, held: rule !== '', saw: text })),
      since:
        actions.length === 0
          ? undefined
          : {
              runId: text,
              sha: text,
              kind: 'different',
              fresh: texts,
              changed: [text],
              gone: [text, undefined],
              same: 3
            },
      cost: {
        status: text,
        prior: texts[0],
        proposed: kind === 'none' ? undefined : '12.5',
        delta: texts[1],
        matched: 2,
        unmatched: 1,
        message: text
      },
      policies: texts.map((message, i) => ({
        kind: i === 0 ? text : 'opa',
        set: text,
        policy: message,
        level: text,
        status: i % 2 === 0 ? 'failed' : 'overridden',
        message
      })),
      tasks: texts.map((message, i) => ({
        name: text,
        stage: message,
        level: text,
        status: i % 2 === 0 ? 'unknown' : 'running',
        message,
        link: i % 2 === 0 ? 'https://tasks.example/1' : text
      })),
      reasons: texts.map((message) => ({
        code: 'plan-unknown',
        message,
        facts: {}
      })),
      apply: {
        status: text,
        counts: undefined,
        confirmedBy: text,
        finishedAt: text,
        outputs: [{ name: text, sensitive: false, value }]
      },
      notes: texts,
      failure: {
        headline: text,
        logText: text,
        diagnostics: texts.map((summary, i) => ({
          severity: i % 2 === 0 ? 'error' : 'warning',
          summary,
          detail: text,
          address: text,
          range: { filename: text, startLine: i, endLine: i },
          snippet: text
        }))
      }
    })
  })

describe('any report', () => {
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
      { numRuns: runs(150) }
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
      'Changed outside Terraform (2)'
    ])
  })
})
