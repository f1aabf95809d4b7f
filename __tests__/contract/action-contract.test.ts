import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import {
  mostUsed,
  parseAction,
  parseGroups,
  rare,
  renderReference
} from '../../scripts/docs.ts'
import { reasonCodes } from '../../src/gate/verdict.ts'
import { gates, outcomes } from '../../src/run/record/outcome.ts'
import { modes } from '../../src/inputs/inputs.ts'
import { inputNames } from '../../src/inputs/names.ts'
import { parseInputs } from '../../src/inputs/parse-inputs.ts'
import { outputNames } from '../../src/runner/outputs.ts'

const actionText = readFileSync('action.yml', 'utf8')
const action = parseAction(actionText)

function wordsIn(description: string | undefined): readonly string[] {
  return [...(description ?? '').matchAll(/`([^`]+)`/g)].map(
    ([, word]) => word!
  )
}

describe('action.yml', () => {
  it('declares the inputs that the code reads, in their order', () => {
    expect(Object.keys(action.inputs)).toEqual(inputNames)
  })

  it.each(inputNames)('reads %s', (name) => {
    const asked = new Set<string>()
    try {
      parseInputs((each) => {
        asked.add(each)
        return ''
      })
    } catch {
      // Empty inputs are refused, after all of them were read.
    }
    expect(asked).toContain(name)
  })

  it('declares the outputs that the code writes, in their order', () => {
    expect(Object.keys(action.outputs)).toEqual(outputNames)
  })

  it.each([
    ...Object.entries(action.inputs),
    ...Object.entries(action.outputs)
  ])('describes %s', (_, field) => {
    expect(field.description).toMatch(/^\S.*[.?]$/s)
    // YAML makes booleans and numbers of unquoted words; the runner wants text.
    expect(['string', 'undefined']).toContain(typeof field.default)
  })

  it('requires nothing that has a default', () => {
    const required = Object.entries(action.inputs)
      .filter(([, input]) => input.required)
      .map(([name, input]) => [name, input.default])
    expect(required).toEqual([['token', undefined]])
  })

  it('has defaults that the code accepts', () => {
    const given: Readonly<Record<string, string>> = {
      token: 'not-a-real-token',
      organization: 'acme',
      workspace: 'network',
      'github-token': 'not-a-real-token'
    }
    const inputs = parseInputs(
      (name) => given[name] ?? action.inputs[name]?.default ?? ''
    )
    expect(inputs).toMatchObject({ mode: 'plan', approve: undefined })
  })

  it('names every mode', () => {
    expect(wordsIn(action.inputs['mode']?.description)).toEqual(
      expect.arrayContaining([...modes])
    )
  })

  it('has a row for every mode in the table of the reference', () => {
    const rows = readFileSync('docs/reference.md', 'utf8')
      .split('## Inputs')[0]
      ?.matchAll(/^\| `([\w-]+)` /gm)
    const named = [...(rows ?? [])].map(([, name]) => name)
    expect(named.filter((name) => name !== 'mode')).toEqual(
      expect.arrayContaining([...modes])
    )
  })

  it('names every gate, and only outcomes that there are', () => {
    expect(wordsIn(action.outputs['gate']?.description)).toEqual([
      ...gates,
      'unknown'
    ])
    const named = wordsIn(action.outputs['outcome']?.description)
    expect(named.length).toBeGreaterThan(5)
    expect(outcomes).toEqual(expect.arrayContaining([...named]))
  })

  it('runs the bundle on Node 24, before and after', () => {
    expect(action.runs).toEqual({
      using: 'node24',
      main: 'dist/index.js',
      post: 'dist/post/index.js'
    })
  })

  it('has a brand that the Marketplace takes', () => {
    expect(action.branding.color).toMatch(
      /^(?:white|black|yellow|blue|green|orange|red|purple|gray-dark)$/
    )
    expect(action.branding.icon).toMatch(
      /^(?:shield|check-circle|git-pull-request|unlock|lock|play-circle)$/
    )
  })
})

describe('the documentation', () => {
  it('has the inputs and outputs of action.yml: "npm run docs"', async () => {
    const reference = readFileSync('docs/reference.md', 'utf8')
    expect(reference).toBe(await renderReference(reference, actionText))
  })

  it('tells of every input and output once', () => {
    const reference = readFileSync('docs/reference.md', 'utf8')
    const tables = reference.slice(reference.indexOf('<!-- inputs:start -->'))
    const rows = [...tables.matchAll(/^\| `([\w-]+)` \|.*\|$/gm)].map(
      ([, name = '']) => name
    )
    expect(rows.sort()).toEqual([...inputNames, ...outputNames].sort())
  })

  it('names inputs that there are as most used and as rare', () => {
    expect(inputNames).toEqual(expect.arrayContaining([...mostUsed, ...rare]))
    expect(mostUsed).toHaveLength(10)
    expect(new Set([...mostUsed, ...rare]).size).toBe(10 + rare.length)
  })

  it('begins with a README that is read in one go', () => {
    const lines = readFileSync('README.md', 'utf8').trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(150)
  })

  it.each(reasonCodes)('explains the reason %s', (code) => {
    expect(readFileSync('docs/gates.md', 'utf8')).toContain(`\`${code}\``)
  })
})

