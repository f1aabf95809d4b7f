import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { explainSeed, seedsFrom, tellMany } from './batch.ts'
import type { Batch } from './batch.ts'
import { known } from './known.ts'

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
/** The first seeds; in our CI three times as many. */
const count = Number(process.env['HISTORIES'] ?? 600)
/**
 * Later ones that found something: a fault of an older code, or a defect that
 * was put in on purpose (`evidence.md`). They are worth more than their number.
 */
const telling = [
  ...[608, 677, 783, 821, 844, 930, 1026, 1191, 1238, 1547, 1593, 1760, 1981],
  ...[2197, 2213, 2216, 2231, 4465, 8094, 19_868, 99_572]
].filter((seed) => seed >= count)
/** However slow the machine. */
const patience = 60 * 60_000

/** A worker that begins costs as much as twenty histories. */
const batches = new Map<readonly number[], Promise<Batch>>()
async function tell(seeds: readonly number[]): Promise<Batch> {
  const batch = batches.get(seeds) ?? tellMany({ folder, seeds })
  batches.set(seeds, batch)
  return await batch
}

const all = [...seedsFrom(0, count), ...telling]
const returned: readonly (readonly [string, number])[] = [
  ['a job that sees the past cancels an apply under way', 302052],
  ['a replica behind answers 404 for a run that was listed', 319592],
  ['post sees the past and cancels an apply of its own step', 865045],
  ['each answer between two rate limits is a new patience', 700391],
  ['a plan that somebody discarded is green for a newer head', 818610],
  ['a discarded plan of an older head, and a clean-up that is off', 847054],
  ['somebody confirms what was to be held, before it is found', 865248],
  ['somebody confirms what was to be held, while it cannot be read', 866903],
  ['a job of an older push begins late', 876906],
  ['one late answer of a replica behind makes a run younger', 831494],
  ['a run is canceled while its failed policy is judged', 849465],
  ['a discard that takes effect right after the last look', 857172],
  ['an older job has the last word under a clock that jumps', 887137],
  // What is pushed meanwhile is not of the set that is confirmed.
  ['a set waits for the run of a commit that came before its confirm', 805233],
  ['a set waits for the run of a commit that came after its confirm', 818838],
  ['a chain waits for the plan of a head that was pushed later', 836295],
  ['a chain waits for a plan, and somebody confirms what is last', 860598],
  ['a chain of two jobs waits for the plan of the newer one', 865402],
  ['a set waits for the run of the next commit at its gate', 812748],
  ['a set waits for the runs of two newer commits', 882841],
  ['a fact is unknown to one job, and another decides with it', 850447],
  ['somebody confirms one of a set that is held', 1040794]
]
const returnedSeeds = returned.map(([, seed]) => seed)

test(
  `no law is broken in ${all.length} histories`,
  async () => {
    const batch = await tell(all)
    expect(batch.count).toBe(all.length)
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
