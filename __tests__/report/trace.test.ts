import { describe, expect, it } from '@jest/globals'
import { reducePlan } from '../../src/plan/reduction.ts'
import { renderComment } from '../../src/report/comment.ts'
import {
  compareTraces,
  parseTrace,
  renderTrace,
  traceOf
} from '../../src/report/trace.ts'
import { createSeal } from '../../src/report/seal.ts'
import type { PlanTrace } from '../../src/report/trace.ts'
import type { Stamp } from '../../src/report/stamp.ts'
import type { Detail, Report } from '../../src/report/types.ts'
import { fc } from '../fuzz.ts'
import { plan, resource } from '../plan/documents.ts'
import { hostileText, parseMarkdown } from './parsing.ts'
import { createReport } from './reports.ts'

const marker = '<!-- gated-terraform-run: x -->'
const run = createReport().run!
const seal = createSeal('a token', ['acme/network', '7'])

function reportOf(
  runId: string,
  resources: Readonly<Record<string, unknown>>,
  actions: readonly string[] = ['create']
): Report {
  return createReport({
    run: { ...run, id: runId },
    plan: {
      kind: 'changes',
      changes: reducePlan(
        plan(
          Object.entries(resources).map(([address, value]) =>
            resource(address, [...actions], { before: null, after: { value } })
          )
        )
      ).changes
    }
  })
}

const stamp: Stamp = {
  head: '',
  workflowRun: '1',
  attempt: 1,
  begunAt: 0,
  author: { id: undefined, login: '' },
  runId: '',
  state: ''
}

function commentOn(
  report: Report,
  detail: Detail = 'full',
  earlier?: PlanTrace
): string {
  const hidden = { seal, stamp, earlier }
  return renderComment(report, { marker, detail, hidden })
}

function trace(
  report: Report,
  detail: 'full' | 'addresses' = 'full'
): PlanTrace {
  return traceOf(report, detail)!
}

describe('the trace of a plan', () => {
  const before = reportOf('run-1', { 'a.x': 1, 'a.y': 1, 'a.z': 1 })
  const now = reportOf('run-2', { 'a.w': 1, 'a.y': 2, 'a.z': 1 })

  it('tells what is new, changed and gone, through a comment', () => {
    const comment = commentOn(before)
    const earlier = parseTrace(comment, seal)!
    expect(compareTraces(earlier, trace(now))).toEqual({
      kind: 'different',
      runId: 'run-1',
      sha: before.source.sha,
      fresh: ['a.w'],
      changed: ['a.y'],
      gone: ['a.x'],
      same: 1
    })
  })

  it('is nothing to be compared with for its own run', () => {
    expect(compareTraces(trace(before), trace(before))).toBeUndefined()
  })

  it('sees the same plan in another run', () => {
    const again = reportOf('run-3', { 'a.x': 1, 'a.y': 1, 'a.z': 1 })
    expect(compareTraces(trace(before), trace(again))).toMatchObject({
      kind: 'same',
      count: 3
    })
  })

  it('holds no values, and no hash of them where none are told', () => {
    const secretive = (value: string) =>
      renderTrace(trace(reportOf('run-1', { 'a.x': value }), 'addresses'), seal)
    expect(secretive('t2.micro')).toBe(secretive('t3.large'))
    expect(
      renderTrace(trace(reportOf('run-1', { 'a.x': 't2.micro' })), seal)
    ).not.toContain('micro')
  })

  it('compares addresses only, where the basis is another', () => {
    expect(
      compareTraces(trace(before, 'addresses'), trace(now, 'full'))
    ).toMatchObject({ fresh: ['a.w'], changed: [], gone: ['a.x'], same: 2 })
  })

  it('is not there where only counts are told, nor for a partial plan', () => {
    const { plan: known } = before
    if (known?.kind !== 'changes') throw new Error('no plan')
    const partial = createReport({
      plan: { kind: 'changes', changes: { ...known.changes, errored: true } }
    })
    expect(traceOf(before, 'counts')).toBeUndefined()
    expect(traceOf(partial, 'full')).toBeUndefined()
    const earlier = trace(before)
    expect(parseTrace(commentOn(partial, 'full', earlier), seal)).toEqual(
      earlier
    )
    expect(commentOn(partial, 'counts', earlier)).not.toContain('a.x')
  })

  it.each([
    [100, 'different', 'a.resource_number_0'],
    [500, 'different', undefined],
    [5_000, 'unlisted', undefined]
  ] as const)('stays short with %d resources', (count, kind, gone) => {
    const many = Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`a.resource_number_${i}`, i])
    )
    const text = renderTrace(trace(reportOf('run-1', many)), seal)
    expect(text.length).toBeLessThan(10_500)
    delete many['a.resource_number_0']
    const found = compareTraces(
      parseTrace(`${marker}\n${text}`, seal)!,
      trace(reportOf('run-2', many))
    )!
    expect(found.kind).toBe(kind)
    if (found.kind === 'different') expect(found.gone).toEqual([gone])
  })

  it('is one HTML comment, read back whatever the addresses', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 8 }), (names) => {
        const made = trace(
          reportOf(
            'run-1',
            Object.fromEntries(names.map((name) => [`a["${name}"]`, name]))
          )
        )
        const text = renderTrace(made, seal)
        expect(text).not.toMatch(/[\n\r]/)
        const tree = parseMarkdown(`${marker}\n${text}\nrest`)
        expect(JSON.stringify(tree)).toContain('"rest"')
        const read = parseTrace(`${marker}\n${text}`, seal)
        expect(read?.resources?.map(({ fingerprint }) => fingerprint)).toEqual(
          made.resources?.map(({ fingerprint }) => fingerprint)
        )
      })
    )
  })

  it('reads nothing from what is not its own', () => {
    const text = renderTrace(trace(before), seal)
    const good = `${marker}\n${text}\n### Plan`
    expect(parseTrace(good, seal)).toBeDefined()
    expect(
      parseTrace(good.replace('-->\n###', '-->\r\n###'), seal)
    ).toBeDefined()
    for (const body of [
      '',
      `> ${text}`,
      `\n\n\n\n${text}`,
      good.replace('version=2', 'version=1'),
      good.replace('resources=', 'resources=,'),
      good.replace('resources=', `resources=${'0'.repeat(20_000)}`),
      good.replace('run=run-1', 'run=run-2'),
      good.replace(/ seal=\w+/, ''),
      good.replace(/count=\d+/, 'count=0')
    ]) {
      expect(parseTrace(body, seal)).toBeUndefined()
    }
  })

  it('opens with no other key, nor on another pull request', () => {
    const good = `${marker}\n${renderTrace(trace(before), seal)}`
    for (const other of [
      createSeal('another token', ['acme/network', '7']),
      createSeal('a token', ['acme/network', '8']),
      createSeal('a token', ['acme/network7'])
    ]) {
      expect(parseTrace(good, other)).toBeUndefined()
    }
  })

  it('is broken by any edit', () => {
    const text = renderTrace(trace(before), seal)
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.string({ minLength: 1, maxLength: 3, unit: 'binary' }),
        (at, noise) => {
          const edited = text.slice(0, at) + noise + text.slice(at + 1)
          fc.pre(edited !== text && edited.trimEnd() !== text)
          expect(parseTrace(`${marker}\n${edited}`, seal)).toBeUndefined()
        }
      )
    )
  })

  it('forgets what was applied', () => {
    const applied = { ...before, applyState: 'complete' } as const
    expect(
      parseTrace(commentOn(applied, 'full', trace(now)), seal)
    ).toBeUndefined()
  })
})
