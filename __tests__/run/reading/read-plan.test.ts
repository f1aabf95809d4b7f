import { access, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type {
  Plan,
  ResourceCounts,
  Run,
  Workspace
} from '../../../src/hcp/types.ts'
import { readPlan } from '../../../src/run/reading/read-plan.ts'
import { createRun, createScripted } from '../scripted-hcp.ts'
import type { Scripted } from '../scripted-hcp.ts'

const full = {
  format_version: '1.2',
  resource_changes: [],
  configuration: { root_module: {} }
}
const redacted = { plan_format_version: '1.2', resource_changes: [] }

const run = createRun({ planId: 'plan-1' })

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-plan-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

type Document = 'full' | 'redacted'
/** A document, its text, why it cannot be had; or a file that is there no more. */
type Answer = object | string | Error | typeof lost
const lost = Symbol('lost')

/** A server that has these documents, and what it is asked for. */
function openWorld(
  answers: Partial<Record<Document, Answer>>,
  canUpdate: boolean | undefined
): { readonly world: Scripted; readonly asked: Document[] } {
  const asked: Document[] = []
  const world = createScripted([], {
    'plans.readJsonOutput': async (
      _: string,
      options: { readonly redacted: boolean; readonly path: string }
    ) => {
      const document = options.redacted ? 'redacted' : 'full'
      asked.push(document)
      const answer = answers[document]
      if (answer instanceof Error) throw answer
      if (answer === undefined) {
        return { kind: 'unavailable', status: 404, why: `no ${document}` }
      }
      if (answer !== lost) {
        await writeFile(
          options.path,
          typeof answer === 'string' ? answer : JSON.stringify(answer)
        )
      }
      return { kind: 'ready', path: options.path, bytes: 1 }
    }
  })
  const workspace = { permissions: { canUpdate } } as Workspace
  world.record.tell({ kind: 'entered', workspace })
  return { world, asked }
}

async function read(
  { world }: { readonly world: Scripted },
  expected?: string,
  changed = run
): Promise<{ readonly word: string; readonly path: string | undefined }> {
  const plan = await readPlan(world, changed, {
    temporaryFolder: folder,
    expected
  })
  return plan.kind === 'changes'
    ? { word: plan.digest.split(':')[0] ?? '', path: plan.redactedPath }
    : { word: plan.why, path: undefined }
}

describe('readPlan', () => {
  it.each([
    [undefined, undefined, ['redacted'], 'redacted'],
    [false, undefined, ['redacted'], 'redacted'],
    [true, undefined, ['full', 'redacted'], 'full'],
    [true, 'redacted:00', ['redacted'], 'redacted'],
    [false, 'redacted:00', ['redacted'], 'redacted'],
    [false, 'full:00', ['full', 'redacted'], 'full'],
    [undefined, 'bound:00', ['full', 'redacted'], 'full'],
    [undefined, 'values:00', ['full', 'redacted'], 'full'],
    [undefined, 'unknown', ['redacted'], 'redacted'],
    [true, 'set:00', ['full', 'redacted'], 'full']
  ])('admin: %s, expected: %s: asks for %j', async (is, want, asks, word) => {
    const server = openWorld({ full, redacted }, is)
    const { path, ...seen } = await read(server, want)
    expect(seen).toEqual({ word })
    expect(server.asked).toEqual(asks)
    // The redacted one alone is left, for whoever comes after.
    expect(path).toContain('plan-redacted-')
    await access(path ?? '')
    expect(await readdir(folder)).toHaveLength(1)
  })

  it.each([
    [true, { redacted }, 'redacted', 1],
    [true, { full: 'not JSON', redacted }, 'redacted', 1],
    [false, { full }, 'full', 0],
    [false, { full, redacted: 'not JSON' }, 'full', 1],
    [true, { full }, 'full', 0],
    [true, { full: new Error('gone'), redacted }, 'redacted', 1]
  ])('admin: %s, %j: takes the other', async (is, answers, word, left) => {
    const server = openWorld(answers, is)
    const seen = await read(server)
    expect(seen.word).toBe(word)
    expect(seen.path !== undefined).toBe(word === 'redacted')
    expect(await readdir(folder)).toHaveLength(left)
  })

  it('takes the other where the file of the full one is lost', async () => {
    for (const is of [true, false]) {
      const { word } = await read(openWorld({ full: lost, redacted }, is))
      expect(word).toBe('redacted')
    }
    const { word } = await read(openWorld({ full: lost }, false))
    expect(word).toMatch(/^no redacted .*plan-full-/)
  })

  it('asks for both at once where both are wanted', async () => {
    let done: () => void = () => undefined
    const both = new Promise<void>((resolve) => {
      done = resolve
    })
    const server = openWorld({ full, redacted }, true)
    const { hcp } = server.world
    const world = {
      ...server.world,
      hcp: {
        ...hcp,
        plans: {
          readJsonOutput: async (
            id: string,
            options: { readonly redacted: boolean; readonly path: string }
          ) => {
            if (options.redacted) done()
            else await both
            return await hcp.plans.readJsonOutput(id, options)
          }
        }
      } as typeof hcp
    }
    expect((await read({ world })).word).toBe('full')
  })

  it('keeps what is secret out of the log, where it is told', async () => {
    const secret = 'a value that nobody may see'
    const change = {
      actions: ['create'],
      before: null,
      after: { password: secret },
      after_sensitive: { password: true }
    }
    const listed = { resource_changes: [{ address: 'a.b', change }] }
    for (const [is, concealed] of [
      [true, 1],
      [false, 0]
    ] as const) {
      const { world } = openWorld(
        { full: { ...full, ...listed }, redacted: { ...redacted, ...listed } },
        is
      )
      const seen: string[] = []
      const plan = await readPlan(
        {
          ...world,
          log: {
            conceal: (secrets, create) => {
              const concealer = create()
              concealer.learn(secrets)
              seen.push(concealer.redact(`x ${secret} y`))
            }
          }
        },
        run,
        { temporaryFolder: folder, expected: undefined }
      )
      expect(seen).toHaveLength(concealed)
      expect(seen.join()).not.toContain(secret)
      expect(plan.kind === 'changes' && plan.secrets).toEqual([secret])
    }
  })

  it('says where a document is not ready', async () => {
    const world = createScripted([], {
      'plans.readJsonOutput': () => ({ kind: 'not-ready' })
    })
    expect((await read({ world })).word).toBe(
      'The plan JSON was not ready in time.'
    )
  })

  it('says why there is neither, and leaves no secrets behind', async () => {
    for (const is of [true, false]) {
      const { word } = await read(openWorld({}, is))
      expect(word).toBe(is ? 'no full no redacted' : 'no redacted no full')
    }
    await read(openWorld({ full: 'secret' }, true))
    expect(await readdir(folder)).toEqual([])
    const { world } = openWorld({}, true)
    const options = { temporaryFolder: folder, expected: undefined }
    expect(await readPlan(world, run, options)).toEqual({
      kind: 'unavailable',
      why: 'no full no redacted'
    })
  })

  describe('a document that lists less than the server counted', () => {
    const planned = (counts: Partial<ResourceCounts>, hasChanges = true) =>
      createRun({
        hasChanges,
        plan: {
          counts: {
            ...{ additions: 0, changes: 0, destructions: 0, imports: 0 },
            ...counts
          }
        } as Plan
      })
    const listing = (...actions: readonly string[]) => ({
      ...redacted,
      resource_changes: actions.map((action, index) => ({
        address: `a.b${index}`,
        change: { actions: [action], before: null, after: null }
      }))
    })

    it.each<readonly [string, object, Run]>([
      ['destroys', listing('create'), planned({ destructions: 1 })],
      ['adds', listing('delete'), planned({ additions: 1 })],
      ['changes', listing('update'), planned({ changes: 2 })],
      ['anything', redacted, createRun({ hasChanges: true })],
      ['a list', { plan_format_version: '1.2' }, planned({ additions: 1 })]
    ])('is none: without %s', async (_, document, changed) => {
      const server = openWorld({ redacted: document }, false)
      const { word } = await read(server, undefined, changed)
      expect(word).toContain('The plan JSON lists')
      const counted = changed.plan?.counts
      if (counted?.destructions) {
        expect(word).toContain('lists 0 resources to destroy')
      } else if (counted?.additions) {
        expect(word).toContain('lists 0 resources to add')
      } else if (counted?.changes) {
        expect(word).toBe(
          'The plan JSON lists 1 resources to change, and HCP Terraform counted 2. no full'
        )
      }
    })

    it.each<readonly [string, object, Run]>([
      ['as much', listing('update', 'delete'), planned({ destructions: 1 })],
      ['more', listing('create'), planned({})],
      ['nothing of nothing', redacted, planned({}, false)],
      [
        'what it came to before it failed',
        { ...redacted, errored: true },
        planned({ additions: 1 })
      ]
    ])('is read with %s', async (_, document, changed) => {
      const server = openWorld({ redacted: document }, false)
      expect((await read(server, undefined, changed)).word).toBe('redacted')
    })

    it('is made up for by the other one', async () => {
      const whole = {
        ...full,
        resource_changes: listing('delete').resource_changes
      }
      const server = openWorld({ full: whole, redacted }, false)
      const changed = planned({ destructions: 1 })
      expect((await read(server, undefined, changed)).word).toBe('full')
    })
  })

  it('asks for nothing where the run has no plan', async () => {
    const { world, asked } = openWorld({ full, redacted }, true)
    const options = { temporaryFolder: folder, expected: undefined }
    const plan = await readPlan(world, { ...run, planId: undefined }, options)
    expect(plan).toMatchObject({
      kind: 'unavailable',
      why: expect.stringContaining('plan')
    })
    expect(asked).toEqual([])
  })

  it('ends with the step', async () => {
    const { world } = openWorld({ full, redacted }, true)
    const ended = new AbortController()
    ended.abort(new Error('the end'))
    await expect(
      readPlan({ ...world, signal: ended.signal }, run, {
        temporaryFolder: folder,
        expected: undefined
      })
    ).rejects.toThrow('the end')
    expect((await readdir(folder)).join()).not.toContain('plan-full')
  })
  it('ends with the step while it looks at the last document', async () => {
    const ended = new AbortController()
    const world = createScripted([], {
      'plans.readJsonOutput': async (
        _: string,
        options: { readonly redacted: boolean; readonly path: string }
      ) => {
        await writeFile(options.path, 'not JSON')
        // Behind the look at the signal, before the file is open.
        if (!options.redacted) {
          process.nextTick(() => {
            ended.abort(new Error('the end'))
          })
        }
        return { kind: 'ready', path: options.path, bytes: 1 }
      }
    })
    await expect(
      readPlan({ ...world, signal: ended.signal }, run, {
        temporaryFolder: folder,
        expected: undefined
      })
    ).rejects.toThrow('the end')
    expect((await readdir(folder)).join()).not.toContain('plan-full')
  })
})
