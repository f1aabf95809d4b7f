import { setTimeout as sleep } from 'node:timers/promises'
import type {
  ApplyRequest,
  ApplyResult,
  Counts,
  Engine,
  PhaseRequest,
  PlanRequest,
  PlanResult
} from './engine.ts'
import { readSpeed } from '../speed.ts'
import { noCounts } from './engine.ts'
import type { PlanDocument, ResourceChange } from './plan-document.ts'
import { hasChanges, renderRedactedPlan } from './plan-document.ts'
import { renderProviderSchemas } from './provider-schemas.ts'
import type { ScriptedPlan } from './scripted-plan.ts'
import {
  countChanges,
  planChanges,
  planOutputs,
  renderOutputChanges,
  renderResourceChange,
  renderVerb
} from './scripted-plan.ts'
import type { StateOutput } from './state-file.ts'
import { parseStateAttributes, renderStateFile } from './state-file.ts'
import type { Diagnostic, Operation } from './structured-log.ts'
import {
  renderApplyLine,
  renderBanner,
  renderChangeLine,
  renderChangeSummaryLine,
  renderDiagnosticLine,
  renderOutputsLine,
  renderVersionLine
} from './structured-log.ts'

/** What one run does: its plan, and its apply if it gets that far. */
export interface Script extends ScriptedPlan {
  readonly name: string
  /** Raw lines put into the logs as they are, without their line ends. */
  readonly planLines?: readonly string[]
  readonly applyLines?: readonly string[]
  /** Warnings of the plan. */
  readonly warnings?: readonly Diagnostic[]
  /** The plan fails with these. */
  readonly planErrors?: readonly Diagnostic[]
  /** The apply fails with these, after `applied` changes were made. */
  readonly applyErrors?: readonly Diagnostic[]
  readonly applied?: number
  /** Stays in the phase until `proceed` (or a cancel). */
  readonly holds?: readonly ('plan' | 'apply')[]
  /** Ignores a cancel: only a force-cancel ends a phase that holds. */
  readonly stubborn?: boolean
  /** Duration of each phase in milliseconds, spread over its log lines. */
  readonly planMilliseconds?: number
  readonly applyMilliseconds?: number
  /** Overrides of the plan JSON's top level, as a last word. */
  readonly plan?: Readonly<Record<string, unknown>>
  /** Resource counts, where they shall differ from what `changes` gives. */
  readonly counts?: Partial<Counts>
}

export interface ScenarioEngine extends Engine {
  /** Queues scripts for the next runs of a workspace (by name), in order. */
  script(workspaceName: string, scripts: readonly Script[]): void
  /** Lets the run's phase that holds go on; one to come passes at once. */
  proceed(runId: string): void
}

export interface ScenarioOptions {
  /** Used when a workspace's queue is empty. Default: `noChanges`. */
  readonly fallback?: Script
  readonly planMilliseconds?: number
  readonly applyMilliseconds?: number
  readonly terraformVersion?: string
}

