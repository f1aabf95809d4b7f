import { describe, expect, it } from '@jest/globals'
import { inputNames } from '../../src/inputs/names.ts'
import { findUnknownInputs } from '../../src/inputs/unknown-inputs.ts'
import { fc } from '../fuzz.ts'

const variableOf = (name: string): string => `INPUT_${name.toUpperCase()}`

describe('findUnknownInputs', () => {
  it('finds none among those that there are', () => {
    expect(
      findUnknownInputs([...inputNames.map(variableOf), 'PATH', 'INPUT_'])
    ).toEqual([])
  })

  it.each([
    ['INPUT_MAX-DESTORY', "did you mean 'max-destroy'?"],
    ['INPUT_MAX_DESTROY', "did you mean 'max-destroy'?"],
    ['INPUT_REQUIRED-APPROVAL', "did you mean 'required-approvals'?"],
    ['INPUT_ALLOWED-ACTOR', "did you mean 'allowed-actors'?"],
    ['INPUT_XYZZY', 'the inputs in action.yml of the version that is used']
  ])('says of %s: %s', (variable, allowed) => {
    expect(findUnknownInputs([variable])).toEqual([
      {
        input: variable.slice(6).toLowerCase(),
        wrong: 'is no input of this action',
        allowed
      }
    ])
  })

  it('lets no other name pass', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        const isKnown = inputNames.some((each) => each === name.toLowerCase())
        expect(findUnknownInputs([`INPUT_${name}`])).toHaveLength(
          isKnown ? 0 : 1
        )
      })
    )
  })
})
