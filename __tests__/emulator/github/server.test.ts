import { afterEach, describe, expect, it } from '@jest/globals'
import { request } from '../conversation.ts'
import type { Acting } from './acting.ts'
import { repo, startActing } from './acting.ts'

const open: Acting[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ github }) => github.close()))
})

async function start(): Promise<Acting> {
  const acting = await startActing()
  open.push(acting)
  return acting
}

describe('pull requests', () => {
  it('shows one, moved by a push, also below /api/v3', async () => {
    const { github, call } = await start()
    github.push(7, 'c'.repeat(40))
    for (const prefix of ['', '/api/v3']) {
      const { json } = await call('GET', `${prefix}${repo}/pulls/7`)
      expect(json.head.sha).toBe('c'.repeat(40))
      expect(json.base.repo.full_name).toBe('acme/infrastructure')
      expect(json.user.login).toBe('hubot')
    }
    expect((await call('GET', `${repo}/pulls/8`)).status).toBe(404)
    expect((await call('GET', '/repos/acme/other/pulls/7')).status).toBe(404)
    expect((await call('GET', `${repo}/pulls/7`, undefined, 'x')).status).toBe(
      401
    )
  })

  it('finds the merged one of a commit', async () => {
    const { github, call } = await start()
    github.addPullRequest({
      number: 8,
      headSha: 'd'.repeat(40),
      merged: true,
      mergeCommitSha: 'e'.repeat(40)
    })
    const { json } = await call(
      'GET',
      `${repo}/commits/${'e'.repeat(40)}/pulls`
    )
    expect(json).toMatchObject([
      { number: 8, merge_commit_sha: 'e'.repeat(40), state: 'closed' }
    ])
    expect(json[0].merged_at).toEqual(expect.any(String))
    // Lists say less than the pull request itself.
    expect(json[0]).not.toHaveProperty('merged')
    expect((await call('GET', `${repo}/pulls/8`)).json.merged).toBe(true)
    const all = await call('GET', `${repo}/pulls?state=all`)
    expect(all.json.map(({ number }: { number: number }) => number)).toEqual([
      8, 7
    ])
    const none = await call('GET', `${repo}/commits/${'f'.repeat(40)}/pulls`)
    expect(none.json).toEqual([])
  })

  it('tells who added a label, how far a branch is, and trees', async () => {
    const { github, call } = await start()
    github.addLabel(7, 'ready', 'mallory')
    github.addComment(7, 'hubot', 'me, too')
    const timeline = await call('GET', `${repo}/issues/7/timeline`)
    // Most of a timeline is something else, and not all of it has an actor.
    expect(timeline.json).toMatchObject([
      { event: 'committed', sha: 'a'.repeat(40) },
      {
        event: 'labeled',
        actor: { login: 'mallory' },
        label: { name: 'ready' }
      },
      { event: 'commented', user: { login: 'hubot' } }
    ])
    expect(timeline.json[0]).not.toHaveProperty('actor')
    const pull = await call('GET', `${repo}/pulls/7`)
    expect(pull.json.labels).toMatchObject([{ name: 'ready' }])
    github.state.pullRequests.get(7)!.behindBy = 3
    const compared = await call(
      'GET',
      `${repo}/compare/main...${'a'.repeat(40)}`
    )
    expect(compared.json.behind_by).toBe(3)
    github.state.trees.set('one', 'same').set('other', 'same')
    for (const [sha, tree] of [
      ['one', 'same'],
      ['other', 'same'],
      ['third', 'tree-third']
    ] as const) {
      const { json } = await call('GET', `${repo}/git/commits/${sha}`)
      expect(json).toMatchObject({ sha, tree: { sha: tree } })
    }
  })

  it('pages reviews with Link headers', async () => {
    const { github, call } = await start()
    for (let turn = 0; turn < 3; turn += 1) {
      github.addReview(7, `reviewer-${turn}`, 'APPROVED')
    }
    const first = await call('GET', `${repo}/pulls/7/reviews?per_page=2`)
    expect(first.json).toHaveLength(2)
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link')!)![1]!
    const second = await call('GET', next.slice(github.url.length))
    expect(second.json).toMatchObject([
      { state: 'APPROVED', commit_id: 'a'.repeat(40) }
    ])
    expect(second.headers.get('link')).not.toContain('rel="next"')
  })

  it('shows no review that is not submitted', async () => {
    const { github, call } = await start()
    github.addReview(7, 'hubot', 'PENDING')
    github.addReview(7, 'octocat', 'APPROVED')
    const { json } = await call('GET', `${repo}/pulls/7/reviews`)
    expect(json.map(({ state }: { state: string }) => state)).toEqual([
      'APPROVED'
    ])
  })

  it('tells permissions, but not of bots and of nobody', async () => {
    const { github, call } = await start()
    github.setPermission('hubot', 'write')
    const path = (login: string) => `${repo}/collaborators/${login}/permission`
    expect((await call('GET', path('hubot'))).json.permission).toBe('write')
    github.addComment(7, 'octocat', 'hello')
    expect((await call('GET', path('octocat'))).json.permission).toBe('read')
    expect((await call('GET', path('nobody'))).status).toBe(404)
    github.addComment(7, 'renovate[bot]', 'hello')
    expect((await call('GET', path('renovate%5Bbot%5D'))).status).toBe(404)
  })
})

