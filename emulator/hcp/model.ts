import type { Counts, PlanResult } from '../engines/engine.ts'
import type { StateOutput } from '../engines/state-file.ts'
import type { LogStream } from './log-stream.ts'

/** What the local HCP Terraform knows. Tests may read all of it. */

export type Permission = 'read' | 'plan' | 'write' | 'admin'

/** Who a token acts as. */
export interface Principal {
  readonly id: string
  readonly kind: 'user' | 'team' | 'organization'
  readonly username: string
  /** The team or organization behind a synthetic user. */
  readonly behind: string | undefined
  readonly permission: Permission
  /** In all workspaces, or delegated for those of these names. */
  readonly policyOverrides: boolean | readonly string[]
  /** Administers the whole installation (Terraform Enterprise). */
  readonly siteAdmin?: boolean | undefined
  /** Names of the workspaces it may see; undefined = all. */
  readonly workspaces: readonly string[] | undefined
}

export type RunStatus =
  | 'pending'
  | 'fetching'
  | 'fetching_completed'
  | 'pre_plan_running'
  | 'pre_plan_awaiting_decision'
  | 'pre_plan_completed'
  | 'queuing'
  | 'plan_queued'
  | 'planning'
  | 'planned'
  | 'tf_policy_override'
  | 'tf_policy_checked'
  | 'post_plan_running'
  | 'post_plan_awaiting_decision'
  | 'post_plan_completed'
  | 'cost_estimating'
  | 'cost_estimated'
  | 'policy_checking'
  | 'policy_override'
  | 'policy_soft_failed'
  | 'policy_checked'
  | 'planned_and_finished'
  | 'planned_and_saved'
  | 'confirmed'
  | 'pre_apply_running'
  | 'pre_apply_awaiting_decision'
  | 'pre_apply_completed'
  | 'queuing_apply'
  | 'apply_queued'
  | 'applying'
  | 'post_apply_running'
  | 'post_apply_completed'
  | 'applied'
  | 'discarded'
  | 'errored'
  | 'canceled'

type PhaseStatus =
  | 'pending'
  | 'queued'
  | 'running'
  | 'errored'
  | 'canceled'
  | 'finished'
  | 'unreachable'

export interface Phase {
  readonly id: string
  status: PhaseStatus
  readonly timestamps: Record<string, string>
  counts: Counts | undefined
  /** Exists once the phase has started. */
  log: LogStream | undefined
  logUrl: string | undefined
}

export interface PlanPhase extends Phase {
  result: PlanResult | undefined
  /** Reads of `json-output-redacted` that still answer 204. */
  redactedDelays: number
}

export interface ApplyPhase extends Phase {
  readonly stateVersions: StateVersion[]
  /** A state that could not be stored: for whoever recovers it by hand. */
  erroredState: Uint8Array | undefined
}

export type StageName = 'pre_plan' | 'post_plan' | 'pre_apply' | 'post_apply'

/** One run task of a stage, as a test scripts it. */
export interface ScriptedTask {
  readonly name: string
  readonly result: 'passed' | 'failed'
  readonly enforcement: 'advisory' | 'mandatory'
  readonly message?: string
  readonly url?: string
  /** Of a task that was made by the API. */
  readonly taskId?: string
  readonly workspaceTaskId?: string
  readonly outcomes?: readonly {
    readonly outcomeId: string
    readonly description: string
    readonly url?: string
    /** Markdown behind a link of its own. */
    readonly body?: string
    readonly tags?: unknown
  }[]
}

/** One policy set evaluated in a stage. */
export interface ScriptedEvaluation {
  readonly kind: 'opa' | 'sentinel'
  readonly policySetName: string
  readonly overridable: boolean
  readonly outcomes: readonly {
    readonly policyName: string
    readonly enforcementLevel: string
    readonly status: 'passed' | 'failed' | 'errored'
    readonly description?: string
    readonly output?: readonly string[]
  }[]
}

interface ScriptedStage {
  readonly tasks?: readonly ScriptedTask[]
  readonly evaluations?: readonly ScriptedEvaluation[]
}

