import { describe, expect, it } from '@jest/globals'
import type { Run } from '../../src/hcp/types.ts'
import { RunRefusedError, StrangerError } from '../../src/run/record/errors.ts'
import { failureFact } from '../../src/run/failure.ts'
import { claimOf } from '../../src/run/record/claims.ts'
import type { Claims } from '../../src/run/record/claims.ts'
import type { Fact } from '../../src/run/record/fact.ts'
import type { Ending } from '../../src/run/record/ending.ts'
import { createReport, isSuccess } from '../../src/publish/report.ts'
import type { Inputs } from '../../src/inputs/inputs.ts'
import type { Given } from '../../src/step/given.ts'
import { atGate, createRun } from '../run/scripted-hcp.ts'

class InterruptedError extends Error {
  override readonly name = 'InterruptedError'
}

const inputs = {
  mode: 'apply',
  baseUrl: new URL('https://app.terraform.io'),
  organization: 'acme',
  workspace: 'network',
  failOnBlocked: true
}

/** What a step may have come to know before it ended. */
interface Known {
  readonly inputs: Partial<Inputs>
  /** Was its run there, in this status, or did the step make it? */
  readonly foundAs: string | undefined
  readonly isOwnRun: boolean
  readonly confirm: 'accepted' | 'refused' | 'lost' | undefined
  readonly ending: Ending | undefined
  readonly error: Error
}

function claimsOf(run: Run | undefined, known: Partial<Known>): Claims {
  const facts: Fact[] = []
  if (run !== undefined && known.isOwnRun === true) {
    facts.push({ kind: 'made', run })
  } else if (run !== undefined) {
    const status = known.foundAs ?? run.status
    facts.push({ kind: 'found', run: { ...run, status } })
  }
  const { confirm } = known
  if (confirm !== undefined) {
    const request = { number: 1, act: 'confirm', runId: 'run-1' } as const
    facts.push({ kind: 'sent', ...request }, { kind: confirm, ...request })
  }
  if (run !== undefined) facts.push({ kind: 'seen', run })
  if (known.ending === undefined) {
    const error = known.error ?? new InterruptedError(cancelled)
    facts.push(failureFact(error))
  } else {
    facts.push({ kind: 'ended', ending: known.ending })
  }
  const { mode, runId } = { ...inputs, ...known.inputs } as Inputs
  return claimOf(facts, {
    mode,
    isAboutExisting: runId !== undefined || mode === 'discard'
  })
}

const cancelled = 'The workflow was cancelled (SIGINT).'

function reportOf(run: Partial<Run>, known: Partial<Known> = {}) {
  const given = {
    inputs: { ...inputs, ...known.inputs },
    workflow: {
      repository: { owner: 'acme', name: 'network' },
      actor: 'ann',
      runUrl: 'https://github.com/x'
    },
    location: { kind: 'none', why: 'a push' },
    sha: ''
  } as unknown as Given
  return createReport(given, claimsOf(createRun(run), known))
}

function endingOf(run: Partial<Run>, parts: Partial<Ending>): Ending {
  return {
    outcome: 'blocked',
    gate: 'none',
    run: createRun(run),
    plan: undefined,
    checks: undefined,
    reasons: [],
    failure: undefined,
    ...parts
  }
}

