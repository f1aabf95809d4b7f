import type { Hcp } from '../../src/hcp/client.ts'
import type { Plan, Run } from '../../src/hcp/types.ts'
import type { Writes } from '../../src/hcp/writes/confirming.ts'
import type { Dependencies } from '../../src/run/dependencies.ts'
import { openDoor } from '../../src/run/door/door.ts'
import type { Allowed } from '../../src/run/door/door.ts'
import { createRecord } from '../../src/run/record/record.ts'

/** A run as it is first seen; tests change what they are about. */
export function createRun(changes: Partial<Run> = {}): Run {
  return {
    id: 'run-1',
    status: 'pending',
    statusTimestamps: {},
    actions: {
      isCancelable: true,
      isConfirmable: false,
      isDiscardable: false,
      isForceCancelable: false
    },
    permissions: {
      canApply: true,
      canCancel: true,
      canComment: true,
      canDiscard: true,
      canForceCancel: false,
      canForceExecute: true,
      canOverridePolicyCheck: false
    },
    hasChanges: false,
    autoApply: false,
    planOnly: false,
    savePlan: false,
    isDestroy: false,
    refresh: true,
    refreshOnly: false,
    allowEmptyApply: false,
    targetAddrs: [],
    replaceAddrs: [],
    variableNames: [],
    invokeActionAddrs: [],
    policyPaths: [],
    message:
      'x\n\ngated-terraform-run/1 repository=acme/network sha=a pull-request=- actor=ann run=1 attempt=1 nonce=1',
    source: 'tfe-api',
    terraformVersion: undefined,
    createdAt: undefined,
    canceledAt: undefined,
    forceCancelAvailableAt: undefined,
    workspaceId: 'ws-1',
    configurationVersionId: 'cv-1',
    configurationVersion: undefined,
    planId: 'plan-1',
    applyId: 'apply-1',
    costEstimateId: undefined,
    policyCheckIds: [],
    taskStageIds: [],
    tfPolicyEvaluationIds: [],
    createdById: undefined,
    confirmedById: undefined,
    plan: undefined,
    apply: undefined,
    ...changes
  }
}

/** What a confirmable run's actions say. */
export const atGate: Run['actions'] = {
  isCancelable: false,
  isConfirmable: true,
  isDiscardable: true,
  isForceCancelable: false
}

export function createPlan(changes: Partial<Plan> = {}): Plan {
  return {
    id: 'plan-1',
    status: 'finished',
    counts: { additions: 1, changes: 0, destructions: 0, imports: 0 },
    logReadUrl: undefined,
    statusTimestamps: {},
    hasChanges: true,
    ...changes
  }
}

/** One look at the run, or what reading it throws. */
type Look = Partial<Run> | Error

export interface Scripted extends Dependencies {
  /** Every call that was made, by name: `runs.read`, `runs.apply`. */
  readonly calls: string[]
  readonly said: string[]
  /** A look at a run that is not in the script. */
  readonly sight: (changes: Partial<Run>) => Run
  /** The same, judged: a confirm of it would be let through. */
  readonly allow: (changes: Partial<Run>) => readonly [Run, Allowed]
}

/**
 * Dependencies in which a run looks as the script says, one look a reading and
 * the last one for ever; time passes only by sleeping. `on` answers, or throws
 * for, the other calls by their names. What is sent goes through the real
 * door, which run-1 is the business of.
 */
export function createScripted(
  looks: readonly Look[],
  on: Readonly<Record<string, (...given: never[]) => unknown>> = {}
): Scripted {
  const calls: string[] = []
  const said: string[] = []
  const record = createRecord()
  record.tell({ kind: 'admitted', runId: 'run-1', why: 'the test says so' })
  const seen = new WeakSet<Run>()
  let now = 0
  let reading = 0
  const sight = (changes: Partial<Run>): Run => {
    const run = createRun(changes)
    seen.add(run)
    record.tell({ kind: 'seen', run })
    return run
  }
  const answer = (name: string) => {
    return async (...given: unknown[]) => {
      calls.push(name)
      if (name === 'runs.read') {
        const look = looks[Math.min(reading, looks.length - 1)]!
        reading += 1
        if (look instanceof Error) throw look
        return sight({ id: String(given[0]), ...look })
      }
      const reply = on[name] as ((...all: unknown[]) => unknown) | undefined
      return await reply?.(...given)
    }
  }
  const resource = (resourceName: string) =>
    new Proxy(
      {},
      { get: (_, name) => answer(`${resourceName}.${String(name)}`) }
    )
  const all = new Proxy(
    {},
    {
      get: (_, name) => (name === 'now' ? () => now : resource(String(name)))
    }
  )
  return {
    hcp: all as Hcp,
    door: openDoor(all as Writes, { record, hasSeen: (run) => seen.has(run) }),
    record,
    calls,
    said,
    sight,
    allow: (changes) => {
      const run = sight(changes)
      const verdict: Allowed = { kind: 'allowed', checks: [], warnings: [] }
      record.tell({ kind: 'judged', runId: run.id, checks: [], verdict })
      return [run, verdict]
    },
    signal: new AbortController().signal,
    clock: {
      now: () => now,
      wallTime: () => now,
      sleep: async (milliseconds) => {
        now += Math.max(1, milliseconds)
      }
    },
    log: {
      info: (message) => {
        said.push(message)
      },
      waiting: (message) => {
        said.push(message)
      },
      warning: (message) => {
        said.push(`warning: ${message}`)
      },
      untrusted: (text) => {
        said.push(`> ${text}`)
      },
      mask: () => undefined,
      conceal: () => undefined
    }
  }
}
