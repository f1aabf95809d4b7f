import { buffer } from 'node:stream/consumers'
import { create } from 'tar'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import type { HcpServer } from '../../emulator/hcp/server.ts'

/** One way to use the action. A new mode is one more entry. */
export interface Flow {
  readonly name: string
  readonly inputs: Readonly<Record<string, string>>
  /** Default: `network` alone. */
  readonly workspaces?: readonly string[]
  /** What the run plans. */
  readonly script: Script
  /** Is there a run before in each workspace, whose id the step is given? */
  readonly usesRun: boolean
  /** The status that run waits in. Default: at its gate. */
  readonly waitsAt?: string
  /** The outcome without a fault; a green step must have it. */
  readonly outcome: string
  /** The status of the run after a green step. */
  readonly status: string
  /** May this step confirm the run at all? */
  readonly mayApply: boolean
}

const upload = { 'configuration-directory': '.' }

/** Terraform's output tries to speak to the runner, in every cell. */
function hostile(script: Script): Script {
  return {
    ...script,
    planLines: [
      '::set-output name=outcome::forged',
      '##[set-output name=outcome]forged',
      '::error::forged'
    ]
  }
}

const apply: Flow = {
  name: 'apply',
  inputs: { mode: 'apply', approve: 'true', ...upload },
  script: scripts.creates,
  usesRun: false,
  outcome: 'applied',
  status: 'applied',
  mayApply: true
}

/** What is played with several workspaces. */
export const threeWorkspaces = ['network', 'app', 'dns'] as const

/** The same flow in a step about three workspaces. */
export function withThree(flow: Flow): Flow {
  return {
    ...flow,
    name: `${flow.name}, three workspaces`,
    workspaces: threeWorkspaces
  }
}

export const flows: readonly Flow[] = [
  {
    name: 'plan',
    inputs: { mode: 'plan', ...upload },
    script: hostile(scripts.changes),
    usesRun: false,
    outcome: 'planned',
    status: 'planned_and_finished',
    mayApply: false
  },
  apply,
  withThree(apply),
  {
    name: 'save-plan',
    inputs: { mode: 'save-plan', ...upload },
    script: hostile(scripts.creates),
    usesRun: false,
    outcome: 'saved',
    status: 'planned_and_saved',
    mayApply: false
  },
  {
    name: 'apply, no approval',
    inputs: { mode: 'apply', ...upload },
    script: scripts.creates,
    usesRun: false,
    outcome: 'held',
    status: 'planned',
    mayApply: false
  },
  {
    name: 'apply with run-id',
    inputs: { mode: 'apply', approve: 'true' },
    script: scripts.creates,
    usesRun: true,
    outcome: 'applied',
    status: 'applied',
    mayApply: true
  },
  {
    name: 'discard',
    inputs: { mode: 'discard' },
    script: scripts.creates,
    usesRun: true,
    outcome: 'discarded',
    status: 'discarded',
    mayApply: false
  },
  {
    name: 'cancel',
    inputs: { mode: 'cancel' },
    script: scripts.slow,
    usesRun: true,
    waitsAt: 'planning',
    outcome: 'canceled',
    status: 'canceled',
    mayApply: false
  },
  {
    name: 'show',
    inputs: { mode: 'show' },
    script: scripts.creates,
    usesRun: true,
    outcome: 'shown',
    status: 'planned',
    mayApply: false
  }
]

/**
 * Makes a run of a folder over the API, as another job would have, and waits
 * until it is at its gate, or where it is to be. Resolves to its id.
 */
export async function makeHeldRun(
  hcp: HcpServer,
  workspaceName: string,
  configuration: string,
  message: string,
  waitsAt = 'planned'
): Promise<string> {
  const workspaceId = hcp.workspace(workspaceName).id
  const version = await post(
    hcp,
    `/workspaces/${workspaceId}/configuration-versions`,
    {
      type: 'configuration-versions',
      attributes: { 'auto-queue-runs': false, provisional: true }
    }
  )
  const uploaded = await fetch(String(version.attributes['upload-url']), {
    method: 'PUT',
    body: await buffer(create({ gzip: true, cwd: configuration }, ['.']))
  })
  if (!uploaded.ok) throw new Error(`The upload gave ${uploaded.status}`)
  // The emulator takes the upload in after a moment, as the service does.
  for (;;) {
    const { status } = hcp.state.configurationVersions.get(version.id) ?? {}
    if (status === 'uploaded') break
    if (status !== 'pending')
      throw new Error(`The upload is ${status ?? 'lost'}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const run = await post(hcp, '/runs', {
    type: 'runs',
    attributes: { message, 'auto-apply': false },
    relationships: {
      workspace: { data: { type: 'workspaces', id: workspaceId } },
      'configuration-version': {
        data: { type: 'configuration-versions', id: version.id }
      }
    }
  })
  await hcp.waitFor(run.id, waitsAt)
  return run.id
}

async function post(
  hcp: HcpServer,
  path: string,
  data: object
): Promise<{ id: string; attributes: Readonly<Record<string, unknown>> }> {
  const response = await fetch(`${hcp.url}/api/v2${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${hcp.token}`,
      'content-type': 'application/vnd.api+json'
    },
    body: JSON.stringify({ data })
  })
  if (!response.ok) {
    throw new Error(
      `POST ${path} gave ${response.status}: ${await response.text()}`
    )
  }
  const document = (await response.json()) as {
    data: { id: string; attributes: Readonly<Record<string, unknown>> }
  }
  return document.data
}
