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
  | 'no-op'
  /** A combination of actions this version does not know; shown, not counted. */
  | 'unknown'

export interface ResourceChange {
  /** As Terraform prints it, e.g. `module.app["eu"].aws_instance.web[0]`. */
  readonly address: string
  readonly moduleAddress: string | undefined
  readonly type: string
  readonly verb: Verb
  /** The raw `actions` of the plan JSON, e.g. `["create","delete"]`. */
  readonly actions: readonly string[]
  /** `replace_because_cannot_update` and the like, where Terraform says. */
  readonly actionReason: string | undefined
  readonly previousAddress: string | undefined
  readonly deposed: string | undefined
  /** Set when the change imports the object; `id` undefined where not shown. */
  readonly importing: { readonly id: string | undefined } | undefined
  /** Lines of the diff, already masked; empty where there is nothing to show. */
  readonly diff: readonly DiffLine[]
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
  readonly diff: readonly DiffLine[]
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
  /** Changes made outside Terraform. */
  readonly drift: readonly ResourceChange[]
  readonly outputs: readonly OutputChange[]
  readonly counts: TerraformCounts
  /** By verb; a replacement is only a replacement here. Feeds the gate. */
  readonly verbs: Readonly<Record<Verb, number>>
  readonly moves: number
  readonly deferred: number
  /** Planning failed, so the list is partial. */
  readonly errored: boolean
  /** False where something was deferred or targeted away; undefined = not said. */
  readonly complete: boolean | undefined
}
