import type { Action } from './bundle.ts'
import { root } from './disk.ts'
import type { Disk } from './disk.ts'
import {
  earlierTip,
  firstHead,
  idOf,
  laterHead,
  mergeCommit,
  pullDocument,
  pullRequest,
  repository
} from './github.ts'
import type { GitHub } from './github.ts'
import type { History, Moment, WorldEvent } from './history.ts'

/** One job of a workflow run: `main`, then `post`. */
export interface Job {
  readonly number: number
  readonly workflowRun: string
  readonly attempt: number
  /** The head that its event tells. */
  readonly head: string
  /** Undefined: with the first, or after its end. */
  readonly when: Moment | undefined
  /** Does it wait for the first one's end? */
  readonly isAfter: boolean
  /** Is it of a push that is made when it begins? */
  readonly isOfPush: boolean
  /** Whose inputs are others than the scenario's. */
  readonly inputs?: Readonly<Record<string, string>>
}

/** The jobs of a history, the first one first. */
export function jobsOf({ events }: History): readonly Job[] {
  const first: Job = {
    number: 1,
    workflowRun: '901',
    attempt: 1,
    head: firstHead,
    when: undefined,
    isAfter: false,
    isOfPush: false
  }
  const jobs = [first]
  for (const event of events) {
    const number = jobs.length + 1
    if (event.kind === 'again') {
      jobs.push({ ...first, number, attempt: 2, isAfter: true })
    } else if (event.kind === 'beside' || event.kind === 'next') {
      const isOfPush = event.kind === 'next'
      const head = isOfPush ? laterHead : firstHead
      const workflowRun = String(900 + number)
      const { when } = event
      jobs.push({ ...first, number, workflowRun, head, when, isOfPush })
    }
  }
  return jobs
}

/** The job that plans what people review before the first one. */
export function reviewOf(history: History): Job | undefined {
  const { review, inputs } = history.scenario
  if (review === undefined) return undefined
  const about = Object.entries(inputs).filter(
    ([name]) => name !== 'approve' && !isRule(name)
  )
  return {
    ...jobsOf({ ...history, events: [] })[0]!,
    number: 0,
    workflowRun: '890',
    inputs: { ...Object.fromEntries(about), mode: 'plan' }
  }
}

/** Is an input a rule of the gate? */
function isRule(name: string): boolean {
  return /^(?:required|max|protected|allowed|expected)-|^require-|^(?:fail-)?on-blocked/.test(
    name
  )
}

/** Readies the runner's files, and gives the environment of a phase. */
export function environmentOf(
  { scenario, events }: History,
  {
    action,
    github,
    job,
    state,
    disk,
    digests
  }: {
    readonly action: Action
    readonly github: GitHub
    readonly job: Job
    readonly state: Readonly<Record<string, string>>
    readonly disk: Disk
    /** What the review found: rules of the jobs after it. */
    readonly digests: Readonly<Record<string, string>>
  }
): Record<string, string> {
  for (const name of ['output', 'state', 'summary', 'env', 'path'])
    disk.write(`${root}/temp/${name}`, disk.read(`${root}/temp/${name}`) ?? '')
  const isMissing = (what: string): boolean =>
    events.some((event) => event.kind === 'missing' && event.what === what)
  if (!isMissing('checkout')) {
    const isOther = scenario.review === 'other-files' && job.number > 0
    disk.write(
      `${root}/checkout/main.tf`,
      `resource "terraform_data" "x" {}\n${isOther ? '# other' : ''}`
    )
  }
  if (!isMissing('event')) {
    const payload = payloadOf({ scenario, events }, github, job)
    disk.write(`${root}/temp/event.json`, JSON.stringify(payload))
  }
  return {
    ...inputsOf({ ...scenario.inputs, ...digests }, job, action),
    ...Object.fromEntries(
      Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])
    ),
    GITHUB_ACTIONS: 'true',
    CI: 'true',
    GITHUB_OUTPUT: `${root}/temp/output`,
    GITHUB_STATE: `${root}/temp/state`,
    GITHUB_STEP_SUMMARY: `${root}/temp/summary`,
    GITHUB_WORKSPACE: `${root}/checkout`,
    RUNNER_TEMP: `${root}/temp`,
    GITHUB_EVENT_PATH: `${root}/temp/event.json`,
    GITHUB_EVENT_NAME: scenario.event,
    GITHUB_REPOSITORY: repository,
    GITHUB_SHA: commitOf(scenario.event),
    GITHUB_REF:
      scenario.event.startsWith('pull_request') && !scenario.isMerged
        ? 'refs/pull/7/merge'
        : 'refs/heads/main',
    GITHUB_ACTOR: scenario.actor,
    GITHUB_TRIGGERING_ACTOR: scenario.actor,
    GITHUB_RUN_ID: job.workflowRun,
    GITHUB_RUN_ATTEMPT: String(job.attempt),
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_SERVER_URL: 'https://github.com'
  }
}

