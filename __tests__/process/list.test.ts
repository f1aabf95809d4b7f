import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { annotations, openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

interface Listed {
  readonly id: string
  readonly url: string | undefined
  readonly [name: string]: unknown
}

function runsOf(outputs: Readonly<Record<string, string>>): Listed[] {
  return JSON.parse(outputs['runs'] ?? 'null') as Listed[]
}

/** Three runs of `network`, the last one at its gate. */
async function openWithRuns(
  options: Parameters<typeof openStage>[1] = {}
): Promise<void> {
  stage = await openStage(
    [scripts.changes, scripts.noChanges, scripts.changes],
    options
  )
  const upload = { 'configuration-directory': '.', comment: 'never' }
  await stage.run({ mode: 'plan', message: 'a | <b>@octocat</b>', ...upload })
  await stage.run({ mode: 'apply', message: 'second', ...upload })
  await stage.run({ mode: 'apply', message: 'third', ...upload })
}

describe('mode: list', () => {
  it('warns of words that no server is known to have', async () => {
    stage = await openStage()
    const list = (filters: Readonly<Record<string, string>>) =>
      stage.run({ mode: 'list', 'job-summary': 'false', ...filters })
    const strange = await list({
      filters: 'status: planned,plannd\nsource: bogus'
    })
    expect(strange.exitCode).toBe(0)
    expect(annotations(strange, 'warning')).toEqual([
      expect.stringMatching(/^'filters' has 'plannd' for 'status', which/),
      expect.stringMatching(/^'filters' has 'bogus' for 'source', which/)
    ])
    const usual = await list({
      filters: '{"status": "policy_override", "source": "terraform+cloud"}'
    })
    expect(annotations(usual, 'warning')).toEqual([])
  })

  it('lists a workspace by page, filtered, to JSON and a table', async () => {
    await openWithRuns()
    const before = stage.writes().length
    const all = await stage.run(
      {
        mode: 'list',
        filters: 'operation: [plan_only, plan_and_apply]'
      },
      pullRequestEvent()
    )
    expect(all.exitCode).toBe(0)
    expect(all.outputs).toMatchObject({ outcome: 'listed', gate: 'none' })
    const runs = runsOf(all.outputs)
    expect(runs).toMatchObject([
      {
        status: 'planned',
        message: 'third',
        operation: 'plan_and_apply',
        source: 'tfe-api',
        workspace: 'network',
        'has-changes': true,
        'plan-only': false
      },
      { status: 'planned_and_finished', message: 'second' },
      { operation: 'plan_only', message: 'a | <b>@octocat</b>' }
    ])
    for (const { id, url } of runs) {
      expect(url).toBe(
        `${stage.hcp.url}/app/${stage.hcp.organization}/workspaces/network/runs/${id}`
      )
      expect(all.summary).toContain(`[${id}](${url ?? ''})`)
    }
    expect(all.summary).not.toMatch(/<b>|@octocat| a \| /)
    expect(all.summary.match(/^\| run|^\| \[run-/gm)).toHaveLength(3)
    const lists = stage.hcp.requests.filter(
      ({ method, path }) => method === 'GET' && path.endsWith('/runs')
    )
    expect(lists.map(({ query }) => query['page[size]'])).toEqual(['100'])
    // A list changes nothing and comments nowhere.
    expect(stage.writes()).toHaveLength(before)
    expect(stage.comments()).toEqual([])

    const cut = await stage.run({
      mode: 'list',
      filters: [
        'status_group: non_final',
        'filter[status]: planned, planned_and_finished',
        'source: tfe-api',
        'timeframe: year',
        'search: third'
      ].join('\n'),
      'max-items': '1'
    })
    expect(runsOf(cut.outputs)).toMatchObject([{ message: 'third' }])
    expect(stage.hcp.requests.at(-1)?.query).toMatchObject({
      'filter[status_group]': 'non_final',
      'filter[status]': 'planned,planned_and_finished',
      'filter[source]': 'tfe-api',
      'filter[timeframe]': 'year',
      'search[basic]': 'third',
      'page[size]': '20'
    })

    const few = await stage.run({ mode: 'list', 'max-items': '1' })
    expect(runsOf(few.outputs)).toHaveLength(1)
    expect(annotations(few, 'notice').join()).toContain(
      "There are more: 'max-items' is 1"
    )
  })

  it('refuses what no list could find, before anything is requested', async () => {
    stage = await openStage()
    const before = stage.hcp.requests.length
    const refused = await stage.run({
      mode: 'list',
      filters: 'stauts: planned\nworkspace_names: network',
      'filter-status': 'planned'
    })
    expect(refused.exitCode).toBe(1)
    const [said = ''] = annotations(refused, 'error')
    expect(said).toContain("did you mean 'status'?")
    expect(said).toContain("has 'workspace_names' with 'list-scope: workspace'")
    expect(said).toContain("'filter-status' is no input of this action")
    expect(stage.hcp.requests).toHaveLength(before)
  })

  it('lists an organization and a site, whose lists tell less', async () => {
    await openWithRuns({ personality: 'tfe' })
    const organization = await stage.run({
      mode: 'list',
      'list-scope': 'organization',
      workspace: '',
      filters: 'workspace_names: [network, other]\noperation: plan_and_apply'
    })
    expect(organization.exitCode).toBe(0)
    expect(runsOf(organization.outputs)).toMatchObject([
      { message: 'third', workspace: 'network' },
      { message: 'second', workspace: 'network' }
    ])
    expect(stage.hcp.requests.at(-1)).toMatchObject({
      path: `/api/v2/organizations/${stage.hcp.organization}/runs`,
      query: { 'filter[workspace_names]': 'network,other' }
    })

    const site = await stage.run({
      mode: 'list',
      token: stage.hcp.tokens.admin,
      'list-scope': 'admin',
      organization: '',
      workspace: '',
      filters: 'q: network\nstatus: planned\ntimeframe: 2026'
    })
    expect(site.exitCode).toBe(0)
    expect(runsOf(site.outputs)).toMatchObject([{ status: 'planned' }])
    expect(stage.hcp.requests.at(-1)).toMatchObject({
      path: '/api/v2/admin/runs',
      query: {
        q: 'network',
        'filter[status]': 'planned',
        'filter[from]': '2026-01-01T00:00:00Z',
        'filter[to]': '2026-12-31T23:59:59Z'
      }
    })

    const wrong = await stage.run({ mode: 'list', token: 'wrong-token' })
    expect(wrong.exitCode).toBe(1)
    expect(wrong.outputs['outcome']).toBe('errored')
    expect(annotations(wrong, 'error')[0]).toContain('401')
  })
})
