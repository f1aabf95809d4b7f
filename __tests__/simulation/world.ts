import { createHash } from 'node:crypto'
import type { Action } from './bundle.ts'
import { createClock, goOn } from './clock.ts'
import type { Clock } from './clock.ts'
import type { Ways } from './course.ts'
import { createDisk, root } from './disk.ts'
import type { Disk } from './disk.ts'
import { createGitHub, setScene } from './github.ts'
import type { GitHub } from './github.ts'
import { createHcp, createWorkspace } from './hcp.ts'
import type { Hcp, SimulatedRun } from './hcp.ts'
import { prepareRuns } from './earlier-runs.ts'
import type { History, Moment, WorldEvent } from './history.ts'
import { hostileText } from './hostile.ts'
import { environmentOf, jobsOf, reviewOf } from './jobs.ts'
import type { Job } from './jobs.ts'
import { whoseCode } from './machine.ts'
import { connectJob } from './network.ts'
import type { Part } from './omissions.ts'
import { people } from './people.ts'
import { startProcess } from './process.ts'
import type { SimulatedProcess } from './process.ts'
import { createDice, seedFor } from './random.ts'
import type { Dice } from './random.ts'
import {
  connectVersionControl,
  hookRunOf,
  hookSource
} from './version-control.ts'
import type { VersionControl } from './version-control.ts'
import type { Attempt, Exchange, Phase, PhaseEnd, Story } from './story.ts'

/** A history under way. */
export interface World {
  readonly history: History
  readonly action: Action
  readonly clock: Clock
  readonly hcp: Hcp
  readonly github: GitHub
  /** Undefined: no workspace is connected. */
  readonly versionControl: VersionControl | undefined
  readonly dice: Dice
  readonly exchanges: Exchange[]
  readonly diary: string[]
  /** How many requests of a kind the first job has made. */
  readonly counts: Map<string, number>
  readonly note: (line: string) => void
  /** Something happened that moments of the history wait for. */
  readonly occur: (name: string) => void
  readonly at: (when: Moment, run: () => void) => void
  /** Milliseconds that replicas are behind now. */
  readonly lagNow: () => number
  readonly fallBehind: (lasts: number, by: number) => void
  /** Until when the server does not answer. */
  readonly downUntil: () => number
  readonly goDown: (lasts: number) => void
  isLateUsed: boolean
  /** What answers told, where a history is about what they leave out. */
  readonly parts: Set<Part>
  /** What was reviewed, as the inputs that insist on it. */
  digests: Readonly<Record<string, string>>
}

/** A job under way. */
interface Running {
  readonly job: Job
  readonly disk: Disk
  readonly beganAt: number
  phase: Phase
  phaseBeganAt: number
  process: SimulatedProcess
  main: PhaseEnd | undefined
}

/** Beyond every bound that a phase has. Milliseconds. */
const longest = 40 * 60_000
/** The world goes on: what was set going comes to its end. Milliseconds. */
const aftermath = 90_000

/** Lets the world of a history happen from its beginning to its end. */
export async function tell(history: History, action: Action): Promise<Story> {
  const world = createWorld(history, action)
  setScene(world.github, history.scenario)
  prepareRuns(world)
  const review = await runReview(world)
  const attempts = await runJobs(world, jobsOf(history))
  const { clock, hcp, github, exchanges, diary } = world
  const hash = createHash('sha256')
    .update(diary.join('\n'))
    .update(JSON.stringify(attempts))
    .digest('hex')
    .slice(0, 12)
  return {
    ...{ history, clock, hcp, github, exchanges, attempts, diary, hash },
    review,
    parts: [...world.parts]
  }
}

/**
 * A job that plans, undisturbed; what comes after it has to be what it was, by
 * its plan's digest and by that of its files.
 */
