import { spawn } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { scripts } from '../../emulator/engines/scenario.ts'
import { annotations, openStage } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage([scripts.changes, scripts.changes])
})
afterEach(async () => {
  await stage.close()
})

const upload = { 'configuration-directory': '.', comment: 'never' }

/** Refused before anything is requested: the sentence, all else left alone. */
async function refusal(
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {}
): Promise<string> {
  const result = await stage.run({ ...upload, ...inputs }, { env })
  expect(result.exitCode).toBe(1)
  expect(stage.hcp.requests).toEqual([])
  expect(stage.github.requests).toEqual([])
  expect(result.stderr).toBe('')
  return annotations(result, 'error').join('\n')
}

describe('a mistake in what a step is given', () => {
  it.each([
    [{ mode: 'Plan' }, '\'mode\' is "Plan"', "did you mean 'plan'?"],
    [
      { mode: 'destroy' },
      '\'mode\' is "destroy"',
      "did you mean 'mode: apply' with 'destroy: true'?"
    ],
    [{ 'run-timeout': '1800' }, 'is "1800"', 'did you mean 1800s, 30m?'],
    [
      { 'required-labels': 'ready, checked' },
      'has the line "ready, checked"',
      "did you mean the lines 'ready', 'checked'?"
    ],
    [
      { targets: 'aws_x.y[k]' },
      'an index is a number or a quoted string',
      `did you mean 'aws_x.y["k"]'?`
    ]
  ])('%j', async (inputs, wrong, meant) => {
    const said = await refusal(inputs)
    expect(said).toContain(wrong)
    expect(said).toContain(meant)
  })

  it('a configuration directory outside of the checkout', async () => {
    const outside = await refusal({ 'configuration-directory': '..' })
    expect(outside).toContain('which lies outside of the checkout')
    symlinkSync('/', join(stage.checkout, 'all'))
    const linked = await refusal({ 'configuration-directory': 'all' })
    expect(linked).toContain(
      '\'configuration-directory\' is "all", which lies outside of the checkout ("/")'
    )
  })

  it.each([
    ['./env\\\\net', "did you mean './env/net'?"],
    ['/env/net', "did you mean 'env/net'?"],
    ['~/env/net', "did you mean 'env/net'?"],
    ['$GITHUB_WORKSPACE/env/net', "did you mean 'env/net'?"],
    ['"env/net"', "did you mean 'env/net'?"],
    ['env/net/main.tf', "did you mean 'env/net'?"],
    ['env/nett', 'which does not exist']
  ])('a configuration directory %s', async (directory, meant) => {
    await mkdir(join(stage.checkout, 'env/net'), { recursive: true })
    writeFileSync(join(stage.checkout, 'env/net/main.tf'), '')
    const said = await refusal({
      'configuration-directory': directory.replace('\\\\', '\\')
    })
    expect(said).toContain(meant)
  })

  it.each([
    ['-var-file=env/eu.tfvars', "did you mean 'env/eu.tfvars'?"],
    ['- env/eu.tfvars', "did you mean 'env/eu.tfvars'?"],
    ['env', 'cannot be read (EISDIR)'],
    ['~/eu.tfvars', 'cannot be read (ENOENT)']
  ])('a var-file %s', async (file, meant) => {
    await mkdir(join(stage.checkout, 'env'))
    writeFileSync(join(stage.checkout, 'env/eu.tfvars'), 'region = "eu"')
    expect(await refusal({ 'var-files': file })).toContain(meant)
  })

  it.each([
    ['region=hidden', "such as 'region: VALUE'"],
    ['-var region=hidden', "such as 'region: VALUE'"],
    ['SGlkZGVu=', 'is not a map of names to values (line 1)'],
    ['region: hidden, size: 3', "two ': ' in one line"],
    ['region: "hidden', 'a quote, a bracket or a colon is missing) (line 1)'],
    ['region: @hidden', 'begins with @, ` or % has to be in quotes'],
    ['a: 1\na: hidden', 'a name that is there before) (line 2)'],
    ['TF_VAR_region: hidden', "here it is 'region'"]
  ])('variables: %j', async (variables, meant) => {
    const said = await refusal({ variables })
    expect(said).toContain(meant)
    expect(said).not.toMatch(/hidden|SGlk/)
  })

  it('a run is named by its address; its workspace is of one organization', async () => {
    const held = await stage.run({ mode: 'apply', ...upload })
    const {
      'run-id': id,
      'run-url': url,
      'workspace-id': workspace
    } = held.outputs
    const shown = await stage.run({ mode: 'show', 'run-id': url ?? '' })
    expect(shown.exitCode).toBe(0)
    expect(shown.outputs['run-id']).toBe(id)

    const writes = stage.writes().length
    for (const given of [
      { workspace: workspace ?? '', mode: 'plan', ...upload },
      { workspace: workspace ?? '', mode: 'list' },
      { workspace: '', mode: 'discard', 'run-id': id ?? '' }
    ]) {
      const other = await stage.run({ ...given, organization: 'umbrella' })
      expect(other.exitCode).toBe(1)
      expect(annotations(other, 'error').join()).toContain(
        `is 'network' of organization '${stage.hcp.organization}', while 'organization' is 'umbrella'`
      )
    }
    expect(stage.writes()).toHaveLength(writes)
  })
})

