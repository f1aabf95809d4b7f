import type { Principal, Run, Workspace } from './model.ts'
import type { CourseOptions } from './run-course.ts'
import { createRunCourse, Stopped } from './run-course.ts'
import type { RunDecisions } from './run-decisions.ts'
import { createRunDecisions } from './run-decisions.ts'
import type { StoryOptions } from './run-story.ts'
import { createRunStory } from './run-story.ts'

interface LifeOptions extends Omit<CourseOptions, 'ended'>, StoryOptions {
  /** Told of every run whose apply came to a good end. */
  applied(run: Run): void
}

export interface RunLife extends RunDecisions {
  /** Takes up a run that was just created. */
  begin(run: Run): void
  /** Starts what may start in the workspace; call after an unlock. */
  schedule(workspace: Workspace): void
  /** The workspace has another state: its saved plans are stale. */
  discardSavedPlans(workspace: Workspace): void
  /** The workspace is gone: all its runs end at once. */
  abandon(workspace: Workspace): void
  comment(run: Run, by: Principal, body: string): Run['comments'][number]
  close(): Promise<void>
}

/** Creates the state machine that moves runs from `pending` to their end. */
export function createRunLife(options: LifeOptions): RunLife {
  const course = createRunCourse({
    ...options,
    ended(run) {
      void options.engine.forget(run.id)
      schedule(run.workspace)
      if (run.status === 'applied') options.applied(run)
    }
  })
  const live = createRunStory(course, options)

  function schedule(workspace: Workspace): void {
    if (course.closing.aborted) return
    if (workspace.holder !== undefined) return
    const next = workspace.queue[0]
    if (next === undefined) return
    workspace.currentRun = next
    if (workspace.manualLock !== undefined) return
    workspace.queue.shift()
    workspace.holder = next
    start(next)
  }

  function start(run: Run): void {
    course.remember(
      live(run).catch((error: unknown) => {
        if (error instanceof Stopped) return
        const log = run.apply.log ?? run.plan.log
        log?.append(`\nThe emulator's engine failed: ${String(error)}\n`)
        course.end(run, 'errored')
      })
    )
  }

  return {
    ...createRunDecisions(course),
    schedule,
    begin(run) {
      course.addEvent(run, 'queued', run.createdBy)
      course.setStatus(run, 'pending')
      course.openPhases(run)
      const { workspace } = run
      if (run.planOnly || run.savePlan) {
        start(run)
        return
      }
      workspace.queue.push(run)
      schedule(workspace)
    },
    discardSavedPlans(workspace) {
      for (const run of workspace.runs) {
        if (run.gate === 'saved') course.end(run, 'discarded')
      }
    },
    abandon(workspace) {
      workspace.queue.splice(0)
      for (const run of workspace.runs) course.end(run, 'canceled', true)
    },
    comment: (run, by, body) => course.addComment(run, by, body, 'commented'),
    close: course.close
  }
}
