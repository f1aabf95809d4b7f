import { describe, expect, it } from '@jest/globals'
import type { Run } from '../../../src/hcp/types.ts'
import { applyRun } from '../apply-run.ts'
import {
  beginCourse,
  decideAtGate,
  reachGate
} from '../../../src/run/operations/apply.ts'
import type { ApplyOptions } from '../../../src/run/operations/apply.ts'
import type { GitHubReading } from '../../../src/gate/evidence.ts'
import { isConfirmedHere } from '../../../src/run/record/claims.ts'
import type { Ending } from '../../../src/run/record/ending.ts'
import {
  isConfirmedOrLater,
  isFinal,
  knownStatuses,
  phaseOf
} from '../../../src/run/record/status.ts'
import { renderProvenance } from '../../../src/run/record/provenance.ts'
import {
  evidence,
  headSha,
  noRules,
  otherSha,
  pullRequest,
  review
} from '../../gate/evidence.ts'
import {
  atGate,
  createPlan,
  createRun,
  createScripted
} from '../scripted-hcp.ts'
import type { Scripted } from '../scripted-hcp.ts'
import { conflict, lost, refusal } from '../refusals.ts'

const message = `x\n\n${renderProvenance({
  repository: 'acme/network',
  sha: headSha,
  pullRequest: 7,
  actor: 'ann',
  workflowRun: '1',
  attempt: '1',
  nonce: 'n'
})}`
const gate: Partial<Run> = { status: 'planned', actions: atGate, message }
const confirmedAt = { 'confirmed-at': '2026-01-01T00:00:00Z' }

function reading(
  changes: Parameters<typeof pullRequest>[0] = {}
): GitHubReading {
  return {
    approvers: [],
    evidence: {
      eventName: 'pull_request',
      here: evidence.here,
      isTeardown: false,
      actor: 'ann',
      request: undefined,
      pullRequest: { known: true, value: pullRequest(changes) }
    }
  }
}

/** One reading a decision, the last one for ever. */
function readings(
  ...all: readonly GitHubReading[]
): ApplyOptions['readGitHub'] {
  let count = 0
  return async () => {
    count += 1
    return Promise.resolve(all[Math.min(count, all.length) - 1]!)
  }
}

const usualOptions: ApplyOptions = {
  follow: {
    patience: { queue: 60_000, run: 60_000, apply: 60_000 },
    streamPlan: false,
    usual: { plan: undefined, apply: undefined }
  },
  temporaryFolder: '/nowhere',
  cleanup: false,
  approve: true,
  overrideReason: undefined,
  rules: { ...noRules, requiredApprovals: 1 },
  onBlocked: 'hold',
  audit: 'apply by ann',
  readGitHub: readings(reading())
}

async function apply(
  world: Scripted,
  options: Partial<ApplyOptions> = {},
  run = createRun(gate)
): Promise<Ending> {
  return await applyRun(world, run, { ...usualOptions, ...options })
}

function count(world: Scripted, name: string): number {
  return world.calls.filter((call) => call === name).length
}

function codes({ reasons }: Ending): readonly string[] {
  return reasons.map(({ code }) => code)
}

