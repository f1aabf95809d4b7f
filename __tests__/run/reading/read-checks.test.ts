import { describe, expect, it } from '@jest/globals'
import { policyStatus } from '../../../src/run/record/run-checks.ts'
import { readChecks } from '../../../src/run/reading/read-checks.ts'
import { refusal } from '../refusals.ts'
import { createRun, createScripted } from '../scripted-hcp.ts'

const run = createRun({
  policyCheckIds: ['pol-1'],
  taskStageIds: ['ts-1'],
  tfPolicyEvaluationIds: ['tfpol-1'],
  costEstimateId: 'ce-1'
})

const stage = {
  id: 'ts-1',
  stage: 'post_plan',
  status: 'passed',
  statusTimestamps: {},
  taskResults: [],
  policyEvaluations: [{ id: 'poleval-1', kind: 'opa', status: 'passed' }]
}

const passing = {
  'policyChecks.list': () => [{ id: 'pol-1', status: 'passed' }],
  'taskStages.list': () => [stage],
  'policyEvaluations.outcomes': () => [
    {
      policySet: 'baseline',
      outcomes: [
        {
          policy: 'tags',
          enforcementLevel: 'mandatory',
          status: 'passed',
          output: []
        }
      ]
    }
  ],
  'tfPolicyEvaluations.list': () => [{ id: 'tfpol-1', status: 'passed' }],
  'tfPolicyEvaluations.outcomes': () => [],
  'costEstimates.read': () => ({ status: 'finished', deltaMonthlyCost: '1.0' })
}

