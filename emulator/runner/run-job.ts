import { parse } from 'yaml'
import type { Contexts, JobStatus } from './expressions.ts'
import { isCondition, renderExpressions } from './expressions.ts'
import { refuseOutputs } from './limits.ts'

/** One step, with its expressions answered, for whoever carries it out. */
export interface StepRequest {
  readonly id: string | undefined
  readonly uses: string | undefined
  readonly run: string | undefined
  readonly shell: string | undefined
  readonly inputs: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
}

interface StepEnd {
  readonly outcome: JobStatus
  readonly outputs: Readonly<Record<string, string>>
}

interface JobOptions {
  /** The text of the workflow file. */
  readonly workflow: string
  readonly job: string
  /** All but `steps` and `env`: `github`, `secrets`, `inputs`, `needs`, … */
  readonly contexts: Contexts
  readonly act: (step: StepRequest) => Promise<StepEnd>
}

export interface JobResult {
  readonly result: JobStatus | 'skipped'
  /** The group that the job, or else its workflow, runs in. */
  readonly concurrency: string | undefined
  readonly outputs: Readonly<Record<string, string>>
  readonly steps: readonly {
    /** Its id, else the first line of what it does. */
    readonly name: string
    readonly outcome: JobStatus | 'skipped'
  }[]
}

interface Ended {
  readonly outcome: JobStatus | 'skipped'
  readonly outputs: StepEnd['outputs']
}

type Scalars = Readonly<Record<string, string | number | boolean | null>>

interface Step {
  readonly id?: string
  readonly if?: string | boolean
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly with?: Scalars
  readonly env?: Scalars
  readonly 'continue-on-error'?: boolean
  readonly background?: boolean
  /** Waits for these background steps, or for all of them. */
  readonly wait?: string | readonly string[]
  readonly 'wait-all'?: boolean
}

interface Group {
  readonly concurrency?: string | { readonly group: string }
  readonly env?: Scalars
}

interface Job extends Group {
  readonly if?: string | boolean
  readonly outputs?: Scalars
  readonly steps: readonly Step[]
}

interface Workflow extends Group {
  readonly jobs: Readonly<Record<string, Job>>
}

/**
 * Walks the steps of one job as the runner does: conditions, expressions, the
 * outputs of earlier steps, and no step after one that failed unless it asks
 * for that; steps in the background side by side, until they are waited for. What a step does is up to `act`.
 *
 * Follows GitHub Actions: Workflow syntax.
 * @throws {Error} for a job that is not there, and for what `act` throws
 */
export async function runJob(options: JobOptions): Promise<JobResult> {
  const workflow = parse(options.workflow) as Workflow
  const job = workflow.jobs[options.job]
  if (job === undefined) throw new Error(`There is no job ${options.job}`)
  const { contexts } = options
  const env = {
    ...renderValues(workflow.env, contexts),
    ...renderValues(job.env, contexts)
  }
  const concurrency =
    renderGroup(job, contexts) ?? renderGroup(workflow, contexts)
  if (!isCondition(textOf(job.if), { ...contexts, env }, 'success')) {
    return { result: 'skipped', concurrency, outputs: {}, steps: [] }
  }
  const steps: Record<string, object> = {}
  const walked: JobResult['steps'][number][] = []
  let status: JobStatus = 'success'
  const begin = async (step: Step): Promise<Ended> => {
    const known = { ...contexts, env, steps }
    if (!isCondition(textOf(step.if), known, status)) {
      return { outcome: 'skipped', outputs: {} }
    }
    return await options.act({
      id: step.id,
      uses: step.uses,
      run: step.run,
      shell: step.shell,
      inputs: renderValues(step.with, known),
      env: { ...env, ...renderValues(step.env, known) }
    })
  }
  const finish = (step: Step, ended: Ended): void => {
    const isForgiven = step['continue-on-error'] === true
    if (ended.outcome === 'failure' && !isForgiven) status = 'failure'
    if (step.id !== undefined) {
      steps[step.id] = {
        outputs: ended.outputs,
        outcome: ended.outcome,
        conclusion: isForgiven ? 'success' : ended.outcome
      }
    }
    const what = (step.uses ?? step.run ?? '').split('\n')[0] ?? ''
    walked.push({ name: step.id ?? what, outcome: ended.outcome })
  }
  await walk(job.steps, begin, finish)
  const outputs = renderValues(job.outputs, { ...contexts, env, steps })
  return {
    result: status,
    concurrency,
    outputs: refuseOutputs(outputs) === undefined ? outputs : {},
    steps: walked
  }
}

/** Step by step; what one in the background came to is known once waited for. */
async function walk(
  steps: readonly Step[],
  begin: (step: Step) => Promise<Ended>,
  finish: (step: Step, ended: Ended) => void
): Promise<void> {
  const behind = new Map<Step, Promise<Ended>>()
  const waitFor = async (wanted: (step: Step) => boolean): Promise<void> => {
    for (const [step, ended] of behind) {
      if (!wanted(step)) continue
      behind.delete(step)
      finish(step, await ended)
    }
  }
  for (const step of steps) {
    if (step.background === true) behind.set(step, begin(step))
    else if (step['wait-all'] === true) await waitFor(() => true)
    else if (step.wait !== undefined) {
      const ids = [step.wait].flat()
      await waitFor(({ id }) => id !== undefined && ids.includes(id))
    } else finish(step, await begin(step))
  }
  await waitFor(() => true)
}

function renderGroup(
  { concurrency }: Group,
  contexts: Contexts
): string | undefined {
  const group =
    typeof concurrency === 'object' ? concurrency.group : concurrency
  return group === undefined ? undefined : renderExpressions(group, contexts)
}

function renderValues(
  values: Scalars | undefined,
  contexts: Contexts
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [
      name,
      renderExpressions(textOf(value) ?? '', contexts)
    ])
  )
}

function textOf(
  value: string | number | boolean | null | undefined
): string | undefined {
  return value === undefined || value === null ? undefined : String(value)
}
