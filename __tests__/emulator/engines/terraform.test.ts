import { afterEach, describe, expect, it } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  createTerraformEngine,
  findTerraform
} from '../../../emulator/engines/terraform.ts'
import type { HcpServer } from '../../../emulator/hcp/server.ts'
import { startHcp } from '../../../emulator/hcp/server.ts'
import type { WorkspaceOptions } from '../../../emulator/hcp/exchange.ts'
import { converse, createRun, pack, request, upload } from '../conversation.ts'

const binary = findTerraform()
// Skipped, by name, on a machine without terraform and tofu.
const itWithTerraform = binary === undefined ? it.skip : it

const open: HcpServer[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

async function start(
  workspace: Partial<WorkspaceOptions> = {}
): Promise<HcpServer> {
  const server = await startHcp({
    engine: await createTerraformEngine({ binary: binary! }),
    workspaces: [{ name: 'demo', ...workspace }],
    pace: { step: 5, action: 5, upload: 5 },
    redactedDelays: 0
  })
  open.push(server)
  return server
}

const configuration = `
terraform {
  cloud {
    organization = "acme"
    workspaces {
      name = "demo"
    }
  }
}
variable "replicas" {
  type = number
}
variable "password" {
  type      = string
  sensitive = true
  default   = "TOP-SECRET-1"
}
resource "terraform_data" "service" {
  count = var.replicas
  input = "service \${count.index}"
}
resource "terraform_data" "database" {
  input = var.password
}
output "services" {
  value = terraform_data.service[*].input
}
output "password" {
  value     = var.password
  sensitive = true
}
`

async function run(
  server: HcpServer,
  attributes: Record<string, unknown>,
  files: Record<string, string> = { 'main.tf': configuration }
): Promise<string> {
  return createRun(server, 'demo', attributes, {
    configurationVersionId: await upload(server, 'demo', {}, await pack(files))
  })
}

const replicas = (count: string) => ({
  variables: [{ key: 'replicas', value: count }]
})

describe('the engine of the real Terraform', () => {
  itWithTerraform('plans, applies, keeps the state, destroys', async () => {
    const server = await start()
    const first = await run(server, replicas('2'))
    await server.waitFor(first, 'planned', 15_000)
    const { json } = await converse(server).get(`/runs/${first}/plan`)
    expect(json.data.attributes).toMatchObject({
      status: 'finished',
      'resource-additions': 3,
      'has-changes': true
    })
    server.act(first, 'apply')
    await server.waitFor(first, 'applied', 15_000)
    expect(server.addresses('demo')).toEqual([
      'terraform_data.database',
      'terraform_data.service[0]',
      'terraform_data.service[1]'
    ])
    const listed = execFileSync(
      binary!.path,
      ['state', 'list', `-state=${server.stateFile('demo')!}`],
      { encoding: 'utf8', env: { PATH: process.env['PATH'] } }
    )
    expect(listed.trim().split('\n').sort()).toEqual(server.addresses('demo'))

    const same = await run(server, replicas('2'))
    await server.waitFor(same, 'planned_and_finished', 15_000)

    const replaced = await run(server, {
      ...replicas('2'),
      'replace-addrs': ['terraform_data.service[1]'],
      'target-addrs': ['terraform_data.service[1]']
    })
    await server.waitFor(replaced, 'planned', 15_000)
    expect(server.run(replaced).plan.counts).toMatchObject({
      additions: 1,
      destructions: 1
    })
    server.act(replaced, 'discard')

    const destroyed = await run(server, {
      ...replicas('2'),
      'is-destroy': true,
      'auto-apply': true
    })
    await server.waitFor(destroyed, 'applied', 15_000)
    expect(server.run(destroyed).apply.counts?.destructions).toBe(3)
    expect(server.addresses('demo')).toEqual([])
  })

  itWithTerraform('redacts by mask; the full plan has the secret', async () => {
    const server = await start()
    const id = await run(server, replicas('0'))
    await server.waitFor(id, 'planned', 15_000)
    const { id: planId } = server.run(id).plan
    const read = async (name: string) => {
      const { headers } = await converse(server, server.tokens.admin).get(
        `/plans/${planId}/${name}`
      )
      return request(headers.get('location')!)
    }
    const redacted = await read('json-output-redacted')
    expect(redacted.text).not.toContain('TOP-SECRET-1')
    expect(redacted.text).toContain('REDACTED_SENSITIVE')
    expect(redacted.json.provider_schemas).toHaveProperty([
      'terraform.io/builtin/terraform'
    ])
    expect((await read('json-output')).text).toContain('TOP-SECRET-1')
    expect(server.run(id).plan.log?.text()).not.toContain('TOP-SECRET-1')
  })

  itWithTerraform('writes the log while Terraform works', async () => {
    const server = await start()
    const id = await run(
      server,
      { 'auto-apply': true },
      {
        'main.tf': `
resource "terraform_data" "slow" {
  provisioner "local-exec" {
    command = "echo begun; exec sleep 30"
  }
}
`
      }
    )
    await server.waitFor(id, 'applying', 15_000)
    const log = server.run(id).apply.log!
    for (let turn = 0; turn < 400 && !log.text().includes('begun'); turn += 1) {
      await sleep(10)
    }
    expect(log.text()).toContain('"apply_start"')
    expect(server.run(id).status).toBe('applying')
    server.act(id, 'cancel')
    // A canceled apply ends as it ends; here the provisioner was interrupted.
    await server.waitFor(id, ['canceled'], 10_000)
    expect(server.addresses('demo')).toEqual(['terraform_data.slow'])
  })

  itWithTerraform('tells of broken configurations in the log', async () => {
    const server = await start()
    const unquoted = await run(server, replicas('many'))
    await server.waitFor(unquoted, 'errored', 15_000)
    expect(server.run(unquoted).plan.log?.text()).toContain(
      'Variables not allowed'
    )
    const invalid = await run(
      server,
      {},
      { 'main.tf': 'resource "terraform_data" "x" {' }
    )
    await server.waitFor(invalid, 'errored', 15_000)
    expect(server.run(invalid).plan.log?.text()).toMatch(/Error: /)
    expect(server.run(invalid).apply.status).toBe('unreachable')
  })

  itWithTerraform('works without the environment of the machine', async () => {
    process.env['TF_VAR_replicas'] = '7'
    process.env['TF_CLI_ARGS_plan'] = '-nonsense'
    try {
      const server = await start({
        variables: [{ key: 'replicas', value: '1' }]
      })
      const id = await run(server, {})
      await server.waitFor(id, 'planned', 15_000)
      expect(server.run(id).plan.counts?.additions).toBe(2)
    } finally {
      delete process.env['TF_VAR_replicas']
      delete process.env['TF_CLI_ARGS_plan']
    }
  })
})
