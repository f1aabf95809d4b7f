/**
 * What executes plans and applies for the local HCP Terraform. The server owns
 * statuses, queues and documents; an engine only does the work of one phase.
 */

export interface Counts {
  readonly additions: number
  readonly changes: number
  readonly destructions: number
  readonly imports: number
}

export const noCounts: Counts = {
  additions: 0,
  changes: 0,
  destructions: 0,
  imports: 0
}

/** What every phase of one run is told. */
export interface PhaseRequest {
  readonly runId: string
  readonly workspaceId: string
  readonly workspaceName: string
  /** Aborts when a cancel was requested: end soon, keep the state. */
  readonly canceled: AbortSignal
  /** Aborts on a force-cancel and on shutdown: stop now. */
  readonly killed: AbortSignal
  /** Appends to the phase's log, which clients read while it grows. */
  log(text: string): void
}

export interface PlanRequest extends PhaseRequest {
  /** The uploaded .tar.gz. */
  readonly archive: Uint8Array
  /** Relative to the archive's root; empty = the root. */
  readonly workingDirectory: string
  /** Terraform state file (version 4), undefined before the first apply. */
  readonly state: Uint8Array | undefined
  readonly isDestroy: boolean
  readonly refresh: boolean
  readonly refreshOnly: boolean
  readonly allowConfigGeneration: boolean
  readonly targetAddrs: readonly string[]
  readonly replaceAddrs: readonly string[]
  /** HCL literals, the run's own after the workspace's. */
  readonly variables: readonly { key: string; value: string }[]
}

export interface PlanResult {
  readonly outcome: 'finished' | 'errored' | 'canceled'
  readonly hasChanges: boolean
  readonly counts: Counts
  /** As `terraform show -json`: holds secrets. */
  readonly json?: unknown
  /** The renderer's input, sensitive values replaced. */
  readonly redacted?: unknown
  readonly providerSchemas?: unknown
  readonly generatedConfiguration?: boolean
}

export interface ApplyRequest extends PhaseRequest {
  readonly state: Uint8Array | undefined
}

export interface ApplyResult {
  readonly outcome: 'finished' | 'errored' | 'canceled'
  readonly counts: Counts
  /** The state file after the apply; undefined = nothing was written. */
  readonly state?: Uint8Array | undefined
}

export interface Engine {
  readonly name: string
  /** What runs and workspaces report as `terraform-version`. */
  readonly terraformVersion: string
  plan(request: PlanRequest): Promise<PlanResult>
  apply(request: ApplyRequest): Promise<ApplyResult>
  /** Forgets what was kept of a run between its plan and its apply. */
  forget(runId: string): Promise<void>
  close(): Promise<void>
}
