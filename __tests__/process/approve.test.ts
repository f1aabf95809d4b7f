import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import {
  annotations,
  commentEvent,
  headSha,
  openStage,
  pullRequest,
  pullRequestEvent,
  reasonCodes
} from './stage.ts'
import type { Stage } from './stage.ts'
import { inputsOf } from './workflows.ts'

/** The example workflows, followed step by step. */

const mergeSha = 'feedfacefeedfacefeedfacefeedfacefeedface'
let stage: Stage
afterEach(async () => {
  await stage.close()
})

/** The pull request was merged as one commit with the same files. */
function merge(): void {
  const pull = stage.github.state.pullRequests.get(pullRequest)!
  pull.state = 'closed'
  pull.merged = true
  pull.mergedAt = '2026-11-01T00:00:00Z'
  pull.mergeCommitSha = mergeSha
}

const push = {
  eventName: 'push',
  sha: mergeSha,
  event: { after: mergeSha, head_commit: { message: 'Merge' } }
}

describe('workflow_dispatch with a boolean (dispatch.yml)', () => {
  it.each([
    ['true', 'applied', 1],
    ['false', 'discarded', 0]
  ] as const)('approve: %s ends %s', async (approve, outcome, applies) => {
    stage = await openStage([scripts.changes])
    const inputs = inputsOf('dispatch.yml', 'apply', {
      'inputs.approve': approve
    })
    const result = await stage.run(inputs)
    expect(result.exitCode).toBe(0)
    expect(result.outputs['outcome']).toBe(outcome)
    expect(stage.applies()).toBe(applies)
  })
})

describe('an environment between two jobs (environment.yml)', () => {
  it('applies the very run, and records who let it in', async () => {
    stage = await openStage([scripts.changes])
    const first = await stage.run(inputsOf('environment.yml', 'plan'), push)
    expect(first.outputs['outcome']).toBe('held')
    stage.github.state.approvals.set(4711, [
      {
        state: 'approved',
        user: { login: 'ops' },
        environments: [{ name: 'production' }]
      },
      {
        state: 'rejected',
        user: { login: 'nay' },
        environments: [{ name: 'production' }]
      }
    ])
    const handedOver = {
      'needs.plan.outputs.run-id': first.outputs['run-id'] ?? '',
      'needs.plan.outputs.plan-digest': first.outputs['plan-digest'] ?? ''
    }
    const second = inputsOf('environment.yml', 'apply', handedOver)
    // The gate is checked again: another plan than the one handed over.
    const other = await stage.run(
      {
        ...second,
        'expected-plan-digest': '0'.repeat(64),
        'on-blocked': 'hold'
      },
      push
    )
    expect(reasonCodes(other)).toEqual(['plan-digest-differs'])
    expect(stage.applies()).toBe(0)
    const result = await stage.run(second, push)
    expect(result.outputs['outcome']).toBe('applied')
    expect(result.outputs['run-id']).toBe(first.outputs['run-id'])
    expect(stage.applies()).toBe(1)
    const [comment = ''] = stage.hcp
      .run(result.outputs['run-id'] ?? '')
      .comments.map(({ body }) => body)
    expect(comment).toContain('Approved by ops for production.')
    expect(comment).not.toContain('nay')
    const whole = JSON.parse(result.outputs['result'] ?? '') as {
      checks: { held: boolean }[]
      'plan-digest': string
    }
    expect(whole.checks.every(({ held }) => held)).toBe(true)
    expect(whole['plan-digest']).toBe(first.outputs['plan-digest'])
  })

  it('discards what a rule blocks after the yes, so that it holds up nobody', async () => {
    stage = await openStage([scripts.changes])
    const first = await stage.run(inputsOf('environment.yml', 'plan'), push)
    const runId = first.outputs['run-id'] ?? ''
    const second = inputsOf('environment.yml', 'apply', {
      'needs.plan.outputs.run-id': runId,
      'needs.plan.outputs.plan-digest': first.outputs['plan-digest'] ?? ''
    })
    const result = await stage.run({ ...second, 'max-destroy': '0' }, push)
    expect(reasonCodes(result)).toEqual(['destroys-exceeded'])
    expect(stage.applies()).toBe(0)
    await stage.hcp.waitFor(runId, 'discarded')
  })
})

