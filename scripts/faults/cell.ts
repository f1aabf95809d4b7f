import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createScenarioEngine,
  scenarioSecret
} from '../../emulator/engines/scenario.ts'
import {
  headSha,
  pullRequest,
  pullRequestEvent,
  repository
} from '../../bench/pull-request.ts'
import { eventually } from '../../emulator/eventually.ts'
import { startFaultProxy } from '../../emulator/fault-proxy.ts'
import type { Fault, ProxiedRequest } from '../../emulator/fault-proxy.ts'
import { startGitHub } from '../../emulator/github/server.ts'
import type { Pace } from '../../emulator/hcp/run-course.ts'
import { startHcp } from '../../emulator/hcp/server.ts'
import { runAction, runPost } from '../../emulator/runner/run-action.ts'
import type {
  ActionResult,
  RunOptions
} from '../../emulator/runner/run-action.ts'
import { renderProvenance } from '../../src/run/record/provenance.ts'
import { makeHeldRun } from './flows.ts'
import type { Flow } from './flows.ts'

export type Side = 'hcp' | 'github'

/** One fault in one request of one flow; without a fault, the flow itself. */
export interface Cell {
  readonly flow: Flow
  readonly side: Side
  /** What is hit: the `nth` request, from 1, of those that are named so. */
  readonly what: string
  readonly nth: number
  readonly fault: Fault | undefined
}

interface SeenRun {
  readonly id: string
  readonly workspace: string
  /** After `main`, and after `post`. */
  readonly status: string
  readonly finalStatus: string
  readonly confirms: number
  readonly message: string
  readonly comments: readonly string[]
}

/** What was seen of a step and of the world after it. */
export interface Observation {
  readonly cell: Cell
  /** Was the request reached at all? A polling flow may end earlier. */
  readonly wasHit: boolean
  readonly main: ActionResult
  readonly post: ActionResult
  readonly requests: Readonly<Record<Side, readonly ProxiedRequest[]>>
  /** POST and GET of runs as they reached HCP Terraform, in order. */
  readonly traffic: readonly {
    readonly method: string
    readonly path: string
    readonly status: number
  }[]
  /** Runs that are there because of the step. */
  readonly runsMade: number
  /** In the order in which they were made. */
  readonly runs: readonly SeenRun[]
  readonly comments: readonly string[]
  /** Values that may be nowhere. */
  readonly secrets: readonly string[]
}

/** The run that another job of this pull request has made says so itself. */
const message = `Made by another job\n\n${renderProvenance({
  repository,
  sha: headSha,
  pullRequest,
  actor: 'octocat',
  workflowRun: '1',
  attempt: '1',
  nonce: 'another'
})}`
const only = ['network']

/** No cell may take longer: what does, hangs. Milliseconds. */
const longestCell = 300_000

/**
 * Runs one cell in a world of its own: HCP Terraform, GitHub, a proxy before
 * each, the bundle as the runner starts it, `main` and then `post`.
 */
