/**
 * `npm run compare -- [N] [--seed S]`: N random configurations and states, each
 * planned by the `terraform` on the PATH: what our drawing says that changes has
 * to be what Terraform's own text says, resource by resource, attribute by
 * attribute. Says so and passes where there is no Terraform. No network.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { planFaultsOf } from '../__tests__/plan/drawing-laws.ts'
import { findTerraform } from '../emulator/engines/terraform.ts'
import { parseExactJson } from '../src/plan/exact-number.ts'
import { reducePlan } from '../src/plan/reduction.ts'
import { differencesOf, drawnFacts } from './compare/drawn-facts.ts'
import { randomCase, type RandomCase } from './compare/random-configuration.ts'
import { readTerraformText } from './compare/terraform-text.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' } }
})
const count = Number(positionals[0] ?? '50')
const first = Number(values.seed)
const binary = findTerraform()
if (binary?.product !== 'terraform') {
  console.log('There is no terraform on the PATH: nothing is compared.')
} else {
  await compareAll(binary.path)
}

async function compareAll(terraform: string): Promise<void> {
  let [resources, attributes, outputs, same, refused] = [0, 0, 0, 0, 0]
  const wrong: string[] = []
  const seeds = Array.from({ length: count }, (_, index) => first + index)
  const work = async (): Promise<void> => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
      const planned = await planOf(terraform, randomCase(seed))
      if (planned === undefined) {
        refused++
        continue
      }
      const theirs = readTerraformText(planned.text)
      const json = parseExactJson(planned.json) as Record<string, unknown>
      const ours = drawnFacts(reducePlan(json).changes)
      const differences = [
        ...differencesOf(theirs, ours),
        ...planFaultsOf(json, 'full'),
        ...planFaultsOf(json, 'redacted')
      ]
      resources += theirs.resources.size
      outputs += theirs.outputs.size
      for (const one of theirs.resources.values()) {
        attributes += one.attributes.size
      }
      if (differences.length === 0) same++
      else wrong.push(`seed ${seed}\n  ${differences.join('\n  ')}`)
    }
  }
  await Promise.all([work(), work()])
  for (const each of wrong) console.log(each)
  const done = same + wrong.length
  const share = done === 0 ? 0 : (same / done) * 100
  console.log(
    `${done} configurations, ${resources} resources with ${attributes} changed attributes, ${outputs} outputs: ${share.toFixed(1)} % as Terraform has them (${refused} refused by Terraform)`
  )
  // A generator that only makes what Terraform refuses compares nothing.
  if (wrong.length > 0 || done < count / 2) process.exitCode = 1
}

/** Undefined where Terraform refuses the configuration. */
async function planOf(
  terraform: string,
  { files, planArguments }: RandomCase
): Promise<{ readonly json: string; readonly text: string } | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'compare-'))
  const settings = join(folder, 'cli.tfrc')
  const run = async (...args: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(terraform, args, {
      cwd: folder,
      env: {
        PATH: process.env['PATH'] ?? '',
        HOME: folder,
        TF_CLI_CONFIG_FILE: settings,
        TF_IN_AUTOMATION: '1',
        CHECKPOINT_DISABLE: '1'
      },
      maxBuffer: 64 * 1024 * 1024
    })
    return stdout
  }
  try {
    await writeFile(settings, '')
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), JSON.stringify(content))
    }
    try {
      const plan = ['plan', '-out=plan', '-input=false', '-no-color']
      await run(...plan, ...planArguments)
    } catch (error) {
      if (process.env['COMPARE_VERBOSE'] !== undefined) console.log(error)
      return undefined
    }
    return {
      json: await run('show', '-json', 'plan'),
      text: await run('show', '-no-color', 'plan')
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
