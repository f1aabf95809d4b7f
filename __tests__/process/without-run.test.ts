import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import {
  annotations,
  commentEvent,
  openStage,
  pullRequestEvent,
  reasonCodes
} from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const apply = {
  mode: 'apply',
  approve: 'true',
  'configuration-directory': '.'
}

/** A run that leaves an output, and one that nobody may see. */
const leaving: Script = {
  name: 'leaving',
  changes: scripts.creates.changes,
  outputs: {
    address: { value: '10.0.0.1', type: 'string' },
    hidden: { value: 'hunter2-secret', type: 'string', sensitive: true }
  }
}

/** Requests to HCP Terraform since so many, by method and what is asked. */
function requestsSince(count: number): readonly string[] {
  return stage.hcp.requests.slice(count).map(({ method, path }) =>
    `${method} ${path}`
      .replace('/api/v2/', '')
      .replace(/\?.*/, '')
      .replace(/(run|ws|plan|apply|cv)-[A-Za-z0-9]{16}/g, '$1')
  )
}

describe('mode: show without run-id', () => {
  it("gives the workspace's current run and its outputs, and changes nothing", async () => {
    stage = await openStage([leaving, scripts.changes])
    const applied = await stage.run(apply)
    const before = stage.hcp.requests.length
    const shown = await stage.run({ mode: 'show' }, pullRequestEvent())
    expect(shown.exitCode).toBe(0)
    expect(shown.outputs).toMatchObject({
      outcome: 'shown',
      gate: 'none',
      'run-id': applied.outputs['run-id'],
      'run-status': 'applied',
      'workspace-outputs': '{"address":"10.0.0.1"}'
    })
    expect(shown.summary).toContain('Outputs, as they are now')
    expect(shown.summary).toContain('10.0.0.1')
    expect(`${shown.summary}${JSON.stringify(shown)}`).not.toContain('hunter2')
    const sent = requestsSince(before)
    expect(sent.filter((each) => !each.startsWith('GET '))).toEqual([])
    expect(sent).toContain('GET workspaces/ws/current-state-version-outputs')
    expect(stage.comments()).toEqual([])
    // At any time: the next run waits at its gate, and the outputs are as before.
    const held = await stage.run({ ...apply, approve: '' })
    const again = await stage.run({ mode: 'show' })
    expect(again.outputs).toMatchObject({
      'run-id': held.outputs['run-id'],
      'run-status': 'planned',
      gate: 'confirmation',
      'workspace-outputs': '{"address":"10.0.0.1"}'
    })
    await stage.post(again)
    expect(stage.hcp.run(held.outputs['run-id'] ?? '').status).toBe('planned')
  })

  it('ends well where there is no current run, and says so', async () => {
    stage = await openStage()
    const shown = await stage.run({ mode: 'show' })
    expect(shown.exitCode).toBe(0)
    expect(shown.outputs).toMatchObject({ outcome: 'shown', gate: 'none' })
    expect(shown.outputs['workspace-id']).toMatch(/^ws-/)
    expect(shown.outputs).not.toHaveProperty('run-id')
    expect(shown.outputs).not.toHaveProperty('policy-status')
    expect(shown.outputs).not.toHaveProperty('workspace-outputs')
    expect(shown.summary).toMatch(
      /No current run[^]*Workspace network has no current run\./
    )
    expect(shown.summary).not.toContain('no run was made')
    expect(shown.summary).toMatch(
      /outputs could not be read: the workspace has no state yet, or the token/
    )
    expect(annotations(shown, 'warning')).toEqual([])
    expect(annotations(shown, 'error')).toEqual([])
    expect(stage.writes()).toEqual([])
  })

  it('shows several workspaces, with a run and without', async () => {
    stage = await openStage([leaving])
    const applied = await stage.run(apply)
    const shown = await stage.run({ mode: 'show', workspace: 'network\nother' })
    expect(shown.exitCode).toBe(0)
    const runs = JSON.parse(shown.outputs['runs'] ?? '') as object[]
    expect(runs).toMatchObject([
      {
        workspace: 'network',
        outcome: 'shown',
        'run-id': applied.outputs['run-id'],
        'workspace-outputs': { address: '10.0.0.1' }
      },
      { workspace: 'other', outcome: 'shown' }
    ])
    expect(runs[1]).not.toHaveProperty('run-id')
    expect(shown.outputs['run-ids']).toBe(applied.outputs['run-id'])
    expect(shown.summary).toContain('No current run')
    expect(shown.summary).not.toContain('no run was made')
    expect(stage.writes()).toHaveLength(4)
  })

  it('says what is missing where nothing says which workspace', async () => {
    stage = await openStage()
    const shown = await stage.run({ mode: 'show', workspace: '' })
    expect(shown.exitCode).toBe(1)
    expect(annotations(shown, 'error').join()).toContain("or 'run-id'")
    expect(stage.hcp.requests).toEqual([])
  })
})

