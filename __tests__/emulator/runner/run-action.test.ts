import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseCommandFile } from '../../../emulator/runner/command-file.ts'
import type { RunOptions } from '../../../emulator/runner/run-action.ts'
import { runAction, runPost } from '../../../emulator/runner/run-action.ts'
import { parseWorkflowCommands } from '../../../emulator/runner/workflow-commands.ts'
import { fc } from '../../fuzz.ts'

let action: string
beforeEach(async () => {
  action = await mkdtemp(join(tmpdir(), 'action-'))
  await mkdir(join(action, 'dist'))
  await writeFile(
    join(action, 'action.yml'),
    `name: test
description: test
inputs:
  run-id:
    description: the run
  github-token:
    default: \${{ github.token }}
  job summary:
    default: true
runs:
  using: node24
  main: dist/index.js
  post: dist/index.js
`
  )
})
afterEach(() => rm(action, { recursive: true }))

const bundle = (text: string) =>
  writeFile(
    join(action, 'dist/index.js'),
    `const fs = require('node:fs')\n${text}`
  )
const run = (options: RunOptions = {}) =>
  runAction({ action, temporaryDirectory: action, ...options })

describe('runAction', () => {
  it('gives inputs, defaults and files as the runner does', async () => {
    await bundle(`
fs.appendFileSync(process.env.GITHUB_OUTPUT, 'run-id=' + process.env['INPUT_RUN-ID'] + '\\n')
fs.appendFileSync(process.env.GITHUB_STATE, 'runId<<E\\nline 1\\nline 2\\nE\\n')
fs.appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# done')
console.log(JSON.stringify({ env: process.env, cwd: process.cwd(), event: JSON.parse(fs.readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8')) }))
process.exitCode = 3`)
    process.env['LEAK'] = 'of the machine'
    const result = await run({
      inputs: { 'run-id': 'run-1' },
      githubToken: 'ghs_x',
      event: { number: 7 }
    })
    delete process.env['LEAK']
    expect(result).toMatchObject({
      exitCode: 3,
      signal: null,
      outputs: { 'run-id': 'run-1' },
      state: { runId: 'line 1\nline 2' },
      summary: '# done'
    })
    const { env, cwd, event } = JSON.parse(result.stdout)
    expect(env['INPUT_GITHUB-TOKEN']).toBe('ghs_x')
    expect(env['INPUT_JOB_SUMMARY']).toBe('true')
    expect(env).not.toHaveProperty('LEAK')
    expect(cwd).toBe(env['GITHUB_WORKSPACE'])
    expect(event).toEqual({ number: 7 })
  })

  it('hands the state to post, and the same inputs', async () => {
    await bundle(`
if (process.env.STATE_runId === undefined) fs.appendFileSync(process.env.GITHUB_STATE, 'runId=run-1\\n')
else console.log('post', process.env.STATE_runId, process.env['INPUT_RUN-ID'])`)
    const main = await run({ inputs: { 'run-id': 'x' } })
    expect(main.stdout).toBe('')
    expect((await runPost(main)).stdout).toBe('post run-1 x\n')
  })

  it('signals as a cancelled step is signalled', async () => {
    await bundle(`
process.on('SIGINT', () => console.log('interrupted'))
process.on('SIGTERM', () => console.log('terminated'))
console.log('ready')
setInterval(() => {}, 1000)`)
    const result = await run({
      signalAfter: /ready/,
      patience: { interrupt: 50, terminate: 50 }
    })
    expect(result.signal).toBe('SIGKILL')
    expect(result.stdout).toBe('ready\ninterrupted\nterminated\n')
  })

  it('passes on inputs that action.yml does not have, with a warning', async () => {
    await bundle('process.stdout.write(process.env.INPUT_RUNID)')
    const result = await run({ inputs: { runid: 'x', 'run-id': 'y' } })
    expect(result.stdout).toBe('x')
    expect(result.conclusion).toBe('success')
    expect(result.annotations).toEqual([
      {
        level: 'warning',
        message:
          "Unexpected input(s) 'runid', valid inputs are ['run-id', 'github-token', 'job summary']"
      }
    ])
  })

  it('takes inputs in any case', async () => {
    await bundle(`process.stdout.write(JSON.stringify(process.env))`)
    const result = await run({ inputs: { 'Job Summary': 'no' } })
    expect(JSON.parse(result.stdout)).toMatchObject({ INPUT_JOB_SUMMARY: 'no' })
    expect(result.annotations).toEqual([])
  })

  it('gives no default to an input that is given and empty', async () => {
    await bundle(`process.stdout.write(JSON.stringify(process.env))`)
    const { stdout } = await run({ inputs: { 'job summary': '' } })
    expect(JSON.parse(stdout)).toMatchObject({ INPUT_JOB_SUMMARY: '' })
  })

  it.each([
    ['OUTPUT', "Unable to process file command 'output' successfully."],
    ['STATE', "Unable to process file command 'state' successfully."]
  ])('fails a step whose GITHUB_%s nobody can read', async (name, message) => {
    await bundle(`fs.writeFileSync(process.env.GITHUB_${name}, 'no value\\n')`)
    const result = await run()
    expect(result).toMatchObject({ exitCode: 0, conclusion: 'failure' })
    expect(result.annotations[0]).toEqual({ level: 'error', message })
  })

  it('takes outputs and state that are printed, the files last', async () => {
    await bundle(`
console.log('::set-output name=a::1')
console.log('x ##[set-output name=b]2')
console.log('::save-state name=kept::3')
fs.appendFileSync(process.env.GITHUB_OUTPUT, 'a=4\\n')`)
    const { outputs, state } = await run()
    expect(outputs).toEqual({ a: '4', b: '2' })
    expect(state).toEqual({ kept: '3' })
  })

  it('says what to do without a bundle', async () => {
    await expect(run()).rejects.toThrow('npm run build')
  })
})

