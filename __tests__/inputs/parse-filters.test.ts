import { describe, expect, it } from '@jest/globals'
import { filterNames } from '../../src/inputs/filters.ts'
import { parseFilters } from '../../src/inputs/parse-filters.ts'
import { fc } from '../fuzz.ts'

type Scope = Parameters<typeof parseFilters>[1]

async function refusalsOf(text: string, scope: Scope = 'workspace') {
  const { problems } = await parseFilters(text, scope)
  return problems.map(({ wrong, allowed }) => `${wrong} | ${allowed}`)
}

describe('parseFilters', () => {
  it('takes a map of HCP Terraform’s words, texts or lists', async () => {
    const { filters, problems } = await parseFilters(
      [
        '# what waits for somebody',
        'operation: plan_only, destroy',
        'status: [planned, some_new_status]',
        'status_group: non_final',
        'source:',
        '  - tfe-api',
        '  - terraform+cloud',
        'timeframe: 2026',
        'agent_pool_names: blue pool, green',
        'workspace_names: network',
        'user: octocat',
        // A number to every other reader of YAML.
        'commit: 0123e45'
      ].join('\n'),
      'organization'
    )
    expect(problems).toEqual([])
    expect(filters).toEqual({
      operation: ['plan_only', 'destroy'],
      status: ['planned', 'some_new_status'],
      status_group: ['non_final'],
      source: ['tfe-api', 'terraform+cloud'],
      timeframe: ['2026'],
      agent_pool_names: ['blue pool', 'green'],
      workspace_names: ['network'],
      user: ['octocat'],
      commit: ['0123e45']
    })
  })

  it('takes the parameters as the API’s pages write them, and JSON', async () => {
    expect(
      await parseFilters(
        'filter[status_group]: final\nsearch[basic]: a, b',
        'workspace'
      )
    ).toEqual({
      filters: { status_group: ['final'], search: ['a, b'] },
      problems: []
    })
    expect(
      await parseFilters(
        '{"search[user]": "octocat", "search[commit]": "abc"}',
        'workspace'
      )
    ).toEqual({
      filters: { user: ['octocat'], commit: ['abc'] },
      problems: []
    })
    expect(await parseFilters('q: acme', 'admin')).toMatchObject({
      filters: { search: ['acme'] }
    })
  })

  it('takes no filter from nothing but comments', async () => {
    expect(await parseFilters('# none yet', 'workspace')).toEqual({
      filters: {},
      problems: []
    })
  })

  it('lets words pass that are not known yet', async () => {
    expect(
      await refusalsOf('operation: new_kind\nstatus: new\nsource: tfe-new')
    ).toEqual([])
  })

  it.each<[string, RegExp, Scope?]>([
    ['stauts: planned', /^has the key "stauts" .*did you mean 'status'\?/],
    ['status-group: final', /did you mean 'status_group'\?/],
    ['filter-status: planned', /^has the key "filter-status" \| 'operation'/],
    ['__proto__: x', /^has the key "__proto__"/],
    ['operation: plan', /^has "plan" for 'operation' .*mean plan_only\?/],
    ['operation: plan_destroy', /did you mean destroy\?/],
    ['operation: apply', /did you mean plan_and_apply\?/],
    ['operation: toString', /^has "toString" for 'operation'/],
    ['status_group: completed', /did you mean final\?/],
    ['status_group: failed', /did you mean 'status: errored'\?/],
    ['status_group: [final, discardable]', /^has 2 values for 'status_group'/],
    ['status: cancelled', /did you mean canceled\?/],
    ['status: planned-and-saved', /HCP Terraform's status names/],
    ['source: api', /did you mean tfe-api\?/],
    ['source: vcs', /did you mean tfe-configuration-version\?/],
    ['timeframe: month', /^has "month" for 'timeframe'/],
    ['status:', /^has nothing for 'status'/],
    ['status: ","', /^has nothing for 'status'/],
    ['status: { a: b }', /^has no text for 'status'/],
    ['status: planned\nfilter[status]: final', /^has 'status' twice/],
    ['status: a\nstatus: b', /^is not YAML \(duplicate key\) \(line 2\)/],
    ['status: &a planned\nsource: *a', /^has an alias/],
    ['planned', /^is not a map of filters/],
    ['- planned', /^is not a map of filters/],
    ['a: [', /^is not YAML/],
    ['status: !hcl x', /^is not YAML/],
    [
      'workspace_names: a',
      /^has 'workspace_names' with 'list-scope: workspace'.*'list-scope: organization'/
    ],
    [
      'operation: destroy',
      /^has 'operation' with 'list-scope: admin', whose API cannot filter by it \| 'status', 'timeframe', 'search'/,
      'admin'
    ],
    ['workspace_names: a', /^has 'workspace_names' with .*admin/, 'admin'],
    ['search: x\nuser: y', /^has 'search' .*make the server ignore it/]
  ])('refuses %j', async (...[text, problem, scope]) => {
    expect(await refusalsOf(text, scope)).toEqual([
      expect.stringMatching(problem)
    ])
  })

  it('throws for no text, and has either filters or problems', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc
            .dictionary(fc.constantFrom(...filterNames), fc.string())
            .map((map) => JSON.stringify(map))
        ),
        async (text) => {
          const { filters } = await parseFilters(text, 'workspace')
          for (const values of Object.values(filters)) {
            expect(values).not.toEqual([])
          }
        }
      )
    )
  })
})
