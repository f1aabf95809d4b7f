import type { CostEstimate } from '../../hcp/cost-estimates.ts'
import type { PolicyCheck } from '../../hcp/policy-checks.ts'
import type {
  PolicySetOutcome,
  TaskResult,
  TaskStage
} from '../../hcp/task-stages.ts'
import type { TfPolicyEvaluation } from '../../hcp/tf-policy-evaluations.ts'

/** What one policy said of a run. */
export interface PolicyResult {
  /** `sentinel`, `opa`, `terraform`, or a kind of the future. */
  readonly kind: string
  readonly set: string | undefined
  readonly policy: string
  /**
   * `soft-mandatory`, `hard-mandatory`, `mandatory` and the like; everything
   * but `advisory` stands in the way.
   */
  readonly level: string
  readonly status: 'passed' | 'failed' | 'errored' | 'overridden' | 'unknown'
  /** May somebody with the permission override its failure? */
  readonly overridable: boolean
  readonly message: string | undefined
}

/** What one run task said of a run. */
export interface TaskOutcome {
  readonly name: string
  /** `pre_plan`, `post_plan`, `pre_apply`, `post_apply`. */
  readonly stage: string
  /** `advisory` or `mandatory`. */
  readonly level: string
  readonly status: 'passed' | 'failed' | 'errored' | 'running' | 'unknown'
  readonly message: string | undefined
  /** Where the task tells more; anybody's text until it is checked. */
  readonly link: string | undefined
}

/** A cost estimate; amounts are dollars a month, as the server writes them. */
export interface Cost {
  /** `finished`, `errored`, `skipped_due_to_targeting` and the like. */
  readonly status: string
  readonly prior: string | undefined
  readonly proposed: string | undefined
  readonly delta: string | undefined
  /** How many resources the estimate covers, and how many it does not. */
  readonly matched: number | undefined
  readonly unmatched: number | undefined
  /** Why it failed, where it did. */
  readonly message: string | undefined
}

/** What policies, run tasks and the cost estimate said of a run. */
export interface RunChecks {
  readonly policies: readonly PolicyResult[]
  readonly tasks: readonly TaskOutcome[]
  readonly cost: Cost | undefined
}

export type PolicyStatus =
  | 'none'
  | 'passed'
  | 'advisory-failed'
  | 'soft-failed'
  | 'failed'
  | 'overridden'
  | 'unknown'

/** As told: what somebody else wrote may be of any length. */
const messageLimit = 2_000

/** Names of policies, sets and tasks; HCP Terraform's own are far shorter. */
const nameLimit = 300

/** As kept until secrets are out: one that is cut in two is not found. */
const keptLimit = 64 * 1024

/**
 * The policies of a Sentinel policy check, with what it printed; one that did
 * not pass, and names no policy that stands in the way, stands for itself. Pure.
 */
export function parsePolicyCheck(
  check: PolicyCheck,
  output: string | undefined
): PolicyResult[] {
  const listed = parseSentinel(check.sentinel)
  const isOverridden = check.status === 'overridden'
  const isSoft = check.status === 'soft_failed' || isOverridden
  const policies = listed.map(
    ({ set, policy, hasPassed, message, ...each }): PolicyResult => {
      const isAdvisory =
        each.isAdvisory || (!hasPassed && check.status === 'passed')
      return {
        kind: 'sentinel',
        set,
        policy,
        level: isAdvisory
          ? 'advisory'
          : isSoft
            ? 'soft-mandatory'
            : 'hard-mandatory',
        status: hasPassed
          ? 'passed'
          : isOverridden && !isAdvisory
            ? 'overridden'
            : 'failed',
        overridable: !hasPassed && !isAdvisory && isSoft,
        message
      }
    }
  )
  const isExplained =
    check.status === 'passed' ? policies.length > 0 : policies.some(isInTheWay)
  if (isExplained) return policies
  return [
    ...policies,
    {
      kind: 'sentinel',
      set: undefined,
      policy: 'policy check',
      level: isSoft
        ? 'soft-mandatory'
        : check.status === 'hard_failed'
          ? 'hard-mandatory'
          : 'mandatory',
      status: isOverridden
        ? 'overridden'
        : isSoft || check.status === 'hard_failed'
          ? 'failed'
          : check.status === 'passed' || check.status === 'errored'
            ? check.status
            : 'unknown',
      overridable: isSoft,
      message: check.status === 'passed' ? undefined : cut(output)
    }
  ]
}

/** Does it, or did it before it was overridden? */
function isInTheWay({ status, level }: PolicyResult): boolean {
  return status !== 'passed' && level !== 'advisory'
}

