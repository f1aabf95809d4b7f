import type { DiffLine, ResourceChange } from '../plan/types.ts'
import { createScrub } from '../plan/scrub.ts'
import type { Diagnostic } from '../run/log/printed-errors.ts'
import type { PlanComparison, PlanReport, Report } from './types.ts'

/**
 * A function that replaces known secrets in a text by `***`, also in their
 * base64, URL-encoded and JSON-escaped forms and line by line. Secrets under 4
 * characters are ignored: they are in every text by chance.
 */
export function createRedactor(
  secrets: Iterable<string>
): (text: string) => string {
  return createScrub(secrets)
}

/**
 * The report with every free text in it redacted. To be done before anything
 * is rendered: a secret such as `details` or `---` would take the page apart
 * if it were replaced in finished Markdown. Links and run ids are kept.
 */
export function redactReport(
  report: Report,
  redact: (text: string) => string
): Report {
  const maybe = (text: string | undefined) =>
    text === undefined ? undefined : redact(text)
  return {
    ...report,
    run: report.run && {
      ...report.run,
      message: redact(report.run.message),
      terraformVersion: maybe(report.run.terraformVersion),
      targets: report.run.targets.map(redact),
      replaces: report.run.replaces.map(redact)
    },
    plan: redactPlan(report.plan, redact),
    warnings: report.warnings.map((each) => redactDiagnostic(each, redact)),
    since: report.since && redactComparison(report.since, redact),
    cost: report.cost && {
      ...report.cost,
      message: maybe(report.cost.message)
    },
    policies: report.policies.map((policy) => ({
      ...policy,
      set: maybe(policy.set),
      policy: redact(policy.policy),
      message: maybe(policy.message)
    })),
    tasks: report.tasks.map((task) => ({
      ...task,
      name: redact(task.name),
      message: maybe(task.message),
      // A link with a secret in it is not one to follow.
      link:
        task.link === undefined || redact(task.link) !== task.link
          ? undefined
          : task.link
    })),
    checks: report.checks?.map((check) => ({
      ...check,
      rule: redact(check.rule),
      saw: redact(check.saw)
    })),
    reasons: report.reasons.map((reason) => ({
      ...reason,
      message: redact(reason.message),
      facts: Object.fromEntries(
        Object.entries(reason.facts).map(([key, fact]) => [
          key,
          redactValue(fact, redact)
        ])
      )
    })),
    apply: report.apply && {
      ...report.apply,
      confirmedBy: maybe(report.apply.confirmedBy),
      outputs: report.apply.outputs.map((output) => ({
        ...output,
        name: redact(output.name),
        value: repeatsSecret(output, redact)
          ? redactOutput(output.value, redact)
          : output.value
      }))
    },
    notes: report.notes.map(redact),
    failure: report.failure && {
      headline: redact(report.failure.headline),
      logText: maybe(report.failure.logText),
      diagnostics: report.failure.diagnostics.map((each) =>
        redactDiagnostic(each, redact)
      )
    }
  }
}

function redactDiagnostic(
  diagnostic: Diagnostic,
  redact: (text: string) => string
): Diagnostic {
  const { address, snippet, range } = diagnostic
  return {
    ...diagnostic,
    summary: redact(diagnostic.summary),
    detail: redact(diagnostic.detail),
    address: address === undefined ? undefined : redact(address),
    snippet: snippet === undefined ? undefined : redact(snippet),
    range: range && { ...range, filename: redact(range.filename) }
  }
}

/** As `redactReport`, for what becomes known later than the rest. */
export function redactComparison(
  since: PlanComparison,
  redact: (text: string) => string
): PlanComparison {
  if (since.kind !== 'different') return since
  return {
    ...since,
    fresh: since.fresh.map(redact),
    changed: since.changed.map(redact),
    gone: since.gone.map((address) =>
      address === undefined ? undefined : redact(address)
    )
  }
}

function redactPlan(
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
  const maybe = (text: string | undefined) =>
    text === undefined ? undefined : redact(text)
  const lines = (diff: readonly DiffLine[]) =>
    diff.map((line) => ({ ...line, text: redact(line.text) }))
  // Diffs are drawn when asked for; copying them here would draw them all.
  const resource = (change: ResourceChange): ResourceChange => ({
    address: redact(change.address),
    moduleAddress: maybe(change.moduleAddress),
    type: change.type,
    mode: change.mode,
    verb: change.verb,
    actions: change.actions,
    actionReason: change.actionReason,
    replacePaths: change.replacePaths.map(redact),
    previousAddress: maybe(change.previousAddress),
    deposed: maybe(change.deposed),
    importing: change.importing && { id: maybe(change.importing.id) },
    get fingerprint() {
      return change.fingerprint
    },
    isDrawn: change.isDrawn,
    get diff() {
      return lines(change.diff)
    }
  })
  const { changes } = plan
  return {
    kind: 'changes',
    changes: {
      ...changes,
      resources: changes.resources.map(resource),
      drift: changes.drift.map((change) =>
        Object.assign(resource(change), { relevant: change.relevant })
      ),
      deferredChanges: changes.deferredChanges.map((change) =>
        Object.assign(resource(change), { reason: change.reason })
      ),
      outputs: changes.outputs.map((output) => ({
        ...output,
        name: redact(output.name),
        diff: lines(output.diff)
      })),
      actionInvocations: changes.actionInvocations.map((invocation) => ({
        ...invocation,
        address: redact(invocation.address),
        triggeringAddress: maybe(invocation.triggeringAddress),
        event: maybe(invocation.event),
        diff: lines(invocation.diff)
      })),
      checks: changes.checks.map((check) => ({
        ...check,
        address: redact(check.address),
        problems: check.problems.map(redact)
      }))
    }
  }
}

/**
 * Is there a secret in an output, in its name or across its members? What is
 * nested too deep to be looked at counts as one.
 */
export function repeatsSecret(
  { name, value }: { readonly name: string; readonly value: unknown },
  redact: (text: string) => string
): boolean {
  const told = redactValue([name, value], redact)
  const text = safeJson([name, value])
  return text === undefined || text !== safeJson(told) || redact(text) !== text
}

/** Member by member where that takes all out, else as a text. */
function redactOutput(
  value: unknown,
  redact: (text: string) => string
): unknown {
  const told = redactValue(value, redact)
  const text = safeJson(told) ?? ''
  const shown = redact(text)
  return shown === text ? told : shown
}

function safeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch {
    return undefined
  }
}

function redactValue(
  value: unknown,
  redact: (text: string) => string,
  depth = 0
): unknown {
  if (typeof value === 'string') return redact(value)
  if (typeof value === 'number') {
    const digits = String(value)
    const told = redact(digits)
    return told === digits ? value : told
  }
  if (typeof value !== 'object' || value === null) return value
  if (isExactNumber(value)) {
    const told = redact(value.rawJSON)
    return told === value.rawJSON ? value : told
  }
  if (depth > 100) return undefined
  if (Array.isArray(value)) {
    return value.map((item) => redactValue(item, redact, depth + 1))
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      redact(key),
      redactValue(member, redact, depth + 1)
    ])
  )
}

/** A number that no double holds, which JSON shows as it came. */
function isExactNumber(value: object): value is { readonly rawJSON: string } {
  const json = JSON as unknown as { isRawJSON(value: object): boolean }
  return json.isRawJSON(value)
}
