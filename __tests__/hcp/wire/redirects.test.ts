import { describe, expect, it } from '@jest/globals'
import { Readable } from 'node:stream'
import type { Answer } from '../../../src/hcp/wire/answer.ts'
import { MalformedResponseError } from '../../../src/hcp/wire/errors.ts'
import {
  redirectTarget,
  resolveFrom,
  signedName,
  signedUrl,
  withQuery
} from '../../../src/hcp/wire/redirects.ts'

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

  it('leaves a URL as it is where nothing is added', () => {
    const url = new URL('https://x.example/?sig=a%2Fb')
    expect(withQuery(url, {})).toBe(url)
    expect(withQuery(url, { limit: undefined })).toBe(url)
  })

  it('encodes what it adds, and leaves out what is not given', () => {
    const url = new URL('https://x.example/')
    expect(
      withQuery(url, { 'a b': 'c&d', offset: 0, limit: undefined }).search
    ).toBe('?a%20b=c%26d&offset=0')
    expect(url.search).toBe('')
  })

  it('takes an empty query, and keys that are no text, as they are', () => {
    const url = new URL('https://x.example/?&&%zz=1&limit&b=1=2')
    expect(withQuery(url, { limit: 2 }).search).toBe('?%zz=1&b=1=2&limit=2')
  })
})

describe('a key that cannot be decoded', () => {
  it('is told by its letters', () => {
    const url = new URL('https://x.example/?%zz=1&undefined=3')
    expect(withQuery(url, { '%zz': 2 }).search).toBe('?undefined=3&%25zz=2')
  })
})

describe('redirectTarget', () => {
  const answer = (status: number): Answer => ({
    status,
    headers: { location: '/there' },
    body: Readable.from([])
  })

  it.each([301, 302, 303, 307, 308])('is where %i leads', (status) => {
    expect(redirectTarget(answer(status))).toBe('/there')
  })

  it.each([200, 201, 300, 304, 305, 306, 404])('is none for %i', (status) => {
    expect(redirectTarget(answer(status))).toBeUndefined()
  })
})

describe('resolveFrom', () => {
  const base = new URL('https://x.example/a/b?c')

  it.each([
    ['../d', 'https://x.example/d'],
    ['//y.example/e', 'https://y.example/e'],
    ['http://z.example/', 'http://z.example/'],
    ['https://[', 'https://[']
  ])('%s leads to %s', (location, target) => {
    expect(resolveFrom(location, base)).toBe(target)
  })
})

describe('signedUrl', () => {
  const https = new URL('https://app.example/api')
  const http = new URL('http://127.0.0.1:8080/api')

  it.each([
    ['https://s.example/1?x=y', https, 'https://s.example/1?x=y'],
    ['/1', https, 'https://app.example/1'],
    ['http://s.example/1', http, 'http://s.example/1'],
    ['https://s.example/1', http, 'https://s.example/1']
  ])('%s from %s is %s', (text, base, url) => {
    expect(signedUrl(text, base).href).toBe(url)
  })

  it.each([
    [
      'http://s.example/s3cr3t',
      https,
      'app.example handed out a signed URL with the scheme http: on s.example, which is not followed from https:'
    ],
    [
      'ftp://s.example/s3cr3t',
      http,
      '127.0.0.1:8080 handed out a signed URL with the scheme ftp: on s.example, which is not followed from http:'
    ],
    ['xhttp://s.example/s3cr3t', http, 'with the scheme xhttp: on s.example'],
    ['httpx://s.example/s3cr3t', http, 'with the scheme httpx: on s.example'],
    ['httpsx://s.example/s3cr3t', http, 'with the scheme httpsx: on s.example'],
    [
      'https://[s3cr3t',
      https,
      'app.example handed out a signed URL that is not a URL'
    ]
  ])('does not follow %s from %s', (text, base, words) => {
    let error: unknown
    try {
      signedUrl(text, base)
    } catch (caught) {
      error = caught
    }
    expect(error).toBeInstanceOf(MalformedResponseError)
    expect((error as Error).message).toContain(words)
    expect((error as Error).message).not.toContain('s3cr3t')
  })
})

describe('signedName', () => {
  it('names the host alone', () => {
    const url = new URL('https://s.example/s3cr3t?sig=s3cr3t')
    expect(signedName(url)).toBe('a signed URL on s.example')
  })
})
