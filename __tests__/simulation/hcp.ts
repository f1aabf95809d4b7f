import type { Clock } from './clock.ts'
import { applyCourse, confirmedOrLater, final, planCourse } from './course.ts'
import type { Kind, Ways } from './course.ts'

export interface Stage {
  readonly status: string
  readonly at: number
  /** Since when its flags say that it waits for a decision. */
  restsAt?: number
}

export interface SimulatedRun {
  readonly id: string
  readonly kind: Kind
  readonly message: string
  readonly versionId: string
  readonly createdBy: string
  /** Which attempt of the step asked for it; undefined: somebody else. */
  readonly madeBy: number | undefined
  readonly madeAt: number
  readonly stages: Stage[]
  hasChanges: boolean
  autoApply: boolean
  cancelRequestedAt: number | undefined
  /** The gate whose flags are up, and since when. */
  restsSince: number | undefined
  confirmedBy: string | undefined
  discardedBy: string | undefined
  /** Something that takes effect soon: a second one is refused. */
  isBusy: boolean
  /** What comes next; a new course calls the old one off. */
  course: number
}

export interface Write {
  readonly at: number
  readonly action: string
  readonly runId: string
  /** A step's process, or a person. */
  readonly by: number | string
  readonly isAccepted: boolean
  readonly status: string
}

export interface Version {
  readonly id: string
  readonly madeAt: number
  uploadedAt: number | undefined
}

/** HCP Terraform with one workspace: the state behind its API. */
export interface Hcp {
  readonly ways: Ways
  readonly runs: SimulatedRun[]
  readonly writes: Write[]
  readonly versions: Map<string, Version>
  readonly make: (options: {
    readonly kind: Kind
    readonly message: string
    readonly versionId: string | undefined
    readonly by: number | undefined
    readonly createdBy: string
  }) => SimulatedRun
  /** True: accepted (202), its effect to come. False: refused (409). */
  readonly act: (
    run: SimulatedRun,
    action: string,
    by: number | string
  ) => boolean
  readonly override: (run: SimulatedRun, by: number | string) => boolean
  readonly makeVersion: () => Version
  readonly isFinal: (run: SimulatedRun) => boolean
  readonly find: (id: string) => SimulatedRun | undefined
  /** Locked by a person's hand? */
  lockedBy: string | undefined
  readonly unlock: () => void
  /** The run that holds the workspace. */
  readonly current: () => SimulatedRun | undefined
}

export function statusAt(run: SimulatedRun, time: number): Stage | undefined {
  return run.stages.findLast(({ at }) => at <= time)
}

