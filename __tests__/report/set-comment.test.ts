import { describe, expect, it } from '@jest/globals'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { reducePlan } from '../../src/plan/reduction.ts'
import { renderComment } from '../../src/report/comment.ts'
import { renderMarker, renderSetMarker } from '../../src/report/marker.ts'
import { createSeal } from '../../src/report/seal.ts'
import { weightOf, weights } from '../../src/report/set.ts'
import type { SetMember, SetReport } from '../../src/report/set.ts'
import { renderSetComment } from '../../src/report/set-comment.ts'
import {
  awaitsSetEnd,
  goneFrom,
  parseEarlier,
  setStamp
} from '../../src/report/set-hidden.ts'
import type { SealOf } from '../../src/report/set-hidden.ts'
import { readStamp } from '../../src/report/stamp.ts'
import { renderSetSummary, renderSummary } from '../../src/report/summary.ts'
import { traceOf } from '../../src/report/trace.ts'
import type { Detail, Report } from '../../src/report/types.ts'
import { plan, resource } from '../plan/documents.ts'
import { fc, runs } from '../fuzz.ts'
import { anyReport } from './any-report.ts'
import { goldenReports } from './golden.ts'
import { goldenSets, memberOf } from './golden-sets.ts'
import {
  hostileText,
  nodesOf,
  parseMarkdown,
  plainUrl,
  textOf
} from './parsing.ts'
import { createReport, setReport } from './reports.ts'

const host = { hostname: 'app.terraform.io', organization: 'acme', key: '' }
const marker = renderSetMarker({ ...host, selection: ['tag:platform'] })
const folder = new URL('golden/sets/', import.meta.url)
const details: readonly Detail[] = ['full', 'addresses', 'counts']
const sealOf: SealOf = (workspace) =>
  createSeal('a token', [
    marker,
    ...(workspace === undefined ? [] : [workspace.organization, workspace.name])
  ])
const teller = { head: 'a1', workflowRun: '7', attempt: 1, begunAt: 1 }
const author = { id: 1, login: 'github-actions[bot]' }

function hiddenOf(set: SetReport, earlier?: string) {
  return {
    sealOf,
    stamp: setStamp(set, teller, author),
    earlier: earlier === undefined ? undefined : parseEarlier(earlier, sealOf)
  }
}

const ownHtml =
  /^(?:<!-- [^>]* -->\n?|<details(?: open)?><summary>(?:[^<]|<code>[^<]*<\/code>)*<\/summary>|<\/details>|<sub>|<\/sub>)+$/

