import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { annotations, openStage } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage([scripts.changes])
})
afterEach(async () => {
  await stage.close()
})

const apply = {
  mode: 'apply',
  approve: 'true',
  'configuration-directory': '.'
}

/** The runner warns of an input that there is not, and passes it on. */
describe('a rule that is misspelt or empty', () => {
  it.each([
    ['max-destory', '0', "did you mean 'max-destroy'?"],
    ['max_destroy', '0', "did you mean 'max-destroy'?"],
    ['required-approval', '2', "did you mean 'required-approvals'?"],
    ['protected-address', 'a.b', "did you mean 'protected-addresses'?"],
    ['max-destroy', '', 'an empty rule would be no rule'],
    ['required-approvals', '', 'an empty rule would be no rule'],
    ['expected-plan-digest', '', 'an empty rule would be no rule'],
    ['allowed-actors', '', 'an empty rule would be no rule'],
    ['required-labels', ' ', 'an empty rule would be no rule'],
    ['protected-addresses', 'a.b,c.d', 'one resource address a line']
  ])('%s: %j asks for nothing', async (input, value, words) => {
    const result = await stage.run({ ...apply, [input]: value })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toContain(`'${input}'`)
    expect(annotations(result, 'error').join()).toContain(words)
    expect(stage.hcp.requests).toEqual([])
  })

  it('is told with everything else that is wrong', async () => {
    const result = await stage.run({
      ...apply,
      'max-destory': '0',
      'on-blocked': 'perhaps'
    })
    expect(annotations(result, 'error').join()).toContain('2 inputs are wrong')
  })

  it('blocks where it names a digest that nobody knows', async () => {
    const result = await stage.run({
      ...apply,
      'expected-plan-digest': 'unknown'
    })
    expect(result.outputs['outcome']).toBe('blocked')
    expect(stage.applies()).toBe(0)
  })
})
