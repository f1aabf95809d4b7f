import { readFileSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Engine } from '../emulator/engines/engine.ts'
import { createScenarioEngine } from '../emulator/engines/scenario.ts'
import type { Script } from '../emulator/engines/scenario.ts'
import {
  createTerraformEngine,
  findTerraform
} from '../emulator/engines/terraform.ts'
import { startGitHub } from '../emulator/github/server.ts'
import type { GitHubServer } from '../emulator/github/server.ts'
import { startHcp } from '../emulator/hcp/server.ts'
import type { HcpServer } from '../emulator/hcp/server.ts'
import { runAction, runPost } from '../emulator/runner/run-action.ts'
import type { ActionResult } from '../emulator/runner/run-action.ts'

/** One event of the story, and what it must lead to. */
export interface Chapter {
  readonly title: string
  readonly result: ActionResult
  /** The comment on the pull request after it. */
  readonly comment: string | undefined
  /** What was looked at afterwards; false is a defect. */
  readonly checks: readonly { readonly what: string; readonly held: boolean }[]
}

interface Story {
  /** `Terraform v1.11.4` and the like, for people. */
  readonly engineName: string
  readonly hcp: HcpServer
  readonly github: GitHubServer
  chapters(): AsyncGenerator<Chapter>
  close(): Promise<void>
}

const repository = 'acme/network'
const pullRequest = 7
const firstCommit = '1111111111111111111111111111111111111111'
const secondCommit = '2222222222222222222222222222222222222222'
const mergeCommit = '3333333333333333333333333333333333333333'
const workspace = 'network'
const examples = resolve(import.meta.dirname, '../examples/terraform')
/** The default of the example's sensitive variable. */
const password = 'correct horse battery staple (not-a-secret)'

const created = [
  'terraform_data.bastion[0]',
  'terraform_data.database',
  'terraform_data.database_user',
  'terraform_data.dns_record',
  'terraform_data.network',
  'terraform_data.server',
  'terraform_data.subnet["app"]',
  'terraform_data.subnet["data"]',
  'terraform_data.subnet["web"]'
] as const
const removed: readonly string[] = [
  'terraform_data.bastion[0]',
  'terraform_data.subnet["data"]'
]

/**
 * Sets the scene of the main job: a local HCP Terraform with a workspace, a
 * local GitHub with a pull request. Each chapter runs the bundle as the runner
 * does, `post` included. Close it in the end.
 */
