/**
 * The facts that a verdict rests on, and the rules it is held against. Only
 * data: whoever gathers them reads them fresh, right before the decision.
 */

/** A fact that may be missing. Unknown is a "no" with its reason, never a default. */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly why: string }

/** What the plan would do, counted as Terraform counts, replacements apart. */
export interface PlanCounts {
  readonly create: number
  readonly update: number
  readonly replace: number
  /** Plain destroys; a replacement is not among them. */
  readonly destroy: number
  readonly forget: number
  /** Imports that change nothing else; the others are counted by their verb. */
  readonly import: number
}

/** What identifies a reviewed run; compared before anything is confirmed. */
export interface RunIdentity {
  readonly runId: string
  readonly workspaceId: string | undefined
  readonly configurationVersionId: string | undefined
  readonly planId: string | undefined
}

export interface Evidence {
  /** The `approve` input: true, false, or undefined where nobody said. */
  readonly approve: boolean | undefined
  readonly plan: Known<PlanCounts>
  /** May this token confirm the run (`permissions.can-apply`)? */
  readonly canApply: boolean | undefined
  /** The run we set out to decide on, and the run as it was just read. */
  readonly expected: RunIdentity
  readonly actual: RunIdentity
}

/** The rules that the inputs switch on. Undefined = not asked for. */
export interface Rules {
  readonly maxDestroy: number | undefined
  readonly maxReplace: number | undefined
  readonly maxChange: number | undefined
}
