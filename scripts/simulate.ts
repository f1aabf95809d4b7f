/**
 * Tells histories of the simulated world and judges them by the laws.
 *
 *   npm run simulate -- 10000          ten thousand seeds
 *   npm run simulate -- 1000 50000     a thousand, from seed 50000
 *   npm run simulate -- --seed 1234    one of them, shrunk, in readable lines
 *   npm run simulate -- --planted      are planted defects found?
 */
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { explainSeed, tellMany } from '../__tests__/simulation/batch.ts'
import { known } from '../__tests__/simulation/known.ts'
import { planted } from '../__tests__/simulation/planted.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    action: { type: 'string' },
    planted: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false }
  }
})
const folder = resolve(
  values.action ?? resolve(dirname(fileURLToPath(import.meta.url)), '..')
)

if (values.planted) await plant()
else if (values.seed === undefined) await many()
else await one(Number(values.seed))

/** Tries each planted defect until a law is broken that is not otherwise. */
async function plant(): Promise<void> {
  const most = Number(positionals[0] ?? 1500)
  const block = 50
  const without = await tellMany({ folder, count: most })
  console.log('| Defect | Found by | Seed |')
  console.log('| --- | --- | --- |')
  for (const { what, patches } of planted) {
    let row = `| ${what} | **not found in ${most}** | |`
    for (let from = 0; from < most; from += block) {
      const { broken } = await tellMany({
        folder,
        patches,
        from,
        count: block
      })
      const [first] = [...broken]
        .map(([law, { seeds }]) => ({
          law,
          seed: seeds.find(
            (one) => without.broken.get(law)?.seeds.includes(one) !== true
          )
        }))
        .filter(({ law, seed }) => seed !== undefined && !(law in known))
        .sort((a, b) => (a.seed ?? 0) - (b.seed ?? 0))
      if (first === undefined) continue
      row = `| ${what} | ${first.law} | ${first.seed} |`
      break
    }
    console.log(row)
    if (row.includes('not found')) process.exitCode = 1
  }
}

async function many(): Promise<void> {
  const count = Number(positionals[0] ?? 2000)
  const from = Number(positionals[1] ?? 0)
  const batch = await tellMany({ folder, from, count })
  if (values.json) {
    const { hash } = batch
    const broken = Object.fromEntries(
      [...batch.broken].map(([what, { seeds }]) => [what, seeds])
    )
    console.log(JSON.stringify({ count: batch.count, hash, broken }))
    return
  }
  const perMinute = Math.round((batch.count / batch.milliseconds) * 60_000)
  console.log(
    `${batch.count} histories from seed ${from} in ${(batch.milliseconds / 1000).toFixed(1)} s (${perMinute} a minute), hash ${batch.hash}`
  )
  for (const [what, { seeds }] of [...batch.broken].sort()) {
    console.log(`${String(seeds.length).padStart(6)}  ${what}`)
    console.log(`        seeds ${seeds.slice(0, 8).join(', ')}`)
  }
  if (batch.broken.size > 0) process.exitCode = 1
}

async function one(seed: number): Promise<void> {
  const { broken } = await tellMany({ folder, from: seed, count: 1 })
  if (broken.size === 0) console.log('Every law holds.')
  for (const { breach } of broken.values()) {
    console.log(`\n${await explainSeed(folder, seed, breach)}`)
  }
  process.exitCode = broken.size > 0 ? 1 : 0
}