function parsePolicySets(
  kind: string,
  sets: readonly PolicySetOutcome[],
  isOverridden: boolean
): PolicyResult[] {
  return sets.flatMap((set): PolicyResult[] => {
    const outcomes = set.outcomes.map((outcome): PolicyResult => {
      const isAdvisory = outcome.enforcementLevel === 'advisory'
      const hasFailed =
        outcome.status === 'failed' || outcome.status === 'errored'
      return {
        kind,
        set: set.policySet,
        policy: outcome.policy,
        level: outcome.enforcementLevel,
        status:
          hasFailed && !isAdvisory && isOverridden
            ? 'overridden'
            : outcome.status === 'passed' ||
                outcome.status === 'failed' ||
                outcome.status === 'errored'
              ? outcome.status
              : 'unknown',
        overridable:
          hasFailed &&
          !isAdvisory &&
          outcome.enforcementLevel !== 'hard-mandatory' &&
          (kind === 'terraform'
            ? outcome.enforcementLevel === 'mandatory_overridable'
            : set.overridable === true),
        message: cut(
          [...outcome.output, outcome.description ?? '']
            .filter((text) => text !== '')
            .join('\n')
        )
      }
    })
    return set.error === undefined
      ? outcomes
      : [
          ...outcomes,
          {
            kind,
            set: set.policySet,
            policy: set.policySet ?? 'policy set',
            level: 'mandatory',
            status: isOverridden ? 'overridden' : 'errored',
            overridable: set.overridable === true,
            message: cut(set.error)
          }
        ]
  })
}

/**
 * The policies of an evaluation; one that did not pass, and names no policy
 * that did not, stands for itself. Pure.
 */
export function parseEvaluation(
  {
    id,
    kind,
    status,
    error
  }: Pick<TfPolicyEvaluation, 'id' | 'status'> & {
    readonly kind: string
    /** Why it could not be evaluated at all. */
    readonly error?: string | undefined
  },
  sets: readonly PolicySetOutcome[],
  isOverridden: boolean
): PolicyResult[] {
  const policies = parsePolicySets(kind, sets, isOverridden)
  const isExplained = status === 'passed' || policies.some(isInTheWay)
  if (isExplained && error === undefined) return policies
  return [
    ...policies,
    {
      kind,
      set: undefined,
      policy: kind === 'terraform' ? 'Terraform policies' : `evaluation ${id}`,
      level: 'mandatory',
      status: isOverridden
        ? 'overridden'
        : error !== undefined || status === 'errored'
          ? 'errored'
          : status === 'failed' || status === 'awaiting_override'
            ? 'failed'
            : 'unknown',
      overridable: status === 'awaiting_override',
      message: cut(error)
    }
  ]
}

/** The run tasks of a stage. Pure. */
export function parseTasks(
  stage: string,
  results: readonly TaskResult[]
): TaskOutcome[] {
  return results.map((task) => ({
    name: task.name,
    stage,
    level: task.enforcementLevel ?? 'mandatory',
    status:
      task.status === 'passed' ||
      task.status === 'failed' ||
      task.status === 'errored' ||
      task.status === 'running'
        ? task.status
        : task.status === 'pending'
          ? 'running'
          : 'unknown',
    message: cut(task.message),
    link: task.url
  }))
}

export function parseCost(estimate: CostEstimate): Cost {
  return {
    status: estimate.status,
    prior: estimate.priorMonthlyCost,
    proposed: estimate.proposedMonthlyCost,
    delta: estimate.deltaMonthlyCost,
    matched: estimate.matchedResourcesCount,
    unmatched: estimate.unmatchedResourcesCount,
    message: estimate.errorMessage
  }
}

/** In place of policies that a run names and that cannot be read. */
export function unreadPolicies(
  kind: string,
  policy: string,
  why: string
): PolicyResult {
  return {
    kind,
    set: undefined,
    policy,
    level: 'mandatory',
    status: 'unknown',
    overridable: false,
    message: cut(`It could not be read: ${why}`)
  }
}

/** In place of run tasks that a run names and that cannot be read. */
export function unreadTasks(stage: string, why: string): TaskOutcome {
  return {
    name: 'run tasks',
    stage,
    level: 'mandatory',
    status: 'unknown',
    message: cut(`They could not be read: ${why}`),
    link: undefined
  }
}

/** In place of a cost estimate that a run names and that cannot be read. */
export function unreadCost(why: string): Cost {
  return {
    status: 'unknown',
    prior: undefined,
    proposed: undefined,
    delta: undefined,
    matched: undefined,
    unmatched: undefined,
    message: cut(`It could not be read: ${why}`)
  }
}

/**
 * The same without the secrets that policies and tasks repeat, cut to what is
 * told. To be done before anything is made of it. Pure.
 */