describe('a comment (comment-plan.yml, comment-apply.yml)', () => {
  it('applies the run of the head, once reviewed and up to date', async () => {
    stage = await openStage([scripts.changes])
    const { github } = stage
    const held = await stage.run(
      inputsOf('comment-plan.yml', 'save'),
      pullRequestEvent()
    )
    expect(held.outputs['outcome']).toBe('saved')
    github.setPermission('bea', 'write')
    const pull = github.state.pullRequests.get(pullRequest)!
    pull.behindBy = 2
    const inputs = inputsOf('comment-apply.yml', 'apply', {
      'steps.command.outputs.run-id': held.outputs['run-id'] ?? ''
    })
    const blocked = await stage.run(inputs, commentEvent('bea', '/apply'))
    expect(reasonCodes(blocked)).toEqual(['reviews-missing', 'branch-behind'])
    expect(stage.applies()).toBe(0)
    pull.behindBy = 0
    github.addReview(pullRequest, 'bea', 'APPROVED')
    const result = await stage.run(inputs, commentEvent('bea', '/apply'))
    expect(result.outputs['outcome']).toBe('applied')
    expect(stage.applies()).toBe(1)
    // Reported where it was planned, in the same comment.
    expect(stage.comments()).toHaveLength(1)
    expect(stage.comments()[0]).toContain('Confirmed by `bea`')
  })
})

describe('on merge (saved-plan-apply.yml, merge.yml, merge-queue.yml)', () => {
  it('applies the run of the pull request if nothing else was merged with it', async () => {
    stage = await openStage([scripts.changes])
    const { github } = stage
    const saved = await stage.run(
      inputsOf('saved-plan.yml', 'save'),
      pullRequestEvent()
    )
    expect(saved.outputs).toMatchObject({
      outcome: 'saved',
      gate: 'saved-plan'
    })
    github.setPermission('bea', 'write')
    github.addReview(pullRequest, 'bea', 'APPROVED')
    merge()
    const inputs = inputsOf('saved-plan-apply.yml', 'apply', {
      'steps.find.outputs.run-id': saved.outputs['run-id'] ?? ''
    })
    const blocked = await stage.run(inputs, pullRequestEvent())
    expect(reasonCodes(blocked)).toEqual(['branch-behind'])
    expect(stage.applies()).toBe(0)
    github.state.trees.set(headSha, 'same').set(mergeSha, 'same')
    const result = await stage.run(inputs, pullRequestEvent())
    expect(result.outputs['outcome']).toBe('applied')
    expect(stage.applies()).toBe(1)
  })

  it('plans anew and applies what is harmless, and holds what is not', async () => {
    stage = await openStage([scripts.creates, scripts.changes])
    stage.github.setPermission('bea', 'write')
    stage.github.addReview(pullRequest, 'bea', 'APPROVED')
    merge()
    const inputs = inputsOf('merge.yml', 'apply')
    const harmless = await stage.run(inputs, push)
    expect(harmless.outputs['outcome']).toBe('applied')
    const risky = await stage.run(inputs, push)
    expect(reasonCodes(risky)).toEqual([
      'destroys-exceeded',
      'replaces-exceeded'
    ])
    expect(risky.outputs['gate']).toBe('confirmation')
    expect(stage.applies()).toBe(1)
  })

  it('plans in the merge queue, and applies nothing there', async () => {
    stage = await openStage([scripts.creates, scripts.creates])
    const ref = `refs/heads/gh-readonly-queue/main/pr-${pullRequest}-${headSha}`
    const group = {
      eventName: 'merge_group',
      sha: mergeSha,
      ref,
      event: { merge_group: { head_sha: mergeSha, head_ref: ref } }
    }
    const inputs = inputsOf('merge-queue.yml', 'plan')
    const planned = await stage.run(inputs, group)
    expect(planned.outputs['outcome']).toBe('planned')
    expect(stage.comments()).toHaveLength(1)
    const before = stage.writes().length
    for (const approve of ['true', '']) {
      const applied = await stage.run(
        { ...inputs, mode: 'apply', approve, 'on-blocked': 'discard' },
        group
      )
      expect(applied.exitCode).toBe(1)
      expect(annotations(applied, 'error')[0]).toMatch(
        /this is a merge queue.*'mode: plan', as a required check, and apply .* on the 'push'/
      )
    }
    // Nothing is uploaded, nothing made.
    expect(stage.writes()).toHaveLength(before)
  })
})

