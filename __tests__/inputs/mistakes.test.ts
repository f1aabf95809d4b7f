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
    'secrets.TF_API_TOKEN',
    'TF_API_TOKEN',
    '$TF_API_TOKEN',
    '"hidden.atlasv1.hidden"',
    '{"token":"hidden"}',
    '***'
  ],
  [
    'github-token',
    'abc.atlasv1.def',
    'two words',
    'secrets.GITHUB_TOKEN',
    'GITHUB_TOKEN',
    '${{ secrets.GITHUB_TOKEN }}'
  ],
  [
    'hostname',
    '',
    'https://app.terraform.io/app/acme',
    'app.terraform.io/api/v2',
    'https://user:hidden@tfe.example.com',
    'http://tfe.example.com',
    'my host',
    'tfe.example.com:99999',
    '"app.terraform.io"',
    'terraform.io',
    'app.terraform.com',
    'portal.cloud.hashicorp.com',
    '${TF_HOSTNAME}'
  ],
  [
    'organization',
    address('acme'),
    'vars.TF_ORGANIZATION',
    'acme corp',
    'acme/network',
    'acme/',
    'org-4Kq8ZtVfR2mWcYhD',
    '$TF_CLOUD_ORGANIZATION'
  ],
  [
    'workspace',
    address('acme/workspaces/network'),
    'acme/network',
    'network, database',
    'network database',
    'net-?',
    'Tag:network',
    'vars.TF_WORKSPACE',
    'tags:network',
    'acme / network',
    'app.terraform.io/acme/network',
    '~/network',
    'network\\prod',
    '"network"',
    'run-4Kq8ZtVfR2mWcYhD',
    'prj-4Kq8ZtVfR2mWcYhD',
    '- network\ndatabase',
    'network\nLabel: prod',
    '!network',
    '$WORKSPACE',
    '${{ matrix.workspace }}'
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
    'drift',
    '"plan"',
    'plan,apply',
    'xyzzy',
    ''
  ],
  [
    'run-id',
    'https://tfe.example.com/app/acme/workspaces/network/runs/run-abc',
    'cv-4Kq8ZtVfR2mWcYhD',
    'ws-4Kq8ZtVfR2mWcYhD',
    'run run-4Kq8ZtVfR2mWcYhD',
    '../runs/run-1',
    '#42',
    '123456789',
    'https://github.com/acme/network/actions/runs/123456789',
    'latest',
    'RUN-4Kq8ZtVfR2mWcYhD',
    'run_4Kq8ZtVfR2mWcYhD',
    '"run-4Kq8ZtVfR2mWcYhD"',
    'run-4Kq8ZtVfR2mWcYhD,run-5Kq8ZtVfR2mWcYhD'
  ],
  [
    'configuration-version-id',
    'run-4Kq8ZtVfR2mWcYhD',
    'latest version',
    'latest'
  ],
  ['commit', 'HEAD', 'abc1234', 'main', 'A'.repeat(40), 'github.sha'],
  ['terraform-version', 'latest', '~> 1.9', 'v1.9.0', '1.9'],
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
    '-target=aws_x.y',
    'resource "aws_x" "y" {',
    '*',
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
  [
    'approve',
    'no',
    'TRUE!',
    'null',
    '"true"',
    'approved',
    'reject',
    '$APPROVE'
  ],
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
  ['max-destroy', '-1', 'unlimited', '1,000', '5.0', '+5', 'ten', '"0"', ''],
  ['max-monthly-cost-increase', '$12.50', '1,000.5', '12,50', '-1'],
  ['expected-plan-digest', 'abc', 'None'],
  ['expected-configuration-digest', '0a', 'redacted:abc', 'None'],
  [
    'pull-request',
    '#12',
    'https://github.com/acme/network/pull/12',
    'PR-12',
    '0'
  ],
  [
    'required-labels',
    'ready, checked',
    'ready;checked, done',
    '# none',
    '- ready',
    '"ready"',
    '["ready"]'
  ],
  [
    'allowed-actors',
    'ann, bea',
    '@ann',
    'ann bea',
    '- ann',
    '@acme/platform',
    'https://github.com/ann',
    '*'
  ],
  ['allowed-run-creators', 'ann,bea', 'ann@example.com, bea'],
  [
    'protected-addresses',
    'a.b,c.d',
    "a.b['x']",
    'aws_instance.web!',
    'aws_instance.web.id',
    'resource.aws_instance.web',
    'var.region'
  ],
  ['order', 'network, app', 'network app', 'network → - app'],
  ['on-blocked', 'fail', 'Hold', 'discarded'],
  ['comment', 'true', 'on-change', 'off', 'yes', 'sticky'],
  ['comment-detail', 'all', 'count'],
  ['list-scope', 'org', 'Workspace'],
  ['max-items', '0', '10001'],
  ['reason', 'x'.repeat(1001)]
]

function refusalsOf(name: InputName, text: string): readonly string[] {
  const given = { ...usual, [name]: text }
  const { problems } = examineInputs((each) => {
    const value = given[each] ?? action.inputs[each].default ?? ''
    return given[each] === undefined && value.startsWith('${{') ? '' : value
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
    ['workspace', 'ws-4Kq8ZtVfR2mWcYhD', undefined],
    ['workspace', 'prj-networks-central', undefined],
    [
      'run-id',
      '4f0c1a2e-1b2c-4d5e-8f90-a1b2c3d4e5f6',
      '4f0c1a2e-1b2c-4d5e-8f90-a1b2c3d4e5f6'
    ],
    ['configuration-directory', 'a$b', undefined],
    ['message', '$5', undefined],
    ['reason', '${{ x }}', undefined],
    ['terraform-version', '1.10.0-beta1', undefined],
    [
      'protected-addresses',
      'aws_instance\nmodule.db\ndata.aws_ami.x\n*.x.y',
      undefined
    ],
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
    const mode = name === 'terraform-version' ? 'plan' : 'apply'
    const given = { ...usual, mode, [name]: text }
    const { inputs, problems } = examineInputs((each) => {
      const value = given[each] ?? action.inputs[each].default ?? ''
      return given[each] === undefined && value.startsWith('${{') ? '' : value
    })
    expect(problems).toEqual([])
    if (want !== undefined) expect(inputs.runId).toBe(want)
  })
})