describe('what the runner gives and cannot be used', () => {
  it('a temporary folder is not blamed on the configuration', async () => {
    const said = await refusal({}, { RUNNER_TEMP: '/nowhere/at/all' })
    expect(said).toContain(
      '\'RUNNER_TEMP\' is "/nowhere/at/all", where no file can be made (ENOENT)'
    )
    expect(said).not.toContain('configuration-directory')
    expect(said).toContain("The runner's environment is wrong")
    await stage.run({ mode: 'list' }, { env: { RUNNER_TEMP: '/nowhere' } })
    expect(stage.hcp.requests).not.toEqual([])
  })

  it.each(['GITHUB_OUTPUT', 'GITHUB_STATE'])(
    '%s that cannot be written',
    async (name) => {
      const missing = await refusal({}, { [name]: '/nowhere/file' })
      expect(missing).toContain(
        `'${name}' is "/nowhere/file", which cannot be written (ENOENT)`
      )
      const folder = join(stage.checkout, 'folder')
      await mkdir(folder)
      expect(await refusal({}, { [name]: folder })).toContain('(EISDIR)')
    }
  )

  it.each(['api.github.com', 'ftp://api.github.com', 'https://'])(
    'GITHUB_API_URL: %s',
    async (address) => {
      const said = await refusal({}, { GITHUB_API_URL: address })
      expect(said).toContain(
        `'GITHUB_API_URL' is "${address}", which is no address of an API`
      )
    }
  )

  const full = existsSync('/dev/full') ? it : it.skip
  full('a full disk: the run is followed, and the step is red', async () => {
    const result = await stage.run(
      { mode: 'plan', ...upload },
      { env: { GITHUB_OUTPUT: '/dev/full', GITHUB_STATE: '/dev/full' } }
    )
    expect(result.exitCode).toBe(1)
    expect(result.stderr).toBe('')
    expect(result.stdout).toContain('Plan: ')
    const said = annotations(result, 'error')
    expect(said.filter((each) => each.includes('GITHUB_OUTPUT'))).toHaveLength(
      1
    )
    expect(said.join()).toContain('outputs of this step are missing')
    expect(said.join()).toContain('GITHUB_STATE cannot be written')
  })

  it('a log that nobody reads ends no step', async () => {
    const seen = await stage.run({ mode: 'plan', ...upload })
    const before = stage.hcp.requests.length
    const env: Record<string, string> = { ...inputsOf(), ...runnerOf(seen) }
    const child = spawn(process.execPath, ['dist/index.js'], {
      cwd: process.cwd(),
      env: { ...env, GITHUB_WORKSPACE: process.cwd() },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    child.stdout.destroy()
    child.stderr.destroy()
    const code = await new Promise((settle) => {
      child.once('close', settle)
    })
    expect(code).toBe(0)
    expect(stage.hcp.requests.length).toBeGreaterThan(before)
    expect(readFileSync(env['GITHUB_OUTPUT'] ?? '', 'utf8')).toContain('shown')
  })

  /** `mode: show`, with the defaults of `action.yml`. */
  function inputsOf(): Record<string, string> {
    const { inputs } = parse(readFileSync('action.yml', 'utf8')) as {
      inputs: Readonly<Record<string, { default?: string }>>
    }
    const given: Readonly<Record<string, string>> = {
      token: stage.hcp.token,
      hostname: stage.hcp.url,
      organization: stage.hcp.organization,
      workspace: 'network',
      mode: 'show',
      'github-token': ''
    }
    return Object.fromEntries(
      Object.entries(inputs).map(([name, input]) => [
        `INPUT_${name.toUpperCase()}`,
        given[name] ?? input.default ?? ''
      ])
    )
  }

  function runnerOf(result: Awaited<ReturnType<Stage['run']>>) {
    const folder = result.temporaryDirectory
    return {
      PATH: process.env['PATH'] ?? '',
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STATE: join(folder, 'state'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      GITHUB_EVENT_NAME: 'workflow_dispatch',
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
      GITHUB_REPOSITORY: 'acme/network',
      GITHUB_SHA: 'a'.repeat(40),
      GITHUB_API_URL: stage.github.url,
      'INPUT_RUN-ID': result.outputs['run-id'] ?? ''
    }
  }
})

describe('the environment of the job', () => {
  it('stands in for what is left out, and that is said', async () => {
    const env = {
      TF_API_TOKEN: stage.hcp.token,
      TF_HOSTNAME: stage.hcp.url,
      TF_CLOUD_ORGANIZATION: stage.hcp.organization
    }
    const left = { token: '', organization: '' }
    for (const hostname of ['', 'TF_HOSTNAME or app.terraform.io']) {
      const result = await stage.run(
        { mode: 'plan', ...upload, ...left, hostname },
        { env }
      )
      expect(result.outputs['outcome']).toBe('planned')
      expect(result.stdout).toContain(
        "'token' is left out: TF_API_TOKEN of the environment is used."
      )
      expect(result.stdout).toContain(
        `'hostname' is left out: TF_HOSTNAME of the environment is used (${stage.hcp.url}).`
      )
      expect(result.stdout).toContain("'organization' is left out")
      expect(
        result.log
          .filter(({ command }) => command === 'add-mask')
          .map(({ message }) => message)
      ).toContain(stage.hcp.token)
    }
  })

  it('never wins over an input, nor speaks where no name is needed', async () => {
    const env = {
      TF_API_TOKEN: 'wrong',
      TF_HOSTNAME: 'tfe.example.invalid',
      TF_CLOUD_ORGANIZATION: 'umbrella'
    }
    const made = await stage.run({ mode: 'plan', ...upload }, { env })
    expect(made.outputs['outcome']).toBe('planned')
    expect(made.stdout).not.toContain('is left out')
    const byId = await stage.run(
      {
        mode: 'list',
        organization: '',
        workspace: made.outputs['workspace-id'] ?? ''
      },
      { env }
    )
    expect(byId.outputs['outcome']).toBe('listed')
  })

  it('has variables that no run sees, which is said without values', async () => {
    const env = {
      TF_VAR_region: 'hidden-1',
      TF_CLI_ARGS_plan: '-x',
      TF_LOG: ''
    }
    const result = await stage.run({ mode: 'plan', ...upload }, { env })
    expect(annotations(result, 'warning')).toEqual([
      "The environment of this step has TF_VAR_region. Runs on HCP Terraform do not see it: use 'variables', 'var-files' or the workspace's variables.",
      "The environment of this step has TF_CLI_ARGS_plan. Runs on HCP Terraform do not see it: use the inputs for a run's options, such as 'targets' and 'replace'."
    ])
    expect(result.stdout).not.toContain('hidden-1')
    const shown = await stage.run(
      { mode: 'show', 'run-id': result.outputs['run-id'] ?? '' },
      { env }
    )
    expect(annotations(shown, 'warning')).toEqual([])
  })

  it('a reason goes onto the run with what is done to it', async () => {
    const held = await stage.run({ mode: 'apply', ...upload })
    await stage.run({
      mode: 'discard',
      'run-id': held.outputs['run-id'] ?? '',
      reason: 'Superseded by change 4711'
    })
    const discard = stage.hcp.requests.find(({ path }) =>
      path.endsWith('/actions/discard')
    )
    expect(JSON.stringify(discard?.body)).toContain(
      ': Superseded by change 4711'
    )
  })
})
