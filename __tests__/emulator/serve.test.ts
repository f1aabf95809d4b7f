import { expect, it } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** `npm run try`, which a person types. */
function watch(file: string, ...inputs: readonly string[]) {
  const child = spawn(process.execPath, [
    'scripts/try.ts',
    '--emulator',
    file,
    ...(inputs.some((input) => input.includes('run-id='))
      ? []
      : ['configuration-directory=examples/terraform']),
    ...inputs
  ])
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
  }
  return { child, text: () => text }
}

async function attempt(
  file: string,
  ...inputs: readonly string[]
): Promise<{ readonly code: number | null; readonly text: string }> {
  const { child, text } = watch(file, ...inputs)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, text: text() }
}

async function waitFor(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(50)
}

it('tells programs by --json what it tells people', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'emulator-'))
  const file = join(folder, 'emulator.json')
  const child = spawn(
    process.execPath,
    ['emulator/serve.ts', '--engine', 'scenario', '--json', file],
    { stdio: ['ignore', 'pipe', 'inherit'] }
  )
  try {
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    while (
      !(existsSync(file) && said.includes('Ctrl-C')) &&
      child.exitCode === null
    ) {
      await sleep(20)
    }
    const facts = JSON.parse(readFileSync(file, 'utf8'))
    expect(said).toContain(facts.hostname)
    expect(said).toContain(facts.token)
    expect(await attempt(file, 'mode=plan')).toMatchObject({
      code: 0,
      text: expect.stringMatching(/outcome: planned.*3 to create/s)
    })
    const held = await attempt(file, 'mode=apply')
    expect(held.text).toMatch(/^Gate: pending$/m)
    const next = /npm run try -- (.+ mode=apply run-id=run-\w+ approve=true)$/m
    const typed = next.exec(held.text)?.[1]?.split(' ') ?? []
    expect(await attempt(file, '--event', 'push', ...typed)).toMatchObject({
      code: 0,
      text: expect.stringContaining('outcome: applied')
    })
    expect(await attempt(file, 'mode=plan', 'wrong')).toMatchObject({
      code: 2,
      text: expect.stringContaining('"wrong" is no input')
    })
    const first = await attempt(file, 'mode=apply')
    expect(first.text).toContain('outcome: held')
    const behind = watch(file, '--event', 'push', 'mode=apply')
    try {
      await waitFor(() => behind.text().includes('is in the way'))
      const free = /(--event push mode=discard run-id=run-\w+)$/m
      const freed = free.exec(behind.text())?.[1]?.split(' ') ?? []
      expect((await attempt(file, ...freed)).code).toBe(0)
      await waitFor(() => behind.text().includes('outcome: held'))
    } finally {
      behind.child.kill('SIGKILL')
    }
    const answer = await fetch(
      `${facts.hostname}/api/v2/organizations/${facts.organization}/workspaces/${facts.workspaces[0]}`,
      { headers: { authorization: `Bearer ${facts.token}` } }
    )
    expect(answer.status).toBe(200)
    await answer.text()
  } finally {
    const closed = once(child, 'close')
    child.kill('SIGTERM')
    await closed
    expect(existsSync(file)).toBe(false)
    await rm(folder, { recursive: true, force: true })
  }
}, 120_000)

it.each([
  ['--help', 0],
  ['--nonsense', 2]
])('tells its options for %s', async (option, code) => {
  const child = spawn(process.execPath, ['emulator/serve.ts', option])
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  expect(await once(child, 'close')).toEqual([code, null])
  expect(said).toContain('--engine terraform|scenario')
  expect(said).not.toContain('    at ')
})
