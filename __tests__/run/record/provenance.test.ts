import { describe, expect, it } from '@jest/globals'
import {
  parseProvenance,
  provenanceOf,
  renderProvenance,
  withoutProvenance
} from '../../../src/run/record/provenance.ts'
import { fc } from '../../fuzz.ts'

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
  it('says - for what is not there, and reads it as that', () => {
    const bare = { ...provenance, pullRequest: undefined, actor: '' }
    const line = renderProvenance(bare)
    expect(line).toContain(' pull-request=- actor=- ')
    expect(parseProvenance(line)).toEqual(bare)
  })

  it.each([
    ['0', undefined],
    ['-7', undefined],
    ['7.5', undefined],
    ['99999999999999999999', undefined],
    ['', undefined],
    ['x', undefined],
    ['1', 1],
    ['7', 7]
  ])('reads pull-request=%s as %s', (text, pullRequest) => {
    const line = renderProvenance(provenance).replace(
      'pull-request=163',
      `pull-request=${text}`
    )
    expect(parseProvenance(line)).toMatchObject({ pullRequest })
  })

  it.each([
    ['another first word', (line: string) => line.replace('/1 ', '/2 ')],
    ['a field without a name', (line: string) => `${line} =x`],
    ['a word that is no field', (line: string) => `${line} x`],
    ['a field that cannot be decoded', (line: string) => `${line} x=%zz`],
    ['no text', () => '']
  ])('is none with %s', (_, change) => {
    expect(parseProvenance(change(renderProvenance(provenance)))).toBe(
      undefined
    )
  })

  it('lacks what a line does not name', () => {
    expect(parseProvenance('gated-terraform-run/1 x=y')).toEqual({
      repository: '',
      sha: '',
      pullRequest: undefined,
      actor: '',
      workflowRun: '',
      attempt: '',
      configuration: undefined,
      nonce: ''
    })
  })

  it('stands behind the text of people, line by line', () => {
    const line = renderProvenance(provenance)
    expect(withoutProvenance(`One\nTwo\n\n${line}\n`)).toBe('One\nTwo')
    expect(withoutProvenance(`One\nTwo\n${line}`)).toBe('One\nTwo')
    expect(withoutProvenance('One\nTwo')).toBe('One\nTwo')
  })

  it('names what was uploaded, and takes nothing else for it', () => {
    const configuration = `files:${'0a'.repeat(32)}`
    const line = renderProvenance({ ...provenance, configuration })
    expect(line).toContain(` configuration=${configuration} nonce=`)
    expect(parseProvenance(line)).toEqual({ ...provenance, configuration })
    for (const odd of [
      'files:abc',
      'x',
      `${configuration}0`,
      `0${configuration}`,
      '-'
    ]) {
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
