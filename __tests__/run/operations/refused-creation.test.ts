import { describe, expect, it } from '@jest/globals'
import { explainRefusedCreation } from '../../../src/run/operations/refused-creation.ts'
import type { Refused } from '../../../src/run/operations/refused-creation.ts'
import { ApiError } from '../../../src/hcp/wire/errors.ts'
import type { RunOptions, Workspace } from '../../../src/hcp/types.ts'

const workspace = {
  ...{ id: 'ws-1', name: 'network' },
  permissions: {}
} as Workspace
const connected = { ...workspace, vcsRepoIdentifier: 'acme/network' }

const asked: RunOptions = {
  workspaceId: 'ws-1',
  message: 'm',
  planOnly: false,
  configurationVersionId: 'cv-1',
  targetAddrs: ['aws_vpc.a'],
  variables: [{ key: 'password', value: '"hunter2"' }]
}

function said(
  status: number,
  refused: Partial<Refused> = {},
  more: { detail?: string; pointer?: string } = {}
): string {
  const error = new ApiError({
    ...{ status, method: 'POST', path: '/runs', host: 'tfe.example' },
    ...{ requestId: undefined, retryAfterMilliseconds: undefined },
    ambiguous: false,
    errors:
      more.detail === undefined && more.pointer === undefined
        ? []
        : [{ title: undefined, detail: more.detail, pointer: more.pointer }]
  })
  const whole = { workspace, asked, uploads: false, ...refused }
  return (explainRefusedCreation(error, whole) as Error).message
}

describe('a run that the server refuses to make', () => {
  it.each<[number, Partial<Refused>, readonly string[]]>([
    [401, {}, ["input 'token'", "'hostname'"]],
    [
      403,
      {},
      ["'workspace' and 'organization' are right", "'plan' for a plan"]
    ],
    [403, { asked: { ...asked, isDestroy: true } }, ['create destroy runs']],
    [404, {}, ["input 'configuration-version-id'", "input 'token'"]],
    [422, {}, ['Sent was: configuration version cv-1', 'targets aws_vpc.a']],
    [422, {}, ['connected to version control', "not 'uploaded'"]],
    [
      422,
      { workspace: connected, uploads: true },
      ['connected to acme/network', "'commit: head'", 'is not processed yet']
    ],
    [
      422,
      { asked: { ...asked, terraformVersion: '9.9.9' } },
      ['the server has no Terraform 9.9.9']
    ]
  ])(
    'says of %d what was sent and which input it can be',
    (status, refused, words) => {
      const message = said(status, refused)
      for (const word of words) expect(message).toContain(word)
      // Names of variables are told, their values never.
      expect(message).not.toContain('hunter2')
    }
  )

  it('does not say that a right is missing which the server grants', () => {
    const permissions = { ...workspace.permissions, canQueueRun: true }
    const granted = { ...workspace, permissions, executionMode: 'remote' }
    const message = said(403, { workspace: granted })
    expect(message).toContain('may create runs there')
    expect(message).not.toContain('lacks')
    // Another right, of which it says nothing.
    const isDestroy = { asked: { ...asked, isDestroy: true } }
    expect(said(403, { ...isDestroy, workspace: granted })).toContain('lacks')
    expect(said(422, { workspace: granted })).not.toContain('execution mode')
  })

  it.each<[Partial<RunOptions>, RegExp]>([
    [
      { variables: [{ key: 'big', value: `"${'x'.repeat(5000)}"` }] },
      /'variables' and 'var-files' \(4\.9 KiB\)\. The largest variable is big\./
    ],
    [
      {
        targetAddrs: Array.from({ length: 99 }, (_, i) => `aws_vpc.target${i}`)
      },
      /largest in it: 'targets' \(1\.\d KiB\)\. Send less/
    ],
    [{ message: 'y'.repeat(3000) }, /largest in it: 'message' \(2\.9 KiB\)/]
  ])('names what makes it too large', (more, text) => {
    for (const status of [413, 422, 400]) {
      const detail = 'Request is too large'
      const message = said(status, { asked: { ...asked, ...more } }, { detail })
      expect(message).toMatch(text)
      expect(message).not.toMatch(/xxx|usual causes|archive/)
    }
  })

  it('names no configuration version that it uploaded itself', () => {
    expect(said(404, { uploads: true })).not.toContain(
      'configuration-version-id'
    )
  })

  it('names the input where the server names the attribute', () => {
    const message = said(422, {}, { pointer: '/data/attributes/target-addrs' })
    expect(message).toContain("Correct 'targets'.")
    expect(message).not.toContain('usual causes')
  })

  it('takes a 403 about the token for what it is', () => {
    const message = said(403, {}, { detail: 'Unauthorized: bad token' })
    expect(message).toContain('expired or revoked')
    expect(message).not.toContain('its team lacks')
  })

  it('says what a workspace lacks that has no configuration', () => {
    expect(said(422, {}, { detail: 'Configuration version is missing' })).toBe(
      "Workspace network has no configuration yet. Set 'configuration-directory' to upload one."
    )
  })

  it.each([409, 429, 503])('leaves %d as it is', (status) => {
    expect(said(status)).not.toContain('Sent was')
  })

  it('tells of a configuration what an upload may be refused for', () => {
    const refused = { asked: undefined, uploads: true, workspace: connected }
    const pointer = '/data/attributes/speculative'
    expect(said(422, refused, { pointer })).toMatch(
      /connected to acme\/network, where an upload can be planned only/
    )
    expect(said(403, refused)).toContain('create configuration versions')
  })
})
