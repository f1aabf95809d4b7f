import type { Reason } from '../gate/verdict.ts'
import { createLearningScrub, createScrubs } from '../plan/scrub.ts'
import type { LearningScrub } from '../plan/scrub.ts'
import type { TaskOutcome } from '../run/record/run-checks.ts'
import type { Diagnostic } from '../run/record/diagnostic.ts'
import { createNameCheck } from './names.ts'
import { redactPlan } from './redact-plan.ts'
import type { ApplyReport, PlanComparison, Report } from './types.ts'

/**
 * A function that replaces known secrets in a text by `***`, also in their
 * base64, URL-encoded and JSON-escaped forms and line by line. Secrets under 4
 * characters are ignored: they are in every text by chance. So are ordinary
 * words inside the addresses and files that the report is about.
 */
export function createRedactor(
  secrets: Iterable<string>,
  report?: Report
): (text: string) => string {
  const redactorOf = createRedactors(secrets)
  return report === undefined ? redactorOf() : redactorOf(report)
}

/** The same for texts about several reports: the secrets are looked at once. */
export function createRedactors(
  secrets: Iterable<string>
): (...reports: readonly Report[]) => (text: string) => string {
  const scrubOf = createScrubs(secrets)
  return (...reports) => scrubOf(createNameCheck(reports))
}

/** The same that gets to know the secrets bit by bit. */
export function createLearningRedactor(
  reports: readonly Report[]
): LearningScrub {
  return createLearningScrub(createNameCheck(reports))
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
    tasks: report.tasks.map((task) => redactTask(task, redact)),
    checks: report.checks?.map((check) => ({
      ...check,
      rule: redact(check.rule),
      saw: redact(check.saw)
    })),
    reasons: report.reasons.map((reason) => redactReason(reason, redact)),
    apply: report.apply && redactApply(report.apply, redact),
    outputs: report.outputs && redactOutputs(report.outputs, redact),
    notes: report.notes.map(redact),
    failure: report.failure && {
      ...report.failure,
      headline: redact(report.failure.headline),
      logText: maybe(report.failure.logText),
      diagnostics: report.failure.diagnostics.map((each) =>
        redactDiagnostic(each, redact)
      )
    }
  }
}

function redactTask(
  task: TaskOutcome,
  redact: (text: string) => string
): TaskOutcome {
  const { name, message, link } = task
  return {
    ...task,
    name: redact(name),
    message: message === undefined ? undefined : redact(message),
    // A link with a secret in it is not one to follow.
    link: link === undefined || redact(link) !== link ? undefined : link
  }
}

function redactReason(
  reason: Reason,
  redact: (text: string) => string
): Reason {
  return {
    ...reason,
    message: redact(reason.message),
    facts: Object.fromEntries(
      Object.entries(reason.facts).map(([key, fact]) => [
        key,
        redactValue(fact, redact)
      ])
    )
  }
}

function redactApply(
  apply: ApplyReport,
  redact: (text: string) => string
): ApplyReport {
  const { confirmedBy, outputs } = apply
  return {
    ...apply,
    confirmedBy: confirmedBy === undefined ? undefined : redact(confirmedBy),
    outputs: redactOutputs(outputs, redact)
  }
}

function redactOutputs(
  outputs: ApplyReport['outputs'],
  redact: (text: string) => string
): ApplyReport['outputs'] {
  return outputs.map((output) => ({
    ...output,
    name: redact(output.name),
    value: repeatsSecret(output, redact)
      ? redactOutput(output.value, redact)
      : output.value
  }))
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

/**
 * Every text, number and name in a value of JSON redacted; what is nested too
 * deep to be looked at is undefined.
 */
export function redactValue(
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
