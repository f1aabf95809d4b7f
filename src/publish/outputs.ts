import type { Known } from '../gate/known.ts'
import type { Reason } from '../gate/verdict.ts'
import type { Run } from '../hcp/types.ts'
import type { UpsertedComment } from '../github/sticky-comment.ts'
import type { Commented } from './comment.ts'
import { redactValue, repeatsSecret } from '../report/redact.ts'
import type { Report } from '../report/types.ts'
import type { Claims } from '../run/record/claims.ts'
import { hasPlan } from '../run/record/ending.ts'
import { isGateUntold } from '../run/record/next-step.ts'
import type { Outcome } from '../run/record/outcome.ts'
import {
  bindDigest,
  hasEffects,
  hasOutputs
} from '../run/record/plan-evidence.ts'
import { policyStatus } from '../run/record/run-checks.ts'
import type { RunChecks } from '../run/record/run-checks.ts'
import type { Log } from '../runner/log.ts'
import type { OutputName } from '../runner/outputs.ts'
import { writeAllOutputs } from './output-limits.ts'
import type { Keeper } from './output-limits.ts'

/** One workspace, as the outputs tell it. */
export interface Result {
  readonly claims: Claims
  readonly report: Report
  /** The workspace's outputs that later steps may have; see `shownOutputs`. */
  readonly shown: Readonly<Record<string, unknown>> | undefined
  /** As for everything else that is told. */
  readonly redact: (text: string) => string
}

type Facts = Partial<
  Record<Exclude<OutputName, 'runs'>, string | number | boolean | undefined>
>

/** The outputs of a step about one workspace. */
export function writeResult(
  told: Result,
  comment: UpsertedComment | undefined,
  keeper: Keeper
): void {
  const { claims, report, shown } = told
  const facts = {
    ...factsOf(claims, report),
    'comment-id': comment?.id,
    'comment-url': comment?.url
  }
  const reasons = keepWithin(report.reasons, longestReasons)
  writeAllOutputs(
    {
      facts: { ...facts, 'run-ids': facts['run-id'] },
      values: { reasons, 'workspace-outputs': shown },
      document: {
        schema_version: 1,
        ...facts,
        reasons,
        checks: report.checks ?? [],
        'workspace-outputs': shown,
        run: documentOf(told)
      }
    },
    keeper
  )
}

/**
 * The outputs of a step about several workspaces: those of a single run are
 * empty, and each workspace has its own in `runs`.
 */
export function writeSetResult(
  results: readonly Result[],
  digests: {
    readonly planDigest: Known<string>
    readonly configurationDigest: Known<string>
  },
  { comment, each }: Pick<Commented, 'comment' | 'each'>,
  keeper: Keeper
): void {
  const room = Math.floor(longestReasons / results.length)
  const runs = results.map((told, index) => ({
    workspace: told.report.workspace.name,
    organization: told.report.workspace.organization,
    ...factsOf(told.claims, told.report),
    'comment-id': each[index]?.id,
    'comment-url': each[index]?.url,
    // Where there is no single run, what there is to say of it.
    note: told.claims.runless?.note,
    reasons: keepWithin(told.report.reasons, room),
    'workspace-outputs': told.shown,
    run: documentOf(told)
  }))
  const ids = results.flatMap(({ report }) => report.run?.id ?? [])
  const facts = {
    'run-ids': ids.join('\n'),
    outcome: worstOf(results),
    gate:
      results.find(({ report }) => report.gate !== 'none')?.report.gate ??
      'none',
    'plan-digest': renderDigest(digests.planDigest),
    'configuration-digest': renderDigest(digests.configurationDigest),
    'comment-id': comment?.id,
    'comment-url': comment?.url
  }
  const reasons = keepWithin(
    results.flatMap(({ report }) =>
      report.reasons.map((reason) => ({
        ...reason,
        facts: {
          ...reason.facts,
          workspace: report.workspace.name,
          organization: report.workspace.organization
        }
      }))
    ),
    longestReasons
  )
  const document = { schema_version: 1, ...facts, reasons, runs }
  keeper.log.info(
    "The outputs of a single run, such as 'run-id', are empty: each run has its own in 'runs'."
  )
  writeAllOutputs({ facts, values: { reasons }, document }, keeper)
}

