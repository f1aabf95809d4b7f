import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseMarker, renderMarker } from '../../src/report/marker.ts'
import { hostileText, parseMarkdown } from './parsing.ts'

const identity = {
  hostname: 'app.terraform.io',
  organization: 'acme',
  workspace: 'app-prod',
  key: ''
}

describe('the marker', () => {
  it('stays as it is, so that old comments are found', () => {
    expect(renderMarker(identity)).toBe(
      '<!-- gated-terraform-run: hostname=app.terraform.io organization=acme workspace=app-prod key= -->'
    )
  })

  it('is read back, whatever the names', () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (a, b, c) => {
        const names = { hostname: 'h', organization: a, workspace: b, key: c }
        const marker = renderMarker(names)
        fc.pre(!marker.includes('sha256.'))
        expect(parseMarker(`${marker}\nbody`)).toEqual({
          hostname: 'h',
          organization: a.toWellFormed(),
          workspace: b.toWellFormed(),
          key: c.toWellFormed()
        })
      })
    )
  })

  it('is one HTML comment on one line, and different for different names', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (a, b) => {
        const [one, other] = [a, b].map((key) =>
          renderMarker({ ...identity, key })
        )
        expect(parseMarkdown(`${one ?? ''}\n\nx`).children?.[0]).toMatchObject({
          type: 'html',
          value: one
        })
        expect(one === other).toBe(a.toWellFormed() === b.toWellFormed())
        expect(one?.slice(4, -3)).not.toContain('--')
      })
    )
  })

  it('stays short', () => {
    const long = 'x'.repeat(70_000)
    const marker = renderMarker({
      hostname: long,
      organization: long,
      workspace: long,
      key: long
    })
    expect(marker.length).toBeLessThan(1_500)
    expect(parseMarker(marker)).toBeDefined()
  })

  it.each([
    ['a quote of it', `> ${renderMarker(identity)}`],
    ['it further down', `x\n${renderMarker(identity)}`],
    [
      'one that is broken',
      '<!-- gated-terraform-run: hostname=%ZZ organization= workspace= key= -->'
    ],
    ['another comment', 'LGTM']
  ])('is not seen in %s', (_, body) => {
    expect(parseMarker(body)).toBeUndefined()
  })
})
