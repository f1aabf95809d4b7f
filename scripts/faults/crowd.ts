import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createScenarioEngine,
  scripts
} from '../../emulator/engines/scenario.ts'
import { startGitHub } from '../../emulator/github/server.ts'
import { startHcp } from '../../emulator/hcp/server.ts'
import { runAction } from '../../emulator/runner/run-action.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'

interface Crowd {
  readonly steps: readonly ActionResult[]
  /** Requests to the API, and how many of them were refused by 429. */
  readonly requests: number
  readonly refused: number
  /** The most that were let through in any second. */
  readonly busiestSecond: number
  readonly seconds: number
}

/**
 * Starts many steps that share one token, each on a workspace of its own,
 * against the enforced limit of 30 requests a second. They start `stagger`
 * milliseconds apart: a machine has fewer cores than GitHub has runners.
 */
export async function runCrowd(
  size: number,
  options: {
    readonly mode: 'plan' | 'apply'
    readonly stagger: number
    /** How long plans and applies take, in milliseconds. */
    readonly phase: number
  }
): Promise<Crowd> {
  const names = Array.from({ length: size }, (_, index) => `service-${index}`)
  const engine = createScenarioEngine()
  for (const name of names) {
    engine.script(name, [
      {
        ...scripts.creates,
        planMilliseconds: options.phase,
        applyMilliseconds: options.phase
      }
    ])
  }
  const hcp = await startHcp({
    engine,
    workspaces: names.map((name) => ({ name })),
    limitsRequests: true
  })
  const github = await startGitHub({ repository: 'acme/network' })
  const folder = await mkdtemp(join(tmpdir(), 'crowd-'))
  const begun = Date.now()
  try {
    await writeFile(
      join(folder, 'main.tf'),
      'resource "terraform_data" "x" {}\n'
    )
    const steps = await Promise.all(
      names.map(async (workspace, index) => {
        await new Promise((resolve) =>
          setTimeout(resolve, index * options.stagger)
        )
        return await runAction({
          workspace: folder,
          repository: 'acme/network',
          githubToken: github.token,
          githubUrl: github.url,
          timeout: 300_000,
          inputs: {
            token: hcp.token,
            hostname: hcp.url,
            organization: hcp.organization,
            workspace,
            mode: options.mode,
            comment: 'never',
            'configuration-directory': '.',
            ...(options.mode === 'apply' ? { approve: 'true' } : {})
          }
        })
      })
    )
    const api = hcp.requests.filter(({ path }) => path.startsWith('/api/v2'))
    const passed = api
      .filter(({ status }) => status !== 429)
      .map(({ at }) => at)
      .sort((one, other) => one - other)
    await Promise.all(steps.map((step) => step.cleanUp()))
    return {
      steps,
      requests: api.length,
      refused: api.length - passed.length,
      busiestSecond: Math.max(
        0,
        ...passed.map(
          (at) => passed.filter((time) => time > at - 1000 && time <= at).length
        )
      ),
      seconds: (Date.now() - begun) / 1000
    }
  } finally {
    await Promise.all([hcp.close(), github.close()])
    await rm(folder, { recursive: true, force: true })
  }
}

/** One row of figures. */
export function renderCrowd(name: string, crowd: Crowd): string {
  const { steps, requests, refused, busiestSecond, seconds } = crowd
  const green = steps.filter(({ exitCode }) => exitCode === 0).length
  return `| ${[
    name,
    String(steps.length),
    String(green),
    String(requests),
    String(refused),
    String(busiestSecond),
    seconds.toFixed(0)
  ].join(' | ')} |`
}
