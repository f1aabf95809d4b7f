import { describe, expect, it, jest } from '@jest/globals'
import { createLog } from '../../src/runner/log.ts'
import { fc, runs } from '../fuzz.ts'

function capture(): { log: ReturnType<typeof createLog>; text: () => string } {
  let text = ''
  const log = createLog((chunk) => {
    text += chunk
  })
  return { log, text: () => text }
}

describe('untrusted text', () => {
  it('stands between a fence and its token, each on a line of its own', () => {
    const { log, text } = capture()
    log.untrusted('::set-output name=approved::true')
    log.untrusted('##[set-output name=approved]true\n')
    log.info('ours')
    log.notice('a command')
    const lines = text().split('\n')
    const token = /^::stop-commands::([\w-]{36})$/.exec(lines[0]!)?.[1]
    expect(lines).toEqual([
      `::stop-commands::${token}`,
      '::set-output name=approved::true',
      '##[set-output name=approved]true',
      'ours',
      `::${token}::`,
      ''
    ])
  })

  it('keeps the fence while there is no command to give', () => {
    const { log, text } = capture()
    log.untrusted('a')
    log.info('::notice::ours, about theirs')
    log.debug('GET /x: 200')
    log.untrusted('b')
    log.close()
    const lines = text().split('\n')
    expect(lines.slice(1, 4)).toEqual([
      'a',
      ': :notice::ours, about theirs',
      'b'
    ])
  })

  it('closes the fence for a debug line that is printed', () => {
    process.env['RUNNER_DEBUG'] = '1'
    try {
      const { log, text } = capture()
      log.untrusted('a')
      log.debug('GET /x: 200')
      expect(text()).toMatch(/^::[\w-]{36}::$/m)
    } finally {
      delete process.env['RUNNER_DEBUG']
    }
  })

  it('gets another token each time', () => {
    const { log, text } = capture()
    log.untrusted('a')
    log.close()
    log.untrusted('b')
    log.close()
    const tokens = [...text().matchAll(/stop-commands::(.+)/g)].map(
      ([, token]) => token
    )
    expect(new Set(tokens).size).toBe(2)
  })

  it('stands in a group that ends before a sentence of ours, fence and all', () => {
    let text = ''
    // Commands are printed by GitHub's own package.
    const printed = jest
      .spyOn(process.stdout, 'write')
      .mockImplementation((chunk) => {
        text += String(chunk)
        return true
      })
    const log = createLog()
    try {
      log.untrusted('a', 'Plan')
      log.untrusted('b', 'Plan')
      log.info('5s  planned')
      log.untrusted('c', 'Plan')
      log.warning('careful')
      log.untrusted('d', 'Apply')
      log.close()
    } finally {
      printed.mockRestore()
    }
    const said = text
      .replaceAll(/[\w-]{36}/g, 'TOKEN')
      .trimEnd()
      .split('\n')
    expect(said).toEqual([
      '::group::Plan',
      '::stop-commands::TOKEN',
      'a',
      'b',
      '::TOKEN::',
      '::endgroup::',
      '5s  planned',
      '::group::Plan, continued',
      '::stop-commands::TOKEN',
      'c',
      '::TOKEN::',
      '::endgroup::',
      '::warning::careful',
      '::group::Apply',
      '::stop-commands::TOKEN',
      'd',
      '::TOKEN::',
      '::endgroup::'
    ])
  })

  it('leaves no fence open', () => {
    const { log, text } = capture()
    log.untrusted('a')
    log.close()
    log.close()
    expect(text().match(/^::.*::$/gm)).toHaveLength(1)
  })
})

describe('what is concealed', () => {
  it('is in nothing that is printed later', () => {
    const { log, text } = capture()
    log.info('first hunter2')
    log.conceal(['hunter2'], takeOut)
    log.info('second hunter2')
    log.untrusted('third hunter2\n')
    expect(text()).toMatch(
      /^first hunter2\nsecond \*{3}\n::stop-commands::.+\nthird \*{3}\n$/
    )
  })

  it('is looked for in one pass, however often something is concealed', () => {
    const { log, text } = capture()
    let passes = 0
    for (const secret of ['hunter1', 'hunter2', 'hunter3']) {
      log.conceal([secret], () => {
        const { learn, redact } = takeOut()
        const count = (message: string): string => {
          passes++
          return redact(message)
        }
        return { learn, redact: count }
      })
    }
    log.info('hunter1 hunter2 hunter3')
    expect(text()).toBe('*** *** ***\n')
    expect(passes).toBe(1)
  })

  it('is learnt once, however many workspaces tell of it between lines', () => {
    const { log, text } = capture()
    const learnt: string[] = []
    const create = () => {
      const { learn, redact } = takeOut()
      const count = (secrets: Iterable<string>): void => {
        const all = [...secrets]
        learnt.push(...all)
        learn(all)
      }
      return { learn: count, redact }
    }
    const secrets = Array.from({ length: 20 }, (_, at) => `hunter-${at}-`)
    for (const secret of secrets) {
      log.conceal([secret, 'shared'], create)
      log.info(secret)
    }
    expect(text()).toBe('***\n'.repeat(20))
    expect(learnt.toSorted()).toEqual([...secrets, 'shared'].toSorted())
  })

  const takeOut = () => {
    const secrets = new Set<string>()
    return {
      learn: (more: Iterable<string>) => {
        for (const secret of more) secrets.add(secret)
      },
      redact: (message: string) => {
        let rest = message
        for (const secret of secrets) rest = rest.replaceAll(secret, '***')
        return rest
      }
    }
  }
})

describe('our own lines', () => {
  it('never look like a workflow command, whatever they quote', () => {
    const piece = fc.constantFrom(
      '::',
      '##[',
      'set-output name=x',
      'x',
      ' ',
      '\n',
      '\r',
      '\r\n',
      '\u2028',
      '\u0085',
      ']',
      '\t',
      '\u0000'
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { log, text } = capture()
        log.info(pieces.join(''))
        for (const line of text().split(/[\n\r\u2028\u0085]/)) {
          expect(line.trimStart().startsWith('::')).toBe(false)
          expect(line).not.toContain('##[')
        }
      }),
      { numRuns: runs(2_000) }
    )
  })
})
