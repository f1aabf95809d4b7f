import { describe, expect, it } from '@jest/globals'
import {
  concludeApply,
  withConfirmer
} from '../../../src/run/endings/applied.ts'
import type { Ending } from '../../../src/run/record/ending.ts'
import { createRun, createScripted } from '../scripted-hcp.ts'

const timestamps = { 'confirmed-at': '2026-03-04T09:18:00+00:00' }

async function conclude(
  changes: Parameters<typeof createRun>[0],
  approve: boolean | undefined,
  isConfirmedHere = false
): Promise<Ending> {
  const world = createScripted([], {
    'runs.events': () => [
      { action: 'confirmed', actor: 'zoe' },
      { action: 'discarded', actor: 'zoe' }
    ]
  })
  if (isConfirmedHere) {
    const sent = { number: 1, act: 'confirm', runId: 'run-1' } as const
    world.record.tell({ kind: 'sent', ...sent })
    world.record.tell({ kind: 'accepted', ...sent })
  }
  const run = createRun({ statusTimestamps: timestamps, ...changes })
  return await concludeApply(world, run, undefined, { approve })
}

describe('the end of a run that was to be applied', () => {
  it.each([
    ['approved', true, true],
    ['nobody has decided', undefined, true],
    ['refused', false, false]
  ])(
    'discarded by somebody else, %s: is that a failure?',
    async (_, approve, isFailure) => {
      const { outcome, failure } = await conclude(
        { status: 'discarded', statusTimestamps: {} },
        approve
      )
      expect(outcome).toBe('discarded')
      expect(failure?.headline.includes('by zoe') ?? false).toBe(isFailure)
    }
  )

  it.each([true, undefined])(
    'applied by the server itself, approve %j: nobody has asked the rules',
    async (approve) => {
      const { outcome, failure } = await conclude(
        { status: 'applied', autoApply: true },
        approve
      )
      expect(outcome).toBe('applied')
      expect(failure?.headline).toContain('applied by HCP Terraform itself')
    }
  )

  it('applied on its own confirm is what was asked for', async () => {
    const { failure } = await conclude({ status: 'applied' }, true, true)
    expect(failure).toBeUndefined()
  })

  it.each([
    [undefined, 'was confirmed by zoe, not by this step'],
    [true, undefined]
  ])(
    'applied on the confirm of somebody else, approve %j',
    async (approve, words) => {
      const { outcome, failure, confirmedBy } = await conclude(
        { status: 'applied' },
        approve
      )
      expect(outcome).toBe('applied')
      if (words === undefined) expect(failure).toBeUndefined()
      else expect(failure?.headline).toContain(words)
      expect(confirmedBy).toBe(words && 'zoe')
    }
  )

  it('applied although refused is a failure', async () => {
    const { failure } = await conclude({ status: 'applied' }, false)
    expect(failure).toBeDefined()
  })
})

describe('who confirmed a run', () => {
  it.each([
    ['zoe', timestamps, ['runs.events']],
    // Nobody has: nobody is asked for.
    [undefined, {}, []]
  ])('is %s', async (confirmedBy, statusTimestamps, calls) => {
    const world = createScripted([], {
      'runs.events': () => [{ action: 'confirmed', actor: 'zoe' }]
    })
    const run = createRun({ status: 'errored', statusTimestamps })
    const ending = { outcome: 'errored', run } as Ending
    const told = await withConfirmer(world, ending)
    expect(told.confirmedBy).toBe(confirmedBy)
    expect(world.calls).toEqual(calls)
  })
})
