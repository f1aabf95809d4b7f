import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TerraformBinary } from '../../emulator/engines/terraform.ts'
import { createTerraformEngine } from '../../emulator/engines/terraform.ts'
import type { Pace } from '../../emulator/hcp/run-course.ts'
import type { HcpOptions, HcpServer } from '../../emulator/hcp/server.ts'
import { startHcp } from '../../emulator/hcp/server.ts'

/** The name that the CLI knows the emulator by. */
export const hostname = 'hcp.emulator.example'

export interface Invocation {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

interface InvocationOptions {
  /** Typed whenever a value is asked for; `no` once there are none left. */
  readonly answers?: readonly string[]
  readonly hear?: (stdout: string) => void
  /** Ctrl-C, once, as soon as this holds. */
  readonly interruptOnce?: () => boolean
}

/** Where somebody works with Terraform's own CLI, in a clean environment. */
export interface Desk {
  readonly server: HcpServer
  readonly binary: TerraformBinary
  /** Runs a command; it is killed when it takes longer than the desk allows. */
  readonly terraform: (
    args: readonly string[],
    options?: InvocationOptions
  ) => Promise<Invocation>
  readonly write: (files: Readonly<Record<string, string>>) => Promise<void>
  /** The CLI acts as the owner of this token from now on. */
  readonly login: (token: string) => Promise<void>
  readonly close: () => Promise<void>
}

export interface DeskOptions extends Partial<HcpOptions> {
  readonly binary: TerraformBinary
  /** What the cloud block has in `workspaces`. Default: `name = "demo"`. */
  readonly selection?: string
  /** Where the configuration is written; it stays. Default: a new folder. */
  readonly folder?: string
  /** How long a command may take. Milliseconds; default 30 seconds. */
  readonly timeout?: number
}

const services = [
  'state.v2',
  'tfe.v2',
  'tfe.v2.1',
  'tfe.v2.2',
  'modules.v1',
  'providers.v1'
]

/** Three resources, a value and a secret. */
const configuration = `resource "terraform_data" "service" {
  input = { name = "shop", replicas = 2 }
}
resource "terraform_data" "worker" {
  count = 2
  input = count.index
}
output "name" {
  value = terraform_data.service.output.name
}
output "secret" {
  value     = "TOP-SECRET-7"
  sensitive = true
}
`

/** All that takes time, at this many milliseconds between two statuses. */
export function paceOf(step: number): Partial<Pace> {
  return { step, action: (step * 2) / 3, upload: step }
}

/**
 * Starts an emulator, over the real Terraform unless told, and a folder with a
 * configuration whose cloud block names it. Close it in the end.
 */
export async function sitDown({
  binary,
  selection = 'name = "demo"',
  timeout = 30_000,
  folder,
  ...options
}: DeskOptions): Promise<Desk> {
  const server = await startHcp({
    engine: options.engine ?? (await createTerraformEngine({ binary })),
    workspaces: [{ name: 'demo' }],
    // The CLI takes a 204 after the end of a plan for an empty document.
    redactedDelays: 0,
    // What HashiCorp's Go client can read.
    commentType: 'comments',
    ...options
  })
  const root = await mkdtemp(join(tmpdir(), 'desk-'))
  const cwd = folder ?? join(root, 'configuration')
  const home = join(root, 'home')
  const cliConfiguration = join(root, 'cli.tfrc')
  await mkdir(cwd)
  await mkdir(home)

  const login = (token: string) =>
    writeFile(cliConfiguration, renderCliConfiguration(server.url, token))
  const write: Desk['write'] = async (files) => {
    for (const [name, text] of Object.entries(files)) {
      await writeFile(join(cwd, name), text)
    }
  }
  await login(server.token)
  await write({
    'cloud.tf': renderCloudBlock(server.organization, selection),
    'main.tf': configuration
  })
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    TF_CLI_CONFIG_FILE: cliConfiguration,
    CHECKPOINT_DISABLE: '1'
  }
  return {
    server,
    binary,
    write,
    login,
    terraform: (args, invocation = {}) =>
      invoke(binary.path, args, { cwd, env, timeout }, invocation),
    close: async () => {
      await server.close()
      await rm(root, { recursive: true, maxRetries: 3 })
    }
  }
}

function renderCloudBlock(organization: string, selection: string): string {
  return `terraform {
  cloud {
    hostname     = "${hostname}"
    organization = "${organization}"
    workspaces {
      ${selection}
    }
  }
}
`
}

function renderCliConfiguration(url: string, token: string): string {
  return `credentials "${hostname}" {
  token = "${token}"
}
host "${hostname}" {
  services = {
${services.map((name) => `    "${name}" = "${url}/api/v2/"`).join('\n')}
  }
}
`
}

async function invoke(
  path: string,
  args: readonly string[],
  options: {
    readonly cwd: string
    readonly env: NodeJS.ProcessEnv
    readonly timeout: number
  },
  { answers = [], hear, interruptOnce }: InvocationOptions
): Promise<Invocation> {
  const child = spawn(path, args, {
    ...options,
    stdio: ['pipe', 'pipe', 'pipe'],
    // It would go on retrying for minutes.
    killSignal: 'SIGKILL'
  })
  const watch = setInterval(() => {
    if (interruptOnce?.() !== true) return
    clearInterval(watch)
    child.kill('SIGINT')
  }, 10)
  let stdout = ''
  let stderr = ''
  let typed = 0
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
    hear?.(stdout)
    while (typed < stdout.split('Enter a value:').length - 1) {
      child.stdin.write(`${answers[typed] ?? 'no'}\n`)
      typed += 1
    }
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code) => {
        resolve({ code, stdout, stderr })
      })
    })
  } finally {
    clearInterval(watch)
  }
}
