/**
 * Runs the step with a small and with a huge configuration folder, and with a
 * log of 100 MB in one line, and writes the memory it took into
 * __tests__/evidence.md.
 *
 *     npm run sizes
 */
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createScenarioEngine, scripts } from '../emulator/engines/scenario.ts'
import type { Script } from '../emulator/engines/scenario.ts'
import { startHcp } from '../emulator/hcp/server.ts'
import { runAction } from '../emulator/runner/run-action.ts'
import { writeSection } from './faults/document.ts'

const mebibyte = 1024 * 1024

/** The peak of the step's memory in MiB, and how long it took. */
async function measure(
  script: Script,
  fill: (folder: string) => Promise<void>
): Promise<{ peak: number; seconds: number }> {
  const engine = createScenarioEngine()
  engine.script('network', [script])
  const hcp = await startHcp({ engine, workspaces: [{ name: 'network' }] })
  const folder = await mkdtemp(join(tmpdir(), 'sizes-'))
  try {
    const checkout = join(folder, 'checkout')
    await mkdir(checkout)
    await writeFile(join(checkout, 'main.tf'), '')
    await fill(checkout)
    const peak = join(folder, 'peak')
    const probe = `process.on('exit',()=>process.getBuiltinModule('fs').writeFileSync(${JSON.stringify(peak)},String(process.resourceUsage().maxRSS)))`
    const result = await runAction({
      workspace: checkout,
      timeout: 300_000,
      env: {
        NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(probe)}`
      },
      inputs: {
        token: hcp.token,
        hostname: hcp.url,
        organization: hcp.organization,
        workspace: 'network',
        mode: 'plan',
        comment: 'never',
        'configuration-directory': '.'
      }
    })
    await result.cleanUp()
    if (result.outputs['outcome'] !== 'planned') {
      throw new Error(result.stdout.slice(-5_000))
    }
    return {
      peak: Number(await readFile(peak, 'utf8')) / 1024,
      seconds: result.durationMilliseconds / 1000
    }
  } finally {
    await hcp.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const nothing = async (): Promise<void> => Promise.resolve()
const cases = [
  ['one file', scripts.changes, nothing],
  [
    '5,000 files of 10 KiB, and one of 200 MiB that does not compress',
    scripts.changes,
    async (folder: string) => {
      for (let index = 0; index < 5_000; index += 1) {
        const module = join(folder, `module-${index % 100}`)
        await mkdir(module, { recursive: true })
        await writeFile(join(module, `${index}.tf`), '#'.repeat(10 * 1024))
      }
      await writeFile(join(folder, 'data.bin'), randomBytes(200 * mebibyte))
    }
  ],
  [
    'a log of 100 MiB in one line',
    { ...scripts.changes, planLines: ['x'.repeat(100 * mebibyte)] },
    nothing
  ]
] as const

const rows: string[] = []
for (const [name, script, fill] of cases) {
  const { peak, seconds } = await measure(script, fill)
  const row = `| ${name} | ${peak.toFixed(0)} MiB | ${seconds.toFixed(0)} s |`
  console.log(row)
  rows.push(row)
}
await writeSection(
  'sizes',
  [
    '| The step with | Peak memory | Time |',
    '| --- | --- | --- |',
    ...rows
  ].join('\n')
)
