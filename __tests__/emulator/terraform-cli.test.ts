import { afterEach, describe, expect, it } from '@jest/globals'
import type { Script } from '../../emulator/engines/scenario.ts'
import {
  createScenarioEngine,
  scenarioSecret,
  scripts
} from '../../emulator/engines/scenario.ts'
import { findTerraform } from '../../emulator/engines/terraform.ts'
import type { HcpOptions, HcpServer } from '../../emulator/hcp/server.ts'
import { cliFlows } from '../../scripts/paces/cli-flows.ts'
import type { Desk } from '../../scripts/paces/desk.ts'
import {
  hostname,
  paceOf,
  sitDown as openDesk
} from '../../scripts/paces/desk.ts'

/**
 * Terraform's own CLI as the examiner of the emulator: a client that nobody
 * here wrote, in a clean environment, with a cloud block.
 */

const binary = findTerraform()
// Skipped, by name, on a machine without terraform.
const itWithTerraform = binary?.product === 'terraform' ? it : it.skip
const limit = 40_000

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

async function sitDown(
  options: Partial<HcpOptions> = {},
  workspace = 'demo'
): Promise<Desk> {
  const desk = await openDesk({
    binary: binary!,
    selection: `name = "${workspace}"`,
    ...options
  })
  cleanups.push(desk.close)
  return desk
}

/** Joins the lines that the CLI breaks and frames its errors with. */
function unwrap(text: string): string {
  return text.replace(/[\s│╷╵]+/g, ' ')
}

function runsOf(server: HcpServer): Record<string, unknown>[] {
  return [...server.state.runs.values()].map((run) => ({
    status: run.status,
    planOnly: run.planOnly,
    savePlan: run.savePlan,
    isDestroy: run.isDestroy,
    autoApply: run.autoApply
  }))
}

const plainRun = {
  planOnly: false,
  savePlan: false,
  isDestroy: false,
  autoApply: false
}

/** A plan of resources whose providers nobody here has. */
const landscape: Script = {
  name: 'landscape',
  changes: [
    {
      address: 'module.site["eu"].aws_instance.web[0]',
      actions: ['delete', 'create'],
      before: {
        ami: 'ami-1',
        id: 'i-1',
        tags: { Name: 'web', Team: 'shop' },
        ebs_block_device: [{ device_name: '/dev/sdb', size: 8 }],
        ports: [80, 443]
      },
      after: {
        ami: 'ami-2',
        tags: { Name: 'web', Team: 'payments' },
        ebs_block_device: [{ device_name: '/dev/sdb', size: 16 }],
        ports: [443]
      },
      afterUnknown: { id: true, ebs_block_device: [{ volume_id: true }] },
      afterSensitive: { tags: { Team: true } },
      beforeSensitive: { tags: { Team: true } },
      replacePaths: [['ami']],
      actionReason: 'replace_because_cannot_update'
    },
    {
      address: 'random_pet.mixed',
      actions: ['create'],
      after: {
        list: ['one', 2],
        computed_list: [null],
        nothing: null,
        keepers: {},
        empty: []
      },
      afterUnknown: { id: true, computed_list: [true] }
    },
    {
      address: 'data.aws_ami.latest',
      mode: 'data',
      actions: ['read'],
      after: { owners: ['self'] },
      afterUnknown: { id: true },
      actionReason: 'read_because_config_unknown'
    },
    {
      address: 'aws_s3_bucket.kept',
      actions: ['no-op'],
      before: { bucket: 'kept' },
      after: { bucket: 'kept' },
      importing: { id: 'kept' }
    },
    {
      address: 'aws_s3_bucket.gone',
      actions: ['forget'],
      before: { bucket: 'gone' }
    }
  ],
  drift: [
    {
      address: 'aws_s3_bucket.drifted',
      actions: ['update'],
      before: { bucket: 'drifted', acl: 'private' },
      after: { bucket: 'drifted', acl: 'public' }
    }
  ]
}

