import { parentPort, workerData } from 'node:worker_threads'
import { loadAction } from './bundle.ts'
import type { Patch } from './bundle.ts'
import { drawHistory } from './history.ts'
import { judgeSeed } from './relations.ts'
import { crashCurrent } from './world.ts'

export interface Work {
  readonly folder: string
  readonly patches: readonly Patch[]
  readonly from: number
  readonly to: number
  readonly step: number
}

/** A history as its worker tells of it. */
export interface Told {
  readonly seed: number
  readonly hash: string
  readonly breaches: readonly { readonly law: string; readonly what: string }[]
}

process.on('unhandledRejection', crashCurrent)
const { folder, patches, from, to, step } = workerData as Work
const action = loadAction(folder, patches)
for (let seed = from; seed < to; seed += step) {
  const { story, breaches } = await judgeSeed(drawHistory(seed), action)
  parentPort?.postMessage({ seed, hash: story.hash, breaches } satisfies Told)
}