/** The page has the parts we meant, and none that a value brought in. */
function expectSound(text: string, { members }: SetReport): void {
  const tree = parseMarkdown(text)
  const nodes = nodesOf(tree)
  // Pages have thousands of nodes: only what is wrong is worth an assertion.
  const wrong: unknown[] = []
  let open = 0
  for (const node of nodes) {
    const { type, value = '' } = node
    if (type !== 'html') continue
    open += value.match(/<details/g)?.length ?? 0
    open -= value.match(/<\/details>/g)?.length ?? 0
    if (open < 0 || open > 2) wrong.push({ open, node })
    if (!ownHtml.test(value)) wrong.push(node)
  }
  expect(open).toBe(0)
  const types = new Set(nodes.map(({ type }) => type))
  for (const foreign of ['image', 'footnoteDefinition', 'definition']) {
    expect(types).not.toContain(foreign)
  }
  const known = new Set(
    members
      .flatMap(({ report: { run, workspace, source, tasks } }) => [
        run?.url,
        workspace.url,
        source.workflowRunUrl,
        ...tasks.map(({ link }) => link)
      ])
      .map((url) => plainUrl(url ?? ''))
  )
  for (const node of nodes) {
    const { type, url = '' } = node
    if (type === 'link' && !known.has(plainUrl(url))) wrong.push(node)
  }
  expect(wrong).toEqual([])
  const shown = textOf(tree)
  expect(shown).not.toMatch(/@octocat|@acme/)
  expect(shown).not.toMatch(/#1/)
  const begins = text.split('\n')
  expect(begins.filter((line) => line.startsWith('/'))).toEqual([])
  const ours = begins.findIndex((line) => !line.startsWith('<!-- gated-'))
  expect(begins.slice(ours).join('\n')).not.toMatch(
    /<!--\s*gated-terraform-run/
  )
  expect(text.isWellFormed()).toBe(true)
}

/** The rows of the first table, without its head. */
function rowsOf(text: string): readonly string[] {
  const [table = ''] = /^\| Workspace [^]*?\n(?!\|)/m.exec(text) ?? []
  return table.trimEnd().split('\n').slice(2)
}

function member(name: string, parts: Partial<Report> = {}): SetMember {
  const { workspace, run } = createReport()
  const url = `https://app.terraform.io/app/acme/workspaces/${name}`
  return {
    report: createReport({
      workspace: { ...workspace, name, url },
      run: run && {
        ...run,
        id: `run-of-${name}`,
        url: `${url}/runs/run-of-${name}`
      },
      ...parts
    })
  }
}

function changing(name: string, count: number, verb = 'create'): SetMember {
  const isGone = verb === 'delete'
  return member(name, {
    plan: {
      kind: 'changes',
      changes: reducePlan(
        plan(
          Array.from({ length: count }, (_, i) =>
            resource(`aws_vpc.${name}_${i}`, [verb], {
              before: isGone ? { cidr: `10.${i}.0.0/16`, a: i } : null,
              after: isGone ? null : { cidr: `10.${i}.0.0/16`, tags: { name } }
            })
          )
        )
      ).changes
    }
  })
}

describe('golden comments about sets', () => {
  mkdirSync(folder, { recursive: true })

  it.each(Object.entries(goldenSets))('%s', (name, set) => {
    const comment = renderSetComment(set, { marker, detail: 'full' })
    const file = new URL(`${name}.md`, folder)
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, comment)
    expect(comment).toBe(readFileSync(file, 'utf8'))
  })

  it.each(Object.entries(goldenSets))(
    '%s is sound in every detail and size',
    (_, set) => {
      for (const detail of details) {
        for (const budget of [65_536, 8_000, 2_500, 600]) {
          const comment = renderSetComment(set, { marker, detail, budget })
          expect(comment.length).toBeLessThanOrEqual(budget)
          expectSound(comment, set)
        }
        expectSound(renderSetSummary(set, { detail }), set)
      }
    }
  )
})

describe('a set in hardly any room', () => {
  it.each(Object.entries(goldenSets))('%s is within it', (_, set) => {
    for (let budget = 200; budget < 1_200; budget += 3) {
      expect(
        renderSetComment(set, { marker, detail: 'counts', budget }).length
      ).toBeLessThanOrEqual(budget)
    }
  })
})

describe('a set of one', () => {
  it.each(goldenReports())('%s is the comment of one', (_, report) => {
    const set = setReport({ members: [{ report }] })
    const own = renderSetMarker({
      ...host,
      selection: [report.workspace.name]
    })
    expect(own).toBe(
      renderMarker({ ...host, workspace: report.workspace.name })
    )
    for (const detail of details) {
      const hidden = hiddenOf(set)
      expect(renderSetComment(set, { marker: own, detail, hidden })).toBe(
        renderComment(report, {
          marker: own,
          detail,
          hidden: { seal: sealOf(), stamp: hidden.stamp, earlier: undefined }
        })
      )
      expect(renderSetSummary(set, { detail })).toBe(
        renderSummary(report, { detail })
      )
    }
  })

  it('has its page alone where a selection found but it', () => {
    const set = setReport({ members: [changing('app', 2)] })
    const text = renderSetComment(set, { marker, detail: 'full' })
    expect(text).toContain('### Plan · `app` · 2 to create')
    expect(text).not.toContain('| Workspace')
  })
})

