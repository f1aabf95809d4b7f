import { expect, it } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

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
    await rm(folder, { recursive: true, force: true })
  }
})
