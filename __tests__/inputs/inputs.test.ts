import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { InvalidInputsError } from '../../src/inputs/problems.ts'
import { parseDuration } from '../../src/inputs/durations.ts'
import { parseBaseUrl } from '../../src/inputs/hostname.ts'
import type { Inputs } from '../../src/inputs/inputs.ts'
import { inputNames } from '../../src/inputs/names.ts'
import type { InputName } from '../../src/inputs/names.ts'
import { parseInputs } from '../../src/inputs/parse-inputs.ts'
import { fc } from '../fuzz.ts'

const action = parse(readFileSync('action.yml', 'utf8'))

function read(inputs: Partial<Record<InputName, string>>): Inputs {
  return parseInputs((name) => {
    const value = inputs[name] ?? action.inputs[name].default ?? ''
    return value.startsWith('${{') ? '' : value
  })
}

function problems(inputs: Partial<Record<InputName, string>>): string[] {
  try {
    read(inputs)
    return []
  } catch (error) {
    if (!(error instanceof InvalidInputsError)) throw error
    return error.problems.map(({ input }) => input)
  }
}

const good = { token: 'abc', organization: 'acme', workspace: 'network' }

const rules = [
  'max-destroy',
  'max-replace',
  'max-change',
  'protected-addresses',
  'max-monthly-cost-increase',
  'max-plan-age',
  'expected-plan-digest',
  'expected-configuration-digest',
  'allowed-run-creators',
  'required-approvals',
  'require-review-decision',
  'required-labels',
  'allowed-actors',
  'require-up-to-date'
] as const

describe('a rule', () => {
  it.each(rules)('%s that is given and empty is refused', (rule) => {
    expect(problems({ ...good, [rule]: '' })).toEqual([rule])
    expect(problems({ ...good, [rule]: ' \n' })).toEqual([rule])
  })

  it.each([
    ['protected-addresses', 'a.b,c.d'],
    ['protected-addresses', 'a.b; c.d'],
    ['protected-addresses', 'aws_instance.web!'],
    ['protected-addresses', "a.b['x']"],
    ['protected-addresses', '# nothing but a comment'],
    ['required-labels', 'ready, checked'],
    ['allowed-actors', 'ann, bea'],
    ['allowed-actors', '@ann'],
    ['allowed-actors', 'ann bea'],
    ['expected-plan-digest', 'abc'],
    ['expected-configuration-digest', 'abc'],
    ['expected-configuration-digest', '0a'.repeat(32)],
    ['expected-configuration-digest', `redacted:${'0a'.repeat(32)}`],
    ['expected-configuration-digest', `files:${'0a'.repeat(31)}`],
    ['expected-configuration-digest', 'version:run-1'],
    ['expected-plan-digest', `bound:${'0a'.repeat(32)}+files:0a`],
    ['max-destroy', 'None']
  ] as const)('%s: %j, which can match nothing, is refused', (rule, text) => {
    expect(problems({ ...good, [rule]: text })).toEqual([rule])
  })

  it('may be a digest that nobody knows, which no plan has', () => {
    expect(
      read({ ...good, 'expected-plan-digest': 'unknown' }).expectedPlanDigest
    ).toBe('unknown')
    for (const one of ['unknown', 'version:cv-a1', `set:${'0a'.repeat(32)}`]) {
      const given = { ...good, 'expected-configuration-digest': one }
      expect(read(given).expectedConfigurationDigest).toBe(one)
    }
    for (const bond of ['version:cv-a1', `files:${'0b'.repeat(32)}`]) {
      const bound = `bound:${'0a'.repeat(32)}+${bond}`
      const given = { ...good, 'expected-plan-digest': bound }
      expect(read(given).expectedPlanDigest).toBe(bound)
    }
  })
})

