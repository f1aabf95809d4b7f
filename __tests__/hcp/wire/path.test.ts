import { describe, expect, it } from '@jest/globals'
import { InvalidRequestError } from '../../../src/hcp/wire/errors.ts'
import { path } from '../../../src/hcp/wire/path.ts'
import { fc } from '../../fuzz.ts'

describe('path', () => {
  it('encodes every value as one segment', () => {
    expect(path`/organizations/${'a/b'}/workspaces/${'x y?#é'}`).toBe(
      '/organizations/a%2Fb/workspaces/x%20y%3F%23%C3%A9'
    )
  })

  it.each(['', '.', '..', '\ud800'])('refuses %j', (value) => {
    expect(() => path`/runs/${value}`).toThrow(InvalidRequestError)
  })

  it('never leaves its place, whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        fc.pre(!['', '.', '..'].includes(value))
        const url = new URL(
          `https://x.example/api/v2${path`/runs/${value}/actions`}`
        )
        expect(url.pathname.split('/')).toHaveLength(6)
        expect(url.pathname).toMatch(/^\/api\/v2\/runs\/[^/]+\/actions$/)
        expect(url.search + url.hash).toBe('')
      })
    )
  })
})
