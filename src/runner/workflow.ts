import { readPayload } from './payload.ts'

/** The workflow run that this step is part of. */
export interface Workflow {
  readonly eventName: string
  /** The event's payload; `{}` where there is none. Anybody's text inside. */
  readonly payload: unknown
  /** Why there is none: it contradicts the runner's own variables. */
  readonly contradiction?: string | undefined
  readonly repository: { readonly owner: string; readonly name: string }
  readonly sha: string
  readonly ref: string
  /** The place of this step in the repository's workflows, in one word. */
  readonly step: string
  /** Who acted now (`GITHUB_TRIGGERING_ACTOR`; a re-run changes it). */
  readonly actor: string
  /** Who acted first, before any re-run (`GITHUB_ACTOR`). */
  readonly firstActor: string
  readonly runId: string
  readonly runAttempt: string
  /** The exact attempt of this workflow run, for people. */
  readonly runUrl: string
  readonly apiUrl: string
  /** Where GitHub's pages are: `https://github.com`. */
  readonly serverUrl: string
  /** Where the repository is checked out; '' where the runner does not say. */
  readonly checkout: string
  /** A folder that the runner empties after the job. */
  readonly temporaryFolder: string
}

/**
 * Reads the default variables of GitHub Actions and the event file. What the
 * runner does not set is empty, and so is a payload that cannot be read or is
 * of another event.
 */
export function readWorkflow(
  env: Readonly<Record<string, string | undefined>>
): Workflow {
  const get = (name: string): string => env[name] ?? ''
  const [owner = '', name = ''] = get('GITHUB_REPOSITORY').split('/')
  const server = get('GITHUB_SERVER_URL') || 'https://github.com'
  const runId = get('GITHUB_RUN_ID')
  const { value: payload, contradiction } = readPayload(env)
  const runAttempt = get('GITHUB_RUN_ATTEMPT') || '1'
  return {
    eventName: get('GITHUB_EVENT_NAME'),
    payload,
    contradiction,
    repository: { owner, name },
    sha: get('GITHUB_SHA'),
    ref: get('GITHUB_REF'),
    step: [
      get('GITHUB_WORKFLOW_REF').replace(/@.*$/, '') || get('GITHUB_WORKFLOW'),
      get('GITHUB_JOB'),
      get('GITHUB_ACTION')
    ].join(':'),
    actor: get('GITHUB_TRIGGERING_ACTOR') || get('GITHUB_ACTOR'),
    firstActor: get('GITHUB_ACTOR'),
    runId,
    runAttempt,
    runUrl: `${server}/${owner}/${name}/actions/runs/${runId}/attempts/${runAttempt}`,
    serverUrl: server,
    apiUrl: get('GITHUB_API_URL') || 'https://api.github.com',
    checkout: get('GITHUB_WORKSPACE'),
    temporaryFolder: get('RUNNER_TEMP')
  }
}
