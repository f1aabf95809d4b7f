/**
 * `npm run clients`: HashiCorp's own Go client against the emulator. Runs the
 * tests of go-tfe that `clients/claims.ts` lists, as HashiCorp runs them against
 * HCP Terraform, and a client of ours that goes through every endpoint the
 * action uses. Ends with 1 where a claimed test fails. Needs `go` and the Go
 * proxy; without `go` it says so and is content.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createScenarioEngine } from '../emulator/engines/scenario.ts'
import type { Script } from '../emulator/engines/scenario.ts'
import type { Checks } from '../emulator/hcp/model.ts'
import type { HcpServer } from '../emulator/hcp/server.ts'
import { startHcp } from '../emulator/hcp/server.ts'
import { claims } from './clients/claims.ts'
import type { Claim } from './clients/claims.ts'
import {
  buildClients,
  hasGo,
  listen,
  listTests,
  NotFetchedError,
  parseOutcome,
  version
} from './clients/go.ts'
import type { Outcome, Programs } from './clients/go.ts'

/** They wait for the server most of the time. */
const shards = 6

/** What every configuration of go-tfe's fixtures plans. */
const oneResource: Script = {
  name: 'one',
  changes: [
    {
      address: 'null_resource.foo',
      actions: ['create'],
      after: { triggers: null },
      afterUnknown: { id: true }
    }
  ],
  outputs: {
    secret: { value: 'TOP-SECRET-7', type: 'string', sensitive: true }
  }
}

/** Everything that can stand between a plan and its confirmation. */
const allChecks: Checks = {
  costEstimate: { deltaMonthlyCost: '1.0' },
  policyCheck: { result: 'soft_failed' },
  terraformPolicies: {
    policySetName: 'set',
    outcomes: [
      {
        policyName: 'one',
        enforcementLevel: 'mandatory_overridable',
        status: 'failed'
      }
    ]
  },
  stages: {
    post_plan: {
      tasks: [
        {
          name: 'scanner',
          result: 'passed',
          enforcement: 'mandatory',
          outcomes: [{ outcomeId: 'ONE', description: 'A finding' }]
        }
      ],
      evaluations: [
        {
          kind: 'opa',
          policySetName: 'baseline',
          overridable: true,
          outcomes: [
            {
              policyName: 'tags',
              enforcementLevel: 'mandatory',
              status: 'failed'
            }
          ]
        }
      ]
    }
  }
}

process.exitCode = await main()

