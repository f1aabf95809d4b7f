import { describe, expect, it } from '@jest/globals'
import { matchesName } from '../../src/inputs/name-globs.ts'
import {
  needsOrganization,
  onlyWorkspace,
  parseWorkspaceSelection
} from '../../src/inputs/workspace-selectors.ts'
import { fc } from '../fuzz.ts'

const named = (name: string) => ({ text: name, kind: 'name', name })

describe('parseWorkspaceSelection', () => {
  it.each([
    ['a name', 'net-eu', [named('net-eu')], []],
    ['an id', 'ws-9QpL', [{ text: 'ws-9QpL', kind: 'id', id: 'ws-9QpL' }], []],
    [
      'ids by wild cards as names',
      'ws-*',
      [{ text: 'ws-*', kind: 'glob', glob: 'ws-*' }],
      []
    ],
    [
      'several, with comments, empty lines, white space and repetitions',
      '\n# all of Europe\r\n  net-eu  \r\n\nnet-us\nnet-eu\n',
      [named('net-eu'), named('net-us')],
      []
    ],
    [
      'wild cards, and what they leave out',
      'net-*-eu\n!net-old-eu\n! net-test-*\n!ws-1',
      [{ text: 'net-*-eu', kind: 'glob', glob: 'net-*-eu' }],
      ['net-old-eu', 'net-test-*', 'ws-1']
    ],
    [
      'a flat tag with a colon in its name',
      'tag:team:network',
      [
        {
          text: 'tag:team:network',
          kind: 'tag',
          key: 'team:network',
          value: undefined
        }
      ],
      []
    ],
    [
      'tags with a value, split at the first equals sign',
      'tag: env=prod\ntag:a=b=c\ntag:only=\ntag:owner=Ann B.',
      [
        { text: 'tag: env=prod', kind: 'tag', key: 'env', value: 'prod' },
        { text: 'tag:a=b=c', kind: 'tag', key: 'a', value: 'b=c' },
        { text: 'tag:only=', kind: 'tag', key: 'only', value: '' },
        { text: 'tag:owner=Ann B.', kind: 'tag', key: 'owner', value: 'Ann B.' }
      ],
      []
    ],
    [
      'a project with spaces',
      'project:Network Core\nproject: X_1',
      [
        {
          text: 'project:Network Core',
          kind: 'project',
          name: 'Network Core'
        },
        { text: 'project: X_1', kind: 'project', name: 'X_1' }
      ],
      []
    ]
  ])('reads %s', (_what, text, selectors, leftOut) => {
    expect(parseWorkspaceSelection(text)).toEqual({
      selection: { selectors, leftOut },
      problems: []
    })
  })

  it.each(['', ' \n '])('has nothing of %j', (text) => {
    expect(parseWorkspaceSelection(text)).toEqual({
      selection: undefined,
      problems: []
    })
  })

  it.each([
    ['a,b', /one name a line/],
    ['a b', /one name a line/],
    ['net-?', /no other wild card/],
    ['net-[ab]', /no other wild card/],
    ['^net-.*$', /no other wild card/],
    ['net/eu', /'tag:NAME'/],
    ['Tag:x', /'tag:' in small letters/],
    ['tag :x', /'tag:' in small letters, with nothing before the colon/],
    ['PROJECT:x', /'project:' in small letters/],
    ['label:x', /'tag:NAME', 'tag:KEY=VALUE', 'project:NAME'/],
    ['tag:', /'tag:NAME' or 'tag:KEY=VALUE'/],
    ['tag:=x', /'tag:NAME' or 'tag:KEY=VALUE'/],
    ['tag:net-*', /tags have no wild cards/],
    ['tag:env=p*', /tags have no wild cards/],
    ['tag:a,b', /one tag a line/],
    ['tag:a b=c', /one tag a line/],
    [`tag:${'k'.repeat(256)}`, /up to 255/],
    [`tag:k=${'v'.repeat(257)}`, /values up to 256/],
    ['tag:k=\u0000', /without control characters/],
    ['project:', /one project a line/],
    ['project:A,B', /one project a line/],
    ['project:Net*', /no wild cards here/],
    ['!', /'!' and a name/],
    ['!tag:x', /tags and projects only select/],
    ['!a,b', /'!' and a name/],
    ['!!a', /'!' and a name/]
  ])('refuses %j alone, and says what is allowed', (line, allowed) => {
    const { selection, problems } = parseWorkspaceSelection(
      `net-eu\n${line}\nnet-us`
    )
    expect(selection).toBeUndefined()
    expect(problems).toEqual([
      {
        input: 'workspace',
        wrong: expect.stringContaining('has the line "') as unknown,
        allowed: expect.stringMatching(allowed) as unknown
      }
    ])
  })

  it('tells of every wrong line', () => {
    expect(parseWorkspaceSelection('a,b\nc\ntag:').problems).toHaveLength(2)
  })

  it.each([
    ['!net-*', /only lines that leave out/],
    ['# nothing', /no line that names a workspace/]
  ])('refuses %j, which names nothing', (text, wrong) => {
    const { selection, problems } = parseWorkspaceSelection(text)
    expect(selection).toBeUndefined()
    expect(problems.map((each) => each.wrong)).toEqual([
      expect.stringMatching(wrong)
    ])
  })

  it('never throws, and has either a selection or problems, for any text', () => {
    const piece = fc.constantFrom(
      ...['!', '*', 'tag:', 'project:', '=', 'a', 'ws-', '\n', '#', ' ', ',']
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((pieces) => pieces.join(''))
        ),
        (text) => {
          const { selection, problems } = parseWorkspaceSelection(text)
          expect(selection === undefined || problems.length === 0).toBe(true)
          expect(selection?.selectors.length).not.toBe(0)
          if (text.trim() !== '') {
            expect(selection === undefined).toBe(problems.length > 0)
          }
        }
      )
    )
  })
})