async function runReview(world: World): Promise<Attempt | undefined> {
  const { history, hcp } = world
  const job = reviewOf(history)
  if (job === undefined) return undefined
  const [attempt] = await runJobs(world, [job])
  const told = attempt?.outputs ?? {}
  world.digests = Object.fromEntries(
    (['plan', 'configuration'] as const).flatMap((kind) => {
      const digest = told[`${kind}-digest`]
      return digest === undefined ? [] : [[`expected-${kind}-digest`, digest]]
    })
  )
  if (history.scenario.review === 'other-plan') {
    const { ways } = hcp.workspaces[0]!
    Object.assign(ways, otherPlan(ways))
  }
  return attempt
}

/** Another plan, by as little as can be. */
function otherPlan({ variant, provisioner }: Ways): Partial<Ways> {
  return provisioner === undefined || variant % 2 === 0
    ? { variant: variant + 1 }
    : { provisioner: `${provisioner}!` }
}

function createWorld(history: History, action: Action): World {
  const clock = createClock()
  const diary: string[] = []
  const occurred = new Set<string>()
  const waiting: { readonly when: Moment; readonly run: () => void }[] = []
  let lags: { from: number; until: number; by: number }[] = []
  let downUntil = 0
  const note = (line: string): void => {
    diary.push(`${(clock.now() / 1000).toFixed(2).padStart(8)}  ${line}`)
  }
  const occur = (name: string): void => {
    if (occurred.has(name)) return
    occurred.add(name)
    for (const { when, run } of waiting) {
      if (when.after === name) clock.in(when.plus, run)
    }
  }
  const { ways, members, connected, isHostile } = history.scenario
  const branch = connected && (history.seed % 2 === 0 ? '' : 'main')
  const hcp = createHcp({
    clock,
    // What was reviewed may be made another one, of this history alone.
    workspaces: [{ name: 'network', ways: { ...ways } }, ...members].map(
      (each) => createWorkspace(each.name, each.ways, branch)
    ),
    dice: createDice(history.seed, 'runs'),
    onStage: (run, status) => {
      note(`${run.id} is ${status}`)
      watch({ clock, occur, history }, run, status)
    }
  })
  return {
    history,
    action,
    clock,
    hcp,
    github: createGitHub(isHostile ? hostileText : undefined),
    versionControl:
      connected && connectVersionControl({ hcp, clock }, connected),
    dice: createDice(history.seed, 'latency'),
    exchanges: [],
    diary,
    counts: new Map(),
    note,
    occur,
    at: (when, run) => {
      waiting.push({ when, run })
    },
    lagNow: () =>
      lags.find(({ from, until }) => clock.now() >= from && clock.now() < until)
        ?.by ?? 0,
    fallBehind: (lasts, by) => {
      lags = [...lags, { from: clock.now(), until: clock.now() + lasts, by }]
    },
    downUntil: () => downUntil,
    goDown: (lasts) => {
      downUntil = clock.now() + lasts
    },
    isLateUsed: false,
    parts: new Set(),
    digests: {}
  }
}

const plannedThrough = [
  'planned',
  'cost_estimated',
  'policy_checked',
  'planned_and_saved'
]

/** Tells moments of the run that the history is about. */
function watch(
  { clock, occur, history }: Pick<World, 'clock' | 'occur' | 'history'>,
  run: SimulatedRun,
  status: string
): void {
  const { existing, connected, isMerged } = history.scenario
  const isOfCommit =
    connected !== undefined &&
    run.source === hookSource &&
    (run.kind === 'plan') !== isMerged
  const isAbout = run.madeBy === 1 || existing !== undefined || isOfCommit
  if (!isAbout) return
  occur(status)
  if (!plannedThrough.includes(status)) return
  const seen = run.stages.length
  clock.in(1, () => {
    if (run.stages.length === seen) occur('gate')
  })
}

