import { tmpdir } from 'node:os'
import { createGitHub } from '../github/client.ts'
import type { GitHub } from '../github/client.ts'
import {
  isDependabot,
  isForkPullRequest,
  locatePullRequest
} from '../github/location.ts'
import type { PullRequestLocation } from '../github/location.ts'
import { findPullRequest } from '../github/pull-request.ts'
import { unread } from '../gate/known.ts'
import { userAgent } from '../hcp/wire/user-agent.ts'
import { findIdleInputs } from '../inputs/idle-inputs.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { examineInputs } from '../inputs/parse-inputs.ts'
import { InvalidInputsError } from '../inputs/problems.ts'
import { findUnknownInputs } from '../inputs/unknown-inputs.ts'
import { readInput } from '../runner/inputs.ts'
import { writeOutputs } from '../runner/outputs.ts'
import { readWorkflow } from '../runner/workflow.ts'
import type { Workflow } from '../runner/workflow.ts'
import { readParameters } from './parameters.ts'
import type { Named } from './parameters.ts'
import type { Subject } from './subject.ts'
import type { World } from './world.ts'

/** What the workflow asks for. Read once; nothing of it changes. */
export interface Asked extends Omit<Named, 'problems'> {
  readonly inputs: Inputs
  readonly workflow: Workflow
}

/** The same, with what it is about at GitHub. */
export interface Given extends Asked {
  /** Where to report. */
  readonly location: PullRequestLocation
  /** The commit that is reported on: a pull request's head, else the event's. */
  readonly sha: string
  /** Where `commit` asks for the run that version control made of it. */
  readonly subject?: Subject
  /** Why nothing can be done, whatever the workspace. */
  readonly fault?: Error
}

/**
 * The inputs, and what they name on the runner.
 *
 * @throws InvalidInputsError with all problems at once, before any request
 */
export async function readAsked(
  workflow: Workflow,
  world: Pick<World, 'env' | 'log'>
): Promise<Asked> {
  const { inputs, problems } = examineInputs(readInput)
  const named = await readParameters(inputs, workflow.checkout, world)
  const all = [
    ...findUnknownInputs(Object.keys(world.env)),
    ...problems,
    ...named.problems
  ]
  if (all.length > 0) {
    writeOutputs({ outcome: 'errored', gate: 'none', reasons: '[]' })
    throw new InvalidInputsError(all)
  }
  const idle = findIdleInputs(inputs)
  if (idle.length > 0) {
    world.log.warning(
      `With mode '${inputs.mode}' ${idle.length === 1 ? 'an input has' : 'these inputs have'} no effect: ${idle.map((name) => `'${name}'`).join(', ')}.`
    )
  }
  const { parameters, filters } = named
  return { inputs, parameters, filters, workflow }
}

/** What the workflow tells, with its secrets hidden from the log. */
export function readWorkflowOf({ env, log }: World): Workflow {
  for (const secret of ['token', 'github-token'] as const) {
    log.mask(readInput(secret))
  }
  const workflow = readWorkflow(env)
  const { contradiction } = workflow
  if (contradiction !== undefined) {
    log.warning(
      `The event's payload (GITHUB_EVENT_PATH) is not believed: ${contradiction}. What it would tell is not known.`
    )
  }
  return workflow
}

/** What a pull request is planned by; none of them applies anything. */
const planningModes: ReadonlySet<string> = new Set([
  'plan',
  'save-plan',
  'upload'
])

/**
 * Whose pull request it is that gets no secrets: a plan for a fork, or for
 * Dependabot, without a token. Undefined where there is one.
 */
export function whoLacksSecrets({ payload }: Workflow): string | undefined {
  if (readInput('token') !== '' || !planningModes.has(readInput('mode'))) {
    return undefined
  }
  if (isDependabot(payload)) return 'Dependabot'
  return isForkPullRequest(payload) === true ? 'a fork' : undefined
}

/**
 * Finds the pull request that a step is for, by its event and inputs, and
 * where those tell only of a head, by GitHub. What cannot be read is unknown.
 */
export async function locate(
  asked: Asked,
  world: Pick<World, 'log' | 'signal'>
): Promise<Given> {
  const location = await locationOf(asked, world)
  const head = location.kind === 'number' ? location.headSha : undefined
  return { ...asked, location, sha: head ?? asked.workflow.sha }
}

async function locationOf(
  asked: Asked,
  world: Pick<World, 'log' | 'signal'>
): Promise<PullRequestLocation> {
  const { inputs, workflow } = asked
  const { eventName: name, payload, sha, ref, contradiction } = workflow
  const event = { name, payload, sha, ref, contradiction }
  const located = locatePullRequest(event, inputs.pullRequest)
  if (located.kind !== 'head') return located
  const github = connectGitHub(asked, world)
  if (github === undefined) {
    return { kind: 'unknown', why: "the input 'github-token' is empty" }
  }
  try {
    return await findPullRequest(github, workflow.repository, located)
  } catch (error) {
    return { kind: 'unknown', why: unread(error).why }
  }
}

/** Undefined where the step has no token for GitHub. */
export function connectGitHub(
  { inputs, workflow }: Pick<Asked, 'inputs' | 'workflow'>,
  { log, signal }: Pick<World, 'log' | 'signal'>
): GitHub | undefined {
  return inputs.githubToken === undefined
    ? undefined
    : createGitHub({
        token: inputs.githubToken,
        apiUrl: workflow.apiUrl,
        userAgent,
        log: (line) => {
          log.debug(line)
        },
        signal
      })
}

/** A folder for files of this job. */
export function temporaryFolderOf({
  workflow
}: Pick<Given, 'workflow'>): string {
  return workflow.temporaryFolder || tmpdir()
}
