import { describe, expect, it } from '@jest/globals'
import { createLearningScrub, createScrub } from '../../src/plan/scrub.ts'
import { fc } from '../fuzz.ts'

const secret = 'pa$$ wörd/with+"all" kinds?'

describe('createScrub', () => {
  const scrub = createScrub([secret])

  it.each([
    ['as it is', secret],
    ['URL-encoded', encodeURIComponent(secret)],
    ['JSON-escaped', JSON.stringify(secret).slice(1, -1)],
    ['as `urlencode` has it', 'pa%24%24+w%C3%B6rd%2Fwith%2B%22all%22+kinds%3F']
  ])('takes a secret out %s', (_, text) => {
    expect(scrub(`before ${text} after ${text}`)).toBe('before *** after ***')
  })

  it.each([0, 1, 2, 3, 4, 5])('takes its base64 out at offset %d', (offset) => {
    for (const tail of ['', 'x', 'yz']) {
      const whole = Buffer.from('u'.repeat(offset) + secret + tail)
      for (const encoding of ['base64', 'base64url'] as const) {
        const text = scrub(whole.toString(encoding))
        expect(text).toContain('***')
        expect(text.length).toBeLessThan(offset * 2 + 16)
      }
    }
  })

  it('takes out what `jsonencode` and `urlencode` make of it', () => {
    const scrubOne = createScrub(["<a href='x'>&(b)*"])
    expect(scrubOne("\\u003ca href='x'\\u003e\\u0026(b)*")).toBe('***')
    expect(scrubOne('%3Ca+href%3D%27x%27%3E%26%28b%29%2A')).toBe('***')
    expect(scrubOne('%3Ca%20href%3D%27x%27%3E%26%28b%29%2A')).toBe('***')
  })

  it('takes the forms of short secrets out', () => {
    const scrubOne = createScrub(['a"b$c'])
    expect(scrubOne('{"k":"a\\"b$c"} ?k=a%22b%24c')).toBe('{"k":"***"} ?k=***')
    expect(scrubOne(Buffer.from('a"b$c').toString('base64'))).toBe('***')
  })

  it('takes out what is read from a file with a line end, and then trimmed', () => {
    const scrubOne = createScrub(['  hunter2-long\n'])
    expect(scrubOne(Buffer.from('hunter2-long').toString('base64'))).toBe('***')
  })

  it('knows all forms of a secret that is a form of another', () => {
    const inner = 'second+line secret'
    const secrets = [
      `first line here\n${inner}`,
      inner,
      encodeURIComponent(inner),
      Buffer.from(inner).toString('base64')
    ]
    const coded = [
      encodeURIComponent(inner),
      Buffer.from(inner).toString('base64'),
      encodeURIComponent(encodeURIComponent(inner))
    ]
    for (const order of [secrets, secrets.toReversed()]) {
      for (const text of coded) expect(createScrub(order)(text)).toBe('***')
    }
  })

  it('takes out the same whatever the order of the secrets', () => {
    const secretText = fc.string({ minLength: 4, maxLength: 20 })
    fc.assert(
      fc.property(secretText, secretText, fc.string(), (one, two, text) => {
        const both = [`${one}\n${two}`, one, two]
        const shown = [one, two]
          .flatMap((secret) => [
            secret,
            encodeURIComponent(secret),
            Buffer.from(secret).toString('base64')
          ])
          .join(text)
        expect(createScrub(both)(shown)).toBe(
          createScrub(both.toReversed())(shown)
        )
      })
    )
  })

  it('takes out the longest first', () => {
    expect(createScrub(['secret', 'secret-long'])('secret-long')).toBe('***')
  })

  it('takes out the longer lines of a secret one by one', () => {
    const key = '-----BEGIN KEY-----\nMIIEvQIBADANBg\nab\n-----END KEY-----'
    expect(createScrub([key])('> MIIEvQIBADANBg\n> ab')).toBe('> ***\n> ab')
  })

  it('leaves short and common values alone', () => {
    const scrubFew = createScrub(['', 'a', 'abc', 'true', 'null'])
    expect(scrubFew('abc is true, a is null')).toBe('abc is true, a is null')
  })

  it('leaves no secret in any text', () => {
    const word = fc.string({ minLength: 4, maxLength: 12, unit: 'grapheme' })
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.string(),
        fc.string(),
        (secrets, head, tail) => {
          fc.pre(!secrets.some((one) => ['true', 'null', 'none'].includes(one)))
          fc.pre(!secrets.some((one) => one.includes('*')))
          const text = createScrub(secrets)(
            `${head}${secrets.join(tail)}${tail}`
          )
          for (const one of secrets) expect(text).not.toContain(one)
        }
      )
    )
  })

  it('does as one who tries every secret at every place', () => {
    const word = fc.stringMatching(/^[ab]{4,9}$/)
    const all = fc.array(word, { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(all, fc.stringMatching(/^[ab]{0,60}$/), (secrets, text) => {
        const longestFirst = secrets.toSorted((a, b) => b.length - a.length)
        expect(createScrub(secrets)(text)).toBe(
          text.replaceAll(new RegExp(longestFirst.join('|'), 'g'), '***')
        )
      }),
      { numRuns: 1_000 }
    )
  })

  it('is the same where the secrets become known between the texts', () => {
    const word = fc.stringMatching(/^aa[ab]{2,6}(?:\n[ab]{8}){0,2}$/)
    const text = fc.stringMatching(/^(?:aa[ab]{6}\n?){4,8}$/)
    const steps = fc.array(fc.tuple(fc.array(word, { maxLength: 2 }), text), {
      minLength: 2
    })
    fc.assert(
      fc.property(steps, (told) => {
        const learning = createLearningScrub()
        const known: string[] = []
        for (const [secrets, shown] of told) {
          learning.learn(secrets)
          known.push(...secrets)
          expect(learning.redact(shown)).toBe(createScrub(known)(shown))
        }
      })
    )
  })

  it('takes a long secret out as far as there is of it', () => {
    const secret = Array.from({ length: 200 }, (_, i) => `word ${i} `).join('')
    const others = [secret.slice(0, 300), `${secret.slice(0, 400)} another`]
    const scrubLong = createScrub([secret, ...others])
    expect(scrubLong(`a ${secret}b`)).toBe('a ***b')
    expect(scrubLong(`a ${secret.slice(0, 777)} and so on`)).toBe(
      'a *** and so on'
    )
    expect(scrubLong(`a ${secret.slice(0, 405)}!`)).toBe('a ***!')
    expect(scrubLong(secret.slice(0, 255))).toBe(secret.slice(0, 255))
  })

  it.each([
    ['one of one letter', ['a'.repeat(200_000) + 'b']],
    [
      'many that begin alike',
      Array.from({ length: 1_000 }, (_, i) => `aaaa${'b'.repeat(i)}`)
    ],
    [
      'many that are in each other',
      Array.from({ length: 1_000 }, (_, i) => `${'a'.repeat(i + 4)}b`)
    ]
  ])('is not slowed down by hostile secrets: %s', (_, secrets) => {
    const started = process.cpuUsage()
    createScrub(secrets)('a'.repeat(100_000))
    const { user, system } = process.cpuUsage(started)
    // By trying them all it was minutes.
    expect((user + system) / 1_000).toBeLessThan(5_000)
  })

  it('is quick with many secrets and long texts', () => {
    const secrets = Array.from({ length: 5_000 }, (_, i) => `secret-value-${i}`)
    const text = secrets.join(' and ').repeat(10)
    // Of the processor's time: the machine may have other things to do. Secret
    // by secret it takes minutes.
    const started = process.cpuUsage()
    expect(createScrub(secrets)(text)).not.toContain('secret')
    const { user, system } = process.cpuUsage(started)
    expect((user + system) / 1_000).toBeLessThan(10_000)
  })
})