describe('rules about the plan and the people', () => {
  it('looks at addresses, cost, decision and actor, and says what it saw', async () => {
    stage = await openStage([scripts.changes], {
      workspaces: [
        {
          name: 'network',
          checks: {
            costEstimate: { deltaMonthlyCost: '12.50', resourcesCount: 2 }
          }
        },
        { name: 'other' }
      ]
    })
    const pull = stage.github.state.pullRequests.get(pullRequest)!
    const inputs = {
      mode: 'apply',
      'configuration-directory': '.',
      approve: 'true',
      'protected-addresses': 'terraform_data.database\nmodule.db',
      'max-monthly-cost-increase': '12.49',
      'require-review-decision': 'true',
      'allowed-actors': 'bea\ncleo'
    }
    const blocked = await stage.run(inputs, pullRequestEvent())
    expect(reasonCodes(blocked)).toEqual([
      'address-protected',
      'cost-exceeded',
      'review-not-approved',
      'actor-not-allowed'
    ])
    expect(blocked.stdout).toContain(
      'max-monthly-cost-increase: 12.5 of at most 12.49'
    )
    for (const text of [stage.comments()[0], blocked.summary, blocked.stdout]) {
      expect(text).toContain("'max-monthly-cost-increase' allows 12.49")
      expect(text).toContain('require-review-decision')
    }
    expect(stage.applies()).toBe(0)
    pull.reviewDecision = 'APPROVED'
    const result = await stage.run(
      {
        mode: 'apply',
        'run-id': blocked.outputs['run-id'] ?? '',
        approve: 'true',
        'protected-addresses': 'module.db\nterraform_data.service["api"]',
        'max-monthly-cost-increase': '12.50',
        'require-review-decision': 'true',
        'allowed-actors': 'bea\nOctocat'
      },
      pullRequestEvent()
    )
    expect(reasonCodes(result)).toEqual([])
    expect(result.outputs['outcome']).toBe('applied')
  })

  it('is held, not blocked, while only people are missing; unknown blocks', async () => {
    stage = await openStage([scripts.changes])
    const inputs = {
      mode: 'apply',
      'configuration-directory': '.',
      'required-approvals': '1',
      'required-labels': 'ready'
    }
    const held = await stage.run(inputs, pullRequestEvent())
    expect(held.exitCode).toBe(0)
    expect(held.outputs['outcome']).toBe('held')
    expect(reasonCodes(held)).toEqual([
      'approval-missing',
      'reviews-missing',
      'labels-missing'
    ])
    const blind = await stage.run(
      {
        mode: 'apply',
        'run-id': held.outputs['run-id'] ?? '',
        approve: 'true',
        'required-approvals': '1',
        'max-monthly-cost-increase': '5',
        'github-token': ''
      },
      pullRequestEvent()
    )
    expect(reasonCodes(blind)).toEqual([
      'cost-unknown',
      'pull-request-unknown',
      'reviews-unknown'
    ])
    expect(blind.stdout).toContain("'github-token' is empty")
    expect(stage.applies()).toBe(0)
  })
})