/** Creates the engine of hand-written scripts; needs no Terraform. */
export function createScenarioEngine(
  options: ScenarioOptions = {}
): ScenarioEngine {
  const terraformVersion = options.terraformVersion ?? '1.9.8'
  const queues = new Map<string, Script[]>()
  const planned = new Map<
    string,
    {
      script: Script
      changes: readonly ResourceChange[]
      outputs: Readonly<Record<string, StateOutput>>
    }
  >()
  // What is secret in a resource outlives the run that made it.
  const masks = new Map<string, Map<string, unknown>>()
  const held = createHeldPhases()

  /** Ends early on a cancel (unless stubborn) and on a kill. */
  async function pass(
    request: PhaseRequest,
    script: Script,
    milliseconds: number
  ): Promise<'done' | 'canceled'> {
    const signal = stopSignal(request, script)
    try {
      await sleep(milliseconds, undefined, { signal })
      return 'done'
    } catch {
      return 'canceled'
    }
  }

  /** Writes the lines over the phase's time; tells whether it was stopped. */
  async function narrate(
    request: PhaseRequest,
    script: Script,
    lines: readonly string[],
    phase: 'plan' | 'apply'
  ): Promise<'done' | 'canceled'> {
    const total = readSpeed().time(
      phase === 'plan'
        ? (script.planMilliseconds ?? options.planMilliseconds ?? 30)
        : (script.applyMilliseconds ?? options.applyMilliseconds ?? 30)
    )
    request.log(renderBanner(terraformVersion))
    request.log(renderVersionLine(terraformVersion))
    if (script.holds?.includes(phase) === true) {
      if (
        (await held.wait(request.runId, stopSignal(request, script))) ===
        'canceled'
      )
        return 'canceled'
    }
    for (const text of lines) {
      const end = await pass(request, script, total / (lines.length + 1))
      if (end === 'canceled') return 'canceled'
      request.log(text)
    }
    return pass(request, script, total / (lines.length + 1))
  }

  async function plan(request: PlanRequest): Promise<PlanResult> {
    const queue = queues.get(request.workspaceName) ?? []
    const script: Script =
      queue.shift() ?? options.fallback ?? scripts.noChanges
    const state = parseStateAttributes(request.state)
    const known = masks.get(request.workspaceName) ?? new Map<string, unknown>()
    const resourceChanges = planChanges(request, script, state, known)
    const drift = (script.drift ?? []).map((change) =>
      renderResourceChange(change, state, known)
    )
    const outputs = planOutputs(request, script)
    const outputChanges = renderOutputChanges(request.state, outputs)
    const counts = { ...countChanges(resourceChanges), ...script.counts }
    const lines = [
      ...(script.planLines ?? []).map((text) => `${text}\n`),
      ...drift.map(({ address, change }) =>
        renderChangeLine('resource_drift', address, renderVerb(change.actions))
      ),
      ...resourceChanges
        .filter(({ change }) => change.actions[0] !== 'no-op')
        .map((resource) =>
          renderChangeLine(
            'planned_change',
            resource.address,
            renderVerb(resource.change.actions),
            {
              previous: resource.previous_address,
              reason: resource['action_reason'] as string | undefined
            }
          )
        ),
      ...(script.warnings ?? []).map(renderDiagnosticLine)
    ]
    const failed = script.planErrors !== undefined
    if (script.planErrors !== undefined) {
      lines.push(...script.planErrors.map(renderDiagnosticLine))
    } else {
      lines.push(renderChangeSummaryLine('plan', counts))
      if (Object.keys(outputChanges).length > 0) {
        lines.push(
          renderOutputsLine(
            Object.fromEntries(
              Object.entries(outputChanges).map(([name, change]) => [
                name,
                {
                  sensitive: change.after_sensitive === true,
                  action: change.actions[0] ?? 'no-op'
                }
              ])
            )
          )
        )
      }
    }
    const end = await narrate(request, script, lines, 'plan')
    if (end === 'canceled') {
      request.log('\nInterrupt received.\nGracefully shutting down...\n')
      return { outcome: 'canceled', hasChanges: false, counts: noCounts }
    }
    const document: PlanDocument = {
      format_version: '1.2',
      terraform_version: terraformVersion,
      timestamp: new Date().toISOString(),
      variables: Object.fromEntries(
        request.variables.map(({ key, value }) => [key, { value }])
      ),
      planned_values: {},
      resource_changes: resourceChanges,
      ...(drift.length > 0 ? { resource_drift: drift } : {}),
      output_changes: outputChanges,
      prior_state: {},
      configuration: {},
      complete: request.targetAddrs.length === 0,
      errored: failed,
      ...script.plan
    }
    const json = {
      ...document,
      applyable:
        typeof script.plan?.['applyable'] === 'boolean'
          ? script.plan['applyable']
          : !failed && hasChanges(document, request.refreshOnly)
    }
    if (failed) {
      return { outcome: 'errored', hasChanges: false, counts, json }
    }
    planned.set(request.runId, { script, changes: resourceChanges, outputs })
    const providerSchemas = renderProviderSchemas(json)
    return {
      outcome: 'finished',
      hasChanges: json.applyable,
      counts,
      json,
      redacted: renderRedactedPlan(json, providerSchemas),
      providerSchemas
    }
  }

  async function apply(request: ApplyRequest): Promise<ApplyResult> {
    const kept = planned.get(request.runId)
    if (kept === undefined) {
      throw new Error(`The run ${request.runId} was not planned here`)
    }
    const { script, outputs } = kept
    const failed = script.applyErrors !== undefined
    const changes = failed
      ? kept.changes.slice(0, script.applied ?? 0)
      : kept.changes
    const counts = { ...countChanges(changes), ...script.counts }
    const lines = [
      ...(script.applyLines ?? []).map((text) => `${text}\n`),
      ...changes.flatMap(({ address, change }) =>
        change.actions.flatMap((action) =>
          isOperation(action)
            ? [
                renderApplyLine('apply_start', address, action),
                renderApplyLine('apply_complete', address, action)
              ]
            : []
        )
      )
    ]
    const failing = failed ? kept.changes[changes.length] : undefined
    if (script.applyErrors !== undefined) {
      const action = failing?.change.actions.find(isOperation)
      if (failing !== undefined && action !== undefined) {
        lines.push(
          renderApplyLine('apply_start', failing.address, action),
          renderApplyLine('apply_errored', failing.address, action)
        )
      }
      lines.push(...script.applyErrors.map(renderDiagnosticLine))
    } else {
      lines.push(renderChangeSummaryLine('apply', counts))
      lines.push(renderOutputsLine(outputs))
    }
    const end = await narrate(request, script, lines, 'apply')
    if (end === 'canceled') {
      request.log('\nInterrupt received.\nGracefully shutting down...\n')
      return { outcome: 'canceled', counts: noCounts }
    }
    const resources = parseStateAttributes(request.state)
    const known = masks.get(request.workspaceName) ?? new Map<string, unknown>()
    masks.set(request.workspaceName, known)
    for (const { address, mode, change, previous_address } of changes) {
      if (mode !== 'managed') continue
      if (previous_address !== undefined) {
        resources.set(address, resources.get(previous_address))
        resources.delete(previous_address)
      }
      if (change.after !== null) known.set(address, change.after_sensitive)
      const last = change.actions.at(-1)
      if (last === 'delete' && change.actions[0] !== 'create') {
        resources.delete(address)
      } else if (change.actions.includes('create')) {
        resources.set(address, change.after)
      } else if (last === 'forget') {
        resources.delete(address)
      } else if (last === 'update') {
        resources.set(address, change.after)
      }
    }
    return {
      outcome: failed ? 'errored' : 'finished',
      counts,
      state: renderStateFile(
        resources,
        outputs,
        terraformVersion,
        request.state
      )
    }
  }

  return {
    name: 'scenario',
    terraformVersion,
    plan,
    apply,
    forget(runId) {
      planned.delete(runId)
      return Promise.resolve()
    },
    close() {
      return Promise.resolve()
    },
    script(workspaceName, added) {
      queues.set(workspaceName, [
        ...(queues.get(workspaceName) ?? []),
        ...added
      ])
    },
    proceed: held.proceed
  }
}

