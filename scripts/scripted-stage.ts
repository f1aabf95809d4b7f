import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createScenarioEngine } from '../emulator/engines/scenario.ts'
import type { Script } from '../emulator/engines/scenario.ts'
import { startGitHub } from '../emulator/github/server.ts'
import type { GitHubServer } from '../emulator/github/server.ts'
import type { WorkspaceOptions } from '../emulator/hcp/exchange.ts'
import { startHcp } from '../emulator/hcp/server.ts'
import type { HcpServer } from '../emulator/hcp/server.ts'
import { runAction, runPost } from '../emulator/runner/run-action.ts'
import type { ActionResult, RunOptions } from '../emulator/runner/run-action.ts'
import type { Chapter } from './story.ts'

export const repository = 'acme/network'
export const pullRequest = 7

/** A local HCP Terraform whose runs follow scripts, and a local GitHub. */
interface ScriptedStage {
  readonly hcp: HcpServer
  readonly github: GitHubServer
  /** Runs the bundle as the runner does, `post` included. */
  readonly run: (
    event: Pick<RunOptions, 'eventName' | 'event' | 'sha'>,
    inputs: Readonly<Record<string, string>>
  ) => Promise<ActionResult>
  /** The comments on the pull request. */
  readonly comments: () => readonly string[]
  /** The workspaces whose runs were confirmed, in that order. */
  readonly confirmed: () => readonly string[]
  readonly tell: (
    title: string,
    result: ActionResult,
    checks: readonly (readonly [what: string, held: boolean])[]
  ) => Chapter
  readonly close: () => Promise<void>
}

/** Sets the scene; `scripts` has those of each workspace, a run at a time. */
export async function openScriptedStage(
  scripts: Readonly<Record<string, readonly Script[]>>,
  settings: Partial<WorkspaceOptions> = {}
): Promise<ScriptedStage> {
  const engine = createScenarioEngine()
  const names = Object.keys(scripts)
  for (const [name, script] of Object.entries(scripts)) {
    engine.script(name, script)
  }
  const hcp = await startHcp({
    engine,
    workspaces: names.map((name) => ({ name, ...settings })),
    versionControl: { delay: 0 }
  })
  const github = await startGitHub({ repository })
  const checkout = await mkdtemp(join(tmpdir(), 'checkout-'))
  await writeFile(join(checkout, 'main.tf'), '')
  const results: ActionResult[] = []
  const comments = (): readonly string[] =>
    github.state.comments
      .filter(({ issue }) => issue === pullRequest)
      .map(({ body }) => body)
  return {
    hcp,
    github,
    comments,
    async run(event, inputs) {
      const result = await runAction({
        inputs: {
          token: hcp.token,
          hostname: hcp.url,
          organization: hcp.organization,
          ...inputs
        },
        githubToken: github.token,
        githubUrl: github.url,
        graphqlUrl: github.graphqlUrl,
        repository,
        workspace: checkout,
        ...event
      })
      results.push(result, await runPost(result))
      return result
    },
    confirmed: () =>
      hcp.requests.flatMap(({ path }) => {
        const [, id] = /\/runs\/(run-\w+)\/actions\/apply$/.exec(path) ?? []
        return id === undefined ? [] : [hcp.run(id).workspace.name]
      }),
    tell: (title, result, checks) => ({
      title,
      result,
      comment: comments()[0],
      checks: [
        ...checks.map(([what, held]) => ({ what, held })),
        {
          what: 'there is one comment on the pull request',
          held: comments().length === 1
        }
      ]
    }),
    async close() {
      await Promise.all([hcp.close(), github.close()])
      await Promise.all(results.map((result) => result.cleanUp()))
      await rm(checkout, { recursive: true, force: true })
    }
  }
}

/** The pull request as the events about it tell it. */
export function proposed(
  sha: string
): Pick<RunOptions, 'eventName' | 'event' | 'sha'> {
  return {
    eventName: 'pull_request',
    // GitHub's test merge, which nobody is to look for.
    sha: '9'.repeat(40),
    event: {
      action: 'synchronize',
      number: pullRequest,
      repository: { full_name: repository, default_branch: 'main' },
      pull_request: {
        number: pullRequest,
        title: 'Build the network',
        user: { login: 'hubot' },
        merged: false,
        head: { sha, ref: 'build', repo: { full_name: repository } },
        base: { ref: 'main', repo: { full_name: repository } }
      }
    }
  }
}