interface ScriptedCostEstimate {
  readonly status?: 'finished' | 'errored'
  readonly priorMonthlyCost?: string
  readonly proposedMonthlyCost?: string
  readonly deltaMonthlyCost?: string
  readonly resourcesCount?: number
  readonly matchedResourcesCount?: number
  readonly errorMessage?: string
}

export interface ScriptedPolicyCheck {
  readonly result: 'passed' | 'advisory_failed' | 'soft_failed' | 'hard_failed'
  readonly output?: string
  /** Default: two that pass, and one more that decides the result. */
  readonly policies?: readonly ScriptedPolicy[]
  /** The shape of `result.sentinel`, which changed. Default `later`. */
  readonly sentinel?: 'earlier' | 'later' | 'none'
}

export interface ScriptedPolicy {
  readonly name: string
  readonly enforcementLevel: Policy['enforcementLevel']
  readonly passes: boolean
}

/** The beta policies that are written in Terraform's own language. */
interface ScriptedTerraformPolicies {
  readonly policySetName: string
  readonly outcomes: readonly {
    readonly policyName: string
    readonly enforcementLevel:
      'advisory' | 'mandatory' | 'mandatory_overridable'
    readonly status: 'passed' | 'failed' | 'errored' | 'unknown'
    readonly fileName?: string
    readonly message?: string
    /** What it objects to, in HCP Terraform's words. */
    readonly resources?: readonly {
      readonly resource_name: string
      readonly error_message: string
      readonly file_name: string
      readonly start_line: number
      readonly values: readonly {
        readonly traversal: string
        readonly statement: string
      }[]
    }[]
  }[]
}

/** What follows the plan in a workspace's runs. */
export interface Checks {
  readonly stages?: Readonly<Partial<Record<StageName, ScriptedStage>>>
  readonly costEstimate?: ScriptedCostEstimate
  readonly policyCheck?: ScriptedPolicyCheck
  readonly terraformPolicies?: ScriptedTerraformPolicies
  /** The run's relationships show task stages only once planning is over. */
  readonly appearLate?: boolean
}

export interface TaskStage {
  readonly id: string
  readonly run: Run
  readonly stage: StageName
  readonly script: ScriptedStage
  status:
    | 'pending'
    | 'running'
    | 'passed'
    | 'failed'
    | 'awaiting_override'
    | 'canceled'
    | 'unreachable'
  readonly timestamps: Record<string, string>
  readonly createdAt: string
  updatedAt: string
  readonly tasks: readonly {
    id: string
    taskId: string
    workspaceTaskId: string
    outcomeIds: readonly string[]
    script: ScriptedTask
  }[]
  readonly evaluations: readonly PolicyEvaluation[]
}

/** What one kind of policy says in a stage, policy set by policy set. */
export interface PolicyEvaluation {
  readonly id: string
  readonly kind: ScriptedEvaluation['kind']
  readonly sets: readonly {
    readonly outcomeId: string
    readonly script: ScriptedEvaluation
  }[]
}

export interface CostEstimate {
  readonly id: string
  readonly script: ScriptedCostEstimate
  status:
    | 'pending'
    | 'queued'
    | 'finished'
    | 'errored'
    | 'unreachable'
    | 'skipped_due_to_targeting'
  readonly timestamps: Record<string, string>
}

export interface PolicyCheck {
  readonly id: string
  readonly run: Run
  readonly script: ScriptedPolicyCheck
  status:
    | 'pending'
    | 'queued'
    | 'passed'
    | 'soft_failed'
    | 'hard_failed'
    | 'overridden'
    | 'unreachable'
  readonly timestamps: Record<string, string>
}

export interface TerraformPolicyEvaluation {
  readonly id: string
  readonly outcomeId: string
  readonly run: Run
  readonly script: ScriptedTerraformPolicies
  status:
    | 'pending'
    | 'running'
    | 'awaiting_override'
    | 'passed'
    | 'failed'
    | 'overridden'
    | 'canceled'
    | 'unreachable'
  readonly timestamps: Record<string, string>
  readonly createdAt: string
  updatedAt: string
}