/**
 * The run's own document as HCP Terraform served it, for what no output tells.
 * Secrets are taken out, and the values of its variables, which are anybody's.
 */
function documentOf({ claims: { run }, redact }: Result): unknown {
  if (run?.document === undefined) return undefined
  const { attributes } = run.document
  const { variables } = attributes
  return redactValue(
    {
      ...run.document,
      attributes: Array.isArray(variables)
        ? {
            ...attributes,
            variables: (run.variableNames ?? []).map((key) => ({ key }))
          }
        : attributes
    },
    redact
  )
}

/** An empty text would be no rule of a later job. */
function renderDigest(digest: Known<string>): string {
  return digest.known ? digest.value : 'unknown'
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
  'uploaded',
  'listed',
  'no-changes',
  'skipped'
]

function worstOf(results: readonly Result[]): Outcome {
  const met = new Set(results.map(({ report }) => report.outcome))
  return byWeight.find((outcome) => met.has(outcome)) ?? 'skipped'
}

function factsOf(claims: Claims, report: Report): Facts {
  const { ending, workspace, run, runless } = claims
  const plan = ending?.plan
  const changes = plan?.kind === 'changes' ? plan.changes : undefined
  const counts = run?.plan?.counts
  // An empty text counts as 0 in a workflow's expressions.
  const untold = run !== undefined && hasPlan(run) ? 'unknown' : undefined
  return {
    'run-id': run?.id,
    'run-url': report.run?.url,
    'workspace-id': workspace?.id,
    'configuration-version-id':
      run?.configurationVersionId ?? runless?.configurationVersionId,
    'run-status': run?.status,
    'plan-id': run?.planId,
    outcome: report.outcome,
    gate: isUntold(claims) ? 'unknown' : report.gate,
    'has-changes':
      (changes && hasEffects(changes) ? true : plannedChanges(run)) ??
      (changes && hasOutputs(changes)) ??
      untold,
    additions: changes?.counts.add ?? counts?.additions ?? untold,
    changes: changes?.counts.change ?? counts?.changes ?? untold,
    destructions: changes?.counts.destroy ?? counts?.destructions ?? untold,
    imports: changes?.counts.import ?? counts?.imports ?? untold,
    replacements: changes?.verbs.replace ?? untold,
    ...digestFacts(claims),
    ...(runless === undefined ? checkFacts(ending?.runChecks) : {}),
    'plan-json-path': plan?.kind === 'changes' ? plan.redactedPath : undefined
  }
}

/** Of one look it is said where that does not tell of a gate. */
function isUntold({ outcome, run, runless }: Claims): boolean {
  return (
    outcome === 'shown' &&
    (run === undefined ? runless?.isRunUntold === true : isGateUntold(run))
  )
}

/** A run that is not planned yet says that it changes nothing. */
function plannedChanges(run: Run | undefined): boolean | undefined {
  return run !== undefined && hasPlan(run) ? run.hasChanges : undefined
}

/** An empty text would switch a rule of a later job off. */
function digestFacts({
  ending,
  run,
  runless,
  configurationDigest
}: Claims): Facts {
  const plan = ending?.plan
  const hasConfiguration =
    run !== undefined || runless?.configurationVersionId !== undefined
  return {
    'plan-digest':
      plan?.kind === 'changes'
        ? renderDigest(bindDigest(plan.digest, configurationDigest))
        : run && 'unknown',
    'configuration-digest': hasConfiguration
      ? renderDigest(configurationDigest)
      : undefined
  }
}

function checkFacts(checks: RunChecks | undefined): Facts {
  return {
    'monthly-cost-delta': checks?.cost?.delta,
    'cost-estimate-status': checks?.cost?.status,
    'policy-status': policyStatus(checks)
  }
}

/** Bytes; of a document they leave room for the facts. */
const longestReasons = 100 * 1024

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
  { ending, runless }: Claims,
  redact: (text: string) => string,
  log: Log
): Readonly<Record<string, unknown>> | undefined {
  const { workspaceOutputs: all } = runless ?? ending ?? {}
  if (all === undefined) return undefined
  const open = all.filter(({ sensitive }) => !sensitive)
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
