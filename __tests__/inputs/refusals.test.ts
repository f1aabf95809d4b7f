import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import type { InputName } from '../../src/inputs/names.ts'
import { askedOf, combinations } from '../../src/inputs/combinations.ts'
import { filterCombinations } from '../../src/inputs/filter-combinations.ts'
import { parseFilters } from '../../src/inputs/parse-filters.ts'
import { examineInputs } from '../../src/inputs/parse-inputs.ts'

type Given = Partial<Record<InputName, string>>

const golden = '__tests__/inputs/refusals.golden.txt'
const action = parse(readFileSync('action.yml', 'utf8'))
const usual: Given = {
  token: 'abc',
  organization: 'acme',
  workspace: 'network'
}
const hex = 'a'.repeat(64)

/** What does not go together: each is refused, and says why. */
const cases: readonly Given[] = [
  ...['cancel', 'force-cancel', 'force-execute', 'upload'].map((mode) => ({
    mode
  })),
  { mode: 'show', workspace: '' },
  ...['plan', 'save-plan', 'list'].map((mode) => ({
    mode,
    'run-id': 'run-1'
  })),
  {
    mode: 'upload',
    'run-id': 'run-1',
    'configuration-directory': '.',
    'configuration-version-id': 'cv-1',
    message: 'x'
  },
  ...['save-plan', 'force-cancel', 'list'].map((mode) => ({
    mode,
    commit: 'head'
  })),
  { mode: 'apply', commit: 'head', 'run-id': 'run-1' },
  { mode: 'apply', commit: 'abc' },
  { mode: 'plan', commit: 'head', 'configuration-directory': '.' },
  { mode: 'plan', commit: 'head', targets: 'aws_x.y' },
  { mode: 'apply', 'run-id': 'run-1', 'expected-plan-digest': 'reviewed' },
  { mode: 'plan', commit: 'head', 'require-newest-run': 'true' },
  { workspace: '' },
  { organization: '' },
  { mode: 'apply', 'policy-override': 'true' },
  { mode: 'apply', 'override-reason': 'Agreed' },
  { 'policy-override': 'true', 'override-reason': 'Agreed' },
  ...['plan', 'save-plan', 'list', 'discard'].map((mode) => ({
    mode,
    approve: 'true'
  })),
  {
    mode: 'list',
    'configuration-directory': '.',
    message: 'x'
  },
  {
    mode: 'apply',
    'run-id': 'run-1',
    'configuration-version-id': 'cv-1',
    message: 'x'
  },
  { 'configuration-directory': '.', 'configuration-version-id': 'cv-1' },
  { mode: 'apply', approve: 'true' },
  ...[{ mode: 'list' }, { mode: 'apply', 'run-id': 'run-1' }].map((given) => ({
    ...given,
    targets: 'aws_x.y',
    replace: 'aws_x.y',
    'invoke-action': 'action.a.b',
    'policy-paths': 'policies',
    variables: 'a: 1',
    'var-files': 'a.tfvars',
    destroy: 'true',
    refresh: 'false',
    'refresh-only': 'true',
    'allow-empty-apply': 'true',
    'allow-config-generation': 'true',
    'debugging-mode': 'true',
    'terraform-version': '1.9.0'
  })),
  { destroy: 'true', 'refresh-only': 'true' },
  { refresh: 'false', 'refresh-only': 'true' },
  ...['destroy', 'refresh-only'].flatMap((special) => [
    { [special]: 'true', replace: 'aws_x.y' },
    { [special]: 'true', 'allow-config-generation': 'true' }
  ]),
  ...[
    { targets: 'aws_x.y' },
    { replace: 'aws_x.y' },
    { destroy: 'true' },
    { 'refresh-only': 'true' }
  ].map((given) => ({ 'invoke-action': 'action.a.b', ...given })),
  ...['save-plan', 'apply'].map((mode) => ({
    mode,
    'terraform-version': '1.9.0'
  })),
  { 'allow-empty-apply': 'true' },
  { mode: 'apply', 'allow-empty-apply': 'true' },
  {
    mode: 'apply',
    approve: 'true',
    'allow-empty-apply': 'true',
    'expected-plan-digest': hex
  },
  {
    mode: 'apply',
    approve: 'true',
    'allow-empty-apply': 'true',
    'expected-configuration-digest': `files:${hex}`
  },
  { mode: 'list', workspace: '' },
  {
    mode: 'list',
    'list-scope': 'organization',
    organization: '',
    workspace: ''
  },
  { mode: 'list', 'list-scope': 'organization' },
  { mode: 'list', 'list-scope': 'admin' },
  { mode: 'discard', 'run-id': 'run-1\nrun-2' },
  { mode: 'list', workspace: 'net-*' },
  { 'configuration-version-id': 'cv-1', workspace: 'net-*' },
  { mode: 'show', 'run-id': 'run-1', 'only-changed': 'true' },
  { commit: 'head', workspace: '', organization: '' },
  { filters: 'status: planned' },
  ...['plan', 'save-plan', 'show', 'force-execute', 'list'].map((mode) => ({
    mode,
    reason: 'Agreed',
    ...(mode === 'show' || mode === 'force-execute'
      ? { 'run-id': 'run-1' }
      : {})
  }))
]

