import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it
} from '@jest/globals'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { scripts } from '../../emulator/engines/scenario.ts'
import {
  headSha,
  openStage,
  pullRequest,
  pullRequestEvent,
  reasonCodes
} from './stage.ts'
import type { Stage } from './stage.ts'

/**
 * An answer that sends the step to another host: no token goes along, nothing
 * that the other host says is believed of a run or a pull request, and nothing
 * is confirmed for it.
 */

let stage: Stage
let held: Readonly<Record<string, string>>
let writes = 0
const asked: { readonly url: string; readonly headers: string }[] = []
/** Says yes to everything, as far as one text can. */
const yes = JSON.stringify({
  number: pullRequest,
  state: 'open',
  head: { sha: headSha, ref: 'x', repo: { id: 1, full_name: 'acme/network' } },
  base: { ref: 'main', repo: { id: 1, full_name: 'acme/network' } },
  user: { id: 1, login: 'hubot', type: 'User' },
  permission: 'admin',
  role_name: 'admin',
  data: {
    repository: {
      pullRequest: { headRefOid: headSha, reviewDecision: 'APPROVED' }
    }
  },
  format_version: '1.2',
  resource_changes: []
})
const elsewhere = createServer((request, response) => {
  const headers = JSON.stringify(request.rawHeaders)
  asked.push({ url: `${request.method ?? ''} ${request.url ?? ''}`, headers })
  response.setHeader('content-type', 'application/json').end(yes)
})
let address = ''

beforeAll(async () => {
  await new Promise<void>((done) => {
    elsewhere.listen(0, '127.0.0.1', done)
  })
  address = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
  stage = await openStage([scripts.changes])
  const { github } = stage
  for (const writer of ['bea', 'hubot', 'octocat']) {
    github.setPermission(writer, 'write')
  }
  github.setPermission('mallory', 'read')
  github.addReview(pullRequest, 'mallory', 'APPROVED')
  const { outputs } = await stage.run(
    { mode: 'apply', 'configuration-directory': '.' },
    pullRequestEvent()
  )
  expect(outputs['outcome']).toBe('held')
  held = { mode: 'apply', 'run-id': outputs['run-id'] ?? '', approve: 'true' }
  writes = stage.writes().length
})
afterEach(() => {
  const secrets = [stage.hcp.token, stage.github.token]
  for (const { headers } of asked.splice(0)) {
    expect(headers.toLowerCase()).not.toContain('authorization')
    for (const secret of secrets) expect(headers).not.toContain(secret)
  }
  expect(stage.writes()).toHaveLength(writes)
  expect(stage.hcp.run(held['run-id'] ?? '').status).toBe('planned')
})
afterAll(async () => {
  elsewhere.close()
  await stage.close()
})

const places = (): readonly string[] => [
  `${address}/here`,
  `${address.replace('http://', '//')}/here`,
  address.replace('http://', 'http://user:word@'),
  'file:///etc/passwd',
  'ftp://127.0.0.1/x',
  'data:application/json,{}',
  'http://'
]

describe('HCP Terraform', () => {
  it.each([
    ['a run', '/api/v2/runs/run-'],
    ['its workspace', '/workspaces/'],
    ['its plan JSON', '/json-output']
  ])('that sends the step elsewhere for %s', async (_, path) => {
    for (const location of places()) {
      stage.hcp.trouble({ path, status: 307, headers: { location } })
      const result = await stage.run({
        ...held,
        'max-destroy': '0',
        'max-replace': '0'
      })
      expect(result.exitCode).toBe(1)
    }
    // Storage is elsewhere by its nature, and is asked without the token.
    if (path === '/json-output') expect(asked).not.toEqual([])
  })
})

describe('GitHub', () => {
  it.each<[string, string | RegExp, Readonly<Record<string, string>>]>([
    ['the pull request', /\/pulls\/7$/, { 'required-approvals': '1' }],
    ['the reviews', '/pulls/7/reviews', { 'required-approvals': '1' }],
    ['who may write', '/collaborators/', { 'required-approvals': '1' }],
    ['its own decision', '/graphql', { 'require-review-decision': 'true' }]
  ])('that sends the step elsewhere for %s', async (_, path, rules) => {
    for (const status of [302, 307]) {
      const location = `${address}/here`
      stage.github.trouble({ path, status, headers: { location } })
      const result = await stage.run({ ...held, ...rules }, pullRequestEvent())
      expect(result.outputs['outcome']).toBe('blocked')
      expect(reasonCodes(result)[0]).toMatch(
        /^(?:reviews|pull-request)-unknown$/
      )
    }
    expect(asked).toEqual([])
  })
})