describe('a race at the gate', () => {
  it('ended by somebody else while facts are read: not told as held', async () => {
    const discarded = { status: 'discarded', message }
    const world = createScripted([gate, gate, gate, discarded], {
      'runs.events': () => []
    })
    const ending = await apply(world, {
      approve: undefined,
      readGitHub: async () => {
        const run = createRun({ ...gate, ...discarded, actions: {} as never })
        world.record.tell({ kind: 'seen', run })
        return Promise.resolve(reading())
      }
    })
    expect([ending.outcome, ending.run.status]).toEqual([
      'discarded',
      'discarded'
    ])
  })

  it('confirmed by somebody else while we wait: followed, and said who', async () => {
    const applied = {
      status: 'applied',
      statusTimestamps: confirmedAt,
      message
    }
    const world = createScripted(
      [gate, gate, { ...gate, status: 'confirmed' }, applied],
      {
        'runs.events': () => [
          { action: 'queued', actor: 'ann' },
          { action: 'confirmed', actor: 'zoe' },
          { action: 'applied', actor: undefined }
        ]
      }
    )
    const ending = await apply(world)
    expect(ending).toMatchObject({ outcome: 'applied', confirmedBy: 'zoe' })
    expect(isConfirmedHere(world.record.facts(), 'run-1')).toBe(false)
    expect(count(world, 'runs.apply')).toBe(0)
    expect(world.said).toContain(
      'Run run-1 was moved on, and not by this step: it is confirmed.'
    )
    // Nobody is asked about what is decided.
    expect(world.record.facts().some(({ kind }) => kind === 'judged')).toBe(
      false
    )
  })

  it('confirmed by somebody else before the first look: said who', async () => {
    const world = createScripted(
      [{ status: 'applied', statusTimestamps: confirmedAt, message }],
      { 'runs.events': () => [{ action: 'confirmed', actor: 'zoe' }] }
    )
    const ending = await apply(world)
    expect(ending).toMatchObject({ outcome: 'applied', confirmedBy: 'zoe' })
    expect(count(world, 'runs.apply')).toBe(0)
  })

  it('discarded by somebody else while we decide: red, and said who', async () => {
    const world = createScripted(
      [gate, gate, { status: 'discarded', message }],
      {
        'runs.events': () => [{ action: 'discarded', actor: 'zoe' }]
      }
    )
    const ending = await apply(world)
    expect(ending.outcome).toBe('discarded')
    expect(ending.failure?.headline).toBe(
      'Run run-1 was discarded by zoe, not by this step. Nothing was applied.'
    )
    expect(count(world, 'runs.apply')).toBe(0)
  })

  it('canceled, as a superseded run is: red, nothing applied', async () => {
    const world = createScripted([gate, gate, { status: 'canceled', message }])
    const ending = await apply(world)
    expect(ending.outcome).toBe('canceled')
    expect(ending.failure).toBeDefined()
    expect(count(world, 'runs.apply')).toBe(0)
  })

  it.each([
    [
      'the head moved',
      reading({ headSha: otherSha }),
      ['head-moved', 'approval-stale']
    ],
    [
      'the approval was withdrawn',
      reading({
        reviews: { known: true, value: [review('bea', 'CHANGES_REQUESTED')] }
      }),
      ['changes-requested']
    ],
    [
      'the approval was dismissed',
      reading({
        reviews: { known: true, value: [review('bea', 'DISMISSED')] }
      }),
      ['reviews-missing']
    ]
  ] as const)(
    '%s while the first confirm was refused: no second one',
    async (_, after, want) => {
      const world = createScripted([gate], { 'runs.apply': conflict })
      const ending = await apply(world, {
        readGitHub: readings(reading(), after)
      })
      expect(ending.outcome).toBe('blocked')
      expect(codes(ending)).toEqual(want)
      expect(count(world, 'runs.apply')).toBe(1)
    }
  )

  it.each([
    ['409', conflict, 'blocked'],
    // The confirm may have been taken all the same.
    ['a lost answer', lost, 'timed-out']
  ])(
    '%s: whatever the run is then, it is said as it is, and confirmed at most once',
    async (_, fail, stays) => {
      for (const status of [...knownStatuses, 'frobnicating']) {
        const then = {
          status,
          message,
          actions: { ...atGate, isConfirmable: false }
        }
        const world = createScripted([gate, gate, gate, then], {
          'runs.apply': fail,
          'runs.events': () => []
        })
        const ending = await apply(world)
        expect([status, count(world, 'runs.apply')]).toEqual([status, 1])
        const expected = isFinal(status)
          ? ({
              applied: 'applied',
              discarded: 'discarded',
              canceled: 'canceled',
              force_canceled: 'canceled',
              planned_and_finished: 'no-changes',
              policy_soft_failed: 'blocked'
            }[status] ?? 'errored')
          : status === 'pre_apply_awaiting_decision'
            ? 'blocked'
            : isConfirmedOrLater(status)
              ? 'timed-out'
              : phaseOf(status) === 'decision'
                ? 'blocked'
                : stays
        expect([status, ending.outcome]).toEqual([status, expected])
        expect(isConfirmedHere(world.record.facts(), 'run-1')).toBe(false)
        if (ending.outcome === 'discarded') expect(ending.failure).toBeDefined()
      }
    }
  )

  it('a server that refuses twice: blocked, not green, not asked again', async () => {
    const world = createScripted([gate], { 'runs.apply': conflict })
    const ending = await apply(world)
    expect(ending.outcome).toBe('blocked')
    expect(codes(ending)).toEqual(['not-confirmable'])
    expect(count(world, 'runs.apply')).toBe(2)
    const warning =
      'warning: The confirm of run run-1 was refused (409), and the run is still at its gate; looking again before anything else is done.'
    expect(world.said.filter((each) => each === warning)).toHaveLength(2)
  })

  it('a confirm that was accepted, and is not seen: not sent again, and may apply', async () => {
    const world = createScripted([gate])
    const ending = await apply(world)
    expect(ending.outcome).toBe('timed-out')
    expect(ending.failure?.headline).toBe(
      'HCP Terraform accepted the confirm of run run-1, and 30s later the run is still planned. The confirm is not sent again: it may still take effect, and the run be applied. Look at the run before anything else is done with it.'
    )
    expect(count(world, 'runs.apply')).toBe(1)
  })

  it.each([
    ['both lost', [lost, lost], 'was sent twice'],
    ['one lost, one refused', [lost, conflict], 'was sent once'],
    ['one refused, one lost', [conflict, lost], 'was sent once']
  ])(
    'two confirms, %s: it may apply, and that is said',
    async (_, answers, said) => {
      const left = [...answers]
      const world = createScripted([gate], {
        'runs.apply': () => {
          left.shift()?.()
        }
      })
      const ending = await apply(world)
      expect(ending.outcome).toBe('timed-out')
      expect(ending.failure?.headline).toMatch(
        new RegExp(
          `^The confirm of run run-1 ${said}, .* It may still take effect`
        )
      )
      expect(
        world.said.filter((each) =>
          /^warning: The answer to the confirm of run run-1 was lost, and its effect is not seen; looking again .*reset/.test(
            each
          )
        )
      ).toHaveLength(answers.filter((each) => each === lost).length)
      expect(count(world, 'runs.apply')).toBe(2)
    }
  )

  it('approve: false, and somebody confirmed: nothing is discarded or cancelled', async () => {
    const world = createScripted([
      gate,
      gate,
      gate,
      { ...gate, status: 'applying' }
    ])
    await expect(apply(world, { approve: false })).rejects.toThrow(
      'cannot be discarded: it is applying'
    )
    expect(world.calls.join()).not.toMatch(/discard|cancel|apply/)
  })

  it.each([
    ['before the last look', [gate, gate, { ...gate, status: 'confirmed' }]],
    ['before the first look', [{ ...gate, status: 'applied' }]]
  ])('approve: false, and somebody confirmed %s: red', async (_, looks) => {
    const world = createScripted(looks, {
      'runs.events': () => [{ action: 'confirmed', actor: 'bea' }]
    })
    const said = await apply(world, { approve: false }).then(
      ({ failure }) => failure?.headline,
      (error: unknown) => (error as Error).message
    )
    expect(said).toMatch(/already .*by bea.*; it cannot be discarded/)
    expect(world.calls.join()).not.toMatch(/discard|cancel|apply/)
  })

  it('an apply that fails after our confirm is an error, and ours', async () => {
    const world = createScripted([
      gate,
      gate,
      gate,
      { status: 'confirmed', statusTimestamps: confirmedAt, message },
      { status: 'errored', statusTimestamps: confirmedAt, message }
    ])
    const ending = await apply(world)
    expect(ending.outcome).toBe('errored')
    expect(isConfirmedHere(world.record.facts(), 'run-1')).toBe(true)
    expect(count(world, 'runs.apply')).toBe(1)
  })
})

