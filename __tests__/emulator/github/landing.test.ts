import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { Acting } from './acting.ts'
import { head, repo, startActing } from './acting.ts'

/** How a merged commit leads to its pull request. */

const tip = '5'.repeat(40)
const base = 'b'.repeat(40)
let acting: Acting
beforeEach(async () => {
  acting = await startActing()
})
afterEach(() => acting.github.close())

async function numbersOf(sha: string): Promise<number[]> {
  const { json } = await acting.call('GET', `${repo}/commits/${sha}/pulls`)
  return json.map(({ number }: { number: number }) => number)
}

async function parentsOf(sha: string): Promise<string[]> {
  const { json } = await acting.call('GET', `${repo}/git/commits/${sha}`)
  return json.parents.map((parent: { sha: string }) => parent.sha)
}

describe('a pull request that lands', () => {
  it.each([
    ['merge', [base, head]],
    ['squash', [base]]
  ] as const)('by %s is its merge commit', async (method, parents) => {
    acting.github.land(7, { method, sha: tip, by: 'bea' })
    expect(await numbersOf(tip)).toEqual([7])
    expect(await parentsOf(tip)).toEqual(parents)
    const { json } = await acting.call('GET', `${repo}/pulls/7`)
    expect(json).toMatchObject({
      state: 'closed',
      merged: true,
      merge_commit_sha: tip,
      merged_by: { login: 'bea' }
    })
  })

  it('by rebase is several commits, the last of which it names', async () => {
    const { before, after, commits } = acting.github.land(7, {
      method: 'rebase',
      commits: 3
    })
    expect(commits).toHaveLength(3)
    for (const sha of commits) expect(await numbersOf(sha)).toEqual([7])
    const { json } = await acting.call('GET', `${repo}/pulls/7`)
    expect(json.merge_commit_sha).toBe(after)
    const compared = await acting.call(
      'GET',
      `${repo}/compare/${before}...${after}`
    )
    expect(
      compared.json.commits.map(({ sha }: { sha: string }) => sha)
    ).toEqual(commits)
  })

  it('beside other commits is not the tip of the push', async () => {
    const { before, after, commits } = acting.github.land(7, {
      method: 'squash',
      sha: tip,
      alsoPushed: 1
    })
    expect(commits).toEqual([tip, after])
    expect(await numbersOf(after)).toEqual([])
    expect(await numbersOf(tip)).toEqual([7])
    const { json } = await acting.call(
      'GET',
      `${repo}/compare/${before}...${after}`
    )
    expect(json.total_commits).toBe(2)
  })

  it('is not found by parents that lead in a circle', async () => {
    const [first, second] = ['6', '7'].map((digit) => digit.repeat(40))
    const { commits } = acting.github.state
    const described = { message: '', author: 'bea', tree: 't' }
    commits.set(first!, { ...described, parents: [second!] })
    commits.set(second!, { ...described, parents: [first!] })
    for (const from of [base, first]) {
      const { status } = await acting.call(
        'GET',
        `${repo}/compare/${from}...${second}`
      )
      expect(status).toBe(from === first ? 200 : 404)
    }
  })

  it('by fast-forward is its own head', async () => {
    const landed = acting.github.land(7, { method: 'fast-forward' })
    expect(landed.after).toBe(head)
    expect(await numbersOf(head)).toEqual([7])
  })

  it('with others by the queue is one push, and a commit each', async () => {
    acting.github.addPullRequest({ number: 8, headSha: 'c'.repeat(40) })
    const { commits, before, after } = acting.github.land([7, 8], {
      method: 'squash',
      isQueued: true
    })
    expect(await numbersOf(commits[0]!)).toEqual([7])
    expect(await numbersOf(commits[1]!)).toEqual([8])
    const { json } = await acting.call('GET', `${repo}/activity?ref=main`)
    expect(json).toMatchObject([
      { activity_type: 'merge_queue_merge', before, after }
    ])
  })

  it('is not known for as many answers as were ordered', async () => {
    acting.github.land(7, { method: 'squash', sha: tip, lateAnswers: 2 })
    expect(await numbersOf(tip)).toEqual([])
    expect(await numbersOf(tip)).toEqual([])
    expect(await numbersOf(tip)).toEqual([7])
  })
})

describe('a push', () => {
  it('to the base branch has no pull request', async () => {
    acting.github.pushBranch('main', tip, 'bea')
    expect(await numbersOf(tip)).toEqual([])
    // The same path takes the name of a branch.
    expect(await numbersOf('change-7')).toEqual([7])
  })

  it('is listed with who pushed, the newest first', async () => {
    acting.github.push(7, 'c'.repeat(40), 'mallory')
    const { json } = await acting.call(
      'GET',
      `${repo}/activity?ref=refs/heads/change-7&direction=desc`
    )
    expect(json).toMatchObject([
      {
        activity_type: 'push',
        before: head,
        after: 'c'.repeat(40),
        actor: { login: 'mallory' }
      },
      { activity_type: 'branch_creation', actor: { login: 'hubot' } }
    ])
  })

  it('to a fork is not listed here', async () => {
    acting.github.addPullRequest({
      number: 9,
      headSha: tip,
      headRef: 'fix',
      headRepo: 'mallory/infrastructure'
    })
    const { json } = await acting.call('GET', `${repo}/activity?ref=fix`)
    expect(json).toEqual([])
  })
})
