import { describe, expect, it } from '@jest/globals'
import { coversAddress } from '../../src/gate/addresses.ts'
import { fc } from '../fuzz.ts'

describe('coversAddress', () => {
  it.each([
    ['aws_db_instance.main', 'aws_db_instance.main'],
    ['aws_db_instance.main', 'aws_db_instance.main[0]'],
    ['aws_db_instance.main', 'aws_db_instance.main["eu"]'],
    ['aws_db_instance.*', 'aws_db_instance.main["eu"]'],
    ['aws_db_instance', 'aws_db_instance.main'],
    ['aws_db_*.main', 'aws_db_instance.main'],
    ['aws_db_instance.m??n', 'aws_db_instance.main'],
    ['aws_db_instance.main[0]', 'aws_db_instance.main[0]'],
    ['aws_db_instance.main["eu"]', 'aws_db_instance.main["eu"]'],
    ['aws_db_instance.main[*]', 'aws_db_instance.main["a.b]c"]'],
    ['aws_subnet.a["10.0.*"]', 'aws_subnet.a["10.0.0.0/8"]'],
    ['aws_subnet.a["x"].y', 'aws_subnet.a["x"].y[1]'],
    ['module.db', 'module.db.aws_db_instance.main'],
    ['module.db', 'module.db["eu"].module.deep.aws_db_instance.main[0]'],
    ['module.db.*', 'module.db.aws_db_instance.main'],
    ['module.db.**', 'module.db.module.x.aws_db_instance.main'],
    ['module.*["eu"].aws_vpc.x', 'module.app["eu"].aws_vpc.x'],
    ['**', 'aws_vpc.x'],
    ['**', 'module.a.module.b["x"].aws_vpc.x[0]'],
    ['**.aws_vpc.*', 'aws_vpc.x'],
    ['**.aws_vpc.*', 'module.a.aws_vpc.x'],
    ['**.aws_vpc.*', 'module.a["k.aws"].module.b.aws_vpc.x["y"]'],
    ['module.**.aws_vpc.x', 'module.a.module.b.aws_vpc.x'],
    ['**.module.b.**.x', 'module.a.module.b.aws_vpc.x'],
    ['aws_x.a["q\\"uote"]', 'aws_x.a["q\\"uote"]'],
    ['aws_x.a["new?line"]', 'aws_x.a["new\nline"]'],
    ['aws_x.a["(a|b)+$^{1}\\\\"]', 'aws_x.a["(a|b)+$^{1}\\\\"]'],
    ['aws_x.ünïcode', 'aws_x.ünïcode'],
    ['aws_x.a["?"]', 'aws_x.a["😀"]']
  ])('%s covers %s', (glob, address) => {
    expect(coversAddress(glob, address)).toBe(true)
    expect(coversAddress(glob, 'nothing.of-the-kind')).toBe(glob === '**')
  })

  it.each([
    ['aws_db_instance.main', 'aws_db_instance.main2'],
    ['aws_db_instance.main', 'module.x.aws_db_instance.main'],
    ['aws_db_instance.main', 'aws_db_instance'],
    ['aws_db_instance.*', 'module.a.aws_db_instance.x'],
    ['aws_db_instance.main[0]', 'aws_db_instance.main[01]'],
    ['aws_db_instance.main[0]', 'aws_db_instance.main'],
    ['aws_db_instance.main[0]', 'aws_db_instance.main["0"]'],
    ['aws_db_instance.main[*]', 'aws_db_instance.other[0]'],
    ['aws_db_instance.main[*]', 'aws_db_instance.main'],
    ['module.db', 'module.db2.aws_vpc.x'],
    ['module.db', 'aws_vpc.module'],
    ['module.*["eu"].aws_vpc.x', 'module.app["us"].aws_vpc.x'],
    ['module.*["eu"].aws_vpc.x', 'module.app.aws_vpc.x'],
    ['module.*.aws_vpc.x', 'module.a.module.b.aws_vpc.x'],
    ['*_vpc.x', 'aws_vpc.y'],
    ['aws_vpc.?', 'aws_vpc.ab'],
    ['**.aws_vpc.*', 'aws_vpc'],
    ['**.aws_vpc.*', 'module.a["aws_vpc.x"].aws_subnet.x'],
    ['aws_x.a["(a|b)"]', 'aws_x.a["a"]'],
    ['aws-x.a', 'awssx.a']
  ])('%s does not cover %s', (glob, address) => {
    expect(coversAddress(glob, address)).toBe(false)
  })

  it.each([
    '',
    'a b',
    '.a',
    'a.',
    'a..b',
    'a[',
    'aws_vpc.y,aws_db.y',
    'aws+x.a',
    'a[b]',
    'a["b"',
    'a["b"]c',
    'a]'
  ])('takes %j for no glob, and lets nothing through', (text) => {
    expect(coversAddress(text, 'aws_vpc.x')).toBe(true)
    expect(coversAddress('aws_db.x', text)).toBe(true)
  })

  it('knows a name in either Unicode form', () => {
    for (const [one, other] of [
      ['NFC', 'NFD'],
      ['NFD', 'NFC']
    ] as const) {
      const glob = 'aws_vpc.caf\u00e9["\u00fc*"]'.normalize(one)
      const address = 'aws_vpc.caf\u00e9["\u00fcber"]'.normalize(other)
      expect(coversAddress(glob, address)).toBe(true)
      expect(coversAddress(glob, 'aws_vpc.cafe["uber"]')).toBe(false)
    }
  })

  it('covers any address by itself, by its start and by **', () => {
    const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,8}$/)
    const key = fc.oneof(
      fc.constant(''),
      fc.nat(99).map((index) => `[${index}]`),
      fc.string({ maxLength: 8 }).map((text) => `[${JSON.stringify(text)}]`)
    )
    const segment = fc.tuple(name, key).map((parts) => parts.join(''))
    fc.assert(
      fc.property(
        fc.array(segment, { minLength: 1, maxLength: 6 }),
        fc.nat(),
        (segments, cut) => {
          const address = segments.join('.')
          const start = segments.slice(0, 1 + (cut % segments.length)).join('.')
          expect(coversAddress(address, address)).toBe(true)
          expect(coversAddress(start, address)).toBe(true)
          expect(coversAddress(`**.${segments.at(-1)!}`, address)).toBe(true)
          expect(coversAddress(`${address}.more`, address)).toBe(false)
        }
      )
    )
  })
})
