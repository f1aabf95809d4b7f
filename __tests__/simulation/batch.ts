import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Patch } from './bundle.ts'
import type { Told, Work } from './worker.ts'

export interface Batch {
  readonly count: number
  readonly milliseconds: number
  /** Over all histories: the same for the same seeds and the same bundle. */
  readonly hash: string
  /** By law and what, the seeds that break it. */
  readonly broken: ReadonlyMap<string, readonly number[]>
}

/** Tells the histories of many seeds, on all cores. */
export async function tellMany({
  folder,
  patches = [],
  from = 0,
  count
}: {
  readonly folder: string
  readonly patches?: readonly Patch[]
  readonly from?: number
  readonly count: number
}): Promise<Batch> {
  const began = performance.now()
  const threads = Math.min(count, availableParallelism())
  const told: Told[] = []
  await Promise.all(
    Array.from({ length: threads }, async (_, index) => {
      await new Promise<void>((resolve, reject) => {
        const workerData: Work = {
          folder,
          patches,
          from: from + index,
          to: from + count,
          step: threads
        }
        const worker = new Worker(new URL('worker.ts', import.meta.url), {
          workerData
        })
        worker.on('message', (one: Told) => {
          told.push(one)
        })
        worker.on('error', reject)
        worker.on('exit', () => {
          resolve()
        })
      })
    })
  )
  told.sort((a, b) => a.seed - b.seed)
  const broken = new Map<string, number[]>()
  const hash = createHash('sha256')
  for (const one of told) {
    hash.update(one.hash)
    for (const { law, what } of one.breaches) {
      const key = `${law} ${what}`
      broken.set(key, [...(broken.get(key) ?? []), one.seed])
    }
  }
  return {
    count: told.length,
    milliseconds: performance.now() - began,
    hash: hash.digest('hex').slice(0, 16),
    broken
  }
}
