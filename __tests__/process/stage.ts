import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createScenarioEngine } from '../../emulator/engines/scenario.ts'
import type { ScenarioEngine, Script } from '../../emulator/engines/scenario.ts'
import { startGitHub } from '../../emulator/github/server.ts'
import type { ContentLimit } from '../../emulator/github/limits.ts'
import type { GitHubServer } from '../../emulator/github/server.ts'
import { startHcp } from '../../emulator/hcp/server.ts'
import type { HcpOptions, HcpServer } from '../../emulator/hcp/server.ts'
import { runAction, runPost } from '../../emulator/runner/run-action.ts'
import type {
  ActionResult,
  RunOptions
} from '../../emulator/runner/run-action.ts'
import { runKept } from './kept-processes.ts'

export const repository = 'acme/network'
export const headSha = 'abcdef0123456789abcdef0123456789abcdef01'
export const pullRequest = 7

/** A local HCP Terraform and GitHub, and the runner that starts the bundle. */
export interface Stage {
  readonly hcp: HcpServer
  readonly github: GitHubServer
  readonly engine: ScenarioEngine
  /** A folder with a configuration in it; the step's working directory. */
  readonly checkout: string
  /** Runs the step with these inputs, on the given event. */
  run(
    inputs: Readonly<Record<string, string>>,
    options?: Partial<RunOptions>
  ): Promise<ActionResult>
  post(previous: ActionResult): Promise<ActionResult>
  /** Method and path of every request to HCP Terraform that changes something. */
  writes(): string[]
  applies(): number
  /** The bodies of the comments on the pull request. */
  comments(): string[]
  close(): Promise<void>
}

export async function openStage(
  scripts: readonly Script[] = [],
  {
    contentLimit,
    ...options
  }: Partial<HcpOptions> & { readonly contentLimit?: ContentLimit } = {}
): Promise<Stage> {
  const engine = createScenarioEngine()
  engine.script('network', scripts)
  const hcp = await startHcp({
    engine,
    workspaces: [{ name: 'network' }, { name: 'other' }],
    redactedDelays: 0,
    ...options
  })
  const github = await startGitHub({
    repository,
    ...(contentLimit === undefined ? {} : { contentLimit })
  })
  github.addPullRequest({ number: pullRequest, headSha, author: 'hubot' })
  const checkout = await mkdtemp(join(tmpdir(), 'checkout-'))
  await writeFile(
    join(checkout, 'main.tf'),
    'resource "terraform_data" "x" {}\n'
  )
  const results: ActionResult[] = []

  return {
    hcp,
    github,
    engine,
    checkout,
    async run(inputs, runOptions = {}) {
      const result = await runAction({
        githubToken: github.token,
        githubUrl: github.url,
        graphqlUrl: github.graphqlUrl,
        repository,
        workspace: checkout,
        sha: headSha,
        runProcess: runKept,
        ...runOptions,
        inputs: {
          token: hcp.token,
          hostname: hcp.url,
          organization: hcp.organization,
          workspace: 'network',
          ...inputs
        }
      })
      results.push(result)
      return result
    },
    async post(previous) {
      const result = await runPost(previous)
      results.push(result)
      return result
    },
    writes: () =>
      hcp.requests
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path }) => `${method} ${path}`),
    applies: () =>
      hcp.requests.filter(({ path }) => path.endsWith('/actions/apply')).length,
    comments: () =>
      github.state.comments
        .filter(({ issue }) => issue === pullRequest)
        .map(({ body }) => body),
    async close() {
      await Promise.all([hcp.close(), github.close()])
      await Promise.all(results.map((result) => result.cleanUp()))
      await rm(checkout, { recursive: true, force: true })
    }
  }
}

/** The event of a pull request, from this repository unless from a fork. */
export function pullRequestEvent(
  head: {
    readonly sha?: string
    readonly fork?: string
    readonly author?: string
  } = {}
): Pick<RunOptions, 'eventName' | 'event' | 'sha'> {
  return {
    eventName: 'pull_request',
    sha: '9999999999999999999999999999999999999999',
    event: {
      action: 'opened',
      number: pullRequest,
      pull_request: {
        number: pullRequest,
        title: 'Build the network',
        user: { login: head.author ?? 'hubot' },
        head: {
          sha: head.sha ?? headSha,
          repo: { full_name: head.fork ?? repository }
        },
        base: { repo: { full_name: repository } }
      }
    }
  }
}

/** The event of a comment on the pull request, as the runner tells it. */
export function commentEvent(
  login: string,
  body: string,
  action = 'created'
): Pick<RunOptions, 'eventName' | 'event' | 'sha' | 'actor'> {
  return {
    eventName: 'issue_comment',
    // The default branch's commit, whatever the pull request has.
    sha: '9999999999999999999999999999999999999999',
    actor: login,
    event: {
      action,
      issue: {
        number: pullRequest,
        pull_request: {},
        user: { login: 'hubot' }
      },
      // Says nothing about permissions, whatever it says.
      comment: { body, user: { login }, author_association: 'OWNER' }
    }
  }
}

/** Messages of one kind of annotation in the job log. */
export function annotations(
  result: ActionResult,
  kind: 'error' | 'warning' | 'notice'
): string[] {
  return result.log
    .filter(({ command }) => command === kind)
    .map(({ message }) => message)
}

/** The codes of the reasons that a step gave, in their order. */
export function reasonCodes(
  result: ActionResult | undefined
): readonly string[] {
  const reasons = JSON.parse(result?.outputs['reasons'] ?? '[]') as {
    code: string
  }[]
  return reasons.map(({ code }) => code)
}
