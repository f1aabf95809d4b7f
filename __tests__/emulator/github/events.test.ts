import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Listing } from '../../../emulator/github/events.ts'
import { locatePullRequest } from '../../../src/github/location.ts'
import type { Acting } from './acting.ts'
import { head, startActing } from './acting.ts'

let acting: Acting
beforeEach(async () => {
  acting = await startActing()
  acting.github.addPullRequest({
    number: 8,
    headSha: 'f'.repeat(40),
    headRepo: 'mallory/infrastructure',
    author: 'mallory'
  })
})
afterEach(() => acting.github.close())

/** What the action makes of an event, as far as it can tell. */
function locate(
  number: number,
  happening: Parameters<Acting['github']['event']>[1]
) {
  const { eventName, event, sha, ref } = acting.github.event(number, happening)
  return locatePullRequest(
    { name: eventName, payload: JSON.parse(JSON.stringify(event)), sha, ref },
    undefined
  )
}

describe.each(['workflow_run', 'check_run', 'check_suite'] as const)(
  '%s',
  (name) => {
    it.each<[Listing, object]>([
      ['own', { kind: 'number', number: 7, isFork: false, headSha: head }],
      ['empty', { kind: 'head', sha: head }],
      ['absent', { kind: 'head', sha: head }],
      ['null', { kind: 'head', sha: head }],
      ['doubled', { kind: 'unknown' }]
    ])('lists its pull request: %s', (listing, found) => {
      expect(locate(7, { name, listing })).toMatchObject(found)
    })

    it('lists none for a fork', () => {
      const { event } = acting.github.event(8, { name })
      expect(event[name]).toMatchObject({
        pull_requests: [],
        head_sha: 'f'.repeat(40)
      })
      expect(locate(8, { name })).toMatchObject({
        kind: 'head',
        ...(name === 'workflow_run' ? { isFork: true } : {})
      })
    })
  }
)

describe('other events', () => {
  it('names the pull request, and a commit that is not its head', () => {
    const { sha, ref } = acting.github.event(7, { name: 'pull_request' })
    expect(sha).not.toBe(head)
    expect(ref).toBe('refs/pull/7/merge')
    expect(locate(7, { name: 'pull_request' })).toMatchObject({
      number: 7,
      headSha: head,
      isFork: false
    })
    expect(locate(8, { name: 'pull_request_target' })).toMatchObject({
      number: 8,
      isFork: true,
      author: 'mallory'
    })
  })

  it('tells of reviews and comments', () => {
    acting.github.addReview(7, 'bea', 'APPROVED')
    acting.github.addComment(7, 'bea', '/apply')
    const review = acting.github.event(7, { name: 'pull_request_review' })
    expect(review).toMatchObject({
      actor: 'bea',
      event: { review: { state: 'approved' } }
    })
    expect(locate(7, { name: 'issue_comment' })).toMatchObject({ number: 7 })
  })

  it('tells a merge group by its branch, and a landing by its push', () => {
    expect(locate(7, { name: 'merge_group' })).toMatchObject({ number: 7 })
    const landed = acting.github.land(7, { method: 'squash' })
    expect(locate(7, { name: 'push', landed })).toEqual({
      kind: 'commit',
      sha: landed.after
    })
  })
})
