import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Checks } from '../../emulator/hcp/model.ts'
import { annotations, openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const gated = { mode: 'apply', 'configuration-directory': '.' }

async function openChecked(
  checks: Checks,
  options: Parameters<typeof openStage>[1] = {}
): Promise<void> {
  stage = await openStage([scripts.creates], options)
  stage.hcp.workspace('network').checks = checks
}

function reasonsOf(outputs: Readonly<Record<string, string>>): {
  code: string
  message: string
}[] {
  return JSON.parse(outputs['reasons'] ?? '[]') as {
    code: string
    message: string
  }[]
}

const opa = {
  kind: 'opa',
  policySetName: 'aws-baseline',
  overridable: true,
  outcomes: [
    {
      policyName: 's3-encryption',
      enforcementLevel: 'mandatory',
      status: 'failed',
      output: ['aws_s3_bucket.reports is not encrypted']
    },
    { policyName: 'tags', enforcementLevel: 'advisory', status: 'failed' }
  ]
} as const

const scan = {
  name: 'static-scan',
  result: 'failed',
  enforcement: 'mandatory',
  message: '2 findings',
  url: 'https://scanner.example/results/8841'
} as const

describe('policies, run tasks and cost', () => {
  it('are told of a run that they let pass, in outputs, comment and summary', async () => {
    await openChecked({
      costEstimate: { deltaMonthlyCost: '12.44' },
      policyCheck: { result: 'passed' },
      stages: {
        post_plan: {
          tasks: [{ ...scan, result: 'passed' }],
          evaluations: [{ ...opa, outcomes: [opa.outcomes[1]] }]
        }
      },
      appearLate: true
    })
    const result = await stage.run(gated, pullRequestEvent())
    expect(result.exitCode).toBe(0)
    expect(result.outputs).toMatchObject({
      outcome: 'held',
      'policy-status': 'advisory-failed',
      'monthly-cost-delta': '12.44'
    })
    for (const text of [stage.comments()[0], result.summary]) {
      expect(text).toContain('12.44')
      expect(text).toContain('aws-baseline')
      expect(text).toContain('tags')
      expect(text).toContain('static-scan')
      expect(text).toContain('https://scanner.example/results/8841')
    }
  })

  it('name what stopped a run, with its message and link', async () => {
    await openChecked({
      stages: {
        post_plan: {
          tasks: [scan],
          evaluations: [{ ...opa, overridable: false }]
        }
      }
    })
    const result = await stage.run({ ...gated, approve: 'true' })
    expect(result.exitCode).toBe(1)
    expect(result.outputs).toMatchObject({
      outcome: 'errored',
      'policy-status': 'failed'
    })
    const messages = [
      'Policy s3-encryption of set aws-baseline failed (mandatory): aws_s3_bucket.reports is not encrypted.',
      'Run task static-scan failed (mandatory, post-plan): 2 findings. See https://scanner.example/results/8841'
    ]
    expect(reasonsOf(result.outputs).map(({ message }) => message)).toEqual(
      messages
    )
    const said = annotations(result, 'error').join()
    for (const message of messages) expect(said).toContain(message)
    expect(stage.applies()).toBe(0)
  })

  it('are told within bounds, however many and long they are', async () => {
    const long = 'x'.repeat(5_000)
    await openChecked({
      stages: {
        post_plan: {
          evaluations: [
            {
              ...opa,
              overridable: false,
              outcomes: Array.from({ length: 500 }, (_, i) => ({
                policyName: `policy-${i} ${long}`,
                enforcementLevel: 'mandatory' as const,
                status: 'failed' as const,
                output: [long]
              }))
            }
          ]
        }
      }
    })
    const result = await stage.run(gated, pullRequestEvent())
    expect(result.outputs['outcome']).toBe('errored')
    const reasons = reasonsOf(result.outputs)
    const omitted = 501 - reasons.length
    expect(reasons[0]?.message).toContain('policy-0 x')
    expect(reasons.at(-1)).toEqual({
      code: 'policy-failed',
      message: `There are ${omitted} more reasons, which would not fit.`,
      facts: { omitted }
    })
    expect(result.outputs['result']?.length).toBeLessThan(256 * 1024)
    expect(annotations(result, 'error').join().length).toBeLessThan(5_000)
    expect(stage.comments()[0]).toContain('500 policies failed')
  })
})

describe('policies that cannot be read', () => {
  it.each([
    ['are refused', 403],
    ['are not found', 404]
  ])(
    'and %s are unknown, not none, and told everywhere',
    async (_how, status) => {
      await openChecked({ policyCheck: { result: 'passed' } })
      stage.hcp.trouble({ path: /\/policy-checks$/, status, times: 100 })
      const result = await stage.run(gated, pullRequestEvent())
      expect(result.exitCode).toBe(0)
      expect(result.outputs).toMatchObject({
        outcome: 'held',
        'policy-status': 'unknown'
      })
      expect(annotations(result, 'warning').join()).toMatch(
        /policy checks of run \S+ could not be read: GET /
      )
      for (const text of [stage.comments()[0], result.summary]) {
        expect(text).toContain('1 policy unknown')
        expect(text).toContain('Policies: 1 unknown')
        expect(text).toContain('It could not be read')
      }
    }
  )

  it('are told all the same where only the output is missing', async () => {
    await openChecked({ policyCheck: { result: 'hard_failed' } })
    stage.hcp.trouble({ path: /\/policy-checks\/.*\/output$/, status: 404 })
    const result = await stage.run(gated)
    expect(result.outputs).toMatchObject({
      outcome: 'errored',
      'policy-status': 'failed'
    })
    expect(reasonsOf(result.outputs)).toMatchObject([{ code: 'policy-failed' }])
  })
})

describe('a mandatory task before the apply', () => {
  it('is not called an apply that ended early', async () => {
    await openChecked({ stages: { pre_apply: { tasks: [scan] } } })
    const result = await stage.run(
      { ...gated, approve: 'true' },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect(result.outputs['outcome']).toBe('errored')
    const [comment] = stage.comments()
    expect(comment).toMatch(/^### Failed · /m)
    expect(comment).toContain('before the apply, nothing was applied')
    expect(comment).toContain('Nothing was changed.')
    expect(comment).not.toMatch(/ended early|#### Apply/)
  })
})

describe('a Terraform policy that names resources', () => {
  it('is told with them, on their lines, without the values it read', async () => {
    await openChecked({
      terraformPolicies: {
        policySetName: 'terraform-rules',
        outcomes: [
          {
            policyName: 'naming',
            enforcementLevel: 'mandatory_overridable',
            status: 'failed',
            resources: [
              {
                resource_name: 'terraform_data.x',
                error_message: 'Name must start with acme',
                file_name: 'main.tf',
                start_line: 1,
                values: [{ traversal: 'input', statement: 'hush-hush-9' }]
              }
            ]
          }
        ]
      }
    })
    const result = await stage.run(gated, pullRequestEvent())
    const [comment = ''] = stage.comments()
    expect(comment).toContain(
      'terraform_data.x: Name must start with acme (main.tf:1)'
    )
    const placed = result.log.find(
      ({ message }) => message === 'Name must start with acme'
    )
    expect(placed).toMatchObject({
      command: 'error',
      properties: { file: 'main.tf', line: '1' }
    })
    expect(`${comment}${result.stdout}${result.summary}`).not.toContain(
      'hush-hush-9'
    )
  })
})

const softFailed: Checks = {
  terraformPolicies: {
    policySetName: 'terraform-rules',
    outcomes: [
      {
        policyName: 'naming',
        enforcementLevel: 'mandatory_overridable',
        status: 'failed',
        message: 'Name must start with acme'
      }
    ]
  },
  stages: { post_plan: { evaluations: [opa] } },
  policyCheck: { result: 'soft_failed', output: 'restrict-size: false' }
}

const overriding = {
  ...gated,
  approve: 'true',
  'policy-override': 'true',
  'override-reason': 'Agreed in CHG-7'
}

function overrides(): string[] {
  return stage
    .writes()
    .filter((write) => write.endsWith('/override'))
    .map((write) => write.replace(/^POST \/api\/v2\/([^/]+).*$/, '$1'))
}

function overrider(): string {
  return stage.hcp.addToken({
    kind: 'team',
    permission: 'write',
    policyOverrides: true
  })
}

describe('policy-override', () => {
  it('C-12: overrides each kind through its endpoint, then confirms at the gate', async () => {
    await openChecked({
      ...softFailed,
      stages: {
        ...softFailed.stages,
        pre_apply: { evaluations: [opa] }
      }
    })
    const result = await stage.run({ ...overriding, token: overrider() })
    expect(result.outputs).toMatchObject({
      outcome: 'applied',
      'policy-status': 'overridden'
    })
    expect(result.exitCode).toBe(0)
    expect(overrides()).toEqual([
      'tf-policy-evaluations',
      'task-stages',
      'policy-checks',
      'task-stages'
    ])
    expect(stage.applies()).toBe(1)
    const { comments } = stage.hcp.run(result.outputs['run-id'] ?? '')
    const recorded = comments.filter(({ body }) => body.includes('CHG-7'))
    // With the override and in the timeline, for each of the four.
    expect(recorded).toHaveLength(8)
  })

  it.each(['opa', 'sentinel'] as const)(
    'takes the word of the set for a hard-mandatory policy in it: %s',
    async (kind) => {
      const [first] = opa.outcomes
      const outcomes = [{ ...first, enforcementLevel: 'hard-mandatory' }]
      for (const overridable of [true, false]) {
        await openChecked({
          stages: {
            post_plan: {
              evaluations: [{ ...opa, kind, overridable, outcomes }]
            }
          }
        })
        const blocked = await stage.run({ ...gated, approve: 'true' })
        expect(blocked.outputs).toMatchObject({
          gate: overridable ? 'policy-override' : 'none',
          'policy-status': overridable ? 'soft-failed' : 'failed'
        })
        const [reason] = reasonsOf(blocked.outputs)
        expect(reason).toMatchObject({
          code: 'policy-failed',
          facts: { level: 'hard-mandatory', overridable }
        })
        if (!overridable) continue
        const overridden = await stage.run({
          ...overriding,
          'configuration-directory': '',
          'run-id': blocked.outputs['run-id'] ?? '',
          token: overrider()
        })
        expect(overridden.outputs).toMatchObject({
          outcome: 'applied',
          'policy-status': 'overridden'
        })
        await stage.close()
      }
    }
  )

  it('stays blocked without the input, naming the policy', async () => {
    await openChecked({ stages: { post_plan: { evaluations: [opa] } } })
    const result = await stage.run({
      ...gated,
      approve: 'true',
      token: overrider()
    })
    expect(result.exitCode).toBe(1)
    expect(result.outputs).toMatchObject({
      outcome: 'blocked',
      gate: 'policy-override',
      'policy-status': 'soft-failed'
    })
    expect(reasonsOf(result.outputs)).toMatchObject([
      {
        code: 'policy-failed',
        message: expect.stringContaining('s3-encryption of set aws-baseline')
      }
    ])
    // Held for another job, which has a reason but breaks a limit.
    const limited = await stage.run({
      mode: 'apply',
      'run-id': result.outputs['run-id'] ?? '',
      approve: 'true',
      'policy-override': 'true',
      'override-reason': 'Agreed',
      'max-change': '0',
      token: overrider()
    })
    expect(reasonsOf(limited.outputs).map(({ code }) => code)).toEqual([
      'policy-failed',
      'changes-exceeded'
    ])
    // And one without the permission.
    const powerless = await stage.run({
      mode: 'apply',
      'run-id': result.outputs['run-id'] ?? '',
      approve: 'true',
      'policy-override': 'true',
      'override-reason': 'Agreed'
    })
    expect(reasonsOf(powerless.outputs)[1]).toMatchObject({
      code: 'override-refused',
      message: expect.stringMatching(
        /the token's account 'api-team-\w+' may not override task stage .*'Manage policy overrides', or, where overrides are delegated/
      )
    })
    expect(overrides()).toEqual([])
    expect(stage.applies()).toBe(0)
  })

  it('takes a right that is delegated for the workspace, and no other', async () => {
    await openChecked({ policyCheck: { result: 'soft_failed' } })
    const delegated = (name: string) =>
      stage.hcp.addToken({
        kind: 'team',
        permission: 'write',
        policyOverrides: [name]
      })
    const refused = await stage.run({
      ...overriding,
      token: delegated('other')
    })
    expect(refused.exitCode).toBe(1)
    expect(reasonsOf(refused.outputs).map(({ code }) => code)).toEqual([
      'policy-failed',
      'override-refused'
    ])
    expect(overrides()).toEqual([])
    const taken = await stage.run({
      mode: 'apply',
      'run-id': refused.outputs['run-id'] ?? '',
      ...{ approve: 'true', 'policy-override': 'true' },
      'override-reason': 'Agreed',
      token: delegated('network')
    })
    expect(taken.outputs['outcome']).toBe('applied')
    expect(overrides()).toEqual(['policy-checks'])
  })

  it('looks again after a 409, and overrides what still waits', async () => {
    await openChecked({ policyCheck: { result: 'soft_failed' } })
    // Somebody else is faster with the override: 409, and another look.
    stage.hcp.trouble({
      method: 'POST',
      path: /policy-checks.*override/,
      status: 409,
      body: '{"errors":[{"status":"409","title":"transition not allowed"}]}'
    })
    const result = await stage.run({ ...overriding, token: overrider() })
    expect(overrides()).toHaveLength(2)
    expect(result.outputs['outcome']).toBe('applied')
  })

  it('is sent once where only the answer is lost', async () => {
    await openChecked({ policyCheck: { result: 'soft_failed' } })
    stage.hcp.trouble({
      method: 'POST',
      path: /policy-checks.*override/,
      cut: 'after'
    })
    const result = await stage.run({ ...overriding, token: overrider() })
    expect(overrides()).toHaveLength(1)
    expect(result.outputs['outcome']).toBe('applied')
  })

  it('needs a reason, before any request', async () => {
    stage = await openStage()
    const result = await stage.run({ ...overriding, 'override-reason': '' })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error')[0]).toContain("'override-reason'")
    expect(stage.hcp.requests).toEqual([])
  })
})