describe('the table', () => {
  it('has the failed, the blocked and the dangerous first', () => {
    const members = [
      changing('calm', 1),
      member('same', { outcome: 'no-changes' }),
      { ...changing('late', 1), stopped: { kind: 'not-reached', why: '' } },
      changing('loss', 1, 'delete'),
      member('stop', { outcome: 'blocked' }),
      member('broken', { outcome: 'errored' })
    ] as const
    const text = renderSetComment(setReport({ members }), {
      marker,
      detail: 'full'
    })
    const order = ['broken', 'stop', 'loss', 'late', 'calm', 'same']
    expect(rowsOf(text).map((row) => /\[(\w+)\]/.exec(row)?.[1])).toEqual(order)
    expect(
      [
        ...text.matchAll(/<details( open)?><summary><code>(\w+)<\/code> ·/g)
      ].map(([, open, name]) => [name, open !== undefined])
    ).toEqual(order.map((name, index) => [name, index < 3]))
  })

  it('sums exactly, and says of how many it is not known', () => {
    const cost = (delta: string | undefined) => ({
      status: 'finished',
      prior: undefined,
      proposed: undefined,
      delta,
      matched: 1,
      unmatched: 0,
      message: undefined
    })
    const of = (name: string, delta: string | undefined) => ({
      report: { ...changing(name, 2).report, cost: cost(delta) }
    })
    const text = renderSetComment(
      setReport({
        members: [of('a', '0.1'), of('b', '0.2'), of('c', undefined)]
      }),
      { marker, detail: 'full' }
    )
    expect(text).toContain(
      '### Plan · 3 workspaces · 6 to create · `+$0.30`/month (1 not estimated)\n'
    )
  })

  it('does not say that all policies passed where some were not asked', () => {
    const policies = [
      {
        kind: 'opa',
        set: undefined,
        policy: 'p',
        level: 'mandatory',
        status: 'passed' as const,
        message: undefined
      }
    ]
    const asked = (name: string) => member(name, { policies })
    const of = (...members: readonly SetMember[]) =>
      renderSetComment(setReport({ members }), { marker, detail: 'full' })
        .split('\n')
        .find((line) => line.startsWith('###'))
    expect(of(asked('a'), asked('b'))).toContain('policies passed')
    expect(of(asked('a'), member('b'))).not.toContain('passed')
  })
})

describe('pages that are the same', () => {
  it('are said once', () => {
    const { plan } = changing('a', 1).report
    const text = renderSetComment(
      setReport({ members: [member('a', { plan }), member('b', { plan })] }),
      { marker, detail: 'full' }
    )
    expect(text.match(/<code>\+ aws_vpc\.a_0/g)).toHaveLength(1)
    expect(text).toContain('<code>a</code> and <code>b</code> · Plan')
    expect(text).toContain('that of `b` is the same')
  })

  it('are not the same where a value differs that both cut', () => {
    const text = renderSetComment(
      setReport({ members: [changing('a', 500), changing('b', 500)] }),
      { marker, detail: 'counts' }
    )
    expect(text).not.toContain('is the same')
  })
})

