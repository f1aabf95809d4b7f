/**
 * `npm run bench:flows [-- --long] [-- --checks]`: measures the bundle on this machine, beside an
 * empty Node process and beside Terraform's CLI where `terraform` is on the
 * PATH, on the same local HCP Terraform and in the same minutes. Prints the
 * tables and writes them to docs/performance.md. `--long` adds a plan of 120 s,
 * `--checks` one of 5 s that a cost estimate and a policy check follow.
 */
import { build } from 'esbuild'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { copyFile, cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createScenarioEngine, scripts } from '../emulator/engines/scenario.ts'
import type { Script } from '../emulator/engines/scenario.ts'
import { findTerraform } from '../emulator/engines/terraform.ts'
import type { GitHubServer } from '../emulator/github/server.ts'
import { startGitHub } from '../emulator/github/server.ts'
import type { Checks } from '../emulator/hcp/model.ts'
import type { RequestRecord } from '../emulator/hcp/request-log.ts'
import type { HcpServer } from '../emulator/hcp/server.ts'
import { startHcp } from '../emulator/hcp/server.ts'
import type { ActionResult, RunOptions } from '../emulator/runner/run-action.ts'
import { runAction } from '../emulator/runner/run-action.ts'
import { common, requireOfModules, withoutFetch } from '../scripts/build.ts'
import { renderTable, writeSection } from './page.ts'
import type { Usage } from './process-usage.ts'
import {
  headSha,
  pullRequest,
  pullRequestEvent,
  repository
} from './pull-request.ts'
import { watchUsage } from './process-usage.ts'
import { largest, median } from './statistics.ts'
import type { TerraformCli } from './terraform-cli.ts'
import { openTerraformCli } from './terraform-cli.ts'

const isLong = process.argv.includes('--long')
const isChecked = process.argv.includes('--checks')
const example = 'examples/terraform'
const configuration = 'terraform'

/** Seconds of planning, and how often; long ones run beside each other. */
const plans: readonly Planned[] = [
  { seconds: 1, times: 7, together: false },
  { seconds: 5, times: 5, together: false },
  { seconds: 30, times: 4, together: true },
  ...(isLong ? [{ seconds: 120, times: 4, together: true }] : []),
  ...(isChecked
    ? [
        {
          ...{ seconds: 5, times: 5, together: false },
          checks: {
            costEstimate: { deltaMonthlyCost: '1.00' },
            policyCheck: { result: 'passed' }
          } as const
        }
      ]
    : [])
]

interface Planned {
  readonly seconds: number
  readonly times: number
  readonly together: boolean
  /** What follows the plan. */
  readonly checks?: Checks
}

interface Sight {
  /** Milliseconds from the server's change to our next API request. */
  readonly noticed: number
  /** Milliseconds from there to the end of the process, or its question. */
  readonly ended: number
  /** Reads of the run while it was planning. */
  readonly polls: number
  readonly usage: Usage | undefined
}

interface Bench {
  readonly hcp: HcpServer
  readonly github: GitHubServer
  /** The checkout: a folder of its own, since this one is at another commit. */
  readonly checkout: string
  /** A workspace nobody used, whose next run does this. */
  fresh(script: Script, checks?: Checks): string
}

const binary = findTerraform()
const cli = binary?.product === 'terraform' ? binary : undefined
const bench = await openBench()
const parts: string[] = []
try {
  parts.push(renderSurroundings())
  parts.push('### Start and size', await measureStart())
  parts.push('### Requests of a flow', await measureRequests(bench))
  parts.push('### From the gate to the answer', await measureGates(bench))
} finally {
  await Promise.all([
    bench.hcp.close(),
    bench.github.close(),
    rm(bench.checkout, { recursive: true, force: true })
  ])
}
const section = parts.join('\n\n')
console.log(section)
await writeSection('flows', section)

async function openBench(): Promise<Bench> {
  const engine = createScenarioEngine()
  // The CLI takes a 204 after the end of a plan for an empty document.
  const hcp = await startHcp({ engine, redactedDelays: 0 })
  const github = await startGitHub({ repository })
  github.addPullRequest({ number: pullRequest, headSha, author: 'hubot' })
  const checkout = await mkdtemp(join(tmpdir(), 'bench-'))
  await cp(example, join(checkout, configuration), { recursive: true })
  let count = 0
  return {
    hcp,
    github,
    checkout,
    fresh: (script, checks) => {
      count += 1
      const name = `bench-${count}`
      hcp.addWorkspace(checks === undefined ? { name } : { name, checks })
      engine.script(name, [script])
      return name
    }
  }
}