describe('a step that ended before its run', () => {
  it.each([
    ['it is applying', { status: 'applying' }, undefined],
    ['its confirm was sent', { status: 'planned' }, 'lost']
  ] as const)('says that the apply may go on: %s', (_, run, confirm) => {
    for (const error of [new InterruptedError('x'), new Error('401')]) {
      const report = reportOf(run, { confirm, error })
      expect(report).toMatchObject({
        outcome: error.name === 'Error' ? 'errored' : 'canceled',
        applyState: 'unwatched',
        reasons: [{ code: 'apply-unwatched', facts: run }]
      })
      expect(report.failure?.headline).toMatch(
        /^(x|401) The apply of run run-1 may still be running/
      )
    }
  })

  it('says nothing of an apply that nobody asked for', () => {
    expect(reportOf({ status: 'planned', actions: atGate })).toMatchObject({
      outcome: 'canceled',
      applyState: 'none',
      apply: undefined,
      reasons: [],
      failure: { headline: 'The workflow was cancelled (SIGINT).' }
    })
  })

  it('leaves a run of others at its gate, and says so', () => {
    const run = { status: 'planned', actions: atGate }
    expect(reportOf(run)).toMatchObject({ gate: 'confirmation' })
    expect(reportOf(run, { isOwnRun: true })).toMatchObject({ gate: 'none' })
    expect(reportOf(run, { confirm: 'accepted' })).toMatchObject({
      gate: 'none'
    })
  })

  it('is red, and applied, where the run was', () => {
    const report = reportOf({ status: 'applied' })
    expect(report).toMatchObject({
      outcome: 'applied',
      applyState: 'complete',
      reasons: [],
      failure: {
        headline:
          'The workflow was cancelled (SIGINT). Run run-1 is applied all the same.'
      }
    })
    expect(isSuccess(report, inputs)).toBe(false)
  })

  it('failed at something else where the run was applied long before', () => {
    const report = reportOf(
      { status: 'applied' },
      {
        inputs: { mode: 'discard' },
        error: new Error('Run run-1 cannot be discarded')
      }
    )
    expect(report).toMatchObject({ outcome: 'errored', applyState: 'complete' })
  })
})

describe('an ending', () => {
  it('blocked after a confirm without effect is not sure to wait', () => {
    const run = { status: 'planned', actions: atGate }
    const ending = endingOf(run, { gate: 'confirmation' })
    expect(reportOf(run, { ending, confirm: 'accepted' })).toMatchObject({
      applyState: 'unwatched',
      reasons: [{ code: 'apply-unwatched' }],
      failure: undefined
    })
  })

  it('stopped at a check before the apply has applied nothing', () => {
    const run = { status: 'pre_apply_awaiting_decision' }
    const ending = endingOf(run, { gate: 'policy-override' })
    expect(reportOf(run, { ending, confirm: 'accepted' })).toMatchObject({
      applyState: 'none',
      reasons: []
    })
  })

  it('timed out during the apply says so, and keeps its own words', () => {
    const run = { status: 'applying' }
    const failure = { headline: 'Too late.', diagnostics: [], logText: 'x' }
    const ending = endingOf(run, { outcome: 'timed-out', failure })
    expect(reportOf(run, { ending }).failure).toMatchObject({
      headline: expect.stringMatching(/^Too late\. The apply .* only stopped/),
      logText: 'x'
    })
  })
})

describe('a request that came to nothing', () => {
  const vain: Partial<Known> = {
    inputs: { mode: 'cancel', runId: 'run-1' },
    error: new RunRefusedError('no')
  }
  const atItsGate = createRun({ status: 'planned', actions: atGate })

  it.each([
    ['it was refused', atItsGate, {}, true],
    ['it was cancelled', atItsGate, { error: new InterruptedError('x') }, true],
    ['the run was not found', undefined, {}, true],
    ['a write may have taken effect', atItsGate, { confirm: 'lost' }, false],
    ['a write was refused', atItsGate, { confirm: 'refused' }, true],
    ['the run moved on', atItsGate, { foundAs: 'planning' }, false],
    ['it came to its ending', atItsGate, { ending: endingOf({}, {}) }, false],
    ['the run is its own', atItsGate, { isOwnRun: true }, false],
    ['it was to make a run', undefined, { inputs: {} }, false],
    [
      'a stranger was to make a run',
      undefined,
      { inputs: {}, error: new StrangerError('who?', []) },
      true
    ]
  ] as const)('%s', (_, run, known, expected) => {
    expect(claimsOf(run, { ...vain, ...known }).isVain).toBe(expected)
  })

  it('is called refused only where it was', () => {
    const refusedOf = (known: Partial<Known>) =>
      reportOf({ status: 'planned' }, { ...vain, ...known }).refused
    expect(refusedOf({})).toBe('cancel')
    const no = { mode: 'apply', runId: 'run-1', approve: false } as const
    expect(refusedOf({ inputs: no })).toBe('discard')
    expect(refusedOf({ error: new Error('the network') })).toBeUndefined()
    expect(refusedOf({ confirm: 'lost' })).toBeUndefined()
  })
})
