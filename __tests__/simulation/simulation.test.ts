import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { explainSeed, seedsFrom, tellMany } from './batch.ts'
import type { Batch } from './batch.ts'
import { known } from './known.ts'

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const count = Number(process.env['HISTORIES'] ?? 2000)
/** However slow the machine. */
const patience = 60 * 60_000

/** A worker that begins costs as much as twenty histories. */
const batches = new Map<readonly number[], Promise<Batch>>()
async function tell(seeds: readonly number[]): Promise<Batch> {
  const batch = batches.get(seeds) ?? tellMany({ folder, seeds })
  batches.set(seeds, batch)
  return await batch
}

const all = seedsFrom(0, count)
const returned: readonly (readonly [string, number])[] = [
  ['a job that sees the past cancels an apply under way', 302052],
  ['a replica behind answers 404 for a run that was listed', 319592],
  ['post sees the past and cancels an apply of its own step', 865045],
  ['each answer between two rate limits is a new patience', 700391]
]
const returnedSeeds = returned.map(([, seed]) => seed)

test(
  `no law is broken in ${count} histories`,
  async () => {
    const batch = await tell(all)
    expect(batch.count).toBe(count)
    expect(await explainNew(batch)).toEqual([])
  },
  patience
)

test(
  'a history is the same whenever it is told',
  async () => {
    const { hashes } = await tell(all)
    const again = await tellMany({ folder, seeds: all.slice(0, 24) })
    expect(again.hashes).toEqual(hashes.slice(0, 24))
    const apart = await tellMany({ folder, seeds: all.slice(12, 24) })
    expect(apart.hashes).toEqual(hashes.slice(12, 24))
  },
  patience
)

test.each(returned)(
  'it does not come back: %s (seed %i)',
  async (_, seed) => {
    const { broken } = await tell(returnedSeeds)
    const own = [...broken].filter(([, { seeds }]) => seeds.includes(seed))
    expect(await explainNew({ broken: new Map(own) })).toEqual([])
  },
  patience
)

/** A history in readable lines for each law that is broken in a new way. */
async function explainNew({
  broken
}: Pick<Batch, 'broken'>): Promise<string[]> {
  const explained: string[] = []
  for (const [key, { breach, seeds }] of broken) {
    if (key in known) continue
    const [first = 0] = seeds
    explained.push(await explainSeed(folder, first, breach))
  }
  return explained
}
