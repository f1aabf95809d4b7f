/**
 * Packs random folders with this project's packer and with HashiCorp's, and
 * compares names, kinds, modes, links and contents:
 *
 *     npm run packer -- [N] [seed]        go-slug, from the Go proxy, built in a
 *                                         temporary folder; needs `go`
 *     npm run packer -- --cli N [seed]    what `terraform plan` uploads to the
 *                                         emulator; needs `terraform`
 *     npm run packer -- record            asks go-slug anew for the cases that
 *                                         `npm test` keeps
 *
 * Ends with 1 where they differ and no warning or refusal of ours says why.
 */
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { findTerraform } from '../emulator/engines/terraform.ts'
import { compare } from './packer/comparison.ts'
import { startOracle } from './packer/go-slug.ts'
import type { Answer } from './packer/packing.ts'
import { packOurs } from './packer/packing.ts'
import { makeFolder, seeded } from './packer/random-folder.ts'
import { askTerraform } from './packer/terraform-cli.ts'

/** Resolves to what a packer of HashiCorp's makes of a folder. */
type Ask = (root: string) => Promise<Answer>

const recorded = '__tests__/configuration/go-slug.json'

async function record(folder: string, ask: Ask): Promise<void> {
  const { files, cases } = JSON.parse(await readFile(recorded, 'utf8')) as {
    readonly files: readonly string[]
    readonly cases: readonly { readonly rules: string }[]
  }
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), '')
  }
  const answers: { readonly rules: string; readonly leftOut: string[] }[] = []
  for (const { rules } of cases) {
    await writeFile(join(folder, '.terraformignore'), rules)
    const { entries, error } = await ask(folder)
    if (entries === null) throw new Error(`${JSON.stringify(rules)}: ${error}`)
    const packed = new Set(entries.map(({ Name }) => Name))
    answers.push({ rules, leftOut: files.filter((file) => !packed.has(file)) })
  }
  const text = JSON.stringify({ files, cases: answers }, undefined, 2)
  await writeFile(recorded, `${text}\n`)
  console.log(`${cases.length} cases recorded in ${recorded}`)
}

/** Seeds of folders, and how many of them are packed at once. */
interface Extent {
  readonly first: number
  readonly count: number
  readonly atOnce: number
}

async function compareMany(
  base: string,
  ask: Ask,
  { first, count, atOnce }: Extent
): Promise<void> {
  if (!(count > 0 && first >= 0)) throw new Error('N and seed are numbers.')
  const totals = new Map<string, number>()
  const tell = (kind: string): void => {
    totals.set(kind, (totals.get(kind) ?? 0) + 1)
  }
  const seeds = Array.from({ length: count }, (_, index) => first + index)
  const work = async (): Promise<void> => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
      const checkout = join(base, `checkout-${seed}`)
      const root = await makeFolder(checkout, seeded(seed))
      const theirs = await ask(root)
      const found = compare(await packOurs(checkout, root), theirs)
      tell(found.kind)
      for (const reason of found.reasons) {
        tell(`  … ${reason.replace(/'[^']*'/g, '…').slice(0, 90)}`)
      }
      if (found.fault !== undefined) {
        process.exitCode = 1
        console.log(`seed ${seed}: ${found.fault}`)
      }
      await rm(checkout, { recursive: true })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  for (const [kind, times] of [...totals].sort()) {
    console.log(`${times} ${kind}`)
  }
}

async function askGoSlug(base: string, words: readonly string[]) {
  const [count = '2000', first = '1'] = words
  if (spawnSync('go', ['version']).status !== 0) {
    console.log("Skipped: 'go' is not on the PATH.")
    return
  }
  const { ask, end } = await startOracle(base)
  if (count === 'record') await record(join(base, 'record'), ask)
  else {
    const extent = { first: Number(first), count: Number(count), atOnce: 1 }
    await compareMany(base, ask, extent)
  }
  end()
}

async function askCli(base: string, count: number, first: number) {
  const binary = findTerraform()
  if (binary?.product !== 'terraform') {
    console.log("Skipped: 'terraform' is not on the PATH.")
    return
  }
  console.log(`Terraform ${binary.version}:`)
  const ask: Ask = (root) => askTerraform(binary, root)
  await compareMany(base, ask, { first, count, atOnce: 4 })
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { cli: { type: 'string' } }
  })
  const base = await mkdtemp(join(tmpdir(), 'packer-'))
  try {
    if (values.cli === undefined) await askGoSlug(base, positionals)
    else await askCli(base, Number(values.cli), Number(positionals[0] ?? '1'))
  } finally {
    await rm(base, { recursive: true, force: true })
  }
}

await main()
