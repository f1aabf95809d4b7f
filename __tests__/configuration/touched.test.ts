import { describe, expect, it } from '@jest/globals'
import { judgeTouch } from '../../src/configuration/touched.ts'
import type {
  Changes,
  Paths,
  TriggerRules
} from '../../src/configuration/touched.ts'
import { createGlob } from '../../src/configuration/trigger-globs.ts'
import { fc } from '../fuzz.ts'

const known = (...value: string[]): Paths => ({ known: true, value })
const rulesWith = (changes: Partial<TriggerRules> = {}): TriggerRules => ({
  workingDirectory: undefined,
  vcsRepoIdentifier: 'acme/network',
  fileTriggersEnabled: true,
  triggerPatterns: [],
  triggerPrefixes: [],
  tagsRegex: undefined,
  ...changes
})
const judge = (
  rules: Partial<TriggerRules>,
  files: Paths,
  own?: Paths,
  repository = 'acme/network'
) =>
  judgeTouch(rulesWith(rules), {
    repository,
    files,
    own: own ?? known(),
    uploads: own !== undefined
  })

const inA = { workingDirectory: 'live/a' }

describe('judgeTouch', () => {
  it.each<[string, Partial<TriggerRules>, string[], boolean, RegExp]>([
    [
      'M-8: patterns replace the working directory',
      { ...inA, triggerPatterns: ['/modules/**/*'] },
      ['live/a/main.tf'],
      false,
      /none of the changes \(1\) matches the trigger-pattern '\/modules\/\*\*\/\*'/
    ],
    [
      'M-8: prefixes add to it',
      { ...inA, triggerPrefixes: ['modules'] },
      ['live/a/main.tf'],
      true,
      /'live\/a\/main.tf' is below the working-directory 'live\/a'/
    ],
    [
      'a pattern',
      { triggerPatterns: ['/x', '/modules/**/*'] },
      ['modules/a/b.tf'],
      true,
      /matches the trigger-pattern '\/modules/
    ],
    [
      'a prefix',
      { ...inA, triggerPrefixes: ['./modules/'] },
      ['readme.md', 'modules/x.tf'],
      true,
      /'modules\/x.tf' begins with the trigger-prefix 'modules'/
    ],
    [
      'a prefix read as text',
      { ...inA, triggerPrefixes: ['/mod'] },
      ['modules/x.tf'],
      true,
      /trigger-prefix 'mod'/
    ],
    [
      'neither prefix nor working directory',
      { ...inA, triggerPrefixes: ['modules'] },
      ['live/ab/main.tf'],
      false,
      /working-directory 'live\/a', or .*trigger-prefix 'modules'/
    ],
    [
      'a prefix of the whole repository',
      { ...inA, triggerPrefixes: ['/'] },
      [],
      true,
      /whole repository/
    ],
    ['the working directory', inA, ['live/a/x/y.txt'], true, /below/],
    [
      'the working directory, written otherwise',
      { workingDirectory: './live//a/' },
      ['live/a/x'],
      true,
      /below/
    ],
    [
      'a folder whose name only begins so',
      inA,
      ['live/ab/x', 'live/A/x'],
      false,
      /none of the changes \(2\)/
    ],
    ['a submodule above it', inA, ['live'], true, /'live' is below/],
    [
      'another Unicode form of it',
      { workingDirectory: 'caf\u00e9' },
      ['cafe\u0301/x'],
      true,
      /below/
    ],
    [
      'M-9: no patterns, prefixes or directory',
      {},
      ['any'],
      true,
      /every change counts .*root/
    ],
    [
      'M-9: a directory that is the root',
      { workingDirectory: '/', triggerPrefixes: ['modules'] },
      ['any'],
      true,
      /every change counts/
    ],
    [
      'M-9: file triggers off',
      { ...inA, fileTriggersEnabled: false },
      ['any'],
      true,
      /file-triggers-enabled is false/
    ],
    [
      'M-9: runs by tags',
      { ...inA, tagsRegex: 'v.*' },
      ['any'],
      true,
      /tag-triggered/
    ],
    [
      'rules that are not told',
      { ...inA, fileTriggersEnabled: undefined },
      ['any'],
      true,
      /does not tell its rules/
    ],
    [
      'a directory out of the repository',
      { workingDirectory: '../x' },
      ['any'],
      true,
      /leads out/
    ],
    [
      'a glob that no document explains',
      { triggerPatterns: ['/a/*', '/{b,c}/*'] },
      ['any'],
      true,
      /not documented what its trigger-pattern '\/\{b,c\}\/\*'/
    ],
    [
      'another repository',
      { ...inA, vcsRepoIdentifier: 'acme/other' },
      ['any'],
      true,
      /connected to acme\/other/
    ],
    [
      'the repository in other case',
      { ...inA, vcsRepoIdentifier: 'Acme/Network' },
      ['any'],
      false,
      /none/
    ],
    ['no change at all', inA, [], false, /none of the changes \(0\)/]
  ])('goes by %s', (_what, rules, files, touched, rule) => {
    const touch = judge(rules, known(...files))
    expect(touch).toEqual({
      touched,
      rule: expect.stringMatching(rule) as unknown
    })
  })

  it('M-10: takes both names of a rename, and deletions, as any path', () => {
    const renamed = known('live/b/x.tf', 'live/a/x.tf')
    expect(judge(inA, renamed).touched).toBe(true)
    expect(judge({ workingDirectory: 'live/b' }, renamed).touched).toBe(true)
    expect(judge({ workingDirectory: 'live/c' }, renamed).touched).toBe(false)
  })

  it('M-11: plans where the changes are not known, and says why', () => {
    const files: Paths = { known: false, why: 'the push was forced' }
    expect(judge(inA, files)).toEqual({
      touched: true,
      rule: 'it is not known what is changed: the push was forced'
    })
  })

  it.each<[string, Partial<TriggerRules>, string, boolean]>([
    ['its own folder without rules', {}, 'live/a/x', true],
    ['another without rules', {}, 'live/b/x', false],
    [
      'its own, whatever the patterns are',
      { triggerPatterns: ['/m/**/*'] },
      'live/a/x',
      true
    ],
    ['what patterns match', { triggerPatterns: ['/m/**/*'] }, 'm/x', true],
    ['the working directory, too', { workingDirectory: 'w' }, 'w/x', true],
    ['what prefixes add', { triggerPrefixes: ['m'] }, 'm/x', true],
    ['nothing of it', { triggerPrefixes: ['m'] }, 'n/x', false],
    ['a var-file', {}, 'vars/eu.tfvars', true],
    ['a file beside it', {}, 'vars/eu.tfvars.bak', false],
    ['rules that are not told', { fileTriggersEnabled: undefined }, 'n', false],
    ['another repository', { vcsRepoIdentifier: 'acme/other' }, 'n', false],
    ['file triggers that are off', { fileTriggersEnabled: false }, 'n', true]
  ])('goes, for an upload, by %s', (_what, rules, file, touched) => {
    const own = known('live/a', 'vars/eu.tfvars')
    expect(judge(rules, known(file), own).touched).toBe(touched)
  })

  it('plans where the files of an upload are not known', () => {
    const own: Paths = { known: false, why: 'main.tf cannot be read' }
    expect(judge(inA, known('n'), own)).toEqual({
      touched: true,
      rule: 'it is not known which files it depends on: main.tf cannot be read'
    })
  })

  it('plans for a var-file without an upload, and else by the rules', () => {
    const changes = { repository: 'acme/network', own: known('eu.tfvars') }
    const touch = (file: string) =>
      judgeTouch(rulesWith(inA), {
        ...changes,
        files: known(file),
        uploads: false
      }).touched
    expect(['eu.tfvars', 'live/a/x', 'n'].map(touch)).toEqual([
      true,
      true,
      false
    ])
  })

  const path = fc
    .array(fc.constantFrom('a', 'b', 'm', 'live', 'A.tf'), {
      minLength: 1,
      maxLength: 4
    })
    .map((parts) => parts.join('/'))
  const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
    fc.option(arbitrary, { nil: undefined })
  const paths: fc.Arbitrary<Paths> = fc.oneof(
    fc.array(path).map((value) => known(...value)),
    fc.constant<Paths>({ known: false, why: 'x' })
  )
  const glob = path.chain((way) =>
    fc.constantFrom(way, `/${way}`, `/${way}/**/*`, '/**/*.tf', '/*/?', '/[a]')
  )
  const rules = fc.record({
    workingDirectory: maybe(path),
    vcsRepoIdentifier: maybe(fc.constantFrom('acme/network', 'acme/other')),
    fileTriggersEnabled: maybe(fc.boolean()),
    triggerPatterns: maybe(fc.array(glob, { maxLength: 3 })),
    triggerPrefixes: maybe(fc.array(path, { maxLength: 3 })),
    tagsRegex: maybe(fc.constant('v.*'))
  })
  const world = fc.record({
    repository: fc.constant('acme/network'),
    files: paths,
    own: paths,
    uploads: fc.boolean()
  })

  it('never takes back a touch for one more change', () => {
    fc.assert(
      fc.property(
        rules,
        world,
        fc.array(path),
        path,
        (workspace, rest: Omit<Changes, 'files'>, some, more) => {
          const touch = (...files: string[]): boolean =>
            judgeTouch(workspace, { ...rest, files: known(...files) }).touched
          expect(touch(...some, more) || !touch(...some)).toBe(true)
        }
      )
    )
  })

  it('is touched by whatever becomes unknown', () => {
    fc.assert(
      fc.property(rules, world, (workspace, changes: Changes) => {
        const no: Paths = { known: false, why: 'x' }
        for (const less of [
          { ...changes, files: no },
          { ...changes, own: no }
        ]) {
          expect(judgeTouch(workspace, less).touched).toBe(true)
        }
      })
    )
  })
})

