import { setTimeout as sleep } from 'node:timers/promises'
import type { Archivist } from './archivist.ts'
import { createIdentifier } from './identifier.ts'
import { createLogStream } from './log-stream.ts'
import type { Phase, Principal, Run, RunStatus } from './model.ts'
import { isFinal, renderStatusTime, renderTime } from './model.ts'

/** How long things take, in milliseconds. */
export interface Pace {
  /** Between two statuses that a run only passes through. */
  readonly step: number
  /** Until an accepted action shows on the run. */
  readonly action: number
  /** From the upload to `uploaded` or `errored`. */
  readonly upload: number
  /** From a cancel to the moment a force-cancel is allowed. */
  readonly coolOff: number
  /** Life of the URLs that the plan JSON endpoints redirect to. */
  readonly link: number
}

/** Since when a phase has a `log-read-url`. */
export type LogUrlSince = 'created' | 'queued' | 'running'

/** A status of the server's own making, shown between two real ones. */
export interface Invention {
  readonly after: RunStatus
  readonly status: string
  readonly milliseconds: number
}

export interface CourseOptions {
  readonly archivist: Archivist
  readonly pace: Pace
  readonly logUrl: LogUrlSince
  readonly discardsPending: boolean
  readonly inventions: readonly Invention[]
  readonly crashesLogs: () => boolean
  /** Told of every run that has ended. */
  ended(run: Run): void
}

/** Ends a run's story wherever it is. */
export class Stopped extends Error {
  constructor() {
    super('The run has ended')
    this.name = 'Stopped'
  }
}

interface Control {
  readonly canceled: AbortController
  readonly killed: AbortController
  readonly decided: (() => void)[]
}

/** What moves runs on, whatever moves them: statuses, pauses, gates, ends. */
export interface RunCourse {
  readonly pace: Pace
  readonly discardsPending: boolean
  /** Aborts once the server closes. */
  readonly closing: AbortSignal
  readonly controlOf: (run: Run) => Control
  /** Acts later, unless the server closes before that. */
  readonly later: (milliseconds: number, act: () => void) => void
  /** Lets `close` wait for it. */
  readonly remember: (story: Promise<void>) => void
  readonly setStatus: (run: Run, status: RunStatus) => void
  readonly addEvent: (run: Run, action: string, actor?: Principal) => void
  readonly addComment: (
    run: Run,
    author: Principal,
    body: string,
    action: string
  ) => Run['comments'][number]
  /** Adds the event of a decision, with its comment if there is one. */
  readonly record: (
    run: Run,
    action: string,
    by: Principal,
    comment: string | undefined
  ) => void
  /** @throws {Stopped} once the run has ended or shall end */
  readonly pause: (run: Run, milliseconds: number) => Promise<void>
  /** Shows a status in passing. @throws {Stopped} */
  readonly pass: (run: Run, status: RunStatus) => Promise<void>
  /** Shows a status that no client can know, if one was ordered here. */
  readonly invent: (run: Run) => Promise<void>
  /** Rests at a gate until somebody decides. @throws {Stopped} */
  readonly rest: (
    run: Run,
    gate: NonNullable<Run['gate']>,
    status: RunStatus
  ) => Promise<void>
  /** Ends the rest of a run. */
  readonly wake: (run: Run) => void
  /** The run has just been made: its phases may have addresses of logs. */
  readonly openPhases: (run: Run) => void
  readonly queuePhase: (phase: Phase) => void
  readonly startPhase: (phase: Phase) => void
  readonly endPhase: (phase: Phase, status: Phase['status']) => void
  /** Ends the run, and all of it that is still open. */
  readonly end: (run: Run, status: RunStatus, forced?: boolean) => void
  readonly close: () => Promise<void>
}

// Some statuses leave no timestamp, or one with another name.
const timestampKeys: Readonly<Partial<Record<RunStatus, string | undefined>>> =
  {
    pending: 'plan-queueable-at',
    fetching_completed: 'fetched-at',
    pre_plan_awaiting_decision: undefined,
    post_plan_awaiting_decision: undefined,
    pre_apply_awaiting_decision: undefined,
    policy_checking: undefined,
    policy_override: undefined
  }

