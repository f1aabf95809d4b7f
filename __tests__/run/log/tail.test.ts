import { describe, expect, it } from '@jest/globals'
import { tailPhaseLog } from '../../../src/run/log/tail.ts'
import type { PhaseLog } from '../../../src/run/record/phase-log.ts'
import { createPlan, createScripted } from '../scripted-hcp.ts'
import type { Scripted } from '../scripted-hcp.ts'

const url = 'https://blobs.example/log'

/** Reads a log; `serve` gives the bytes for an offset. */
async function tail(
  serve: (offset: number) => string,
  status: () => string = () => 'finished'
): Promise<{ world: Scripted; into: PhaseLog; reads: number }> {
  const world = createScripted([{}], {
    'logs.read': (_url: string, offset: number) =>
      new TextEncoder().encode(serve(offset)),
    'plans.read': () => createPlan({ status: status(), logReadUrl: url })
  })
  const into = await tailPhaseLog(world, {
    phase: 'plan',
    document: createPlan({ logReadUrl: url })
  })
  const reads = world.calls.filter((call) => call === 'logs.read').length
  return { world, into, reads }
}

/** What was printed, in one text. */
function printed({ said }: Scripted): string {
  return said
    .filter((line) => line.startsWith('> '))
    .map((line) => `${line.slice(2)}\n`)
    .join('')
}

describe('a server that heeds no offset', () => {
  it.each([
    ['without framing', 'Terraform v1\nPlan: 1 to add\n'],
    ['with framing', '\u0002Terraform v1\nPlan: 1 to add\n'],
    ['in one byte', '.']
  ])('is read once and to its end, %s', async (_how, text) => {
    const { world, reads } = await tail(() => text)
    expect(printed(world)).toBe(
      text === '.' ? '.\n' : 'Terraform v1\nPlan: 1 to add\n'
    )
    expect(reads).toBeLessThan(20)
    expect(world.said.filter((line) => line.startsWith('warning'))).toEqual([
      expect.stringContaining('from its start at every read')
    ])
  })

  it('is read on while its log grows', async () => {
    let text = '\u0002'
    let line = 0
    const { world, into } = await tail(() => {
      line += 1
      text += line < 30 ? `line ${line}\n` : line === 30 ? '\u0003' : ''
      return text
    })
    const lines = Array.from({ length: 29 }, (_, i) => `line ${i + 1}`)
    expect(into.lastLines).toEqual(lines)
    expect(printed(world)).toBe(lines.map((each) => `${each}\n`).join(''))
  })
})

describe('a log', () => {
  it.each([
    ['\u0003', { additions: 2, changes: 1, destructions: 1 }],
    ['', undefined]
  ])(
    'tells what was done where it is read to its end (%j)',
    async (end, done) => {
      const line = (type: string, action: string) =>
        JSON.stringify({ '@message': 'x', type, hook: { action } })
      const text = [
        ...['create', 'create', 'update', 'delete', 'read'].map((action) =>
          line('apply_complete', action)
        ),
        line('apply_start', 'create'),
        line('apply_errored', 'create')
      ].join('\n')
      const { into } = await tail((offset) =>
        `\u0002${text}\n${end}`.slice(offset)
      )
      expect(into.done).toEqual(done)
    }
  )

  it('that begins alike twice is read whole', async () => {
    const whole = '\u0002a\n\u0002a\nb\n\u0003'
    const { world, into } = await tail((offset) =>
      whole.slice(offset, offset + 3)
    )
    expect(into.lastLines).toEqual(['a', '\u0002a', 'b'])
    expect(world.said.join()).not.toContain('warning')
  })

  it('that never ends is left after its phase, at a bounded rate', async () => {
    const begun = Date.now()
    const { world, reads } = await tail((offset) => `${offset}.\n`)
    expect(reads).toBeLessThan(1_000)
    expect(world.clock.now() / reads).toBeGreaterThan(200)
    expect(Date.now() - begun).toBeLessThan(10_000)
  })

  it('is read as long as its phase goes on', async () => {
    let looks = 0
    const { reads } = await tail(
      (offset) => `${offset}.\n`,
      () => {
        looks += 1
        return looks < 5 ? 'running' : 'finished'
      }
    )
    expect(looks).toBe(5)
    expect(reads).toBeGreaterThan(1_000)
  })

  it('has a size where reading it ends', async () => {
    const chunk = 'x'.repeat(64 * 1024 - 1) + '\n'
    const { world, reads } = await tail((offset) =>
      offset === 0 ? `\u0002${chunk.slice(1)}` : chunk
    )
    expect(reads).toBe(256 * 16)
    expect(world.said.at(-1)).toContain('longer than 256 MiB')
  }, 60_000)

  it('of a backlog is read without pauses', async () => {
    const whole = `\u0002${'y'.repeat(60 * 1024)}\n\u0003`
    const { world, into } = await tail((offset) =>
      whole.slice(offset, offset + 8 * 1024)
    )
    expect(into.lastLines).toHaveLength(1)
    expect(world.clock.now()).toBe(0)
  })
})

/** They are told in full in the end, on the lines that they are about. */
describe('errors in print', () => {
  const init = [
    'Initializing provider plugins...',
    '╷',
    '│ Error: Failed to query available provider packages',
    '│ ',
    '│   on main.tf line 3, in terraform:',
    '│    3:   required_providers {',
    '│ ',
    '│ Could not retrieve the list of available versions.',
    '╵',
    'Operation failed: failed running terraform init (exit 1)'
  ]
  const structured = JSON.stringify({
    '@message': 'Error: x',
    type: 'diagnostic',
    diagnostic: { severity: 'error', summary: 'x', detail: '' }
  })
  const show = async (lines: readonly string[]): Promise<string> =>
    printed((await tail(() => `\u0002${lines.join('\n')}\n\u0003`)).world)

  it('are their summary and place in the log', async () => {
    const shown = init.filter((line) => !/│ (?:$| {3}3:|Could)/.test(line))
    expect(await show(init)).toBe(`${shown.join('\n')}\n`)
  })

  it('are all there where the end tells other errors, or too few', async () => {
    expect(await show([...init, structured])).toContain('│ Could not')
    const rest = Array.from({ length: 200 }, (_, index) => `line ${index}`)
    const shown = await show([...init, ...rest])
    expect(shown).toContain('│ Could not')
    for (const line of rest) expect(shown).toContain(line)
  })

  it('hold back nothing of a text without one, nor of a warning', async () => {
    const text = init.map((line) => line.replace('Error:', 'Warning:'))
    expect(await show(text)).toBe(`${text.join('\n')}\n`)
  })
})