function renderSurroundings(): string {
  const [cpu] = cpus()
  return [
    `Measured by \`npm run bench\` with Node ${process.version} on ${process.platform}-${process.arch},`,
    `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'};`,
    cli === undefined
      ? 'no Terraform CLI on the PATH.'
      : `Terraform CLI ${cli.version}.`
  ].join(' ')
}

async function measureStart(): Promise<string> {
  const empty: number[] = []
  const floor: number[] = []
  const ours: number[] = []
  const times = 25
  const floorAction = await buildFloor()
  try {
    for (let round = 0; round < times; round += 1) {
      empty.push(await timeEmptyProcess())
      floor.push(await timeFirstRequest(floorAction))
      ours.push(await timeFirstRequest(process.cwd()))
    }
  } finally {
    await rm(floorAction, { recursive: true, force: true })
  }
  const renderRatio = (times: readonly number[]): string =>
    `${(median(times) / median(empty)).toFixed(2)} ×`
  const sizes = readdirSync('dist', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ name, bytes: statSync(join('dist', name)).size }))
  const main = sizes.find(({ name }) => name === 'index.js')?.bytes ?? NaN
  const all = sizes.reduce((sum, { bytes }) => sum + bytes, 0)
  return renderTable([
    ['measure', 'value', 'budget'],
    [`empty Node process, median of ${times}`, milliseconds(median(empty)), ''],
    [
      "GitHub's toolkit alone (`bench/floor.ts`) to its first request",
      `${milliseconds(median(floor))}, ${renderRatio(floor)}`,
      ''
    ],
    [
      '`dist/index.js` to its first request',
      `${milliseconds(median(ours))}, ${renderRatio(ours)}`,
      '≤ 2.6 ×'
    ],
    ['`dist/index.js`', megabytes(main), ''],
    ['with what is loaded when it is needed', megabytes(all), '']
  ])
}

async function timeEmptyProcess(): Promise<number> {
  const begun = performance.now()
  await once(spawn(process.execPath, ['-e', '0']), 'close')
  return performance.now() - begun
}

/** An action of its own in a temporary folder, bundled as ours is. */
async function buildFloor(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'floor-'))
  await copyFile('action.yml', join(folder, 'action.yml'))
  await build({
    ...common,
    entryPoints: ['bench/floor.ts'],
    outfile: join(folder, 'dist/index.js'),
    format: 'esm',
    banner: { js: requireOfModules },
    plugins: [withoutFetch],
    write: true
  })
  return folder
}

