import type { Clock } from './clock.ts'
import type { Facts, GitHub } from './github.ts'
import type { Hcp } from './hcp.ts'
import type { History } from './history.ts'
import type { Job } from './jobs.ts'
import type { Part } from './omissions.ts'

/** One exchange as a job saw it. */
export interface Exchange {
  /** Number of the job. */
  readonly step: number
  readonly phase: Phase
  readonly sentAt: number
  readonly kind: string
  readonly path: string
  readonly method: string
  /** Undefined: none came. */
  status: number | undefined
  arrivedAt: number | undefined
  answeredAt: number | undefined
  /** The run's status as told, for reads of runs. */
  told: string | undefined
  runId: string | undefined
  /** GitHub as it was when it answered. */
  facts: Facts | undefined
  /** The branch that the first workspace tracked when its server answered. */
  branch: string | undefined
}

export type Phase = 'main' | 'post'

export interface PhaseEnd {
  readonly exitCode: number
  readonly signal: string | undefined
  readonly output: string
  readonly milliseconds: number
  readonly endedAt: number
  readonly hasHung: boolean
}

/** A job that has ended. */
export interface Attempt {
  readonly number: number
  readonly job: Job
  readonly beganAt: number
  readonly main: PhaseEnd
  readonly post: PhaseEnd | undefined
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** Those of the pull request, when it had ended. */
  readonly comments: readonly string[]
}

/** All that happened, for the laws. */
export interface Story {
  readonly history: History
  readonly clock: Clock
  readonly hcp: Hcp
  readonly github: GitHub
  readonly exchanges: readonly Exchange[]
  /** The job whose plan was reviewed before all others, where there is one. */
  readonly review: Attempt | undefined
  /** In the order of their numbers. */
  readonly attempts: readonly Attempt[]
  /** What happened in the world, in readable lines. */
  readonly diary: readonly string[]
  readonly hash: string
  /** What answers told, where the history is about what they leave out. */
  readonly parts: readonly Part[]
}
