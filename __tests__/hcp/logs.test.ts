import { beforeEach, describe, expect, it } from '@jest/globals'
import { LogUrlExpiredError } from '../../src/hcp/wire/errors.ts'
import { createLogFrame, logs } from '../../src/hcp/logs.ts'
import { createTransport } from '../../src/hcp/wire/transport.ts'
import { fc } from '../fuzz.ts'
import { blob, interceptRequests } from './api.ts'
import { createFakeClock } from './fake-clock.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8')

describe('createLogFrame', () => {
  it('takes off the frame and counts it', () => {
    const frame = createLogFrame()
    expect(frame.feed(bytes('\u0002hello\n'))).toBe('hello\n')
    expect(frame).toMatchObject({
      offset: 7,
      hasBegun: true,
      isComplete: false
    })
    expect(frame.feed(bytes(''))).toBe('')
    expect(frame.feed(bytes('bye\n\u0003'))).toBe('bye\n')
    expect(frame).toMatchObject({ offset: 12, isComplete: true })
    expect(frame.end()).toBe('')
  })

  it('finds the end in a chunk of its own', () => {
    const frame = createLogFrame()
    frame.feed(bytes('\u0002a'))
    expect(frame.feed(bytes('\u0003'))).toBe('')
    expect(frame).toMatchObject({ offset: 3, isComplete: true })
  })

  it('finds an empty log', () => {
    const frame = createLogFrame()
    expect(frame.feed(bytes('\u0002\u0003'))).toBe('')
    expect(frame).toMatchObject({ offset: 2, hasBegun: true, isComplete: true })
  })

  it('takes a log without framing as it is', () => {
    const frame = createLogFrame()
    expect(frame.feed(bytes('plain\u0003'))).toBe('plain\u0003')
    expect(frame).toMatchObject({ hasBegun: false, isComplete: false })
  })

  it('goes on where an ETX was not the end', () => {
    const frame = createLogFrame()
    expect(frame.feed(bytes('\u0002a\u0003'))).toBe('a')
    expect(frame.feed(bytes('b'))).toBe('b')
    expect(frame.isComplete).toBe(false)
    expect(frame.feed(bytes('c\u0003'))).toBe('c')
    expect(frame).toMatchObject({ offset: 6, isComplete: true })
  })

  it('drops STX only at the very start', () => {
    const frame = createLogFrame()
    expect(frame.feed(bytes('\u0002\u0002a'))).toBe('\u0002a')
    expect(frame.feed(bytes('\u0002b'))).toBe('\u0002b')
  })

  it('turns bytes that are no UTF-8 into U+FFFD', () => {
    const frame = createLogFrame()
    expect(frame.feed(Uint8Array.of(0x02, 0x61, 0xff, 0x62))).toBe('a\ufffdb')
  })

  it('gives up a cut-off character only at the end', () => {
    const frame = createLogFrame()
    expect(frame.feed(Uint8Array.of(0x02, 0x61, 0xe2, 0x82))).toBe('a')
    expect(frame.end()).toBe('\ufffd')
  })

  it('gives up a cut-off character at ETX', () => {
    const frame = createLogFrame()
    expect(frame.feed(Uint8Array.of(0x02, 0xe2, 0x82, 0x03))).toBe('\ufffd')
    expect(frame.end()).toBe('')
  })

  it('keeps a byte order mark', () => {
    expect(createLogFrame().feed(bytes('\u0002\ufeffa'))).toBe('\ufeffa')
  })

  it('C-19: gives the text however the log is cut into chunks', () => {
    fc.assert(
      fc.property(
        fc
          .string({ unit: 'grapheme' })
          .filter((text) => !text.includes('\u0003')),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        (text, sizes) => {
          const whole = bytes(`\u0002${text}\u0003`)
          const frame = createLogFrame()
          let received = ''
          for (let turn = 0; frame.offset < whole.length; turn += 1) {
            const size = sizes[turn % sizes.length]!
            received += frame.feed(
              whole.subarray(frame.offset, frame.offset + size)
            )
          }
          expect(received + frame.end()).toBe(text)
          expect(frame.isComplete).toBe(true)
          expect(frame.offset).toBe(whole.length)
        }
      )
    )
  })

  it('gives a line without an end at once', () => {
    const frame = createLogFrame()
    frame.feed(bytes('\u0002'))
    const chunk = bytes('x'.repeat(65_536))
    for (let turn = 0; turn < 20; turn += 1) {
      expect(frame.feed(chunk)).toHaveLength(65_536)
    }
  })
})

describe('logs.read', () => {
  const secret = 'https://archivist.example/v1/object/s3cr3t?sig=a%2Fb%3D&se=9'
  const lines: string[] = []
  const resource = logs(
    createTransport({
      baseUrl: new URL('https://tfe.example'),
      token: 'token-1',
      userAgent: 'test',
      clock: createFakeClock(),
      log: {
        debug: (line) => lines.push(line),
        info: (line) => lines.push(line)
      }
    })
  )

  interceptRequests()
  beforeEach(() => {
    lines.length = 0
  })

  it('adds limit and offset to the signature, without the token', async () => {
    let requested = ''
    blob()
      .get((uri) => {
        requested = uri
        return true
      })
      .reply(200, 'abc')
    const chunk = await resource.read(secret, 7)
    expect(Buffer.from(chunk).toString()).toBe('abc')
    expect(requested).toBe(
      '/v1/object/s3cr3t?sig=a%2Fb%3D&se=9&limit=65536&offset=7'
    )
    expect(lines.join('\n')).toContain('archivist.example')
    expect(lines.join('\n')).not.toMatch(/s3cr3t|sig=/)
  })

  it('replaces a limit that is in the URL already', async () => {
    blob().get('/log?limit=5&offset=0').reply(200, '')
    const chunk = await resource.read(
      'https://archivist.example/log?limit=1',
      0,
      {
        limit: 5
      }
    )
    expect(chunk).toHaveLength(0)
  })

  it('cuts what a server sends beyond the limit', async () => {
    blob().get('/log?limit=4&offset=0').reply(200, 'abcdefgh')
    const chunk = await resource.read('https://archivist.example/log', 0, {
      limit: 4
    })
    expect(Buffer.from(chunk).toString()).toBe('abcd')
  })

  it.each([403, 404, 410])('takes %i for an expired URL', async (status) => {
    blob()
      .get(/s3cr3t/)
      .reply(status, 'no')
    const error = await resource.read(secret, 0).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(LogUrlExpiredError)
    expect((error as LogUrlExpiredError).status).toBe(status)
    expect(String(error)).not.toMatch(/s3cr3t|sig=/)
    expect(lines.join('\n')).not.toMatch(/s3cr3t|sig=/)
  })

  it('finds nothing new behind the end (416)', async () => {
    blob().get(/log/).reply(416)
    expect(
      await resource.read('https://archivist.example/log', 9)
    ).toHaveLength(0)
  })

  it('tries again after a 503', async () => {
    blob().get(/log/).reply(503)
    blob().get(/log/).reply(200, 'x')
    expect(
      await resource.read('https://archivist.example/log', 0)
    ).toHaveLength(1)
  })

  it('resolves a URL without a host against the server, without the token', async () => {
    blob('https://tfe.example')
      .get('/_archivist/log?limit=65536&offset=0')
      .reply(200, 'x')
    expect(await resource.read('/_archivist/log', 0)).toHaveLength(1)
  })
})
