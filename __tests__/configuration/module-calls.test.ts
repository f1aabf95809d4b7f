import { describe, expect, it } from '@jest/globals'
import {
  readHclReferences,
  readJsonReferences
} from '../../src/configuration/module-calls.ts'
import { fc } from '../fuzz.ts'

const call = (path: string) => ({ path, kind: 'module' })
const mention = (path: string) => ({ path, kind: 'mention' })

describe('readHclReferences', () => {
  it.each<[string, string, object[]]>([
    ['nothing', '', []],
    ['a local module', 'module "a" {\n  source = "./a"\n}\n', [call('./a')]],
    ['one on a line', 'module "a" { source = "../a" }', [call('../a')]],
    ['one without quotes', 'module a {\r\n source="./a"\r\n}', [call('./a')]],
    [
      'comments anywhere',
      '# module "no" { source = "../no" }\n/* module "no" {\n*/ module /* x */ "a" { // "\n  source /* = "../n" */ = "../a" # b\n}',
      [call('../a')]
    ],
    [
      'sources that are not local',
      'module "a" {\n source = "modules/x"\n}\nmodule "b" {\n source = "git::https://x.example/y.git//../z?ref=v1"\n}\nmodule "c" {\n  source = "app.terraform.io/acme/x/aws"\n}',
      []
    ],
    [
      'a source with backslashes',
      String.raw`module "a" { source = "..\\a\\b" }`,
      [call('../a/b')]
    ],
    [
      'other blocks and attributes called so',
      'resource "module" "x" {\n source = var.s\n y = { source = var.x }\n}\nlocals {\n module = "x"\n}\nmodule "a" {\n source = "./a"\n providers = {\n  source = aws.x\n }\n x = [\n  source\n ]\n}',
      [call('./a')]
    ],
    [
      'strings with strings and brackets in them',
      'locals {\n x = "${join("}", ["{", "\\"", "$${", "%%{"])}"\n y = "%{ if true }{%{ endif }"\n}\nmodule "a" {\n  source = "./a"\n  z = "}"\n}',
      [call('./a')]
    ],
    [
      'heredocs, which may hold anything',
      'locals {\n x = <<-EOT\n   module "no" { source = "../no"\n   "quote ${ { a = "EOT" }.a } EOT\n   EOT\n y = <<E\nE F\nE\n}\nmodule "a" {\n source = "./a"\n}',
      [call('./a')]
    ],
    [
      'what leads upwards',
      'locals {\n a = file("../a")\n b = file("${path.module}/../b/c.json")\n c = templatefile("${ path.module }/c", {})\n d = "x ${file("./../d")} y"\n e = "1...2"\n f = "a../b"\n}',
      [mention('../a'), mention('../b/c.json'), mention('./../d')]
    ],
    ['a byte order mark', '\uFEFFmodule "a" { source = "./a" }', [call('./a')]]
  ])('reads %s', (_what, text, paths) => {
    expect(readHclReferences(text)).toEqual({ known: true, paths })
  })

  it.each([
    ['M-12: a variable', 'module "a" { source = var.s }', /not a literal/],
    ['a local', 'module "a" { source = "./${local.x}" }', /not a literal/],
    [
      'a template',
      'module "a" { source = "./%{if true}a%{endif}" }',
      /literal/
    ],
    ['a condition', 'module "a" { source = true ? "./a" : "./b" }', /literal/],
    ['a sum', 'module "a" { source = "./a" == "./b" }', /not a literal/],
    ['a heredoc', 'module "a" {\n source = <<E\n./a\nE\n}', /not a literal/],
    ['parentheses', 'module "a" { source = ("./a") }', /not a literal/],
    ['no source', 'module "a" {\n count = 1\n}', /not a literal/],
    ['a source of a source', 'module "a" {\n x = { source = "./a" }\n}', /lit/],
    ['an absolute path', 'module "a" { source = "/etc/a" }', /is '\/etc\/a'/],
    ['a folder itself', 'module "a" { source = ".." }', /is '\.\.'/],
    ['two labels', 'module "a" "b" { source = "./a" }', /odd module block/],
    ['a module that is assigned', 'module = { source = "./a" }', /odd module/],
    ['a string that does not end', 'locals { x = "a\n" }', /does not end/],
    ['a comment that does not end', '/* module', /not expected/],
    ['a heredoc that does not end', 'x = <<E\nmodule', /does not end/],
    ['a template that does not end', 'x = "${a', /does not end/],
    ['a bracket that is not closed', 'locals {', /not closed/],
    ['a bracket that closes another', 'locals { x = [ }', /closes nothing/],
    ['a bracket too many', '}', /closes nothing/],
    ['another language', "module 'a' {}", /odd module block|not expected/],
    [
      'a path that is computed',
      'locals { x = file("${var.x}/../y") }',
      /where '\$\{\}\/\.\.\/y' leads is computed/
    ]
  ])('does not take %s for nothing', (_what, text, why) => {
    expect(readHclReferences(text)).toEqual({
      known: false,
      why: expect.stringMatching(why) as unknown
    })
  })

  it('never throws, and ends', () => {
    const piece = fc.constantFrom(
      ...['module', '"', '{', '}', '${', '%{', '<<E\n', 'E\n', '\n', 'source'],
      ...['=', '"./a"', '/*', '*/', '#', '\\', '$', '..', '(', ')', ' ']
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece, { maxLength: 30 }).map((all) => all.join(''))
        ),
        (text) => {
          expect(typeof readHclReferences(text).known).toBe('boolean')
          expect(typeof readJsonReferences(text).known).toBe('boolean')
        }
      )
    )
  })

  it('finds a call wherever it stands among others', () => {
    const part = fc.constantFrom(
      'locals {\n x = "${1}"\n}\n',
      '# { "\n',
      '/* " */\n',
      'locals {\n x = <<-A\n "{ ${"}"}\n A\n}\n',
      'resource "a" "b" {\n c { d = [1, { e = 2 }] }\n}\n'
    )
    fc.assert(
      fc.property(fc.array(part), fc.array(part), (before, after) => {
        const text = `${before.join('')}module "m" {\n source = "./m"\n}\n${after.join('')}`
        expect(readHclReferences(text)).toEqual({
          known: true,
          paths: [call('./m')]
        })
      })
    )
  })
})