/** Creates the course of all runs of a server. */
export function createRunCourse(options: CourseOptions): RunCourse {
  const { archivist, pace } = options
  const controls = new Map<Run, Control>()
  const stories = new Set<Promise<void>>()
  const closing = new AbortController()

  function controlOf(run: Run): Control {
    let control = controls.get(run)
    if (control === undefined) {
      control = {
        canceled: new AbortController(),
        killed: new AbortController(),
        decided: []
      }
      controls.set(run, control)
    }
    return control
  }

  function later(milliseconds: number, act: () => void): void {
    const story = sleep(milliseconds, undefined, { signal: closing.signal })
      .then(act)
      .catch(() => undefined)
    remember(story)
  }

  function remember(story: Promise<void>): void {
    stories.add(story)
    void story.finally(() => stories.delete(story))
  }

  function setStatus(run: Run, status: RunStatus): void {
    run.status = status
    run.updatedAt = renderTime()
    const key =
      status in timestampKeys
        ? timestampKeys[status]
        : `${status.replaceAll('_', '-')}-at`
    if (key !== undefined) run.timestamps[key] = renderStatusTime()
  }

  function addEvent(
    run: Run,
    action: string,
    actor?: Principal,
    comment?: Run['comments'][number]
  ): Run['events'][number] {
    const event = {
      id: createIdentifier('re'),
      run,
      action,
      createdAt: renderTime(),
      actor,
      comment,
      description: undefined
    }
    run.events.push(event)
    return event
  }

  function addComment(
    run: Run,
    author: Principal,
    body: string,
    action: string
  ): Run['comments'][number] {
    const comment: Run['comments'][number] = {
      id: createIdentifier('wsc'),
      body,
      author,
      event: undefined
    }
    run.comments.push(comment)
    comment.event = addEvent(run, action, author, comment)
    return comment
  }

  function record(
    run: Run,
    action: string,
    by: Principal,
    comment: string | undefined
  ): void {
    if (comment === undefined || comment === '') addEvent(run, action, by)
    else addComment(run, by, comment, action)
  }

  /** Throws once the run ended or shall end; the cancel wins over progress. */
  function check(run: Run): void {
    if (closing.signal.aborted || isFinal(run.status)) throw new Stopped()
    if (run.canceledAt !== undefined) {
      end(run, 'canceled')
      throw new Stopped()
    }
  }

  async function pause(run: Run, milliseconds: number): Promise<void> {
    const { canceled, killed } = controlOf(run)
    const signal = AbortSignal.any([
      closing.signal,
      canceled.signal,
      killed.signal
    ])
    await sleep(milliseconds, undefined, { signal }).catch(() => undefined)
    check(run)
  }

  async function pass(run: Run, status: RunStatus): Promise<void> {
    check(run)
    setStatus(run, status)
    await pause(run, pace.step)
    await invent(run)
  }

  /** Shows a status that no client can know, if one was ordered here. */
  async function invent(run: Run): Promise<void> {
    const after = run.status
    for (const invention of options.inventions) {
      if (invention.after !== after) continue
      run.inventedStatus = invention.status
      run.timestamps[`${invention.status.replaceAll('_', '-')}-at`] =
        renderStatusTime()
      await pause(run, invention.milliseconds)
      run.inventedStatus = undefined
    }
  }

  /** Rests at a gate until somebody decides. */
  async function rest(
    run: Run,
    gate: NonNullable<Run['gate']>,
    status: RunStatus
  ): Promise<void> {
    check(run)
    run.gate = gate
    setStatus(run, status)
    await new Promise<void>((resolve) => {
      controlOf(run).decided.push(resolve)
    })
    run.gate = undefined
    run.deciding = false
    check(run)
  }

  function wake(run: Run): void {
    const waiting = controls.get(run)?.decided.splice(0) ?? []
    for (const resolve of waiting) resolve()
  }

  /** What is read before the phase has a log is empty. */
  function signLog(phase: Phase): void {
    phase.logUrl ??= archivist.signLog({
      read: (offset, limit) =>
        phase.log?.read(offset, limit) ?? new Uint8Array()
    })
  }

  function openPhases({ plan, apply }: Run): void {
    if (options.logUrl !== 'created') return
    signLog(plan)
    signLog(apply)
  }

  function queuePhase(phase: Phase): void {
    phase.status = 'queued'
    phase.timestamps['queued-at'] = renderStatusTime()
    if (options.logUrl !== 'running') signLog(phase)
  }

  function startPhase(phase: Phase): void {
    phase.status = 'running'
    phase.timestamps['started-at'] = renderStatusTime()
    phase.log = createLogStream()
    signLog(phase)
  }

  function endPhase(phase: Phase, status: Phase['status']): void {
    if (phase.status === 'running') phase.log?.end(options.crashesLogs())
    phase.status = status
    if (status !== 'unreachable') {
      phase.timestamps[`${status}-at`] = renderStatusTime()
    }
  }

  function end(run: Run, status: RunStatus, forced = false): void {
    if (isFinal(run.status)) return
    for (const phase of [run.plan, run.apply]) {
      if (phase.status === 'running') {
        endPhase(phase, status === 'errored' ? 'errored' : 'canceled')
      } else if (phase.status === 'pending' || phase.status === 'queued') {
        phase.status = 'unreachable'
      }
    }
    for (const stage of run.taskStages) {
      if (stage.status === 'pending') stage.status = 'unreachable'
      else if (stage.status === 'running') stage.status = 'canceled'
      else if (stage.status === 'awaiting_override') stage.status = 'canceled'
    }
    if (run.costEstimate && isOpen(run.costEstimate.status)) {
      run.costEstimate.status = 'unreachable'
    }
    if (run.policyCheck && isOpen(run.policyCheck.status)) {
      run.policyCheck.status = 'unreachable'
    }
    if (run.terraformPolicies !== undefined) {
      const { status: before } = run.terraformPolicies
      if (before === 'pending') run.terraformPolicies.status = 'unreachable'
      else if (before === 'running' || before === 'awaiting_override') {
        run.terraformPolicies.status = 'canceled'
      }
    }
    run.gate = undefined
    run.inventedStatus = undefined
    run.deciding = false
    setStatus(run, status)
    if (forced) run.timestamps['force-canceled-at'] = renderStatusTime()
    addEvent(run, status)
    const { workspace } = run
    const position = workspace.queue.indexOf(run)
    if (position >= 0) workspace.queue.splice(position, 1)
    if (workspace.holder === run) workspace.holder = undefined
    wake(run)
    controlOf(run).killed.abort()
    options.ended(run)
  }

  return {
    pace,
    discardsPending: options.discardsPending,
    closing: closing.signal,
    controlOf,
    later,
    remember,
    setStatus,
    addEvent,
    addComment,
    record,
    pause,
    pass,
    invent,
    rest,
    wake,
    openPhases,
    queuePhase,
    startPhase,
    endPhase,
    end,
    async close() {
      closing.abort()
      for (const [run, control] of controls) {
        control.killed.abort()
        wake(run)
      }
      await Promise.allSettled([...stories])
    }
  }
}

function isOpen(status: string): boolean {
  return status === 'pending' || status === 'queued'
}