export interface RunEvent {
  readonly id: string
  readonly run: Run
  readonly action: string
  readonly createdAt: string
  readonly actor: Principal | undefined
  readonly comment: RunComment | undefined
  readonly description: string | undefined
}

export interface RunComment {
  readonly id: string
  readonly body: string
  readonly author: Principal
  event: RunEvent | undefined
}

export interface RunVariable {
  readonly key: string
  readonly value: string
}

export interface Run {
  readonly id: string
  readonly workspace: Workspace
  readonly configurationVersion: ConfigurationVersion
  readonly message: string
  readonly source: string
  readonly planOnly: boolean
  readonly savePlan: boolean
  readonly autoApply: boolean
  readonly isDestroy: boolean
  readonly refresh: boolean
  readonly refreshOnly: boolean
  readonly allowEmptyApply: boolean
  readonly allowConfigGeneration: boolean
  readonly debuggingMode: boolean
  readonly targetAddrs: readonly string[] | undefined
  readonly replaceAddrs: readonly string[] | undefined
  readonly policyPaths: readonly string[] | undefined
  readonly invokeActionAddrs: readonly string[] | undefined
  readonly variables: readonly RunVariable[]
  readonly terraformVersion: string
  readonly createdAt: string
  readonly createdBy: Principal
  status: RunStatus
  readonly timestamps: Record<string, string>
  updatedAt: string
  hasChanges: boolean
  /** What the run rests for, undefined while it works or has ended. */
  gate:
    | 'confirmation'
    | 'saved'
    | 'policy-check'
    | 'task-stage'
    | 'terraform-policy'
    | undefined
  /** A status nobody has heard of, shown instead of the run's own. */
  inventedStatus: string | undefined
  /** A decision was taken that does not show yet. */
  deciding: boolean
  canceledAt: string | undefined
  canceledBy: Principal | undefined
  confirmedBy: Principal | undefined
  forceCancelAvailableAt: number | undefined
  readonly plan: PlanPhase
  readonly apply: ApplyPhase
  costEstimate: CostEstimate | undefined
  policyCheck: PolicyCheck | undefined
  terraformPolicies: TerraformPolicyEvaluation | undefined
  readonly taskStages: TaskStage[]
  /** The cost estimate and policy checks show only once it is planned. */
  readonly hidesChecks: boolean
  /** See `Checks.appearLate`. */
  readonly hidesTaskStages: boolean
  inputStateVersion: StateVersion | undefined
  readonly events: RunEvent[]
  readonly comments: RunComment[]
}

export interface ConfigurationVersion {
  readonly id: string
  readonly workspace: Workspace
  readonly autoQueueRuns: boolean
  readonly speculative: boolean
  readonly provisional: boolean
  readonly source: string
  readonly createdBy: Principal
  status: 'pending' | 'fetching' | 'uploaded' | 'errored' | 'archived'
  error: string | undefined
  errorMessage: string | undefined
  readonly timestamps: Record<string, string>
  archive: Uint8Array | undefined
  /** Paths of the files in the archive. */
  files: readonly string[]
  /** The commit that version control handed over; undefined for an upload. */
  readonly ingress: Ingress | undefined
}

/** HCP Terraform API: Configuration Versions, ingress attributes. */
export interface Ingress {
  readonly id: string
  readonly branch: string
  readonly cloneUrl: string
  readonly commitMessage: string
  readonly commitSha: string
  readonly commitUrl: string
  readonly compareUrl: string
  readonly identifier: string
  readonly isPullRequest: boolean
  readonly onDefaultBranch: boolean
  readonly pullRequestNumber: number | undefined
  readonly pullRequestUrl: string | undefined
  readonly pullRequestTitle: string | undefined
  readonly pullRequestBody: string | undefined
  readonly tag: string | undefined
  readonly senderUsername: string
}

/** How a workspace is connected to a repository. */
export interface Connection {
  /** `owner/name`. */
  identifier: string
  /** Empty: the repository's default branch. */
  branch: string
  tagsRegex: string | undefined
  /** Without a trailing slash; of GitHub Enterprise its own. */
  readonly webUrl: string
  readonly serviceProvider: 'github' | 'github_enterprise'
}

/** A key-value tag. */
export interface TagBinding {
  readonly id: string
  readonly key: string
  readonly value: string
}

