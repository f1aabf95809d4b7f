import type { Clock } from './clock.ts'
import { applyCourse, confirmedOrLater, final, planCourse } from './course.ts'
import type { Kind, Ways } from './course.ts'
import type { Dice } from './random.ts'

interface Stage {
  readonly status: string
  readonly at: number
  /** Since when its flags say that it waits for a decision. */
  restsAt?: number
}

export interface SimulatedWorkspace {
  readonly id: string
  readonly name: string
  readonly ways: Ways
  /** Locked by a person's hand? */
  lockedBy: string | undefined
  hasBeenApplied: boolean
  /** Whose pushes make runs; '' is the default branch; undefined: no repository's. */
  branch: string | undefined
}

/** What only people give a run. */
export interface Options {
  readonly isDestroy?: boolean
  readonly targets?: readonly string[]
  readonly variables?: readonly string[]
}

export interface SimulatedRun {
  readonly id: string
  readonly workspace: SimulatedWorkspace
  /** Those of its workspace, at a pace of its own. */
  readonly ways: Ways
  readonly kind: Kind
  readonly source: string
  readonly options: Options
  readonly message: string
  readonly versionId: string
  readonly createdBy: string
  /** Which attempt of the step asked for it; undefined: somebody else. */
  readonly madeBy: number | undefined
  readonly madeAt: number
  readonly stages: Stage[]
  /** In its timeline. */
  readonly comments: { readonly id: string; readonly at: number }[]
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

/** What version control says of a commit, by HCP Terraform's own record. */
export interface Ingress {
  readonly sha: string
  readonly branch: string
  readonly isPullRequest: boolean
  readonly repository: string
}

export interface Version {
  readonly id: string
  readonly workspace: SimulatedWorkspace
  readonly madeAt: number
  uploadedAt: number | undefined
  /** Of a commit, which is told once it is fetched. */
  readonly ingress?: Ingress
}

/** HCP Terraform with an organization: the state behind its API. */
export interface Hcp {
  /** The one that most histories are about is first. */
  readonly workspaces: readonly SimulatedWorkspace[]
  readonly runs: SimulatedRun[]
  readonly writes: Write[]
  readonly versions: Map<string, Version>
  readonly make: (options: {
    readonly kind: Kind
    readonly message: string
    readonly versionId: string | undefined
    readonly by: number | undefined
    readonly createdBy: string
    readonly workspace?: SimulatedWorkspace
    readonly source?: string
    readonly options?: Options
  }) => SimulatedRun
  /** True: accepted (202), its effect to come. False: refused (409). */
  readonly act: (
    run: SimulatedRun,
    action: string,
    by: number | string
  ) => boolean
  readonly override: (run: SimulatedRun, by: number | string) => boolean
  readonly makeVersion: (
    given?: Partial<Pick<Version, 'workspace' | 'ingress' | 'uploadedAt'>>
  ) => Version
  /** HCP Terraform itself ends a run that nobody needs any more. */
  readonly supersede: (run: SimulatedRun) => void
  readonly isFinal: (run: SimulatedRun) => boolean
  readonly find: (id: string) => SimulatedRun | undefined
  readonly unlock: (workspace: SimulatedWorkspace) => void
  /** The run that holds a workspace. */
  readonly current: (workspace: SimulatedWorkspace) => SimulatedRun | undefined
}

/** A workspace as it is before anything happens. */
export function createWorkspace(
  name: string,
  ways: Ways,
  branch?: string
): SimulatedWorkspace {
  const id = `ws-${name}`
  return { id, name, ways, lockedBy: undefined, hasBeenApplied: false, branch }
}

export function statusAt(run: SimulatedRun, time: number): Stage | undefined {
  return run.stages.findLast(({ at }) => at <= time)
}

export function createHcp({
  clock,
  workspaces,
  dice,
  onStage
}: {
  readonly clock: Clock
  readonly workspaces: readonly SimulatedWorkspace[]
  readonly dice: Dice
  readonly onStage: (run: SimulatedRun, status: string) => void
}): Hcp {
  const runs: SimulatedRun[] = []
  const writes: Write[] = []
  const versions = new Map<string, Version>()
  const first = workspaces[0]!

  const statusOf = (run: SimulatedRun): string => run.stages.at(-1)!.status
  const isQueued = (run: SimulatedRun): boolean =>
    run.kind === 'apply' ||
    (run.kind === 'save' && confirmedOrLater.has(statusOf(run)))
  const current = (workspace: SimulatedWorkspace): SimulatedRun | undefined =>
    runs.find(
      (run) =>
        run.workspace === workspace &&
        isQueued(run) &&
        !final.has(statusOf(run))
    )
  const next = (workspace: SimulatedWorkspace): void => {
    const run = current(workspace)
    if (run !== undefined && statusOf(run) === 'pending') begin(run)
  }

  function enter(run: SimulatedRun, status: string): void {
    run.stages.push({ status, at: clock.now() })
    run.restsSince = undefined
    if (status === 'applied') {
      run.workspace.hasBeenApplied = true
      for (const each of runs) {
        const isSaved = statusOf(each) === 'planned_and_saved'
        if (each.workspace === run.workspace && isSaved) {
          enter(each, 'discarded')
        }
      }
    }
    onStage(run, status)
    if (final.has(status)) next(run.workspace)
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
    const { course, workspace, ways } = run
    clock.in(ways.queue, () => {
      if (run.course !== course || statusOf(run) !== 'pending') return
      if (workspace.lockedBy !== undefined && run.kind === 'apply') return
      run.hasChanges = ways.hasChanges && !workspace.hasBeenApplied
      const legs = planCourse(run.kind, ways, !run.hasChanges)
      const fetched = versions.get(run.versionId)?.uploadedAt ?? 0
      const fetch = fetched - clock.now()
      follow(run, fetch > 0 ? [['fetching', fetch], ...legs] : legs, () => {
        rest(run)
      })
    })
  }

  function rest(run: SimulatedRun): void {
    const course = run.course
    clock.in(run.ways.flags, () => {
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
    follow(run, applyCourse(run.ways), () => undefined)
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
    workspaces,
    runs,
    writes,
    versions,
    make({ kind, message, versionId, by, createdBy, ...rest }) {
      const { workspace = first, source = 'tfe-api', options = {} } = rest
      // The same plan takes another time each time.
      const pace = dice.number(0.4, 1.6)
      const { ways } = workspace
      const run: SimulatedRun = {
        id: `run-${String(runs.length + 1).padStart(4, '0')}`,
        workspace,
        ways: { ...ways, plan: ways.plan * pace, apply: ways.apply * pace },
        source,
        options,
        kind,
        message,
        versionId: versionId ?? 'cv-current',
        createdBy,
        madeBy: by,
        madeAt: clock.now(),
        stages: [],
        comments: [],
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
      if (kind !== 'apply' || current(workspace) === run) begin(run)
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
      const { effect } = run.ways
      clock.in(action === 'cancel' ? effect + 700 : effect, () => {
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
    makeVersion({ workspace = first, ...given } = {}) {
      const version: Version = {
        id: `cv-${String(versions.size + 1).padStart(4, '0')}`,
        workspace,
        madeAt: clock.now(),
        uploadedAt: undefined,
        ...given
      }
      versions.set(version.id, version)
      return version
    },
    supersede(run) {
      if (final.has(statusOf(run))) return
      run.course += 1
      enter(run, 'canceled')
    },
    isFinal: (run) => final.has(statusOf(run)),
    find: (id) => runs.find((run) => run.id === id),
    unlock(workspace) {
      workspace.lockedBy = undefined
      next(workspace)
    },
    current
  }
  return self
}
