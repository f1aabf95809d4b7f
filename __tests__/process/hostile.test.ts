import { afterEach, describe, expect, it } from '@jest/globals'
import { scenarioSecret, scripts } from '../../emulator/engines/scenario.ts'
import { startFaultProxy } from '../../emulator/fault-proxy.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import { withoutMasks } from '../../scripts/faults/judge.ts'
import { annotations, openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
let close: (() => Promise<void>) | undefined
afterEach(async () => {
  await close?.()
  close = undefined
  await stage.close()
})

const plan = { mode: 'plan', 'configuration-directory': '.' }

/** Every command of the runner, as `::x::` and as `##[x]`. */
const commands = [
  ['set-env', 'name=FORGED', 'yes'],
  ['add-path', '', '/tmp/forged'],
  ['set-output', 'name=outcome', 'applied'],
  ['set-output', 'name=forged', 'yes'],
  ['save-state', 'name=left', '{"run":"none"}'],
  ['add-mask', '', 'planned'],
  ['add-matcher', '', '/tmp/matcher.json'],
  ['remove-matcher', 'owner=eslint', ''],
  ['debug', '', 'forged'],
  ['warning', '', 'forged'],
  ['error', 'file=main.tf', 'forged'],
  ['notice', '', 'forged'],
  ['group', '', 'forged'],
  ['endgroup', '', ''],
  ['echo', '', 'on'],
  ['stop-commands', '', 'forged']
].flatMap(([name = '', properties = '', value = '']) => {
  const head = properties === '' ? name : `${name} ${properties}`
  return [`::${head}::${value}`, `##[${head}]${value}`]
})

const hostileLines = [
  ...commands,
  ...commands.map((command) => `  \t${command}`),
  ...commands.map((command) => `id: "${command}"`),
  ...commands.map((command) => `harmless\r${command}`),
  // The same inside structured output, which is unpacked.
  ...commands.map((command) =>
    JSON.stringify({ '@message': `x\n${command}`, type: 'log' })
  ),
  '::00000000-0000-4000-8000-000000000000::',
  '::forged::'
]
const ours = ['add-mask', 'debug', 'endgroup', 'group', 'stop-commands']

describe('hostile text', () => {
  it('of Terraform sets nothing, in any spelling or place', async () => {
    stage = await openStage([
      { ...scripts.creates, planLines: hostileLines, applyLines: hostileLines }
    ])
    const result = await stage.run({
      mode: 'apply',
      approve: 'true',
      'configuration-directory': '.',
      comment: 'never'
    })
    expect(result.exitCode).toBe(0)
    expect(result.outputs['outcome']).toBe('applied')
    expect(result.outputs).not.toHaveProperty('forged')
    expect(result.environment).toEqual({})
    expect(result.path).toEqual([])
    expect(JSON.parse(result.state['left'] ?? '')).toEqual([
      { kind: 'nothing', why: 'settled' }
    ])
    expect(result.stderr).toBe('')
    // It was shown, both times, and none of it was obeyed.
    expect(
      result.stdout.split('::set-output name=forged::yes').length
    ).toBeGreaterThan(10)
    expect(
      result.log.filter(
        ({ command, message }) =>
          !ours.includes(command) || /forged|planned|FORGED/.test(message)
      )
    ).toEqual([])
    // The groups are ours: what they hold neither begins nor ends one.
    const begun = result.log.filter(({ command }) => command === 'group')
    const ended = result.log.filter(({ command }) => command === 'endgroup')
    expect(ended.length).toBe(begun.length)
    for (const { message } of begun) {
      expect(message).toMatch(/^Terraform's (?:plan|apply)(?:, continued)?$/)
    }
    const tokens = result.log
      .filter(({ command }) => command === 'stop-commands')
      .map(({ message }) => message)
    expect(tokens.length).toBeGreaterThan(1)
    expect(new Set(tokens).size).toBe(tokens.length)
  })

  it('of errors sets nothing, and no secret in it gets out', async () => {
    stage = await openStage()
    const canaries = [stage.hcp.token, stage.github.token]
    stage.engine.script('network', [
      {
        name: 'hostile errors',
        planErrors: [
          {
            severity: 'error',
            summary: `Broken\n::set-output name=forged::yes\n##[set-env name=FORGED]yes ${stage.hcp.token}`,
            detail: `It said ${canaries.join(' and ')}\r\n::add-path::/tmp/forged`,
            address: 'terraform_data.x'
          }
        ]
      }
    ])
    const result = await stage.run(
      { ...plan, message: '::set-output name=forged::yes' },
      pullRequestEvent()
    )
    expect(result.outputs['outcome']).toBe('errored')
    expect(result.outputs).not.toHaveProperty('forged')
    expect(result.environment).toEqual({})
    expect(result.path).toEqual([])
    expect(
      result.log
        .map(({ command }) => command)
        .filter((one) => /set-|path/.test(one))
    ).toEqual([])
    expect(stage.comments()).toHaveLength(1)
    for (const canary of canaries) {
      expect(stage.comments().join()).not.toContain(canary)
      expect(result.summary).not.toContain(canary)
      expect(JSON.stringify(result.outputs)).not.toContain(canary)
      expect(annotations(result, 'error').join()).not.toContain(canary)
    }
  })

  it('of a server that repeats the token is cleaned before it is shown', async () => {
    stage = await openStage([scripts.creates])
    stage.hcp.trouble({
      path: '/actions/apply',
      status: 422,
      body: JSON.stringify({
        errors: [
          {
            title: 'Refused\n::set-output name=forged::yes',
            detail: `Bearer ${stage.hcp.token}`
          }
        ]
      })
    })
    const result = await stage.run(
      { mode: 'apply', approve: 'true', 'configuration-directory': '.' },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toContain('422 Refused')
    expect(result.outputs).not.toHaveProperty('forged')
    const signed = stage.hcp.requests.flatMap(
      ({ path }) => /\/object\/([^/?]+)/.exec(path)?.[1] ?? []
    )
    expect(signed.length).toBeGreaterThan(1)
    for (const canary of [
      stage.hcp.token,
      stage.github.token,
      scenarioSecret,
      ...signed
    ]) {
      for (const text of [
        withoutMasks(result.stdout),
        result.summary,
        JSON.stringify(result.outputs),
        stage.comments().join(),
        stage.hcp.run(result.outputs['run-id'] ?? '').message
      ]) {
        expect(text).not.toContain(canary)
      }
    }
  })

  /**
   * Only the full plan tells what is sensitive: it is what there is where the
   * server has no redacted one. Gives a token that may read it.
   */
  function openFullPlans(): string {
    stage.hcp.trouble({ path: /redacted/, status: 404, times: 9 })
    return stage.hcp.addToken({ kind: 'team', permission: 'admin' })
  }

  const spellings = [
    scenarioSecret,
    encodeURIComponent(`&${scenarioSecret}`),
    Buffer.from(`user:${scenarioSecret}`).toString('base64'),
    JSON.stringify({ password: scenarioSecret })
  ]
  const leaks = [
    scenarioSecret,
    scenarioSecret.slice(0, 12),
    Buffer.from(`user:${scenarioSecret}`).toString('base64').slice(8, 20)
  ]

  function expectNoLeak(result: ActionResult, when: string): void {
    for (const [channel, text] of Object.entries({
      log: withoutMasks(result.stdout),
      errors: result.stderr,
      summary: result.summary,
      outputs: Object.values(result.outputs).join('\n'),
      comments: stage.comments().join('\n'),
      runs: stage.hcp.requests
        .filter(({ method }) => method !== 'GET')
        .map(({ body }) => JSON.stringify(body))
        .join('\n')
    })) {
      const found = leaks.filter((leak) => text.includes(leak))
      expect({ when, channel, found }).toEqual({ when, channel, found: [] })
    }
  }

  it.each(['plan', 'apply'])(
    'of policies and tasks tells no sensitive value in mode: %s',
    async (mode) => {
      stage = await openStage([scripts.creates])
      const token = openFullPlans()
      // Cut anywhere, none of it may stay.
      const message = [290, 590, 1_990, 2_990]
        .reduce((text, at) => text.padEnd(at, '. ') + scenarioSecret, '')
        .concat(spellings.join(' '))
      const task = {
        name: `scan ${scenarioSecret}`,
        result: 'failed',
        message,
        url: `https://scanner.example/?${scenarioSecret}`
      } as const
      stage.hcp.workspace('network').checks = {
        policyCheck: { result: 'soft_failed', output: message },
        stages: {
          post_plan: {
            tasks: [{ ...task, enforcement: 'advisory' }],
            evaluations: [
              {
                kind: 'opa',
                policySetName: `set ${scenarioSecret}`,
                overridable: true,
                outcomes: [
                  {
                    policyName: `policy ${scenarioSecret}`,
                    enforcementLevel: 'mandatory',
                    status: 'failed',
                    output: [message, ...spellings]
                  }
                ]
              }
            ]
          }
        }
      }
      const soft = await stage.run(
        {
          ...plan,
          mode,
          token,
          ...(mode === 'apply' ? { 'on-blocked': 'discard' } : {})
        },
        pullRequestEvent()
      )
      expect(soft.outputs['outcome']).toBe(
        mode === 'plan' ? 'errored' : 'blocked'
      )
      expect(soft.outputs['reasons']).toContain('***')
      expect(stage.comments().join()).toContain('***')
      expectNoLeak(soft, 'overridable')

      stage.engine.script('network', [scripts.creates])
      stage.hcp.workspace('network').checks = {
        policyCheck: { result: 'hard_failed', output: message },
        stages: {
          post_plan: { tasks: [{ ...task, enforcement: 'mandatory' }] }
        }
      }
      const hard = await stage.run({ ...plan, mode, token }, pullRequestEvent())
      expect(hard.outputs['outcome']).toBe('errored')
      expect(annotations(hard, 'error').join()).toContain('***')
      expectNoLeak(hard, 'mandatory')
    }
  )

  it('of an apply and its outputs repeats no sensitive value of the plan', async () => {
    stage = await openStage([
      {
        ...scripts.creates,
        applyLines: spellings,
        outputs: {
          endpoint: { value: 'https://api.acme.example', type: 'string' },
          leak: { value: `psql://u:${scenarioSecret}@db`, type: 'string' },
          deep: { value: { a: [{ b: spellings[3] }] }, type: 'dynamic' }
        }
      }
    ])
    const token = openFullPlans()
    const result = await stage.run(
      { ...plan, mode: 'apply', approve: 'true', token },
      pullRequestEvent()
    )
    expect(result.outputs['outcome']).toBe('applied')
    expect(JSON.parse(result.outputs['workspace-outputs'] ?? '')).toEqual({
      endpoint: 'https://api.acme.example'
    })
    expect(annotations(result, 'warning').join()).toContain('leak')
    expect(annotations(result, 'warning').join()).toContain('deep')
    expectNoLeak(result, 'applied')
  })

  it('of 20 MB in one line, cut anywhere and with broken bytes, is only text', async () => {
    // Three bytes each, so that chunks of 64 KiB cut through characters.
    const euros = 7_000_000
    stage = await openStage([
      {
        ...scripts.changes,
        planLines: ['€'.repeat(euros), '@@BROKEN-BYTES@@::error::forged']
      }
    ])
    const marker = Buffer.from('@@BROKEN-BYTES@@')
    const proxy = await startFaultProxy({
      target: stage.hcp.url,
      alter: (body) => {
        const at = body.indexOf(marker)
        if (at === -1) return body
        const altered = Buffer.from(body)
        altered.fill(
          Buffer.from([0xff, 0xc3, 0x28, 0xe2]),
          at,
          at + marker.length
        )
        return altered
      }
    })
    close = () => proxy.close()
    const result = await stage.run({
      ...plan,
      hostname: proxy.url,
      comment: 'never'
    })
    expect(result.outputs['outcome']).toBe('planned')
    expect(result.stdout.split('€')).toHaveLength(euros + 1)
    expect(
      result.stdout.split('\n').find((line) => line.includes('forged'))
    ).toContain('\ufffd')
    expect(annotations(result, 'error')).toEqual([])
    expect(result.summary.length).toBeLessThan(1024 * 1024)
  }, 60_000)
})
