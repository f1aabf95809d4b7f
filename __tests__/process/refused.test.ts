import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { annotations, openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

/** What was refused, by whom, and which input it can be: as people read it. */

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const plan = { mode: 'plan', 'configuration-directory': '.' }

function runsMade(): readonly string[] {
  return stage.writes().filter((write) => write.endsWith('/runs'))
}

describe('an upload that is refused', () => {
  const answers = async (status: number, body: string) => {
    stage = await openStage([scripts.creates])
    stage.hcp.trouble({ method: 'PUT', path: /./, status, body, times: 9 })
    for (const size of [1, 2, 3, 4, 5, 6]) {
      const name = join(stage.checkout, `file-${size}.tf`)
      await writeFile(name, '#'.repeat(size * 4096))
    }
    const result = await stage.run(plan, pullRequestEvent())
    expect(result.exitCode).toBe(1)
    expect(runsMade()).toEqual([])
    return annotations(result, 'error').join()
  }

  it.each([
    [413, ''],
    [422, '{"errors":[{"detail":"The archive is too large"}]}'],
    [400, '<Error><Code>EntityTooLarge</Code></Error>']
  ])(
    'for its size is told with what makes it large: %i %s',
    async (...given) => {
      const said = await answers(...given)
      expect(said).toMatch(
        /too large for the server or for a proxy .* \d[\d.]* (?:B|KiB) packed\./
      )
      const named = said.match(/file-\d/g)
      expect(named).toEqual(['file-6', 'file-5', 'file-4', 'file-3', 'file-2'])
      expect(said).toContain('.terraformignore')
      expect(said).toMatch(/proxy's limit for request bodies/)
      expect(said).not.toMatch(/expired|again/)
    }
  )

  it.each([
    [403, /signed URL has expired or a proxy changes the request/],
    [404, /nothing at this address any more/],
    [407, /asks for credentials: give them in https_proxy/],
    [411, /changes how the request is framed/]
  ])(
    'by the storage is told by its status, its host once: %i',
    async (status, text) => {
      const said = await answers(status, '')
      expect(said).toMatch(text)
      expect(said.split(/localhost|127\.0\.0\.1/)).toHaveLength(2)
      expect(said).not.toContain('.terraformignore')
    }
  )
})

describe('a run that the server does not make', () => {
  it.each([
    [401, '', ["input 'token'", "'hostname'"]],
    [
      403,
      '',
      [
        "'workspace' and 'organization' are right",
        "token (input 'token') may create runs there",
        "the organization's plan does not include"
      ]
    ],
    [404, '', ["input 'configuration-version-id'", "input 'token'"]],
    [422, '', ['Sent was:', 'targets terraform_data.a', 'The usual causes:']],
    [
      422,
      '{"errors":[{"source":{"pointer":"/data/attributes/target-addrs"}}]}',
      ["Correct 'targets'"]
    ]
  ])('is told by which input it can be: %i %s', async (status, body, words) => {
    stage = await openStage([scripts.creates])
    const first = await stage.run({ ...plan, mode: 'upload' })
    const version = first.outputs['configuration-version-id'] ?? ''
    stage.hcp.trouble({
      method: 'POST',
      path: /\/runs$/,
      status,
      body,
      times: 9
    })
    const result = await stage.run(
      {
        ...plan,
        'configuration-directory': '',
        'configuration-version-id': version,
        targets: 'terraform_data.a'
      },
      pullRequestEvent()
    )
    expect(result.exitCode).toBe(1)
    const said = annotations(result, 'error').join()
    for (const word of words) expect(said).toContain(word)
  })
})

describe('a run whose request is too large', () => {
  it('is told with the inputs that make it so', async () => {
    stage = await openStage([scripts.creates])
    const path = /\/runs$/
    stage.hcp.trouble({ method: 'POST', path, status: 413, times: 9 })
    const variables = `small: 1\nbig: ${'sesame'.repeat(5000)}`
    const result = await stage.run({ ...plan, variables }, pullRequestEvent())
    expect(result.exitCode).toBe(1)
    const said = annotations(result, 'error').join()
    expect(said).toContain("'variables' and 'var-files' (29.4 KiB)")
    expect(said).toContain('The largest variable is big.')
    expect(said).not.toMatch(/sesame|terraformignore|archive/)
  })
})

describe('a read that is refused', () => {
  it.each([400, 401, 403, 404, 409, 418, 422])(
    'has not "changed nothing": %i',
    async (status) => {
      stage = await openStage([scripts.creates])
      const path = /\/workspaces\/network/
      stage.hcp.trouble({ method: 'GET', path, status, times: 99 })
      const result = await stage.run(plan, pullRequestEvent())
      expect(result.exitCode).toBe(1)
      const said = annotations(result, 'error').join()
      expect(said).toContain(String(status))
      expect(said).not.toMatch(/changed nothing|nothing was changed/i)
    }
  )
})

describe('a run that is being cancelled already', () => {
  const begin = async () => {
    stage = await openStage([{ ...scripts.slow, stubborn: true }], {
      pace: { coolOff: 600_000 }
    })
    const left = await stage.run({
      ...{ ...plan, mode: 'apply', cleanup: 'false', 'run-timeout': '1s' }
    })
    const runId = left.outputs['run-id'] ?? ''
    stage.hcp.act(runId, 'cancel', 'somebody')
    return runId
  }

  it.each([
    ['cancel', 'is being cancelled already (since '],
    ['discard', 'It is being cancelled already.'],
    ['apply', 'being cancelled']
  ])('is told as that: %s', async (mode, said) => {
    const before = await begin()
    const writes = stage.writes().length
    const result = await stage.run({
      ...{ mode, 'run-id': before, 'run-timeout': '1s' }
    })
    expect(result.exitCode).toBe(1)
    expect(result.shown.join('\n')).toContain(said)
    expect(stage.writes().slice(writes)).toEqual([])
  })
})

describe('a storage that does not answer', () => {
  it('is told of while it is waited for, in a set, too', async () => {
    stage = await openStage([scripts.creates])
    stage.engine.script('other', [scripts.creates])
    stage.hcp.trouble({ method: 'PUT', path: /./, delay: 12_000 })
    const result = await stage.run({ ...plan, workspace: 'network\nother' })
    expect(result.exitCode).toBe(0)
    const lines = result.shown
    const told = lines.findIndex((line) =>
      /^PUT to a signed URL on localhost\S*: no answer for 10 s/.test(line)
    )
    expect(told).toBeGreaterThan(-1)
    expect(told).toBeLessThan(
      lines.findIndex((line) => line.includes('network: planned'))
    )
  }, 60_000)
})
