import { tmpdir } from 'node:os'
import { describe, expect, it } from '@jest/globals'
import { runScript } from '../../../emulator/runner/run-script.ts'

// Windows has another bash first on its PATH.
const onUnix = process.platform === 'win32' ? describe.skip : describe
const run = (script: string, shell?: string) =>
  runScript({
    script,
    shell,
    workingDirectory: tmpdir(),
    env: { SAID: 'a "quoted" $word' }
  })

onUnix('runScript', () => {
  it('gives a script its environment, and reads its outputs', async () => {
    const result = await run(
      'echo "$SAID"\necho no >&2\necho "run-id=run-1" >>"$GITHUB_OUTPUT"'
    )
    expect(result).toEqual({
      exitCode: 0,
      stdout: 'a "quoted" $word\n',
      stderr: 'no\n',
      outputs: { 'run-id': 'run-1' }
    })
  })

  it('ends at the first failure, within a pipe by shell: bash alone', async () => {
    expect((await run('false\necho on')).exitCode).toBe(1)
    expect((await run('false | cat\necho on')).stdout).toBe('on\n')
    expect((await run('false | cat\necho on', 'bash')).stdout).toBe('')
  })

  it('has no other shell', async () => {
    await expect(run('1', 'pwsh')).rejects.toThrow('no shell pwsh')
  })
})
