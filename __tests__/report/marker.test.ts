import { describe, expect, it } from '@jest/globals'
import { renderMarker } from '../../src/report/marker.ts'
import { fc } from '../fuzz.ts'
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

  it('is one HTML comment on one line, and different for different names', () => {
    const names = fc.tuple(hostileText, hostileText, hostileText)
    const markerOf = ([organization, workspace, key]: [
      string,
      string,
      string
    ]) => renderMarker({ hostname: 'h', organization, workspace, key })
    fc.assert(
      fc.property(names, names, (a, b) => {
        const one = markerOf(a)
        expect(parseMarkdown(`${one}\n\nx`).children?.[0]).toMatchObject({
          type: 'html',
          value: one
        })
        const isSame = a.every(
          (name, index) => name.toWellFormed() === b[index]?.toWellFormed()
        )
        expect(one === markerOf(b)).toBe(isSame)
        expect(one.slice(4, -3)).not.toContain('--')
      })
    )
  })

  it('is another one where a name has moved to another place', () => {
    const named = (place: Partial<typeof identity>) =>
      renderMarker({ ...identity, organization: '', workspace: '', ...place })
    const markers = [
      named({ organization: 'a' }),
      named({ workspace: 'a' }),
      named({ key: 'a' }),
      named({ organization: 'a workspace=b' }),
      named({ organization: 'a', workspace: 'b' })
    ]
    expect(new Set(markers).size).toBe(markers.length)
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
    expect(parseMarkdown(`${marker}\n\nx`).children?.[0]).toMatchObject({
      type: 'html',
      value: marker
    })
  })
})
