import { describe, expect, it } from '@jest/globals'
import { sortReviews } from '../../src/gate/sort-reviews.ts'
import type { ReviewEvidence } from '../../src/gate/evidence.ts'
import { headSha, lost, no, otherSha, pullRequest, review } from './evidence.ts'

const bot = { id: 9, login: 'helper[bot]', isBot: true }
const last = { id: 6, login: 'quin', isBot: false }
const pusher = { id: 5, login: 'pat', isBot: false }
const author = { id: 1, login: 'renamed', isBot: false }

function sorted(
  ...reviews: readonly ReviewEvidence[]
): Partial<ReturnType<typeof sortReviews>> {
  const { live, stale, against, discounted, unknown } = sortReviews(
    reviews,
    pullRequest({ pushers: { known: true, value: [last, pusher] } })
  )
  return Object.fromEntries(
    Object.entries({ live, stale, against, discounted, unknown }).filter(
      ([, names]) => names.length > 0
    )
  )
}

describe('sortReviews', () => {
  it.each([
    ['an approval of the head', [review('bea', 'APPROVED')], { live: ['bea'] }],
    [
      'an approval of another commit',
      [review('bea', 'APPROVED', { commitId: otherSha })],
      { stale: ['bea'] }
    ],
    [
      'an approval of a commit that is gone',
      [review('bea', 'APPROVED', { commitId: undefined })],
      { stale: ['bea'] }
    ],
    [
      'an approval by a reader',
      [review('bea', 'APPROVED', { mayWrite: no })],
      { discounted: ['bea (no write permission)'] }
    ],
    [
      'an approval by somebody unknown',
      [review('bea', 'APPROVED', { mayWrite: lost })],
      { unknown: ['bea (it is not there.)'] }
    ],
    [
      'an approval by a bot',
      [review('x', 'APPROVED', { reviewer: bot })],
      { discounted: ['helper[bot] (no person)'] }
    ],
    [
      'an approval by the author under a new name',
      [review('x', 'APPROVED', { reviewer: author })],
      { discounted: ['renamed (author)'] }
    ],
    [
      'a request for changes by a deleted account',
      [
        review('x', 'CHANGES_REQUESTED', { reviewer: undefined }),
        review('x', 'APPROVED', { reviewer: undefined })
      ],
      { against: ['a deleted account'] }
    ],
    [
      'one by a deleted account that was dismissed',
      [review('x', 'DISMISSED', { reviewer: undefined })],
      {}
    ],
    [
      'an approval by whoever pushed the head',
      [review('x', 'APPROVED', { reviewer: pusher })],
      { discounted: ['pat (pushed the head)'] }
    ],
    [
      'a request for changes by whoever pushed the head',
      [review('x', 'CHANGES_REQUESTED', { reviewer: pusher })],
      { against: ['pat'] }
    ],
    [
      'an approval by a deleted account',
      [review('x', 'APPROVED', { reviewer: undefined })],
      {}
    ],
    ['a comment', [review('bea', 'COMMENTED')], {}],
    ['a draft', [review('bea', 'PENDING')], {}],
    [
      'a comment after an approval',
      [review('bea', 'APPROVED'), review('bea', 'COMMENTED')],
      { live: ['bea'] }
    ],
    [
      'a dismissal after an approval',
      [
        review('bea', 'APPROVED'),
        review('bea', 'DISMISSED', { mayWrite: lost })
      ],
      { discounted: ['bea (dismissed)'] }
    ],
    [
      'an approval after a request for changes',
      [review('bea', 'CHANGES_REQUESTED'), review('bea', 'APPROVED')],
      { live: ['bea'] }
    ],
    [
      'a request for changes after an approval',
      [review('bea', 'APPROVED'), review('bea', 'CHANGES_REQUESTED')],
      { against: ['bea'] }
    ],
    [
      'a request for changes of an earlier commit',
      [review('bea', 'CHANGES_REQUESTED', { commitId: otherSha })],
      { against: ['bea'] }
    ],
    [
      'a request for changes by a reader',
      [review('bea', 'CHANGES_REQUESTED', { mayWrite: no })],
      { discounted: ['bea (no write permission)'] }
    ],
    [
      'two people',
      [review('bea', 'APPROVED'), review('cleo', 'APPROVED')],
      { live: ['bea', 'cleo'] }
    ],
    [
      'one person twice',
      [review('bea', 'APPROVED'), review('bea', 'APPROVED')],
      { live: ['bea'] }
    ],
    [
      'an approval of the head, then of an earlier commit',
      [
        review('bea', 'APPROVED', { commitId: headSha }),
        review('bea', 'APPROVED', { commitId: otherSha })
      ],
      { stale: ['bea'] }
    ]
  ] as const)('judges %s', (_, reviews, want) => {
    expect(sorted(...reviews)).toEqual(want)
  })

  it('knows an author who is gone from nobody', () => {
    expect(
      sortReviews([review('bea', 'APPROVED')], {
        headSha,
        author: undefined,
        pushers: { known: true, value: [] }
      }).live
    ).toEqual(['bea'])
  })
})
