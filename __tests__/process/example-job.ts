import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
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

export interface ExampleOptions {
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

export interface ExampleResult extends JobResult {
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

/** The environment of a job, which may be an expression; none: undefined. */
function environmentOf(workflow: string, job: string): string | undefined {
  const { jobs } = parse(workflow) as {
    readonly jobs: Readonly<Record<string, { readonly environment?: string }>>
  }
  return jobs[job]?.environment
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
 * @throws {Error} for a step that uses an action which is not known here
 */
export async function runExample(
  stage: Stage,
  file: string,
  job: string,
  options: ExampleOptions
): Promise<ExampleResult> {
  const { event } = options
  const workflow = readFileSync(`examples/workflows/${file}`, 'utf8')
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
          token: stage.github.token
        },
        secrets: secretsOf(stage, environmentOf(workflow, job)),
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
            { ...event, env: { ...step.env, ...options.env } }
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
    const calls = await gh.calls()
    return { ...result, actions, scripts, calls, checkouts, artifacts }
  } finally {
    await gh.remove()
  }
}