const movedOn = expect.stringContaining('moved on, and not by this step')
const applied: Partial<Run> = {
  status: 'applied',
  statusTimestamps: confirmedAt,
  message
}

describe('a run that is past its gate when this step comes', () => {
  it.each([true, undefined])(
    'applied, approve %s: said so, and nothing is followed or judged',
    async (approve) => {
      const world = createScripted([applied], { 'runs.events': () => [] })
      const ending = await apply(world, { approve }, createRun(applied))
      expect(ending.outcome).toBe('applied')
      expect(codes(ending)).toEqual(['already-applied'])
      expect(count(world, 'runs.read')).toBe(0)
    }
  )

  it.each(['applied', 'applying', 'confirmed'])(
    '%s, approve: false: refused before anything is waited for',
    async (status) => {
      const world = createScripted([applied], { 'runs.events': () => [] })
      const run = createRun({ ...applied, status })
      await expect(apply(world, { approve: false }, run)).rejects.toThrow(
        'cannot be discarded'
      )
      expect(count(world, 'runs.read')).toBe(0)
    }
  )

  it.each([
    [true, false],
    [undefined, true]
  ])(
    'applying, approve %s: followed to its end, a failure: %j',
    async (approve, isFailure) => {
      const world = createScripted(
        [{ ...applied, status: 'applying' }, applied],
        { 'runs.events': () => [{ action: 'confirmed', actor: 'zoe' }] }
      )
      const run = createRun({ ...applied, status: 'applying' })
      const ending = await apply(world, { approve }, run)
      expect(ending.outcome).toBe('applied')
      expect(ending.confirmedBy).toBe('zoe')
      expect(ending.failure !== undefined).toBe(isFailure)
    }
  )

  it.each(['errored', 'canceled', 'planned_and_finished'])(
    'is %s on its way: nobody else is said to have moved it on',
    async (status) => {
      const world = createScripted([
        { status: 'planning', message },
        { status, message }
      ])
      await apply(world)
      expect(world.said).not.toContainEqual(movedOn)
      expect(count(world, 'runs.read')).toBe(2)
    }
  )
})