describe('readJsonReferences', () => {
  const read = (document: unknown) =>
    readJsonReferences(JSON.stringify(document))

  it.each<[string, unknown, object[]]>([
    ['nothing', {}, []],
    ['a call', { module: { a: { source: './a' } } }, [call('./a')]],
    [
      'lists of everything',
      [{ module: [{ a: [{ source: './a' }] }, { b: { source: 'x/y/z' } }] }],
      [call('./a')]
    ],
    [
      'comments',
      { '//': '../no', module: { '//': 'no', a: { '//': 1, source: '../a' } } },
      [call('../a')]
    ],
    [
      'mentions',
      { locals: { a: '../a', b: '${path.module}/../b', c: '${1}...' } },
      [mention('../a'), mention('../b')]
    ]
  ])('reads %s', (_what, document, paths) => {
    expect(read(document)).toEqual({ known: true, paths })
  })

  it.each([
    [{ module: { a: { source: './${var.x}' } } }, /not a literal/],
    [{ module: { a: { source: 1 } } }, /not a literal/],
    [{ module: { a: {} } }, /not a literal/],
    [{ module: { a: 'x' } }, /no object/],
    [{ module: 'x' }, /no object/],
    ['x', /no object/],
    [{ locals: { a: '${file("../x")}' } }, /is computed/]
  ])('does not take %j for nothing', (document, why) => {
    expect(read(document)).toEqual({
      known: false,
      why: expect.stringMatching(why) as unknown
    })
  })

  it('does not take what is no JSON for nothing', () => {
    expect(readJsonReferences('{').known).toBe(false)
  })
})
