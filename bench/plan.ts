/**
 * `npm run bench`: how long it takes, and how much memory, from a plan JSON on
 * disk to the comment and the job summary. Each plan in a process of its own,
 * bundled as the action is: types are not part of what a job runs.
 * Prints a table and writes it to its section of docs/performance.md.
 */
import { build } from 'esbuild'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { arch, cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { common, requireOfModules } from '../scripts/build.ts'
import type { Measured } from './measure-plan.ts'
import { writeSection } from './page.ts'
import { writePlan } from './plan-document.ts'
import type { PlanSize } from './plan-document.ts'

const mebibyte = 1024 * 1024

interface Case {
  readonly name: string
  readonly size: PlanSize
  /** What it must stay under. */
  readonly goal: { readonly seconds?: number; readonly mebibytes: number }
}

const cases: readonly Case[] = [
  {
    name: 'Nothing to change',
    size: { resources: 0, schemaLength: 0, hasStates: false },
    goal: { mebibytes: 300 }
  },
  {
    name: '10,000 resources',
    size: { resources: 10_000, schemaLength: 0, hasStates: false },
    goal: { seconds: 1, mebibytes: 300 }
  },
  {
    name: '10,000 resources, with states and schemas',
    size: { resources: 10_000, schemaLength: 10 * mebibyte, hasStates: true },
    goal: { mebibytes: 300 }
  },
  {
    name: '200 MB, of which 80 MB are provider schemas',
    size: { resources: 57_000, schemaLength: 80e6, hasStates: true },
    goal: { mebibytes: 512 }
  }
]

await bench()

async function bench(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  const rows: string[] = []
  let isMet = true
  try {
    const program = await bundleMeasure(folder)
    for (const { name, size, goal } of cases) {
      const path = join(folder, `plan-${rows.length}.json`)
      const bytes = await writePlan(path, size)
      const measured = await measureBest(
        program,
        path,
        goal.seconds === undefined ? 1 : 3
      )
      await rm(path)
      isMet &&=
        measured.mebibytes < goal.mebibytes &&
        measured.seconds < (goal.seconds ?? Number.POSITIVE_INFINITY)
      rows.push(
        `| ${[
          name,
          `${(bytes / 1e6).toFixed(1)} MB`,
          measured.resources.toLocaleString('en-US'),
          `${measured.seconds.toFixed(2)} s`,
          `${measured.cpu.toFixed(2)} s`,
          `${measured.mebibytes.toFixed(0)} MiB`,
          `${(measured.comment / 1024).toFixed(0)} KiB`,
          `${(measured.summary / 1024).toFixed(0)} KiB`
        ].join(' | ')} |`
      )
      console.log(rows.at(-1))
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  await writeSection('plan', renderSection(rows))
  if (!isMet) {
    console.error('A goal is not met.')
    process.exitCode = 1
  }
}

/** What measures, as a program of one file in the folder. */
async function bundleMeasure(folder: string): Promise<string> {
  const outfile = join(folder, 'measure.js')
  await build({
    ...common,
    entryPoints: ['bench/measure-plan.ts'],
    outfile,
    format: 'esm',
    banner: { js: requireOfModules },
    write: true
  })
  return outfile
}

/** The quickest of some tries: others may use the machine meanwhile. */
async function measureBest(
  program: string,
  path: string,
  tries: number
): Promise<Measured> {
  const all: Measured[] = []
  for (let i = 0; i < tries; i++) {
    const { stdout } = await promisify(execFile)(process.execPath, [
      program,
      path
    ])
    all.push(JSON.parse(stdout) as Measured)
  }
  const [best, ...others] = all.sort((a, b) => a.seconds - b.seconds)
  if (best === undefined) throw new Error('Nothing was measured')
  return {
    ...best,
    mebibytes: Math.max(best.mebibytes, ...others.map((one) => one.mebibytes))
  }
}

function renderSection(rows: readonly string[]): string {
  return `From a plan JSON on disk to the comment and the job summary, each plan in a
process of its own, bundled as the action is, as \`npm run bench\` measures it. The CPU is that of all threads in
user mode, which others on the machine change less than the time. Memory is the most that the
whole process ever held, Node.js itself included.

<!-- prettier-ignore -->
| plan | JSON | changes | time | CPU | memory | comment | summary |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}

Measured with Node.js ${process.versions.node} on ${cpus().length} cores (${arch()}).

Goals: 10,000 resources in under 1 second and 300 MiB; 200 MB in under 512 MiB,
most of which is garbage not yet collected.

Up to 16 MiB are parsed at once. A larger document is read as a stream: provider
schemas, states and the configuration are passed over (sensitive values in them
are still collected, to be kept out of every text), and the values of a change
are kept only while there is room that a page could use. Every change is counted,
digested and held against the rules, whether its values are kept or not: memory
grows with the number of changes, about 2 KiB each, not with their size.
`
}
