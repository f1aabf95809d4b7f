import { describe, expect, it } from '@jest/globals'
import { withQuery } from '../../../src/hcp/wire/redirects.ts'

describe('withQuery', () => {
  it('replaces what is given, and keeps a signature to the letter', () => {
    const url = new URL('https://x.example/?sig=a%2Fb&limit=1&off%73et=2')
    expect(withQuery(url, { limit: 5, offset: 0 }).href).toBe(
      'https://x.example/?sig=a%2Fb&limit=5&offset=0'
    )
  })

  it.each(Object.getOwnPropertyNames(Object.prototype))(
    'keeps %s, which every object has',
    (key) => {
      const url = new URL(`https://x.example/?sig=1&${key}=2`)
      expect(withQuery(url, { limit: 1 }).href).toBe(
        `https://x.example/?sig=1&${key}=2&limit=1`
      )
    }
  )
})