describe('terraform, on plans that no provider made', () => {
  const sitDownWith = async (...queue: readonly Script[]) => {
    const engine = createScenarioEngine({
      terraformVersion: binary!.version
    })
    const desk = await sitDown({ engine })
    engine.script('demo', queue)
    await desk.terraform(['init'])
    return desk
  }

  itWithTerraform(
    'draws the resources of the ready-made scripts, and applies them',
    async () => {
      const { server, terraform } = await sitDownWith(
        scripts.creates,
        scripts.creates,
        scripts.changes,
        scripts.destroy
      )
      const plan = await terraform(['plan', '-no-color'])
      expect(plan).toMatchObject({ code: 0, stderr: '' })
      expect(plan.stdout).toContain('# terraform_data.database will be created')
      expect(plan.stdout).toContain('password = (sensitive value)')
      expect(plan.stdout).toContain('Plan: 3 to add, 0 to change, 0 to destroy')
      expect(plan.stdout).not.toContain(scenarioSecret)

      const apply = await terraform(['apply', '-auto-approve', '-no-color'])
      expect(apply).toMatchObject({ code: 0, stderr: '' })
      const second = await terraform(['apply', '-no-color'], {
        answers: ['yes']
      })
      expect(second).toMatchObject({ code: 0, stderr: '' })
      expect(unwrap(second.stdout)).toContain('~ engine = "14.9" -> "15.4"')
      expect(second.stdout).toContain(
        '# terraform_data.service["web"] will be destroyed'
      )
      expect(second.stdout).toContain(
        'Apply complete! Resources: 2 added, 1 changed, 2 destroyed.'
      )
      const destroy = await terraform(['destroy', '-no-color'], {
        answers: ['yes']
      })
      expect(destroy).toMatchObject({ code: 0, stderr: '' })
      expect(server.addresses('demo')).toEqual([])
    },
    limit
  )

  itWithTerraform(
    'draws resources, data sources and drift of any type',
    async () => {
      const { server, terraform } = await sitDownWith(landscape, {
        ...landscape,
        changes: []
      })
      const { code, stdout, stderr } = await terraform(['plan', '-no-color'])
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      const text = unwrap(stdout)
      expect(text).toContain(
        '# module.site["eu"].aws_instance.web[0] must be replaced'
      )
      expect(text).toContain('~ ami = "ami-1" -> "ami-2" # forces replacement')
      expect(text).toContain('~ size = 8 -> 16')
      expect(text).toContain('volume_id = (known after apply)')
      expect(text).toContain('Team = (sensitive value)')
      expect(text).toContain('# random_pet.mixed will be created')
      expect(text).toContain('# data.aws_ami.latest will be read during apply')
      expect(text).toContain('# aws_s3_bucket.kept will be imported')
      expect(text).toContain('# aws_s3_bucket.gone will no longer be managed')
      expect(text).toContain('Plan: 1 to import, 2 to add, 0 to change')

      const drift = await terraform(['plan', '-refresh-only', '-no-color'])
      expect(drift).toMatchObject({ code: 0, stderr: '' })
      expect(unwrap(drift.stdout)).toContain('~ acl = "private" -> "public"')
      expect(runsOf(server).map(({ status }) => status)).toEqual([
        'planned_and_finished',
        'planned_and_finished'
      ])
    },
    limit
  )
})

