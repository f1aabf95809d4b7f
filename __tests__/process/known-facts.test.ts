import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it
} from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import {
  annotations,
  headSha,
  openStage,
  pullRequest,
  pullRequestEvent,
  reasonCodes
} from './stage.ts'
import type { Stage } from './stage.ts'

/** Facts that are there are used: each blocks a run that is otherwise in order. */

const loss = 'terraform_data.caf\u00e9'
let stage: Stage
let second: Readonly<Record<string, string>>

beforeAll(async () => {
  stage = await openStage(
    [
      {
        name: 'a name in one Unicode form',
        changes: [
          {
            address: loss,
            actions: ['delete', 'create'],
            before: { input: 1 },
            after: { input: 2 }
          }
        ]
      }
    ],
    {
      workspaces: [
        {
          name: 'network',
          checks: {
            costEstimate: {
              deltaMonthlyCost: '1.00',
              resourcesCount: 5,
              matchedResourcesCount: 1
            }
          }
        },
        { name: 'other' }
      ]
    }
  )
  for (const writer of ['bea', 'hubot', 'cleo']) {
    stage.github.setPermission(writer, 'write')
  }
  const held = await stage.run(
    { mode: 'apply', 'configuration-directory': '.' },
    pullRequestEvent()
  )
  expect(held.outputs['outcome']).toBe('held')
  second = {
    mode: 'apply',
    'run-id': held.outputs['run-id'] ?? '',
    approve: 'true'
  }
  await sleep(1_100)
})
afterEach(() => {
  stage.github.state.pullRequests.get(pullRequest)!.reviews.splice(0)
  expect(stage.applies()).toBe(0)
})
afterAll(async () => {
  await stage.close()
})

async function decide(
  inputs: Readonly<Record<string, string>>
): Promise<ActionResult> {
  const result = await stage.run({ ...second, ...inputs }, pullRequestEvent())
  expect(result.exitCode).toBe(1)
  expect(result.outputs['outcome']).toBe('blocked')
  return result
}

describe('a run is not applied', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['whose plan is too old', { 'max-plan-age': '1s' }, 'plan-too-old'],
    [
      'that somebody made who may not',
      { 'allowed-run-creators': 'bea' },
      'creator-not-allowed'
    ],
    [
      'whose estimate covers a part',
      { 'max-monthly-cost-increase': '5' },
      'cost-unknown'
    ],
    [
      'that replaces what a line in another Unicode form protects',
      { 'protected-addresses': loss.normalize('NFD') },
      'address-protected'
    ],
    [
      'whose reviewed plan nobody knows',
      { 'expected-plan-digest': 'unknown' },
      'plan-unknown'
    ],
    [
      'whose reviewed files nobody knows',
      { 'expected-configuration-digest': 'unknown' },
      'configuration-unknown'
    ]
  ])('%s: blocked', async (_, inputs, code) => {
    expect(reasonCodes(await decide(inputs))).toEqual([code])
  })

  it.each<readonly [string, Readonly<Record<string, string>>]>([
    ['the reviewed plan', { 'expected-plan-digest': 'unknown' }],
    ['the reviewed files', { 'expected-configuration-digest': 'unknown' }],
    ['a part of its cost', { 'max-monthly-cost-increase': '5' }]
  ])('nor discarded, where nobody knows %s', async (_, inputs) => {
    const writes = stage.writes().length
    await decide({ ...inputs, 'on-blocked': 'discard' })
    expect(stage.writes()).toHaveLength(writes)
  })

  it('that an account asked to change which is deleted', async () => {
    stage.github.addReview(pullRequest, 'bea', 'APPROVED')
    const { reviews } = stage.github.state.pullRequests.get(pullRequest)!
    reviews.push({
      id: 99,
      user: undefined,
      state: 'CHANGES_REQUESTED',
      commitId: headSha,
      submittedAt: new Date().toISOString()
    })
    const result = await decide({ 'required-approvals': '1' })
    expect(reasonCodes(result)).toEqual(['changes-requested'])
  })

  it('that only who pushed its head approves', async () => {
    stage.github.push(pullRequest, 'c'.repeat(40), 'bea')
    stage.github.push(pullRequest, headSha, 'cleo')
    stage.github.addReview(pullRequest, 'cleo', 'APPROVED')
    const result = await decide({ 'required-approvals': '1' })
    expect(reasonCodes(result)).toEqual(['reviews-missing'])
  })

  it('that a line protects nothing of, which is told', async () => {
    const result = await decide({
      'protected-addresses': `terraform_data.bastoin\n${loss}`
    })
    expect(annotations(result, 'warning').join()).toContain(
      "'terraform_data.bastoin' covers nothing"
    )
  })
})

describe('a run that applies by itself', () => {
  it('is red where nobody approved it', async () => {
    const other = await openStage([scripts.creates])
    try {
      const { runs } = other.hcp.workspace('network')
      const going = other.run({ mode: 'apply', 'configuration-directory': '.' })
      const switchOn = setInterval(() => {
        for (const run of runs) Object.assign(run, { autoApply: true })
      }, 20)
      const result = await going.finally(() => {
        clearInterval(switchOn)
      })
      // Cancelled in time or applied by the server: never a good end.
      expect(result.exitCode).toBe(1)
      expect(other.applies()).toBe(0)
    } finally {
      await other.close()
    }
  })
})
