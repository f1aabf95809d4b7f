import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { packConfiguration } from '../../../src/configuration/archive.ts'
import { TransportError } from '../../../src/hcp/wire/errors.ts'
import type { Run, Workspace } from '../../../src/hcp/types.ts'
import { insistOnSavedPlan } from '../../../src/run/operations/save-plan.ts'
import { startRun } from '../../../src/run/operations/start-run.ts'
import type { StartOptions } from '../../../src/run/operations/start-run.ts'
import { createRun, createScripted } from '../scripted-hcp.ts'
import type { Scripted } from '../scripted-hcp.ts'
import { refusal } from '../refusals.ts'

const options: StartOptions = {
  workspace: { id: 'ws-1', name: 'network' } as Workspace,
  messageOf: () => 'a message with its nonce',
  planOnly: false,
  configurationDirectory: undefined,
  configurationVersionId: 'cv-1',
  pack: async (directory, workingDirectory) => {
    const archive = await packConfiguration(directory, {
      temporaryFolder: tmpdir(),
      checkout: ''
    })
    archive.check(workingDirectory)
    return archive
  }
}

async function start(world: Scripted, planOnly = false): Promise<Run> {
  return await startRun(world, { ...options, planOnly })
}

function creations({ calls }: Scripted): number {
  return calls.filter((call) => call === 'runs.create').length
}

describe('startRun', () => {
  it.each([
    [413, undefined],
    [422, 'Archive is too large']
  ])('says what makes an upload too large (%s)', async (status, detail) => {
    const folder = await mkdtemp(join(tmpdir(), 'start-run-'))
    try {
      await writeFile(join(folder, 'main.tf'), 'x'.repeat(2048))
      const world = createScripted([], {
        'configurationVersions.create': () => ({
          id: 'cv-2',
          uploadUrl: 'https://blob.example/upload'
        }),
        'configurationVersions.upload': () => {
          throw refusal(status, detail)
        }
      })
      await expect(
        startRun(world, { ...options, configurationDirectory: folder })
      ).rejects.toThrow(
        /too large for the server or for a proxy.*: \d+ B packed.*'main\.tf' \(2\.0 KiB\).*\.terraformignore/
      )
      expect(creations(world)).toBe(0)
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('uploads nothing that the workspace could not plan', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'start-run-'))
    try {
      await writeFile(join(folder, 'main.tf'), '')
      const world = createScripted([], {})
      await expect(
        startRun(world, {
          ...options,
          configurationDirectory: folder,
          workspace: { ...options.workspace, workingDirectory: 'env/prod' }
        })
      ).rejects.toThrow(/works in 'env\/prod'/)
      expect(world.calls).toEqual([])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it.each([
    ['500', refusal(500)],
    ['a lost answer', new TransportError('reset', { ambiguous: true })]
  ])(
    'C-5, C-17: looks for the run after %s, and makes no second one',
    async (_, error) => {
      const world = createScripted([], {
        'runs.create': () => {
          throw error
        },
        'runs.findByMessage': () => createRun({ id: 'run-7' })
      })
      expect(await start(world)).toMatchObject({ id: 'run-7' })
      expect(creations(world)).toBe(1)
      const none = createScripted([], {
        'runs.create': () => {
          throw error
        }
      })
      await expect(start(none)).rejects.toBe(error)
      expect(creations(none)).toBe(1)
    }
  )

  it('takes no run of another configuration, whatever its message', async () => {
    const error = refusal(500)
    const world = createScripted([], {
      'runs.create': () => {
        throw error
      },
      'runs.findByMessage': () =>
        createRun({ id: 'run-7', configurationVersionId: 'cv-other' })
    })
    await expect(start(world)).rejects.toBe(error)
  })

  it('says that a workspace without a configuration needs an upload', async () => {
    const world = createScripted([], {
      'runs.create': () => {
        throw refusal(422, 'Configuration version is missing')
      }
    })
    await expect(start(world)).rejects.toThrow("Set 'configuration-directory'")
  })

  it('passes on another refusal, and looks for nothing', async () => {
    const error = refusal(422, 'no such version')
    const world = createScripted([], {
      'runs.create': () => {
        throw error
      }
    })
    await expect(start(world)).rejects.toThrow(
      /no such version.*Sent was: configuration version cv-1/
    )
    expect(world.calls).toEqual(['runs.create'])
  })

  it('gets a run that auto-applies out of the way, unless it is plan-only', async () => {
    const world = createScripted([{ status: 'planning' }], {
      'runs.create': () => createRun({ autoApply: true })
    })
    await expect(start(world)).rejects.toThrow('auto-apply')
    expect(world.calls).toContain('runs.cancel')
    const planOnly = createScripted([], {
      'runs.create': () => createRun({ autoApply: true, planOnly: true })
    })
    expect(await start(planOnly, true)).toMatchObject({ id: 'run-1' })
    expect(planOnly.calls).not.toContain('runs.cancel')
  })

  it.each([
    [
      'asked to cancel',
      { status: 'planning' },
      undefined,
      'The run was asked to cancel.'
    ],
    [
      'applying already',
      { status: 'applying' },
      undefined,
      'it is confirmed (applying); an apply under way is never cancelled'
    ],
    [
      'not to be cancelled by this token',
      { status: 'planning' },
      refusal(404),
      'could not be stopped; stop it in the web interface. POST'
    ],
    [
      'perhaps cancelled',
      { status: 'planning' },
      refusal(503),
      'The cancel of run run-1 was sent once, and whether it was taken is not known'
    ]
  ] as const)(
    'is alarmed by auto-apply, and by a plan that is not saved, of a run that is %s',
    async (_, look, error, said) => {
      const on = {
        'runs.create': () => createRun({ autoApply: true }),
        'runs.cancel': () => {
          if (error !== undefined) throw error
        }
      }
      await expect(start(createScripted([look], on))).rejects.toMatchObject({
        name: 'AutoApplyError',
        message: expect.stringContaining(said)
      })
      const unsaved = insistOnSavedPlan(
        createScripted([look], on),
        createRun({ savePlan: false })
      )
      await expect(unsaved).rejects.toMatchObject({
        name: 'SavedPlanError',
        message: expect.stringContaining(said)
      })
    }
  )
})
