import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import type { Inputs } from '../../src/inputs/inputs.ts'
import type { InputName } from '../../src/inputs/names.ts'
import { parseInputs } from '../../src/inputs/parse-inputs.ts'
import { InvalidInputsError } from '../../src/inputs/problems.ts'

type Given = Partial<Record<InputName, string>>

const action = parse(readFileSync('action.yml', 'utf8'))

function read(given: Given): Inputs {
  const inputs: Given = {
    token: 'abc',
    organization: 'acme',
    workspace: 'network',
    ...given
  }
  return parseInputs((name) => {
    const value = inputs[name] ?? action.inputs[name].default ?? ''
    return value.startsWith('${{') ? '' : value
  })
}

/** What is wrong, as `input: problem`; empty where nothing is. */
function problems(given: Given): string[] {
  try {
    read(given)
    return []
  } catch (error) {
    if (!(error instanceof InvalidInputsError)) throw error
    return error.problems.map(
      ({ input, wrong, allowed }) => `${input}: ${wrong} | ${allowed}`
    )
  }
}

describe('run parameters', () => {
  it('are read, with the defaults of the Runs API', () => {
    expect(read({})).toMatchObject({
      targets: [],
      replace: [],
      variables: undefined,
      varFiles: [],
      destroy: false,
      refresh: true,
      refreshOnly: false,
      allowEmptyApply: false,
      allowConfigGeneration: false,
      debuggingMode: false,
      terraformVersion: undefined
    })
    expect(
      read({
        targets: 'module.a["x y, z"].b.c\n\n  aws_x.y[0]\n',
        replace: 'aws_x.z',
        variables: 'a: 1',
        'var-files': 'a.tfvars\nb c.tfvars.json',
        'debugging-mode': 'true',
        'terraform-version': '1.9.0',
        refresh: 'false'
      })
    ).toMatchObject({
      targets: ['module.a["x y, z"].b.c', 'aws_x.y[0]'],
      replace: ['aws_x.z'],
      variables: 'a: 1',
      varFiles: ['a.tfvars', 'b c.tfvars.json'],
      debuggingMode: true,
      terraformVersion: '1.9.0',
      refresh: false
    })
  })

  it.each<[string, Given]>([
    ['a destroy run with targets', { destroy: 'true', targets: 'aws_x.y' }],
    ['a destroy run without refresh', { destroy: 'true', refresh: 'false' }],
    ['a refresh-only plan', { 'refresh-only': 'true' }],
    [
      'an empty apply that is approved',
      { mode: 'apply', approve: 'true', 'allow-empty-apply': 'true' }
    ],
    ...(
      [
        ['an upload', { 'configuration-directory': '.' }],
        ['a configuration version', { 'configuration-version-id': 'cv-1' }],
        ['the current one', { 'configuration-version-id': 'current' }],
        ['a destroy', { destroy: 'true' }],
        ['a replacement', { replace: 'aws_x.y' }],
        ['a run', { 'run-id': 'run-1' }]
      ] as const
    ).map(([what, given]): [string, Given] => [
      `a yes to ${what}`,
      { mode: 'apply', approve: 'true', ...given }
    ]),
    ['no yes without a run', { mode: 'apply', approve: 'false' }],
    [
      'parameters of a saved plan',
      { mode: 'save-plan', targets: 'aws_x.y', variables: 'a: 1' }
    ]
  ])('lets %s', (_, given) => {
    expect(problems(given)).toEqual([])
  })

  it.each<[Given, RegExp]>([
    [
      { destroy: 'true', 'refresh-only': 'true' },
      /^refresh-only: is true together with 'destroy'/
    ],
    [
      { 'refresh-only': 'true', refresh: 'false' },
      /^refresh: is false together with 'refresh-only'/
    ],
    ...(
      [
        ['destroy', { destroy: 'true' }],
        ['refresh-only', { 'refresh-only': 'true' }],
        ['targets', { targets: 'aws_x.y' }],
        ['replace', { replace: 'aws_x.y' }]
      ] as const
    ).map(([name, given]): [Given, RegExp] => [
      { 'invoke-action': 'action.a.b', ...given },
      new RegExp(`invoke-action: is given together with '${name}'`)
    ]),
    [
      { destroy: 'true', replace: 'aws_x.y' },
      /^replace: is given together with 'destroy'; Terraform replaces in a normal plan/
    ],
    [
      { 'refresh-only': 'true', replace: 'aws_x.y' },
      /^replace: is given together with 'refresh-only'/
    ],
    [
      { destroy: 'true', 'allow-config-generation': 'true' },
      /^allow-config-generation: .*normal plan only/
    ],
    [
      { mode: 'apply', 'terraform-version': '1.9.0' },
      /^terraform-version: .*plan-only runs only/
    ],
    [
      { mode: 'save-plan', 'terraform-version': '1.9.0' },
      /^terraform-version: is given with mode 'save-plan'/
    ],
    [
      { 'allow-empty-apply': 'true' },
      /^allow-empty-apply: is true with mode 'plan', which applies nothing/
    ],
    [
      { mode: 'save-plan', 'allow-empty-apply': 'true' },
      /^allow-empty-apply: is true with mode 'save-plan'/
    ],
    [
      { mode: 'apply', 'allow-empty-apply': 'true' },
      /^allow-empty-apply: .*without a gate/
    ],
    [
      {
        mode: 'apply',
        approve: 'true',
        'allow-empty-apply': 'true',
        'expected-plan-digest': 'a'.repeat(64)
      },
      /^allow-empty-apply: is true together with 'expected-plan-digest'/
    ],
    [{ targets: 'aws_x.y, aws_x.z' }, /^targets: has "aws_x.y, aws_x.z"/],
    [{ targets: '- aws_x.y' }, /^targets: .*one resource address a line/],
    [{ replace: '"aws_x.y"' }, /^replace: /],
    [{ destroy: 'yes' }, /^destroy: is "yes" \| 'true' or 'false'/],
    [
      { mode: 'save-plan', approve: 'true' },
      /^approve: is given with mode 'save-plan', which applies nothing/
    ],
    [
      { mode: 'apply', approve: 'true' },
      /^run-id: is empty while 'approve' is true, .*'configuration-directory'/
    ],
    [
      { mode: 'apply', approve: 'true', 'run-id': ' ', message: 'Go' },
      /^run-id: is empty while 'approve' is true/
    ],
    [
      {
        'configuration-version-id': 'current',
        'configuration-directory': '.'
      },
      /^configuration-version-id: is given together with/
    ],
    [{ mode: 'save-plan', 'run-id': 'run-1' }, /^run-id: .*makes a new run/],
    [{ mode: 'list', 'run-id': 'run-1' }, /^run-id: .*acts on no run/]
  ])('refuses %j', (given, problem) => {
    expect(problems(given)).toEqual([expect.stringMatching(problem)])
  })

  it.each(['list', 'discard', 'apply'])(
    'refuses all of them where mode %s makes no run',
    (mode) => {
      const given: Given = {
        targets: 'aws_x.y',
        replace: 'aws_x.y',
        variables: 'a: 1',
        'var-files': 'a.tfvars',
        destroy: 'true',
        refresh: 'false',
        'refresh-only': 'true',
        'allow-empty-apply': 'true',
        'allow-config-generation': 'true',
        'debugging-mode': 'true',
        'terraform-version': '1.9.0'
      }
      expect(
        problems({
          mode,
          ...(mode === 'list' ? {} : { 'run-id': 'run-1' }),
          ...given
        }).map((problem) => problem.split(':')[0])
      ).toEqual(Object.keys(given))
    }
  )
})