describe('a confirm of this step', () => {
  const confirmed = { ...applied, status: 'confirmed' }

  it('is told as this step’s, with the checks that it rests on', async () => {
    const world = createScripted([gate, gate, gate, confirmed, applied])
    const ending = await apply(world)
    expect(ending).toMatchObject({ outcome: 'applied', reasons: [] })
    expect(ending.confirmedBy).toBeUndefined()
    expect(ending.checks?.length).toBeGreaterThan(0)
    expect(world.said).not.toContainEqual(movedOn)
  })

  it.each([
    ['lost', lost],
    ['a 409', conflict]
  ])(
    'whose answer is %s, and the run is confirmed: may be anybody’s, and is followed',
    async (_, answer) => {
      const world = createScripted([gate, gate, gate, confirmed, applied], {
        'runs.apply': answer,
        'runs.events': () => [{ action: 'confirmed', actor: 'zoe' }]
      })
      const ending = await apply(world)
      expect(ending).toMatchObject({ outcome: 'applied', confirmedBy: 'zoe' })
      expect(ending.checks?.length).toBeGreaterThan(0)
      expect(world.said).toContain(
        "Run run-1 is confirmed; the answer to this step's confirm was lost or came second."
      )
      expect(world.said).not.toContainEqual(movedOn)
      expect(count(world, 'runs.apply')).toBe(1)
    }
  )

  it('is followed by no more looks where the run ended instead', async () => {
    const world = createScripted(
      [gate, gate, gate, { status: 'canceled', message }],
      { 'runs.apply': conflict }
    )
    const ending = await apply(world)
    expect(ending.outcome).toBe('canceled')
    expect(world.said).not.toContainEqual(movedOn)
    expect(count(world, 'runs.read')).toBe(4)
  })

  it.each([
    ['pre_apply_awaiting_decision', 'policy-override', 'policy-failed'],
    ['planned', 'confirmation', 'not-confirmable']
  ])(
    'after which the run stops at %s: blocked, and why',
    async (status, stopsAt, code) => {
      const stopped = { ...gate, status }
      const world = createScripted([gate, gate, gate, confirmed, stopped])
      const ending = await apply(world)
      expect(ending).toMatchObject({ outcome: 'blocked', gate: stopsAt })
      expect(codes(ending)).toEqual([code])
      expect(count(world, 'runs.apply')).toBe(1)
    }
  )

  it('is followed without the log of the plan once more', async () => {
    const plan = createPlan({ logReadUrl: 'https://blobs.example/log' })
    const planned = { ...gate, plan }
    const world = createScripted(
      [
        { ...planned, status: 'planning', actions: createRun().actions },
        ...[planned, planned, planned],
        { ...confirmed, plan },
        { ...applied, plan }
      ],
      { 'logs.read': () => Buffer.from('\u0002planned\n\u0003') }
    )
    const ending = await apply(world, {
      follow: { ...usualOptions.follow, streamPlan: true }
    })
    expect(ending.outcome).toBe('applied')
    expect(world.said.filter((line) => line === '> planned')).toHaveLength(1)
  })

  it('is never taken back, however long the apply takes', async () => {
    const applying = { ...applied, status: 'applying' }
    const world = createScripted([gate, gate, gate, applying])
    world.record.tell({ kind: 'made', run: createRun(gate) })
    const ending = await apply(world, { cleanup: true })
    expect(ending.outcome).toBe('timed-out')
    // No clean-up is even begun: it would ask for the run once more.
    expect(ending.failure?.headline).toMatch(/The run was left as it is\.$/)
    expect(world.calls.join()).not.toMatch(/discard|cancel/)
  })
})