export async function openStory(
  kind: 'terraform' | 'scenario'
): Promise<Story> {
  const { engine, engineName } = await createEngine(kind)
  const hcp = await startHcp({ engine, workspaces: [{ name: workspace }] })
  const github = await startGitHub({ repository })
  const checkout = await mkdtemp(join(tmpdir(), 'checkout-'))
  const results: ActionResult[] = []
  await cp(join(examples, 'main.tf'), join(checkout, 'main.tf'))
  github.addPullRequest({
    number: pullRequest,
    headSha: firstCommit,
    author: 'hubot',
    title: 'Build the network'
  })

  async function check(out: string): Promise<void> {
    await cp(
      join(examples, 'steps', out, 'network.auto.tfvars'),
      join(checkout, 'network.auto.tfvars')
    )
  }

  async function run(
    event: {
      readonly name: string
      readonly payload?: unknown
      readonly sha: string
    },
    inputs: Readonly<Record<string, string>>
  ): Promise<ActionResult> {
    const result = await runAction({
      inputs: {
        token: hcp.token,
        hostname: hcp.url,
        organization: hcp.organization,
        workspace,
        ...inputs
      },
      githubToken: github.token,
      githubUrl: github.url,
      graphqlUrl: github.graphqlUrl,
      repository,
      eventName: event.name,
      event: event.payload,
      sha: event.sha,
      workspace: checkout
    })
    const after = await runPost(result)
    results.push(result, after)
    if (after.exitCode !== 0) {
      throw new Error(
        `post ended with ${String(after.exitCode)}: ${after.stdout}`
      )
    }
    return result
  }

  const pullRequestEvent = (action: string, sha: string) => ({
    name: 'pull_request',
    // What the runner checks out by default is the test merge.
    sha: mergeCommit,
    payload: {
      action,
      number: pullRequest,
      pull_request: {
        number: pullRequest,
        title: 'Build the network',
        user: { login: 'hubot' },
        head: { sha, repo: { full_name: repository } },
        base: { repo: { full_name: repository } }
      }
    }
  })
  const dispatch = { name: 'workflow_dispatch', payload: {}, sha: secondCommit }
  const onPullRequest = { 'pull-request': String(pullRequest) }

  function comments(): readonly string[] {
    return github.state.comments
      .filter(({ issue }) => issue === pullRequest)
      .map(({ body }) => body)
  }
  function countApplies(): number {
    return hcp.requests.filter(({ path }) => path.endsWith('/actions/apply'))
      .length
  }
  function tell(
    title: string,
    result: ActionResult,
    checks: readonly (readonly [what: string, held: boolean])[]
  ): Chapter {
    const comment = comments().at(0)
    const seen = [result.stdout, result.summary, ...comments()]
    return {
      title,
      result,
      comment,
      checks: [
        ...checks.map(([what, held]) => ({ what, held })),
        {
          what: 'there is one comment on the pull request',
          held: comments().length === 1
        },
        {
          what: 'the sensitive value is nowhere to be seen',
          held: seen.every((text) => !text.includes(password))
        },
        {
          what: 'the token is nowhere but in its mask',
          held: [...seen.slice(1), withoutMasks(result.stdout)].every(
            (text) => !text.includes(hcp.token)
          )
        }
      ]
    }
  }
  const addresses = (): string => hcp.addresses(workspace).join(' ')
  /** The real state file, as the last apply left it. */
  function readState(): string {
    const path = hcp.stateFile(workspace)
    return path === undefined ? '' : readFileSync(path, 'utf8')
  }

  async function* chapters(): AsyncGenerator<Chapter> {
    await check('1-create')
    const opened = await run(pullRequestEvent('opened', firstCommit), {
      mode: 'plan',
      'configuration-directory': '.'
    })
    const first = github.state.comments[0]
    yield tell('A pull request is opened', opened, [
      ['the step is green', opened.exitCode === 0],
      ['the outcome is planned', opened.outputs['outcome'] === 'planned'],
      ['9 resources are to be added', opened.outputs['additions'] === '9'],
      [
        'the comment names every one of them',
        created.every((each) => includesAddress(first?.body, each))
      ],
      ['nothing was applied', countApplies() === 0 && addresses() === '']
    ])

    await check('2-change')
    github.push(pullRequest, secondCommit)
    const pushed = await run(pullRequestEvent('synchronize', secondCommit), {
      mode: 'plan',
      'configuration-directory': '.'
    })
    const second = github.state.comments[0]
    yield tell('The pull request is pushed to', pushed, [
      ['the step is green', pushed.exitCode === 0],
      ['the comment is the same one', second?.id === first?.id],
      [
        'the comment is about the new commit',
        second?.body.includes(secondCommit.slice(0, 7)) === true
      ],
      ['nothing was applied', countApplies() === 0 && addresses() === '']
    ])

    await check('1-create')
    const applied = await run(dispatch, {
      ...onPullRequest,
      mode: 'apply',
      approve: 'true',
      'max-destroy': '0',
      'configuration-directory': '.'
    })
    yield tell('workflow_dispatch with approve: true', applied, [
      ['the step is green', applied.exitCode === 0],
      ['the outcome is applied', applied.outputs['outcome'] === 'applied'],
      ['it was confirmed once', countApplies() === 1],
      [
        'the state holds what the comment said',
        addresses() === created.join(' ')
      ],
      [
        'the comment says so',
        comments()[0]?.toLowerCase().includes('applied') === true
      ]
    ])

    await check('2-change')
    const held = await run(dispatch, {
      ...onPullRequest,
      mode: 'apply',
      'configuration-directory': '.'
    })
    yield tell('The change, with approve left empty', held, [
      ['the step is green', held.exitCode === 0],
      ['the outcome is held', held.outputs['outcome'] === 'held'],
      ['the gate is the confirmation', held.outputs['gate'] === 'confirmation'],
      ['one resource is replaced', held.outputs['replacements'] === '1'],
      ['nothing was applied', countApplies() === 1]
    ])

    const changed = await run(dispatch, {
      ...onPullRequest,
      mode: 'apply',
      'run-id': held.outputs['run-id'] ?? '',
      approve: 'true',
      'max-replace': '1'
    })
    yield tell('A second job approves that very run', changed, [
      ['the step is green', changed.exitCode === 0],
      [
        'it is the same run',
        changed.outputs['run-id'] === held.outputs['run-id']
      ],
      ['the outcome is applied', changed.outputs['outcome'] === 'applied'],
      ['it was confirmed once more', countApplies() === 2],
      ['the state has the new image', readState().includes('app-1.1.0')]
    ])

    await check('3-remove')
    const before = readState()
    const blocked = await run(dispatch, {
      ...onPullRequest,
      mode: 'apply',
      approve: 'true',
      'max-destroy': '0',
      'configuration-directory': '.'
    })
    yield tell('A destroy, with max-destroy: 0', blocked, [
      ['the step is red', blocked.exitCode === 1],
      ['the outcome is blocked', blocked.outputs['outcome'] === 'blocked'],
      [
        'the reason is the destroys',
        blocked.outputs['reasons']?.includes('"destroys-exceeded"') === true
      ],
      ['nothing was applied', countApplies() === 2],
      ['the state is as it was', readState() === before]
    ])

    const discarded = await run(dispatch, {
      ...onPullRequest,
      mode: 'apply',
      'run-id': blocked.outputs['run-id'] ?? '',
      approve: 'false'
    })
    yield tell('approve: false', discarded, [
      ['the step is green', discarded.exitCode === 0],
      [
        'the outcome is discarded',
        discarded.outputs['outcome'] === 'discarded'
      ],
      [
        'the run is discarded',
        hcp.run(blocked.outputs['run-id'] ?? '').status === 'discarded'
      ],
      ['nothing was applied', countApplies() === 2],
      [
        'the state still holds all',
        addresses() === created.join(' ') && readState() === before
      ]
    ])
  }

  return {
    engineName,
    hcp,
    github,
    chapters,
    async close() {
      await Promise.all([hcp.close(), github.close()])
      await Promise.all(results.map((result) => result.cleanUp()))
      await rm(checkout, { recursive: true, force: true })
    }
  }
}