describe('parseInputs', () => {
  it('reads lists, amounts and digests', () => {
    const digest = '0a'.repeat(32)
    expect(
      read({
        ...good,
        'protected-addresses': ' module.db \n\n **.aws_kms_key.*\r\n',
        'required-labels': 'ready\nreally ready',
        'allowed-actors': 'ann',
        'max-monthly-cost-increase': '12.50',
        'required-approvals': '2',
        'expected-plan-digest': digest,
        'expected-configuration-digest': `files:${digest}`
      })
    ).toMatchObject({
      protectedAddresses: ['module.db', '**.aws_kms_key.*'],
      requiredLabels: ['ready', 'really ready'],
      allowedActors: ['ann'],
      maxMonthlyCostIncrease: 12.5,
      requiredApprovals: 2,
      expectedPlanDigest: digest,
      expectedConfigurationDigest: `files:${digest}`
    })
  })

  it('takes the defaults of action.yml', () => {
    expect(read(good)).toMatchObject({
      mode: 'plan',
      approve: undefined,
      onBlocked: 'hold',
      failOnBlocked: true,
      maxDestroy: undefined,
      queueTimeout: 1_800_000,
      runTimeout: 3_600_000,
      applyTimeout: 14_400_000,
      protectedAddresses: [],
      maxMonthlyCostIncrease: undefined,
      requiredApprovals: 0,
      requireReviewDecision: false,
      requiredLabels: [],
      allowedActors: [],
      requireUpToDate: false,
      expectedPlanDigest: undefined,
      cleanup: true,
      supersede: true,
      comment: 'always',
      commentDetail: 'full',
      checkRuns: false,
      jobSummary: true
    })
    expect(read(good).baseUrl.href).toBe('https://app.terraform.io/')
  })

  it('reports all that is wrong at once, each with what is allowed', () => {
    const bad = {
      token: '',
      mode: 'aply',
      'max-destroy': '-1',
      'run-timeout': '5 minutes',
      approve: 'yes',
      comment: 'sometimes'
    }
    expect(problems(bad)).toEqual([
      'token',
      'mode',
      'approve',
      'max-destroy',
      'run-timeout',
      'comment',
      'workspace'
    ])
    expect(() => read(bad)).toThrow(
      `- 'mode' is "aply"; allowed: 'plan', 'save-plan', 'apply', 'discard', 'cancel', 'force-cancel', 'force-execute', 'show', 'upload', 'list'`
    )
  })

  it.each<[string, Partial<Record<InputName, string>>, string[]]>([
    [
      'a workspace name needs its organization',
      { organization: '' },
      ['organization']
    ],
    ['a workspace id needs none', { organization: '', workspace: 'ws-1' }, []],
    [
      'a run needs no workspace',
      { mode: 'apply', 'run-id': 'run-1', workspace: '', organization: '' },
      []
    ],
    ['a new run needs a workspace', { workspace: '' }, ['workspace']],
    ['discard takes a run', { mode: 'discard', 'run-id': 'run-1' }, []],
    ['discard without a run takes a pull request', { mode: 'discard' }, []],
    [
      'a glob is an address',
      { 'protected-addresses': 'a b\n**.x.*\nm[' },
      ['protected-addresses', 'protected-addresses']
    ],
    [
      'globs have keys',
      { 'protected-addresses': 'module.*["a.b/c"].x[0].y[*]' },
      []
    ],
    [
      'a cost is an amount',
      { 'max-monthly-cost-increase': '-1' },
      ['max-monthly-cost-increase']
    ],
    [
      'a digest is a digest',
      { 'expected-plan-digest': 'abc' },
      ['expected-plan-digest']
    ],
    ['show takes a workspace', { mode: 'show' }, []],
    ['show needs something', { mode: 'show', workspace: '' }, ['workspace']],
    ['cancel needs a run', { mode: 'cancel' }, ['run-id']],
    ['upload needs a folder', { mode: 'upload' }, ['configuration-directory']],
    ['plan makes its own run', { 'run-id': 'run-1' }, ['run-id']],
    ['approve is for apply', { approve: 'true' }, ['approve']],
    [
      'an override needs a reason',
      { mode: 'apply', 'policy-override': 'true' },
      ['override-reason']
    ],
    [
      'a reason needs an override',
      { mode: 'apply', 'override-reason': 'Agreed' },
      ['override-reason']
    ],
    [
      'an override goes with its reason',
      {
        mode: 'apply',
        'policy-override': 'true',
        'override-reason': 'Agreed'
      },
      []
    ],
    ['approve goes with apply', { mode: 'apply', approve: 'FALSE' }, []],
    [
      'one configuration at a time',
      { 'configuration-directory': '.', 'configuration-version-id': 'cv-1' },
      ['configuration-version-id']
    ],
    [
      'no upload for an existing run',
      { mode: 'apply', 'run-id': 'run-1', 'configuration-directory': '.' },
      ['configuration-directory']
    ],
    [
      'no message for an existing run',
      { mode: 'apply', 'run-id': 'run-1', message: 'x' },
      ['message']
    ],
    [
      'an id is no path',
      { mode: 'show', 'run-id': '../runs/run-1' },
      ['run-id']
    ],
    ['a name is no path', { workspace: 'a/b' }, ['workspace']],
    ['a number is whole', { 'max-change': '1.5' }, ['max-change']],
    ['a number is decimal', { 'max-change': '0x10' }, ['max-change']],
    ['zero is a limit', { 'max-destroy': '0' }, []],
    [
      'a pull request has a number from 1',
      { 'pull-request': '0' },
      ['pull-request']
    ],
    ['a flag is not empty', { cleanup: '' }, ['cleanup']],
    ['a token is one word', { token: 'two words' }, ['token']]
  ])('%s', (_, inputs, want) => {
    expect(problems({ ...good, ...inputs })).toEqual(want)
  })

  it('never puts the token into its message', () => {
    expect(() => read({ token: 'se cret', mode: 'x' })).toThrow(
      expect.not.objectContaining({
        message: expect.stringContaining('cret')
      })
    )
  })

  it('throws nothing but InvalidInputsError, for any text', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...inputNames), fc.string()),
        (inputs) => {
          problems(inputs)
        }
      )
    )
  })
})

describe('parseDuration', () => {
  it.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['1h30m', 5_400_000],
    ['24h', 86_400_000]
  ])('reads %s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds)
  })

  it.each(['', '30', 'm', '0s', '25h', '1.5h', '-1m', '30 m', '1m1h', '1h 2m'])(
    'refuses %j',
    (text) => {
      expect(parseDuration(text)).toBeUndefined()
    }
  )
})

describe('parseBaseUrl', () => {
  it.each([
    ['app.terraform.io', 'https://app.terraform.io/'],
    ['tfe.example.com:8443', 'https://tfe.example.com:8443/'],
    ['https://tfe.example.com', 'https://tfe.example.com/'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
    ['http://[::1]:8080', 'http://[::1]:8080/'],
    ['http://localhost:1', 'http://localhost:1/']
  ])('reads %s', (text, url) => {
    expect(parseBaseUrl(text)?.href).toBe(url)
  })

  it.each([
    '',
    'http://tfe.example.com',
    'http://127.0.0.1.evil.example',
    'https://user:secret@tfe.example.com',
    'https://tfe.example.com/api/v2',
    'https://tfe.example.com?x=1',
    'ftp://tfe.example.com',
    'file:///etc/passwd',
    'bad host'
  ])('refuses %j', (text) => {
    expect(parseBaseUrl(text)).toBeUndefined()
  })
})
