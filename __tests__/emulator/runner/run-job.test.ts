import { describe, expect, it } from '@jest/globals'
import type { StepRequest } from '../../../emulator/runner/run-job.ts'
import { runJob } from '../../../emulator/runner/run-job.ts'

/** Walks the steps; a script says which outcome and output it has. */
async function walk(job: string, contexts: Record<string, unknown> = {}) {
  const acted: StepRequest[] = []
  const result = await runJob({
    workflow: `concurrency: all-\${{ github.ref }}\nenv: { A: workflow }\njobs:\n  x:\n${job.replaceAll(/^/gm, '    ')}`,
    job: 'x',
    contexts: { github: { ref: 'main', event: {} }, ...contexts },
    act: async (step) => {
      acted.push(step)
      const [outcome, value = ''] = (step.run ?? '').split(' ')
      return {
        outcome: outcome === 'fail' ? 'failure' : 'success',
        outputs: { value }
      }
    }
  })
  return { ...result, acted, outcomes: result.steps.map((one) => one.outcome) }
}

describe('runJob', () => {
  it('hands outputs on, and answers expressions where they stand', async () => {
    const { acted, outputs, concurrency } = await walk(
      `env: { B: job }
outputs:
  value: \${{ steps.first.outputs.value }}
steps:
  - id: first
    run: pass run-1
  - uses: some/action@v1
    env: { A: step }
    with:
      run-id: "<\${{ steps.first.outputs.value }}> of \${{ github.ref }}"
      approve: \${{ inputs.approve }}
      absent: \${{ github.event.nothing.here }}
      number: 5`,
      { inputs: { approve: true } }
    )
    expect(acted[1]).toMatchObject({
      uses: 'some/action@v1',
      inputs: {
        'run-id': '<run-1> of main',
        approve: 'true',
        absent: '',
        number: '5'
      },
      env: { A: 'step', B: 'job' }
    })
    expect(outputs).toEqual({ value: 'run-1' })
    expect(concurrency).toBe('all-main')
  })

  it('does nothing after a failure but what asks for it', async () => {
    const { result, outcomes } = await walk(`steps:
  - run: fail
  - run: pass
  - if: github.ref == 'main'
    run: pass
  - if: failure()
    run: pass
  - if: \${{ always() }}
    run: pass`)
    expect(result).toBe('failure')
    expect(outcomes).toEqual([
      'failure',
      'skipped',
      'skipped',
      'success',
      'success'
    ])
  })

  it('forgives a step that may fail, and remembers that it did', async () => {
    const { result, outcomes } = await walk(`steps:
  - id: try
    continue-on-error: true
    run: fail
  - if: steps.try.outcome == 'failure' && steps.try.conclusion == 'success'
    run: pass`)
    expect(result).toBe('success')
    expect(outcomes).toEqual(['failure', 'success'])
  })

  it.each([
    ["github.event.kind == 'a'", 'skipped'],
    ["github.ref == 'MAIN'", 'success'],
    ['${{ github.event.kind }}', 'skipped'],
    ["startsWith(github.ref, 'ma')", 'success'],
    ['false', 'skipped']
  ])('starts the job by its condition: %s', async (condition, result) => {
    const found = await walk(`if: ${condition}\nsteps:\n  - run: pass`)
    expect(found.result).toBe(result)
    expect(found.acted).toHaveLength(result === 'success' ? 1 : 0)
  })

  it('refuses what GitHub would', async () => {
    const steps = 'steps:\n  - run: pass'
    await expect(walk(`if: github.ref ==\n${steps}`)).rejects.toThrow()
    await expect(walk(`if: nothing.ref\n${steps}`)).rejects.toThrow()
    await expect(
      runJob({
        workflow: 'jobs: {}',
        job: 'y',
        contexts: {},
        act: () => Promise.reject(new Error('not called'))
      })
    ).rejects.toThrow('There is no job y')
  })
})