async function timeFirstRequest(action: string): Promise<number> {
  let asked = NaN
  const server = createServer((_, response) => {
    asked = Number.isNaN(asked) ? performance.now() : asked
    response.writeHead(401).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  let begun = NaN
  const result = await runAction({
    action,
    inputs: {
      token: 'not-a-secret',
      hostname: `http://127.0.0.1:${port}`,
      organization: 'acme',
      workspace: 'network',
      comment: 'never'
    },
    onSpawn: () => {
      begun = performance.now()
    }
  })
  server.close()
  await result.cleanUp()
  return asked - begun
}

async function measureRequests(stage: Bench): Promise<string> {
  const { hcp, github } = stage
  const flows = [
    { title: 'plan on a pull request, with upload', mode: 'plan' },
    { title: 'plan and apply, with upload', mode: 'apply', approve: 'true' }
  ]
  const rows = [['flow', 'requests', 'of these polls', 'which']]
  for (const { title, ...inputs } of flows) {
    const workspace = stage.fresh({
      ...scripts.creates,
      planMilliseconds: 1000
    })
    const [hcpBefore, githubBefore] = [
      hcp.requests.length,
      github.requests.length
    ]
    const result = await step(stage, { ...inputs, workspace })
    await result.cleanUp()
    const requests = hcp.requests.slice(hcpBefore)
    const api = requests.filter(({ path }) => path.startsWith('/api/'))
    const polls = api.filter(isPoll).length - 1
    rows.push(
      [
        `${title}: API`,
        `${api.length}`,
        `${polls}`,
        renderCounts(api.map(({ method, path }) => nameRequest(method, path)))
      ],
      [
        `${title}: blobs (not rate-limited)`,
        `${requests.length - api.length}`,
        '',
        'upload, logs, plan JSON'
      ],
      [
        `${title}: GitHub`,
        `${github.requests.length - githubBefore}`,
        '',
        renderCounts(
          github.requests
            .slice(githubBefore)
            .map(({ method, path }) => nameRequest(method, path))
        )
      ]
    )
  }
  return `${renderTable(rows)}\n\nBudget: a plan with upload needs at most 8 API requests and its polls.`
}

async function measureGates(stage: Bench): Promise<string> {
  const rows = [
    [
      'plan of',
      'times',
      'who',
      'change → next request, median',
      'worst',
      'change → answer, median',
      'worst',
      'polls a plan',
      'CPU',
      'peak memory'
    ]
  ]
  for (const { seconds, times, together, checks } of plans) {
    const title = `${seconds} s${checks === undefined ? '' : ', with checks'}`
    // Spread over a second: both look on a schedule of their own, and a plan
    // that always ends right before a look would flatter one of them.
    const spread = (round: number): number => seconds + round / times
    const ours = await repeat(times, together, (round) =>
      seeGate(stage, spread(round), checks)
    )
    rows.push([title, `${times}`, 'action', ...renderSights(ours)])
    if (cli === undefined) continue
    const theirs = await repeat(times, together, (round) =>
      seeGateByCli(stage, cli.path, spread(round), checks)
    )
    rows.push(['', `${times}`, 'Terraform CLI', ...renderSights(theirs)])
    rows.push(['', '', 'ratio', ...renderRatios(ours, theirs)])
  }
  return `${renderTable(rows)}

Plans end within the second that follows the time given, spread over it. The answer
is the end of the step (\`mode: apply\`, held: everything is read, reported and said by
then), and the question "Enter a value" of \`terraform apply\`, which then gets a "no".
Budgets, as ratios with the CLI in the same run: the next request ahead of it; the
answer ≤ 1.0 ×, the worst ≤ 1.2 ×; CPU ≤ 3 × for 30 s; at most one poll per 10 s of
planning. Nothing can follow these plans, but for one with checks, so that the gate's second look comes right
after the work between the two ([ADR 6](adr/0006-seen-twice.md)).`
}

async function seeGate(
  stage: Bench,
  seconds: number,
  checks: Checks | undefined
): Promise<Sight> {
  const workspace = stage.fresh(
    { ...scripts.creates, planMilliseconds: seconds * 1000 },
    checks
  )
  const gate = watchGate(stage.hcp, workspace)
  let watch: ReturnType<typeof watchUsage> | undefined
  const result = await step(
    stage,
    { mode: 'apply', workspace, comment: 'never' },
    {
      timeout: (seconds + 60) * 1000,
      onSpawn: (processId) => {
        watch = watchUsage(processId)
      }
    }
  )
  const endedAt = Date.now()
  const usage = watch?.stop()
  await result.cleanUp()
  return sightOf(stage.hcp, await gate, endedAt, usage)
}

async function seeGateByCli(
  stage: Bench,
  path: string,
  seconds: number,
  checks: Checks | undefined
): Promise<Sight> {
  const workspace = stage.fresh(
    { ...scripts.creates, planMilliseconds: seconds * 1000 },
    checks
  )
  let terraform: TerraformCli | undefined
  try {
    terraform = await openTerraformCli(
      path,
      stage.hcp,
      workspace,
      'resource "terraform_data" "x" {}\n'
    )
    const gate = watchGate(stage.hcp, workspace)
    const { askedAt, output, usage } = await terraform.run([
      'apply',
      '-no-color'
    ])
    if (askedAt === undefined) {
      throw new Error(`terraform apply asked nothing:\n${output}`)
    }
    return sightOf(stage.hcp, await gate, askedAt, usage)
  } finally {
    await terraform?.close()
  }
}

/** Resolves to the run and the moment at which it came to its gate. */
async function watchGate(
  hcp: HcpServer,
  workspace: string
): Promise<{ readonly runId: string; readonly at: number }> {
  for (;;) {
    const run = [...hcp.state.runs.values()].find(
      (each) => each.workspace.name === workspace
    )
    if (run?.gate === 'confirmation') return { runId: run.id, at: Date.now() }
    await sleep(1)
  }
}

function sightOf(
  hcp: HcpServer,
  gate: { readonly runId: string; readonly at: number },
  answeredAt: number,
  usage: Usage | undefined
): Sight {
  const { runId, at } = gate
  const ownIds = new Set([runId, hcp.run(runId).plan.id])
  const own = hcp.requests.filter(({ path }) =>
    [...ownIds].some((id) => path.startsWith('/api/') && path.includes(id))
  )
  const next = own.find((request) => request.at >= at)
  return {
    noticed: (next?.at ?? NaN) - at,
    ended: answeredAt - at,
    polls: own.filter((request) => isPoll(request) && request.at < at).length,
    usage
  }
}

async function step(
  { hcp, github, checkout }: Bench,
  inputs: Readonly<Record<string, string>>,
  options: RunOptions = {}
): Promise<ActionResult> {
  const result = await runAction({
    githubToken: github.token,
    githubUrl: github.url,
    graphqlUrl: github.graphqlUrl,
    repository,
    workspace: checkout,
    eventName: 'pull_request',
    event: pullRequestEvent,
    ...options,
    inputs: {
      token: hcp.token,
      hostname: hcp.url,
      organization: hcp.organization,
      'configuration-directory': configuration,
      ...inputs
    }
  })
  if (result.exitCode !== 0) {
    throw new Error(`The step failed:\n${result.stdout}${result.stderr}`)
  }
  return result
}

async function repeat<T>(
  times: number,
  together: boolean,
  act: (round: number) => Promise<T>
): Promise<readonly T[]> {
  if (together) {
    return Promise.all(
      Array.from({ length: times }, async (_, index) => {
        // Not all at once: they would only measure each other.
        await sleep(index * 1500)
        return act(index)
      })
    )
  }
  const results: T[] = []
  for (let round = 0; round < times; round += 1) results.push(await act(round))
  return results
}

function renderSights(sights: readonly Sight[]): readonly string[] {
  return numbersOf(sights).map(({ value, unit }) => unit(value))
}

function renderRatios(
  ours: readonly Sight[],
  theirs: readonly Sight[]
): readonly string[] {
  const others = numbersOf(theirs)
  return numbersOf(ours).map(({ value }, index) => {
    const ratio = value / (others[index]?.value ?? NaN)
    return Number.isFinite(ratio) ? `${ratio.toFixed(2)} ×` : '–'
  })
}

function numbersOf(sights: readonly Sight[]): readonly {
  readonly value: number
  readonly unit: (value: number) => string
}[] {
  const of = (pick: (sight: Sight) => number): readonly number[] =>
    sights.map(pick)
  const noticed = of((sight) => sight.noticed)
  const ended = of((sight) => sight.ended)
  return [
    { value: median(noticed), unit: milliseconds },
    { value: largest(noticed), unit: milliseconds },
    { value: median(ended), unit: milliseconds },
    { value: largest(ended), unit: milliseconds },
    { value: median(of(({ polls }) => polls)), unit: (value) => `${value}` },
    { value: median(of(({ usage }) => usage?.cpu ?? NaN)), unit: milliseconds },
    { value: largest(of(({ usage }) => usage?.peak ?? NaN)), unit: megabytes }
  ]
}

function isPoll({ method, path }: RequestRecord): boolean {
  return method === 'GET' && /^\/api\/v2\/runs\/[^/]+$/.test(path)
}

/** The endpoint of a request, without the ids. */
function nameRequest(method: string, path: string): string {
  const endpoint = path
    .replace(/^\/api\/v2/, '')
    .replaceAll(/\/(?:run|ws|cv|plan|apply|sv|at)-\w+/g, '/:id')
    .replaceAll(/\/\d+/g, '/:number')
    .replace(`/repos/${repository}`, '')
    .replace(/\/organizations\/[^/]+\/workspaces\/[^/]+/, '/…/workspaces/:name')
  return `${method} ${endpoint}`
}

function renderCounts(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .map(([name, count]) => `\`${name}\`${count > 1 ? ` × ${count}` : ''}`)
    .join(', ')
}

function milliseconds(value: number): string {
  return Number.isFinite(value) ? `${Math.round(value)} ms` : '–'
}

function megabytes(bytes: number): string {
  return Number.isFinite(bytes) ? `${(bytes / 1e6).toFixed(1)} MB` : '–'
}