/** Runs jobs of a history, and what comes after the last one. */
async function runJobs(world: World, jobs: readonly Job[]): Promise<Attempt[]> {
  const { clock, history } = world
  const running: Running[] = []
  const attempts: Attempt[] = []
  const start = (job: Job): void => {
    if (job.isOfPush && job.head !== world.github.head) {
      world.note('somebody: push')
      world.github.head = job.head
      world.versionControl?.push(job.head, true)
    }
    running.push(startJob(world, job))
  }
  let awaited = jobs.length
  let quietAt: number | undefined
  const isFirst = jobs[0]?.number === 1
  for (const event of isFirst ? history.events : []) {
    beginEvent(world, event, () => running.find(({ job }) => job.number === 1))
  }
  for (const job of jobs) {
    const { when } = job
    if (when !== undefined)
      world.at(when, () =>
        clock.in(0, () => {
          start(job)
        })
      )
  }
  const onEnd = (attempt: Attempt): void => {
    attempts.push(attempt)
    awaited -= 1
    if (attempt.number === 1) {
      world.occur('end')
      for (const job of jobs.filter(({ isAfter }) => isAfter)) {
        clock.in(aftermath, () => {
          start(job)
        })
      }
    }
  }
  start(jobs[0]!)
  if (isFirst) world.occur('start')
  for (;;) {
    const suspects: SimulatedProcess[] = []
    await goOn(() => {
      for (const one of [...running]) {
        if (hasHung(world, one)) one.process.signal('SIGKILL')
        if (one.process.isStuck()) suspects.push(one.process)
        if (one.process.end() === undefined) continue
        const attempt = endPhase(world, one)
        if (attempt === undefined) continue
        running.splice(running.indexOf(one), 1)
        onEnd(attempt)
      }
      if (suspects.length > 0) return true
      const isQuiet = running.length === 0
      if (!isQuiet) quietAt = undefined
      else quietAt ??= clock.now()
      const isOver =
        quietAt !== undefined &&
        clock.now() >= quietAt + aftermath + (awaited > 0 ? aftermath : 0)
      return isOver || !clock.step()
    })
    if (suspects.length === 0) break
    for (const process of suspects) {
      if (!process.hasSettled()) await expectNothing(process)
      process.endStuck()
    }
  }
  return attempts.sort((a, b) => a.number - b.number)
}

/** Alive beyond all bounds? Its world, at least, still happens. */
function hasHung(
  { clock }: World,
  { process, phaseBeganAt }: Running
): boolean {
  return process.end() === undefined && clock.now() - phaseBeganAt > longest
}

function startJob(world: World, job: Job): Running {
  const disk = createDisk()
  const now = world.clock.now()
  return {
    job,
    disk,
    beganAt: now,
    phase: 'main',
    phaseBeganAt: now,
    process: startPhase(world, job, 'main', {}, disk),
    main: undefined
  }
}

function startPhase(
  world: World,
  job: Job,
  phase: Phase,
  state: Readonly<Record<string, string>>,
  disk: Disk
): SimulatedProcess {
  const { history, action, github, clock } = world
  const kill =
    phase === 'main' && job.number === 1
      ? history.events.find((event) => event.kind === 'kill')
      : undefined
  const process = startProcess({
    program: phase === 'main' ? action.main : action.post,
    clock,
    disk,
    network: connectJob(world, job, phase),
    env: environmentOf(history, {
      ...{ action, github, job, state, disk },
      digests: world.digests
    }),
    seed: seedFor(history.seed, `${phase}${job.number}`),
    loadingMilliseconds: history.scenario.loadingMilliseconds,
    onEffect: (count, self) => {
      if (count !== kill?.effect || self.end() !== undefined) return
      world.note(`SIGKILL before effect ${count}`)
      self.signal('SIGKILL')
    }
  })
  if (kill?.effect === 0) process.signal('SIGKILL')
  return process
}