describe('fifty large plans', () => {
  const members = Array.from({ length: 50 }, (_, i) =>
    changing(`app-${i}`, 200 + i, i % 10 === 3 ? 'delete' : 'create')
  )
  const set = setReport({ members })
  const hidden = hiddenOf(set)
  const text = renderSetComment(set, { marker, detail: 'full', hidden })

  it('have a row each, within the limit', () => {
    expect(text.length).toBeLessThanOrEqual(65_536)
    expect(text.length).toBeGreaterThan(60_000)
    expect(rowsOf(text)).toHaveLength(50)
    expectSound(text, set)
  })

  it('have a page each, and each that is cut says so and links', () => {
    const pages = text.split(/^(?=<details(?: open)?><summary><code>app-)/m)
    expect(pages).toHaveLength(51)
    for (const page of pages.slice(1)) {
      expect(page).toMatch(/for want of room[^]*?\/runs\/run-of-app-/)
    }
    expect(pages.slice(1, 6).every((page) => page.includes(' open>'))).toBe(
      true
    )
    const [dangerous = 0, other = 0] = [pages[1], pages[50]].map(
      (page) => page?.length
    )
    expect(dangerous).toBeGreaterThan(2 * other)
  })

  it('keep a trace each', () => {
    const { traceOf: kept, members: names } = parseEarlier(text, sealOf)
    expect(names).toHaveLength(50)
    for (const { report } of members) {
      expect(kept(report.workspace)?.digest).toBe(
        traceOf(report, 'full')?.digest
      )
    }
  })

  it('fit the job summary in full', () => {
    const summary = renderSetSummary(set, { detail: 'full' })
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024)
    expect(summary.length).toBeGreaterThan(500_000)
  })
})

describe('the lines for the next step', () => {
  const set = setReport({ members: [changing('a', 2), changing('b', 3)] })
  const hidden = hiddenOf(set)
  const text = renderSetComment(set, { marker, detail: 'full', hidden })

  it('tell of each workspace, and of none by the words of another', () => {
    const earlier = parseEarlier(text, sealOf)
    const [a, b] = set.members.map(({ report }) => report)
    expect(earlier.traceOf({ organization: 'acme', name: 'a' })).toEqual(
      a && traceOf(a, 'full')
    )
    expect(earlier.traceOf({ organization: 'acme', name: 'b' })).toEqual(
      b && traceOf(b, 'full')
    )
    expect(earlier.traceOf({ organization: 'acme', name: 'c' })).toBeUndefined()
    expect(readStamp(text, sealOf())).toEqual(hidden.stamp)
  })

  it('are nothing once they are changed', () => {
    const changed = text.replace('acme/b', 'acme/x')
    expect(parseEarlier(changed, sealOf).members).toEqual([])
    expect(parseEarlier('', sealOf).members).toEqual([])
  })

  it('tell what is no longer in the set', () => {
    const earlier = parseEarlier(text, sealOf)
    const now = setReport({ members: [changing('c', 1)] })
    expect(goneFrom(earlier, now).map(({ name }) => name)).toEqual(['a', 'b'])
    const leftOut = [{ organization: 'acme', name: 'b', why: 'not touched' }]
    const gone = goneFrom(earlier, { ...now, leftOut })
    expect(
      renderSetComment({ ...now, leftOut, gone }, { marker, detail: 'full' })
    ).toContain('**No longer in the set:** `a`.')
  })

  it('keep an earlier plan of a workspace that has no whole one now', () => {
    const now = setReport({ members: [member('a'), changing('b', 1)] })
    const next = renderSetComment(now, {
      marker,
      detail: 'full',
      hidden: hiddenOf(now, text)
    })
    const earlier = parseEarlier(next, sealOf)
    expect(earlier.traceOf({ organization: 'acme', name: 'a' })?.count).toBe(2)
    expect(earlier.traceOf({ organization: 'acme', name: 'b' })?.count).toBe(1)
  })

  it('keep small plans whole beside large ones', () => {
    const members = [
      changing('large', 900),
      ...Array.from({ length: 29 }, (_, i) => changing(`small-${i}`, 2))
    ]
    const many = setReport({ members })
    const { traceOf: kept } = parseEarlier(
      renderSetComment(many, {
        marker,
        detail: 'full',
        hidden: hiddenOf(many)
      }),
      sealOf
    )
    const lists = members.map(
      ({ report: { workspace } }) => kept(workspace)?.resources?.length
    )
    expect(lists).toEqual([undefined, ...members.slice(1).map(() => 2)])
  })

  it('await the end of the same runs, whatever their order', () => {
    const [a, b] = set.members
    const ended = (each: SetMember | undefined): SetMember[] =>
      each === undefined
        ? []
        : [{ report: { ...each.report, outcome: 'applied' } }]
    const end = setReport({ members: [...ended(b), ...ended(a)] })
    expect(awaitsSetEnd(text, end)).toBe(true)
    expect(awaitsSetEnd(text, set)).toBe(false)
    expect(awaitsSetEnd(text, setReport({ members: ended(a) }))).toBe(false)
  })
})