export async function runCell(
  cell: Cell,
  {
    pace = {},
    ...own
  }: Pick<RunOptions, 'action' | 'runProcess'> & {
    /** The emulator's. Default: its own. */
    readonly pace?: Partial<Pace>
  } = {}
): Promise<Observation> {
  const { flow } = cell
  const { workspaces = only } = flow
  const engine = createScenarioEngine()
  for (const name of workspaces) engine.script(name, [flow.script])
  const hcp = await startHcp({
    engine,
    workspaces: workspaces.map((name) => ({ name })),
    redactedDelays: 0,
    pace
  })
  const github = await startGitHub({ repository })
  github.addPullRequest({ number: pullRequest, headSha, author: 'hubot' })
  const folder = await mkdtemp(join(tmpdir(), 'cell-'))
  const checkout = await mkdtemp(join(folder, 'checkout-'))
  await writeFile(
    join(checkout, 'main.tf'),
    'resource "terraform_data" "x" {}\n'
  )
  const given: string[] = []
  for (const name of flow.usesRun ? workspaces : []) {
    given.push(await makeHeldRun(hcp, name, checkout, message, flow.waitsAt))
  }
  const seen = hcp.requests.length
  const choose = (side: Side) => {
    let seenOfKind = 0
    return (request: Pick<ProxiedRequest, 'method' | 'path'>) => {
      if (side !== cell.side || nameRequest(request) !== cell.what) {
        return undefined
      }
      seenOfKind += 1
      return seenOfKind === cell.nth ? cell.fault : undefined
    }
  }
  const proxies = {
    hcp: await startFaultProxy({ target: hcp.url, choose: choose('hcp') }),
    github: await startFaultProxy({
      target: github.url,
      choose: choose('github')
    })
  }
  try {
    const main = await runAction({
      ...own,
      githubToken: github.token,
      githubUrl: proxies.github.url,
      graphqlUrl: `${proxies.github.url}/graphql`,
      repository,
      workspace: checkout,
      sha: headSha,
      eventName: 'pull_request',
      event: { ...pullRequestEvent, action: 'opened' },
      timeout: longestCell,
      temporaryDirectory: folder,
      inputs: {
        token: hcp.token,
        hostname: proxies.hcp.url,
        organization: hcp.organization,
        // Several runs say themselves whose they are.
        workspace: given.length > 1 ? '' : workspaces.join('\n'),
        ...(given.length === 0 ? {} : { 'run-id': given.join('\n') }),
        ...flow.inputs
      }
    })
    const runs = [...hcp.state.runs.values()]
    const statuses = runs.map(({ status }) => status)
    const requests = {
      hcp: [...proxies.hcp.requests],
      github: [...proxies.github.requests]
    }
    const post = await runPost(main)
    await settle(() => runs.every(({ status }) => isAtRest(status)))
    return {
      cell,
      wasHit: requests[cell.side].some(({ fault }) => fault !== undefined),
      main,
      post,
      requests,
      traffic: hcp.requests.slice(seen),
      runsMade: runs.length - given.length,
      runs: runs.map((run, index) => ({
        id: run.id,
        workspace: run.workspace.name,
        status: statuses[index] ?? '',
        finalStatus: run.status,
        confirms: run.events.filter(({ action: what }) => what === 'confirmed')
          .length,
        message: run.message,
        comments: run.comments.map(({ body }) => body)
      })),
      comments: github.state.comments.map(({ body }) => body),
      secrets: [
        hcp.token,
        github.token,
        scenarioSecret,
        // Every signed URL that was used.
        ...new Set(
          requests.hcp.flatMap(
            ({ path }) => /\/object\/([^/]+)/.exec(path)?.[1] ?? []
          )
        )
      ]
    }
  } finally {
    await Promise.all([
      hcp.close(),
      github.close(),
      proxies.hcp.close(),
      proxies.github.close()
    ])
    await rm(folder, { recursive: true, force: true })
  }
}

/** A flow undisturbed. */
export function undisturbed(flow: Flow): Cell {
  return { flow, side: 'hcp', what: '', nth: 0, fault: undefined }
}

/** `GET /runs/{id}`: a request without what is particular in it. */
export function nameRequest({
  method,
  path
}: Pick<ProxiedRequest, 'method' | 'path'>): string {
  const plain = path
    .replace(/^\/api\/v\d/, '')
    .replace(/^\/_archivist\/.*/, '{signed URL}')
    .replace(/\b(run|ws|cv|plan|apply|user|wsout|sv)-[A-Za-z0-9]+/g, '{id}')
    .replace(/\/(issues|pulls|comments)\/\d+/g, '/$1/{number}')
  return `${method} ${plain}`
}

const resting = [
  'planned',
  'applied',
  'discarded',
  'canceled',
  'errored',
  'planned_and_finished',
  'planned_and_saved'
]

/** Would nothing more happen to a run in this status by itself? */
export function isAtRest(status: string): boolean {
  return resting.includes(status)
}

/** Waits until it is so; that it is not so within the limit is what is told. */
export async function settle(
  isSo: () => boolean,
  limit = 20_000
): Promise<void> {
  await eventually('it', isSo, Boolean, limit).catch(() => undefined)
}
