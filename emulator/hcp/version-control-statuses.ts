import { createIdentifier } from './identifier.ts'
import type { Run, Workspace } from './model.ts'
import { isFinal } from './model.ts'

/** What HCP Terraform says of a commit at version control. */
export interface CommitStatus {
  /** `owner/name`. */
  readonly repository: string
  readonly commit: string
  readonly state: 'pending' | 'success' | 'failure' | 'error'
  readonly context: string
  readonly description: string
  readonly targetUrl: string
}

interface StatusOptions {
  readonly organization: string
  /** One status for all workspaces (the default of HCP Terraform), or one each. */
  readonly aggregates: boolean
  /** Says that there was nothing to plan; only where it does not aggregate. */
  readonly passesUntriggered: boolean
  /** Without a trailing slash; the server's own. */
  readonly url: () => string
  readonly post: (status: CommitStatus) => void
  /** Acts a little later, unless the server closes before that. */
  readonly later: (act: () => void) => void
}

/** One event's runs, with the workspaces that it started nothing in. */
export interface Answered {
  readonly repository: string
  readonly commit: string
  readonly runs: readonly Run[]
  readonly untriggered: readonly Workspace[]
}

/**
 * Posts what became of an event, and once more when its plans are over (HCP
 * Terraform: VCS status checks). The state of an apply is never told.
 */
export function createStatuses(
  options: StatusOptions
): (answered: Answered) => void {
  const contexts = new Map<string, string>()

  const postAggregate = ({ repository, commit, runs }: Answered) => {
    const context =
      contexts.get(repository) ??
      `Terraform Cloud/${options.organization}/repo-id-${createIdentifier('x').slice(2)}`
    contexts.set(repository, context)
    const targetUrl = `${options.url()}/app/${options.organization}/status/${createIdentifier('acs')}`
    const post = (state: CommitStatus['state'], description: string) => {
      options.post({
        repository,
        commit,
        state,
        context,
        description,
        targetUrl
      })
    }
    if (runs.length === 0) {
      post('success', 'No Terraform plans were triggered')
      return
    }
    post('pending', `${runs.length} plans running`)
    whenPlanned(runs, () => {
      post(worst(runs), `${runs.length} plans finished`)
    })
  }

  const postEach = ({ repository, commit, runs, untriggered }: Answered) => {
    const post = (
      workspace: Workspace,
      state: CommitStatus['state'],
      description: string,
      run?: Run
    ) => {
      const page = `${options.url()}/app/${options.organization}/workspaces/${workspace.name}`
      options.post({
        repository,
        commit,
        state,
        context: `Terraform Cloud/${options.organization}/${workspace.name}`,
        description,
        targetUrl: run === undefined ? page : `${page}/runs/${run.id}`
      })
    }
    for (const run of runs) {
      post(run.workspace, 'pending', 'Terraform plan running', run)
      whenPlanned([run], () => {
        post(run.workspace, stateOf(run), 'Terraform plan finished', run)
      })
    }
    if (!options.passesUntriggered) return
    for (const workspace of untriggered) {
      post(workspace, 'success', 'Terraform plan not needed')
    }
  }

  function whenPlanned(runs: readonly Run[], act: () => void): void {
    if (runs.every(isPlanned)) act()
    else {
      options.later(() => {
        whenPlanned(runs, act)
      })
    }
  }

  return options.aggregates ? postAggregate : postEach
}

function isPlanned(run: Run): boolean {
  return isFinal(run.status) || run.plan.status === 'finished'
}

function stateOf({ status, plan }: Run): CommitStatus['state'] {
  if (status === 'errored') return 'error'
  return plan.status === 'finished' ? 'success' : 'failure'
}

function worst(runs: readonly Run[]): CommitStatus['state'] {
  const states = new Set(runs.map(stateOf))
  return (
    (['error', 'failure', 'success'] as const).find((state) =>
      states.has(state)
    ) ?? 'success'
  )
}