describe('createGlob', () => {
  it.each([
    ['/modules/**/*', 'modules/a', true],
    ['/modules/**/*', 'modules/a/b/c.tf', true],
    ['/modules/**/*', 'modules/.hidden', true],
    ['/modules/**/*', 'live/modules/a', false],
    ['/modules/**/*', 'modules', false],
    ['/**/*', 'main.tf', true],
    ['/**/*', 'a/b/main.tf', true],
    ['/*', 'main.tf', true],
    ['/*', 'a/main.tf', false],
    ['/a/*.tf', 'a/b.tf', true],
    ['/a/*.tf', 'a/.tf', true],
    ['/a/*.tf', 'a/b/c.tf', false],
    ['/a/**', 'a/b/c', true],
    ['/**/networking/**/*', 'networking/x', true],
    ['/**/networking/**/*', 'a/b/networking/c/x', true],
    ['/**/networking/**/*', 'a/xnetworking/x', false],
    ['/*.???', 'a.txt', true],
    ['/*.???', 'a.tf', false],
    ['/*.?', 'a.tf', true],
    ['/a?', 'a', false],
    ['/a?b', 'a/b', false],
    ['/a.b', 'axb', false],
    ['/A/*', 'a/x', true],
    ['/caf\u00e9/*', 'cafe\u0301/x', true],
    ['a/*', 'a/x', true],
    ['*.tf', 'deep/down/x.tf', true],
    ['./a/*', 'b/a/x', false],
    ['/a/**/**/b', 'a/b', true],
    ['/\u{1f600}?', '\u{1f600}x', true]
  ])('%s and %s: %j', (pattern, path, is) => {
    expect(createGlob(pattern)?.(path)).toBe(is)
  })

  it.each(['', '/{a,b}', '/[a]', '!/a', String.raw`/a\*`])(
    'does not know what %j is',
    (pattern) => {
      expect(createGlob(pattern)).toBeUndefined()
    }
  )

  it('takes no longer than both lengths, whatever is written', () => {
    const glob = createGlob(`/${'*a'.repeat(40)}/${'**/'.repeat(20)}b`)
    expect(glob?.('a'.repeat(2000))).toBe(false)
  })
})
