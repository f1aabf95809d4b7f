import { describe, expect, it } from '@jest/globals'
import type { Hcp } from '../../../src/hcp/client.ts'
import type { Workspace } from '../../../src/hcp/types.ts'
import {
  checkToken,
  checkWorkspace,
  readTokenKind
} from '../../../src/run/operations/preflight.ts'

const workspace: Workspace = {
  id: 'ws-1',
  name: 'network',
  organization: 'acme',
  autoApply: false,
  executionMode: 'remote',
  locked: false,
  lockedReason: undefined,
  lockedBy: undefined,
  currentRunId: undefined,
  terraformVersion: '1.9.8',
  workingDirectory: undefined,
  vcsRepoIdentifier: undefined,
  allowDestroyPlan: undefined,
  planDurationAverage: undefined,
  applyDurationAverage: undefined,
  permissions: {
    canQueueRun: undefined,
    canQueueApply: undefined,
    canQueueDestroy: undefined,
    canReadStateOutputs: undefined,
    canUpdate: undefined
  }
}
const intent = {
  createsRun: true,
  applies: true,
  organization: 'acme',
  destroys: true,
  isApplicable: true,
  uploads: true
}

function permit(
  permissions: Partial<Workspace['permissions']>
): Partial<Workspace> {
  return { permissions: { ...workspace.permissions, ...permissions } }
}

describe('checkWorkspace', () => {
  it('takes unknown for no obstacle', () => {
    expect(checkWorkspace(workspace, intent)).toEqual([])
  })

  it.each<[Partial<Workspace>, Partial<typeof intent>, RegExp]>([
    [{ executionMode: 'local' }, {}, /execution mode is 'local'/],
    [permit({ canQueueRun: false }), {}, /may not create runs/],
    [permit({ canQueueApply: false }), {}, /may not apply runs/],
    [{ allowDestroyPlan: false }, {}, /does not allow destroy plans/],
    [
      { allowDestroyPlan: false },
      { applies: false, isApplicable: false },
      /does not allow destroy plans/
    ],
    [
      permit({ canQueueDestroy: false }),
      { applies: false },
      /may not queue destroy runs/
    ],
    [
      {
        ...permit({ canQueueRun: false }),
        executionMode: 'local',
        allowDestroyPlan: false
      },
      {},
      /local.*Also, .*create runs.*Also, .*destroy plans/s
    ]
  ])('%j with %j', (has, wants, message) => {
    expect(() =>
      checkWorkspace({ ...workspace, ...has }, { ...intent, ...wants })
    ).toThrow(message)
  })

  it.each<[Partial<Workspace>, Partial<typeof intent>]>([
    [{ allowDestroyPlan: false }, { destroys: false }],
    [{ allowDestroyPlan: false }, { createsRun: false }],
    [permit({ canQueueDestroy: false }), { isApplicable: false }],
    [permit({ canQueueApply: false, canUpdate: true }), {}],
    [{ executionMode: 'agent' }, {}]
  ])('has nothing against %j with %j', (has, wants) => {
    expect(() =>
      checkWorkspace({ ...workspace, ...has }, { ...intent, ...wants })
    ).not.toThrow()
  })

  it('notes a connected repository where something else is uploaded', () => {
    const connected = { ...workspace, vcsRepoIdentifier: 'acme/network' }
    expect(checkWorkspace(connected, intent)).toEqual([
      expect.stringContaining('connected to the repository acme/network')
    ])
    expect(checkWorkspace(connected, { ...intent, uploads: false })).toEqual([])
    expect(
      checkWorkspace(connected, { ...intent, isApplicable: false })
    ).toEqual([])
  })
})

describe('checkToken', () => {
  it('C-1: refuses an organization token and names team tokens', () => {
    expect(() => {
      checkToken('organizations')
    }).toThrow(/organization token.*Use a team token/)
  })

  it.each(['users', 'teams', 'runs', undefined])('lets %j', (kind) => {
    expect(() => {
      checkToken(kind)
    }).not.toThrow()
  })
})

describe('readTokenKind', () => {
  it('is unknown where the account cannot be read', async () => {
    const accounts = {
      read: () => Promise.reject(new Error('404'))
    }
    expect(
      await readTokenKind({ hcp: { accounts } as unknown as Hcp })
    ).toBeUndefined()
  })
})