describe('comments', () => {
  it('are made as GitHub Actions, changed, deleted', async () => {
    const { github, call } = await start()
    github.addComment(7, 'mallory', 'planted')
    const list = `${repo}/issues/7/comments`
    const made = await call('POST', list, { body: 'plan' })
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({
      user: { login: 'github-actions[bot]', type: 'Bot' },
      performed_via_github_app: { slug: 'github-actions' }
    })
    const one = `${repo}/issues/comments/${made.json.id}`
    await call('PATCH', one, { body: 'new plan' })
    expect((await call('GET', one)).json.body).toBe('new plan')
    const all = (await call('GET', list)).json
    expect(all.map(({ body }: { body: string }) => body)).toEqual([
      'planted',
      'new plan'
    ])
    expect(all[0].performed_via_github_app).toBeNull()
    expect((await call('DELETE', one)).status).toBe(204)
    expect((await call('GET', one)).status).toBe(404)
  })

  it.each([
    [65_536, 201],
    [65_537, 422]
  ])('of %d characters: %d', async (length, status) => {
    const { call } = await start()
    const made = await call('POST', `${repo}/issues/7/comments`, {
      body: 'x'.repeat(length)
    })
    expect(made.status).toBe(status)
    if (status === 422) {
      expect(made.text).toContain(
        'Body is too long (maximum is 65536 characters)'
      )
    }
  })

  it('refuses writes of a read-only token', async () => {
    const { github, call } = await start()
    const made = await call(
      'POST',
      `${repo}/issues/7/comments`,
      { body: 'x' },
      github.tokens['read-only']
    )
    expect(made.status).toBe(403)
    expect(made.json.message).toBe('Resource not accessible by integration')
    expect(github.state.comments).toEqual([])
    expect(github.requests.at(-1)).toMatchObject({
      scope: 'read-only',
      status: 403
    })
    expect(JSON.stringify(github.requests)).not.toContain('ghs_')
  })
})

describe('a request', () => {
  it('says who sends it', async () => {
    const { github } = await start()
    const { status, json } = await request(`${github.url}${repo}/pulls/7`, {
      headers: { authorization: `token ${github.token}`, 'user-agent': '' }
    })
    expect(status).toBe(403)
    expect(json.message).toContain('User-Agent')
  })
})

describe('GraphQL', () => {
  const pullRequest = (number: number, name = 'infrastructure') => ({
    query: `query ($owner: String!, $name: String!, $number: Int!) {
      repository(owner: $owner, name: $name) {
        pullRequest(number: $number) { headRefOid }
      }
    }`,
    variables: { owner: 'acme', name, number }
  })

  it('answers what was asked, and no more', async () => {
    const { call } = await start()
    const { json } = await call('POST', '/graphql', pullRequest(7))
    expect(json).toEqual({
      data: { repository: { pullRequest: { headRefOid: 'a'.repeat(40) } } }
    })
  })

  it.each([
    [8, 'infrastructure', 'a PullRequest with the number of 8.'],
    [7, 'other', "a Repository with the name 'acme/other'."]
  ])('fails for #%d of %s, with status 200', async (number, name, message) => {
    const { call } = await start()
    const { status, json } = await call(
      'POST',
      '/graphql',
      pullRequest(number, name)
    )
    expect(status).toBe(200)
    expect(json.errors).toMatchObject([
      { type: 'NOT_FOUND', message: `Could not resolve to ${message}` }
    ])
  })

  it('hides a comment with a reason, and only one that is there', async () => {
    const { github, call } = await start()
    const { id } = github.addComment(7, 'hubot', 'twice')
    const hide = (subjectId: string, classifier = ', classifier: DUPLICATE') =>
      call('POST', '/graphql', {
        query: `mutation ($id: ID!) { minimizeComment(input: {subjectId: $id${classifier}}) { minimizedComment { isMinimized } } }`,
        variables: { id: subjectId }
      })
    expect((await hide(`IC_${id}`, '')).json.errors[0].message).toContain(
      "'classifier'"
    )
    expect((await hide('IC_1')).json.errors[0].type).toBe('NOT_FOUND')
    expect(github.state.comments[0]!.minimized).toBe(false)
    const { json } = await hide(`IC_${id}`)
    expect(json.data.minimizeComment.minimizedComment.isMinimized).toBe(true)
    expect(github.state.comments[0]!.minimized).toBe(true)
    const query = { variables: {} }
    expect((await call('POST', '/graphql', query)).status).toBe(400)
  })
})

describe('identity', () => {
  it('has no user, but a viewer', async () => {
    const { call } = await start()
    expect((await call('GET', '/user')).status).toBe(403)
    const { json } = await call('POST', '/graphql', {
      query: '{ viewer { login databaseId } }'
    })
    expect(json.data).toEqual({
      viewer: { login: 'github-actions[bot]', databaseId: 41_898_282 }
    })
  })

  it("tells GitHub's own decision on reviews", async () => {
    const { github, call } = await start()
    github.state.pullRequests.get(7)!.reviewDecision = 'APPROVED'
    const { json } = await call('POST', '/graphql', {
      query:
        'query($number: Int!) { repository(owner: "acme", name: "infrastructure") { pullRequest(number: $number) { reviewDecision headRefOid } } }',
      variables: { number: 7 }
    })
    expect(json.data.repository.pullRequest).toMatchObject({
      reviewDecision: 'APPROVED',
      headRefOid: 'a'.repeat(40)
    })
  })
})
