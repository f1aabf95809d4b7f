import { describe, expect, it } from '@jest/globals'
import { readLabelers } from '../../src/github/label-events.ts'
import { api, expectRequests, gitHub, repository } from './api.ts'

describe('readLabelers', () => {
  expectRequests()

  it('reads who added each label last', async () => {
    const labeled = (name: string, login: string | undefined): object => ({
      event: 'labeled',
      label: { name },
      actor: login === undefined ? null : { login, id: 5, type: 'User' }
    })
    api()
      .get('/repos/acme/network/issues/7/timeline')
      .query({ per_page: 100, page: 1 })
      .reply(200, [
        labeled('Ready', 'ann'),
        { event: 'commented', actor: { login: 'x', id: 1 } },
        { event: 'unlabeled', label: { name: 'Ready' }, actor: null },
        { event: 'labeled' },
        labeled('ready', 'bea'),
        labeled('gone', undefined)
      ])
    const labelers = await readLabelers(gitHub(), repository, 7)
    expect([...labelers]).toEqual([
      ['ready', { login: 'bea', id: 5, isBot: false }],
      ['gone', undefined]
    ])
  })
})