describe('renderReference', () => {
  const marks = (inputs: string): string =>
    `# X\n\n<!-- inputs:start -->${inputs}<!-- inputs:end -->\n\n` +
    '<!-- outputs:start -->\n<!-- outputs:end -->\n'
  const small = [
    'inputs:',
    '  # Every step',
    '  token:',
    '    description: >-',
    '      The',
    '      token.',
    '    required: true',
    '  mode: { description: "`a` | `b`.", default: a }',
    '  other: { description: Another one. }',
    '  # Notes',
    '  note: { description: Free. }',
    '  supersede: { description: Hardly ever. }',
    'outputs:',
    '  # The run',
    '  id: { description: The id. }'
  ].join('\n')

  it('writes the tables between the marks', async () => {
    const readme = await renderReference(marks('\nold\n'), small)
    expect(readme).toBe(
      [
        '# X',
        '',
        '<!-- inputs:start -->',
        '',
        '### The most used',
        '',
        '<!-- prettier-ignore -->',
        '| Input | Default | Description |',
        '| --- | --- | --- |',
        '| `token` | **required** | The token. |',
        '| `mode` | `a` | `a` \\| `b`. |',
        '',
        '### Every step',
        '',
        '<!-- prettier-ignore -->',
        '| Input | Default | Description |',
        '| --- | --- | --- |',
        '| `other` | – | Another one. |',
        '',
        '### Notes',
        '',
        '<!-- prettier-ignore -->',
        '| Input | Default | Description |',
        '| --- | --- | --- |',
        '| `note` | – | Free. |',
        '',
        '### Rare',
        '',
        '<!-- prettier-ignore -->',
        '| Input | Default | Description |',
        '| --- | --- | --- |',
        '| `supersede` | – | Hardly ever. |',
        '',
        '<!-- inputs:end -->',
        '',
        '<!-- outputs:start -->',
        '',
        '### The run',
        '',
        '<!-- prettier-ignore -->',
        '| Output | Description |',
        '| --- | --- |',
        '| `id` | The id. |',
        '',
        '<!-- outputs:end -->',
        ''
      ].join('\n')
    )
    expect(await renderReference(readme, small)).toBe(readme)
  })

  it('refuses a text without the marks', async () => {
    await expect(renderReference('# X\n', small)).rejects.toThrow(
      'inputs:start'
    )
  })

  it.each(['inputs', 'outputs'] as const)('groups all %s', (section) => {
    const names = parseGroups(actionText, section).flatMap(
      (group) => group.names
    )
    expect(names).toEqual(Object.keys(action[section]))
  })

  it('refuses fields before the first title', () => {
    expect(() => parseGroups('inputs: { token: }', 'inputs')).toThrow('title')
    expect(() => parseGroups('outputs: {}', 'inputs')).toThrow('no inputs')
  })
})
