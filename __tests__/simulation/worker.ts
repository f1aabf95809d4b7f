import { parentPort, workerData } from 'node:worker_threads'
import type { Patch } from './bundle.ts'
import { explain } from './explain.ts'
import { drawHistory } from './history.ts'
import type { Breach } from './breach.ts'
import { omitEach } from './omission-laws.ts'
import { judgeSeed } from './relations.ts'
import { loadSimulated } from './surroundings.ts'
import { crashOwner } from './world.ts'

/** What a worker is to do, with the action of a folder. */
export type Work = {
  readonly folder: string
  readonly patches: readonly Patch[]
} & (
  | {
      readonly kind: 'tell'
      readonly seeds: readonly number[]
    }
  | { readonly kind: 'explain'; readonly seed: number; readonly breach: Breach }
  | {
      readonly kind: 'omit'
      readonly stories: readonly string[]
      readonly every: number
    }
)

/** A history as its worker tells of it. */
export interface Told {
  readonly seed: number
  readonly hash: string
  /** With those beside it. */
  readonly told: number
  readonly breaches: readonly Breach[]
}

process.on('unhandledRejection', crashOwner)
const work = workerData as Work
const action = await loadSimulated(work.folder, work.patches)
if (work.kind === 'explain') {
  const history = drawHistory(work.seed)
  parentPort?.postMessage(await explain(history, work.breach, action))
} else if (work.kind === 'omit') {
  Error.stackTraceLimit = 0
  for (const story of work.stories) {
    parentPort?.postMessage(await omitEach(story, work.every, action))
  }
} else {
  // Nobody reads where an error came from, and every abort makes one.
  Error.stackTraceLimit = 0
  for (const seed of work.seeds) {
    const { story, breaches, told } = await judgeSeed(drawHistory(seed), action)
    const one: Told = { seed, hash: story.hash, told, breaches }
    parentPort?.postMessage(one)
  }
}
