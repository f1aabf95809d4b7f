import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  parseProvenance,
  provenanceOf,
  renderProvenance,
  withoutProvenance
} from '../../../src/run/record/provenance.ts'

const provenance = {
  repository: 'acme/payments',
  sha: '1f2e3d4c5b6a79880716253443526170f1e2d3c4',
  pullRequest: 163,
  actor: 'octocat',
  workflowRun: '9001',
  attempt: '2',
  nonce: 'ab12cd34'
}

describe('provenance', () => {
  it('names what was uploaded, and takes nothing else for it', () => {
    const configuration = `files:${'0a'.repeat(32)}`
    const line = renderProvenance({ ...provenance, configuration })
    expect(line).toContain(` configuration=${configuration} nonce=`)
    expect(parseProvenance(line)).toEqual({ ...provenance, configuration })
    for (const odd of ['files:abc', 'x', `${configuration}0`, '-']) {
      expect(
        parseProvenance(line.replace(configuration, odd))?.configuration
      ).toBeUndefined()
    }
  })

  it.each([
    ['tfe-api', true],
    ['tfe-configuration-version', false],
    ['tfe-ui', false],
    [undefined, false]
  ])('is believed of a run whose source is %s: %s', (source, want) => {
    const message = `x\n\n${renderProvenance(provenance)}`
    expect(provenanceOf({ message, source }) !== undefined).toBe(want)
  })

  it('is one readable line', () => {
    expect(renderProvenance(provenance)).toBe(
      'gated-terraform-run/1 repository=acme/payments sha=1f2e3d4c5b6a79880716253443526170f1e2d3c4 pull-request=163 actor=octocat run=9001 attempt=2 nonce=ab12cd34'
    )
  })

  it('is read back from the end of a message', () => {
    const message = `Raise limits\n\n${renderProvenance(provenance)}`
    expect(parseProvenance(message)).toEqual(provenance)
    expect(withoutProvenance(message)).toBe('Raise limits')
  })

  it('is not believed anywhere but in the last line', () => {
    const forged = `${renderProvenance(provenance)}\nsomething after it`
    expect(parseProvenance(forged)).toBeUndefined()
    expect(withoutProvenance(forged)).toBe(forged)
  })

  it('is not believed with a field given twice', () => {
    expect(
      parseProvenance(`${renderProvenance(provenance)} repository=evil/twin`)
    ).toBeUndefined()
  })

  it('survives any text in its fields, and any message before it', () => {
    // A lone surrogate cannot be percent-encoded; names have none.
    const text = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .filter((value) => value !== '-')
    fc.assert(
      fc.property(text, text, text, fc.string(), (a, b, c, free) => {
        const some = { ...provenance, repository: a, actor: b, nonce: c }
        expect(parseProvenance(`${free}\n\n${renderProvenance(some)}`)).toEqual(
          some
        )
      })
    )
  })

  it('never throws on a message', () => {
    fc.assert(
      fc.property(fc.string(), (message) => {
        parseProvenance(message)
        parseProvenance(`gated-terraform-run/1 ${message}`)
      })
    )
  })
})