describe('the list', () => {
  const list: Given = { mode: 'list' }
  const organization: Given = {
    mode: 'list',
    'list-scope': 'organization',
    workspace: ''
  }
  const admin: Given = {
    mode: 'list',
    'list-scope': 'admin',
    workspace: '',
    organization: ''
  }

  it('reads whose runs, and how many', () => {
    expect(
      read({ ...organization, filters: 'status: planned', 'max-items': '1' })
    ).toMatchObject({
      listScope: 'organization',
      filters: 'status: planned',
      maxItems: 1
    })
    expect(read(list)).toMatchObject({
      listScope: 'workspace',
      filters: undefined,
      maxItems: 100
    })
  })

  it.each<[string, Given]>([
    ['a workspace by id', { ...list, workspace: 'ws-1', organization: '' }],
    ['an organization', organization],
    ['the site', { ...admin, filters: 'search: acme' }]
  ])('lets %s', (_, given) => {
    expect(problems(given)).toEqual([])
  })

  it.each<[Given, RegExp]>([
    [{ ...list, 'list-scope': 'team' }, /^list-scope: is "team"/],
    [{ ...list, workspace: '' }, /^workspace: is empty/],
    [{ ...organization, organization: '' }, /^organization: is empty/],
    [{ ...list, 'max-items': '0' }, /^max-items: is "0"/],
    [{ ...list, 'max-items': '10001' }, /^max-items: is 10001/],
    [
      { ...organization, workspace: 'network' },
      /^workspace: .*'workspace_names' in 'filters' to choose/
    ],
    [{ ...admin, workspace: 'ws-1' }, /^workspace: .*lists the whole site/],
    [{ filters: 'status: planned' }, /^filters: is given with mode 'plan'/],
    [{ ...list, approve: 'true' }, /^approve: /],
    [{ ...list, message: 'x' }, /^message: .*makes no run/]
  ])('refuses %j', (given, problem) => {
    expect(problems(given)).toEqual([expect.stringMatching(problem)])
  })
})
