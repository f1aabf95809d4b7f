import { afterEach, describe, expect, it } from '@jest/globals'
import type { JobPermissions } from '../../../emulator/github/permissions.ts'
import type { Acting } from './acting.ts'
import { head, repo, startActing } from './acting.ts'

const open: Acting[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ github }) => github.close()))
})

async function start(permissions: JobPermissions) {
  const acting = await startActing()
  open.push(acting)
  const { github, call } = acting
  const token = github.addToken({ app: 'github-actions', permissions })
  return {
    github,
    ask: (method: string, path: string, body?: unknown) =>
      call(method, path, body, token)
  }
}

const query = 'query { repository { pullRequest { headRefOid } } }'

describe('permissions of a job', () => {
  it.each([
    ['GET', `${repo}/pulls/7`, 'pull-requests: read'],
    ['GET', `${repo}/pulls/7/reviews`, 'pull-requests: read'],
    ['GET', `${repo}/commits/${head}`, 'contents: read'],
    ['GET', `${repo}/commits/${head}/statuses`, 'statuses: read'],
    ['GET', `${repo}/commits/${head}/check-runs`, 'checks: read'],
    ['GET', `${repo}/compare/main...${head}`, 'contents: read'],
    ['GET', `${repo}/actions/runs/1/approvals`, 'actions: read'],
    ['POST', `${repo}/issues/7/comments`, 'pull-requests: write'],
    ['POST', `${repo}/check-runs`, 'checks: write']
  ])('%s %s needs %s', async (method, path, need) => {
    const [scope = '', level] = need.split(': ')
    const { github, ask } = await start({})
    const body = method === 'GET' ? undefined : {}
    expect(await ask(method, path, body)).toMatchObject({
      status: 403,
      json: { message: 'Resource not accessible by integration' }
    })
    expect(github.state.refusals.join()).toContain(need)
    const given = await start({ [scope]: level as 'read' | 'write' })
    expect((await given.ask(method, path, body)).status).not.toBe(403)
    expect(given.github.state.refusals).toEqual([])
  })

  it('asks for both where a commit leads to its pull requests', async () => {
    const { github, ask } = await start({})
    expect((await ask('GET', `${repo}/commits/${head}/pulls`)).status).toBe(403)
    expect(github.state.refusals).toEqual([
      `GET ${repo}/commits/${head}/pulls needs pull-requests: read, contents: read`
    ])
  })

  it('lets nobody write who may read', async () => {
    const { ask } = await start({ 'pull-requests': 'read' })
    const path = `${repo}/issues/7/comments`
    expect((await ask('GET', path)).status).toBe(200)
    expect((await ask('POST', path, { body: 'x' })).status).toBe(403)
  })

  it('answers GraphQL with an error of type FORBIDDEN', async () => {
    const { ask } = await start({ contents: 'read' })
    expect(await ask('POST', '/graphql', { query })).toMatchObject({
      status: 200,
      json: { errors: [{ type: 'FORBIDDEN' }] }
    })
  })

  it('gives metadata always', async () => {
    const { ask } = await start({})
    const path = `${repo}/collaborators/hubot/permission`
    expect((await ask('GET', path)).status).toBe(200)
  })
})
