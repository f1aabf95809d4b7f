import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { publishListing } from '../../src/publish/listing.ts'
import { writeAllOutputs } from '../../src/publish/output-limits.ts'
import type { AllOutputs } from '../../src/publish/output-limits.ts'
import type { Listing } from '../../src/step/list.ts'
import type { Log } from '../../src/runner/log.ts'

let folder: string
const before = process.env['GITHUB_OUTPUT']
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'outputs-'))
  process.env['GITHUB_OUTPUT'] = join(folder, 'output')
  writeFileSync(join(folder, 'output'), '')
})
afterEach(() => {
  process.env['GITHUB_OUTPUT'] = before
  rmSync(folder, { recursive: true })
})

/** What is handed on and said; files go to a folder that may be missing. */
function write(outputs: AllOutputs, into = folder) {
  const said: string[] = []
  const say = (kind: string) => (text: string) => said.push(`${kind}: ${text}`)
  const log = {
    warning: say('warning'),
    notice: say('notice')
  } as unknown as Log
  writeAllOutputs(outputs, { folder: into, log })
  return { said: said.join('\n'), outputs: readOutputs() }
}

function readOutputs(): Readonly<Record<string, string>> {
  const text = readFileSync(join(folder, 'output'), 'utf8')
  const blocks = text.matchAll(/^(.+)<<(\S+)\n([^]*?)\n\2$/gm)
  return Object.fromEntries(
    [...blocks].map(([, name, , value]) => [name, value ?? ''])
  )
}

const long = { big: 'é'.repeat(70_000) }

it('hands on the facts where the file cannot be written, and stays green', () => {
  const { said, outputs } = write(
    {
      facts: { outcome: 'applied' },
      values: { reasons: [], 'workspace-outputs': long },
      document: { schema_version: 1, 'workspace-outputs': long }
    },
    join(folder, 'missing')
  )
  expect(outputs).toEqual({
    outcome: 'applied',
    reasons: '[]',
    'workspace-outputs': '',
    result: '{"schema_version":1,"left-out":["workspace-outputs"]}'
  })
  expect(said).toMatch(/^warning: .*the file for it cannot be written.*ENOENT/)
  expect(process.exitCode).not.toBe(1)
})

it('never keeps a part of a list of workspaces', () => {
  const runs = Array.from({ length: 3_000 }, (_, index) => ({
    workspace: `w-${index}`,
    url: 'x'.repeat(50)
  }))
  const { said, outputs } = write({
    facts: {},
    values: {},
    document: { schema_version: 1, runs }
  })
  expect(outputs['runs']).toBe('')
  expect(said).toContain("all of 'runs' and 'result'")
  expect(JSON.parse(outputs['result'] ?? '')).toEqual({
    schema_version: 1,
    'left-out': ['runs']
  })
  const whole: unknown = JSON.parse(
    readFileSync(outputs['result-path'] ?? '', 'utf8')
  )
  expect(whole).toEqual({ schema_version: 1, runs })
})

it('says nothing where all has room', () => {
  const document = { schema_version: 1, runs: [{ workspace: 'a' }] }
  const { said, outputs } = write({ facts: {}, values: {}, document })
  expect(said).toBe('')
  expect(outputs).toEqual({
    runs: '[{"workspace":"a"}]',
    result: JSON.stringify(document)
  })
})

it('hands on the newest runs of a list, and keeps all', async () => {
  const runs = Array.from({ length: 900 }, (_, index) => ({
    id: `run-${index}`,
    status: 'planned',
    message: 'm'.repeat(100)
  }))
  const said: string[] = []
  const say = (text: string) => said.push(text)
  const log = { info: say, notice: say, warning: say } as unknown as Log
  const isOk = await publishListing(
    async () =>
      await Promise.resolve({
        runs: runs as unknown as Listing['runs'],
        ...{ isCut: false, place: 'workspace network', workspaceId: 'ws-1' },
        ...{ workspace: 'network', organization: 'acme' }
      }),
    {
      baseUrl: new URL('https://app.terraform.io'),
      ...{ maxItems: 900, jobSummary: false, folder, secrets: [] }
    },
    { log, signal: new AbortController().signal }
  )
  expect(isOk).toBe(true)
  const outputs = readOutputs()
  const kept = JSON.parse(outputs['runs'] ?? '') as { id: string }[]
  expect(kept.length).toBeGreaterThan(100)
  expect(kept.length).toBeLessThan(900)
  expect(kept[0]?.id).toBe('run-0')
  expect(JSON.parse(outputs['result'] ?? '')).toMatchObject({
    'is-cut': true,
    runs: kept
  })
  const whole: unknown = JSON.parse(
    readFileSync(outputs['result-path'] ?? '', 'utf8')
  )
  expect(whole).toMatchObject({ 'is-cut': false })
  expect((whole as { runs: object[] }).runs).toHaveLength(900)
  expect(said.filter((text) => text.includes('result-path'))).toHaveLength(1)
})
