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
  /** What it objects to, where it names resources. */
  readonly findings?: readonly PolicyFinding[] | undefined
}

/** What a policy found wrong with one resource. */
interface PolicyFinding {
  readonly address: string
  readonly message: string | undefined
  /** Where the configuration has it, as far as that is told. */
  readonly file: string | undefined
  readonly line: number | undefined
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
  /** Why it is not known which there are; undefined where the run says. */
  readonly untold?: string | undefined
}

type PolicyStatus =
  | 'none'
  | 'passed'
  | 'advisory-failed'
  | 'soft-failed'
  | 'failed'
  | 'overridden'
  | 'unknown'

/**
 * All policies of a run in one word: the output `policy-status`. Undefined
 * where nobody looked. Nothing that lets a workflow go on is said of policies
 * of which one is unknown.
 */
export function policyStatus(checks: RunChecks | undefined): PolicyStatus {
  if (checks === undefined) return 'unknown'
  const { policies, untold } = checks
  const isUnknown =
    untold !== undefined || policies.some(({ status }) => status === 'unknown')
  if (policies.length === 0) return isUnknown ? 'unknown' : 'none'
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
interface FailedCheck {
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
      const { kind, set, policy, level, status, overridable, message } = each
      const where = set === undefined ? '' : ` of set ${set}`
      return {
        message: `Policy ${policy}${where} ${status} (${level})${said(message)}`,
        facts: { kind, set, policy, level, status, overridable, message }
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
