import { describe, expect, it } from '@jest/globals'
import type { Run } from '../../src/hcp/types.ts'
import { RunRefusedError, StrangerError } from '../../src/run/record/errors.ts'
import { createLogs } from '../../src/run/record/phase-log.ts'
import type { Ending } from '../../src/run/record/ending.ts'
import { createReport, isSuccess, isVain } from '../../src/publish/report.ts'
import type { Step } from '../../src/step/step.ts'
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

function reportOf(run: Partial<Run>, parts: Partial<Step> = {}) {
  return createReport({
    inputs,
    workflow: {
      repository: { owner: 'acme', name: 'network' },
      actor: 'ann',
      runUrl: 'https://github.com/x'
    },
    workspace: undefined,
    logs: createLogs(),
    sha: '',
    run: createRun(run),
    wasConfirmed: false,
    ending: undefined,
    error: new InterruptedError('The workflow was cancelled (SIGINT).'),
    ...parts
  } as Step)
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
    ['it is applying', { status: 'applying' }, false],
    ['its confirm was sent', { status: 'planned' }, true]
  ])('says that the apply may go on: %s', (_, run, wasConfirmed) => {
    for (const error of [new InterruptedError('x'), new Error('401')]) {
      const report = reportOf(run, { wasConfirmed, error })
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
    expect(reportOf(run, { wasConfirmed: true })).toMatchObject({
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
        inputs: { ...inputs, mode: 'discard' } as Step['inputs'],
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
    expect(reportOf(run, { ending, wasConfirmed: true })).toMatchObject({
      applyState: 'unwatched',
      reasons: [{ code: 'apply-unwatched' }],
      failure: undefined
    })
  })

  it('stopped at a check before the apply has applied nothing', () => {
    const run = { status: 'pre_apply_awaiting_decision' }
    const ending = endingOf(run, { gate: 'policy-override' })
    expect(reportOf(run, { ending, wasConfirmed: true })).toMatchObject({
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
  const vain: Partial<Step> = {
    inputs: { ...inputs, mode: 'cancel', runId: 'run-1' } as Step['inputs'],
    run: createRun({ status: 'planned', actions: atGate }),
    statusFound: 'planned',
    hasActed: false,
    isOwnRun: false,
    error: new RunRefusedError('no')
  }
  const stepOf = (parts: Partial<Step>) => ({ ...vain, ...parts }) as Step

  it.each([
    ['it was refused', {}, true],
    ['it was cancelled', { error: new InterruptedError('x') }, true],
    ['the run was not found', { run: undefined, statusFound: undefined }, true],
    ['a write may have taken effect', { hasActed: true }, false],
    ['the run moved on', { statusFound: 'planning' }, false],
    ['it came to its ending', { ending: endingOf({}, {}) }, false],
    ['the run is its own', { isOwnRun: true }, false],
    [
      'it was to make a run',
      {
        inputs: inputs as Step['inputs'],
        run: undefined,
        statusFound: undefined
      },
      false
    ],
    [
      'a stranger was to make a run',
      {
        inputs: inputs as Step['inputs'],
        run: undefined,
        statusFound: undefined,
        error: new StrangerError('who?', [])
      },
      true
    ]
  ] as const)('%s', (_, parts, expected) => {
    expect(isVain(stepOf(parts))).toBe(expected)
  })

  it('is called refused only where it was', () => {
    const refusedOf = (parts: Partial<Step>) =>
      reportOf({ status: 'planned' }, { ...vain, ...parts }).refused
    expect(refusedOf({})).toBe('cancel')
    const no = { ...inputs, runId: 'run-1', approve: false }
    expect(refusedOf({ inputs: no as Step['inputs'] })).toBe('discard')
    expect(refusedOf({ error: new Error('the network') })).toBeUndefined()
    expect(refusedOf({ hasActed: true })).toBeUndefined()
  })
})
