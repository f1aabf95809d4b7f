import { describe, expect, it } from '@jest/globals'
import { findRequesters, isWritersEvent } from '../../src/github/requester.ts'
import { fc, runs } from '../fuzz.ts'

const here = { full_name: 'acme/network' }
const fork = { full_name: 'eve/network' }
const pull = (head: unknown, action: unknown = 'opened'): unknown => ({
  action,
  pull_request: { head: { repo: head }, base: { repo: here } }
})

describe('isWritersEvent', () => {
  it.each<[string, unknown, boolean]>([
    ['push', {}, true],
    ['workflow_dispatch', {}, true],
    ['repository_dispatch', {}, true],
    ['schedule', {}, true],
    ['merge_group', {}, true],
    ['release', {}, true],
    ['pull_request', pull(here), true],
    ['pull_request', pull(here, 'synchronize'), true],
    ['pull_request', pull(here, 'closed'), true],
    ['pull_request', pull(here, 'reopened'), true],
    ['create', {}, true],
    ['delete', {}, true],
    ['pull_request', pull(here, 'labeled'), false],
    ['pull_request', pull(here, 'edited'), false],
    ['pull_request', pull(here, 'ready_for_review'), false],
    ['pull_request', pull(here, null), false],
    ['pull_request', pull(here, ['opened']), false],
    ['pull_request', pull(fork), false],
    ['pull_request', pull(null), false],
    ['pull_request', {}, false],
    ['pull_request', null, false],
    ['pull_request_target', pull(here), true],
    ['pull_request_target', pull(fork), false],
    ['pull_request_review', pull(here, 'submitted'), false],
    ['pull_request_review_comment', pull(here, 'created'), false],
    ['issue_comment', {}, false],
    ['discussion', {}, false],
    ['discussion_comment', {}, false],
    ['commit_comment', {}, false],
    ['issues', {}, false],
    ['fork', {}, false],
    ['watch', {}, false],
    ['workflow_run', { workflow_run: { event: 'push' } }, false],
    ['check_run', {}, false],
    ['check_suite', {}, false],
    ['status', {}, false],
    ['', {}, false],
    ['PUSH', {}, false],
    ['something_of_the_future', {}, false]
  ])('%s with %j: %s', (name, payload, want) => {
    expect(isWritersEvent({ name, payload })).toBe(want)
  })
})

describe('findRequesters', () => {
  const by = (login: unknown): unknown => ({ user: { login } })

  it.each<
    [string, unknown, readonly string[], readonly (string | undefined)[]]
  >([
    ['issues', {}, ['ann', 'ann'], ['ann']],
    ['issues', {}, ['bea', 'ann'], ['bea', 'ann']],
    ['issues', { sender: { login: 'ANN' } }, ['ann'], ['ann']],
    ['issues', { sender: { login: 'eve' } }, ['ann'], ['ann', 'eve']],
    ['issue_comment', { comment: by('eve') }, ['ann'], ['ann', 'eve']],
    ['pull_request_review', { review: by('eve') }, ['ann'], ['ann', 'eve']],
    [
      'workflow_run',
      {
        workflow_run: {
          actor: { login: 'eve' },
          triggering_actor: { login: 'mallory' }
        }
      },
      ['ann'],
      ['ann', 'eve', 'mallory']
    ],
    // Whoever wrote it has to be named.
    ['issue_comment', {}, ['ann'], ['ann', undefined]],
    ['issue_comment', { comment: by(7) }, ['ann'], ['ann', undefined]],
    [
      'pull_request_review',
      { comment: by('ann') },
      ['ann'],
      ['ann', undefined]
    ],
    ['issues', {}, ['', ''], [undefined]],
    ['constructor', {}, ['ann'], ['ann']]
  ])('of %s with %j by %j are %j', (name, payload, actors, want) => {
    expect(findRequesters({ name, payload, actors }).logins).toStrictEqual(want)
  })

  it.each([
    ['commit_comment', 'comment'],
    ['discussion_comment', 'comment'],
    ['issue_comment', 'comment'],
    ['pull_request_review', 'review'],
    ['pull_request_review_comment', 'comment']
  ])('asks for who wrote the %s', (name, key) => {
    const of = (payload: unknown) => {
      const { logins, isWritten } = findRequesters({
        ...{ name, payload },
        actors: ['ann']
      })
      expect(isWritten).toBe(true)
      return logins
    }
    expect(of({ [key]: by('eve') })).toStrictEqual(['ann', 'eve'])
    const other = key === 'comment' ? 'review' : 'comment'
    expect(of({ [other]: by('eve') })).toStrictEqual(['ann', 'eve', undefined])
  })

  it.each(['issues', 'workflow_run', 'constructor', 'toString'])(
    'has nothing written in %s',
    (name) => {
      const asked = { name, payload: {}, actors: ['ann'] }
      expect(findRequesters(asked)).toMatchObject({ isWritten: false })
    }
  )

  it('never throws, and always has somebody to ask about', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('issue_comment', 'issues', 'workflow_run', ''),
        fc.jsonValue(),
        fc.constantFrom(['', ''], ['ann', '']),
        (name, payload, actors) => {
          isWritersEvent({ name, payload })
          const { logins } = findRequesters({ name, payload, actors })
          expect(logins.length).toBeGreaterThan(0)
        }
      ),
      { numRuns: runs(1000) }
    )
  })
})