export function redactChecks(
  { policies, tasks, cost }: RunChecks,
  redact: (text: string) => string
): RunChecks {
  const told = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : redact(text).slice(0, messageLimit)
  const name = (text: string): string => redact(text).slice(0, nameLimit)
  return {
    policies: policies.map((each) => ({
      ...each,
      kind: name(each.kind),
      set: each.set === undefined ? undefined : name(each.set),
      policy: name(each.policy),
      message: told(each.message)
    })),
    tasks: tasks.map((each) => ({
      ...each,
      name: name(each.name),
      message: told(each.message),
      // A link with a secret in it is not one to follow, nor one without end.
      link:
        each.link === undefined ||
        each.link.length > messageLimit ||
        redact(each.link) !== each.link
          ? undefined
          : each.link
    })),
    cost: cost && { ...cost, message: told(cost.message) }
  }
}

/** Was a failure in this stage overridden? Some servers keep the failure. */
export function isStageOverridden(stage: TaskStage): boolean {
  return (
    stage.statusTimestamps['awaiting-override-at'] !== undefined &&
    (stage.status === 'running' || stage.status === 'passed')
  )
}

/**
 * All policies of a run in one word: the output `policy-status`. Undefined
 * where nobody looked. Nothing that lets a workflow go on is said of policies
 * of which one is unknown.
 */
export function policyStatus(checks: RunChecks | undefined): PolicyStatus {
  if (checks === undefined) return 'unknown'
  const { policies } = checks
  const isUnknown = policies.some(({ status }) => status === 'unknown')
  if (policies.length === 0) return 'none'
  const failed = policies.filter(
    ({ status }) => status === 'failed' || status === 'errored'
  )
  const blocking = failed.filter(({ level }) => level !== 'advisory')
  if (blocking.length > 0) {
    if (!blocking.every(({ overridable }) => overridable)) return 'failed'
    return isUnknown ? 'unknown' : 'soft-failed'
  }
  if (isUnknown) return 'unknown'
  if (policies.some(({ status }) => status === 'overridden')) {
    return 'overridden'
  }
  return failed.length > 0 ? 'advisory-failed' : 'passed'
}

/** One failed policy or task that stands in the way, for people. */
export interface FailedCheck {
  readonly message: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** What stands in the way of a run, in the order in which it was checked. */
export function failedChecks(checks: RunChecks | undefined): FailedCheck[] {
  if (checks === undefined) return []
  const isBlocking = (each: { status: string; level: string }): boolean =>
    (each.status === 'failed' || each.status === 'errored') &&
    each.level !== 'advisory'
  return [
    ...checks.policies.filter(isBlocking).map((each) => {
      const { set, policy, level, status, message } = each
      const where = set === undefined ? '' : ` of set ${set}`
      return {
        message: `Policy ${policy}${where} ${status} (${level})${said(message)}`,
        facts: { ...each }
      }
    }),
    ...checks.tasks.filter(isBlocking).map((each) => {
      const { name, stage, level, status, message, link } = each
      const see = link === undefined ? '' : ` See ${link}`
      return {
        message: `Run task ${name} ${status} (${level}, ${stage.replaceAll('_', '-')})${said(message)}${see}`,
        facts: { ...each }
      }
    })
  ]
}

function said(message: string | undefined): string {
  const line = (message ?? '').replace(/\s+/g, ' ').trim().slice(0, 300)
  return line === '' ? '.' : `: ${line}${/[.!?]$/.test(line) ? '' : '.'}`
}

function cut(text: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? ''
  return trimmed === '' ? undefined : trimmed.slice(0, keptLimit)
}

interface SentinelPolicy {
  readonly set: string | undefined
  readonly policy: string
  readonly hasPassed: boolean
  readonly isAdvisory: boolean
  readonly message: string | undefined
}

/**
 * The policies in `result.sentinel`, in its two known shapes; nothing where it
 * has another one.
 */
function parseSentinel(sentinel: unknown): SentinelPolicy[] {
  if (!isRecord(sentinel)) return []
  const { data, policies } = sentinel
  if (Array.isArray(policies)) return parseSentinelList(policies, undefined)
  if (!isRecord(data)) return []
  return Object.entries(data).flatMap(([set, value]) =>
    isRecord(value) && Array.isArray(value['policies'])
      ? parseSentinelList(value['policies'], set)
      : []
  )
}

function parseSentinelList(
  policies: readonly unknown[],
  set: string | undefined
): SentinelPolicy[] {
  return policies.filter(isRecord).flatMap((member) => {
    const name = isRecord(member['policy'])
      ? member['policy']['name']
      : member['policy']
    const trace = isRecord(member['trace']) ? member['trace'] : {}
    const hasPassed = member['result'] ?? trace['result']
    if (typeof name !== 'string' || typeof hasPassed !== 'boolean') return []
    const isAllowed =
      member['allowed-failure'] === true || member['allowed'] === true
    return [
      {
        set,
        policy: name,
        hasPassed,
        isAdvisory: !hasPassed && isAllowed,
        message:
          typeof trace['print'] === 'string' ? cut(trace['print']) : undefined
      }
    ]
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