describe('onlyWorkspace and needsOrganization', () => {
  it.each([
    ['net-eu', 'net-eu', true],
    ['ws-1', 'ws-1', false],
    ['net-eu\n!net-eu', 'net-eu', true],
    ['net-*', undefined, true],
    ['tag:x', undefined, true],
    ['project:x', undefined, true],
    ['ws-1\nws-2', undefined, false],
    ['ws-1\nnet-eu', undefined, true]
  ])('of %j are %j and %j', (text, only, needs) => {
    const selection = parseWorkspaceSelection(text).selection!
    expect(onlyWorkspace(selection)).toBe(only)
    expect(needsOrganization(selection)).toBe(needs)
  })
})

describe('matchesName', () => {
  it.each([
    ['net', 'net', true],
    ['net', 'net-eu', false],
    ['net', 'Net', false],
    ['*', '', true],
    ['net-*', 'net-', true],
    ['net-*', 'net', false],
    ['*-eu', 'net-eu', true],
    ['*-eu', 'net-eu-1', false],
    ['*net*', 'a-net-b', true],
    ['net-*-eu', 'net-a-eu', true],
    ['net-*-eu', 'net-eu', false],
    ['net-*-eu', 'net-a-us', false],
    ['a*a', 'a', false],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'acb', false],
    ['a**c', 'abc', true],
    ['a.c', 'abc', false],
    ['a_c', 'abc', false]
  ])('%j and %j: %j', (glob, name, is) => {
    expect(matchesName(glob, name)).toBe(is)
  })

  it('agrees with a regular expression', () => {
    const letters = (all: string) =>
      fc
        .array(fc.constantFrom(...all.split(',')), { maxLength: 8 })
        .map((each) => each.join(''))
    fc.assert(
      fc.property(letters('a,b,*'), letters('a,b'), (glob, name) => {
        const source = glob.replaceAll('*', '.*')
        expect(matchesName(glob, name)).toBe(
          new RegExp(`^${source}$`).test(name)
        )
      })
    )
  })
})