describe('parseCommandFile', () => {
  it('reads pairs, heredocs, and heredoc signs in values', () => {
    expect(
      parseCommandFile('a=1\nb<<END\nx=y\n\nz\nEND\nc=has << in it\nd=\n')
    ).toEqual({ a: '1', b: 'x=y\n\nz', c: 'has << in it', d: '' })
  })
  it.each(['novalue\n', '=x\n', 'a<<END\nnever closed\n', 'a<<\nb\n'])(
    'refuses %j',
    (text) => {
      expect(() => parseCommandFile(text)).toThrow('Invalid')
    }
  )
  it('reads back any value that does not hold its delimiter', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[^\r\n]*$/)), (lines) => {
        const value = lines.join('\n')
        fc.pre(lines.length > 0 && !lines.includes('delimiter'))
        expect(
          parseCommandFile(`name<<delimiter\n${value}\ndelimiter\n`)
        ).toEqual({ name: value })
      })
    )
  })
})

describe('parseWorkflowCommands', () => {
  it('reads commands, properties and escapes', () => {
    expect(
      parseWorkflowCommands(
        '  ::error file=a%2Cb.tf,line=3::one%0Atwo %25\nplain ::error::no\n::unknown::x\n::debug::d'
      )
    ).toEqual([
      {
        command: 'error',
        properties: { file: 'a,b.tf', line: '3' },
        message: 'one\ntwo %'
      },
      { command: 'debug', properties: {}, message: 'd' }
    ])
  })
  it('finds the older form anywhere in a line', () => {
    expect(
      parseWorkflowCommands('tag = "##[set-output name=approved]true')
    ).toEqual([
      {
        command: 'set-output',
        properties: { name: 'approved' },
        message: 'true'
      }
    ])
  })
  it('obeys nothing between stop-commands and its token', () => {
    const found = parseWorkflowCommands(
      '::stop-commands::t0ken\n::error::a\n##[error]b\n::t0ken::\n::notice::c'
    )
    expect(found.map(({ command }) => command)).toEqual([
      'stop-commands',
      'notice'
    ])
  })
})
