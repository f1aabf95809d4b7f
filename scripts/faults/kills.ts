import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createScenarioEngine,
  scripts
} from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import { startFaultProxy } from '../../emulator/fault-proxy.ts'
import { startGitHub } from '../../emulator/github/server.ts'
import { startHcp } from '../../emulator/hcp/server.ts'
import { runAction, runPost } from '../../emulator/runner/run-action.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import { isAtRest, settle } from './cell.ts'
import { threeWorkspaces } from './flows.ts'

/** SIGINT is the runner's whole sequence; the others come alone. */
export const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const
type Signal = (typeof signals)[number]

/** A moment of `mode: apply` with `approve: true`. */
export interface Phase {
  readonly name: string
  readonly script: Script
  /** Default: `network` alone. */
  readonly workspaces?: readonly string[]
  /** Is the workspace locked by somebody, so that runs wait? */
  readonly isLocked?: boolean
  /**
   * The moment: a request, before or after the server has acted on it; or so
   * many milliseconds after the process was started.
   */
  readonly at: 'request' | 'answer' | 'start'
  readonly after?: number
  readonly side: 'hcp' | 'github'
  readonly matches: RegExp
  /** The run's status at that moment; undefined where there is no run. */
  readonly status?: string
  /** How the run must end once `post` is over. */
  readonly left: 'no run' | 'not applied' | 'out of the way' | 'applied'
}

/** The same moment of a step about three workspaces. */
export function withThree(phase: Phase): Phase {
  return phase.workspaces === undefined
    ? {
        ...phase,
        name: `three workspaces, ${phase.name}`,
        workspaces: threeWorkspaces
      }
    : phase
}

export const phases: readonly Phase[] = [
  // Before the first line, while it loads, before its first request.
  ...[0, 20, 60, 120, 250].map((after) => ({
    name: `${after} ms after the start`,
    script: scripts.creates,
    at: 'start' as const,
    after,
    side: 'hcp' as const,
    matches: /$^/,
    left: 'not applied' as const
  })),
  {
    name: 'before the run is created',
    script: scripts.creates,
    at: 'request',
    side: 'hcp',
    matches: /^PUT /,
    left: 'no run'
  },
  {
    name: 'created, and not answered yet',
    script: scripts.creates,
    at: 'answer',
    side: 'hcp',
    matches: /^POST .*\/runs$/,
    left: 'out of the way'
  },
  {
    name: 'queued',
    script: scripts.creates,
    isLocked: true,
    at: 'answer',
    side: 'hcp',
    matches: /^GET .*\/runs\//,
    status: 'pending',
    left: 'out of the way'
  },
  {
    name: 'planning',
    script: scripts.slow,
    at: 'answer',
    side: 'hcp',
    matches: /^GET .*\/runs\//,
    status: 'planning',
    left: 'out of the way'
  },
  {
    name: 'at the gate',
    script: scripts.creates,
    at: 'answer',
    side: 'hcp',
    matches: /^GET .*\/runs\//,
    status: 'planned',
    left: 'out of the way'
  },
  {
    name: 'confirmed, and not answered yet',
    script: scripts.creates,
    at: 'answer',
    side: 'hcp',
    matches: /\/actions\/apply$/,
    left: 'applied'
  },
  {
    name: 'applying',
    script: scripts.slowApply,
    at: 'answer',
    side: 'hcp',
    matches: /^GET .*\/runs\//,
    status: 'applying',
    left: 'applied'
  },
  {
    name: 'three workspaces, planning',
    workspaces: threeWorkspaces,
    script: scripts.slow,
    at: 'answer',
    side: 'hcp',
    matches: /^GET .*\/runs\//,
    status: 'planning',
    left: 'out of the way'
  },
  {
    name: 'three workspaces, at their gates',
    workspaces: threeWorkspaces,
    script: scripts.creates,
    at: 'answer',
    side: 'hcp',
    matches: /^GET .*\/runs\//,
    status: 'planned',
    left: 'out of the way'
  },
  {
    name: 'three workspaces, applying',
    workspaces: threeWorkspaces,
    script: scripts.slowApply,
    at: 'answer',
    side: 'hcp',
    matches: /^GET .*\/runs\//,
    status: 'applying',
    left: 'applied'
  },
  {
    name: 'commenting',
    script: scripts.creates,
    at: 'request',
    side: 'github',
    matches: /^POST .*\/comments$/,
    left: 'applied'
  }
]