/** Goes on to `post`, or ends the job: then it gives what became of it. */
function endPhase(world: World, one: Running): Attempt | undefined {
  const { clock, history, github } = world
  const { job, disk, phase, process } = one
  const { exitCode, signal } = process.end() ?? { exitCode: 1 }
  world.note(`${phase} ${job.number} ends: ${signal ?? `exit ${exitCode}`}`)
  const end: PhaseEnd = {
    exitCode,
    signal,
    output: process.output(),
    milliseconds: clock.now() - one.phaseBeganAt,
    endedAt: clock.now(),
    hasHung: clock.now() - one.phaseBeganAt > longest
  }
  const has = (kind: WorldEvent['kind']): boolean =>
    job.number === 1 && history.events.some((event) => event.kind === kind)
  if (phase === 'main') {
    one.main = end
    if (!has('lost-runner')) {
      const state = commandFile(disk.read(`${root}/temp/state`) ?? '')
      one.phase = 'post'
      one.phaseBeganAt = clock.now()
      one.process = startPhase(
        world,
        job,
        'post',
        has('lost-state') ? {} : state,
        disk
      )
      return undefined
    }
  }
  return {
    number: job.number,
    job,
    beganAt: one.beganAt,
    main: one.main ?? end,
    post: phase === 'post' ? end : undefined,
    outputs: commandFile(disk.read(`${root}/temp/output`) ?? ''),
    summary: disk.read(`${root}/temp/summary`) ?? '',
    comments: github.comments.map(({ body }) => body)
  }
}

/** Has an event of the history happen at its moment. */
function beginEvent(
  world: World,
  event: WorldEvent,
  first: () => Running | undefined
): void {
  const { at, note, clock } = world
  switch (event.kind) {
    case 'stale':
      at(event.when, () => {
        note(`replicas fall ${event.by} ms behind for ${event.lasts} ms`)
        world.fallBehind(event.lasts, event.by)
      })
      return
    case 'down':
      at(event.when, () => {
        note(`HCP Terraform is down for ${event.lasts} ms`)
        world.goDown(event.lasts)
      })
      return
    case 'person':
      at(event.when, () => {
        note(`somebody: ${event.does}`)
        const { hcp, github, versionControl } = world
        const run = (): SimulatedRun | undefined =>
          hcp.runs.findLast(({ madeBy }) => madeBy !== undefined) ??
          hookRunOf(hcp) ??
          hcp.find(
            world.history.scenario.existing === undefined ? '' : 'run-0001'
          )
        people[event.does]?.({ clock, hcp, github, versionControl, run })
      })
      return
    case 'signal':
      at(event.when, () => {
        const one = first()
        if (one?.phase === 'main') signal(world, one.process, event.name)
      })
      return
    case 'wall':
      at(event.when, () => {
        note(`the wall clock jumps by ${event.by / 3_600_000} h`)
        clock.setWall(event.by)
      })
      return
    // Others of these are asked for where they matter.
    case 'again':
    case 'answer':
    case 'beside':
    case 'kill':
    case 'late-run':
    case 'lost-runner':
    case 'lost-state':
    case 'missing':
    case 'next':
    case 'payload':
    case 'without':
      return
  }
}

/** What the runner does to a step: at once, or as it cancels a job. */
function signal(
  { note, clock }: World,
  process: SimulatedProcess,
  name: string
): void {
  note(`the runner: ${name}`)
  if (name !== 'cancel') {
    process.signal(name as 'SIGTERM' | 'SIGKILL')
    return
  }
  process.signal('SIGINT')
  clock.in(7_500, () => {
    process.signal('SIGTERM')
  })
  clock.in(10_000, () => {
    process.signal('SIGKILL')
  })
}

/**
 * A program that nothing can wake any more ends without its last line. Before
 * that is believed of it, real time is let pass: what then goes on waits for
 * something real, which is a fault of this simulation.
 */
async function expectNothing(process: SimulatedProcess): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 50))
  if (process.isStuck() && !process.hasSettled()) return
  throw new Error('Something real is waited for, which is not simulated.')
}

/** Takes an unhandled rejection to the process whose it is. */
export function crashOwner(error: unknown): void {
  const owner = whoseCode()
  if (owner === undefined) throw error
  owner.crash(error)
}

/** GITHUB_OUTPUT and GITHUB_STATE, as the runner parses them. */
function commandFile(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [, name, , value] of text.matchAll(
    /^([^\n<=]+)<<(\S+)\n([\s\S]*?)\n\2$/gm
  )) {
    values[name!] = value!
  }
  return values
}