/** A group of workspaces. */
export interface Project {
  readonly id: string
  readonly organization: string
  readonly createdAt: string
  name: string
  description: string
  tagBindings: readonly TagBinding[]
  autoDestroyActivityDuration: string | undefined
}

export interface AgentPool {
  readonly id: string
  readonly organization: string
  readonly createdAt: string
  name: string
  organizationScoped: boolean
}

export interface Organization {
  readonly name: string
  /** `org-…`. */
  readonly externalId: string
  readonly createdAt: string
  readonly defaultProject: Project
  defaultAgentPool: AgentPool | undefined
  /** Attributes as they were given, by their names in the API. */
  readonly settings: Record<string, unknown>
  /** The tags without a value that workspaces had here: name → `tag-…`. */
  readonly tags: Map<string, string>
}

/** A policy that is kept by the API, not by a repository. */
export interface Policy {
  readonly id: string
  readonly organization: string
  readonly kind: 'sentinel' | 'opa'
  readonly name: string
  enforcementLevel: 'advisory' | 'soft-mandatory' | 'hard-mandatory'
  /** Undefined until it is uploaded. */
  text: string | undefined
  updatedAt: string
}

export interface PolicySet {
  readonly id: string
  readonly organization: string
  readonly name: string
  readonly kind: Policy['kind']
  readonly isOverridable: boolean
  readonly isGlobal: boolean
  readonly policies: Policy[]
  readonly workspaces: Workspace[]
}

/** A run task of an organization; the emulator never calls its URL. */
export interface RunTask {
  readonly id: string
  readonly organization: string
  name: string
  url: string
  description: string
}

/** A run task as one workspace has it. */
export interface WorkspaceTask {
  readonly id: string
  readonly task: RunTask
  readonly enforcement: 'advisory' | 'mandatory'
  readonly stages: readonly StageName[]
}

export interface Team {
  readonly id: string
  readonly organization: string
  readonly name: string
  /** `tws-…` → what the team may do in that workspace. */
  readonly access: Map<
    string,
    { readonly workspace: Workspace; readonly permission: Permission }
  >
  token: string | undefined
}

/** A variable of a workspace, as the API has it. */
export interface Variable {
  readonly id: string
  /** Another one with every change. */
  versionId: string
  key: string
  value: string
  description: string
  category: 'terraform' | 'env'
  hcl: boolean
  sensitive: boolean
}

export interface StateVersion {
  readonly id: string
  readonly workspace: Workspace
  readonly run: Run | undefined
  readonly createdAt: string
  readonly createdBy: Principal | undefined
  serial: number
  lineage: string
  /** As the creator of an upload announced it, in hex. */
  readonly md5: string | undefined
  /** A newer one was there before its upload. */
  discarded: boolean
  /** Undefined until a hosted upload has come. */
  bytes: Uint8Array | undefined
  json: Uint8Array | undefined
  readonly outputs: StateVersionOutput[]
}

export interface StateVersionOutput extends StateOutput {
  readonly id: string
  readonly name: string
}

/** Which changes of the repository start a run. */
export interface TriggerRules {
  readonly fileTriggersEnabled?: boolean
  readonly triggerPrefixes?: readonly string[]
  readonly triggerPatterns?: readonly string[]
  readonly tagsRegex?: string
}

