import { describe, expect, it } from '@jest/globals'
import {
  completeCheckRun,
  createCheckRun,
  findCheckHead,
  findCheckRun
} from '../../src/github/check-runs.ts'
import type { PullRequestLocation } from '../../src/github/location.ts'
import {
  api,
  expectRequests,
  gitHub,
  pullDocument,
  repository,
  sha
} from './api.ts'

const path = '/repos/acme/network/check-runs'
const check = {
  headSha: sha,
  name: 'Gated Terraform Run: app',
  externalId: 'ours'
}
const asked = {
  name: check.name,
  head_sha: sha,
  external_id: 'ours',
  status: 'in_progress'
}

function list(...runs: readonly unknown[]): void {
  api()
    .get(`/repos/acme/network/commits/${sha}/check-runs`)
    .query({ check_name: check.name, filter: 'all', per_page: 100 })
    .reply(200, { total_count: runs.length, check_runs: runs })
}

describe('createCheckRun', () => {
  expectRequests()

  it('makes one in progress, without a link or buttons', async () => {
    api().post(path, asked).reply(201, { id: 4 })
    expect(await createCheckRun(gitHub(), repository, check)).toBe(4)
  })

  it('looks for one whose answer was lost', async () => {
    api().post(path, asked).reply(502, {})
    list({ id: 9, external_id: 'theirs' }, { id: 4, external_id: 'ours' })
    expect(await createCheckRun(gitHub(), repository, check)).toBe(4)
  })

  it('makes it again where it was not made', async () => {
    api().post(path, asked).reply(502, {})
    list({ id: 9, external_id: 'theirs' })
    api().post(path, asked).reply(201, { id: 5 })
    expect(await createCheckRun(gitHub(), repository, check)).toBe(5)
  })

  it('names the permission that is missing', async () => {
    api()
      .post(path)
      .reply(403, { message: 'Resource not accessible by integration' })
    await expect(createCheckRun(gitHub(), repository, check)).rejects.toThrow(
      '"checks: write"'
    )
  })
})

describe('findCheckRun', () => {
  expectRequests()

  it('knows ours only', async () => {
    list({ id: 9, external_id: 'theirs' }, { id: 'x', external_id: 'ours' })
    expect(await findCheckRun(gitHub(), repository, check)).toBeUndefined()
  })
})

describe('completeCheckRun', () => {
  expectRequests()
  const result = { conclusion: 'success', title: 'Plan', summary: 'All.' }
  const annotation = {
    path: 'main.tf',
    startLine: 3,
    endLine: 4,
    level: 'failure',
    title: 'Bad',
    message: 'It is.'
  } as const

  it('ends it', async () => {
    api()
      .patch(`${path}/4`, {
        status: 'completed',
        conclusion: 'success',
        output: { title: 'Plan', summary: 'All.', text: 'page' }
      })
      .reply(200, {})
    await completeCheckRun(gitHub(), repository, 4, { ...result, text: 'page' })
  })

  it('takes three requests for 120 annotations, and ends with the first', async () => {
    const sent: { status?: string; output: { annotations: unknown[] } }[] = []
    api()
      .patch(`${path}/4`, (body: (typeof sent)[0]) => {
        sent.push(body)
        return true
      })
      .times(3)
      .reply(200, {})
    await completeCheckRun(gitHub(), repository, 4, {
      ...result,
      annotations: Array.from({ length: 120 }, () => annotation)
    })
    expect(sent.map(({ output }) => output.annotations.length)).toEqual([
      50, 50, 20
    ])
    expect(sent.map(({ status }) => status)).toEqual([
      'completed',
      undefined,
      undefined
    ])
    expect(sent[0]?.output.annotations[0]).toEqual({
      path: 'main.tf',
      start_line: 3,
      end_line: 4,
      annotation_level: 'failure',
      title: 'Bad',
      message: 'It is.'
    })
  })

  it('is asked again where nobody knows whether it was done', async () => {
    api().patch(`${path}/4`).reply(502, {})
    api().patch(`${path}/4`).reply(200, {})
    await completeCheckRun(gitHub(), repository, 4, result)
  })
})

describe('findCheckHead', () => {
  expectRequests()
  const head = 'b'.repeat(40)
  const pull = (headSha: string | undefined): PullRequestLocation => ({
    kind: 'number',
    number: 7,
    isFork: false,
    headSha,
    author: undefined
  })
  const of = (
    eventName: string,
    location: PullRequestLocation,
    payload: unknown = {}
  ) =>
    findCheckHead(gitHub(), { repository, eventName, payload, location, sha })

  it('is that of the pull request, not the test merge', async () => {
    expect(await of('pull_request', pull(head))).toBe(head)
  })

  it('is read where the event does not tell it', async () => {
    api()
      .get('/repos/acme/network/pulls/7')
      .reply(200, pullDocument({ head: { sha: head, ref: 'x', repo: null } }))
    expect(await of('issue_comment', pull(undefined))).toBe(head)
  })

  it('is that of the merge group, whatever pull request it names', async () => {
    const payload = { merge_group: { head_sha: 'c'.repeat(40) } }
    expect(await of('merge_group', pull(head), payload)).toBe('c'.repeat(40))
    expect(await of('merge_group', pull(head))).toBe(sha)
  })

  it('is the commit of the event, and nothing where nobody knows', async () => {
    expect(await of('push', { kind: 'commit', sha: head })).toBe(head)
    expect(await of('schedule', { kind: 'none', why: '' })).toBe(sha)
    expect(
      await of('pull_request', { kind: 'unknown', why: '' })
    ).toBeUndefined()
  })
})
