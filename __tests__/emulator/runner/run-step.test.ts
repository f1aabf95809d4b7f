import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunOptions } from '../../../emulator/runner/run-action.ts'
import { runStep } from '../../../emulator/runner/run-action.ts'

/** What the runner does around the process of a step. */

let action: string
beforeEach(async () => {
  action = await mkdtemp(join(tmpdir(), 'action-'))
  await mkdir(join(action, 'dist'))
})
afterEach(() => rm(action, { recursive: true }))

/** Runs a step whose phases are these scripts. */
async function step(main: string, options: RunOptions = {}, post = '') {
  const scripts = { main, post }
  for (const [name, text] of Object.entries(scripts)) {
    await writeFile(
      join(action, 'dist', `${name}.js`),
      `const fs = require('node:fs')\n${text}`
    )
  }
  await writeFile(
    join(action, 'action.yml'),
    'inputs: { word: { default: none } }\nruns: { using: node24, main: dist/main.js, post: dist/post.js }\n'
  )
  const result = await runStep({
    action,
    temporaryDirectory: action,
    ...options
  })
  return { main: result.main, post: result.post! }
}

const save = "fs.appendFileSync(process.env.GITHUB_STATE, 'kept=yes\\n')"
const stay = "console.log('ready')\nsetInterval(() => {}, 1000)"
const tell =
  "console.log('post', process.env.STATE_kept, process.env.INPUT_WORD)"
const quick = { interrupt: 50, terminate: 50 }

describe('post', () => {
  it.each<[string, string, RunOptions, string]>([
    ['ends well', save, {}, 'yes'],
    ['fails', `${save}\nprocess.exit(3)`, {}, 'yes'],
    ['throws', `${save}\nthrow new Error('no')`, {}, 'yes'],
    ['cannot be read', `${save}\n)`, {}, 'undefined'],
    ['is cancelled', `${save}\n${stay}`, { signalAfter: /ready/ }, 'yes'],
    [
      'takes too long',
      `process.on('SIGINT', () => {})\n${save}\n${stay}`,
      { signalAfter: /ready/, patience: quick },
      'yes'
    ],
    [
      'is killed',
      `${save}\n${stay}`,
      { signalAfter: /ready/, signal: 'SIGKILL' },
      'yes'
    ],
    [
      'is cancelled before it has begun',
      `${save}\n${stay}`,
      { signalOn: AbortSignal.abort() },
      'undefined'
    ]
  ])('runs after a main that %s', async (_, main, options, kept) => {
    const { post } = await step(
      main,
      { ...options, inputs: { word: 'w' } },
      tell
    )
    expect(post.stdout).toBe(`post ${kept} w\n`)
    expect(post.conclusion).toBe('success')
  })
})

describe('a cancelled step', () => {
  const told = `for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => {
  fs.appendFileSync(process.env.GITHUB_OUTPUT, name + '=got\\n')
  if (process.env.INPUT_WORD === name) process.exit(0)
})
${stay}`

  it.each([
    ['nothing', 'SIGKILL', ['SIGINT', 'SIGTERM'], quick],
    ['SIGTERM', null, ['SIGINT', 'SIGTERM'], { interrupt: 50, terminate: 1e6 }],
    ['SIGINT', null, ['SIGINT'], { interrupt: 1e6, terminate: 1e6 }]
  ])('that ends by %s gets no more', async (word, signal, got, patience) => {
    const { main } = await step(told, {
      signalAfter: /ready/,
      patience,
      inputs: { word }
    })
    expect(main.signal).toBe(signal)
    expect(Object.keys(main.outputs)).toEqual(got)
    expect(main.conclusion).toBe('cancelled')
  })

  it('is cancelled, whatever it says of itself', async () => {
    const { main } = await step(
      `process.on('SIGINT', () => process.exit(0))\n${stay}`,
      { signalAfter: /ready/ }
    )
    expect(main).toMatchObject({ exitCode: 0, conclusion: 'cancelled' })
  })
})