export interface Killed {
  readonly phase: Phase
  readonly signal: Signal
  readonly main: ActionResult
  readonly hasRunId: boolean
  /** The run's status after `main`, and after `post`. */
  readonly afterMain: string
  readonly afterPost: string
  /** How the next workflow run of the same step ended. */
  readonly next: string
  /** The promises that were broken. */
  readonly broken: readonly string[]
}

const repository = 'acme/network'
/** Kills a step at a moment, runs `post`, and then the next workflow run. */
export async function kill(
  phase: Phase,
  signal: Signal,
  { action }: { readonly action?: string } = {}
): Promise<Killed> {
  const { workspaces = ['network'] } = phase
  const engine = createScenarioEngine()
  for (const name of workspaces) engine.script(name, [phase.script])
  const hcp = await startHcp({
    engine,
    workspaces: workspaces.map((name) => ({ name })),
    redactedDelays: 0
  })
  const github = await startGitHub({ repository })
  github.addPullRequest({ number: 7, headSha: 'a'.repeat(40) })
  const moment = new AbortController()
  const watch =
    (side: Phase['side'], at: Phase['at']) =>
    ({ method, path }: { readonly method: string; readonly path: string }) => {
      if (phase.side !== side || phase.at !== at) return
      if (!phase.matches.test(`${method} ${path}`)) return
      const runs = [...hcp.state.runs.values()]
      const isThere =
        phase.status === undefined ||
        (runs.length === workspaces.length &&
          runs.every(({ status }) => status === phase.status))
      if (isThere) moment.abort()
    }
  const proxies = await Promise.all(
    (
      [
        ['hcp', hcp.url],
        ['github', github.url]
      ] as const
    ).map(([side, target]) =>
      startFaultProxy({
        target,
        onRequest: watch(side, 'request'),
        onAnswer: watch(side, 'answer')
      })
    )
  )
  const [hcpUrl = '', githubUrl = ''] = proxies.map(({ url }) => url)
  for (const name of phase.isLocked ? workspaces : []) hcp.lock(name, 'Work')
  const folder = await mkdtemp(join(tmpdir(), 'kill-'))
  try {
    const checkout = await mkdtemp(join(folder, 'checkout-'))
    await writeFile(
      join(checkout, 'main.tf'),
      'resource "terraform_data" "x" {}\n'
    )
    const options = {
      ...(action === undefined ? {} : { action }),
      githubToken: github.token,
      githubUrl,
      graphqlUrl: `${githubUrl}/graphql`,
      repository,
      workspace: checkout,
      sha: 'a'.repeat(40),
      temporaryDirectory: folder,
      inputs: {
        token: hcp.token,
        hostname: hcpUrl,
        organization: hcp.organization,
        workspace: workspaces.join('\n'),
        mode: 'apply',
        approve: 'true',
        'pull-request': '7',
        'configuration-directory': '.'
      }
    }
    const main = await runAction({
      ...options,
      signalOn: moment.signal,
      onSpawn: () => {
        if (phase.after === undefined) return
        setTimeout(() => {
          moment.abort()
        }, phase.after)
      },
      // SIGINT is followed by the others, as the runner does it.
      ...(signal === 'SIGINT' ? {} : { signal })
    })
    const runs = [...hcp.state.runs.values()]
    const statuses = (): string[] =>
      runs.length === 0 ? ['none'] : runs.map(({ status }) => status)
    const isQuiet = (status: string): boolean =>
      isAtRest(status) || status === 'applying'
    await settle(() => statuses().every(isQuiet), 300)
    const afterMain = told(statuses())
    const post = await runPost(main)
    const isRight = (status: string): boolean => isLeft(phase.left, status)
    await settle(() => statuses().every(isRight), 20_000)
    const afterPost = told(statuses())
    for (const name of workspaces) hcp.unlock(name)
    // What was left to go on goes on; only then can the next one start.
    for (const run of phase.script.holds === undefined ? [] : runs) {
      if (!isAtRest(run.status)) engine.proceed(run.id)
    }
    const next = await runAction(options)
    const killed = {
      phase,
      signal,
      main,
      hasRunId: runs.every(({ id }) =>
        `${main.outputs['run-id'] ?? ''} ${main.outputs['run-ids'] ?? ''} ${main.outputs['runs'] ?? ''}`.includes(
          id
        )
      ),
      afterMain,
      afterPost,
      next: next.outputs['outcome'] ?? 'nothing'
    }
    return {
      ...killed,
      broken: [
        ...judgeKill(killed),
        ...(moment.signal.aborted ? [] : ['the moment never came']),
        ...(post.exitCode === 0 ? [] : ['post failed']),
        ...(next.exitCode === 0 ? [] : ['the next workflow run failed']),
        ...(hcp.requests.filter(({ path }) => path.endsWith('/actions/apply'))
          .length >
        2 * workspaces.length
          ? ['a confirm too many']
          : [])
      ]
    }
  } finally {
    await Promise.all([
      hcp.close(),
      github.close(),
      ...proxies.map((proxy) => proxy.close())
    ])
    await rm(folder, { recursive: true, force: true })
  }
}

