import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import type { HcpOptions } from '../../emulator/hcp/server.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import { makeHeldRun } from '../../scripts/faults/flows.ts'
import { annotations, openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(() => stage.close())

const checks = {
  costEstimate: { deltaMonthlyCost: '12.44' },
  policyCheck: { result: 'passed' }
} as const

/** A server that leaves these parts out, and includes nothing. */
async function open(
  parts: readonly string[],
  script: Script = scripts.creates,
  options: Partial<HcpOptions> = {}
): Promise<void> {
  stage = await openStage([script], {
    ...options,
    omissions: { noSideLoads: true, leavesOut: parts }
  })
  stage.hcp.workspace('network').checks = checks
}

async function step(
  inputs: Readonly<Record<string, string>>
): Promise<ActionResult> {
  return await stage.run(inputs, pullRequestEvent())
}

const make = { 'configuration-directory': '.' }

/** What the job's log has, as it is printed. */
function logOf(result: ActionResult): string {
  return result.stdout
}

/** The parts that decisions rest on, by what they tell of. */
const groups: readonly (readonly [string, readonly string[]])[] = [
  ['whether it changes anything', ['runs.has-changes', 'plans.has-changes']],
  [
    'what kind of run it is',
    ['runs.plan-only', 'runs.auto-apply', 'runs.is-destroy', 'runs.refresh']
  ],
  ['where it comes from', ['runs.message', 'runs:created-by']],
  [
    'when',
    ['runs.status-timestamps', 'runs.created-at', 'plans.status-timestamps']
  ],
  [
    'its checks',
    [
      'runs:policy-checks',
      'runs:task-stages',
      'runs:tf-policy-evaluations',
      'runs:cost-estimate'
    ]
  ],
  [
    'numbers',
    [
      'plans.resource-additions',
      'applies.resource-additions',
      'applies.action-invocations'
    ]
  ],
  ['permissions', ['runs.permissions']],
  ['which plan and apply it has', ['runs:plan', 'runs:apply']]
]
const parts = groups.flatMap(([, group]) => group)

describe('a server that leaves parts out', () => {
  it('tells the whole plan, whatever is missing', async () => {
    await open(parts)
    const result = await step({ mode: 'plan', ...make })
    expect(result.exitCode).toBe(0)
    expect(result.outputs).toMatchObject({
      outcome: 'planned',
      'has-changes': 'true',
      additions: '3',
      destructions: '0',
      'policy-status': 'passed'
    })
    expect(result.outputs['plan-digest']).toMatch(/^redacted:/)
    expect(stage.comments().join()).toMatch(/### Plan · .* 3 to create/)
    // The log of the plan is streamed, found by the plan's own path.
    expect(logOf(result)).toContain('Plan: 3 to add')
  })

  it.each(groups)('applies once without %s', async (_, group) => {
    await open(group)
    const result = await step({ mode: 'apply', ...make, approve: 'true' })
    expect([
      annotations(result, 'error'),
      result.outputs['outcome'],
      result.outputs['policy-status'],
      stage.applies()
    ]).toEqual([[], 'applied', 'passed', 1])
    expect(logOf(result)).toContain('Apply complete!')
    expect(stage.comments().join()).toMatch(
      /### Applied · .* 3 (created|added)/
    )
  })
  it('applies with all of them missing, and marks what is not known', async () => {
    await open(parts)
    const result = await step({ mode: 'apply', ...make, approve: 'true' })
    expect(result.outputs).toMatchObject({ outcome: 'applied', additions: '3' })
    const [comment = ''] = stage.comments()
    expect(comment).toContain('**not known:** the token may apply runs')
    expect(comment).toContain('what it did is not told. Planned were 3 to add')
  })

  it('shows, lists and discards what is there, and nothing else', async () => {
    await open(parts)
    const held = await step({ mode: 'apply', ...make })
    const id = held.outputs['run-id'] ?? ''
    expect(held.outputs).toMatchObject({ outcome: 'held', additions: '3' })
    // What it advises is possible on a server that keeps no message.
    expect(stage.comments().join()).toContain('allow-foreign-run: true')
    const shown = await step({ mode: 'show', 'run-id': id })
    expect(shown.outputs).toMatchObject({
      outcome: 'shown',
      gate: 'confirmation',
      additions: '3',
      'policy-status': 'passed'
    })
    const listed = await step({ mode: 'list' })
    const [run] = JSON.parse(listed.outputs['runs'] ?? '[]') as object[]
    expect(run).toMatchObject({ id })
    expect(Object.keys(run ?? {})).not.toEqual(
      expect.arrayContaining(['has-changes'])
    )
    expect(run).not.toHaveProperty('operation')
    const refused = await step({ mode: 'discard', 'run-id': id })
    expect(annotations(refused, 'error').join()).toContain(
      'does not say where the run comes from'
    )
    const discarded = await stage.run(
      { mode: 'discard', 'run-id': id, 'allow-foreign-run': 'true' },
      { eventName: 'workflow_dispatch', event: {} }
    )
    expect(discarded.outputs).toMatchObject({
      outcome: 'discarded',
      'run-status': 'discarded'
    })
  })

  it('never says that everything is destroyed without a list of it', async () => {
    await open(['runs.has-changes'], scripts.creates)
    stage.hcp.trouble({ path: /json-output/, times: 100, status: 404 })
    const result = await step({ mode: 'plan', ...make, destroy: 'true' })
    const said = `${stage.comments().join()}${result.summary}`
    expect(said).not.toContain('destroys everything')
    expect(said).toContain('This is a destroy run')
  })

  it('says unknown where neither the plan nor its numbers are told', async () => {
    await open([...parts, 'plans.resource-changes'])
    stage.hcp.trouble({ path: /json-output/, times: 100, status: 404 })
    const result = await step({ mode: 'plan', ...make })
    expect(result.outputs).toMatchObject({
      'has-changes': 'unknown',
      additions: 'unknown',
      destructions: 'unknown',
      imports: 'unknown',
      'plan-digest': 'unknown'
    })
    expect(stage.comments().join()).toContain('changes unknown')
    expect(stage.comments().join()).not.toContain('No changes')
  })

  it.each(['runs:policy-checks', 'runs:task-stages'])(
    'does not tick policies that it cannot see (%s)',
    async (part) => {
      await open([part])
      stage.hcp.trouble({
        path: /\/(policy-checks|task-stages)(\?|$)/,
        times: 100,
        status: 403,
        body: '{"errors":[{"status":"403","title":"forbidden"}]}'
      })
      const result = await step({ mode: 'apply', ...make })
      expect(result.outputs['policy-status']).toBe('unknown')
      expect(stage.comments().join()).toContain(
        '**not known:** policies and mandatory checks passed'
      )
    }
  )

  it('does not call a run somebody else’s whose workspace is not told', async () => {
    await open(['runs:workspace'])
    const held = await step({ mode: 'apply', ...make })
    const id = held.outputs['run-id'] ?? ''
    const shown = await step({ mode: 'show', 'run-id': id })
    expect(shown.outputs).toMatchObject({ outcome: 'shown', additions: '3' })
    const refused = await step({ mode: 'discard', 'run-id': id })
    expect(annotations(refused, 'error').join()).toContain(
      `does not say which workspace run ${id} is of`
    )
    expect(stage.hcp.run(id).status).toBe('policy_checked')
  })

  it('does not say that there is no current run where it is not told', async () => {
    await open(['workspaces:current-run'])
    const result = await step({ mode: 'show', 'max-destroy': '1' })
    expect(result.exitCode).toBe(0)
    expect(result.outputs).toMatchObject({ outcome: 'shown', gate: 'unknown' })
    const said = `${logOf(result)}${result.summary}`
    expect(said).toContain('Current run not known')
    expect(said).not.toMatch(/no current run/i)
    // What the mode does nothing with is told, too.
    expect(annotations(result, 'warning')).toEqual([
      "With mode 'show' an input has no effect: 'max-destroy'."
    ])
  })

  it('does not lose a run whose source is not told', async () => {
    await open(['runs.source'])
    const held = await step({ mode: 'apply', ...make })
    const id = held.outputs['run-id'] ?? ''
    const result = await step({ mode: 'discard' })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toContain(
      `Run ${id} of #7 in network was not discarded: it says that it is of this pull request`
    )
  })

  it.each(['runs.message', 'runs.source'])(
    'does not tell of which files a run is without %s',
    async (part) => {
      await open([part])
      const held = await step({ mode: 'apply', ...make })
      expect(held.outputs['configuration-digest']).toMatch(/^files:/)
      const id = held.outputs['run-id'] ?? ''
      const shown = await step({ mode: 'show', 'run-id': id })
      expect(shown.outputs['configuration-digest']).toBe('unknown')
    }
  )

  it('tells the end of a run that another one made', async () => {
    await open(parts, scripts.noChanges)
    const id = await makeHeldRun(
      stage.hcp,
      'network',
      stage.checkout,
      'Made by hand',
      'planned_and_finished'
    )
    const shown = await step({ mode: 'show', 'run-id': id })
    expect(shown.outputs).toMatchObject({
      outcome: 'shown',
      'has-changes': 'false',
      additions: '0'
    })
  })
})

describe('a server that drops messages', () => {
  it('has a run of a closed pull request left, and it is told', async () => {
    stage = await openStage([scripts.creates], { dropsMessages: true })
    const held = await step({ mode: 'apply', ...make })
    expect(held.outputs['outcome']).toBe('held')
    const { event, ...rest } = pullRequestEvent()
    const result = await stage.run(
      { mode: 'discard' },
      { ...rest, event: { ...(event as object), action: 'closed' } }
    )
    expect(result.exitCode).toBe(1)
    expect(logOf(result)).not.toContain('0 unfinished runs')
    expect(annotations(result, 'error').join()).toContain(
      `Run ${held.outputs['run-id'] ?? ''}`
    )
    expect(result.outputs['outcome']).toBe('errored')
  })
})

describe('a server that counts nothing of an apply that failed', () => {
  it('does not hide what its log says was done', async () => {
    const saysInstead = { 'applies.resource-additions': 0 }
    stage = await openStage([scripts.erroredApply], {
      omissions: { saysInstead }
    })
    await step({ mode: 'apply', ...make, approve: 'true' })
    const [comment = ''] = stage.comments()
    expect(comment).toMatch(/^### Apply failed .* 1 added before it failed/m)
    expect(comment).toContain('**Done:** 1 added.')
    expect(comment).toContain('**Not done:** 1 to add')
  })
})

describe('a server whose numbers contradict each other', () => {
  it.each<[string, Record<string, unknown>, string, string]>([
    [
      'a plan that lists more than it counts',
      { 'plans.resource-additions': 1 },
      'plan',
      'HCP Terraform counts otherwise: 1 to add'
    ],
    [
      'a plan that lists less',
      { 'plans.resource-additions': 9 },
      'plan',
      'lists 3 resources to add, and HCP Terraform counted 9'
    ],
    [
      'that there are changes',
      { 'runs.has-changes': false },
      'plan',
      'says that this run changes nothing, and its plan lists changes'
    ],
    [
      'what was applied',
      { 'applies.resource-additions': 1 },
      'apply',
      '1 added instead of 3'
    ],
    [
      'its actions',
      { 'applies.action-invocations': 2, 'applies.action-failures': 1 },
      'apply',
      '2 actions invoked instead of 0, 1 action failed'
    ]
  ])('is taken at no word about %s', async (_, saysInstead, mode, said) => {
    stage = await openStage([scripts.creates], { omissions: { saysInstead } })
    const approve = mode === 'apply' ? { approve: 'true' } : {}
    const result = await step({ mode, ...make, ...approve })
    expect(result.exitCode).toBe(0)
    const told = `${logOf(result)} ${stage.comments().join().replaceAll('**', '')}`
    expect(told).toContain(said)
    expect(result.outputs['outcome']).not.toBe('no-changes')
  })
})