describe('masks', () => {
  it('cover later lines of both streams, and each line of a value', async () => {
    const { main, post } = await step(
      `console.log('before: hunter2')
console.log('::add-mask::hunter2')
console.log('after: hunter2 hunter22')
console.log('::add-mask::first line%0A}%0A  third line')
console.log('first line and third line }')
console.log(encodeURIComponent('first line'), Buffer.from('hunter2').toString('base64'))`,
      {},
      "console.error('post hunter2')"
    )
    expect(main.shown).toEqual([
      'before: hunter2',
      'after: *** ***2',
      '*** and *** ***',
      '*** ***'
    ])
    expect(post.shown).toEqual(['post ***'])
  })

  it('know the token and secrets from the start', async () => {
    const { main } = await step(
      `console.log('ghs_1 and s3cret')
fs.writeFileSync(process.env.GITHUB_STEP_SUMMARY, 'with s3cret')`,
      { githubToken: 'ghs_1', secrets: ['s3cret'] }
    )
    expect(main.shown).toEqual(['*** and ***'])
    // What the step wrote is kept: a mask may not hide a leak from a test.
    expect(main.summary).toBe('with s3cret')
    expect(main.shownSummary).toBe('with ***')
  })

  it('keep outputs that hold one from other jobs', async () => {
    const { main } = await step(
      `console.log('::add-mask::prod')
fs.writeFileSync(process.env.GITHUB_OUTPUT, 'run-id=run-1\\nurl=https://x/prod/y\\n')`
    )
    expect(main.outputs).toHaveProperty('url')
    expect(main.handedOn).toEqual({ 'run-id': 'run-1' })
    expect(main.annotations).toEqual([
      {
        level: 'warning',
        message: "Skip output 'url' since it may contain secret."
      }
    ])
  })

  it('cover the token of stop-commands', async () => {
    const { main } = await step(
      `console.log('::stop-commands::0123456789')
console.log('::error::no error')
console.log('::0123456789::')`
    )
    expect(main.shown).toEqual(['::error::no error', '::***::'])
    expect(main.annotations).toEqual([])
  })
})

describe('limits', () => {
  it.each([
    [1024 * 1024, true],
    [1024 * 1024 + 1, false]
  ])('a summary of %d bytes is shown: %s', async (bytes, isShown) => {
    const { main } = await step(
      `fs.writeFileSync(process.env.GITHUB_STEP_SUMMARY, 'ä' + 'x'.repeat(${bytes - 2}))`
    )
    expect(main.conclusion).toBe('success')
    expect(main.shownSummary !== undefined).toBe(isShown)
    expect(main.annotations.map(({ level }) => level)).toEqual(
      isShown ? [] : ['error']
    )
  })

  it.each([
    [512 * 1024, true],
    [512 * 1024 + 1, false]
  ])('outputs of %d characters are handed on: %s', async (length, isHanded) => {
    const { main } = await step(
      `fs.writeFileSync(process.env.GITHUB_OUTPUT, 'a=' + 'x'.repeat(${length}) + '\\n')`
    )
    expect(main.outputs['a']).toHaveLength(length)
    expect(Object.keys(main.handedOn)).toEqual(isHanded ? ['a'] : [])
  })

  it('keeps ten annotations of a kind, and 4,096 characters', async () => {
    const { main } = await step(
      `for (let i = 0; i < 12; i += 1) {
  console.log('::error::e' + i + 'x'.repeat(5000))
  console.error('::warning::w' + i)
}
console.log('::notice::n')`
    )
    const counts = ['error', 'warning', 'notice'].map(
      (level) => main.annotations.filter((each) => each.level === level).length
    )
    expect(counts).toEqual([10, 10, 1])
    expect(main.annotations[0]!.message).toHaveLength(4096)
    expect(main.log).toHaveLength(25)
  })
})

describe('standard output that nobody reads', () => {
  it('is EPIPE for who writes on', async () => {
    const { main, post } = await step(
      `process.stdout.on('error', ({ code }) => {
  fs.appendFileSync(process.env.GITHUB_OUTPUT, 'code=' + code + '\\n')
  process.exit(5)
})
console.log('ready')
setInterval(() => console.log('more'), 10)`,
      { closeOutputAfter: /ready/ },
      tell
    )
    expect(main.outputs).toEqual({ code: 'EPIPE' })
    expect(main.exitCode).toBe(5)
    expect(post.stdout).toContain('post')
  })
})
