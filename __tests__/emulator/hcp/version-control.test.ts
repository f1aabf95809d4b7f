import { afterEach, describe, expect, it } from '@jest/globals'
import type { ScenarioEngine } from '../../../emulator/engines/scenario.ts'
import { scripts } from '../../../emulator/engines/scenario.ts'
import { eventually } from '../../../emulator/eventually.ts'
import type { PullRequestOptions } from '../../../emulator/github/world.ts'
import { startGitHub } from '../../../emulator/github/server.ts'
import type { GitHubServer } from '../../../emulator/github/server.ts'
import type { WorkspaceOptions } from '../../../emulator/hcp/exchange.ts'
import type { HcpOptions, HcpServer } from '../../../emulator/hcp/server.ts'
import { connectVersionControl } from '../../../emulator/version-control.ts'
import { converse, postRun, readRun, request } from '../conversation.ts'
import { createScenarioServers } from '../scenario-servers.ts'

const repository = 'acme/network'
const [head, nextHead, tip, nextTip] = ['a', 'b', 'c', 'd'].map((digit) =>
  digit.repeat(40)
) as [string, string, string, string]

const { start, close } = createScenarioServers()
const opened: GitHubServer[] = []
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()))
  await close()
})

const changed = (...names: readonly string[]) =>
  names.map((filename) => ({ filename }))

interface Scene {
  readonly hcp: HcpServer
  readonly engine: ScenarioEngine
  readonly github: GitHubServer
  readonly propose: (options?: Partial<PullRequestOptions>) => void
  /** Commits of the runs so far, oldest first. */
  readonly made: (workspace?: string) => readonly string[]
  /** A later event has been answered, so an earlier one has been as well. */
  readonly settle: () => Promise<void>
}

async function open(
  workspace: Partial<WorkspaceOptions> = {},
  options: Partial<HcpOptions> = {}
): Promise<Scene> {
  const { server: hcp, engine } = await start(
    {
      workspaces: [
        { name: 'demo', vcsRepo: { identifier: repository }, ...workspace },
        { name: 'witness', vcsRepo: { identifier: repository, branch: 'w' } }
      ],
      ...options,
      versionControl: { delay: 0, ...options.versionControl }
    },
    { fallback: scripts.creates }
  )
  const github = await startGitHub({ repository })
  opened.push(github)
  connectVersionControl(hcp, github)
  const made = (name = 'demo') =>
    hcp
      .workspace(name)
      .runs.map(
        ({ configurationVersion }) =>
          configurationVersion.ingress?.commitSha ?? 'none'
      )
  let witnessed = 0
  return {
    hcp,
    engine,
    github,
    made,
    propose: (pull) => {
      github.addPullRequest({ number: 7, headSha: head, ...pull })
    },
    async settle() {
      witnessed += 1
      github.pushCommits({
        branch: 'w',
        commits: [String(witnessed).padStart(40, '0')]
      })
      await eventually(
        'the witness',
        () => made('witness').length === witnessed
      )
    }
  }
}

