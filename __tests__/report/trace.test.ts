import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { reducePlan } from '../../src/plan/reduction.ts'
import { renderComment } from '../../src/report/comment.ts'
import {
  compareTraces,
  parseTrace,
  renderTrace,
  traceOf
} from '../../src/report/trace.ts'
import type { PlanTrace } from '../../src/report/trace.ts'
import type { Report } from '../../src/report/types.ts'
import { plan, resource } from '../plan/documents.ts'
import { hostileText, parseMarkdown } from './parsing.ts'
import { createReport } from './reports.ts'

const marker = '<!-- gated-terraform-run: x -->'
const run = createReport().run!

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
    const comment = renderComment(before, { marker, detail: 'full' })
    const earlier = parseTrace(comment)!
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
      renderTrace(trace(reportOf('run-1', { 'a.x': value }), 'addresses'))
    expect(secretive('t2.micro')).toBe(secretive('t3.large'))
    expect(
      renderTrace(trace(reportOf('run-1', { 'a.x': 't2.micro' })))
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
    expect(
      parseTrace(renderComment(partial, { marker, detail: 'full', earlier }))
    ).toEqual(earlier)
    expect(
      renderComment(partial, { marker, detail: 'counts', earlier })
    ).not.toContain('a.x')
  })

  it.each([
    [100, 'different', 'a.resource_number_0'],
    [500, 'different', undefined],
    [5_000, 'unlisted', undefined]
  ] as const)('stays short with %d resources', (count, kind, gone) => {
    const many = Object.fromEntries(
      Array.from({ length: count }, (_, i) => [`a.resource_number_${i}`, i])
    )
    const text = renderTrace(trace(reportOf('run-1', many)))
    expect(text.length).toBeLessThan(10_500)
    delete many['a.resource_number_0']
    const found = compareTraces(
      parseTrace(`${marker}\n${text}`)!,
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
        const text = renderTrace(made)
        expect(text).not.toMatch(/[\n\r]/)
        const tree = parseMarkdown(`${marker}\n${text}\nrest`)
        expect(JSON.stringify(tree)).toContain('"rest"')
        const read = parseTrace(`${marker}\n${text}`)
        expect(read?.resources?.map(({ fingerprint }) => fingerprint)).toEqual(
          made.resources?.map(({ fingerprint }) => fingerprint)
        )
      })
    )
  })

  it('reads nothing from what is not its own', () => {
    const text = renderTrace(trace(before))
    const good = `${marker}\n${text}\n### Plan`
    expect(parseTrace(good)).toBeDefined()
    for (const body of [
      '',
      text,
      `\n\n${text}`,
      `${marker}\n> ${text}`,
      good.replace('version=2', 'version=1'),
      good.replace('resources=', 'resources=,'),
      good.replace('resources=', 'resources=zz.zz,'),
      good.replace(/resources=\w+:/, '$&%E0%A4'),
      good.replace('resources=', `resources=${'0'.repeat(20_000)}`),
      good.replace('run=run-1', 'run=<b>')
    ]) {
      expect(parseTrace(body)).toBeUndefined()
    }
    fc.assert(
      fc.property(hostileText, (noise) => {
        const broken = parseTrace(
          good.replace('resources=', `resources=${noise},`)
        )
        expect(broken?.resources?.length ?? 0).toBeLessThan(5)
      })
    )
  })
})