describe('readChecks', () => {
  it('asks for nothing that the run does not name', async () => {
    const world = createScripted([{}])
    const checks = await readChecks(world, createRun(), undefined)
    expect(checks).toEqual({ policies: [], tasks: [], cost: undefined })
    expect(policyStatus(checks)).toBe('none')
    expect(world.calls).toEqual([])
  })

  it.each([
    // What the run leaves out, what its own path answers → status, told why?
    ['policyCheckIds', 'policyChecks.list', () => [], 'none', false],
    ['taskStageIds', 'taskStages.list', () => [], 'none', false],
    ['policyCheckIds', 'policyChecks.list', 404, 'unknown', true],
    ['policyCheckIds', 'policyChecks.list', 403, 'unknown', true],
    ['taskStageIds', 'taskStages.list', 403, 'unknown', true],
    // A server that names its policy checks knows no stages.
    ['taskStageIds', 'taskStages.list', 404, 'none', false],
    [
      'policyCheckIds',
      'policyChecks.list',
      passing['policyChecks.list'],
      'passed',
      false
    ]
  ] as const)(
    'asks once where the run leaves out %s',
    async (name, path, answer, status, isUntold) => {
      const world = createScripted([{}], {
        [path]:
          typeof answer === 'number'
            ? () => {
                throw refusal(answer)
              }
            : answer
      })
      const left = createRun({ [name]: undefined })
      const checks = await readChecks(world, left, undefined)
      expect(policyStatus(checks)).toBe(status)
      expect(checks.untold !== undefined).toBe(isUntold)
      expect(world.calls.filter((call) => call === path)).toHaveLength(1)
      // Whether there are any is not known: none is made up.
      if (isUntold) expect(checks.policies).toEqual([])
    }
  )

  it('says of an estimate that is not named that it was made', async () => {
    const at = { 'cost-estimated-at': '2026-03-04T09:20:10Z' }
    const estimated = createRun({ statusTimestamps: at })
    const { cost } = await readChecks(
      createScripted([{}]),
      estimated,
      undefined
    )
    expect(cost).toMatchObject({
      status: 'unknown',
      message: expect.stringContaining('does not name the estimate')
    })
  })

  it.each([
    ['hard_failed', true, 'soft-failed'],
    ['hard_failed', false, 'failed'],
    ['soft_failed', undefined, 'soft-failed']
  ] as const)(
    'calls a policy check that is %s, overridable %s: %s',
    async (status, isOverridable, said) => {
      const world = createScripted([{}], {
        'policyChecks.list': () => [{ id: 'pol-1', status, isOverridable }],
        'policyChecks.output': () => undefined
      })
      const one = createRun({ policyCheckIds: ['pol-1'] })
      expect(policyStatus(await readChecks(world, one, undefined))).toBe(said)
    }
  )

  it.each([
    ['hard_failed', 'hard-mandatory', ['hard-mandatory', 'soft-mandatory']],
    ['hard_failed', undefined, ['mandatory', 'mandatory']],
    ['soft_failed', undefined, ['soft-mandatory', 'soft-mandatory']],
    ['overridden', undefined, ['mandatory', 'mandatory']]
  ] as const)(
    'takes the level of a policy from it, or says no more than is known: %s, %s',
    async (status, level, said) => {
      const policy = (name: string, own: string, result: boolean) => ({
        policy: level === undefined ? name : { name, 'enforcement-level': own },
        result
      })
      const world = createScripted([{}], {
        'policyChecks.list': () => [
          {
            id: 'pol-1',
            status,
            sentinel: {
              policies: [
                policy('naming', 'advisory', true),
                policy('regions', 'hard-mandatory', false),
                policy('hours', 'soft-mandatory', false)
              ]
            }
          }
        ],
        'policyChecks.output': () => undefined
      })
      const one = createRun({ policyCheckIds: ['pol-1'] })
      const { policies } = await readChecks(world, one, undefined)
      const [passed, ...others] = policies.map((each) => each.level)
      expect(passed).toBe(level === undefined ? 'unknown' : 'advisory')
      expect(others).toEqual(said)
    }
  )

  it('overrides a hard-mandatory policy where its set may be', async () => {
    const outcome = { policy: 'tags', status: 'failed', output: [] }
    const world = createScripted([{}], {
      'taskStages.list': () => [
        {
          ...stage,
          status: 'awaiting_override',
          policyEvaluations: [{ id: 'e', kind: 'opa', status: 'failed' }]
        }
      ],
      'policyEvaluations.outcomes': () => [
        {
          policySet: 'baseline',
          overridable: true,
          outcomes: [{ ...outcome, enforcementLevel: 'hard-mandatory' }]
        }
      ]
    })
    const one = createRun({ taskStageIds: ['ts-1'] })
    const checks = await readChecks(world, one, undefined)
    expect(checks.policies[0]?.overridable).toBe(true)
    expect(policyStatus(checks)).toBe('soft-failed')
  })

  it('tells what passed', async () => {
    const world = createScripted([{}], passing)
    expect(policyStatus(await readChecks(world, run, undefined))).toBe('passed')
    expect(world.said).toEqual([])
  })

  const failures = [
    ['is not found', refusal(404)],
    ['is refused', refusal(403)],
    ['fails', refusal(500)]
  ] as const
  const lists = [
    'policyChecks.list',
    'taskStages.list',
    'policyEvaluations.outcomes',
    'tfPolicyEvaluations.list',
    'tfPolicyEvaluations.outcomes'
  ] as const
  it.each(
    lists.flatMap((name) =>
      failures.map(([how, error]) => [name, how, error] as const)
    )
  )('knows nothing of the policies where %s %s', async (name, _how, error) => {
    const world = createScripted([{}], {
      ...passing,
      [name]: () => {
        throw error
      }
    })
    const checks = await readChecks(world, run, undefined)
    expect(policyStatus(checks)).toBe('unknown')
    expect(world.said).toHaveLength(1)
    expect(world.said[0]).toContain(error.message)
    expect(
      checks.policies.filter(({ status }) => status === 'unknown')
    ).toMatchObject([{ message: expect.stringContaining(error.message) }])
  })

  it.each([
    ['policyChecks.list', () => []],
    ['taskStages.list', () => []],
    ['tfPolicyEvaluations.list', () => []],
    [
      'taskStages.list',
      () => [{ ...stage, taskResults: undefined, taskResultIds: undefined }]
    ]
  ])(
    'knows nothing of what the run names and %s leaves out',
    async (name, answer) => {
      const world = createScripted([{}], { ...passing, [name]: answer })
      const { policies, tasks } = await readChecks(world, run, undefined)
      const unknown = [...policies, ...tasks].filter(
        ({ status }) => status === 'unknown'
      )
      expect(unknown.length).toBeGreaterThan(0)
      expect(world.said).toHaveLength(1)
    }
  )

  it('asks an older server for what its stages came without', async () => {
    const world = createScripted([{}], {
      ...passing,
      'taskStages.list': () => [
        {
          ...stage,
          taskResultIds: ['taskrs-1'],
          taskResults: undefined,
          policyEvaluations: undefined
        }
      ],
      'taskStages.result': (id: string) => ({
        id,
        name: 'scan',
        status: 'failed'
      }),
      'policyEvaluations.list': () => stage.policyEvaluations
    })
    const { policies, tasks } = await readChecks(world, run, undefined)
    expect(tasks).toMatchObject([
      { name: 'scan', stage: 'post_plan', status: 'failed' }
    ])
    expect(policies).toMatchObject([
      { policy: 'tags', status: 'passed' },
      { kind: 'sentinel' }
    ])
    expect(world.said).toEqual([])

    const refusingOf = (change: object) =>
      createScripted([{}], {
        ...passing,
        'taskStages.list': () => [
          { ...stage, policyEvaluations: undefined, ...change }
        ],
        'policyEvaluations.list': () => {
          throw refusal(404)
        }
      })
    for (const [change, status] of [
      [{ tellsOfPolicies: true }, 'unknown'],
      [{ tellsOfPolicies: false, status: 'awaiting_override' }, 'unknown'],
      [{ tellsOfPolicies: false }, 'passed']
    ] as const) {
      const refusing = refusingOf(change)
      const checks = await readChecks(refusing, run, undefined)
      expect(policyStatus(checks)).toBe(status)
      expect(refusing.said).toHaveLength(status === 'unknown' ? 1 : 0)
    }
  })

  it('loses only the output of a policy check that is not to be had', async () => {
    const world = createScripted([{}], {
      ...passing,
      'policyChecks.list': () => [
        { id: 'pol-1', status: 'hard_failed' },
        { id: 'pol-2', status: 'soft_failed' }
      ],
      'policyChecks.output': (id: string) => {
        if (id === 'pol-1') throw refusal(404)
        return 'too large'
      }
    })
    const checks = await readChecks(world, run, undefined)
    expect(policyStatus(checks)).toBe('failed')
    expect(
      checks.policies.filter(({ kind }) => kind === 'sentinel')
    ).toMatchObject([
      { status: 'failed', level: 'hard-mandatory', message: undefined },
      { status: 'failed', level: 'soft-mandatory', message: 'too large' }
    ])
    expect(world.said).toHaveLength(1)
  })

  it('keeps what is known beside what is not', async () => {
    const world = createScripted([{}], {
      ...passing,
      'policyChecks.list': () => {
        throw refusal(500)
      },
      'tfPolicyEvaluations.list': () => [
        { id: 'tfpol-1', status: 'errored', error: 'The bundle is gone.' }
      ],
      'taskStages.list': () => [
        {
          ...stage,
          taskResults: undefined,
          policyEvaluations: [
            { id: 'poleval-1', kind: 'opa', status: 'overridden' }
          ]
        }
      ],
      'policyEvaluations.outcomes': () => [],
      'costEstimates.read': () => {
        throw refusal(404)
      }
    })
    const { policies, tasks, cost } = await readChecks(world, run, undefined)
    expect(policies).toMatchObject([
      { kind: 'terraform', status: 'errored', message: 'The bundle is gone.' },
      { kind: 'opa', status: 'overridden' },
      { kind: 'sentinel', status: 'unknown' }
    ])
    expect(tasks).toMatchObject([{ stage: 'post_plan', status: 'unknown' }])
    expect(cost).toMatchObject({
      status: 'unknown',
      delta: undefined,
      message: expect.stringContaining('404')
    })
    expect(policyStatus({ policies, tasks, cost })).toBe('failed')
  })

  it('ends with the step', async () => {
    const world = createScripted([{}], {
      'policyChecks.list': () => {
        throw refusal(500)
      }
    })
    const signal = AbortSignal.abort(new Error('cancelled'))
    await expect(
      readChecks({ ...world, signal }, run, undefined)
    ).rejects.toThrow('cancelled')
  })
})
