/**
 * `npm run bench:set [-- --seconds N]`: one step about 20 workspaces, on a local
 * HCP Terraform that holds one token to 30 requests a second: beside a step
 * about one of them, with a server that runs three operations at once, and
 * beside a matrix of 20 steps. Prints the table and writes it to
 * docs/performance.md.
 */
import { parseArgs } from 'node:util'
import { createScenarioEngine, scripts } from '../emulator/engines/scenario.ts'
import { startGitHub } from '../emulator/github/server.ts'
import { startHcp } from '../emulator/hcp/server.ts'
import type { HcpServer } from '../emulator/hcp/server.ts'
import { runAction } from '../emulator/runner/run-action.ts'
import { renderTable, writeSection } from './page.ts'
import { watchUsage } from './process-usage.ts'
import type { Usage } from './process-usage.ts'
import {
  headSha,
  pullRequest,
  pullRequestEvent,
  repository
} from './pull-request.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '10' } }
})
const seconds = Number(values.seconds)
const count = 20

interface Sight {
  /** Milliseconds. */
  readonly took: number
  /** API requests for each workspace, and those that were refused (429). */
  readonly each: number
  readonly refused: number
  /** Requests to GitHub in all. */
  readonly github: number
  /** Of all processes. */
  readonly cpu: number
  readonly peak: number
}

const one = await measure({ workspaces: 1 })
const set = await measure({ workspaces: count })
const three = await measure({ workspaces: count, concurrency: 3 })
const matrix = await measure({ workspaces: count, isMatrix: true })
/** What a server of three at once takes at least for so many plans. */
const bound = Math.ceil(count / 3) * seconds * 1000

const section = [
  `Plans of ${seconds} s, 30 requests a second for the one token, \`mode: plan\` with upload.`,
  renderTable([
    [
      'step',
      'time',
      'against',
      'API requests each',
      '429',
      'GitHub',
      'CPU',
      'memory'
    ],
    ['one workspace', ...render(one, undefined)],
    [`${count} workspaces`, ...render(set, one.took)],
    [`${count} workspaces, 3 at once`, ...render(three, bound)],
    [`a matrix of ${count} steps`, ...render(matrix, one.took)]
  ]),
  `Against: the time of one; for three at once, what they take for ${count} plans (${bound / 1000} s). Budget: at most 1.3 × and 1.1 ×, 9 requests each, no answer of 429.`
].join('\n\n')
console.log(section)
await writeSection('set', section)

async function measure({
  workspaces,
  concurrency = Infinity,
  isMatrix = false
}: {
  readonly workspaces: number
  readonly concurrency?: number
  readonly isMatrix?: boolean
}): Promise<Sight> {
  const names = Array.from(
    { length: workspaces },
    (_, index) => `bench-${index}`
  )
  const engine = createScenarioEngine()
  const script = { ...scripts.creates, planMilliseconds: seconds * 1000 }
  for (const name of names) engine.script(name, [script])
  const hcp = await startHcp({
    engine,
    workspaces: names.map((name) => ({ name })),
    redactedDelays: 0,
    limitsRequests: true,
    concurrency
  })
  const github = await startGitHub({ repository })
  github.addPullRequest({ number: pullRequest, headSha, author: 'hubot' })
  try {
    const begun = performance.now()
    const usages = isMatrix
      ? await Promise.all(names.map((name) => step(hcp, github, name)))
      : [await step(hcp, github, names.join('\n'))]
    const api = hcp.requests.filter(({ path }) => path.startsWith('/api/'))
    const cpus = usages.map((usage) => usage?.cpu ?? NaN)
    const peaks = usages.map((usage) => usage?.peak ?? NaN)
    return {
      took: performance.now() - begun,
      each: api.length / workspaces,
      refused: api.filter(({ status }) => status === 429).length,
      github: github.requests.length,
      cpu: sum(cpus),
      peak: sum(peaks)
    }
  } finally {
    await Promise.all([hcp.close(), github.close()])
  }
}

async function step(
  hcp: HcpServer,
  github: Awaited<ReturnType<typeof startGitHub>>,
  workspace: string
): Promise<Usage | undefined> {
  let watch: ReturnType<typeof watchUsage> | undefined
  const result = await runAction({
    githubToken: github.token,
    githubUrl: github.url,
    graphqlUrl: github.graphqlUrl,
    repository,
    workspace: process.cwd(),
    eventName: 'pull_request',
    event: pullRequestEvent,
    timeout: (seconds * count + 120) * 1000,
    onSpawn: (processId) => {
      watch = watchUsage(processId)
    },
    inputs: {
      token: hcp.token,
      hostname: hcp.url,
      organization: hcp.organization,
      mode: 'plan',
      workspace,
      'max-parallel': String(count),
      'configuration-directory': 'examples/terraform'
    }
  })
  const usage = watch?.stop()
  await result.cleanUp()
  if (result.exitCode !== 0) {
    throw new Error(`The step failed:\n${result.stdout}${result.stderr}`)
  }
  return usage
}

function render(sight: Sight, against: number | undefined): readonly string[] {
  return [
    `${(sight.took / 1000).toFixed(1)} s`,
    against === undefined ? '' : `${(sight.took / against).toFixed(2)} ×`,
    sight.each.toFixed(1),
    String(sight.refused),
    String(sight.github),
    `${(sight.cpu / 1000).toFixed(1)} s`,
    `${(sight.peak / 1e6).toFixed(0)} MB`
  ]
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
