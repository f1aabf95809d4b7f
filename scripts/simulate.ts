/**
 * Tells histories of the simulated world and judges them by the laws.
 *
 *   npm run simulate -- 10000          ten thousand seeds
 *   npm run simulate -- 1000 50000     a thousand, from seed 50000
 *   npm run simulate -- 1000 50000 --of order    a thousand of a kind of scenario
 *   npm run simulate -- --seed 1234    one of them, shrunk, in readable lines
 *   npm run simulate -- --planted      are planted defects found?
 *   npm run simulate -- --planted --only twin    those with this in their names
 */
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import {
  explainSeed,
  seedsFrom,
  tellMany
} from '../__tests__/simulation/batch.ts'
import type { Patch } from '../__tests__/simulation/bundle.ts'
import { drawHistory } from '../__tests__/simulation/history.ts'
import type { Scenario } from '../__tests__/simulation/history.ts'
import { planted } from '../__tests__/simulation/planted.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    action: { type: 'string' },
    planted: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    of: { type: 'string', default: 'all' },
    json: { type: 'boolean', default: false }
  }
})
const folder = resolve(
  values.action ?? resolve(dirname(fileURLToPath(import.meta.url)), '..')
)

/** Kinds of scenarios that the seeds can be narrowed to. */
const kinds: Readonly<Record<string, (scenario: Scenario) => boolean>> = {
  all: () => true,
  set: ({ members }) => members.length > 0,
  order: ({ inputs }) => inputs['order'] !== undefined,
  commit: ({ connected }) => connected !== undefined,
  review: ({ review }) => review !== undefined
}

if (values.planted) await plant()
else if (values.seed === undefined) await many()
else await one(Number(values.seed))

/**
 * Tries each planted defect in the first histories that can show it, until a law
 * is broken that is not broken without it.
 */
async function plant(): Promise<void> {
  const most = Number(positionals[0] ?? 24)
  console.log('| Defect | Found by | Seed |')
  console.log('| --- | --- | --- |')
  for (const { what, patches, where, from = 0 } of planted) {
    if (!what.includes(values.only)) continue
    const seeds = seedsFrom(from, 100_000)
      .filter((seed) => where(drawHistory(seed)))
      .slice(0, most)
    const found = await findWith(patches, seeds)
    console.log(
      found === undefined
        ? `| ${what} | **not found in ${seeds.length}** | |`
        : `| ${what} | ${found.law} | ${found.seed} |`
    )
    if (found === undefined) process.exitCode = 1
  }
}

async function findWith(
  patches: readonly Patch[],
  seeds: readonly number[]
): Promise<{ readonly law: string; readonly seed: number } | undefined> {
  const block = 6
  for (let at = 0; at < seeds.length; at += block) {
    const some = seeds.slice(at, at + block)
    const { broken } = await tellMany({ folder, patches, seeds: some })
    for (const [law, { seeds: hits }] of broken) {
      const sound = (await tellMany({ folder, seeds: hits })).broken.get(law)
      const seed = hits.find((one) => sound?.seeds.includes(one) !== true)
      if (seed !== undefined) return { law, seed }
    }
  }
  return undefined
}

async function many(): Promise<void> {
  const wanted = Number(positionals[0] ?? 2000)
  const from = Number(positionals[1] ?? 0)
  const batch = await tellMany({ folder, seeds: seedsOf(from, wanted) })
  if (values.json) {
    const { count, told, milliseconds, hash } = batch
    const broken = Object.fromEntries(
      [...batch.broken].map(([what, { seeds }]) => [what, seeds])
    )
    console.log(JSON.stringify({ count, told, milliseconds, hash, broken }))
    return
  }
  const perMinute = Math.round((batch.count / batch.milliseconds) * 60_000)
  console.log(
    `${batch.count} histories${values.of === 'all' ? '' : ` of ${values.of}`} from seed ${from} (${batch.told} with those beside them) in ${(batch.milliseconds / 1000).toFixed(1)} s (${perMinute} a minute), hash ${batch.hash}`
  )
  for (const [what, { seeds }] of [...batch.broken].sort()) {
    console.log(`${String(seeds.length).padStart(6)}  ${what}`)
    console.log(`        seeds ${seeds.slice(0, 8).join(', ')}`)
  }
  if (batch.broken.size > 0) process.exitCode = 1
}

/** So many seeds of the kind that is asked for. */
function seedsOf(from: number, count: number): readonly number[] {
  const isOfKind = kinds[values.of]
  if (isOfKind === undefined) {
    throw new Error(`--of is one of ${Object.keys(kinds).join(', ')}.`)
  }
  const seeds: number[] = []
  for (let seed = from; seeds.length < count; seed += 1) {
    if (isOfKind(drawHistory(seed).scenario)) seeds.push(seed)
  }
  return seeds
}

async function one(seed: number): Promise<void> {
  const { broken } = await tellMany({ folder, seeds: [seed] })
  if (broken.size === 0) console.log('Every law holds.')
  for (const { breach } of broken.values()) {
    console.log(`\n${await explainSeed(folder, seed, breach)}`)
  }
  process.exitCode = broken.size > 0 ? 1 : 0
}
