import { spawnSync } from 'node:child_process'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { createScenarioEngine, scripts } from './engines/scenario.ts'
import type { Engine } from './engines/engine.ts'
import { createTerraformEngine, findTerraform } from './engines/terraform.ts'
import { startGitHub } from './github/server.ts'
import type { Pace } from './hcp/run-course.ts'
import { startHcp } from './hcp/server.ts'

/**
 * Starts a local HCP Terraform and a local GitHub until SIGINT. What is printed
 * for people is in a file (`--json FILE`) for programs, `npm run try` among
 * them, whole as soon as the file is there and gone when the emulator is.
 */

const usage = `npm run emulator -- [options]
  --engine terraform|scenario   default: terraform where it is on the PATH
  --port, --github-port N       default: free ones
  --organization NAME           default: acme
  --workspace NAME              repeatable; default: demo, prod
  --repository OWNER/NAME       default: acme/infrastructure
  --data-directory FOLDER       of the state files; default: a temporary one
  --pace N                      milliseconds between two statuses; default: 300
  --json FILE                   default: .emulator.json`

const values = readOptions()
const headSha = readHead()

const engine = await chooseEngine(values.engine)
const hcp = await startHcp({
  engine,
  organization: values.organization,
  port: Number(values.port),
  workspaces: values.workspace.map((name) => ({ name })),
  // Terraform's CLI takes a 204 after the end of a plan for an empty document.
  redactedDelays: 0,
  // HashiCorp's clients read only the one that the Comments page has.
  commentType: 'comments',
  // Slow enough to be watched.
  pace: { ...readPace(values.pace), coolOff: 10_000 },
  ...(values['data-directory'] === undefined
    ? {}
    : { dataDirectory: values['data-directory'] })
})
const github = await startGitHub({
  repository: values.repository,
  port: Number(values['github-port'])
})
github.addPullRequest({ number: 1, headSha })

console.log(`Local HCP Terraform   ${hcp.url}  (${engine.name} ${engine.terraformVersion})
  organization        ${hcp.organization}
  workspaces          ${values.workspace.join(', ')}
  token (write)       ${hcp.token}
  token (plan)        ${hcp.tokens.plan}
  token (admin)       ${hcp.tokens.admin}
  token (owner)       ${hcp.tokens.owner}
  state files         ${hcp.dataDirectory}
Local GitHub          ${github.url}
  repository          ${values.repository}, pull request #1
  token               ${github.token}

Try the action, in another terminal:
  npm run try -- mode=plan configuration-directory=examples/terraform

Inputs of the action, beside the defaults of action.yml:
  hostname: ${hcp.url}
  organization: ${hcp.organization}
  workspace: ${values.workspace[0] ?? ''}
  token: one of the tokens above
Environment of the action:
  GITHUB_API_URL=${github.url}
  GITHUB_GRAPHQL_URL=${github.graphqlUrl}

Terraform's own CLI, as ~/.terraformrc or TF_CLI_CONFIG_FILE (any host name):
  credentials "hcp.example" {
    token = "${hcp.token}"
  }
  host "hcp.example" {
    services = {
      "tfe.v2"   = "${hcp.url}/api/v2/"
      "tfe.v2.1" = "${hcp.url}/api/v2/"
      "tfe.v2.2" = "${hcp.url}/api/v2/"
      "state.v2" = "${hcp.url}/api/v2/"
    }
  }

Ctrl-C ends both.`)

{
  const facts = {
    hostname: hcp.url,
    organization: hcp.organization,
    workspaces: values.workspace,
    token: hcp.token,
    tokens: hcp.tokens,
    github: {
      url: github.url,
      graphqlUrl: github.graphqlUrl,
      repository: values.repository,
      token: github.token,
      pullRequest: 1,
      headSha
    }
  }
  // A reader that waits for the file must never see half of it.
  writeFileSync(`${values.json}.part`, JSON.stringify(facts))
  renameSync(`${values.json}.part`, values.json)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    rmSync(values.json, { force: true })
    void Promise.all([hcp.close(), github.close()])
  })
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        engine: { type: 'string' },
        port: { type: 'string', default: '0' },
        'github-port': { type: 'string', default: '0' },
        organization: { type: 'string', default: 'acme' },
        workspace: {
          type: 'string',
          multiple: true,
          default: ['demo', 'prod']
        },
        repository: { type: 'string', default: 'acme/infrastructure' },
        'data-directory': { type: 'string' },
        pace: { type: 'string', default: '300' },
        json: { type: 'string', default: '.emulator.json' },
        help: { type: 'boolean', default: false }
      }
    })
    if (!values.help) return values
    console.log(usage)
    process.exit(0)
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : String(error)}\n\n${usage}`
    )
    process.exit(2)
  }
}

/** The commit that is checked out here: what a run of it says it is of. */
function readHead(): string {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], {
    encoding: 'utf8'
  })
  return status === 0 ? stdout.trim() : 'a'.repeat(40)
}

/** All that takes time, at this pace. */
function readPace(text: string): Pick<Pace, 'step' | 'action' | 'upload'> {
  const step = Number(text)
  if (!(step >= 0 && Number.isFinite(step))) {
    throw new Error(`--pace is "${text}", not a number of milliseconds`)
  }
  return { step, action: step, upload: (step * 2) / 3 }
}

async function chooseEngine(wanted: string | undefined): Promise<Engine> {
  if (wanted !== undefined && !['terraform', 'scenario'].includes(wanted)) {
    throw new Error(`--engine is "${wanted}"; allowed: terraform, scenario`)
  }
  const binary = wanted === 'scenario' ? undefined : findTerraform()
  if (binary !== undefined) return createTerraformEngine({ binary })
  if (wanted === 'terraform') {
    throw new Error('--engine terraform: no terraform or tofu on the PATH')
  }
  const scenario = createScenarioEngine({
    planMilliseconds: 2000,
    applyMilliseconds: 2000,
    // However often it is tried, there is something to see.
    fallback: scripts.changes
  })
  for (const name of values.workspace) scenario.script(name, [scripts.creates])
  return scenario
}
