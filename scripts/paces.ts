/**
 * `npm run paces`: Terraform's own CLI, and the bundle, against the emulator at
 * several speeds: states that pass in a moment on a fast server are there for
 * seconds on a real one. `npm test` has the first two; this has all.
 *
 *     npm run paces                        15, 300, 1500 and 5000 ms a step
 *     npm run paces -- --step 1500         one of them
 *     npm run paces -- --flow Ctrl-C       flows whose name has this in it
 *     npm run paces -- --concurrency 6     how many flows at once
 *
 * Ends with 1 where a flow fails. Terraform's are left out without terraform.
 */
import { parseArgs } from 'node:util'
import { findTerraform } from '../emulator/engines/terraform.ts'
import { runCell, undisturbed } from './faults/cell.ts'
import { flows } from './faults/flows.ts'
import { judge } from './faults/judge.ts'
import { cliFlows } from './paces/cli-flows.ts'
import { paceOf, sitDown } from './paces/desk.ts'

/** What no command takes at any pace. */
const longest = 600_000

interface Task {
  readonly name: string
  readonly run: () => Promise<void>
}

const { values } = parseArgs({
  options: {
    step: { type: 'string', multiple: true },
    flow: { type: 'string', default: '' },
    concurrency: { type: 'string', default: '4' }
  }
})
const steps = values.step?.map(Number) ?? [15, 300, 1_500, 5_000]
const tasks = steps
  .flatMap((step) => [...listCli(step), ...listProcess(step)])
  .filter(({ name }) => name.includes(values.flow))
const failed = await play(tasks, Number(values.concurrency))
for (const name of failed) console.log(`FAILED: ${name}`)
console.log(`${tasks.length - failed.length} of ${tasks.length} flows pass.`)
if (failed.length > 0 || tasks.length === 0) process.exitCode = 1

function listCli(step: number): readonly Task[] {
  const binary = findTerraform()
  if (binary?.product !== 'terraform') return []
  return cliFlows.map(({ name, options, play: playFlow }) => ({
    name: `terraform, ${step} ms a step: ${name}`,
    run: async () => {
      const desk = await sitDown({
        binary,
        timeout: longest,
        pace: paceOf(step),
        ...options?.(binary)
      })
      try {
        await playFlow(desk)
      } finally {
        await desk.close()
      }
    }
  }))
}

function listProcess(step: number): readonly Task[] {
  return flows.map((flow) => ({
    name: `the bundle, ${step} ms a step: ${flow.name}`,
    run: async () => {
      const seen = await runCell(undisturbed(flow), { pace: paceOf(step) })
      const { kind, broken } = judge(seen)
      if (kind !== 'right') {
        throw new Error(`${broken.join(', ')}\n${seen.main.stdout}`)
      }
    }
  }))
}

/** Plays them, some at a time; resolves to the names of those that failed. */
async function play(
  all: readonly Task[],
  concurrency: number
): Promise<readonly string[]> {
  const waiting = [...all]
  const lost: string[] = []
  const work = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) {
      try {
        await task.run()
        console.log(`ok   ${task.name}`)
      } catch (error) {
        lost.push(task.name)
        console.log(`FAIL ${task.name}\n${String(error)}`)
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work))
  return lost
}
