import { describe, expect, it } from '@jest/globals'
import { readChangedFiles } from '../../src/github/changed-files.ts'
import type { PullRequestLocation } from '../../src/github/location.ts'
import { numberOnly } from '../../src/github/location.ts'
import { api, expectRequests, gitHub, repository, sha } from './api.ts'

expectRequests()

const pull = '/repos/acme/network/pulls/7'
const before = 'b'.repeat(40)
const zeros = '0'.repeat(40)

const file = (filename: string, more: Record<string, unknown> = {}) => ({
  filename,
  status: 'modified',
  changes: 1,
  ...more
})

const read = async (
  name: string,
  payload: unknown = {},
  location: PullRequestLocation = { ...numberOnly(7), headSha: sha }
) => await readChangedFiles(gitHub(), repository, { name, payload }, location)

/** The pull request before and after its files. */
function tellPull(
  changed_files: unknown,
  { times = 2, head = sha }: { times?: number; head?: string | null } = {}
) {
  api()
    .get(pull)
    .times(times)
    .reply(200, { number: 7, head: { sha: head }, changed_files })
}

const listFiles = (page: number) =>
  api().get(`${pull}/files`).query({ per_page: 100, page })

describe('the files of a pull request', () => {
  it.each([
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'issue_comment'
  ])(
    'M-10: of %s have both names of a rename, deletions, and rows without changes',
    async (name) => {
      tellPull(4)
      listFiles(1).reply(200, [
        file('live/b/x.tf', {
          status: 'renamed',
          previous_filename: 'live/a/x.tf'
        }),
        file('old.tf', { status: 'removed' }),
        file('generated.tf', { changes: 0 }),
        file('live/a/x.tf', { status: 'added' })
      ])
      expect(await read(name)).toEqual({
        known: true,
        value: ['live/b/x.tf', 'live/a/x.tf', 'old.tf', 'generated.tf']
      })
    }
  )

  it('are read page by page, up to 3,000', async () => {
    tellPull(3000)
    for (let page = 1; page <= 30; page += 1) {
      listFiles(page).reply(
        200,
        Array.from({ length: 100 }, (_, at) => file(`${page}/${at}`)),
        page < 30 ? { link: `<x?page=${page + 1}>; rel="next"` } : {}
      )
    }
    listFiles(31).optionally().reply(200, [])
    const found = await read('pull_request')
    expect(found.known && found.value).toHaveLength(3000)
  })

  it('M-11: are not known where there are more, which takes one request', async () => {
    tellPull(3001, { times: 1 })
    expect(await read('pull_request')).toEqual({
      known: false,
      why: '3001 files are changed, and GitHub lists 3000'
    })
  })

  it.each([
    [2, /2 files are changed, and GitHub listed 1/],
    [0, /0 files are changed, and GitHub listed 1/]
  ])('are not known where %i are said to be', async (count, why) => {
    tellPull(count)
    listFiles(1).reply(200, [file('a')])
    expect(await read('pull_request')).toMatchObject({
      known: false,
      why: expect.stringMatching(why) as unknown
    })
  })

  it.each([undefined, null, '1', -1])(
    'are not known where their number is %j',
    async (count) => {
      tellPull(count, { times: 1 })
      expect(await read('pull_request')).toMatchObject({ known: false })
    }
  )

  it('are none where there are none', async () => {
    tellPull(0)
    listFiles(1).reply(200, [])
    expect(await read('pull_request')).toEqual({ known: true, value: [] })
  })

  it('are not known of another head than the event has', async () => {
    tellPull(1, { times: 1, head: before })
    expect(await read('pull_request')).toMatchObject({
      known: false,
      why: 'GitHub tells another head than the event'
    })
  })

  it('are not known where GitHub tells no head', async () => {
    tellPull(1, { times: 1, head: null })
    expect(await read('pull_request')).toMatchObject({
      known: false,
      why: 'GitHub does not tell the head'
    })
  })

  it('are not known where somebody pushes while they are listed', async () => {
    tellPull(1, { times: 1 })
    listFiles(1).reply(200, [file('a')])
    tellPull(1, { times: 1, head: before })
    expect(await read('issue_comment', {}, numberOnly(7))).toMatchObject({
      known: false,
      why: 'the pull request changed while its files were listed'
    })
  })

  it('are asked for again while GitHub does not have them', async () => {
    tellPull(1)
    listFiles(1).times(4).reply(404, {})
    listFiles(1).reply(200, [file('a')])
    expect(await read('pull_request')).toEqual({ known: true, value: ['a'] })
  })

  it('M-11: are not known after 5 times', async () => {
    tellPull(1, { times: 1 })
    listFiles(1).times(5).reply(404, { message: 'Not Found' })
    expect(await read('pull_request')).toMatchObject({
      known: false,
      why: expect.stringMatching(/list the files of pull request #7/) as unknown
    })
  })

  it('are not known where one has no name', async () => {
    tellPull(1)
    listFiles(1).reply(200, [{ status: 'modified' }])
    expect(await read('pull_request')).toMatchObject({ known: false })
  })

  it('are not known of a pull request that nobody names', async () => {
    const none = { kind: 'unknown', why: 'x' } as const
    expect(await read('pull_request', {}, none)).toMatchObject({ known: false })
  })

  it('are not looked for once the step is interrupted', async () => {
    const reason = new Error('interrupted')
    await expect(
      readChangedFiles(
        gitHub({ signal: AbortSignal.abort(reason) }),
        repository,
        { name: 'pull_request', payload: {} },
        numberOnly(7)
      )
    ).rejects.toBe(reason)
  })
})

const push = {
  ref: 'refs/heads/main',
  before,
  after: sha,
  forced: false
}

const compare = (status: unknown, files: unknown) =>
  api()
    .get(`/repos/acme/network/compare/${before}...${sha}`)
    .query({ per_page: 1 })
    .reply(200, { status, files })

describe('the files of a push', () => {
  it('are what lies between its commits', async () => {
    compare('ahead', [
      file('b', { status: 'renamed', previous_filename: 'a' }),
      file('c', { changes: 0 })
    ])
    expect(await read('push', push)).toEqual({
      known: true,
      value: ['b', 'a', 'c']
    })
  })

  it('are none between the same', async () => {
    compare('identical', [])
    expect(await read('push', push)).toEqual({ known: true, value: [] })
  })

  it.each([
    [299, true],
    [300, false],
    [301, false]
  ])('M-11: of %i rows are known: %j', async (count, known) => {
    compare(
      'ahead',
      Array.from({ length: count }, (_, at) => file(String(at)))
    )
    expect(await read('push', push)).toMatchObject({ known })
  })

  it.each([
    ['diverged', /not in one line \(diverged\)/],
    ['behind', /not in one line \(behind\)/],
    [undefined, /does not tell how the commits stand/]
  ])('are not known where the commits are %s', async (status, why) => {
    compare(status, [])
    expect(await read('push', push)).toEqual({
      known: false,
      why: expect.stringMatching(why) as unknown
    })
  })

  it('are not known where GitHub lists none', async () => {
    compare('ahead', undefined)
    expect(await read('push', push)).toMatchObject({ known: false })
  })

  it('are not known where the commit is gone', async () => {
    api()
      .get(`/repos/acme/network/compare/${before}...${sha}`)
      .query({ per_page: 1 })
      .reply(404, { message: 'Not Found' })
    expect(await read('push', push)).toMatchObject({
      known: false,
      why: expect.stringMatching(/compare b{40} with a{40}/) as unknown
    })
  })

  it.each([
    ['of a new branch', { before: zeros }, /not name two commits/],
    ['of a deleted branch', { after: zeros }, /not name two commits/],
    ['that was forced', { forced: true }, /was forced/],
    ['of a tag', { ref: 'refs/tags/v1' }, /not to a branch/],
    ['that names no branch', { ref: undefined }, /not tell where/],
    ['without commits', { before: null }, /not name two commits/]
  ])('M-11: %s are not known, without a request', async (_what, more, why) => {
    expect(await read('push', { ...push, ...more })).toEqual({
      known: false,
      why: expect.stringMatching(why) as unknown
    })
  })
})

describe('the files of other events', () => {
  it('are what a merge group brings', async () => {
    compare('ahead', [file('a')])
    const merge_group = { base_sha: before, head_sha: sha }
    expect(await read('merge_group', { merge_group })).toEqual({
      known: true,
      value: ['a']
    })
    expect(await read('merge_group', {})).toMatchObject({ known: false })
  })

  it.each(['workflow_dispatch', 'schedule', 'repository_dispatch', ''])(
    'M-11: are not known of %j',
    async (name) => {
      expect(await read(name)).toMatchObject({
        known: false,
        why: expect.stringMatching(/no base to compare with/) as unknown
      })
    }
  )
})
