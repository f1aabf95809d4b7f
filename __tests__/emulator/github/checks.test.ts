import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Acting } from './acting.ts'
import { head, repo, startActing } from './acting.ts'

let acting: Acting
beforeEach(async () => {
  acting = await startActing()
})
afterEach(() => acting.github.close())

const path = `${repo}/check-runs`
const annotations = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    path: 'main.tf',
    start_line: index + 1,
    end_line: index + 1,
    annotation_level: 'warning',
    message: 'look here'
  }))
const make = (given: object = {}, token?: string) =>
  acting.call('POST', path, { name: 'plan', head_sha: head, ...given }, token)

describe('a check run', () => {
  it('is made, and completed by a conclusion', async () => {
    const made = await make({ status: 'in_progress' })
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({
      status: 'in_progress',
      conclusion: null,
      completed_at: null,
      app: { slug: 'github-actions' },
      pull_requests: [{ number: 7 }]
    })
    const one = `${path}/${made.json.id}`
    const ended = await acting.call('PATCH', one, {
      conclusion: 'action_required',
      output: { title: 'Held', summary: 'Waits for a yes' }
    })
    expect(ended.json).toMatchObject({
      status: 'completed',
      conclusion: 'action_required',
      completed_at: expect.any(String),
      output: { title: 'Held', summary: 'Waits for a yes', text: null }
    })
    const listed = await acting.call(
      'GET',
      `${repo}/commits/${head}/check-runs`
    )
    expect(listed.json.total_count).toBe(1)
    // Begun anew it has no conclusion.
    await acting.call('PATCH', one, { status: 'in_progress' })
    expect((await acting.call('GET', one)).json.conclusion).toBeNull()
  })

  it('has the suite and the link that the token decides', async () => {
    const details_url = 'https://example.com/run'
    const own = await make({ details_url })
    expect(own.json.details_url).toBe(own.json.html_url)
    const token = acting.github.addToken({ app: 'planner' })
    const others = await make({ details_url }, token)
    expect(others.json.details_url).toBe(details_url)
    expect(others.json.check_suite).not.toEqual(own.json.check_suite)
    expect((await make()).json.check_suite).toEqual(own.json.check_suite)
    // Each App changes its own alone.
    const patched = await acting.call('PATCH', `${path}/${others.json.id}`, {})
    expect(patched.status).toBe(403)
  })

  it('takes 50 annotations a request, and adds them up', async () => {
    const output = (count: number) => ({
      output: { title: 't', summary: 's', annotations: annotations(count) }
    })
    expect((await make(output(51))).status).toBe(422)
    const { json } = await make(output(50))
    const one = `${path}/${json.id}`
    await acting.call('PATCH', one, output(3))
    const { output: ended } = (await acting.call('GET', one)).json
    expect(ended.annotations_count).toBe(53)
    const listed = await acting.call('GET', `${one}/annotations?per_page=100`)
    expect(listed.json).toHaveLength(53)
  })

  it.each([
    [
      'a summary that is too long',
      { output: { title: 't', summary: 'x'.repeat(65_536) } }
    ],
    ['an output without a summary', { output: { title: 't' } }],
    ['a completed one without a conclusion', { status: 'completed' }],
    ['no commit', { head_sha: undefined }]
  ])('refuses %s', async (_, given) => {
    expect((await make(given)).status).toBe(422)
    expect(acting.github.state.checkRuns).toEqual([])
  })

  it('is made by Apps that may write alone', async () => {
    const person = acting.github.addToken({ login: 'bea' })
    expect((await make({}, person)).status).toBe(403)
    const reader = acting.github.tokens['read-only']
    expect((await make({}, reader)).status).toBe(403)
  })

  it("lists no pull request of a fork's commit", async () => {
    acting.github.addPullRequest({
      number: 8,
      headSha: 'f'.repeat(40),
      headRepo: 'mallory/infrastructure'
    })
    const { json } = await make({ head_sha: 'f'.repeat(40) })
    expect(json.pull_requests).toEqual([])
  })
})
