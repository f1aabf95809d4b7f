import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import {
  commandsIn,
  commandsPrinted,
  trialOf
} from '../../scripts/docs/printed-commands.ts'

describe('commandsIn', () => {
  it('finds what is in fences and between words, without comments', () => {
    const found = commandsIn(
      'a.md',
      [
        'Say `npm run house` or `npm run render -- PLAN.json`.',
        '```sh',
        'npm ci               # once',
        '# nothing',
        "npm test -- x -t 'a'",
        'gh api x \\',
        '  -F force=true',
        '```',
        '```yaml',
        'run: npm run no',
        '```'
      ].join('\n')
    )
    expect(found).toEqual([
      { place: 'a.md:1', text: 'npm run house', isScript: false },
      { place: 'a.md:3', text: 'npm ci', isScript: false },
      { place: 'a.md:5', text: "npm test -- x -t 'a'", isScript: false },
      { place: 'a.md:7', text: 'gh api x -F force=true', isScript: false }
    ])
  })

  it('takes a fence with a variable as one script', () => {
    const text = '```sh\nfolder=$(mktemp -d)\nls "$folder"\n```\n'
    expect(commandsIn('a.md', text)).toEqual([
      {
        place: 'a.md:2',
        text: 'folder=$(mktemp -d)\nls "$folder"',
        isScript: true
      }
    ])
  })

  it('finds the first ones that people type', () => {
    const texts = commandsIn('README.md', readFileSync('README.md', 'utf8'))
    expect(texts.map(({ text }) => text)).toContain('npm run demo')
  })
})

it('finds what a program prints to be typed next', () => {
  expect(
    commandsPrinted(
      'x\n  npm run try -- mode=plan\nnpm run try -- [options]\n  npm run emulator -- [options]\n'
    )
  ).toEqual(['npm run try -- mode=plan'])
})

describe('trialOf', () => {
  it.each([
    ['npm run demo', 'run'],
    ['npm run emulator', 'stay'],
    ['npm run emulator -- --engine scenario', 'stay'],
    ['npm run emulator -- --help', 'run'],
    ['npm run try -- mode=plan', 'run'],
    ['npm run bench', 'begin'],
    ['npm run docs', 'run'],
    ['npm ci', 'leave']
  ])('%s: %s', (text, kind) => {
    expect(trialOf(text).kind).toBe(kind)
  })
})
