import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import {
  createTerraformEngine,
  findTerraform
} from '../../emulator/engines/terraform.ts'
import { annotations, openStage } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

function created(): Record<string, unknown> | undefined {
  const request = stage.hcp.requests.findLast(
    ({ method, path }) => method === 'POST' && path.endsWith('/runs')
  )
  const body = request?.body as
    { data: { attributes: Record<string, unknown> } } | undefined
  return body?.data.attributes
}

const upload = { 'configuration-directory': '.', comment: 'never' }

describe('run parameters', () => {
  it('go with the run, as HCL literals', async () => {
    stage = await openStage([scripts.changes, scripts.changes])
    await writeFile(
      join(stage.checkout, 'prod.tfvars'),
      'region = "eu-west-1" # overridden\nscript = <<-EOT\n  echo $${x}\n  EOT\n'
    )
    await writeFile(
      join(stage.checkout, 'more.tfvars.json'),
      '{"big": 12345678901234567890, "region": "eu-${north}"}'
    )
    const result = await stage.run({
      mode: 'plan',
      ...upload,
      targets: 'terraform_data.a\nmodule.b["x y"].terraform_data.c',
      replace: 'terraform_data.a',
      'var-files': 'prod.tfvars\nmore.tfvars.json',
      variables:
        'password: se"cret-value-1\nzones: [a, b]\nports: !hcl toset([1])\n',
      refresh: 'false',
      'allow-config-generation': 'true',
      'debugging-mode': 'true',
      'policy-paths': 'policies/base\npolicies/cost',
      'terraform-version': '1.9.8'
    })
    expect(result.exitCode).toBe(0)
    expect(created()).toMatchObject({
      'plan-only': true,
      'auto-apply': false,
      'target-addrs': ['terraform_data.a', 'module.b["x y"].terraform_data.c'],
      'replace-addrs': ['terraform_data.a'],
      'policy-paths': ['policies/base', 'policies/cost'],
      refresh: false,
      'allow-config-generation': true,
      'debugging-mode': true,
      'terraform-version': '1.9.8',
      variables: [
        { key: 'region', value: '"eu-$${north}"' },
        { key: 'script', value: '<<-EOT\n  echo $${x}\n  EOT\n' },
        { key: 'big', value: '12345678901234567890' },
        { key: 'password', value: '"se\\"cret-value-1"' },
        { key: 'zones', value: '["a", "b"]' },
        { key: 'ports', value: 'toset([1])' }
      ]
    })
    expect(annotations(result, 'warning').join()).toContain('debugging-mode')
    // Variables are for the run, never for the log.
    expect(result.stdout).not.toContain('cret-value-1')
    expect(result.summary).not.toContain('cret-value-1')

    const destroy = await stage.run({
      mode: 'apply',
      ...upload,
      destroy: 'true'
    })
    // Nothing is there yet.
    expect(destroy.outputs['outcome']).toBe('no-changes')
    expect(created()).toMatchObject({ 'is-destroy': true })
    // What is not asked for is left to the server.
    expect(Object.keys(created() ?? {}).sort()).toEqual([
      'auto-apply',
      'is-destroy',
      'message',
      'plan-only'
    ])
    expect(stage.applies()).toBe(0)

    await stage.run({
      mode: 'plan',
      ...upload,
      'invoke-action': 'module.a.action.aws_lambda_invoke.notify["x"]'
    })
    expect(created()).toMatchObject({
      'invoke-action-addrs': ['module.a.action.aws_lambda_invoke.notify["x"]']
    })
  })

  it('are refused before any request, all at once', async () => {
    stage = await openStage()
    await writeFile(
      join(stage.checkout, 'bad.tfvars'),
      'a = 1\nb = "hush-hush-9\n'
    )
    const combined = await stage.run({
      mode: 'apply',
      destroy: 'true',
      'refresh-only': 'true',
      'terraform-version': '1.9.8'
    })
    expect(combined.exitCode).toBe(1)
    expect(annotations(combined, 'error')[0]).toMatch(
      /- 'refresh-only' is true together with 'destroy'.*- 'terraform-version' is given with mode 'apply'/s
    )

    const sources = await stage.run({
      mode: 'plan',
      'var-files': 'bad.tfvars\nmissing.tfvars',
      variables: 'a: 1\nb: [hush-hush-9'
    })
    expect(sources.exitCode).toBe(1)
    const [message] = annotations(sources, 'error')
    expect(message).toContain(
      "- 'var-files' has 'bad.tfvars', which has a string that is not closed on its line (line 2)"
    )
    expect(message).toMatch(/'missing.tfvars', which cannot be read \(ENOENT\)/)
    expect(message).toMatch(/- 'variables' is not YAML .*\(line [23]\)/)
    expect(sources.stdout).not.toContain('hush-hush-9')

    // Whatever is wrong, wherever it is found: said once, and together.
    const all = await stage.run({
      mode: 'aply',
      targets: 'a b',
      variables: '[x]',
      'var-files': 'missing.tfvars',
      'configuration-directory': 'nope'
    })
    const [said = ''] = annotations(all, 'error')
    expect(said).toContain('5 inputs are wrong')
    for (const name of [
      'mode',
      'targets',
      'variables',
      'var-files',
      'configuration-directory'
    ]) {
      expect(said).toContain(`- '${name}' `)
    }
    expect(all.outputs).toEqual({
      outcome: 'errored',
      gate: 'none',
      reasons: '[]'
    })
    const folder = await stage.run({ 'configuration-directory': 'bad.tfvars' })
    expect(annotations(folder, 'error')[0]).toContain('which is no folder')
    expect(stage.hcp.requests).toEqual([])
    expect(stage.github.requests).toEqual([])
  })

  const binary = findTerraform()
  const onTerraform = binary === undefined ? it.skip : it
  onTerraform(
    'mean to Terraform what the user wrote',
    async () => {
      if (binary === undefined) throw new Error('skipped without Terraform')
      stage = await openStage([], {
        engine: await createTerraformEngine({ binary })
      })
      await writeFile(
        join(stage.checkout, 'main.tf'),
        ['text', 'data', 'file', 'expression']
          .map(
            (name) =>
              `variable "${name}" {}\noutput "${name}" {\n  value = var.${name}\n}\n`
          )
          .join('\n')
      )
      await writeFile(
        join(stage.checkout, 'a.tfvars'),
        'text = "overridden"\nfile = {\n  doc = <<-EOT\n    a "b" $${c}\n  EOT\n  n = [1, 2] # two\n}\n'
      )
      const data = { 'a b': [1, -2.5, null, true, '%{x}'], big: 2 ** 40 }
      const result = await stage.run({
        mode: 'apply',
        approve: 'true',
        ...upload,
        'var-files': 'a.tfvars',
        variables: [
          'text: "say \\"${hi}\\"\\n\\\\ \\f $${x} 😀"',
          `data: ${JSON.stringify(data)}`,
          `expression: !hcl '{ a = "b" }'`
        ].join('\n')
      })
      expect(result.stdout).toContain('applied')
      expect(JSON.parse(result.outputs['workspace-outputs'] ?? '{}')).toEqual({
        text: 'say "${hi}"\n\\ \f $${x} 😀',
        data,
        file: { doc: 'a "b" ${c}\n', n: [1, 2] },
        expression: { a: 'b' }
      })
    },
    60_000
  )
})

describe('what lies outside of the checkout', () => {
  it.each([
    ['var-files', 'prod.tfvars'],
    ['var-files', '../secret/prod.tfvars'],
    ['configuration-directory', 'linked'],
    ['configuration-directory', '../secret']
  ])('is not read by %s: %s', async (input, path) => {
    stage = await openStage([scripts.creates])
    const outside = join(stage.checkout, '../secret')
    await mkdir(outside, { recursive: true })
    await writeFile(join(outside, 'prod.tfvars'), 'token = "canary-4711"\n')
    await writeFile(join(outside, 'main.tf'), '')
    await symlink(
      join(outside, 'prod.tfvars'),
      join(stage.checkout, 'prod.tfvars')
    )
    await symlink(outside, join(stage.checkout, 'linked'))
    const result = await stage.run({ mode: 'plan', ...upload, [input]: path })
    await rm(outside, { recursive: true })
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toMatch(
      new RegExp(`'${input}' .*outside of the checkout`, 's')
    )
    expect(stage.hcp.requests).toEqual([])
    expect(result.stdout).not.toContain('canary-4711')
  })
})
