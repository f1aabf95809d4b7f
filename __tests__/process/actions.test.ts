import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import {
  annotations,
  commentEvent,
  openStage,
  pullRequestEvent,
  reasonCodes
} from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const gated = { mode: 'apply', 'configuration-directory': '.' }

/** A run that is where the test needs it, made by another job. */
async function start(
  status: string,
  approve = '',
  environment: Readonly<Record<string, string>> = {}
): Promise<string> {
  const result = await stage.run({ ...gated, approve, ...environment })
  const runId = result.outputs['run-id'] ?? ''
  await stage.hcp.waitFor(runId, status)
  return runId
}

/** A step that stops following at a timeout, with the run left as it is. */
const leave = { cleanup: 'false', 'run-timeout': '1s' }

/** What was done to runs; the admin endpoint answers 404 on HCP Terraform. */
function actions(): string[] {
  return stage
    .writes()
    .filter((write) => /\/v2\/runs\/.*\/actions\//.test(write))
    .map((write) => write.replace(/^.*\/actions\//, ''))
}

describe('mode: cancel', () => {
  it('ends a run that plans, and one that applies', async () => {
    stage = await openStage([scripts.slow, scripts.slowApply])
    const planning = await start('planning', '', leave)
    const canceled = await stage.run({ mode: 'cancel', 'run-id': planning })
    expect(canceled.exitCode).toBe(0)
    expect(canceled.outputs).toMatchObject({
      outcome: 'canceled',
      'run-status': 'canceled'
    })
    const applying = await start('applying', 'true', {
      cleanup: 'false',
      'apply-timeout': '1s'
    })
    const second = await stage.run({ mode: 'cancel', 'run-id': applying })
    expect(second.exitCode).toBe(0)
    expect(second.outputs['outcome']).toBe('canceled')
    expect(actions()).toEqual(['cancel', 'apply', 'cancel'])
    // Asked again: the goal is reached, so nothing is sent.
    const again = await stage.run({ mode: 'cancel', 'run-id': applying })
    expect(again.exitCode).toBe(0)
    expect(actions()).toHaveLength(3)
  })

  it('refuses a run at its gate, and one that has ended', async () => {
    stage = await openStage([scripts.creates])
    const held = await start('planned')
    const atGate = await stage.run({ mode: 'cancel', 'run-id': held })
    expect(atGate.exitCode).toBe(1)
    expect(annotations(atGate, 'error')[0]).toContain("'mode: discard'")
    await stage.run({ mode: 'discard', 'run-id': held })
    const ended = await stage.run({ mode: 'cancel', 'run-id': held })
    expect(ended.exitCode).toBe(1)
    expect(annotations(ended, 'error')[0]).toContain('has ended (discarded)')
    expect(actions()).toEqual(['discard'])
  })
})

describe('mode: discard', () => {
  it('asks once more after a 5xx, and never a third time', async () => {
    stage = await openStage([scripts.creates])
    const held = await start('planned')
    const discard = { mode: 'discard', 'run-id': held }
    stage.hcp.trouble({
      method: 'POST',
      path: '/actions/discard',
      status: 503,
      times: 99
    })
    const result = await stage.run(discard)
    expect(actions()).toEqual(['discard', 'discard'])
    expect(result.exitCode).toBe(1)
    expect(result.outputs).toMatchObject({
      outcome: 'errored',
      'run-status': 'planned'
    })
    const said = annotations(result, 'error')[0]
    expect(said).toContain(`The discard of run ${held} was sent twice`)
    expect(said).toContain('answered with 503')
    expect(stage.hcp.run(held).status).toBe('planned')
  }, 60_000)

  it('is sent once where only the answer is lost', async () => {
    stage = await openStage([scripts.creates])
    const held = await start('planned')
    stage.hcp.trouble({
      method: 'POST',
      path: '/actions/discard',
      cut: 'after'
    })
    const result = await stage.run({ mode: 'discard', 'run-id': held })
    expect(actions()).toEqual(['discard'])
    expect(result.outputs['outcome']).toBe('discarded')
    expect(result.exitCode).toBe(0)
  })
})

describe('mode: force-cancel', () => {
  it('C-29, T18: needs a cancel and an admin, and waits out the cool-off', async () => {
    stage = await openStage([{ ...scripts.slow, stubborn: true }], {
      pace: { coolOff: 600_000 }
    })
    const run = await start('planning', '', leave)
    const force = { mode: 'force-cancel', 'run-id': run }
    const admin = { ...force, token: stage.hcp.tokens.admin }
    const early = await stage.run(admin)
    expect(annotations(early, 'error')[0]).toContain("'mode: cancel' first")
    const stubborn = await stage.run({
      mode: 'cancel',
      'run-id': run,
      'run-timeout': '1s'
    })
    expect(stubborn.exitCode).toBe(1)
    expect(stubborn.outputs['outcome']).toBe('timed-out')
    expect(annotations(stubborn, 'error')[0]).toContain('mode: force-cancel')
    const writer = await stage.run(force)
    expect(writer.exitCode).toBe(1)
    expect(annotations(writer, 'error')[0]).toContain("permission 'admin'")
    const hasty = await stage.run({ ...admin, 'run-timeout': '1s' })
    expect(hasty.outputs['outcome']).toBe('timed-out')
    expect(actions()).toEqual(['cancel'])
    stage.hcp.run(run).forceCancelAvailableAt = Date.now() + 1_000
    const killed = await stage.run(admin)
    expect(killed.exitCode).toBe(0)
    expect(killed.outputs).toMatchObject({
      outcome: 'canceled',
      'run-status': 'canceled'
    })
    expect(actions()).toEqual(['cancel', 'force-cancel'])
    expect(stage.hcp.run(run).timestamps).toHaveProperty('force-canceled-at')
  })
})

describe('the admin API', () => {
  it('ends a stuck run as a site administrator', async () => {
    stage = await openStage([{ ...scripts.slow, stubborn: true }], {
      personality: 'tfe',
      pace: { coolOff: 600_000 }
    })
    const run = await start('planning', '', leave)
    stage.hcp.act(run, 'cancel', 'somebody')
    // No cool-off, and no permission in the workspace: that endpoint's own.
    const killed = await stage.run({
      mode: 'force-cancel',
      'run-id': run,
      token: stage.hcp.addToken({
        kind: 'user',
        permission: 'write',
        siteAdmin: true
      })
    })
    expect(killed.outputs['outcome']).toBe('canceled')
    expect(stage.writes().at(-1)).toBe(
      `POST /api/v2/admin/runs/${run}/actions/force-cancel`
    )
  })
})

describe('mode: force-execute', () => {
  it('starts a pending run before the one that blocks it', async () => {
    stage = await openStage([scripts.creates, scripts.changes])
    const blocking = await start('planned')
    const waiting = await start('pending', '', {
      cleanup: 'false',
      'queue-timeout': '1s'
    })
    const execute = { mode: 'force-execute', 'run-id': waiting }
    const early = await stage.run({ ...execute, 'run-id': blocking })
    expect(early.exitCode).toBe(1)
    expect(annotations(early, 'error')[0]).toContain('planned, not pending')
    const started = await stage.run(execute)
    expect(started.exitCode).toBe(0)
    expect(started.outputs['outcome']).toBe('shown')
    await stage.hcp.waitFor(blocking, 'discarded')
    await stage.hcp.waitFor(waiting, 'planned')
    expect(actions()).toEqual(['force-execute'])
  })

  it.each(['the one that blocks it', 'one between'])(
    'G3: discards nobody else’s run, %s',
    async (which) => {
      stage = await openStage([
        scripts.creates,
        scripts.changes,
        scripts.changes
      ])
      const leave = { cleanup: 'false', 'queue-timeout': '1s' }
      const blocking = await start('planned')
      const between = await start('pending', '', leave)
      const waiting = await start('pending', '', leave)
      const theirs = stage.hcp.run(which === 'one between' ? between : blocking)
      Object.assign(theirs, { message: 'Made by hand' })
      const execute = { mode: 'force-execute', 'run-id': waiting }
      const result = await stage.run(execute)
      expect(result.exitCode).toBe(1)
      expect(reasonCodes(result)).toEqual(['origin-unknown'])
      expect(annotations(result, 'error')[0]).toContain(
        `Run ${theirs.id} was not touched`
      )
      expect(actions()).toEqual([])
      expect(stage.hcp.run(blocking).status).toBe('planned')
      const meant = await stage.run({ ...execute, 'allow-foreign-run': 'true' })
      expect(meant.exitCode).toBe(0)
      await stage.hcp.waitFor(theirs.id, 'discarded')
    }
  )

  it('says that a lock by hand is in the way', async () => {
    stage = await openStage([scripts.creates])
    stage.hcp.lock('network', 'Maintenance')
    const waiting = await start('pending', '', {
      cleanup: 'false',
      'queue-timeout': '1s'
    })
    const result = await stage.run({
      mode: 'force-execute',
      'run-id': waiting
    })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error')[0]).toContain('Maintenance')
    expect(actions()).toEqual([])
  })
})

describe('a request that is refused', () => {
  it.each([
    ['cancel', 'planned', {}],
    ['force-cancel', 'planned', {}],
    ['force-execute', 'planned', {}],
    ['cancel', 'applied', { approve: 'true' }],
    ['discard', 'applied', { approve: 'true' }],
    ['force-cancel', 'applied', { approve: 'true' }],
    ['discard', 'planned_and_finished', { mode: 'plan' }],
    ['apply', 'planned_and_finished', { mode: 'plan' }]
  ] as const)(
    '%s of a run that is %s leaves the comment alone',
    async (mode, status, inputs) => {
      stage = await openStage([scripts.creates])
      const made = await stage.run({ ...gated, ...inputs }, pullRequestEvent())
      const runId = made.outputs['run-id'] ?? ''
      await stage.hcp.waitFor(runId, status)
      const before = stage.comments()
      expect(before).toHaveLength(1)
      const writes = stage.writes().length
      const result = await stage.run(
        { mode, 'run-id': runId },
        pullRequestEvent()
      )
      expect(result.exitCode).toBe(1)
      expect(result.outputs).toMatchObject({
        outcome: 'errored',
        'run-status': status
      })
      const name = `${mode.charAt(0).toUpperCase()}${mode.slice(1)}`
      expect(result.summary).toContain(
        `### ${name} refused · \`network\` · the run is \`${status}\`\n`
      )
      expect(result.summary).not.toMatch(
        /(Plan|Apply) failed|ended early|no run was|Fix the cause/
      )
      expect(result.stdout).toContain('The comment is left as it is')
      expect(stage.comments()).toEqual(before)
      expect(stage.writes()).toHaveLength(writes)
    }
  )

  it('by the token, the workspace or a stranger leaves it alone, too', async () => {
    stage = await openStage([scripts.creates, scripts.creates])
    const made = await stage.run(gated, pullRequestEvent())
    const before = stage.comments()
    const runId = made.outputs['run-id'] ?? ''
    const confirm = { mode: 'apply', approve: 'true', 'run-id': runId }
    for (const [inputs, event, refused] of [
      [
        { ...confirm, token: stage.hcp.tokens.plan },
        pullRequestEvent(),
        /^### Apply refused · `network` · the run is `planned`$/m
      ],
      [
        { ...confirm, 'run-id': 'run-nope' },
        pullRequestEvent(),
        /^### Apply refused · `network`$/m
      ],
      [
        { ...confirm, workspace: 'other', 'comment-key': '' },
        pullRequestEvent(),
        /^### Apply refused · `other`$/m
      ],
      [
        { mode: 'discard' },
        commentEvent('mallory', '/discard'),
        /^### Discard refused · `network`$/m
      ],
      [
        { mode: 'plan', 'configuration-directory': '.' },
        commentEvent('mallory', '/plan'),
        /^### Plan refused · `network`$/m
      ]
    ] as const) {
      const result = await stage.run(inputs, event)
      expect(result.exitCode).toBe(1)
      expect(result.summary).toMatch(refused)
      expect(stage.comments()).toEqual(before)
    }
  }, 30_000)

  it('is told where no run could be made for a new plan', async () => {
    stage = await openStage([scripts.creates])
    await stage.run(gated, pullRequestEvent())
    const result = await stage.run(
      { ...gated, approve: 'true', token: stage.hcp.tokens.plan },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect(stage.comments()[0]).toMatch(/^### Failed · `network` · no run was/m)
  })
})
