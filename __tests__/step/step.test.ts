import { describe, expect, it } from '@jest/globals'
import { renderProvenance } from '../../src/run/record/provenance.ts'
import { adoptOrigin } from '../../src/step/step.ts'
import type { Step } from '../../src/step/step.ts'
import { createRun } from '../run/scripted-hcp.ts'

function adopt(repository: string): Step {
  const step = {
    inputs: { mode: 'apply' },
    workflow: { repository: { owner: 'acme', name: 'network' } },
    location: { kind: 'none', why: 'a push' },
    sha: 'here'
  } as Step
  const provenance = renderProvenance({
    repository,
    sha: 'there',
    pullRequest: 7,
    actor: 'ann',
    workflowRun: '1',
    attempt: '1',
    nonce: 'n'
  })
  adoptOrigin(step, createRun({ message: `x\n\n${provenance}` }))
  return step
}

describe('where an existing run is reported', () => {
  it.each(['acme/network', 'ACME/Network'])(
    'is its pull request, as GitHub knows %s in any case',
    (repository) => {
      expect(adopt(repository)).toMatchObject({
        sha: 'there',
        location: { kind: 'number', number: 7 }
      })
    }
  )

  it('is not the pull request of another repository', () => {
    expect(adopt('acme/net')).toMatchObject({
      sha: 'here',
      location: { kind: 'none' }
    })
  })
})
