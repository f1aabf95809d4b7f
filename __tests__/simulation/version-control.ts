import type { Clock } from './clock.ts'
import { repository } from './github.ts'
import type { Hcp, SimulatedRun, SimulatedWorkspace } from './hcp.ts'
import type { Connected } from './history.ts'
import { hostileText } from './hostile.ts'

/** Runs that HCP Terraform makes of what is pushed to a repository. */
export interface VersionControl {
  /** A pull request's head, or the tip of the tracked branch, is pushed. */
  readonly push: (sha: string, isPullRequest: boolean) => void
}

/**
 * What HCP Terraform's webhook does: a run in each connected workspace, some
 * time after the push, whose commit is told once it is fetched. A commit that
 * made a run before makes none.
 */
export function connectVersionControl(
  { hcp, clock }: { readonly hcp: Hcp; readonly clock: Clock },
  { delay, fetch, isLost, isSuperseding, isOtherPlan }: Connected
): VersionControl {
  const known = new Set<string>()
  return {
    push(sha, isPullRequest) {
      if (isLost || known.has(sha)) return
      known.add(sha)
      for (const workspace of hcp.workspaces) {
        if (workspace.branch === undefined) continue
        clock.in(delay, () => {
          if (isPullRequest && isSuperseding) supersede(hcp, workspace)
          const run = make({ hcp, clock }, workspace, {
            ...{ sha, isPullRequest, fetch }
          })
          // The branch was older than what it is merged into.
          if (isPullRequest && isOtherPlan) {
            Object.assign(run.ways, { variant: run.ways.variant + 1 })
          }
        })
      }
    }
  }
}

function make(
  { hcp, clock }: { readonly hcp: Hcp; readonly clock: Clock },
  workspace: SimulatedWorkspace,
  {
    sha,
    isPullRequest,
    fetch
  }: {
    readonly sha: string
    readonly isPullRequest: boolean
    readonly fetch: number
  }
): SimulatedRun {
  const branch = isPullRequest ? 'topic' : 'main'
  const version = hcp.makeVersion({
    workspace,
    ingress: { sha, branch, isPullRequest, repository },
    uploadedAt: clock.now() + workspace.ways.queue + fetch
  })
  return hcp.make({
    workspace,
    kind: isPullRequest ? 'plan' : 'apply',
    // Written by whoever wrote the commit.
    message: hostileText,
    versionId: version.id,
    by: undefined,
    createdBy: 'person',
    source: hookSource
  })
}

export const hookSource = 'tfe-configuration-version'

function supersede(hcp: Hcp, workspace: SimulatedWorkspace): void {
  for (const run of hcp.runs) {
    if (run.workspace === workspace && run.source === hookSource) {
      if (run.kind === 'plan') hcp.supersede(run)
    }
  }
}

/** The newest run of version control, of what is pushed last. */
export function hookRunOf({ runs }: Hcp): SimulatedRun | undefined {
  return runs.findLast(({ source }) => source === hookSource)
}

/** What people may do to runs of version control, by a word. */
export const forgeries: Readonly<Record<string, (hcp: Hcp) => void>> = {
  // With another's variables, or with none: the message is the same.
  twin: (hcp) => {
    forge(hcp, 'tfe-api', { variables: ['env'] })
  },
  'plain-twin': (hcp) => {
    forge(hcp, 'tfe-api', {})
  },
  // The web interface runs the same configuration once more.
  retry: (hcp) => {
    forge(hcp, 'tfe-ui', {})
  }
}

function forge(
  hcp: Hcp,
  source: string,
  options: SimulatedRun['options']
): void {
  const model = hookRunOf(hcp)
  if (model === undefined) return
  const { workspace, kind, message, versionId } = model
  hcp.make({
    ...{ workspace, kind, message, versionId, source, options },
    by: undefined,
    createdBy: 'person'
  })
}