const upload = { mode: 'upload', 'configuration-directory': '.' }

describe('mode: upload', () => {
  it('makes a configuration version for several runs, and no run', async () => {
    stage = await openStage([scripts.changes, scripts.changes, scripts.creates])
    const uploaded = await stage.run(upload, pullRequestEvent())
    expect(uploaded.exitCode).toBe(0)
    const id = uploaded.outputs['configuration-version-id'] ?? ''
    expect(uploaded.outputs).toMatchObject({
      outcome: 'uploaded',
      gate: 'none'
    })
    expect(uploaded.outputs).not.toHaveProperty('run-id')
    expect(stage.hcp.state.configurationVersions.get(id)).toMatchObject({
      status: 'uploaded',
      files: ['main.tf'],
      provisional: true,
      speculative: false
    })
    await stage.post(uploaded)
    expect(stage.hcp.state.runs.size).toBe(0)
    expect(stage.comments()).toEqual([])
    expect(uploaded.summary).toContain('Configuration uploaded')
    const writes = stage.writes()
    expect(
      writes.map((write) => write.replace(/ws-\w+|\/[^/]+$/g, ''))
    ).toEqual([expect.stringMatching(/^POST /), expect.stringMatching(/^PUT /)])

    const of = { 'configuration-version-id': id }
    const planned = await stage.run({ mode: 'plan', ...of }, pullRequestEvent())
    const saved = await stage.run({ mode: 'save-plan', ...of })
    const applied = await stage.run({ mode: 'apply', approve: 'true', ...of })
    expect(
      [planned, saved, applied].map(({ outputs }) => [
        outputs['outcome'],
        outputs['configuration-version-id']
      ])
    ).toEqual([
      ['planned', id],
      ['saved', id],
      ['applied', id]
    ])
    // What is bound to the upload is bound in all of them.
    const digest = uploaded.outputs['configuration-digest']
    expect(digest).toMatch(/^version:/)
    for (const { outputs } of [planned, saved, applied]) {
      expect(outputs['configuration-digest']).toBe(digest)
    }
    // Uploaded once, whatever is made of it.
    expect(
      stage.writes().filter((write) => write.endsWith('configuration-versions'))
    ).toHaveLength(1)
    expect(stage.applies()).toBe(1)
  })

  it('holds what is made of it to the same rules', async () => {
    stage = await openStage([scripts.changes])
    const { outputs } = await stage.run(upload, pullRequestEvent())
    const blocked = await stage.run(
      {
        mode: 'apply',
        approve: 'true',
        'required-approvals': '1',
        'configuration-version-id': outputs['configuration-version-id'] ?? ''
      },
      pullRequestEvent()
    )
    expect(blocked.outputs['outcome']).toBe('blocked')
    expect(reasonCodes(blocked)).toEqual(['reviews-missing'])
    expect(stage.applies()).toBe(0)
  })

  it('is what a later run is bound to', async () => {
    stage = await openStage([scripts.changes, scripts.changes])
    const first = await stage.run(upload)
    await writeFile(join(stage.checkout, 'main.tf'), 'other')
    const second = await stage.run(upload)
    const bound = (of: typeof first) => ({
      mode: 'apply',
      approve: 'true',
      'configuration-version-id': of.outputs['configuration-version-id'] ?? '',
      'expected-configuration-digest':
        first.outputs['configuration-digest'] ?? ''
    })
    const blocked = await stage.run({
      ...bound(second),
      'on-blocked': 'discard'
    })
    expect(blocked.outputs['outcome']).toBe('blocked')
    expect(reasonCodes(blocked)).toEqual(['configuration-differs'])
    expect(stage.applies()).toBe(0)
    const applied = await stage.run(bound(first))
    expect(applied.outputs['outcome']).toBe('applied')
    expect(stage.applies()).toBe(1)
  })

  it('leaves nothing behind where it is cancelled, and says so', async () => {
    stage = await openStage()
    stage.hcp.trouble({ method: 'PUT', path: /./, cut: 'silence', times: 9 })
    const result = await stage.run(upload, { signalAfter: /Uploading/ })
    expect(result.exitCode).toBe(1)
    expect(result.outputs['outcome']).toBe('canceled')
    expect(result.outputs).not.toHaveProperty('run-id')
    const after = await stage.post(result)
    expect(after.exitCode).toBe(0)
    expect(stage.hcp.state.runs.size).toBe(0)
    expect(
      stage.writes().filter((write) => write.includes('/actions/'))
    ).toEqual([])
  })

  it('says what the server has against the files, and makes nothing of them', async () => {
    stage = await openStage()
    stage.hcp.trouble({ method: 'PUT', path: /./, status: 413, times: 9 })
    const result = await stage.run(upload)
    expect(result.exitCode).toBe(1)
    expect(result.outputs['outcome']).toBe('errored')
    expect(annotations(result, 'error').join()).toContain('too large')
  })

  it('uploads to several workspaces, each its folder', async () => {
    stage = await openStage()
    for (const name of ['network', 'other']) {
      await mkdir(join(stage.checkout, name))
      await writeFile(join(stage.checkout, name, `${name}.tf`), '')
    }
    const result = await stage.run({
      mode: 'upload',
      workspace: 'network\nother',
      'configuration-directory': 'network: network\nother: other'
    })
    expect(result.exitCode).toBe(0)
    expect(result.outputs).toMatchObject({ outcome: 'uploaded', 'run-ids': '' })
    const runs = JSON.parse(result.outputs['runs'] ?? '') as Record<
      string,
      string
    >[]
    const files = runs.map(
      ({ 'configuration-version-id': id = '' }) =>
        stage.hcp.state.configurationVersions.get(id)?.files
    )
    expect(files).toEqual([['network.tf'], ['other.tf']])
    expect(stage.hcp.state.runs.size).toBe(0)
  })

  it('is nothing for strangers, nor for the code of a fork', async () => {
    stage = await openStage()
    const stranger = await stage.run(upload, commentEvent('mallory', '/upload'))
    const fork = await stage.run(
      upload,
      pullRequestEvent({ fork: 'mallory/x' })
    )
    expect([stranger.exitCode, fork.exitCode]).toEqual([1, 1])
    expect(stage.writes()).toEqual([])
  })

  it('needs a folder, and takes nothing that is about a run', async () => {
    stage = await openStage()
    const result = await stage.run({
      mode: 'upload',
      'run-id': 'run-4Kq8ZtVfR2mWcYhD',
      targets: 'a.b',
      message: 'x'
    })
    expect(result.exitCode).toBe(1)
    const said = annotations(result, 'error').join('\n')
    expect(said).toMatch(
      /configuration-directory is empty|'configuration-directory' is empty/
    )
    expect(said).toContain("mode 'upload', which acts on no run")
    expect(said).toContain("mode 'upload', which makes no run")
    expect(stage.hcp.requests).toEqual([])
  })

  it('says what the workspace or the folder lacks before it sends anything', async () => {
    stage = await openStage([], {
      workspaces: [{ name: 'network', workingDirectory: 'env/prod' }]
    })
    const result = await stage.run(upload)
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'error').join()).toContain('env/prod')
    expect(stage.writes()).toEqual([])
  })
})
