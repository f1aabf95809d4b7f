import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it
} from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { openStage, reasonCodes } from './stage.ts'
import type { Stage } from './stage.ts'

/**
 * Plan JSONs as no Terraform writes them, of a run that destroys and replaces:
 * none of them makes a rule hold. What cannot be read is held.
 */

let stage: Stage
let runId = ''
let document = ''
let twisted = ''
let writes = 0
beforeAll(async () => {
  stage = await openStage([scripts.changes])
  const held = await stage.run({
    mode: 'apply',
    'configuration-directory': '.'
  })
  expect(held.outputs['outcome']).toBe('held')
  runId = held.outputs['run-id'] ?? ''
  const { result } = stage.hcp.run(runId).plan
  document = JSON.stringify((result as { readonly json?: unknown }).json)
  writes = stage.writes().length
  // However often it is read: what was read too early is read again.
  stage.hcp.trouble({
    path: /json-output/,
    times: Infinity,
    status: 200,
    headers: { 'content-type': 'application/json' },
    get body() {
      return twisted
    }
  })
})
afterEach(() => {
  expect(stage.writes()).toHaveLength(writes)
  expect(stage.hcp.run(runId).status).toBe('planned')
})
afterAll(async () => {
  await stage.close()
})

const deep = '['.repeat(100_000) + ']'.repeat(100_000)
/** Puts something before each place where this is. */
const put = (what: string, place: string) => (text: string) =>
  text.replaceAll(place, `${what}${place}`)
const last = (what: string) => (text: string) =>
  text.replace(/\}$/, `,${what}}`)

type Row = readonly [what: string, twist: (text: string) => string]

const unread: readonly Row[] = [
  ['nested without end in a value', put(`"deep":${deep},`, '"before":')],
  ['nested without end at its top', (text) => `{"x":${deep},${text.slice(1)}`],
  ['with a second, empty list of changes', last('"resource_changes":[]')],
  [
    'with actions that are there twice',
    (text) =>
      text.replaceAll(/"actions":\[[^\]]*\]/g, '$&,"actions":["create"]')
  ],
  [
    'with a change that is there twice',
    (text) =>
      text.replaceAll(
        /("change":\{[^]*?\})(?=,"action_reason"|\}[,\]])/g,
        '$1,"change":{"actions":["no-op"]}'
      )
  ],
  [
    'with modes that are there twice',
    (text) => text.replaceAll('"mode":"managed"', '$&,"mode":"data"')
  ],
  [
    'whose changes are those of a prototype',
    (text) => text.replace('"resource_changes"', '"__proto__":{},"x"')
  ],
  ['that is there twice', (text) => text + text],
  ['that is cut', (text) => text.slice(0, -1)]
]

const read: readonly Row[] = [
  [
    'with a first, empty list of changes',
    put('"resource_changes":[],', '"resource_changes":')
  ],
  [
    'with a prototype in each change',
    put('"__proto__":{"actions":["no-op"]},', '"actions":')
  ],
  [
    'with a prototype in each value',
    put('"__proto__":{"actions":["no-op"]},', '"input":')
  ],
  [
    'with numbers that no double holds',
    (text) => text.replaceAll(/"input":"[^"]*"/g, '"input":1e400')
  ],
  ['with a byte order mark', (text) => `\ufeff${text}`],
  [
    'with names of every object',
    put('"constructor":1,"toString":2,"hasOwnProperty":3,', '"input":')
  ]
]

async function decide(
  twist: Row[1],
  rules: Readonly<Record<string, string>>
): Promise<readonly string[]> {
  twisted = twist(document)
  expect(twisted).not.toBe(document)
  const result = await stage.run({
    mode: 'apply',
    'run-id': runId,
    approve: 'true',
    ...rules
  })
  expect(result.outputs['outcome']).toBe('blocked')
  return reasonCodes(result)
}

describe('a plan JSON', () => {
  it.each(unread)('%s is none: held', async (_, twist) => {
    expect(
      await decide(twist, { 'max-destroy': '0', 'on-blocked': 'discard' })
    ).toEqual(['plan-unknown'])
  })

  it.each(read)('%s is judged by all that it lists', async (_, twist) => {
    expect(
      await decide(twist, { 'max-destroy': '0', 'max-replace': '0' })
    ).toEqual(['destroys-exceeded', 'replaces-exceeded'])
  })
})
