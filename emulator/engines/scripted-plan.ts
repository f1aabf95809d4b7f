import type { Counts, PlanRequest } from './engine.ts'
import type { Change, ResourceChange } from './plan-document.ts'
import { nameProvider } from './provider-schemas.ts'
import type { StateOutput } from './state-file.ts'
import { parseStateFile } from './state-file.ts'
import { parseAddress } from './structured-log.ts'

/** One planned change of a script; `before` comes from the state if absent. */
interface ScriptedChange {
  readonly address: string
  readonly actions: readonly string[]
  readonly before?: unknown
  readonly after?: unknown
  readonly afterUnknown?: unknown
  readonly beforeSensitive?: unknown
  readonly afterSensitive?: unknown
  readonly replacePaths?: readonly (readonly (string | number)[])[]
  readonly actionReason?: string
  readonly previousAddress?: string
  readonly importing?: unknown
  readonly mode?: 'managed' | 'data'
}

/** What a script says of the changes of its run. */
export interface ScriptedPlan {
  readonly changes?: readonly ScriptedChange[]
  /** Drift found while refreshing. */
  readonly drift?: readonly ScriptedChange[]
  /** Outputs after the run; an output that is left out stays as it is. */
  readonly outputs?: Readonly<Record<string, StateOutput>>
  /** Destroys all that the state holds, whatever `changes` says. */
  readonly destroysAll?: boolean
}

/** The resource changes of a run, as plan JSON has them. */
export function planChanges(
  request: PlanRequest,
  script: ScriptedPlan,
  state: ReadonlyMap<string, unknown>,
  masks: ReadonlyMap<string, unknown>
): ResourceChange[] {
  if (request.refreshOnly) return []
  const changes =
    request.isDestroy || script.destroysAll === true
      ? [...state.keys()].map((address) => ({ address, actions: ['delete'] }))
      : (script.changes ?? [])
  return changes.map((change) => renderResourceChange(change, state, masks))
}

/** One resource change as plan JSON has it; `masks` tells what was secret before. */
export function renderResourceChange(
  change: ScriptedChange,
  state: ReadonlyMap<string, unknown>,
  masks: ReadonlyMap<string, unknown>
): ResourceChange {
  const { module, resource_type, resource_name, resource_key } = parseAddress(
    change.address
  )
  const creates = change.actions.length === 1 && change.actions[0] === 'create'
  return {
    address: change.address,
    ...(change.previousAddress === undefined
      ? {}
      : { previous_address: change.previousAddress }),
    ...(module === '' ? {} : { module_address: module }),
    mode: change.mode ?? 'managed',
    type: resource_type,
    name: resource_name,
    ...(resource_key === null ? {} : { index: resource_key }),
    provider_name: nameProvider(resource_type),
    change: {
      actions: change.actions,
      before: creates
        ? null
        : (change.before ??
          state.get(change.previousAddress ?? change.address) ??
          {}),
      after:
        change.after ??
        (change.actions[0] === 'no-op' ? state.get(change.address) : null) ??
        null,
      after_unknown: change.afterUnknown ?? {},
      before_sensitive:
        change.beforeSensitive ??
        (creates ? false : (masks.get(change.address) ?? {})),
      after_sensitive: change.afterSensitive ?? {},
      ...(change.replacePaths === undefined
        ? {}
        : { replace_paths: change.replacePaths }),
      ...(change.importing === undefined ? {} : { importing: change.importing })
    },
    ...(change.actionReason === undefined
      ? {}
      : { action_reason: change.actionReason })
  }
}

/** The outputs after a run. */
export function planOutputs(
  request: PlanRequest,
  script: ScriptedPlan
): Record<string, StateOutput> {
  if (request.isDestroy || script.destroysAll === true) return {}
  return { ...readOutputs(request.state), ...script.outputs }
}

function readOutputs(
  state: Uint8Array | undefined
): Readonly<Record<string, StateOutput>> {
  return state === undefined ? {} : parseStateFile(state).outputs
}

/** The output changes of a run, as plan JSON has them. */
export function renderOutputChanges(
  state: Uint8Array | undefined,
  after: Readonly<Record<string, StateOutput>>
): Record<string, Change> {
  const before = readOutputs(state)
  const changes: Record<string, Change> = {}
  for (const name of Object.keys({ ...before, ...after })) {
    const old = before[name]
    const now = after[name]
    const sensitive = old?.sensitive === true || now?.sensitive === true
    const same = JSON.stringify(old?.value) === JSON.stringify(now?.value)
    changes[name] = {
      actions: [
        old === undefined
          ? 'create'
          : now === undefined
            ? 'delete'
            : same
              ? 'no-op'
              : 'update'
      ],
      before: old?.value ?? null,
      after: now?.value ?? null,
      after_unknown: false,
      before_sensitive: sensitive,
      after_sensitive: sensitive
    }
  }
  return changes
}

/** Counts as Terraform's streamed summary does. */
export function countChanges(changes: readonly ResourceChange[]): Counts {
  const counts = { additions: 0, changes: 0, destructions: 0, imports: 0 }
  for (const { mode, change } of changes) {
    const [first] = change.actions
    // Which order the two have says nothing (OpenTofu's is the other one).
    const keepsOld = change.actions.includes('forget')
    if (change.importing !== undefined) counts.imports += 1
    if (mode === 'data') continue
    if (change.actions.includes('create') && !keepsOld) {
      counts.additions += 1
    }
    if (first === 'update') counts.changes += 1
    if (change.actions.includes('delete')) counts.destructions += 1
  }
  return counts
}

/** The word for a change in Terraform's structured log. */
export function renderVerb(actions: readonly string[]): string {
  if (actions.length > 1) return 'replace'
  const [action = 'noop'] = actions
  if (action === 'no-op') return 'noop'
  return action === 'forget' ? 'remove' : action
}
