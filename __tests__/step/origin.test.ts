import { describe, expect, it } from '@jest/globals'
import { renderProvenance } from '../../src/run/record/provenance.ts'
import type { Given } from '../../src/step/given.ts'
import { placeOf } from '../../src/step/origin.ts'
import type { ReportedAt } from '../../src/step/origin.ts'
import { createRun } from '../run/scripted-hcp.ts'

function placeOfRunOf(repository: string): ReportedAt {
  const given = {
    workflow: { repository: { owner: 'acme', name: 'network' } },
    location: { kind: 'none', why: 'a push' },
    sha: 'here'
  } as Given
  const provenance = renderProvenance({
    repository,
    sha: 'there',
    pullRequest: 7,
    actor: 'ann',
    workflowRun: '1',
    attempt: '1',
    nonce: 'n'
  })
  return placeOf(given, createRun({ message: `x\n\n${provenance}` }))
}

describe('where an existing run is reported', () => {
  it.each(['acme/network', 'ACME/Network'])(
    'is its pull request, as GitHub knows %s in any case',
    (repository) => {
      expect(placeOfRunOf(repository)).toMatchObject({
        sha: 'there',
        location: { kind: 'number', number: 7 }
      })
    }
  )

  it('is not the pull request of another repository', () => {
    expect(placeOfRunOf('acme/net')).toMatchObject({
      sha: 'here',
      location: { kind: 'none' }
    })
  })
})
