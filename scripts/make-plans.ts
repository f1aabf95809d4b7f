/**
 * `node scripts/make-plans.ts [NAME…]`: makes the plans that the tests read
 * from the configurations in `examples/plans`, with the `terraform` on the
 * PATH. `before` (and `before-2`) are applied where they are, then `after` is
 * planned with the arguments in `plan-arguments.txt`. Needs no network: only
 * resources that are built into Terraform are used.
 */
import { execFile } from 'node:child_process'
import {
  cp,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parseExactJson } from '../src/plan/exact-number.ts'

const run = promisify(execFile)
const examples = join(import.meta.dirname, '../examples/plans')
const fixtures = join(import.meta.dirname, '../__tests__/plan/fixtures')

const asked = process.argv.slice(2)
const folders = (await readdir(examples, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort()
const names = asked.length > 0 ? asked : folders
await mkdir(fixtures, { recursive: true })
for (const name of names) {
  await makePlan(name)
  process.stdout.write(`${name}\n`)
}

async function makePlan(name: string): Promise<void> {
  const source = join(examples, name)
  const stable = createStable()
  const folder = await mkdtemp(join(tmpdir(), 'plan-'))
  const configuration = join(folder, 'configuration')
  const settings = join(folder, 'terraformrc')
  // Nothing of the caller's set-up may change what Terraform plans.
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TF_CLI_CONFIG_FILE: settings,
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1'
  }
  const terraform = async (...args: string[]) => {
    const options = { cwd: configuration, env, maxBuffer: 64 * 1024 * 1024 }
    return (await run('terraform', args, options)).stdout
  }
  const lay = async (step: string) => {
    await mkdir(configuration, { recursive: true })
    for (const entry of await readdir(configuration)) {
      if (!entry.startsWith('terraform.tfstate')) {
        await rm(join(configuration, entry), { recursive: true })
      }
    }
    await cp(join(source, step), configuration, { recursive: true })
    await terraform('init', '-input=false', '-no-color')
  }
  try {
    await writeFile(settings, '')
    const steps = await readdir(source)
    for (const step of ['before', 'before-2']) {
      if (!steps.includes(step)) continue
      await lay(step)
      try {
        await terraform('apply', '-auto-approve', '-input=false', '-no-color')
      } catch (error) {
        // Tainted and deposed objects come of applies that fail.
        if (!(error instanceof Error && 'code' in error && error.code === 1)) {
          throw error
        }
      }
    }
    await lay('after')
    const extra = steps.includes('plan-arguments.txt')
      ? (await readFile(join(source, 'plan-arguments.txt'), 'utf8'))
          .split('\n')
          .filter((line) => line !== '')
      : []
    await terraform('plan', '-out=plan', '-input=false', '-no-color', ...extra)
    const json = stable(await terraform('show', '-json', 'plan'))
    const text = await terraform('show', '-no-color', 'plan')
    const document = parseExactJson(json) as Record<string, unknown>
    delete document['timestamp']
    await writeFile(
      join(fixtures, `${name}.plan.json`),
      `${JSON.stringify(document)}\n`
    )
    await writeFile(join(fixtures, `${name}.txt`), stable(text))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Ids are random: the same ones every time keep the fixtures from changing. */
function createStable(): (text: string) => string {
  const seen = new Map<string, string>()
  const ids =
    /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g
  return (text) =>
    text
      .replaceAll(
        /(deposed(?:_key)?"?:? ?(?:object )?"?)[0-9a-f]{8}\b/g,
        '$100000000'
      )
      .replace(ids, (id) => {
        const known =
          seen.get(id) ??
          `00000000-0000-4000-8000-${String(seen.size + 1).padStart(12, '0')}`
        seen.set(id, known)
        return known
      })
}
