import { describe, expect, it } from '@jest/globals'
import { fc, runs } from '../fuzz.ts'
import { namesApart } from '../../src/step/names.ts'

const of = (full: string, run?: string) => {
  const [organization = '', name = ''] = full.split('/')
  return { organization, name, run }
}

describe('what several runs are called', () => {
  it.each([
    ['by name', [of('acme/app'), of('acme/dns')], ['app', 'dns']],
    [
      'by organization where two are called so, and there alone',
      [of('acme/app'), of('other/app'), of('other/dns')],
      ['acme/app', 'other/app', 'dns']
    ],
    [
      'by run where two are of one workspace',
      [of('acme/app', 'run-1'), of('acme/app', 'run-2')],
      ['app (run-1)', 'app (run-2)']
    ],
    [
      'by both',
      [of('a/app', 'run-1'), of('a/app', 'run-2'), of('b/app', 'run-3')],
      ['a/app (run-1)', 'a/app (run-2)', 'b/app']
    ]
  ])('is told apart %s', (_how, all, names) => {
    expect(namesApart(all)).toEqual(names)
  })

  it('is never the same for two', () => {
    const text = fc.constantFrom('a', 'b', 'c')
    const each = fc.record({ organization: text, name: text })
    fc.assert(
      fc.property(fc.array(each, { maxLength: 6 }), (all) => {
        const names = namesApart(
          all.map((one, index) => ({ ...one, run: `run-${index}` }))
        )
        expect(new Set(names).size).toBe(all.length)
      }),
      { numRuns: runs(200) }
    )
  })
})