async function main(): Promise<number> {
  if (!hasGo()) {
    console.log("Skipped: 'go' is not on the PATH.")
    return 0
  }
  const folder = await mkdtemp(join(tmpdir(), 'clients-'))
  try {
    const programs = await buildClients(folder)
    const walks = [await walk(programs, 'hcp'), await walk(programs, 'tfe')]
    const outcomes: Outcome[] = []
    for (const claim of claims) {
      outcomes.push(...(await runClaim(programs, claim)))
    }
    const failed = report(listTests(programs), outcomes)
    return failed === 0 && walks.every(Boolean) ? 0 : 1
  } catch (error) {
    if (!(error instanceof NotFetchedError)) throw error
    console.log(`Nothing was compared: ${error.message}`)
    return 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function start({
  personality,
  planMilliseconds = 30
}: Pick<Claim, 'personality' | 'planMilliseconds'>): Promise<HcpServer> {
  return startHcp({
    engine: createScenarioEngine({ fallback: oneResource, planMilliseconds }),
    personality,
    workspaces: [{ name: 'walk', checks: allChecks }],
    // go-tfe cannot read the other one.
    commentType: 'comments',
    listsPerMinute: Infinity,
    redactedDelays: 0,
    pace: { coolOff: 60_000 }
  })
}

function environment(hcp: HcpServer): Record<string, string> {
  return { TFE_ADDRESS: hcp.url, TFE_TOKEN: hcp.tokens.owner }
}

/** Goes through all endpoints; says what it did only where it failed. */
async function walk(
  programs: Programs,
  personality: 'hcp' | 'tfe'
): Promise<boolean> {
  const hcp = await start({ personality, planMilliseconds: 1_000 })
  const lines: string[] = []
  try {
    const code = await listen(
      programs.walk,
      [],
      {
        cwd: programs.fixtures,
        env: {
          ...environment(hcp),
          WALK_ORGANIZATION: hcp.organization,
          WALK_WORKSPACE: 'walk',
          WALK_PERSONALITY: personality,
          WALK_CONFIGURATION: resolve(
            programs.fixtures,
            'test-fixtures/config-version'
          )
        }
      },
      (line) => lines.push(line)
    )
    if (code !== 0) console.log(lines.join('\n'))
    const passed = lines.filter((line) => line.startsWith('ok ')).length
    console.log(
      `Our client of go-tfe, ${personality}: ${passed} of ${lines.length} steps pass.`
    )
    return code === 0
  } finally {
    await hcp.close()
  }
}

/** Runs the tests of one claim; one that did not end is one that failed. */
async function runClaim(
  programs: Programs,
  claim: Claim
): Promise<readonly Outcome[]> {
  const hcp = await start(claim)
  try {
    const count = claim.alone === true ? 1 : shards
    const parts = Array.from({ length: count }, (_, shard) =>
      claim.tests.filter((_, index) => index % count === shard)
    ).filter((tests) => tests.length > 0)
    const outcomes = await Promise.all(
      parts.map((tests) => runTests(programs, claim, hcp, tests))
    )
    return outcomes.flat()
  } finally {
    await hcp.close()
  }
}

async function runTests(
  programs: Programs,
  claim: Claim,
  hcp: HcpServer,
  tests: readonly string[]
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const said: string[] = []
  await listen(
    programs.tests,
    ['-test.v', '-test.timeout=10m', `-test.run=^(${tests.join('|')})$`],
    {
      cwd: programs.fixtures,
      env: {
        ...environment(hcp),
        ENABLE_BETA: claim.beta ? '1' : '',
        ENABLE_TFE: claim.personality === 'tfe' ? '1' : '',
        TFE_ADMIN_PROVISION_LICENSES_TOKEN: hcp.tokens.owner,
        TFE_ADMIN_SITE_ADMIN_TOKEN: hcp.tokens.owner,
        // Nobody is ever called.
        TFC_RUN_TASK_URL: 'http://127.0.0.1:9/task'
      }
    },
    (line) => {
      said.push(line)
      const outcome = parseOutcome(line)
      if (outcome !== undefined) outcomes.push(outcome)
    }
  )
  const ended = new Set(outcomes.map(({ name }) => name))
  const lost = tests
    .filter((name) => !ended.has(name))
    .map((name): Outcome => ({ name, result: 'FAIL' }))
  const all = [...outcomes, ...lost]
  if (all.some(({ result }) => result === 'FAIL')) {
    console.log(said.filter((line) => !line.startsWith('=== ')).join('\n'))
  }
  return all
}

/** Prints what came of it; returns how many claimed tests failed. */
function report(all: readonly string[], outcomes: readonly Outcome[]): number {
  const claimed = [...new Set(claims.flatMap(({ tests }) => tests))].sort()
  const failed = claimed.filter((name) =>
    outcomes.some((one) => one.name === name && one.result === 'FAIL')
  )
  const parts = outcomes.filter(({ name }) => name.includes('/'))
  const count = (wanted: Outcome['result']) =>
    parts.filter(({ result }) => result === wanted).length
  console.log(`Not claimed of go-tfe ${version}:`)
  for (const name of all.filter((one) => !claimed.includes(one))) {
    console.log(`  ${name}`)
  }
  for (const name of failed) console.log(`FAILED: ${name}`)
  console.log(
    `go-tfe ${version}: ${claimed.length} of ${all.length} tests are claimed; ` +
      `${claimed.length - failed.length} of ${claimed.length} pass ` +
      `(${count('PASS')} subtests pass, ${count('SKIP')} skip themselves, ${count('FAIL')} fail).`
  )
  return failed.length
}
