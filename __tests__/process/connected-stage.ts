import type { Script } from '../../emulator/engines/scenario.ts'
import { scripts as standard } from '../../emulator/engines/scenario.ts'
import { eventually } from '../../emulator/eventually.ts'
import type { WorkspaceOptions } from '../../emulator/hcp/exchange.ts'
import type { Run } from '../../emulator/hcp/model.ts'
import type { HcpOptions } from '../../emulator/hcp/server.ts'
import type { RunOptions } from '../../emulator/runner/run-action.ts'
import { connectVersionControl } from '../../emulator/version-control.ts'
import { headSha, openStage, pullRequest, repository } from './stage.ts'
import type { Stage } from './stage.ts'

/** The same, to be taken apart. */
type Unbound<T> = {
  readonly [Name in keyof T]: T[Name] extends (...given: infer Given) => infer R
    ? (...given: Given) => R
    : T[Name]
}

/** A stage whose workspace is connected to the repository. */
export interface ConnectedStage extends Unbound<Stage> {
  /** Opens the pull request's head to version control. */
  readonly propose: (sha?: string) => void
  /** The run that version control made of a commit, in the workspace. */
  readonly runOf: (sha: string, workspace?: string) => Promise<Run>
  /** The same, waited for until it is in this status. */
  readonly runIn: (sha: string, status: string) => Promise<Run>
}

export const before = '0b'.repeat(20)
export const nextSha = 'fedcba9876543210fedcba9876543210fedcba98'
export const tip = '1111222233334444555566667777888899990000'
export const nextTip = '2222333344445555666677778888999900001111'

type Event = Pick<RunOptions, 'eventName' | 'event' | 'sha' | 'ref'>

export async function openConnected(
  plans: readonly Script[] = [standard.creates, standard.creates],
  {
    workspace = {},
    ...options
  }: Partial<HcpOptions> & {
    readonly workspace?: Partial<WorkspaceOptions>
  } = {}
): Promise<ConnectedStage> {
  const stage = await openStage(plans, {
    workspaces: [
      { name: 'network', vcsRepo: { identifier: repository }, ...workspace },
      { name: 'other', vcsRepo: { identifier: repository } }
    ],
    ...options,
    versionControl: { delay: 0, ...options.versionControl }
  })
  const { hcp, github } = stage
  github.pushCommits({ commits: [before] })
  connectVersionControl(hcp, github)
  const runOf = async (sha: string, name = 'network') => {
    const find = () =>
      hcp
        .workspace(name)
        .runs.find(
          ({ configurationVersion, source }) =>
            configurationVersion.ingress?.commitSha === sha &&
            source === 'tfe-configuration-version'
        )
    await eventually(`the run of ${sha}`, () => find() !== undefined)
    return find()!
  }
  return {
    ...stage,
    propose: (sha = headSha) => {
      github.push(pullRequest, sha)
    },
    runOf,
    async runIn(sha, status) {
      const run = await runOf(sha)
      await hcp.waitFor(run.id, status)
      return run
    }
  }
}

const pullDocument = {
  number: pullRequest,
  title: 'Build the network',
  user: { login: 'hubot' },
  merged: false,
  head: { sha: headSha, ref: 'change-7', repo: { full_name: repository } },
  base: { ref: 'main', repo: { full_name: repository } }
}
/** GitHub's test merge, which nobody is to look for. */
const testMerge = '9999999999999999999999999999999999999999'
const repositoryDocument = { full_name: repository, default_branch: 'main' }

/** A pull request of this head. */
export function proposed(
  sha = headSha,
  changes: Readonly<Record<string, unknown>> = {}
): Event {
  return {
    eventName: 'pull_request',
    sha: testMerge,
    ref: `refs/pull/${pullRequest}/merge`,
    event: {
      action: 'synchronize',
      number: pullRequest,
      repository: repositoryDocument,
      pull_request: {
        ...pullDocument,
        head: { ...pullDocument.head, sha },
        ...changes
      }
    }
  }
}

/** The merge of the pull request. */
export function merged(sha = tip): Event {
  return {
    eventName: 'pull_request',
    sha,
    ref: 'refs/heads/main',
    event: {
      action: 'closed',
      number: pullRequest,
      repository: repositoryDocument,
      pull_request: { ...pullDocument, merged: true, merge_commit_sha: sha }
    }
  }
}

/** A push to a branch. */
export function pushed(sha = tip, from = before, branch = 'main'): Event {
  return {
    eventName: 'push',
    sha,
    ref: `refs/heads/${branch}`,
    event: {
      ref: `refs/heads/${branch}`,
      before: from,
      after: sha,
      repository: repositoryDocument,
      head_commit: { id: sha, message: 'Anything' }
    }
  }
}
