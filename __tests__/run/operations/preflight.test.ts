import { describe, expect, it } from '@jest/globals'
import type { Workspace } from '../../../src/hcp/types.ts'
import { RunRefusedError } from '../../../src/run/record/errors.ts'
import {
  PermissionMissingError,
  checkWorkspace,
  explainRefusedToken
} from '../../../src/run/operations/preflight.ts'
import type { Intent } from '../../../src/run/operations/preflight.ts'
import { refusal } from '../refusals.ts'

function createWorkspace(changes: Partial<Workspace> = {}): Workspace {
  return {
    id: 'ws-1',
    name: 'network',
    organization: 'acme',
    autoApply: false,
    executionMode: 'remote',
    locked: false,
    lockedReason: undefined,
    lockedBy: undefined,
    currentRunId: undefined,
    terraformVersion: undefined,
    workingDirectory: undefined,
    vcsRepoIdentifier: undefined,
    allowDestroyPlan: true,
    speculativeEnabled: true,
    planDurationAverage: undefined,
    applyDurationAverage: undefined,
    permissions: {
      canQueueRun: true,
      canQueueApply: true,
      canQueueDestroy: true,
      canReadStateOutputs: true,
      canUpdate: true
    },
    ...changes
  }
}

const creates: Intent = { createsRun: true, applies: false }
const none: Workspace['permissions'] = {
  canQueueRun: false,
  canQueueApply: false,
  canQueueDestroy: false,
  canReadStateOutputs: false,
  canUpdate: false
}

describe('checkWorkspace', () => {
  it.each([
    ['T29: execution mode local', { executionMode: 'local' }, creates, 'local'],
    [
      'a destroy run where destroy plans are off',
      { allowDestroyPlan: false },
      { ...creates, destroys: true },
      'Allow destroy plans'
    ],
    ['no permission to plan', { permissions: none }, creates, 'create runs'],
    [
      'no permission to destroy',
      { permissions: { ...none, canQueueRun: true } },
      { ...creates, destroys: true },
      'destroy runs'
    ],
    [
      'no permission to apply',
      { permissions: none },
      { createsRun: false, applies: true },
      'apply runs'
    ]
  ] as const)('refuses %s, with what to do', (_, changes, intent, words) => {
    const check = (): unknown =>
      checkWorkspace(createWorkspace(changes), intent)
    expect(check).toThrow(RunRefusedError)
    expect(check).toThrow(words)
    expect(check).toThrow(/Set it|Give its team|Switch on/)
  })

  it('names every obstacle at once', () => {
    const check = (): unknown =>
      checkWorkspace(
        createWorkspace({ executionMode: 'local', permissions: none }),
        creates
      )
    expect(check).toThrow(/local.*Also, the token may not create runs/)
    expect(check).not.toThrow(PermissionMissingError)
  })

  it.each([
    ['where nothing is in the way', {}, creates],
    ['what the server does not tell', { executionMode: undefined }, creates],
    [
      'a destroy plan that is only speculative',
      { permissions: { ...none, canQueueRun: true } },
      { ...creates, destroys: true, isSpeculative: true }
    ],
    [
      'a run that exists, whatever the workspace',
      { executionMode: 'local', allowDestroyPlan: false },
      { createsRun: false, applies: false }
    ]
  ] as const)('lets through %s', (_, changes, intent) => {
    expect(checkWorkspace(createWorkspace(changes), intent)).toEqual([])
  })

  it('T30: notes a VCS connection beside an upload, and refuses nothing', () => {
    const workspace = createWorkspace({ vcsRepoIdentifier: 'acme/network' })
    const [note, ...more] = checkWorkspace(workspace, {
      ...creates,
      uploads: true
    })
    expect(note).toContain('acme/network')
    expect(more).toEqual([])
    // The hint that there is another way.
    expect(checkWorkspace(workspace, creates)).toEqual([
      expect.stringContaining("'commit: head'")
    ])
  })

  it('notes that switched-off speculative plans are not about API runs', () => {
    const workspace = createWorkspace({ speculativeEnabled: false })
    expect(
      checkWorkspace(workspace, { ...creates, isSpeculative: true })
    ).toEqual([expect.stringContaining('planned all the same')])
    expect(checkWorkspace(workspace, creates)).toEqual([])
  })
})

describe('explainRefusedToken', () => {
  const accountOf = (tokenKind: string | undefined) => {
    let reads = 0
    return {
      accounts: {
        read: async () => {
          reads += 1
          return { id: 'user-1', username: undefined, tokenKind }
        }
      },
      reads: () => reads
    }
  }

  it.each([
    ['404', refusal(404)],
    ['403', refusal(403)],
    ['a missing permission', new PermissionMissingError('no')]
  ])(
    'C-1: names team tokens after %s of an organization token',
    async (_, error) => {
      const explained = await explainRefusedToken(
        accountOf('organizations'),
        error
      )
      expect(explained).toBeInstanceOf(RunRefusedError)
      expect(explained).toMatchObject({
        message: expect.stringContaining('team token'),
        cause: error
      })
    }
  )

  it('leaves the error as it was for other tokens', async () => {
    const error = refusal(404)
    expect(await explainRefusedToken(accountOf('teams'), error)).toBe(error)
    expect(await explainRefusedToken(accountOf(undefined), error)).toBe(error)
  })

  it('asks nothing where no permission can be the cause', async () => {
    const hcp = accountOf('organizations')
    const error = refusal(422)
    expect(await explainRefusedToken(hcp, error)).toBe(error)
    expect(hcp.reads()).toBe(0)
  })

  it('leaves the error as it was where the account cannot be read', async () => {
    const error = refusal(404)
    const accounts = {
      read: async () => {
        throw refusal(401)
      }
    }
    expect(await explainRefusedToken({ accounts }, error)).toBe(error)
  })
})