async function createEngine(
  kind: 'terraform' | 'scenario'
): Promise<{ engine: Engine; engineName: string }> {
  if (kind === 'terraform') {
    const binary = findTerraform()
    if (binary === undefined) throw new Error('There is no terraform here.')
    return {
      engine: await createTerraformEngine({ binary }),
      engineName: `${binary.product} ${binary.version}`
    }
  }
  const engine = createScenarioEngine()
  engine.script(workspace, scenario)
  return { engine, engineName: 'scripted scenarios' }
}

/** The same story for machines without Terraform: a script a run, in order. */
const scenario: readonly Script[] = (() => {
  const create: Script = {
    name: 'create',
    changes: created.map((address) => ({
      address,
      actions: ['create'],
      after:
        address === 'terraform_data.database_user'
          ? { triggers_replace: { password }, input: { name: 'app' } }
          : { input: { name: address, image: 'app-1.0.0' } },
      afterUnknown: { id: true, output: true },
      afterSensitive:
        address === 'terraform_data.database_user'
          ? { triggers_replace: { password: true } }
          : {}
    })),
    outputs: {
      server_image: { value: 'app-1.0.0', type: 'string' },
      database_url: {
        value: `postgres://app:${password}@database/app`,
        type: 'string',
        sensitive: true
      }
    }
  }
  const change: Script = {
    name: 'change',
    changes: [
      {
        address: 'terraform_data.server',
        actions: ['delete', 'create'],
        after: { input: { name: 'server', image: 'app-1.1.0' } },
        afterUnknown: { id: true, output: true },
        replacePaths: [['triggers_replace']],
        actionReason: 'replace_because_cannot_update'
      },
      {
        address: 'terraform_data.database',
        actions: ['update'],
        after: { input: { storage_gigabytes: 50 } },
        afterUnknown: { output: true }
      }
    ],
    outputs: { server_image: { value: 'app-1.1.0', type: 'string' } }
  }
  const remove: Script = {
    name: 'remove',
    changes: removed.map((address) => ({ address, actions: ['delete'] }))
  }
  // One for each run that is made: two plans, then the three that can apply.
  return [create, create, create, change, remove]
})()

/** Comments escape an address for Markdown; the words are what counts. */
function includesAddress(body: string | undefined, address: string): boolean {
  const plain = (body ?? '')
    .replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll('&quot;', '"')
  return plain.includes(address)
}

function withoutMasks(stdout: string): string {
  return stdout.replaceAll(/^::add-mask::.*$/gm, '')
}