export function createHcp(
  clock: Clock,
  ways: Ways,
  onStage: (run: SimulatedRun, status: string) => void
): Hcp {
  const runs: SimulatedRun[] = []
  const writes: Write[] = []
  const versions = new Map<string, Version>()
  let hasBeenApplied = false
  let lockedBy: string | undefined

  const statusOf = (run: SimulatedRun): string => run.stages.at(-1)!.status
  const isQueued = (run: SimulatedRun): boolean =>
    run.kind === 'apply' ||
    (run.kind === 'save' && confirmedOrLater.has(statusOf(run)))
  const current = (): SimulatedRun | undefined =>
    runs.find((run) => isQueued(run) && !final.has(statusOf(run)))

  function enter(run: SimulatedRun, status: string): void {
    run.stages.push({ status, at: clock.now() })
    run.restsSince = undefined
    if (status === 'applied') {
      hasBeenApplied = true
      for (const each of runs) {
        if (statusOf(each) === 'planned_and_saved') enter(each, 'discarded')
      }
    }
    onStage(run, status)
    if (final.has(status)) {
      const next = current()
      if (next !== undefined && statusOf(next) === 'pending') begin(next)
    }
  }

  /** Passes the legs one after the other, unless something comes between. */
  function follow(
    run: SimulatedRun,
    legs: readonly (readonly [string, number])[],
    onEnd: () => void
  ): void {
    const course = (run.course += 1)
    const [first, ...rest] = legs
    if (first === undefined) return
    enter(run, first[0])
    if (rest.length === 0) {
      onEnd()
      return
    }
    clock.in(first[1], () => {
      if (run.course !== course) return
      follow(run, rest, onEnd)
    })
  }

  function begin(run: SimulatedRun): void {
    const course = run.course
    clock.in(ways.queue, () => {
      if (run.course !== course || statusOf(run) !== 'pending') return
      if (lockedBy !== undefined && run.kind === 'apply') return
      run.hasChanges = ways.hasChanges && !hasBeenApplied
      follow(run, planCourse(run.kind, ways, !run.hasChanges), () => {
        rest(run)
      })
    })
  }

  function rest(run: SimulatedRun): void {
    const course = run.course
    clock.in(ways.flags, () => {
      if (run.course !== course || final.has(statusOf(run))) return
      run.restsSince = clock.now()
      run.stages.at(-1)!.restsAt = clock.now()
      if (run.autoApply && statusOf(run) !== 'policy_override') {
        confirm(run, 'auto-apply')
      }
    })
  }

  function confirm(run: SimulatedRun, by: string): void {
    run.confirmedBy = by
    follow(run, applyCourse(ways), () => undefined)
  }

  function isAllowed(run: SimulatedRun, action: string): boolean {
    const status = statusOf(run)
    if (run.isBusy || final.has(status)) return false
    const isResting = run.restsSince !== undefined
    switch (action) {
      case 'apply':
        return isResting && status !== 'policy_override'
      case 'discard':
        return isResting || status === 'post_plan_running'
      case 'cancel':
        return (
          run.cancelRequestedAt === undefined &&
          (/^(?:pending|fetching|plan_queued|planning|post_plan_running|cost_estimating|policy_checking)$/.test(
            status
          ) ||
            confirmedOrLater.has(status))
        )
      default:
        return false
    }
  }

  const self: Hcp = {
    ways,
    runs,
    writes,
    versions,
    make({ kind, message, versionId, by, createdBy }) {
      const run: SimulatedRun = {
        id: `run-${String(runs.length + 1).padStart(4, '0')}`,
        kind,
        message,
        versionId: versionId ?? 'cv-current',
        createdBy,
        madeBy: by,
        madeAt: clock.now(),
        stages: [],
        hasChanges: false,
        autoApply: false,
        cancelRequestedAt: undefined,
        restsSince: undefined,
        confirmedBy: undefined,
        discardedBy: undefined,
        isBusy: false,
        course: 0
      }
      runs.push(run)
      enter(run, 'pending')
      if (kind !== 'apply' || current() === run) begin(run)
      return run
    },
    act(run, action, by) {
      const status = statusOf(run)
      const isAccepted = isAllowed(run, action)
      const at = clock.now()
      writes.push({ at, action, runId: run.id, by, isAccepted, status })
      if (!isAccepted) return false
      run.isBusy = true
      if (action === 'cancel') run.cancelRequestedAt = at
      const { course } = run
      clock.in(action === 'cancel' ? ways.effect + 700 : ways.effect, () => {
        run.isBusy = false
        if (final.has(statusOf(run))) return
        if (action === 'apply' && run.course !== course) return
        if (action === 'apply') {
          confirm(run, typeof by === 'number' ? 'step' : by)
        } else {
          run.course += 1
          run.discardedBy = typeof by === 'number' ? 'step' : by
          enter(run, action === 'discard' ? 'discarded' : 'canceled')
        }
      })
      return true
    },
    override(run, by) {
      const status = statusOf(run)
      const isAccepted = status === 'policy_override' && !run.isBusy
      writes.push({
        at: clock.now(),
        action: 'override',
        runId: run.id,
        by,
        isAccepted,
        status
      })
      if (isAccepted) {
        follow(run, [['policy_checked', 0]], () => {
          rest(run)
        })
      }
      return isAccepted
    },
    makeVersion() {
      const version: Version = {
        id: `cv-${String(versions.size + 1).padStart(4, '0')}`,
        madeAt: clock.now(),
        uploadedAt: undefined
      }
      versions.set(version.id, version)
      return version
    },
    isFinal: (run) => final.has(statusOf(run)),
    find: (id) => runs.find((run) => run.id === id),
    get lockedBy() {
      return lockedBy
    },
    set lockedBy(who) {
      lockedBy = who
    },
    unlock() {
      lockedBy = undefined
      const next = current()
      if (next !== undefined && statusOf(next) === 'pending') begin(next)
    },
    current
  }
  return self
}
