import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { JobPermissions } from '../../emulator/github/permissions.ts'
import type {
  ActionResult,
  RunOptions
} from '../../emulator/runner/run-action.ts'
import type { JobResult } from '../../emulator/runner/run-job.ts'
import { runJob } from '../../emulator/runner/run-job.ts'
import type { ScriptResult } from '../../emulator/runner/run-script.ts'
import { runScript } from '../../emulator/runner/run-script.ts'
import type { Answer, Call } from './fake-gh.ts'
import { makeFakeGh } from './fake-gh.ts'
import type { Stage } from './stage.ts'
import { repository } from './stage.ts'

export type EventOptions = Pick<RunOptions, 'eventName' | 'event' | 'sha'> &
  Partial<Pick<RunOptions, 'actor' | 'ref'>>

interface ExampleOptions {
  readonly event: EventOptions
  /** `inputs`, `needs` and `matrix`, where the workflow has them. */
  readonly contexts?: Readonly<Record<string, unknown>>
  /** What `gh` answers; it fails at anything else. */
  readonly gh?: readonly Answer[]
  /** Other commands of the machine, by their names: shell scripts. */
  readonly commands?: Readonly<Record<string, string>>
  /** The shell of steps that name none. */
  readonly shell?: string | undefined
  /** Of the machine, and stronger than what a step sets. */
  readonly env?: Readonly<Record<string, string>>
}

interface ExampleResult extends JobResult {
  /** The job's own `GITHUB_TOKEN`, which may what its `permissions` say. */
  readonly token: string
  /** What the action's steps did, in order. */
  readonly actions: readonly ActionResult[]
  readonly scripts: readonly ScriptResult[]
  /** How `gh` was called. */
  readonly calls: readonly Call[]
  /** What was checked out. */
  readonly checkouts: readonly Readonly<Record<string, string>>[]
  /** Files that were uploaded, by the name of their artifact. */
  readonly artifacts: Readonly<Record<string, string>>
}

const own = 'gated-terraform-run/gated-terraform-run@v1'

interface Job {
  /** May be an expression; none: undefined. */
  readonly environment?: string
  readonly permissions?: JobPermissions
}

function jobOf(workflow: string, job: string): Job {
  const { jobs } = parse(workflow) as {
    readonly jobs: Readonly<Record<string, Job>>
  }
  return jobs[job] ?? {}
}

/**
 * The secrets that GitHub gives to a job: outside of environments only tokens
 * that may plan.
 */
function secretsOf(
  { hcp }: Stage,
  environment: string | undefined
): Readonly<Record<string, string>> {
  const repository = {
    TF_PLAN_TOKEN: hcp.tokens.plan,
    TFE_PLAN_TOKEN: hcp.tokens.plan
  }
  if (environment === undefined) return repository
  return environment === 'preview'
    ? { ...repository, TF_PREVIEW_TOKEN: hcp.tokens.write }
    : { ...repository, TF_APPLY_TOKEN: hcp.tokens.write }
}

/**
 * Runs one job of an example as it is written: conditions and expressions by
 * GitHub's own evaluator, scripts by bash, and the action by its bundle.
 * @throws {Error} for a step that uses an action which is not known here, and for
 * a job whose `permissions` do not give what its steps ask of GitHub
 */
export async function runExample(
  stage: Stage,
  file: string,
  job: string,
  options: ExampleOptions
): Promise<ExampleResult> {
  const { event } = options
  const workflow = readFileSync(`examples/workflows/${file}`, 'utf8')
  const { environment, permissions = {} } = jobOf(workflow, job)
  // Every example begins with `permissions: {}`, so a job has what it names.
  const token = stage.github.addToken({ app: 'github-actions', permissions })
  const gh = await makeFakeGh(options.gh ?? [])
  for (const [name, script] of Object.entries(options.commands ?? {})) {
    writeFileSync(join(gh.folder, name), script, { mode: 0o755 })
  }
  const actions: ActionResult[] = []
  const scripts: ScriptResult[] = []
  const checkouts: Readonly<Record<string, string>>[] = []
  const artifacts: Record<string, string> = {}
  try {
    const result = await runJob({
      workflow,
      job,
      contexts: {
        github: {
          event: event.event ?? {},
          event_name: event.eventName,
          actor: event.actor ?? 'octocat',
          ref: event.ref ?? 'refs/heads/main',
          ref_name: (event.ref ?? 'main').replace(/^refs\/(heads|tags)\//, ''),
          sha: event.sha,
          repository,
          token
        },
        secrets: secretsOf(stage, environment),
        vars: { TF_PREVIEW_PROJECT: 'prj-previews' },
        inputs: {},
        needs: {},
        matrix: {},
        ...options.contexts
      },
      async act(step) {
        if (step.run !== undefined) {
          const ended = await runScript({
            script: step.run,
            shell: step.shell ?? options.shell,
            workingDirectory: stage.checkout,
            env: { ...step.env, ...options.env },
            commands: gh.folder
          })
          scripts.push(ended)
          return {
            outcome: ended.exitCode === 0 ? 'success' : 'failure',
            outputs: ended.outputs
          }
        }
        if (step.uses === own) {
          const ended = await stage.run(
            {
              // What the stage would fill in is the example's to say.
              organization: '',
              workspace: '',
              ...step.inputs
            },
            {
              ...event,
              githubToken: token,
              env: { ...step.env, ...options.env }
            }
          )
          actions.push(ended)
          return {
            outcome: ended.exitCode === 0 ? 'success' : 'failure',
            outputs: ended.outputs
          }
        }
        if (step.uses?.startsWith('actions/checkout@') === true) {
          checkouts.push(step.inputs)
        } else if (step.uses?.startsWith('actions/upload-artifact@') === true) {
          const { name = 'artifact', path = '' } = step.inputs
          artifacts[name] = readFileSync(join(stage.checkout, path), 'utf8')
        } else {
          throw new Error(`${file} uses ${step.uses ?? 'nothing'}`)
        }
        return { outcome: 'success', outputs: {} }
      }
    })
    // Who approved the environment is recorded where the job may read it.
    const refusals = stage.github.state.refusals.filter(
      (refusal) => !refusal.endsWith('needs actions: read')
    )
    if (refusals.length > 0) {
      throw new Error(`${file}, job ${job}: ${refusals.join('; ')}`)
    }
    const calls = await gh.calls()
    return { ...result, token, actions, scripts, calls, checkouts, artifacts }
  } finally {
    await gh.remove()
  }
}
