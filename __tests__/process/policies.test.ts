import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Checks } from '../../emulator/hcp/model.ts'
import { annotations, openStage } from './stage.ts'
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
  it('are outputs of a run that they let pass', async () => {
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
    const result = await stage.run(gated)
    expect(result.exitCode).toBe(0)
    expect(result.outputs).toMatchObject({
      outcome: 'held',
      'policy-status': 'advisory-failed',
      'monthly-cost-delta': '12.44'
    })
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
})
