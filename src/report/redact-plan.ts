import type { DiffLine, DriftChange, ResourceChange } from '../plan/types.ts'
import { redactName } from './names.ts'
import type { PlanReport } from './types.ts'

/** A plan with every free text in it redacted; see `redactReport`. */
export function redactPlan(
  plan: PlanReport | undefined,
  redact: (text: string) => string
): PlanReport | undefined {
  if (plan === undefined) return undefined
  if (plan.kind === 'counts') {
    return {
      ...plan,
      why: redact(plan.why),
      logText: plan.logText === undefined ? undefined : redact(plan.logText)
    }
  }
  const { changes } = plan
  return {
    ...plan,
    changes: {
      ...changes,
      resources: changes.resources.map((change) =>
        redactChange(change, redact)
      ),
      drift: changes.drift.map((change) => redactDrift(change, redact)),
      deferredChanges: changes.deferredChanges.map((change) =>
        Object.assign(redactChange(change, redact), {
          reason: change.reason && redact(change.reason)
        })
      ),
      outputs: changes.outputs.map((output) => ({
        ...output,
        name: redactName(output.name, redact),
        diff: redactLines(output.diff, redact)
      })),
      actionInvocations: changes.actionInvocations.map((invocation) => ({
        ...invocation,
        address: redact(invocation.address),
        triggeringAddress:
          invocation.triggeringAddress && redact(invocation.triggeringAddress),
        event: invocation.event && redact(invocation.event),
        callingAddress:
          invocation.callingAddress && redact(invocation.callingAddress),
        onFailure: invocation.onFailure && redact(invocation.onFailure),
        deferred: invocation.deferred && {
          reason:
            invocation.deferred.reason && redact(invocation.deferred.reason)
        },
        diff: redactLines(invocation.diff, redact)
      })),
      checks: changes.checks.map((check) => ({
        ...check,
        address: redact(check.address),
        problems: check.problems.map(redact)
      }))
    }
  }
}

// Diffs are drawn when asked for; copying them here would draw them all.
function redactChange(
  change: ResourceChange,
  redact: (text: string) => string
): ResourceChange {
  const maybe = (text: string | undefined) =>
    text === undefined ? undefined : redact(text)
  const lines = once(() => redactLines(change.diff, redact))
  return {
    address: redact(change.address),
    moduleAddress: maybe(change.moduleAddress),
    type: change.type,
    mode: change.mode,
    verb: change.verb,
    actions: change.actions,
    actionReason: maybe(change.actionReason),
    replacePaths: change.replacePaths.map((path) => {
      const name = /^[A-Za-z_][\w-]*/.exec(path)?.[0] ?? ''
      return `${redactName(name, redact)}${redact(path.slice(name.length))}`
    }),
    previousAddress: maybe(change.previousAddress),
    deposed: maybe(change.deposed),
    importing: change.importing && {
      ...change.importing,
      id: maybe(change.importing.id),
      identity: maybe(change.importing.identity)
    },
    fingerprint: change.fingerprint,
    isDrawn: change.isDrawn,
    get diff() {
      return lines()
    }
  }
}

function redactDrift(
  change: DriftChange,
  redact: (text: string) => string
): DriftChange {
  const more = {
    relevant: change.relevant,
    get relevantDiff() {
      return redactLines(change.relevantDiff, redact)
    }
  }
  const members = Object.getOwnPropertyDescriptors(more)
  return Object.defineProperties(
    redactChange(change, redact),
    members
  ) as DriftChange
}

/** A page compares diffs before it shows some, and there are two pages. */
function once<T>(make: () => T): () => T {
  let made: { readonly it: T } | undefined
  return () => (made ??= { it: make() }).it
}

/** At the top stand names, which no value is in; see `redactName`. */
function redactLines(
  diff: readonly DiffLine[],
  redact: (text: string) => string
): readonly DiffLine[] {
  return diff.map((line) => {
    const { depth, text } = line
    const redacted = redact(text)
    if (redacted === text) return line
    const top =
      depth === 0 ? /^[A-Za-z_][\w-]*(?= +(?:= |\{))/.exec(text) : null
    const [name] = top ?? []
    if (name === undefined) return { ...line, text: redacted }
    const rest = redact(text.slice(name.length))
    return { ...line, text: `${redactName(name, redact)}${rest}` }
  })
}
