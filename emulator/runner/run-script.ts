import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { parseCommandFile } from './command-file.ts'

interface ScriptOptions {
  readonly script: string
  /** As `shell:` of the step; empty is not the same as `bash`. */
  readonly shell?: string | undefined
  readonly workingDirectory: string
  readonly env: Readonly<Record<string, string>>
  /** A folder with commands that come before those of this machine. */
  readonly commands?: string | undefined
}

export interface ScriptResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  readonly outputs: Readonly<Record<string, string>>
}

/**
 * How Linux and macOS runners start a script. Only a `shell: bash` sets
 * `pipefail`.
 */
const shells: Readonly<Record<string, readonly string[]>> = {
  '': ['-e'],
  bash: ['--noprofile', '--norc', '-eo', 'pipefail']
}

/**
 * Runs the script of a `run:` step as the runner does: from a file, by bash,
 * with nothing in its environment but what a step gets.
 *
 * Follows GitHub Actions: Workflow syntax, `jobs.<job_id>.steps[*].shell`.
 * @throws {Error} for another shell than bash, and for a GITHUB_OUTPUT that
 *   the runner would refuse
 */
export async function runScript(options: ScriptOptions): Promise<ScriptResult> {
  const flags = shells[options.shell ?? '']
  if (flags === undefined) {
    throw new Error(`The emulated runner has no shell ${options.shell ?? ''}`)
  }
  const folder = await mkdtemp(join(tmpdir(), 'script-'))
  try {
    const file = join(folder, 'script.sh')
    const output = join(folder, 'output')
    await writeFile(file, options.script)
    await writeFile(output, '')
    const path = process.env['PATH'] ?? ''
    const child = spawn('bash', [...flags, file], {
      cwd: options.workingDirectory,
      env: {
        PATH:
          options.commands === undefined
            ? path
            : `${options.commands}${delimiter}${path}`,
        HOME: folder,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_OUTPUT: output,
        RUNNER_TEMP: folder,
        ...options.env
      },
      stdio: ['ignore', 'pipe', 'pipe']
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const exitCode = await new Promise<number | null>((settle, fail) => {
      child.once('error', fail)
      child.once('close', settle)
    })
    const outputs = parseCommandFile(await readFile(output, 'utf8'))
    return { exitCode, stdout, stderr, outputs }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
