import { describe, expect, it } from '@jest/globals'
import { parseJson } from '../../../src/hcp/wire/exact-json.ts'
import { fc } from '../../fuzz.ts'

/** A decimal number as any server may write it. */
const written = fc
  .tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 10n ** 40n }),
    fc.option(fc.stringMatching(/^\d{1,30}$/)),
    fc.option(fc.integer({ min: -330, max: 330 }))
  )
  .map(
    ([isNegative, whole, fraction, exponent]) =>
      `${isNegative ? '-' : ''}${whole}${fraction === null ? '' : `.${fraction}`}${exponent === null ? '' : `e${exponent}`}`
  )

/** The number as a whole one times a power of ten, without zeros to spare. */
function exactly(text: string): string {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)!
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const kept = digits.replace(/0+$/, '')
  if (kept === '') return '0'
  const exponent = Number(power) - fraction.length
  return `${sign}${kept}e${exponent + digits.length - kept.length}`
}

describe('parseJson', () => {
  it('keeps every number, whatever it is written into', () => {
    fc.assert(
      fc.property(written, (number) => {
        for (const text of [number, `[${number}]`, `{"a": ${number}}`]) {
          const again = JSON.stringify(parseJson(text))
          const found = /-?\d[\d.eE+-]*/.exec(again)![0]
          expect(exactly(found)).toBe(exactly(number))
        }
      })
    )
  })

  it('is JSON.parse where doubles do', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        expect(parseJson(text)).toEqual(JSON.parse(text))
      })
    )
  })

  it.each(['', '{', '1 2', '[12345678901234567890'])('refuses %j', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError)
  })
})
