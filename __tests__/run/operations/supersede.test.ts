import { describe, expect, it } from '@jest/globals'
import { renderProvenance } from '../../../src/run/provenance.ts'
import type { Provenance } from '../../../src/run/provenance.ts'
import {
  isSupersededBy,
  supersedeRuns
} from '../../../src/run/operations/supersede.ts'
import {
  isConfirmedOrLater,
  isFinal,
  knownStatuses
} from '../../../src/run/status.ts'
import { atGate, createRun, createScripted } from '../scripted-hcp.ts'

const owner = {
  repository: 'acme/network',
  pullRequest: 7,
  before: { workflowRun: '100', attempt: '2' }
}

function message(changes: Partial<Provenance> = {}): string {
  return `Title\n\n${renderProvenance({
    repository: 'acme/network',
    sha: 'a'.repeat(40),
    pullRequest: 7,
    actor: 'ann',
    workflowRun: '99',
    attempt: '1',
    nonce: 'n',
    ...changes
  })}`
}

describe('isSupersededBy', () => {
  it.each([
    ['an earlier workflow run', message(), true],
    ['an earlier attempt', message({ workflowRun: '100' }), true],
    ['in other letters', message({ repository: 'Acme/Network' }), true],
    ['a shorter number', message({ workflowRun: '9' }), true],
    ['a sibling job', message({ workflowRun: '100', attempt: '2' }), false],
    ['a later attempt', message({ workflowRun: '100', attempt: '3' }), false],
    ['a later workflow run', message({ workflowRun: '101' }), false],
    ['a longer number', message({ workflowRun: '1000' }), false],
    ['no number', message({ workflowRun: 'x' }), false],
    ['another pull request', message({ pullRequest: 8 }), false],
    ['no pull request', message({ pullRequest: undefined }), false],
    ['another repository', message({ repository: 'acme/other' }), false],
    ['a person’s run', 'Queued manually', false],
    ['the line quoted inside', `${message()}\nsaid somebody`, false]
  ])('%s', (_, text, want) => {
    expect(isSupersededBy({ status: 'planned', message: text }, owner)).toBe(
      want
    )
  })

  it('never takes a run that is confirmed or over', () => {
    for (const status of knownStatuses) {
      expect([
        status,
        isSupersededBy({ status, message: message() }, owner)
      ]).toEqual([status, !isFinal(status) && !isConfirmedOrLater(status)])
    }
  })

  it('takes later ones too where all are meant', () => {
    const all = { ...owner, before: undefined }
    const run = { status: 'pending', message: message({ workflowRun: '999' }) }
    expect(isSupersededBy(run, all)).toBe(true)
  })
})

describe('supersedeRuns', () => {
  const own = createRun({
    id: 'run-own',
    status: 'planned',
    message: message(),
    createdById: 'user-1'
  })
  const runs = [
    own,
    { ...own, id: 'run-theirs', createdById: 'user-2' },
    { ...own, id: 'run-of-8', message: message({ pullRequest: 8 }) }
  ]

  it('discards own runs only, with who and why', async () => {
    const discarded: unknown[] = []
    const world = createScripted([{ status: 'planned', actions: atGate }], {
      'runs.listUnfinished': () => runs,
      'accounts.read': () => ({ id: 'user-1' }),
      'runs.discard': (...given: unknown[]) => discarded.push(given)
    })
    expect(await supersedeRuns(world, 'ws-1', owner, 'why')).toEqual([
      'run-own'
    ])
    expect(discarded).toEqual([['run-own', 'why']])
    expect(world.calls).not.toContain('runs.cancel')
  })

  it('leaves a run alone that was confirmed meanwhile', async () => {
    const world = createScripted([{ status: 'applying' }], {
      'runs.listUnfinished': () => [own],
      'accounts.read': () => ({ id: 'user-1' })
    })
    expect(await supersedeRuns(world, 'ws-1', owner, 'why')).toEqual([])
    expect(world.calls.join()).not.toMatch(/discard|cancel/)
  })

  it('goes by the message where the server does not tell who made a run', async () => {
    const world = createScripted([{ status: 'planned', actions: atGate }], {
      'runs.listUnfinished': () => [{ ...own, createdById: undefined }],
      'accounts.read': () => {
        throw new Error('not here')
      }
    })
    expect(await supersedeRuns(world, 'ws-1', owner, 'why')).toEqual([
      'run-own'
    ])
  })

  it('warns, and lets the new run go on, where it cannot', async () => {
    const world = createScripted([], {
      'runs.listUnfinished': () => {
        throw new Error('429')
      }
    })
    expect(await supersedeRuns(world, 'ws-1', owner, 'why')).toEqual([])
    expect(world.said.join()).toContain('warning: Older runs')
  })

  it('asks nobody who they are where nothing is to be done', async () => {
    const world = createScripted([], { 'runs.listUnfinished': () => [] })
    await supersedeRuns(world, 'ws-1', owner, 'why')
    expect(world.calls).toEqual(['runs.listUnfinished'])
  })
})