/** As the runner passes them on: those of the workflow, unknown ones too. */
function inputsOf(
  inputs: Readonly<Record<string, string>>,
  job: Job,
  action: Action
): Record<string, string> {
  const given: Record<string, string> = {
    token: 'hcp-token-of-the-step',
    'github-token': 'github-token-of-the-step',
    organization: 'acme',
    workspace: 'network',
    ...(job.inputs ?? inputs)
  }
  const defaults = Object.entries(action.inputs).map(([name, value]) => [
    name,
    value.includes('${{') ? '' : value
  ])
  return Object.fromEntries(
    Object.entries({
      ...(Object.fromEntries(defaults) as Record<string, string>),
      ...given
    }).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  )
}

/** What GITHUB_SHA is on an event. */
function commitOf(event: History['scenario']['event']): string {
  switch (event) {
    case 'pull_request':
    case 'pull_request_review':
    case 'push':
      return mergeCommit
    case 'issue_comment':
      return 'd'.repeat(40)
    case 'workflow_dispatch':
      return firstHead
  }
}

/** The event's document, less what a history takes away. */
function payloadOf(
  { scenario, events }: Pick<History, 'scenario' | 'events'>,
  github: GitHub,
  job: Job
): unknown {
  const whole = wholePayload(scenario, github, job)
  return events.reduce<Record<string, unknown>>(
    (payload, change) =>
      change.kind === 'payload' ? lessen(payload, change) : payload,
    whole
  )
}

function lessen(
  payload: Record<string, unknown>,
  { field, how }: Extract<WorldEvent, { kind: 'payload' }>
): Record<string, unknown> {
  if (field === '*') return {}
  if (!(field in payload)) return payload
  const rest = Object.fromEntries(
    Object.entries(payload).filter(([name]) => name !== field)
  )
  return how === 'remove'
    ? rest
    : { ...rest, [field]: how === 'empty' ? {} : null }
}

function wholePayload(
  { event, actor, isFork, isMerged }: History['scenario'],
  github: GitHub,
  job: Job
): Record<string, unknown> {
  const sender = { login: actor, type: 'User', id: idOf(actor) }
  const base = {
    repository: {
      id: 1,
      full_name: repository,
      name: 'network',
      default_branch: 'main',
      owner: { login: 'acme' }
    },
    sender
  }
  const head = isFork
    ? { id: 2, full_name: 'stranger/network', fork: true }
    : { id: 1, full_name: repository }
  const pull = {
    ...pullDocument(github),
    head: { sha: job.head, ref: 'topic', repo: head }
  }
  switch (event) {
    case 'pull_request':
      return {
        ...base,
        action: isMerged ? 'closed' : 'synchronize',
        number: pullRequest,
        pull_request: pull
      }
    case 'pull_request_review':
      return {
        ...base,
        action: 'submitted',
        pull_request: pull,
        review: {
          id: 9,
          user: sender,
          state: 'approved',
          body: '/apply',
          commit_id: job.head,
          submitted_at: '2026-03-02T08:00:00Z'
        }
      }
    case 'issue_comment':
      return {
        ...base,
        action: 'created',
        issue: {
          number: pullRequest,
          pull_request: {},
          user: { login: 'author' }
        },
        comment: {
          id: 5,
          body: '/apply',
          user: sender,
          created_at: '2026-03-02T08:00:00Z'
        }
      }
    case 'push':
      return {
        ...base,
        before: earlierTip,
        after: mergeCommit,
        ref: 'refs/heads/main',
        head_commit: { message: 'Build (#7)' }
      }
    case 'workflow_dispatch':
      return { ...base, inputs: {} }
  }
}
