import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import type { InputName } from '../../src/inputs/names.ts'
import { examineInputs } from '../../src/inputs/parse-inputs.ts'

const golden = '__tests__/inputs/mistakes.golden.txt'
const action = parse(readFileSync('action.yml', 'utf8'))
const usual: Partial<Record<InputName, string>> = {
  token: 'abc',
  organization: 'acme',
  workspace: 'network'
}
const address = (text: string): string => `https://app.terraform.io/app/${text}`

/** What people write, and have to be told how it is written here. */
const mistakes: readonly (readonly [InputName, ...string[]])[] = [
  [
    'token',
    '',
    'Bearer abc',
    'two words',
    'ghp_hidden',
    'secrets.TF_API_TOKEN'
  ],
  ['github-token', 'abc.atlasv1.def', 'two words', 'secrets.GITHUB_TOKEN'],
  [
    'hostname',
    '',
    'https://app.terraform.io/app/acme',
    'app.terraform.io/api/v2',
    'https://user:hidden@tfe.example.com',
    'http://tfe.example.com',
    'my host'
  ],
  ['organization', address('acme'), 'vars.TF_ORGANIZATION', 'acme corp'],
  [
    'workspace',
    address('acme/workspaces/network'),
    'acme/network',
    'network, database',
    'network database',
    'net-?',
    'Tag:network',
    'vars.TF_WORKSPACE'
  ],
  [
    'mode',
    'Plan',
    'PLAN_ONLY',
    'save_plan',
    'aply',
    'destroy',
    'refresh',
    'confirm',
    'outputs',
    'xyzzy',
    ''
  ],
  [
    'run-id',
    'https://tfe.example.com/app/acme/workspaces/network/runs/run-abc',
    'cv-4Kq8ZtVfR2mWcYhD',
    'ws-4Kq8ZtVfR2mWcYhD',
    'run run-4Kq8ZtVfR2mWcYhD',
    '../runs/run-1'
  ],
  ['configuration-version-id', 'run-4Kq8ZtVfR2mWcYhD', 'latest version'],
  [
    'targets',
    'aws_instance.web[k]',
    'aws_instance.web[*]',
    "aws_instance.web['a']",
    'aws_instance.web["${k}"]',
    'aws_instance',
    'aws_instance.web.id',
    'module',
    'module.a.module',
    'var.region',
    'aws_x.y, aws_x.z',
    '- aws_x.y',
    '["aws_x.y", "aws_x.z"]',
    'aws_x.y # the old one',
    '1aws.y'
  ],
  ['replace', '"aws_x.y"', 'module.network', 'data.aws_ami.x'],
  [
    'invoke-action',
    'aws_lambda_invoke.notify',
    'module.network',
    'action.notify',
    'action.a.b\naction.a.c'
  ],
  ['destroy', 'yes', 'on', '1', 'please'],
  ['approve', 'no', 'TRUE!', 'null'],
  [
    'run-timeout',
    '1800',
    '30',
    '60',
    '90 s',
    '30 minutes',
    '30min',
    '1.5h',
    '1h 30m',
    '1m1h',
    'PT30M',
    '01:30:00',
    '48h',
    '2d',
    '0',
    '',
    'soon'
  ],
  ['max-plan-age', '24', '1 week', '7 days', '1000d', 'None'],
  ['max-destroy', '-1', 'unlimited', '1,000', '5.0', '+5', 'ten', ''],
  ['max-monthly-cost-increase', '$12.50', '1,000.5', '-1'],
  ['expected-plan-digest', 'abc', 'None'],
  ['expected-configuration-digest', '0a', 'redacted:abc', 'None'],
  ['pull-request', '#12', 'https://github.com/acme/network/pull/12', '0'],
  ['required-labels', 'ready, checked', 'ready;checked, done', '# none'],
  ['allowed-actors', 'ann, bea', '@ann', 'ann bea', '- ann'],
  ['allowed-run-creators', 'ann,bea', 'ann@example.com, bea'],
  ['protected-addresses', 'a.b,c.d', "a.b['x']", 'aws_instance.web!'],
  ['on-blocked', 'fail', 'Hold', 'discarded'],
  ['comment', 'true', 'on-change', 'off'],
  ['comment-detail', 'all', 'count'],
  ['list-scope', 'org', 'Workspace'],
  ['max-items', '0', '10001'],
  ['reason', 'x'.repeat(1001)]
]

function refusalsOf(name: InputName, text: string): readonly string[] {
  const given = { ...usual, [name]: text }
  const { problems } = examineInputs((each) => {
    const value = given[each] ?? action.inputs[each].default ?? ''
    return value.startsWith('${{') ? '' : value
  })
  return problems
    .filter(({ input }) => input === name)
    .map(({ wrong, allowed }) => `    ${wrong}; allowed: ${allowed}`)
}

describe('a mistake', () => {
  const told = mistakes.map(([name, ...texts]) =>
    texts.map((text) => {
      const shown = text.length > 100 ? `${text.slice(0, 20)}…` : text
      return { name, text, shown, refusals: refusalsOf(name, text) }
    })
  )

  it('is refused, each in one sentence', () => {
    for (const { name, shown, refusals } of told.flat()) {
      expect([name, shown, refusals.length]).toEqual([name, shown, 1])
    }
  })

  it('is told in the words of mistakes.golden.txt', () => {
    const text = told
      .map((each) =>
        each
          .map(({ name, shown, refusals }) =>
            [`${name}: ${shown}`, ...refusals].join('\n')
          )
          .join('\n')
      )
      .join('\n\n')
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, `${text}\n`)
    expect(`${text}\n`).toBe(readFileSync(golden, 'utf8'))
  })

  it('never shows what may be secret', () => {
    const text = readFileSync(golden, 'utf8')
    expect(
      text
        .split('\n')
        .filter((line) => /^ .*(?:hidden|ghp_|atlasv1)/.test(line))
    ).toEqual([])
  })

  it.each<[InputName, string, unknown]>([
    ['run-id', address('acme/workspaces/network/runs/run-abc'), 'run-abc'],
    ['run-id', address('a/workspaces/b/runs/run-abc/plan?x=1#y'), 'run-abc'],
    ['run-id', 'https://app.terraform.io/api/v2/runs/run-abc', 'run-abc'],
    ['hostname', 'TF_HOSTNAME or app.terraform.io', undefined],
    ['targets', '# all of it\n\nmodule.a\n  # and\nresource.var.x', undefined],
    [
      'targets',
      'module.a["x.y"].module.b[0].data.aws_ami.c["k\\"]"]',
      undefined
    ],
    ['targets', 'aws_x.y["$${a}"]\nephemeral.x.y\naws-x_1.über', undefined],
    ['replace', 'module.a[0].aws_x.y["a b, c"]\nresource.aws_x.y', undefined],
    ['var-files', '# production\nprod.tfvars', undefined],
    ['required-labels', '# both\nready for it\nchecked', undefined]
  ])('%s takes %j', (name, text, want) => {
    const given = { ...usual, mode: 'apply', [name]: text }
    const { inputs, problems } = examineInputs((each) => {
      const value = given[each] ?? action.inputs[each].default ?? ''
      return value.startsWith('${{') ? '' : value
    })
    expect(problems).toEqual([])
    if (want !== undefined) expect(inputs.runId).toBe(want)
  })
})
