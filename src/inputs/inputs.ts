import type { Order } from '../gate/order.ts'
import type { Rules } from '../gate/rules.ts'
import type { WorkspaceFolders } from './workspace-folders.ts'
import type { WorkspaceSelection } from './workspace-selectors.ts'

export const modes = [
  'plan',
  'save-plan',
  'apply',
  'discard',
  'cancel',
  'force-cancel',
  'force-execute',
  'show',
  'upload',
  'list'
] as const
export type Mode = (typeof modes)[number]

export const comments = [
  'always',
  'on-changes',
  'on-failure',
  'never',
  'per-workspace'
] as const
export const details = ['full', 'addresses', 'counts'] as const
export const blockedChoices = ['hold', 'discard'] as const
export const confirmChoices = ['all', 'each'] as const
export const listScopes = ['workspace', 'organization', 'admin'] as const

/** The step's inputs, checked. `undefined` = left empty. Times in milliseconds. */
export interface Inputs extends Rules {
  readonly token: string
  /** Where the API is: `https://app.terraform.io/`. */
  readonly baseUrl: URL
  readonly organization: string | undefined
  /** The only one, where it is named; a name or an id. */
  readonly workspace: string | undefined
  /** Which ones the step is about. */
  readonly selection: WorkspaceSelection | undefined
  readonly maxWorkspaces: number
  /** Are those left out that the changes do not touch? */
  readonly onlyChanged: boolean
  readonly mode: Mode
  /** The only one that is given, or the first. */
  readonly runId: string | undefined
  readonly runIds: readonly string[]
  /** `head`, or all 40 characters; undefined: no run of version control. */
  readonly commit: string | undefined
  readonly message: string | undefined
  /** The only one, or the first. */
  readonly configurationDirectory: string | undefined
  readonly folders: WorkspaceFolders | undefined
  /** An id, or `current`. */
  readonly configurationVersionId: string | undefined
  readonly targets: readonly string[]
  readonly replace: readonly string[]
  /** The address of one of Terraform's actions. */
  readonly invokeAction: string | undefined
  readonly policyPaths: readonly string[]
  /** YAML or JSON, not parsed yet. */
  readonly variables: string | undefined
  readonly varFiles: readonly string[]
  readonly destroy: boolean
  readonly refresh: boolean
  readonly refreshOnly: boolean
  readonly allowEmptyApply: boolean
  readonly allowConfigGeneration: boolean
  readonly debuggingMode: boolean
  readonly terraformVersion: string | undefined
  readonly approve: boolean | undefined
  readonly onBlocked: (typeof blockedChoices)[number]
  /** Are the runs of several workspaces confirmed together, or each alone? */
  readonly confirm: (typeof confirmChoices)[number]
  readonly order: Order
  readonly failOnBlocked: boolean
  readonly policyOverride: boolean
  readonly overrideReason: string | undefined
  /** Free text that goes onto the run with what is done to it. */
  readonly reason: string | undefined
  readonly queueTimeout: number
  readonly runTimeout: number
  readonly applyTimeout: number
  /** How many workspaces are worked on at a time. */
  readonly maxParallel: number
  readonly cleanup: boolean
  readonly supersede: boolean
  readonly githubToken: string | undefined
  readonly pullRequest: number | undefined
  readonly comment: (typeof comments)[number]
  readonly commentKey: string | undefined
  readonly commentDetail: (typeof details)[number]
  readonly checkRuns: boolean
  readonly jobSummary: boolean
  readonly listScope: (typeof listScopes)[number]
  /** YAML or JSON, not parsed yet. */
  readonly filters: string | undefined
  readonly maxItems: number
}