describe('what did not come to its run', () => {
  it('is told in words that are no success', () => {
    const text = renderSetComment(goldenSets['not-reached'] ?? setReport(), {
      marker,
      detail: 'full'
    })
    expect(text).toContain('### 1 failed to apply, 1 not reached, 1 applied')
    expect(text).toMatch(
      /dns`\]\([^)]*\): \*\*not reached\.\*\* It comes after/
    )
    expect(text).not.toMatch(/run-id: \|/)
  })
})

/** A set of up to fifty, of a few random reports under names of their own. */
const anySet: fc.Arbitrary<SetReport> = fc
  .record({
    reports: fc.array(anyReport, { minLength: 1, maxLength: 4 }),
    count: fc.integer({ min: 1, max: 50 }),
    names: fc.array(hostileText, { maxLength: 3 }),
    why: hostileText,
    isStopped: fc.boolean()
  })
  .map(({ reports, count, names, why, isStopped }) =>
    setReport({
      members: Array.from({ length: count }, (_, i) => {
        const report = reports[i % reports.length] ?? createReport()
        const name = `${names[i % (names.length || 1)] ?? ''} w${i}`
        const url = `${report.workspace.url}/w${i}`
        return {
          report: { ...report, workspace: { ...report.workspace, name, url } },
          stopped:
            isStopped && i % 3 === 0
              ? { kind: 'not-confirmed' as const, why }
              : undefined
        }
      }),
      leftOut: names.map((name) => ({ organization: why, name, why })),
      gone: names.map((name) => ({ organization: '', name })),
      order: [names],
      digest: why,
      notes: names
    })
  )

describe('any set', () => {
  it('is a sound page within its budget, with a row for each workspace', () => {
    fc.assert(
      fc.property(
        anySet,
        fc.constantFrom(...details),
        fc.integer({ min: 200, max: 20_000 }),
        (set, detail, budget) => {
          const hidden = hiddenOf(set)
          const options = { marker, detail, hidden }
          const whole = renderSetComment(set, options)
          expect(whole.length).toBeLessThanOrEqual(65_536)
          expectSound(whole, set)
          const isAlone = !whole.includes('| Workspace | State |')
          expect(isAlone ? 1 : rowsOf(whole).length).toBe(set.members.length)
          const small = renderSetComment(set, { ...options, budget })
          expect(small.length).toBeLessThanOrEqual(budget)
          expect(small.startsWith(`${marker}\n`)).toBe(true)
          expectSound(small, set)
        }
      ),
      { numRuns: runs(12) }
    )
  })

  it('puts nothing that failed after what did not', () => {
    fc.assert(
      fc.property(anySet, (set) => {
        const rows = rowsOf(renderSetComment(set, { marker, detail: 'counts' }))
        const isBad = (row: string) => {
          const found = set.members.find(({ report: { workspace } }) =>
            row.includes(`(${workspace.url})`)
          )
          if (found === undefined) throw new Error(`whose row is this? ${row}`)
          return weightOf(found) === weights.failed
        }
        const first = rows.findIndex((row) => !isBad(row))
        if (first >= 0) expect(rows.slice(first).some(isBad)).toBe(false)
      }),
      { numRuns: runs(8) }
    )
  })
})

describe('memberOf', () => {
  it('knows its golden reports', () => {
    expect(() => memberOf('nothing', 'a')).toThrow('no golden report')
  })
})
