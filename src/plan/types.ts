/**
 * What a plan would do, in the words of Terraform, safe to show: sensitive
 * values are replaced before they get into these types.
 */

export type Verb =
  | 'create'
  | 'update'
  | 'replace'
  | 'destroy'
  | 'forget'
  | 'read'
  /** An ephemeral resource of OpenTofu, used while it plans and applies. */
  | 'open'
  | 'no-op'
  /** A combination of actions this version does not know; shown, not counted. */
  | 'unknown'

export type ResourceMode = 'managed' | 'data' | 'ephemeral'

export interface ResourceChange {
  /** As Terraform prints it, e.g. `module.app["eu"].aws_instance.web[0]`. */
  readonly address: string
  readonly moduleAddress: string | undefined
  readonly type: string
  readonly mode: ResourceMode
  readonly verb: Verb
  /** The raw `actions` of the plan JSON, e.g. `["create","delete"]`. */
  readonly actions: readonly string[]
  /** `replace_because_cannot_update` and the like, where Terraform says. */
  readonly actionReason: string | undefined
  /** Attribute paths that force the replacement, e.g. `tags["Name"]`. */
  readonly replacePaths: readonly string[]
  readonly previousAddress: string | undefined
  readonly deposed: string | undefined
  /** Set when the change imports the object. */
  readonly importing: Importing | undefined
  /**
   * 8 hex digits that are the same while the change is the same; they tell no
   * value, and a changed secret alone does not show.
   */
  readonly fingerprint: string
  /** False where a large plan was read and the values were not kept. */
  readonly isDrawn: boolean
  /**
   * Lines of the diff, already masked; empty where there is nothing to show.
   * Drawn when asked for: of a large plan only a part is ever shown.
   */
  readonly diff: readonly DiffLine[]
}

/** What is imported: by its id, or by its identity (Terraform 1.12). */
export interface Importing {
  /** Undefined where it is not told. */
  readonly id: string | undefined
  /** Is it known only after apply? */
  readonly isUnknown?: boolean
  /** `region = "eu-west-1", url = "https://…"`; undefined where not told. */
  readonly identity: string | undefined
  /** Is its configuration written by Terraform? */
  readonly isGenerated: boolean
}

/** One line of a diff as Terraform draws it, without indentation. */
export interface DiffLine {
  readonly marker: ' ' | '+' | '-' | '~'
  readonly depth: number
  readonly text: string
}

export interface OutputChange {
  readonly name: string
  readonly verb: 'create' | 'update' | 'destroy' | 'no-op' | 'unknown'
  readonly sensitive: boolean
  /** Starts with `name = `, as Terraform prints it. */
  readonly diff: readonly DiffLine[]
}

/** A change made outside Terraform. */
export interface DriftChange extends ResourceChange {
  /**
   * Does the plan depend on an attribute that changed (`relevant_attributes`)?
   * Only then does Terraform tell of it, unless the run is refresh-only.
   */
  readonly relevant: boolean
  /** The attributes that the plan depends on; the others only counted. */
  readonly relevantDiff: readonly DiffLine[]
}

/** A change that Terraform put off to a later plan. */
interface DeferredChange extends ResourceChange {
  /** `provider_config_unknown` and the like; undefined where not said. */
  readonly reason: string | undefined
}

/** An `action` that would be invoked (Terraform 1.14 and later). */
export interface ActionInvocation {
  readonly address: string
  /** The resource whose life cycle triggers it; undefined when invoked alone. */
  readonly triggeringAddress: string | undefined
  /** `AfterCreate` and the like; undefined when invoked alone. */
  readonly event: string | undefined
  /** The resource on whose behalf it is invoked alone, where that is told. */
  readonly callingAddress?: string | undefined
  /** What becomes of the apply if it fails, as Terraform has it. */
  readonly onFailure?: string | undefined
  /** Put off to a later plan, and why where that is said. */
  readonly deferred: { readonly reason: string | undefined } | undefined
  readonly diff: readonly DiffLine[]
}

/** One instance of a check, condition or validation, and what it said. */
export interface CheckResult {
  readonly address: string
  /** `check`, `resource`, `output_value`, `var`, or a kind of the future. */
  readonly kind: string
  readonly status: 'pass' | 'fail' | 'error' | 'unknown'
  readonly problems: readonly string[]
}

/** Counts as Terraform's own last line: a replacement is an add and a destroy. */
export interface TerraformCounts {
  readonly add: number
  readonly change: number
  readonly destroy: number
  readonly import: number
  readonly actionInvocations: number
}

export interface PlanChanges {
  readonly terraformVersion: string | undefined
  /** In Terraform's order; `no-op` only where moved or imported. */
  readonly resources: readonly ResourceChange[]
  /** Changes made outside Terraform, whether or not the plan depends on them. */
  readonly drift: readonly DriftChange[]
  readonly outputs: readonly OutputChange[]
  readonly deferredChanges: readonly DeferredChange[]
  readonly actionInvocations: readonly ActionInvocation[]
  readonly checks: readonly CheckResult[]
  readonly counts: TerraformCounts
  /** By verb; a replacement is only a replacement here. Feeds the gate. */
  readonly verbs: Readonly<Record<Verb, number>>
  readonly moves: number
  readonly deferred: number
  /** Planning failed, so the list is partial. */
  readonly errored: boolean
  /** By its looks: a plan that only records what was changed outside Terraform. */
  readonly isRefreshOnly: boolean
  /** Does the plan have members that this version knows nothing of? */
  readonly hasUnknownParts: boolean
  /** False where something was deferred or targeted away; undefined = not said. */
  readonly complete: boolean | undefined
}