/** The same of the filters of a list, by its scope. */
const filterCases = [
  ['workspace', 'workspace_names: a'],
  [
    'admin',
    [
      'operation: destroy',
      'status_group: final',
      'source: tfe-api',
      'agent_pool_names: a',
      'workspace_names: a',
      'user: octocat',
      'commit: abc'
    ].join('\n')
  ],
  ['workspace', 'search: a\nuser: b'],
  ['workspace', 'search: a\ncommit: b']
] as const

function examine(given: Given) {
  return examineInputs((name) => {
    const value =
      { ...usual, ...given }[name] ?? action.inputs[name].default ?? ''
    return value.startsWith('${{') ? '' : value
  })
}

function render(
  problems: ReturnType<typeof examine>['problems']
): readonly string[] {
  expect(problems).not.toEqual([])
  return problems.map(
    ({ input, wrong, allowed }) => `  '${input}' ${wrong}; allowed: ${allowed}`
  )
}

describe('what does not go together', () => {
  it('is refused in the words of refusals.golden.txt', async () => {
    const inputs = cases.map((given) => {
      const names = Object.entries(given).map(([name, value]) =>
        value === '' ? `no ${name}` : `${name}: ${value.replaceAll('\n', ', ')}`
      )
      return [names.join(', '), ...render(examine(given).problems)]
    })
    const filters = await Promise.all(
      filterCases.map(async ([scope, text]) => [
        `list-scope: ${scope}, filters: ${text.replaceAll('\n', ', ')}`,
        ...render((await parseFilters(text, scope)).problems)
      ])
    )
    const text = `${[...inputs, ...filters].map((lines) => lines.join('\n')).join('\n\n')}\n`
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, text)
    expect(text).toBe(readFileSync(golden, 'utf8'))
  })

  it('has a case here for every row', async () => {
    const asked = cases.map((given) => askedOf(examine(given).inputs))
    const filtered = filterCases.map(([scope, text]) => ({
      scope,
      filters: Object.fromEntries(
        text.split('\n').map((line) => line.split(/: /, 2) as [string, string])
      )
    }))
    const idle = [
      ...combinations.filter(({ when }) => !asked.some(when)),
      ...filterCombinations.filter(
        ({ when }) =>
          !filtered.some(({ scope, filters }) =>
            when({
              scope,
              filters: Object.fromEntries(
                Object.entries(filters).map(([name, value]) => [name, [value]])
              )
            })
          )
      )
    ]
    expect(idle).toEqual([])
  })
})
