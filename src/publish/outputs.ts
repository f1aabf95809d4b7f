import type { Known } from '../gate/known.ts'
import type { Reason } from '../gate/verdict.ts'
import type { UpsertedComment } from '../github/sticky-comment.ts'
import { repeatsSecret } from '../report/redact.ts'
import type { Report } from '../report/types.ts'
import type { Claims } from '../run/record/claims.ts'
import { hasPlan } from '../run/record/ending.ts'
import type { Outcome } from '../run/record/outcome.ts'
import { hasEffects, hasOutputs } from '../run/record/plan-evidence.ts'
import { policyStatus } from '../run/record/run-checks.ts'
import type { Log } from '../runner/log.ts'
import { writeOutputs } from '../runner/outputs.ts'
import type { OutputName } from '../runner/outputs.ts'

/** One workspace, as the outputs tell it. */
export interface Result {
  readonly claims: Claims
  readonly report: Report
  /** The workspace's outputs that later steps may have; see `shownOutputs`. */
  readonly shown: Readonly<Record<string, unknown>> | undefined
}

type Facts = Partial<Record<OutputName, string | number | boolean | undefined>>

/** The outputs of a step about one workspace. */
export function writeResult(
  { claims, report, shown }: Result,
  comment: UpsertedComment | undefined
): void {
  const facts = {
    ...factsOf(claims, report),
    'comment-id': comment?.id,
    'comment-url': comment?.url
  }
  const reasons = keepWithin(report.reasons, longestReasons)
  writeOutputs({
    ...facts,
    'run-ids': facts['run-id'],
    reasons: JSON.stringify(reasons),
    'workspace-outputs': shown && JSON.stringify(shown),
    result: JSON.stringify({
      schema_version: 1,
      ...facts,
      reasons,
      checks: report.checks ?? [],
      'workspace-outputs': shown
    })
  })
}

/**
 * The outputs of a step about several workspaces: those of a single run are
 * empty, and each workspace has its own in `runs`.
 */
export function writeSetResult(
  results: readonly Result[],
  planDigest: Known<string>,
  comment: UpsertedComment | undefined
): void {
  const room = Math.floor(longestReasons / results.length)
  const runs = results.map(({ claims, report, shown }) => ({
    workspace: report.workspace.name,
    organization: report.workspace.organization,
    ...factsOf(claims, report),
    reasons: keepWithin(report.reasons, room),
    'workspace-outputs': shown
  }))
  const ids = results.flatMap(({ report }) => report.run?.id ?? [])
  const facts = {
    'run-ids': ids.join('\n'),
    outcome: worstOf(results),
    gate:
      results.find(({ report }) => report.gate !== 'none')?.report.gate ??
      'none',
    'plan-digest': planDigest.known ? planDigest.value : 'unknown',
    'comment-id': comment?.id,
    'comment-url': comment?.url
  }
  const reasons = keepWithin(
    results.flatMap(({ report }) =>
      report.reasons.map((reason) => ({
        ...reason,
        facts: { ...reason.facts, workspace: report.workspace.name }
      }))
    ),
    longestReasons
  )
  writeOutputs({
    ...facts,
    reasons: JSON.stringify(reasons),
    runs: JSON.stringify(runs),
    result: JSON.stringify({ schema_version: 1, ...facts, reasons, runs })
  })
}

/** Outcomes, those first that are to be looked at first. */
const byWeight: readonly Outcome[] = [
  'errored',
  'timed-out',
  'canceled',
  'blocked',
  'held',
  'discarded',
  'applied',
  'saved',
  'planned',
  'shown',
  'listed',
  'no-changes',
  'skipped'
]

function worstOf(results: readonly Result[]): Outcome {
  const met = new Set(results.map(({ report }) => report.outcome))
  return byWeight.find((outcome) => met.has(outcome)) ?? 'skipped'
}

function factsOf({ ending, workspace, run }: Claims, report: Report): Facts {
  const plan = ending?.plan
  const changes = plan?.kind === 'changes' ? plan.changes : undefined
  const counts = run?.plan?.counts
  // An empty text counts as 0 in a workflow's expressions.
  const untold = run !== undefined && hasPlan(run) ? 'unknown' : undefined
  return {
    'run-id': run?.id,
    'run-url': report.run?.url,
    'workspace-id': workspace?.id,
    'configuration-version-id': run?.configurationVersionId,
    'run-status': run?.status,
    outcome: report.outcome,
    gate: report.gate,
    'has-changes':
      run?.hasChanges ??
      (changes && (hasEffects(changes) || hasOutputs(changes))) ??
      untold,
    additions: changes?.counts.add ?? counts?.additions ?? untold,
    changes: changes?.counts.change ?? counts?.changes ?? untold,
    destructions: changes?.counts.destroy ?? counts?.destructions ?? untold,
    imports: changes?.counts.import ?? counts?.imports ?? untold,
    replacements: changes?.verbs.replace ?? untold,
    // An empty text would switch a rule of a later job off.
    'plan-digest': plan?.kind === 'changes' ? plan.digest : run && 'unknown',
    'monthly-cost-delta': ending?.runChecks?.cost?.delta,
    'policy-status': policyStatus(ending?.runChecks),
    'plan-json-path': plan?.kind === 'changes' ? plan.redactedPath : undefined
  }
}

/** The outputs of a job have 1 MiB together; reasons are there twice. */
const longestReasons = 200 * 1024

/** The first reasons, within so many bytes of JSON; the others are counted. */
function keepWithin(
  reasons: readonly Reason[],
  limit: number
): readonly Reason[] {
  let bytes = 0
  const end = reasons.findIndex((reason) => {
    bytes += Buffer.byteLength(JSON.stringify(reason))
    return bytes > limit
  })
  const next = reasons[end]
  if (next === undefined) return reasons
  const omitted = reasons.length - end
  return [
    ...reasons.slice(0, end),
    {
      code: next.code,
      message: `There are ${omitted} more reasons, which would not fit.`,
      facts: { omitted }
    }
  ]
}

/**
 * The workspace's outputs that later steps may have. One with a part taken out
 * would be a wrong value, so what repeats a secret is left out, and said.
 */
export function shownOutputs(
  { ending }: Claims,
  redact: (text: string) => string,
  log: Log
): Readonly<Record<string, unknown>> | undefined {
  if (ending?.workspaceOutputs === undefined) return undefined
  const open = ending.workspaceOutputs.filter(({ sensitive }) => !sensitive)
  const told = open.filter((output) => !repeatsSecret(output, redact))
  if (told.length < open.length) {
    const names = open
      .filter((output) => !told.includes(output))
      .map(({ name }) => name)
    log.warning(
      `Left out of the output 'workspace-outputs', because they repeat a sensitive value of the plan or are nested too deep: ${names.join(', ')}. Mark them as sensitive in the configuration, or what they repeat as not sensitive.`
    )
  }
  return Object.fromEntries(told.map(({ name, value }) => [name, value]))
}
