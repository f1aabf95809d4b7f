import { describe, expect, it } from '@jest/globals'
import {
  folderOf,
  parseWorkspaceFolders
} from '../../src/inputs/workspace-folders.ts'

describe('parseWorkspaceFolders', () => {
  it.each(['infra', 'live/eu prod', './a:b', 'C:\\infra', ' . '])(
    'takes %j for the folder of all',
    (text) => {
      expect(parseWorkspaceFolders(text)).toEqual({
        folders: { kind: 'one', folder: text.trim() },
        problems: []
      })
    }
  )

  it('has nothing of an empty text', () => {
    expect(parseWorkspaceFolders(' \n')).toEqual({
      folders: undefined,
      problems: []
    })
  })

  it('reads a line for each workspace', () => {
    const { folders, problems } = parseWorkspaceFolders(
      'net-eu: live/eu\r\n# the rest\n\n  net-*: live/my folder  \ndns : ./a: b'
    )
    expect(problems).toEqual([])
    expect(folders).toEqual({
      kind: 'each',
      lines: [
        { name: 'net-eu', folder: 'live/eu' },
        { name: 'net-*', folder: 'live/my folder' },
        { name: 'dns', folder: './a: b' }
      ]
    })
  })

  it('reads a single line of one workspace', () => {
    expect(parseWorkspaceFolders('net-eu: live/eu').folders).toEqual({
      kind: 'each',
      lines: [{ name: 'net-eu', folder: 'live/eu' }]
    })
  })

  it.each([
    ['a: x\nb', 'has the line "b"'],
    ['a: x\nb:y', 'has the line "b:y"'],
    ['a: x\nb:', 'has the line "b:"'],
    ['a: x\n: y', 'has the line ": y"'],
    ['a: x\ntag:b: y', 'has the line "tag:b: y"'],
    ['a: x\na: y', "names the workspace 'a' twice"],
    ['# a\n# b', 'has no line that says anything']
  ])('refuses %j', (text, wrong) => {
    const { folders, problems } = parseWorkspaceFolders(text)
    expect(folders).toBeUndefined()
    expect(problems).toEqual([
      {
        input: 'configuration-directory',
        wrong,
        allowed: expect.stringContaining("'name: folder'") as unknown
      }
    ])
  })
})

describe('folderOf', () => {
  const { folders } = parseWorkspaceFolders(
    'net-*: live/net\nnet-eu: live/eu\n*-eu: other\nws-2: own'
  )
  it.each([
    ['net-eu', 'live/eu'],
    ['net-us', 'live/net'],
    ['dns-eu', 'other'],
    ['dns', undefined]
  ])('of %s is %s: its own line, then the first that matches', (name, way) => {
    expect(folderOf(folders!, { id: 'ws-1', name })).toBe(way)
    expect(folderOf(folders!, { id: 'ws-2', name })).toBe('own')
  })

  it('is the same for all where there is one', () => {
    expect(
      folderOf({ kind: 'one', folder: 'infra' }, { id: 'ws-1', name: 'any' })
    ).toBe('infra')
  })
})