describe('what an event makes', () => {
  it('plans a pull request of the tracked branch, and only plans it', async () => {
    const { hcp, propose, made } = await open()
    propose({ title: 'Add a subnet', headRef: 'add-subnet' })
    await eventually('a run', () => made().length)
    const [run] = hcp.workspace('demo').runs
    const { json } = await converse(hcp).get(
      `/runs/${run!.id}?include=configuration_version.ingress_attributes`
    )
    expect(json.data.attributes).toMatchObject({
      source: 'tfe-configuration-version',
      'plan-only': true,
      'auto-apply': false,
      message: 'Add a subnet'
    })
    await hcp.waitFor(run!.id, 'planned_and_finished')
  })

  it('shows the commit once it was fetched, and says 404 before', async () => {
    const { hcp, propose, made } = await open(
      {},
      { versionControl: { fetch: 600_000 } }
    )
    propose()
    await eventually('a run', () => made().length)
    const run = hcp.workspace('demo').runs[0]!
    const version = `/configuration-versions/${run.configurationVersion.id}`
    const path = `/runs/${run.id}?include=configuration_version.ingress_attributes`
    const client = converse(hcp)
    const early = await client.get(path)
    expect(early.json.included).toHaveLength(1)
    expect(
      early.json.included[0].relationships['ingress-attributes'].data
    ).toBeNull()
    expect((await client.get(`${version}/ingress-attributes`)).status).toBe(404)
    await hcp.waitFor(run.id, 'fetching')
    run.configurationVersion.status = 'uploaded'
    await hcp.waitFor(run.id, 'planned_and_finished')
    const { json } = await client.get(path)
    expect(json.included[1]).toMatchObject({
      type: 'ingress-attributes',
      attributes: {
        'commit-sha': head,
        identifier: repository,
        'is-pull-request': true,
        'pull-request-number': 7,
        'clone-url': `https://github.com/${repository}.git`
      }
    })
    const alone = await client.get(`${version}/ingress-attributes`)
    expect(alone.json.data.attributes['commit-sha']).toBe(head)
    const list = await client.get(
      `/workspaces/${run.workspace.id}/configuration-versions?include=ingress_attributes`
    )
    expect(list.json.included[0].attributes['commit-sha']).toBe(head)
  })

  it('makes a normal run of a merge, which waits for its confirmation', async () => {
    const { hcp, github, propose, made } = await open()
    propose({ title: 'Add a subnet' })
    github.merge(7, { sha: tip, before: [nextTip] })
    await eventually('two runs', () => made().length === 2)
    const run = hcp.workspace('demo').runs[1]!
    await hcp.waitFor(run.id, 'planned')
    expect(made()).toEqual([head, tip])
    const { json } = await converse(hcp).get(
      `/workspaces/${run.workspace.id}?include=current_run.configuration_version.ingress_attributes`
    )
    const ingress = json.included.find(
      ({ type }: { type: string }) => type === 'ingress-attributes'
    )
    expect(ingress.attributes).toMatchObject({
      'commit-sha': tip,
      branch: 'main',
      'is-pull-request': false,
      'on-default-branch': true,
      'pull-request-number': null,
      'commit-message': 'Add a subnet (#7)'
    })
  })

  it.each([
    ['a fork', {}, { headRepo: 'mallory/network' }],
    ['a deleted fork', {}, { headRepo: '' }],
    ['another base', {}, { baseRef: 'develop' }],
    ['speculative plans off', { speculativeEnabled: false }, {}],
    [
      'a workspace of tags',
      { vcsRepo: { identifier: repository, tagsRegex: '^v' } },
      {}
    ],
    [
      'files that do not match',
      { fileTriggersEnabled: true, triggerPatterns: ['/modules/**/*.tf'] },
      { files: changed('README.md', 'modules/readme.md') }
    ],
    [
      'another folder',
      { fileTriggersEnabled: true, workingDirectory: 'prod' },
      { files: changed('production/main.tf') }
    ]
  ])('makes nothing of a pull request: %s', async (_, workspace, pull) => {
    const { propose, made, settle } = await open(workspace)
    propose(pull)
    await settle()
    expect(made()).toEqual([])
  })

  it.each([
    ['matching files', ['modules/net/.hidden.tf']],
    ['300 files', Array.from({ length: 300 }, (_, at) => `docs/${at}.md`)]
  ])('plans a pull request for %s', async (_, files) => {
    const { propose, made } = await open({
      fileTriggersEnabled: true,
      triggerPatterns: ['/modules/**/*.tf']
    })
    propose({ files: changed(...files) })
    await eventually('a run', () => made().length)
  })

  it('makes one run of a commit, whatever brings it', async () => {
    const { github, propose, made, settle } = await open()
    propose()
    await eventually('a run', () => made().length)
    // Fast-forward: the head itself becomes the tip.
    github.pushCommits({ commits: [head] })
    github.push(7, head)
    await settle()
    expect(made()).toEqual([head])
  })

  it('keeps a first run for people, where the workspace says so', async () => {
    const { hcp, propose, made, settle } = await open({ queueAllRuns: false })
    propose()
    await settle()
    expect(made()).toEqual([])
    expect(
      hcp
        .workspace('demo')
        .configurationVersions.map(({ ingress }) => ingress?.commitSha)
    ).toEqual([head])
  })

  it('runs on tags where it is told to, and not on four at once', async () => {
    const { github, made, settle } = await open({
      vcsRepo: { identifier: repository, tagsRegex: '^v\\d' }
    })
    github.pushCommits({ commits: [head] })
    github.pushCommits({ commits: [tip], tags: ['v1', 'x'] })
    await eventually('a run', () => made().length)
    github.pushCommits({ commits: [nextTip], tags: ['v2', 'v3', 'v4', 'v5'] })
    await settle()
    expect(made()).toEqual([tip])
  })

  it('can lose an event, and be late', async () => {
    const { hcp, github, made, settle } = await open()
    hcp.versionControl.loseWebhooks(1)
    github.pushCommits({ commits: [tip] })
    await settle()
    expect(made()).toEqual([])
    github.pushCommits({ commits: [nextTip] })
    await eventually('a run', () => made().length)
  })

  it('fetches the branch that somebody points a workspace at', async () => {
    const { hcp, made } = await open()
    hcp.versionControl.track('demo', 'unmerged', {
      kind: 'push',
      repository,
      webUrl: 'https://github.com',
      defaultBranch: 'main',
      commit: head,
      before: tip,
      branch: 'unmerged',
      tag: undefined,
      message: 'Not reviewed',
      sender: 'mallory',
      files: undefined
    })
    expect(made()).toEqual([head])
    const { json } = await converse(hcp).get(
      `/workspaces/${hcp.workspace('demo').id}`
    )
    expect(json.data.attributes['vcs-repo'].branch).toBe('unmerged')
  })
})