export interface Workspace {
  readonly id: string
  name: string
  readonly organization: string
  project: Project
  autoApply: boolean
  executionMode: 'remote' | 'agent' | 'local'
  workingDirectory: string
  allowDestroyPlan: boolean
  terraformVersion: string
  /** Undefined: not connected to a repository. */
  connection: Connection | undefined
  speculativeEnabled: boolean
  queueAllRuns: boolean
  fileTriggersEnabled: boolean
  triggerPatterns: readonly string[]
  triggerPrefixes: readonly string[]
  /** Sources of its run triggers, by name. */
  triggeredBy: readonly string[]
  /** The commits that version control has made a run of here. */
  readonly seenCommits: Set<string>
  description: string | undefined
  tagNames: readonly string[]
  /** Tags with a value, of the workspace itself. */
  tagBindings: readonly TagBinding[]
  agentPool: AgentPool | undefined
  /** Whether it has its own mode and agents, or the organization's. */
  overwrites: { executionMode: boolean; agentPool: boolean }
  /** What is kept and shown only, by its name in the API. */
  readonly settings: Record<string, unknown>
  /** Terraform variables of the workspace, as HCL literals. */
  variables: readonly RunVariable[]
  /** Variables and run tasks that were made by the API. */
  readonly vars: Variable[]
  readonly tasks: WorkspaceTask[]
  checks: Checks
  readonly createdAt: string
  updatedAt: string
  manualLock: { readonly by: Principal; readonly reason: string } | undefined
  /** The run that works on, or rests in front of, this workspace's state. */
  holder: Run | undefined
  currentRun: Run | undefined
  readonly queue: Run[]
  readonly runs: Run[]
  readonly configurationVersions: ConfigurationVersion[]
  currentConfigurationVersion: ConfigurationVersion | undefined
  readonly stateVersions: StateVersion[]
  /** Reads of the outputs that still answer 503. */
  outputDelays: number
  /** Applies whose state will not get stored. */
  failingStateUploads: number
}

export interface HcpState {
  /** The one that is there from the start. */
  readonly organization: string
  /** By name. */
  readonly organizations: Map<string, Organization>
  readonly projects: Map<string, Project>
  readonly agentPools: Map<string, AgentPool>
  readonly policies: Map<string, Policy>
  readonly policySets: Map<string, PolicySet>
  readonly runTasks: Map<string, RunTask>
  readonly teams: Map<string, Team>
  readonly workspaces: Map<string, Workspace>
  readonly runs: Map<string, Run>
  readonly configurationVersions: Map<string, ConfigurationVersion>
  readonly stateVersions: Map<string, StateVersion>
  readonly principals: Map<string, Principal>
}

const finalStatuses: ReadonlySet<RunStatus> = new Set<RunStatus>([
  'applied',
  'planned_and_finished',
  'policy_soft_failed',
  'discarded',
  'errored',
  'canceled'
])

/** Whether the run has ended for good. */
export function isFinal(status: RunStatus): boolean {
  return finalStatuses.has(status)
}

/**
 * The checks that a run's relationships show: all from the start, as the
 * documentation's answer to a creation has them, unless a test wants them late
 * (E-6).
 */
export function selectVisibleChecks(
  run: Run
): Pick<
  Run,
  'taskStages' | 'costEstimate' | 'policyCheck' | 'terraformPolicies'
> {
  const planned = run.plan.status === 'finished'
  return {
    taskStages: planned || !run.hidesTaskStages ? run.taskStages : [],
    costEstimate: planned || !run.hidesChecks ? run.costEstimate : undefined,
    policyCheck: planned || !run.hidesChecks ? run.policyCheck : undefined,
    terraformPolicies:
      planned || !run.hidesChecks ? run.terraformPolicies : undefined
  }
}

/** Whether the status is a resting place before the apply. */
export function isDiscardable(run: Run): boolean {
  return run.gate !== undefined || run.status === 'post_plan_running'
}

const ranks: Readonly<Record<Permission, number>> = {
  read: 0,
  plan: 1,
  write: 2,
  admin: 3
}

/** Whether the principal has at least this permission (never organizations). */
export function mayDo(principal: Principal, permission: Permission): boolean {
  return (
    principal.kind !== 'organization' &&
    ranks[principal.permission] >= ranks[permission]
  )
}

/**
 * May a policy of the run be overridden? By the organization's permission, or by
 * that of the workspace where the organization delegates it.
 */
export function mayOverride(
  { policyOverrides }: Principal,
  { workspace }: Pick<Run, 'workspace'>
): boolean {
  return typeof policyOverrides === 'boolean'
    ? policyOverrides
    : policyOverrides.includes(workspace.name)
}

/** Milliseconds and a Z, as `created-at` has it. */
export function renderTime(time = Date.now()): string {
  return new Date(time).toISOString()
}

/** Whole seconds and an offset, as `status-timestamps` have it. */
export function renderStatusTime(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, '+00:00')
}
