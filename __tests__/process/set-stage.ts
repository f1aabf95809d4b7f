import { scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import type { WorkspaceOptions } from '../../emulator/hcp/exchange.ts'
import type { HcpOptions } from '../../emulator/hcp/server.ts'
import { openStage } from './stage.ts'
import type { Stage } from './stage.ts'

/** A stage with these workspaces, each with the script of its next run. */
export async function openSet(
  scriptOf: Readonly<Record<string, Script>>,
  {
    settings = {},
    ...options
  }: Partial<HcpOptions> & {
    readonly settings?: Readonly<Record<string, Partial<WorkspaceOptions>>>
  } = {}
): Promise<Stage> {
  const opened = await openStage([], {
    workspaces: Object.keys(scriptOf).map((name) => ({
      name,
      ...settings[name]
    })),
    ...options
  })
  for (const [name, script] of Object.entries(scriptOf)) {
    opened.engine.script(name, [script])
  }
  return opened
}

/** So many workspaces `w-01`, `w-02` …, each with this script. */
export function crowd(
  count: number,
  script: Script = scripts.changes
): Readonly<Record<string, Script>> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `w-${String(index + 1).padStart(2, '0')}`,
      script
    ])
  )
}

/** One workspace, as the output `runs` tells it. */
interface Entry {
  readonly workspace: string
  readonly outcome: string
  readonly 'run-id'?: string
  readonly 'comment-id'?: number
  readonly 'configuration-digest'?: string
  readonly note?: string
  readonly reasons: readonly {
    readonly code: string
    readonly message: string
  }[]
}

interface Told {
  readonly outputs: Readonly<Record<string, string>>
}

export function entriesOf({ outputs }: Told): readonly Entry[] {
  return JSON.parse(outputs['runs'] ?? '[]') as Entry[]
}

/** The outcome of each workspace, with the code of its first reason. */
export function outcomesOf(
  told: Told
): Readonly<Record<string, readonly (string | undefined)[]>> {
  return Object.fromEntries(
    entriesOf(told).map(({ workspace, outcome, reasons }) => [
      workspace,
      [outcome, ...reasons.slice(0, 1).map(({ code }) => code)]
    ])
  )
}

/** The workspaces whose runs were asked for this, in the order of the requests. */
export function askedTo(
  { hcp }: Stage,
  action: 'apply' | 'discard' | 'cancel'
): readonly string[] {
  return hcp.requests
    .filter(
      ({ path, status }) => path.endsWith(`/actions/${action}`) && status < 300
    )
    .map(({ path }) => {
      const id = /runs\/(run-\w+)/.exec(path)?.[1] ?? ''
      return hcp.run(id).workspace.name
    })
}