describe('queues and superseding', () => {
  it('keeps normal runs in order, and lets plans past them and a lock', async () => {
    const { hcp, github, propose, made } = await open()
    hcp.lock('demo', 'maintenance')
    github.pushCommits({ commits: [tip] })
    github.pushCommits({ commits: [nextTip] })
    propose()
    await eventually('three runs', () => made().length === 3)
    const runOf = (commit: string) =>
      hcp
        .workspace('demo')
        .runs.find(
          ({ configurationVersion }) =>
            configurationVersion.ingress?.commitSha === commit
        )!
    await hcp.waitFor(runOf(head).id, 'planned_and_finished')
    expect([runOf(tip).status, runOf(nextTip).status]).toEqual([
      'pending',
      'pending'
    ])
    hcp.unlock('demo')
    await hcp.waitFor(runOf(tip).id, 'planned')
    expect(runOf(nextTip).status).toBe('pending')
    hcp.act(runOf(tip).id, 'discard')
    await hcp.waitFor(runOf(nextTip).id, 'planned')
  })

  it.each([
    [true, 'canceled'],
    [false, 'planned_and_finished']
  ])('cancels the plan of an older head: %s', async (manages, status) => {
    const { hcp, engine, github, propose, made } = await open(
      {},
      { versionControl: { managesSpeculativePlans: manages } }
    )
    engine.script('demo', [{ ...scripts.creates, holds: ['plan'] }])
    propose({ headRef: 'topic' })
    await eventually('a run', () => made().length)
    const old = hcp.workspace('demo').runs[0]!
    await hcp.waitFor(old.id, 'planning')
    github.push(7, nextHead)
    await eventually('two runs', () => made().length === 2)
    await hcp.waitFor(hcp.workspace('demo').runs[1]!.id, 'planned_and_finished')
    if (!manages) engine.proceed(old.id)
    await hcp.waitFor(old.id, status)
  })
})