describe('terraform, with a cloud block', () => {
  itWithTerraform(
    'initializes, plans, applies, shows outputs and destroys',
    async () => {
      const { server, terraform } = await sitDown()
      const init = await terraform(['init', '-no-color'])
      expect(init).toMatchObject({ code: 0, stderr: '' })
      expect(init.stdout).toContain('has been successfully initialized')

      const plan = await terraform(['plan', '-no-color'])
      expect(plan).toMatchObject({ code: 0, stderr: '' })
      const [first] = server.state.runs.keys()
      expect(plan.stdout).toContain(
        `https://${hostname}/app/acme/demo/runs/${first!}`
      )
      expect(plan.stdout).toContain(
        '# terraform_data.worker[1] will be created'
      )
      expect(plan.stdout).toContain(
        'Plan: 3 to add, 0 to change, 0 to destroy.'
      )
      expect(plan.stdout).toContain('secret = (sensitive value)')
      expect(plan.stdout).not.toContain('TOP-SECRET-7')

      const apply = await terraform(['apply', '-no-color'], {
        answers: ['yes']
      })
      expect(apply).toMatchObject({ code: 0, stderr: '' })
      expect(apply.stdout).toContain('in workspace "demo"?')
      expect(apply.stdout).toContain(
        'Apply complete! Resources: 3 added, 0 changed, 0 destroyed.'
      )
      expect(server.addresses('demo')).toEqual([
        'terraform_data.service',
        'terraform_data.worker[0]',
        'terraform_data.worker[1]'
      ])

      const again = await terraform(['plan', '-no-color'])
      expect(again.code).toBe(0)
      expect(again.stdout).toContain('Refreshing state...')
      expect(again.stdout).toContain('No changes.')

      // 503 at first: the CLI knows how to wait for outputs.
      const output = await terraform(['output', '-no-color'])
      expect(output).toMatchObject({
        code: 0,
        stdout: 'name = "shop"\nsecret = <sensitive>\n'
      })
      const json = await terraform(['output', '-json'])
      expect(JSON.parse(json.stdout)).toEqual({
        name: { sensitive: false, type: 'string', value: 'shop' },
        secret: { sensitive: true, type: 'string', value: 'TOP-SECRET-7' }
      })
      const list = await terraform(['state', 'list'])
      expect(list.stdout.split('\n')).toContain('terraform_data.worker[0]')

      const destroy = await terraform(['destroy', '-no-color'], {
        answers: ['yes']
      })
      expect(destroy).toMatchObject({ code: 0, stderr: '' })
      expect(destroy.stdout).toContain(
        'Plan: 0 to add, 0 to change, 3 to destroy.'
      )
      expect(destroy.stdout).toContain('Resources: 0 added, 0 changed, 3 dest')
      expect(server.addresses('demo')).toEqual([])

      expect(runsOf(server)).toEqual([
        { ...plainRun, status: 'planned_and_finished', planOnly: true },
        { ...plainRun, status: 'applied' },
        { ...plainRun, status: 'planned_and_finished', planOnly: true },
        { ...plainRun, status: 'applied', isDestroy: true }
      ])
      for (const run of server.state.runs.values()) {
        expect(run).toMatchObject({
          source: 'terraform+cloud',
          message: 'Triggered via CLI'
        })
        expect(run.configurationVersion.source).toBe('terraform+cloud')
        expect(run.configurationVersion.speculative).toBe(run.planOnly)
      }
      // Nothing went wrong unseen: all that was refused is what it expects.
      const refused = server.requests.filter(({ status }) => status >= 400)
      expect(refused.map(({ status, path }) => [status, path])).toEqual([
        [404, expect.stringMatching(/\/current-state-version$/)],
        [503, expect.stringMatching(/\/current-state-version-outputs$/)]
      ])
    },
    limit
  )

  itWithTerraform(
    'discards the run when the answer is no',
    async () => {
      const { server, terraform } = await sitDown()
      await terraform(['init'])
      const { code, stdout, stderr } = await terraform(['apply', '-no-color'], {
        answers: ['no']
      })
      expect(code).toBe(1)
      expect(stdout).toContain("Only 'yes' will be accepted")
      expect(stderr).toContain('Apply discarded')
      await server.waitFor([...server.state.runs.keys()][0]!, 'discarded')
      expect(runsOf(server)).toEqual([{ ...plainRun, status: 'discarded' }])
      expect(server.stateFile('demo')).toBeUndefined()
      expect(server.workspace('demo').holder).toBeUndefined()
    },
    limit
  )

  // At 15 ms a step a phase runs before the CLI asks for its log.
  for (const [logUrl, step, code] of [
    ['created', 300, 0],
    ['queued', 300, 0],
    ['queued', 1_500, 0],
    ['running', 1_500, 1]
  ] as const) {
    itWithTerraform(
      `a confirmed apply ends with ${code}: ${step} ms a step, logs since ${logUrl}`,
      async () => {
        const { server, terraform } = await sitDown({
          logUrl,
          // The confirm shows at once: the CLI reads the run right after it, and
          // takes "planned" for a phase whose log is there.
          pace: { step, action: 0 }
        })
        await terraform(['init'])
        const apply = await terraform(['apply', '-no-color'], {
          answers: ['yes']
        })
        expect(apply.code).toBe(code)
        if (code === 0) {
          expect(server.addresses('demo')).toHaveLength(3)
        } else {
          expect(apply.stderr).toContain('does not have a log URL')
        }
      },
      120_000
    )
  }

  itWithTerraform(
    'saves a plan, shows it, applies it once; another goes stale',
    async () => {
      const { server, terraform, login } = await sitDown()
      await terraform(['init'])
      const plan = await terraform(['plan', '-no-color', '-out=first'])
      expect(plan).toMatchObject({ code: 0, stderr: '' })
      expect(plan.stdout).toContain('Saved the plan to: first')
      const second = await terraform(['plan', '-out=second'])
      expect(second.code).toBe(0)

      const shown = await terraform(['show', '-no-color', 'first'])
      expect(shown.code).toBe(0)
      expect(shown.stdout).toContain('Plan: 3 to add')
      expect(shown.stdout).toContain(
        'Run status: planned and saved (confirmable)'
      )
      expect(shown.stdout).toContain('Workspace is unlocked')
      // The whole plan is for administrators of the workspace.
      const refused = await terraform(['show', '-no-color', '-json', 'first'])
      expect(refused.code).toBe(1)
      expect(unwrap(refused.stderr)).toContain('admin permissions')
      await login(server.tokens.admin)
      const json = await terraform(['show', '-json', 'first'])
      expect(JSON.parse(json.stdout)).toMatchObject({
        output_changes: { secret: { after: 'TOP-SECRET-7' } }
      })
      await login(server.token)

      const apply = await terraform(['apply', '-no-color', 'first'])
      expect(apply).toMatchObject({ code: 0, stderr: '' })
      expect(apply.stdout).toContain('Apply complete! Resources: 3 added')
      const twice = await terraform(['apply', '-no-color', 'first'])
      expect(twice.code).toBe(1)
      expect(twice.stderr).toContain('Saved plan is already applied')
      const stale = await terraform(['apply', '-no-color', 'second'])
      expect(stale.code).toBe(1)
      expect(stale.stderr).toContain('Saved plan is discarded')

      expect(runsOf(server)).toEqual([
        { ...plainRun, status: 'applied', savePlan: true },
        { ...plainRun, status: 'discarded', savePlan: true }
      ])
      const [run] = server.state.runs.values()
      expect(run!.configurationVersion.provisional).toBe(true)
    },
    limit
  )

  itWithTerraform(
    'applies without asking, with variables, targets and replacements',
    async () => {
      const { server, terraform, write } = await sitDown({
        workspaces: [{ name: 'demo', checks: { costEstimate: {} } }]
      })
      await write({
        'variables.tf': `variable "title" {
  type = object({ text = string, tags = list(string) })
}
resource "terraform_data" "title" {
  input = var.title
}
`
      })
      await terraform(['init'])
      const title = '-var=title={ text = "a \\"b\\" $${c}", tags = ["x"] }'
      const apply = await terraform([
        'apply',
        '-auto-approve',
        '-no-color',
        '-target=terraform_data.title',
        title
      ])
      expect(unwrap(apply.stderr)).not.toContain('Error')
      expect(apply.code).toBe(0)
      expect(unwrap(apply.stdout)).toContain(
        'it was created with the -target option'
      )
      expect(server.addresses('demo')).toEqual(['terraform_data.title'])
      const replace = await terraform([
        'apply',
        '-auto-approve',
        '-no-color',
        '-replace=terraform_data.title',
        title
      ])
      expect(replace.stdout).toContain(
        'Apply complete! Resources: 4 added, 0 changed, 1 destroyed.'
      )
      expect(runsOf(server)).toEqual([
        { ...plainRun, status: 'applied', autoApply: true },
        { ...plainRun, status: 'applied', autoApply: true }
      ])
      const [first, second] = server.state.runs.values()
      expect(first!.targetAddrs).toEqual(['terraform_data.title'])
      expect(second!.replaceAddrs).toEqual(['terraform_data.title'])
      expect(first!.variables.map(({ key }) => key)).toEqual(['title'])
    },
    limit
  )

  itWithTerraform(
    'shows why a plan failed',
    async () => {
      const { server, terraform, write } = await sitDown()
      await write({
        'broken.tf': `resource "terraform_data" "broken" {
  input = file("\${path.module}/missing.txt")
}
`
      })
      await terraform(['init'])
      const { code, stdout } = await terraform(['plan', '-no-color'])
      expect(code).toBe(1)
      expect(unwrap(stdout)).toContain('Error: Invalid function argument')
      expect(runsOf(server)).toEqual([
        { ...plainRun, status: 'errored', planOnly: true }
      ])
    },
    limit
  )

  itWithTerraform(
    'waits for a lock by hand, and gives up after a lock timeout',
    async () => {
      const { server, terraform } = await sitDown()
      await terraform(['init'])
      server.lock('demo', 'maintenance')
      const waits = 'Waiting for the manually locked workspace to be unlocked'
      const impatient = await terraform([
        'apply',
        '-auto-approve',
        '-no-color',
        '-lock-timeout=2s'
      ])
      expect(impatient.stdout).toContain(waits)
      expect(impatient.stdout).toContain('Lock timeout exceeded')
      expect(impatient.stdout).toContain('successfully cancelled')
      let unlocked = false
      const patient = await terraform(['apply', '-auto-approve', '-no-color'], {
        hear: (stdout) => {
          if (unlocked || !stdout.includes(waits)) return
          unlocked = true
          server.unlock('demo')
        }
      })
      expect(unlocked).toBe(true)
      expect(patient.code).toBe(0)
      expect(patient.stdout).toContain('Apply complete!')
      expect(runsOf(server).map(({ status }) => status)).toEqual([
        'canceled',
        'applied'
      ])
    },
    limit
  )

  itWithTerraform(
    'shows tasks, policies and costs, and overrides a policy',
    async () => {
      const { server, terraform, login } = await sitDown()
      server.workspace('demo').checks = {
        stages: {
          post_plan: {
            tasks: [
              {
                name: 'scanner',
                result: 'failed',
                enforcement: 'advisory',
                message: 'two findings'
              }
            ],
            evaluations: [
              {
                kind: 'opa',
                policySetName: 'baseline',
                overridable: false,
                outcomes: [
                  {
                    policyName: 'tagging',
                    enforcementLevel: 'mandatory',
                    status: 'passed',
                    description: 'everything has tags'
                  }
                ]
              }
            ]
          }
        },
        costEstimate: {
          priorMonthlyCost: '10.0',
          proposedMonthlyCost: '15.5',
          deltaMonthlyCost: '5.5',
          resourcesCount: 3
        },
        policyCheck: { result: 'soft_failed', output: 'not on Fridays' }
      }
      await login(server.tokens.admin)
      await terraform(['init'])
      const apply = await terraform(['apply', '-no-color'], {
        answers: ['override', 'yes']
      })
      const stdout = unwrap(apply.stdout)
      expect(stdout).toContain('scanner ⸺ Failed (Advisory)')
      expect(stdout).toContain('two findings')
      expect(stdout).toContain('Policy set 1: baseline (1)')
      expect(stdout).toContain('everything has tags')
      expect(stdout).toContain('Resources: 3 of 3 estimated')
      expect(stdout).toContain('$15.5/mo +$5.5')
      expect(stdout).toContain('not on Fridays')
      expect(stdout).toContain('Do you want to override the soft failed policy')
      expect(stdout).toContain('Apply complete! Resources: 3 added')
      expect(apply.code).toBe(0)
      const [run] = server.state.runs.values()
      expect(run!.policyCheck!.status).toBe('overridden')
    },
    limit
  )

  itWithTerraform(
    'creates the workspace that is missing, if it may',
    async () => {
      const { server, terraform, login } = await sitDown({}, 'payments')
      const refused = await terraform(['init', '-no-color'])
      expect(refused.code).toBe(1)
      await login(server.tokens.admin)
      const init = await terraform(['init', '-no-color'])
      expect(init).toMatchObject({ code: 0, stderr: '' })
      expect(server.workspace('payments')).toMatchObject({
        executionMode: 'remote',
        terraformVersion: binary!.version
      })
    },
    limit
  )

  itWithTerraform(
    'runs locally and keeps the state on the server: lock, upload, unlock',
    async () => {
      const { server, terraform } = await sitDown({
        workspaces: [{ name: 'demo', executionMode: 'local' }]
      })
      await terraform(['init'])
      const apply = await terraform(['apply', '-auto-approve', '-no-color'])
      expect(apply).toMatchObject({ code: 0, stderr: '' })
      expect(server.addresses('demo')).toHaveLength(3)
      const { stateVersions, manualLock } = server.workspace('demo')
      expect(manualLock).toBeUndefined()
      expect(stateVersions).toHaveLength(1)
      expect(stateVersions[0]!.outputs.map(({ name }) => name)).toEqual([
        'name',
        'secret'
      ])
      expect(server.state.runs.size).toBe(0)
      const removed = await terraform(['state', 'rm', 'terraform_data.service'])
      expect(removed.code).toBe(0)
      expect(server.addresses('demo')).toHaveLength(2)
      const pulled = await terraform(['state', 'pull'])
      expect(JSON.parse(pulled.stdout)).toMatchObject({
        lineage: stateVersions[0]!.lineage,
        serial: stateVersions.at(-1)!.serial
      })
      server.lock('demo', 'mine')
      const locked = await terraform(['state', 'rm', 'terraform_data.worker'])
      expect(locked.code).toBe(1)
      expect(unwrap(locked.stderr)).toContain('workspace already locked')
    },
    limit
  )

  itWithTerraform(
    'works with Terraform Enterprise, which has its blobs on the same host',
    async () => {
      const { server, terraform } = await sitDown({
        personality: 'tfe'
      })
      await terraform(['init'])
      const apply = await terraform(['apply', '-auto-approve', '-no-color'])
      expect(apply).toMatchObject({ code: 0, stderr: '' })
      expect(apply.stdout).toContain('Apply complete! Resources: 3 added')
      // Go sends its token along a redirect to the same host.
      const blobs = server.requests.filter(({ path }) =>
        path.startsWith('/_archivist/')
      )
      expect(blobs.map(({ headers }) => headers['authorization'])).toContain(
        'team'
      )
      expect(blobs.every(({ status }) => status === 200)).toBe(true)
    },
    limit
  )
})

// The slower paces of these flows are in `npm run paces`.
describe.each([15, 300])('terraform, at %i ms a step', (step) => {
  for (const { name, options, play } of cliFlows) {
    itWithTerraform(
      name,
      async () => {
        const desk = await openDesk({
          binary: binary!,
          timeout: 110_000,
          pace: paceOf(step),
          ...options?.(binary!)
        })
        cleanups.push(desk.close)
        await play(desk)
      },
      120_000
    )
  }
})
