import { describe, expect, it } from '@jest/globals'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { knownStatuses } from '../../src/run/record/status.ts'

interface Row {
  readonly what: string
  readonly shownBy: string
}

/** The rows of every table of the page, by the table's heading. */
function parseTables(page: string): ReadonlyMap<string, readonly Row[]> {
  const tables = new Map<string, Row[]>()
  let rows: Row[] = []
  for (const line of page.split('\n')) {
    const heading = /^## (.+)$/.exec(line)?.[1]
    if (heading !== undefined) {
      rows = []
      tables.set(heading, rows)
    }
    const cells = line.split('|').map((cell) => cell.trim())
    if (cells.length !== 6 || /^(?:what|-+)$/.test(cells[1]!)) continue
    rows.push({ what: cells[1]!, shownBy: cells[3]! })
  }
  return tables
}

/** What is wrong with a row's test; undefined where it exists, or is open. */
function findFault(shownBy: string): string | undefined {
  if (shownBy === 'open') return undefined
  const [, file, name] = /^`([^`]+)`: (.+)$/.exec(shownBy) ?? []
  if (file === undefined || name === undefined) return 'names no test'
  const path = join('__tests__', file)
  if (!existsSync(path)) return `${file} does not exist`
  return readFileSync(path, 'utf8').includes(name)
    ? undefined
    : `${file} has no test "${name}"`
}

const tables = parseTables(readFileSync('docs/api-coverage.md', 'utf8'))
const every = [...tables.values()].flat()

const expected: Readonly<Record<string, readonly string[]>> = {
  Endpoints: [
    'POST /runs',
    'GET /runs/:id',
    'POST /runs/:id/actions/apply',
    'POST /runs/:id/actions/discard',
    'POST /runs/:id/actions/cancel',
    'POST /runs/:id/actions/force-cancel',
    'POST /runs/:id/actions/force-execute',
    'GET /workspaces/:id/runs',
    'GET /organizations/:name/runs',
    'GET /admin/runs',
    'POST /admin/runs/:id/actions/force-cancel'
  ],
  'Parameters of a run': [
    'message',
    'plan-only',
    'auto-apply',
    'save-plan',
    'is-destroy',
    'refresh',
    'refresh-only',
    'allow-empty-apply',
    'allow-config-generation',
    'debugging-mode',
    'target-addrs',
    'replace-addrs',
    'invoke-action-addrs',
    'policy-paths',
    'variables',
    'terraform-version',
    'workspace',
    'configuration-version',
    'comment'
  ],
  States: knownStatuses,
  Operations: [
    'plan_only',
    'plan_and_apply',
    'save_plan',
    'refresh_only',
    'destroy',
    'empty_apply'
  ],
  Sources: ['tfe-ui', 'tfe-api', 'tfe-configuration-version'],
  'Status groups': ['non_final', 'final', 'discardable'],
  'Filters and searches of the lists': [
    'page[number]',
    'page[size]',
    'filter[operation]',
    'filter[status]',
    'filter[source]',
    'filter[status_group]',
    'filter[timeframe]',
    'filter[agent_pool_names]',
    'filter[workspace_names]',
    'search[user]',
    'search[commit]',
    'search[basic]',
    'q'
  ],
  Answers: ['202', '401', '403', '404', '409', '415', '422', '429', '5xx']
}

describe('docs/api-coverage.md', () => {
  it.each(Object.entries(expected))('lists all %s', (heading, names) => {
    const listed = (tables.get(heading) ?? []).map(({ what }) =>
      what.replaceAll('`', '')
    )
    expect(listed).toEqual(expect.arrayContaining([...names]))
  })

  it('lists nothing twice', () => {
    for (const [heading, rows] of tables) {
      const listed = rows.map(({ what }) => what)
      expect([heading, [...new Set(listed)]]).toEqual([heading, listed])
    }
  })

  it('names a test that exists in every row that is not open', () => {
    const faults = every.flatMap(({ what, shownBy }) => {
      const fault = findFault(shownBy)
      return fault === undefined ? [] : [`${what}: ${fault}`]
    })
    expect(faults).toEqual([])
    expect(every.length).toBeGreaterThan(80)
  })

  it.each([
    ['somewhere', 'names no test'],
    ['`run/nowhere.test.ts`: x', 'run/nowhere.test.ts does not exist'],
    [
      '`run/record/status.test.ts`: no such words',
      'run/record/status.test.ts has no test "no such words"'
    ]
  ])('would find %j', (shownBy, fault) => {
    expect(findFault(shownBy)).toBe(fault)
  })
})

/** Shown by no test yet. Whoever shows one takes it off this list. */
const outstanding: readonly string[] = []

describe('the conformance checklist', () => {
  it('is shown by tests that name its statements, but for those outstanding', () => {
    // This file names them as well, and shows none.
    const names = readdirSync('__tests__', {
      recursive: true,
      encoding: 'utf8'
    })
      .filter(
        (file) =>
          file.endsWith('.test.ts') && !file.endsWith('api-coverage.test.ts')
      )
      .flatMap((file) =>
        [
          ...readFileSync(join('__tests__', file), 'utf8').matchAll(
            /['"`(]((?:(?:[CE]-|T)\d+(?:, )?)+):/g
          )
        ].flatMap(([, ids]) => ids!.split(', '))
      )
    const shown = new Set(names)
    const all = [
      ...Array.from({ length: 30 }, (_, index) => `C-${index + 1}`),
      ...Array.from({ length: 20 }, (_, index) => `E-${index + 1}`),
      ...Array.from({ length: 30 }, (_, index) => `T${index + 1}`)
    ]
    expect(all.filter((id) => !shown.has(id))).toEqual(outstanding)
  })
})