describe('the look that a decision rests on', () => {
  const heldOnly = { approve: undefined, onBlocked: 'hold' } as const

  async function decideAfter(
    milliseconds: number,
    options: Partial<ApplyOptions>
  ) {
    const world = createScripted([gate])
    let github = 0
    const course = beginCourse(world, createRun(gate), {
      ...usualOptions,
      readGitHub: async () => {
        github += 1
        return await Promise.resolve(reading())
      },
      ...options
    })
    const at = await reachGate(course)
    if (at.kind !== 'gate') throw new Error('The run has ended.')
    const looks = count(world, 'runs.read')
    await world.clock.sleep(milliseconds)
    const decided = await decideAtGate(course, at)
    return {
      kind: decided.kind,
      looks: count(world, 'runs.read') - looks,
      github
    }
  }

  it.each<[string, number, Partial<ApplyOptions>, object]>([
    // Nothing will be sent: what was seen at the gate is enough, while it is new.
    ['held', 999, heldOnly, { kind: 'ended', looks: 0, github: 1 }],
    ['held, later', 1_000, heldOnly, { kind: 'ended', looks: 1, github: 2 }],
    // Something may be sent.
    [
      'discarded where it is blocked',
      1,
      { ...heldOnly, onBlocked: 'discard' },
      { kind: 'ended', looks: 1, github: 1 }
    ],
    [
      'confirmed',
      1,
      { approve: true },
      { kind: 'allowed', looks: 1, github: 1 }
    ],
    [
      'confirmed, or discarded where it is blocked',
      1,
      { approve: true, onBlocked: 'discard' },
      { kind: 'allowed', looks: 1, github: 1 }
    ]
  ])(
    'where a run is to be %s, after %d ms',
    async (_, after, options, want) => {
      expect(await decideAfter(after, options)).toEqual(want)
    }
  )
})

describe('a run with a failed policy', () => {
  const failed = { ...gate, status: 'policy_override' }

  it.each([
    [true, 'hold', 'blocked', 0],
    [undefined, 'hold', 'blocked', 0],
    [true, 'discard', 'blocked', 1],
    [false, 'hold', 'discarded', 1]
  ] as const)(
    'with approve %s and %s ends %s',
    async (approve, onBlocked, outcome, discards) => {
      const world = createScripted([
        failed,
        failed,
        failed,
        { ...failed, status: 'discarded' }
      ])
      const ending = await apply(world, { approve, onBlocked })
      expect(ending.outcome).toBe(outcome)
      expect(count(world, 'runs.discard')).toBe(discards)
      expect(count(world, 'runs.apply')).toBe(0)
      if (approve !== false) expect(codes(ending)).toContain('policy-failed')
    }
  )

  it.each([
    ['canceled', 'canceled'],
    ['policy_checked', 'held'],
    ['applied', 'applied']
  ])('that is %s by the time it is judged ends %s', async (status, outcome) => {
    const moved = { ...gate, status }
    const world = createScripted([failed, failed, moved], {
      'runs.events': () => []
    })
    const ending = await apply(world, {
      approve: undefined,
      readGitHub: async () => {
        await world.hcp.runs.read('run-1')
        return reading()
      }
    })
    expect([ending.run.status, ending.outcome]).toEqual([status, outcome])
    expect(count(world, 'runs.apply')).toBe(0)
  })

  it('is not discarded where it is somebody else’s', async () => {
    const other = {
      ...failed,
      message: message.replace('pull-request=7', 'pull-request=8')
    }
    const world = createScripted([other])
    const ending = await apply(world, { approve: false, onBlocked: 'discard' })
    expect(ending.outcome).toBe('blocked')
    expect(count(world, 'runs.discard')).toBe(0)
  })
})

