import { describe, expect, it } from '@jest/globals'
import type { Fault } from '../../emulator/fault-proxy.ts'
import { runCell, undisturbed } from '../../scripts/faults/cell.ts'
import type { Cell } from '../../scripts/faults/cell.ts'
import { flows } from '../../scripts/faults/flows.ts'
import { judge } from '../../scripts/faults/judge.ts'
import { kill, phases, signals } from '../../scripts/faults/kills.ts'
import {
  planCells,
  playCells,
  renderPlayed
} from '../../scripts/faults/matrix.ts'
import { runKept } from './kept-processes.ts'

/**
 * What is hit here, of what `npm run faults` hits: the writes, and each kind
 * of answer once. Nothing that costs a deadline.
 */
const chosen: readonly (readonly [string, RegExp, readonly Fault[]])[] = [
  [
    'apply',
    /^POST \/runs$/,
    ['429-bare', '502', '504-after', 'html-200', 'half-json', 'reset-after']
  ],
  [
    'apply',
    /actions\/apply$/,
    [
      '429-with-reset',
      '401',
      '504-after',
      'html-200',
      'truncated',
      'reset-after'
    ]
  ],
  [
    'apply',
    /^GET \/runs\//,
    ['500', '404', 'half-json', 'truncated', 'reset-before', 'redirect-loop']
  ],
  ['apply', /configuration-versions$/, ['503', '409', 'reset-after']],
  ['apply', /^PUT /, ['429-bare', '504-after', 'reset-before']],
  [
    'plan',
    /json-output-redacted$/,
    ['500', '404', 'html-200', 'redirect-loop']
  ],
  [
    'plan',
    /^POST .*\/comments$/,
    ['502', '401', 'half-json', 'reset-before', 'reset-after']
  ],
  ['discard', /actions\/discard$/, ['409', '429-bare', 'reset-after']]
]

const kept = { runProcess: runKept }

describe('a fault in one request', () => {
  it('leads to the right end or to a clear failure, and breaks no promise', async () => {
    const cells: Cell[] = []
    for (const name of new Set(chosen.map(([flow]) => flow))) {
      const flow = flows.find((one) => one.name === name)!
      const seen = await runCell(undisturbed(flow), kept)
      expect(judge(seen)).toEqual({ kind: 'right', broken: [] })
      const all = planCells(flow, seen.requests)
      for (const [, pattern, wanted] of chosen.filter(
        ([flowName]) => flowName === name
      )) {
        const matching = all.filter(
          ({ what, nth, fault }) =>
            pattern.test(what) &&
            nth === 1 &&
            fault !== undefined &&
            wanted.includes(fault)
        )
        expect(matching).toHaveLength(wanted.length)
        cells.push(...matching)
      }
    }
    expect(cells).toHaveLength(36)
    const played = await playCells(cells, { concurrency: 6, ...kept })
    expect(
      played
        .filter(({ judgement }) => judgement.kind === 'broken')
        .map(renderPlayed)
    ).toEqual([])
    expect(played.every(({ wasHit }) => wasHit)).toBe(true)
    // A lost answer to a read, or after the deed, is no reason to fail.
    const survived = played
      .filter(({ judgement }) => judgement.kind === 'right')
      .map(({ cell }) => `${cell.what} ${cell.fault ?? ''}`)
    for (const each of [
      'POST /runs reset-after',
      'POST /runs half-json',
      'POST /runs/{id}/actions/apply reset-after',
      'GET /runs/{id} 500',
      'GET /runs/{id} truncated',
      'PUT {signed URL} reset-before',
      'POST /runs/{id}/actions/discard reset-after'
    ]) {
      expect(survived).toContain(each)
    }
  }, 120_000)
})

describe('a step that is ended by a signal', () => {
  it('leaves the run as documented, for post and the next workflow run', async () => {
    const wanted = new Set([
      'created, and not answered yet SIGINT',
      'created, and not answered yet SIGKILL',
      'queued SIGTERM',
      'at the gate SIGKILL',
      'confirmed, and not answered yet SIGINT'
    ])
    const moments = phases
      .flatMap((phase) => signals.map((signal) => ({ phase, signal })))
      .filter(({ phase, signal }) => wanted.has(`${phase.name} ${signal}`))
    expect(moments).toHaveLength(wanted.size)
    const killed = await Promise.all(
      moments.map(({ phase, signal }) => kill(phase, signal))
    )
    expect(
      killed.map(({ phase, signal, broken }) => [phase.name, signal, broken])
    ).toEqual(moments.map(({ phase, signal }) => [phase.name, signal, []]))
  }, 60_000)
})