interface HeldPhases {
  /** Settles once the run is let go, or was before; or by the signal. */
  readonly wait: (
    runId: string,
    signal: AbortSignal
  ) => Promise<'done' | 'canceled'>
  readonly proceed: (runId: string) => void
}

function createHeldPhases(): HeldPhases {
  const holding = new Map<string, () => void>()
  /** Runs that were let go before they came to the phase that holds. */
  const free = new Set<string>()
  return {
    async wait(runId, signal) {
      if (signal.aborted) return 'canceled'
      if (free.delete(runId)) return 'done'
      return await new Promise((resolve) => {
        const settle = (end: 'done' | 'canceled') => {
          holding.delete(runId)
          resolve(end)
        }
        holding.set(runId, () => {
          settle('done')
        })
        signal.addEventListener('abort', () => {
          settle('canceled')
        })
      })
    },
    proceed(runId) {
      const go = holding.get(runId)
      if (go === undefined) free.add(runId)
      else go()
    }
  }
}

function stopSignal(request: PhaseRequest, script: Script): AbortSignal {
  return script.stubborn === true
    ? request.killed
    : AbortSignal.any([request.canceled, request.killed])
}

function isOperation(action: string): action is Operation {
  return action === 'create' || action === 'update' || action === 'delete'
}

/** A secret that must never be seen in a log, comment or summary. */
export const scenarioSecret = 'emulated-secret-7f3c9a'

