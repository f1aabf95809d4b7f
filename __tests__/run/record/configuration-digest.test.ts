import { describe, expect, it } from '@jest/globals'
import {
  configurationDigestOf,
  uploadedDigest
} from '../../../src/run/record/configuration-digest.ts'
import type { Run } from '../../../src/hcp/types.ts'
import type { Fact } from '../../../src/run/record/fact.ts'
import { createRun } from '../scripted-hcp.ts'

const digest = `files:${'0a'.repeat(32)}`
const other = `files:${'0b'.repeat(32)}`
const version = 'version:cv-1'

const claiming = createRun({
  message: `x\n\ngated-terraform-run/1 repository=acme/network sha=a pull-request=- actor=ann run=1 attempt=1 configuration=${other} nonce=1`
})
const uploaded: Fact = {
  kind: 'uploaded',
  configurationVersionId: 'cv-1',
  digest
}
const made: Fact = { kind: 'made', run: createRun() }

describe('the digest of a configuration', () => {
  it('is of what this step packed, whatever the message says', () => {
    for (const run of [createRun(), claiming]) {
      expect(configurationDigestOf([uploaded, made], run)).toEqual({
        known: true,
        value: digest
      })
    }
  })

  it('is not known where the run is of something else', () => {
    const run = createRun({ configurationVersionId: 'cv-2' })
    expect(configurationDigestOf([uploaded, made], run)).toMatchObject({
      known: false,
      why: expect.stringContaining('cv-2')
    })
  })

  it('is what the message says of a run that another step made', () => {
    expect(configurationDigestOf([], claiming)).toEqual({
      known: true,
      value: other
    })
    // What is uploaded is not yet what a run was made of.
    expect(configurationDigestOf([uploaded], claiming)).toEqual({
      known: true,
      value: other
    })
  })

  it.each(['tfe-configuration-version', 'tfe-ui'])(
    'is of the configuration version where the source is %s',
    (source) => {
      const run = { ...claiming, source }
      expect(configurationDigestOf([], run)).toEqual({
        known: true,
        value: version
      })
    }
  )

  it.each<[string, Partial<Run>, RegExp]>([
    ['drops messages', { message: '' }, /has no message/],
    ['writes its own', { message: 'Triggered via API' }, /has no message/],
    ['drops the source', { source: undefined }, /made through the API/],
    ['drops both', { message: '', source: undefined }, /has no message/]
  ])('is not known where the server %s', (_, changes, why) => {
    const run = { ...claiming, ...changes }
    expect(configurationDigestOf([], run)).toMatchObject({
      known: false,
      why: expect.stringMatching(why)
    })
    // What this step made it made of what it knows.
    const facts: Fact[] = [{ ...uploaded, digest: undefined }, made]
    expect(configurationDigestOf(facts, run)).toMatchObject({ known: true })
  })

  it('is of the version that a run was made of without an upload', () => {
    const facts: Fact[] = [{ ...uploaded, digest: undefined }, made]
    expect(configurationDigestOf(facts, createRun())).toEqual({
      known: true,
      value: version
    })
  })

  it('is not known without a run, or without a version', () => {
    expect(configurationDigestOf([], undefined)).toEqual({
      known: false,
      why: 'there is no run.'
    })
    const run = createRun({ configurationVersionId: undefined })
    expect(configurationDigestOf([], run)).toMatchObject({
      known: false,
      why: expect.stringContaining('configuration version')
    })
  })
})

describe('the digest that a new run names in its message', () => {
  it.each<[string, readonly Fact[], string | undefined]>([
    ['nothing was uploaded', [made], undefined],
    ['files were uploaded', [made, uploaded, made], digest],
    [
      'they were uploaded twice',
      [uploaded, { ...uploaded, digest: other }],
      other
    ],
    [
      'what was uploaded has no digest',
      [{ ...uploaded, digest: undefined }],
      undefined
    ]
  ])('where %s', (_, facts, want) => {
    expect(uploadedDigest(facts)).toBe(want)
  })
})
