import { describe, expect, it } from '@jest/globals'
import type { GitHub } from '../../src/github/client.ts'
import type { EvidenceSource } from '../../src/github/evidence-source.ts'
import { systemClock } from '../../src/hcp/wire/clock.ts'
import { numberOnly } from '../../src/github/location.ts'
import type { Inputs } from '../../src/inputs/inputs.ts'
import { createRecord } from '../../src/run/record/record.ts'
import { admit, judgeBeforehand } from '../../src/step/admission.ts'
import type { Given } from '../../src/step/given.ts'
import type { Member } from '../../src/step/member.ts'
import { shareEvidence } from '../../src/step/shared.ts'
import type { Evidence } from '../../src/step/shared.ts'
import { noRules } from '../gate/evidence.ts'
import { pullDocument } from '../github/api.ts'

const sha = 'a'.repeat(40)
const repository = { owner: 'acme', name: 'network' }
const fork = { id: 2, full_name: 'eve/network' }
const forksPull = pullDocument({ head: { ref: 'x', sha, repo: fork } })

function gitHub(pull: unknown): GitHub {
  const request: GitHub['request'] = async ({ route, parameters }) => {
    if (route.endsWith('/permission')) {
      return Promise.resolve({
        permission: parameters['username'] === 'bea' ? 'write' : 'read'
      })
    }
    if (route.endsWith('/pulls/{pull_number}')) return Promise.resolve(pull)
    if (route.endsWith('/approvals')) return Promise.resolve([])
    return Promise.reject(new Error(`nobody answers ${route}`))
  }
  return {
    request,
    readPages: async (call) => (await request(call)) as readonly unknown[],
    query: async () => Promise.reject(new Error('nobody asks')),
    pause: async () => Promise.resolve()
  }
}

function stage(
  given: Partial<Inputs>,
  event: Partial<EvidenceSource['workflow']>,
  changes: Partial<EvidenceSource> = {},
  pull: unknown = pullDocument({ head: { ref: 'x', sha, repo: { id: 1 } } })
): readonly [Given, Evidence] {
  const workflow = {
    eventName: 'pull_request',
    payload: { action: 'opened', pull_request: pull },
    repository,
    actor: 'bea',
    firstActor: 'bea',
    runId: '',
    ...event
  }
  const location = { ...numberOnly(7), isFork: false, headSha: sha }
  const source: EvidenceSource = {
    github: gitHub(pull),
    workflow,
    location,
    rules: noRules,
    needsPullRequest: false,
    signal: new AbortController().signal,
    log: () => undefined,
    ...changes
  }
  const stated = { inputs: given, workflow, location, sha }
  return [stated as unknown as Given, shareEvidence(source, systemClock)]
}

describe('judgeBeforehand', () => {
  const closing = {
    payload: { action: 'closed', pull_request: { number: 7 } }
  }
  const closed = pullDocument({
    state: 'closed',
    head: { ref: 'x', sha, repo: { id: 1 } }
  })
  const judge = async (given: Partial<Inputs>): Promise<void> => {
    await judgeBeforehand(
      ...stage(given, closing, { rules: { ...noRules } }, closed)
    )
  }

  it('makes no run that would be applied for a closed pull request', async () => {
    await expect(
      judge({ allowEmptyApply: true, destroy: false })
    ).rejects.toThrow('was closed without being merged')
  })

  it('tears down what the pull request had', async () => {
    await expect(
      judge({ allowEmptyApply: true, destroy: true })
    ).resolves.toBeUndefined()
  })

  it('leaves what has a gate to the gate', async () => {
    await expect(
      judge({ allowEmptyApply: false, destroy: false })
    ).resolves.toBeUndefined()
  })
})

describe('admit', () => {
  const forks = { ...numberOnly(7), isFork: true, headSha: sha }
  const allowed = { ...noRules, allowForks: true }
  const ofFork = (
    mode: Inputs['mode'],
    eventName: string,
    actor: string,
    changes: Partial<EvidenceSource> = {}
  ): Promise<void> => {
    const [given, evidence] = stage(
      { mode },
      {
        eventName,
        payload: { action: 'opened', pull_request: forksPull },
        actor,
        firstActor: actor
      },
      { location: forks, ...changes },
      forksPull
    )
    const house = { record: createRecord() }
    return admit({ given, house, evidence } as unknown as Member, undefined)
  }

  it.each([
    ['plan', 'pull_request', 'eve', {}],
    ['plan', 'pull_request_target', 'eve', { rules: allowed }],
    ['save-plan', 'workflow_run', 'eve', { rules: allowed }],
    ['apply', 'pull_request_target', 'bea', { rules: allowed }]
  ] as const)('lets %s under %s by %s', async (mode, event, actor, changes) => {
    await expect(ofFork(mode, event, actor, changes)).resolves.toBeUndefined()
  })

  it.each([
    ['plan', 'pull_request_target', 'bea', {}, 'pull-request-from-fork'],
    ['plan', 'workflow_dispatch', 'bea', {}, 'pull-request-from-fork'],
    ['save-plan', 'pull_request', 'bea', {}, 'pull-request-from-fork'],
    ['apply', 'pull_request', 'bea', {}, 'pull-request-from-fork'],
    [
      'apply',
      'pull_request_target',
      'eve',
      { rules: allowed },
      'requester-not-allowed'
    ],
    ['plan', 'issues', 'eve', { rules: allowed }, 'requester-not-allowed'],
    ['discard', 'pull_request_target', 'eve', {}, 'requester-not-allowed'],
    [
      'plan',
      'workflow_dispatch',
      'bea',
      { location: numberOnly(7), github: undefined },
      'pull-request-unknown'
    ],
    [
      'plan',
      'pull_request',
      'bea',
      { location: { kind: 'unknown', why: 'x' } },
      'pull-request-unknown'
    ]
  ] as const)(
    'refuses %s under %s by %s',
    async (mode, event, actor, changes, code) => {
      await expect(ofFork(mode, event, actor, changes)).rejects.toMatchObject({
        reasons: [{ code }]
      })
    }
  )
})
