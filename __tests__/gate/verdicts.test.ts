import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { reasonCodes } from '../../src/gate/verdict.ts'
import { renderVerdicts } from './verdicts.ts'

describe('decide', () => {
  it('says of every question what the golden file says', () => {
    // Written by `renderVerdicts`; read the difference before renewing it.
    const golden = readFileSync('__tests__/gate/golden/verdicts.txt', 'utf8')
    expect(renderVerdicts()).toBe(golden)
  })

  it.each(
    reasonCodes.filter(
      // The server's answers to a confirm and to an override, what a step did
      // not see and what it found done: not rules.
      (code) =>
        code !== 'not-confirmable' &&
        code !== 'override-refused' &&
        code !== 'apply-unwatched' &&
        code !== 'already-applied' &&
        // Said of a set, by what became of the others.
        code !== 'not-reached' &&
        code !== 'set-not-allowed'
    )
  )('gives the reason %s in some question', (code) => {
    expect(renderVerdicts()).toContain(`\n- ${code}: `)
  })
})
