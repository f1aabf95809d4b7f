import { describe, expect, it } from '@jest/globals'
import type { Step } from '../../src/step/step.ts'
import { witness } from '../../src/step/witness.ts'
import { conflict, lost, refusal } from '../run/refusals.ts'
import { createRun, createScripted } from '../run/scripted-hcp.ts'

function createStep(parts: Partial<Step> = {}): Step {
  return {
    run: createRun({ status: 'planned' }),
    wasConfirmed: false,
    hasActed: false,
    ...parts
  } as Step
}

describe('what a step sees of its run', () => {
  it('is kept, look by look', async () => {
    const { hcp } = createScripted([
      { status: 'planned' },
      { status: 'applying' },
      { status: 'planned' }
    ])
    const step = createStep()
    const seen = witness(hcp, step)
    await seen.runs.read('run-1')
    expect(step).toMatchObject({ wasConfirmed: false })
    await seen.runs.read('run-1')
    expect(step).toMatchObject({
      run: { status: 'applying' },
      wasConfirmed: true
    })
    // A replica that is behind takes nothing back.
    await seen.runs.read('run-1')
    expect(step.wasConfirmed).toBe(true)
  })

  it('is not mixed with other runs', async () => {
    const { hcp } = createScripted([{ id: 'run-2', status: 'applying' }])
    const step = createStep()
    await witness(hcp, step).runs.read('run-2')
    expect(step).toMatchObject({
      run: { id: 'run-1', status: 'planned' },
      wasConfirmed: false
    })
  })

  it('counts a confirm from the moment it is sent', async () => {
    let answer: () => void = () => undefined
    const { hcp } = createScripted([{}], {
      'runs.apply': async () => {
        await new Promise<void>((resolve) => {
          answer = resolve
        })
      }
    })
    const step = createStep()
    const confirming = witness(hcp, step).runs.apply('run-1', 'because')
    expect(step.wasConfirmed).toBe(true)
    await Promise.resolve()
    answer()
    await confirming
    expect(step.wasConfirmed).toBe(true)
  })

  it.each([
    ['its answer is lost', lost, true],
    [
      'the server fails at it',
      () => {
        throw refusal(503)
      },
      true
    ],
    ['it is refused', conflict, false]
  ])('of a confirm: %s', async (_, onApply, expected) => {
    for (const wasConfirmed of [false, true]) {
      const { hcp } = createScripted([{}], { 'runs.apply': onApply })
      const step = createStep({ wasConfirmed })
      await expect(witness(hcp, step).runs.apply('run-1')).rejects.toThrow()
      expect(step.wasConfirmed).toBe(wasConfirmed || expected)
    }
  })
})

describe('what a step did', () => {
  const writes = [
    ['runs', 'apply'],
    ['runs', 'discard'],
    ['runs', 'cancel'],
    ['runs', 'forceCancel'],
    ['runs', 'forceExecute'],
    ['adminRuns', 'forceCancel'],
    ['policyChecks', 'override'],
    ['taskStages', 'override'],
    ['tfPolicyEvaluations', 'override']
  ] as const

  it.each(writes)('%s.%s counts unless it is refused', async (on, name) => {
    for (const [reply, hasActed] of [
      [() => undefined, true],
      [lost, true],
      [conflict, false]
    ] as const) {
      const { hcp } = createScripted([{}], { [`${on}.${name}`]: reply })
      const step = createStep()
      const resources: Readonly<Record<string, unknown>> = {
        ...witness(hcp, step)
      }
      const resource = resources[on] as Record<
        string,
        (id: string, comment: string) => Promise<void>
      >
      await resource[name]?.('run-1', 'because').catch(() => undefined)
      expect(step.hasActed).toBe(hasActed)
      expect(step.wasConfirmed).toBe(hasActed && name === 'apply')
    }
  })
})
