import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Patch } from './bundle.ts'
import type { Breach } from './breach.ts'
import type { Omitted } from './omission-laws.ts'
import type { Told, Work } from './worker.ts'

export interface Batch {
  /** Seeds, and all histories that were told: some have others beside them. */
  readonly count: number
  readonly told: number
  readonly milliseconds: number
  /** Over all histories: the same for the same seeds and the same bundle. */
  readonly hash: string
  /** Of each history, in the order of the seeds. */
  readonly hashes: readonly string[]
  /** By law and what, the seeds that break it, in order. */
  readonly broken: ReadonlyMap<string, Broken>
}

interface Broken {
  readonly breach: Breach
  readonly seeds: readonly number[]
}

/** So many seeds, one after the other. */
export function seedsFrom(from: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => from + index)
}

/** Tells the histories of seeds, on all cores. */
export async function tellMany({
  folder,
  patches = [],
  seeds
}: {
  readonly folder: string
  readonly patches?: readonly Patch[]
  readonly seeds: readonly number[]
}): Promise<Batch> {
  const began = performance.now()
  const threads = Math.min(seeds.length, availableParallelism())
  const told: Told[] = []
  await Promise.all(
    seedsFrom(0, threads).map(async (thread) => {
      const own = seeds.filter((_, index) => index % threads === thread)
      await employ({ kind: 'tell', folder, patches, seeds: own }, (one) =>
        told.push(one as Told)
      )
    })
  )
  told.sort((a, b) => a.seed - b.seed)
  const hash = createHash('sha256')
  for (const one of told) hash.update(one.hash)
  return {
    count: told.length,
    told: told.reduce((sum, one) => sum + one.told, 0),
    milliseconds: performance.now() - began,
    hash: hash.digest('hex').slice(0, 16),
    hashes: told.map((one) => one.hash),
    broken: gather(told)
  }
}

/** What steps claim otherwise where a single part of the answers is missing. */
export async function omitMany({
  folder,
  patches = [],
  stories,
  every
}: {
  readonly folder: string
  readonly patches?: readonly Patch[]
  readonly stories: readonly string[]
  /** Of so many parts one is left out. */
  readonly every: number
}): Promise<Omitted> {
  const threads = Math.min(stories.length, availableParallelism())
  const told: Omitted[] = []
  await Promise.all(
    seedsFrom(0, threads).map(async (thread) => {
      const own = stories.filter((_, index) => index % threads === thread)
      const work = { folder, patches, stories: own, every } as const
      await employ({ kind: 'omit', ...work }, (one) =>
        told.push(one as Omitted)
      )
    })
  )
  return {
    parts: told.flatMap(({ parts }) => parts),
    claims: told.flatMap(({ claims }) => claims)
  }
}

/** The history of a seed that breaks a law, shrunk, in readable lines. */
export async function explainSeed(
  folder: string,
  seed: number,
  breach: Breach
): Promise<string> {
  let text = ''
  await employ(
    { kind: 'explain', folder, patches: [], seed, breach },
    (one) => {
      text = one as string
    }
  )
  return text
}

/** By law and what, the seeds that break it, in order. */
function gather(told: readonly Told[]): Map<string, Broken> {
  const broken = new Map<string, { breach: Breach; seeds: number[] }>()
  for (const { seed, breaches } of told) {
    for (const breach of breaches) {
      const key = `${breach.law} ${breach.what}`
      const known = broken.get(key)
      if (known === undefined) broken.set(key, { breach, seeds: [seed] })
      else known.seeds.push(seed)
    }
  }
  return broken
}

/** Settles when the worker has done its work; rejects where it fails. */
async function employ(
  workerData: Work,
  onMessage: (message: unknown) => void
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData,
      // Most of what a history makes is gone with it.
      resourceLimits: { maxYoungGenerationSizeMb: 96 }
    })
    worker.on('message', onMessage)
    worker.on('error', reject)
    worker.on('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`A worker ended with ${code}.`))
    })
  })
}