const database = 'terraform_data.database'
const services = ['api', 'web'].map((key) => `terraform_data.service["${key}"]`)

/** Ready-made scripts. */
export const scripts = {
  /** First run of a story: creates three resources and two outputs. */
  creates: {
    name: 'creates',
    changes: [
      {
        address: database,
        actions: ['create'],
        after: { input: { engine: '14.9', password: scenarioSecret } },
        afterUnknown: { id: true, output: true },
        afterSensitive: { input: { password: true } }
      },
      ...services.map((address) => ({
        address,
        actions: ['create'],
        after: { input: { replicas: 1 } },
        afterUnknown: { id: true, output: true }
      }))
    ],
    outputs: {
      endpoint: { value: 'https://api.acme.example', type: 'string' },
      password: { value: scenarioSecret, type: 'string', sensitive: true }
    }
  },
  /** Second run: create, update, replace and destroy, with a secret. */
  changes: {
    name: 'changes',
    changes: [
      {
        address: database,
        actions: ['delete', 'create'],
        before: { input: { engine: '14.9', password: scenarioSecret } },
        after: { input: { engine: '15.4', password: `${scenarioSecret}-2` } },
        afterUnknown: { id: true },
        beforeSensitive: { input: { password: true } },
        afterSensitive: { input: { password: true } },
        replacePaths: [['input', 'engine']],
        actionReason: 'replace_because_cannot_update'
      },
      {
        address: 'terraform_data.queue',
        actions: ['create'],
        after: { input: 'jobs' },
        afterUnknown: { id: true, output: true }
      },
      {
        address: 'terraform_data.service["api"]',
        actions: ['update'],
        before: { input: { replicas: 1 } },
        after: { input: { replicas: 3 } }
      },
      {
        address: 'terraform_data.service["web"]',
        actions: ['delete'],
        before: { input: { replicas: 1 } },
        actionReason: 'delete_because_each_key'
      }
    ],
    outputs: {
      endpoint: { value: 'https://v2.acme.example', type: 'string' }
    }
  },
  noChanges: { name: 'no-changes' },
  /** Only an output changes: counts are zero, yet there is a gate. */
  outputsOnly: {
    name: 'outputs-only',
    outputs: {
      endpoint: { value: 'https://v3.acme.example', type: 'string' }
    }
  },
  destroy: { name: 'destroy', destroysAll: true },
  erroredPlan: {
    name: 'errored-plan',
    planErrors: [
      {
        severity: 'error',
        summary: 'Unsupported argument',
        detail: 'An argument named "inputt" is not expected here.',
        address: database,
        range: {
          filename: 'main.tf',
          start: { line: 12, column: 3, byte: 240 },
          end: { line: 12, column: 9, byte: 246 }
        },
        snippet: {
          context: 'resource "terraform_data" "database"',
          code: '  inputt = "14.9"',
          start_line: 12,
          highlight_start_offset: 2,
          highlight_end_offset: 8,
          values: []
        }
      }
    ]
  },
  /** Makes the first change of two, then fails. */
  erroredApply: {
    name: 'errored-apply',
    changes: [
      {
        address: 'terraform_data.first',
        actions: ['create'],
        after: { input: 'first' }
      },
      {
        address: 'terraform_data.second',
        actions: ['create'],
        after: { input: 'second' }
      }
    ],
    applied: 1,
    applyErrors: [
      {
        severity: 'error',
        summary: 'Quota exceeded',
        detail: 'The account may not create another resource of this kind.',
        address: 'terraform_data.second'
      }
    ]
  },
  /** Plans until `proceed`. */
  slow: {
    name: 'slow',
    holds: ['plan'],
    changes: [
      {
        address: 'terraform_data.slow',
        actions: ['create'],
        after: { input: 'slow' }
      }
    ]
  },
  /** Applies until `proceed`. */
  slowApply: {
    name: 'slow-apply',
    holds: ['apply'],
    changes: [
      {
        address: 'terraform_data.slow',
        actions: ['create'],
        after: { input: 'slow' }
      }
    ]
  }
} as const satisfies Readonly<Record<string, Script>>
