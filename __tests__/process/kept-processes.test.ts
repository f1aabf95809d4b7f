import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runAction } from '../../emulator/runner/run-action.ts'
import type {
  ActionResult,
  RunOptions
} from '../../emulator/runner/run-action.ts'
import { runKept } from './kept-processes.ts'
import { openStage, pullRequestEvent } from './stage.ts'

/** A step in a process that is kept is told as one in a process of its own. */

let action: string
const results: ActionResult[] = []
beforeEach(async () => {
  action = await mkdtemp(join(tmpdir(), 'action-'))
  await mkdir(join(action, 'dist'))
  await writeFile(
    join(action, 'action.yml'),
    'inputs: { word: { default: none } }\nruns: { using: node24, main: dist/index.js }\n'
  )
  await writeFile(join(action, 'dist', 'package.json'), '{"type":"module"}')
})
afterEach(async () => {
  await Promise.all(results.map((result) => result.cleanUp()))
  await rm(action, { recursive: true })
})

/** The end of a step of this code: apart, kept, and after it. */
async function both(
  code: string,
  options: Partial<RunOptions> = {}
): Promise<(readonly unknown[])[]> {
  await writeFile(
    join(action, 'dist/index.js'),
    `import * as fs from 'node:fs'
     async function runPhase(phase) { await phase() }
     await runPhase(async () => { ${code} });`
  )
  const ends: (readonly unknown[])[] = []
  for (const runProcess of [undefined, runKept, runKept]) {
    const result = await runAction({
      action,
      ...options,
      ...(runProcess && { runProcess })
    })
    results.push(result)
    const { exitCode, stdout, stderr, signal, conclusion, outputs } = result
    ends.push([
      exitCode,
      signal,
      conclusion,
      stdout,
      stderr.includes('Error: no'),
      outputs
    ])
  }
  return ends
}

describe('a process that is kept', () => {
  it.each<[string, string, unknown[]]>([
    [
      'ends well, and tells',
      "console.log('a ' + process.env.INPUT_WORD); process.stdout.write('b'); fs.appendFileSync(process.env.GITHUB_OUTPUT, 'x=1\\n')",
      [0, null, 'success', 'a none\nb', false, { x: '1' }]
    ],
    [
      'has a clock that began with it',
      'console.log(performance.now() < 60000 && Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 5000)',
      [0, null, 'success', 'true\n', false, {}]
    ],
    ['is red', 'process.exitCode = 1', [1, null, 'failure', '', false, {}]],
    [
      'throws',
      "console.log('a'); throw new Error('no')",
      [1, null, 'failure', 'a\n', true, {}]
    ],
    [
      'rejects where nobody looks',
      "void Promise.reject(new Error('no')); await new Promise((r) => setTimeout(r, 5000))",
      [1, null, 'failure', '', true, {}]
    ],
    ['leaves', 'process.exit(3)', [3, null, 'failure', '', false, {}]],
    [
      'is killed',
      "process.kill(process.pid, 'SIGKILL')",
      [null, 'SIGKILL', 'failure', '', false, {}]
    ],
    [
      'waits for what is never',
      "process.on('exit', (code) => { console.log(code) }); await new Promise(() => {})",
      [13, null, 'failure', '13\n', false, {}]
    ],
    [
      'makes a red end at its exit',
      "process.on('exit', () => { console.log('out'); process.exitCode = 1 })",
      [1, null, 'failure', 'out\n', false, {}]
    ],
    [
      'works on after its last line',
      "setTimeout(() => { console.log('late') }, 300)",
      [0, null, 'success', 'late\n', false, {}]
    ],
    [
      'hears a signal once',
      "process.on('SIGTERM', () => { console.log('heard') }); process.kill(process.pid, 'SIGTERM'); await new Promise((r) => setTimeout(r, 100))",
      [0, null, 'success', 'heard\n', false, {}]
    ]
  ])('%s', async (_, code, end) => {
    const ends = await both(code)
    expect(ends).toEqual([end, end, end])
  })

  it('that stays is killed in the end', async () => {
    const end = [null, 'SIGKILL', 'failure', 'a\n', false, {}]
    const ends = await both("console.log('a'); setInterval(() => {}, 1000)", {
      timeout: 1_000
    })
    expect(ends).toEqual([end, end, end])
  })
})

it('the bundle writes the same, first and after others', async () => {
  const stage = await openStage([])
  const told: unknown[] = []
  const anonymous = (text: string): string =>
    text.replace(/request id [^)]+/g, 'request id')
  for (const env of [{ NODE_ENV: 'apart' }, {}, {}]) {
    for (const mode of ['list', 'plan', 'lsit']) {
      const step = { mode, workspace: 'netwrok' }
      const result = await stage.run(step, { ...pullRequestEvent(), env })
      told.push([
        mode,
        result.exitCode,
        anonymous(result.stdout),
        anonymous(result.summary)
      ])
    }
  }
  await stage.close()
  expect(told.slice(3, 6)).toEqual(told.slice(0, 3))
  expect(told.slice(6)).toEqual(told.slice(0, 3))
})