describe('who else uses the configuration', () => {
  it('takes a run by hand on it, which the lists find by the same commit', async () => {
    const { hcp, github, made } = await open()
    github.pushCommits({ commits: [tip] })
    await eventually('a run', () => made().length)
    const [own] = hcp.workspace('demo').runs
    await hcp.waitFor(own!.id, 'planned')
    const forged = await postRun(
      hcp,
      'demo',
      { message: own!.message, 'target-addrs': ['aws_subnet.a'] },
      { configurationVersionId: own!.configurationVersion.id }
    )
    expect(forged.json.data.attributes.source).toBe('tfe-api')
    const { json } = await converse(hcp).get(
      `/workspaces/${own!.workspace.id}/runs?search[commit]=${tip}&include=configuration_version.ingress_attributes`
    )
    expect(json.data.map(({ id }: { id: string }) => id)).toEqual([
      forged.json.data.id,
      own!.id
    ])
    // Both have one configuration, which comes once.
    expect(json.included).toHaveLength(2)
  })

  it('retries in the UI with the same configuration', async () => {
    const { hcp, propose, made } = await open()
    propose()
    await eventually('a run', () => made().length)
    const [own] = hcp.workspace('demo').runs
    const again = hcp.versionControl.retry(own!.id)
    expect((await readRun(hcp, again.id)).attributes).toMatchObject({
      source: 'tfe-ui',
      'plan-only': true
    })
    expect(made()).toEqual([head, head])
  })

  it('hides plans from lists that do not ask for them, and can ignore a search', async () => {
    const { hcp, github, propose, made } = await open(
      {},
      { ignoresListFilters: ['search[commit]'] }
    )
    propose()
    github.pushCommits({ commits: [tip] })
    await eventually('two runs', () => made().length === 2)
    const client = converse(hcp)
    const path = `/workspaces/${hcp.workspace('demo').id}/runs?search[commit]=${head}`
    const count = async (more: string) =>
      (await client.get(`${path}${more}`)).json.data.length
    expect(await count('')).toBe(1)
    expect(await count('&filter[operation]=plan_only,plan_and_apply')).toBe(2)
  })

  it.each([
    [true, 201],
    [false, 422]
  ])('takes uploads to apply: %s', async (allowed, status) => {
    const { hcp } = await open({}, { allowsConnectedUploads: allowed })
    const create = (speculative: boolean) =>
      converse(hcp).post(
        `/workspaces/${hcp.workspace('demo').id}/configuration-versions`,
        {
          data: { type: 'configuration-versions', attributes: { speculative } }
        }
      )
    expect((await create(false)).status).toBe(status)
    expect((await create(true)).status).toBe(201)
  })
})

describe('what GitHub is told', () => {
  const statusesOf = (github: GitHubServer) =>
    github.state.statuses
      .filter(({ sha }) => sha === head)
      .map(({ context, state }) => `${context.split('/').at(-1)!} ${state}`)

  it('says one thing for all workspaces, without a run', async () => {
    const { github, propose } = await open()
    propose()
    await eventually(
      'both statuses',
      () => statusesOf(github),
      (all) => all.length === 2
    )
    expect(statusesOf(github).join()).toMatch(
      /^repo-id-\w{16} pending,repo-id-\w{16} success$/
    )
    const { json } = await request(
      `${github.url}/repos/${repository}/commits/${head}/statuses`,
      { headers: { authorization: `token ${github.token}` } }
    )
    expect(json[0]).toMatchObject({ state: 'success' })
    expect(json[0].target_url).toMatch(/\/status\/acs-\w{16}$/)
  })

  it('says one thing for each workspace, and that one was not needed', async () => {
    const { hcp, github, propose } = await open(
      {},
      {
        workspaces: [
          { name: 'demo', vcsRepo: { identifier: repository } },
          {
            name: 'docs',
            vcsRepo: { identifier: repository },
            fileTriggersEnabled: true,
            workingDirectory: 'docs'
          }
        ],
        versionControl: { aggregatesStatuses: false }
      }
    )
    propose({ files: changed('main.tf') })
    await eventually(
      'three statuses',
      () => statusesOf(github),
      (all) => all.length === 3
    )
    expect(statusesOf(github)).toEqual([
      'demo pending',
      'docs success',
      'demo success'
    ])
    expect(github.state.statuses[0]!.targetUrl).toContain(
      hcp.workspace('demo').runs[0]!.id
    )
  })

  it('says success of a commit with nothing to plan', async () => {
    const { github, propose } = await open({
      fileTriggersEnabled: true,
      workingDirectory: 'prod'
    })
    propose({ files: changed('README.md') })
    await eventually('a status', () => statusesOf(github).length)
    expect(statusesOf(github).join()).toMatch(/success$/)
  })
})