describe('a discard of what is blocked, and it fails', () => {
  const blocking = {
    readGitHub: readings(reading({ headSha: otherSha })),
    onBlocked: 'discard'
  } as const

  it.each([
    ['still waits', gate, 'confirmation'],
    ['was confirmed meanwhile', { ...gate, status: 'applying' }, 'none'],
    ['cannot be read', refusal(503), 'confirmation']
  ] as const)(
    'is told besides; the run %s',
    async (_, afterwards, expectedGate) => {
      const world = createScripted([gate, gate, gate, gate, afterwards], {
        'runs.discard': () => {
          throw refusal(403)
        }
      })
      const ending = await apply(world, blocking)
      expect(ending).toMatchObject({
        outcome: 'blocked',
        gate: expectedGate,
        isUnsettled: true,
        notes: [expect.stringMatching(/^Run run-1 was to be .* with 403/)]
      })
      expect(codes(ending)).toEqual(['head-moved', 'approval-stale'])
      expect(ending.checks).toBeDefined()
      expect(world.said).toContain(`warning: ${ending.notes?.[0] ?? ''}`)
    }
  )

  it('is an error where somebody said no: nothing else was asked for', async () => {
    const world = createScripted([gate], {
      'runs.discard': () => {
        throw refusal(403)
      }
    })
    await expect(apply(world, { approve: false })).rejects.toThrow('403')
  })
})

describe('patience', () => {
  const minute = 60_000
  const patience = { queue: minute, run: 2 * minute, apply: minute }
  const follow = {
    patience,
    streamPlan: false,
    usual: { plan: undefined, apply: undefined }
  }

  it.each([
    ['queue', 'pending', minute],
    ['run', 'planning', 2 * minute],
    ['apply', 'applying', minute]
  ])('with the %s ends on the millisecond', async (_, status, longest) => {
    const world = createScripted([{ status, message }])
    const ending = await apply(world, { follow })
    expect(ending.outcome).toBe('timed-out')
    expect(world.clock.now()).toBe(longest)
  })

  it('does not begin anew after each override', async () => {
    let overrides = 0
    let since = 0
    const world = createScripted([], {
      'policyChecks.list': () => [
        { id: 'polchk-1', status: 'soft_failed', canOverride: true }
      ],
      'policyChecks.override': () => {
        overrides += 1
        since = world.clock.now()
      }
    })
    // Plans for 50 s, stops at a policy, and again, and again.
    const isPlanning = () => world.clock.now() - since < 50_000
    const read = async () =>
      await Promise.resolve(
        world.sight({
          message,
          status: isPlanning() ? 'planning' : 'policy_override'
        })
      )
    const hcp = Object.create(world.hcp, {
      runs: { value: Object.create(world.hcp.runs, { read: { value: read } }) }
    }) as typeof world.hcp
    const ending = await apply(
      { ...world, hcp },
      { follow, overrideReason: 'agreed', rules: noRules }
    )
    expect(ending.outcome).toBe('timed-out')
    expect(ending.failure?.headline).toContain("'run-timeout' (2m)")
    expect(overrides).toBe(2)
  })
})

describe('the confirm', () => {
  it('carries who, why, and every rule', async () => {
    const comments: unknown[] = []
    const world = createScripted(
      [
        gate,
        gate,
        gate,
        { ...gate, status: 'applied', statusTimestamps: confirmedAt }
      ],
      { 'runs.apply': (...given: unknown[]) => comments.push(given[1]) }
    )
    await apply(world, {
      readGitHub: readings({ ...reading(), approvers: ['ops for production'] })
    })
    expect(comments).toEqual([
      [
        'apply by ann',
        '',
        'Approved by ops for production.',
        'Reviewed by bea.',
        'Reviewed by cleo.',
        'Every rule holds:',
        '- the run is the one that was planned: run-1',
        '- the token may apply runs',
        '- policies and mandatory checks passed',
        '- the run was made for this repository and pull request: acme/network#7',
        `- the head of the pull request is what was planned: ${headSha.slice(0, 7)}`,
        '- the pull request is open, merged or torn down: open',
        '- the pull request is from this repository, or merged',
        '- required-approvals: 2 where 1 suffices: bea, cleo',
        '- approve: true',
        'Not asked for, or not known:',
        '- who made the run: not known: the server does not say who made the run.',
        '- age of the plan: not known',
        '- configuration: version:cv-1',
        '- off: max-destroy, max-replace, max-change, protected-addresses, max-monthly-cost-increase, max-plan-age, expected-plan-digest, expected-configuration-digest, allowed-run-creators, require-review-decision, required-labels, require-up-to-date, allowed-actors'
      ].join('\n')
    ])
  })
})
