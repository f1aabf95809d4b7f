import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HcpServer } from '../emulator/hcp/server.ts'
import type { Usage } from './process-usage.ts'
import { watchUsage } from './process-usage.ts'

interface CliRun {
  readonly code: number | null
  readonly output: string
  /** Milliseconds since the epoch. */
  readonly endedAt: number
  /** When it asked its question, if it did. */
  readonly askedAt: number | undefined
  readonly usage: Usage | undefined
}

/** Terraform's CLI in a folder with a cloud block, on the emulator. */
export interface TerraformCli {
  /** Answers any question with "no". */
  run(args: readonly string[]): Promise<CliRun>
  close(): Promise<void>
}

const hostname = 'hcp.emulator.example'
const services = ['state.v2', 'tfe.v2', 'tfe.v2.1', 'tfe.v2.2']

/** Writes the configuration and initializes it. Throws where that fails. */
export async function openTerraformCli(
  binary: string,
  hcp: HcpServer,
  workspace: string,
  configuration: string
): Promise<TerraformCli> {
  const folder = await mkdtemp(join(tmpdir(), 'terraform-cli-'))
  const settings = join(folder, 'cli.tfrc')
  const addresses = services.map((name) => `"${name}" = "${hcp.url}/api/v2/"`)
  await writeFile(
    settings,
    `credentials "${hostname}" {
  token = "${hcp.token}"
}
host "${hostname}" {
  services = {
    ${addresses.join('\n    ')}
  }
}
`
  )
  await writeFile(join(folder, 'main.tf'), configuration)
  await writeFile(
    join(folder, 'cloud.tf'),
    `terraform {
  cloud {
    hostname     = "${hostname}"
    organization = "${hcp.organization}"
    workspaces {
      name = "${workspace}"
    }
  }
}
`
  )

  const run: TerraformCli['run'] = (args) =>
    new Promise((settle, fail) => {
      const child = spawn(binary, args, {
        cwd: folder,
        env: {
          PATH: process.env['PATH'],
          HOME: folder,
          TF_CLI_CONFIG_FILE: settings,
          CHECKPOINT_DISABLE: '1'
        },
        timeout: 180_000,
        killSignal: 'SIGKILL'
      })
      const watch = child.pid === undefined ? undefined : watchUsage(child.pid)
      let output = ''
      let askedAt: number | undefined
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (askedAt === undefined && output.includes('Enter a value:')) {
          askedAt = Date.now()
          child.stdin.write('no\n')
        }
      })
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        output += text
      })
      child.once('error', fail)
      child.once('close', (code) => {
        const endedAt = Date.now()
        settle({ code, output, endedAt, askedAt, usage: watch?.stop() })
      })
    })

  const { code, output } = await run(['init', '-no-color'])
  if (code !== 0) throw new Error(`terraform init failed:\n${output}`)
  return {
    run,
    close: () => rm(folder, { recursive: true, force: true })
  }
}