/** The statuses that runs have, each once. */
function told(statuses: readonly string[]): string {
  return [...new Set(statuses)].sort().join(', ')
}

function judgeKill(killed: Omit<Killed, 'broken'>): string[] {
  const { phase, signal, main, afterPost } = killed
  const broken: string[] = []
  const isDead = main.signal !== null
  // Before it listens for them, every signal ends it.
  if (signal !== 'SIGKILL' && isDead && phase.at !== 'start') {
    broken.push('it had to be killed')
  }
  // The run is applied and only the comment is late: that is no failure.
  if (main.exitCode === 0 && phase.side === 'hcp') broken.push('it ended green')
  if (!isDead && (main.outputs['outcome'] ?? '') === '') {
    broken.push('no outcome')
  }
  const mayLackId = phase.at === 'answer' && phase.matches.test('POST /runs')
  const mayHaveNone = phase.left === 'no run' || phase.left === 'not applied'
  if (!killed.hasRunId && !mayHaveNone && !(isDead && mayLackId)) {
    broken.push('no run-id in the outputs')
  }
  if (!afterPost.split(', ').every((status) => isLeft(phase.left, status)))
    broken.push(`the run was left '${afterPost}'`)
  return broken
}

/** What was seen as a table of Markdown. */
export function renderKills(all: readonly Killed[]): string {
  return [
    [
      'Moment',
      'Signal',
      'The step',
      '`run-id` in the outputs',
      'Run after it',
      'Run after `post`',
      'Next workflow run'
    ],
    Array.from({ length: 7 }, () => '---'),
    ...all.map(({ phase, signal, main, ...seen }) => [
      phase.name,
      signal,
      main.signal === null
        ? `exit ${String(main.exitCode)}, \`${main.outputs['outcome'] ?? ''}\`, ${(main.durationMilliseconds / 1000).toFixed(1)} s`
        : `killed (${main.signal})`,
      (main.outputs['run-id'] ?? main.outputs['run-ids']) === undefined
        ? 'no'
        : 'yes',
      seen.afterMain,
      seen.afterPost,
      `\`${seen.next}\``
    ])
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function isLeft(left: Phase['left'], status: string): boolean {
  return {
    'no run': status === 'none',
    'not applied': ['none', 'canceled', 'discarded'].includes(status),
    'out of the way': ['canceled', 'discarded'].includes(status),
    applied: ['applying', 'applied'].includes(status)
  }[left]
}
