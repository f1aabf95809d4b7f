import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import type { InputName } from '../../src/inputs/names.ts'
import { examineInputs } from '../../src/inputs/parse-inputs.ts'

/** Every input that is a list of lines, with two lines of it. */
const lists: Readonly<
  Partial<Record<InputName, readonly [first: string, second: string]>>
> = {
  workspace: ['network', '!net-old'],
  'run-id': ['run-1', 'https://app.terraform.io/app/acme/network/runs/run-2'],
  'configuration-directory': ['network: env/net', 'app: env/app'],
  targets: ['aws_x.y["#1"]', 'module.a'],
  replace: ['aws_x.y', 'aws_x.z[0]'],
  'policy-paths': ['policies', 'other/policies'],
  'var-files': ['a.tfvars', 'b c.tfvars.json'],
  order: ['network → app', 'app -> dns'],
  'protected-addresses': ['module.db', '**.aws_kms_key.*'],
  'allowed-run-creators': ['ann', 'user-1'],
  'required-labels': ['ready', 'reviewed by two'],
  'allowed-actors': ['octocat', 'dependabot[bot]']
}
const names = Object.keys(lists) as InputName[]

interface Described {
  readonly default?: string
  readonly description: string
}
const { inputs: described } = parse(readFileSync('action.yml', 'utf8')) as {
  readonly inputs: Readonly<Record<InputName, Described>>
}

/** All that is read with one input so, and what is wrong with that. */
function read(name: InputName, text: string): unknown {
  const { inputs, problems } = examineInputs((asked) => {
    if (asked === name) return text
    if (asked === 'token') return 'abc'
    if (asked === 'hostname') return 'app.terraform.io'
    const value = described[asked].default ?? ''
    return value.startsWith('${{') ? '' : value
  })
  const own = problems.filter(({ input }) => input === name)
  return { inputs: { ...inputs, token: '' }, own }
}

describe('a list of lines', () => {
  it('is every input that says so, and no other', () => {
    const saying = Object.entries(described)
      .filter(([, { description }]) =>
        /\bone (?:path )?a line|Lines such as/i.test(
          description.replaceAll(/\s+/g, ' ')
        )
      )
      .map(([name]) => name)
    expect([...names].sort()).toEqual(saying.sort())
  })

  it.each(names)('%s may have comments, blank lines and CRLF', (name) => {
    const [first, second] = lists[name]!
    const plain = read(name, `${first}\n${second}`)
    for (const text of [
      `# first\n\n${first}\n  # and, "quoted":\n \t\n  ${second}  \n#\n`,
      `\r\n#\r\n${first}\r\n\r\n#${second}\r\n${second}\r\n`
    ]) {
      expect(read(name, text)).toEqual(plain)
    }
    // One line is not the same as two.
    expect(read(name, first)).not.toEqual(plain)
  })

  it.each(names)('%s may have a comment above its only line', (name) => {
    const [first] = lists[name]!
    for (const one of [first, 'network']) {
      if (one !== first && name !== 'configuration-directory') continue
      const commented = read(name, `# why\n${one}\n`) as { own: unknown[] }
      const plain = read(name, one) as { own: unknown[] }
      expect(commented.own).toEqual(plain.own)
      expect(JSON.stringify(commented)).toBe(JSON.stringify(plain))
    }
  })

  it.each(names)('%s is empty, or refused, with comments alone', (name) => {
    const mayBeEmpty = ['targets', 'replace', 'policy-paths', 'var-files']
    const empty = read(name, '') as { inputs: unknown; own: unknown[] }
    const commented = read(name, '# later\n\n') as typeof empty
    if ([...mayBeEmpty, 'order'].includes(name)) {
      expect(commented).toEqual(empty)
    } else {
      expect(commented.own).toHaveLength(1)
      expect(JSON.stringify(commented.own)).toContain('has no line that')
    }
  })
})
