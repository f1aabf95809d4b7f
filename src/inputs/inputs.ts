import type { Rules } from '../gate/rules.ts'
import type { ListInputs } from './filters.ts'

export const modes = [
  'plan',
  'save-plan',
  'apply',
  'discard',
  'cancel',
  'force-cancel',
  'force-execute',
  'show',
  'list'
] as const
export type Mode = (typeof modes)[number]

export const comments = ['always', 'on-changes', 'on-failure', 'never'] as const
export const details = ['full', 'addresses', 'counts'] as const
export const blockedChoices = ['hold', 'discard'] as const

/** The step's inputs, checked. `undefined` = left empty. Times in milliseconds. */
export interface Inputs extends Rules {
  readonly token: string
  /** Where the API is: `https://app.terraform.io/`. */
  readonly baseUrl: URL
  readonly organization: string | undefined
  readonly workspace: string | undefined
  readonly mode: Mode
  readonly runId: string | undefined
  /** `head`, or all 40 characters; undefined: no run of version control. */
  readonly commit: string | undefined
  readonly message: string | undefined
  readonly configurationDirectory: string | undefined
  /** An id, or `current`. */
  readonly configurationVersionId: string | undefined
  readonly targets: readonly string[]
  readonly replace: readonly string[]
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
  readonly failOnBlocked: boolean
  readonly policyOverride: boolean
  readonly overrideReason: string | undefined
  readonly queueTimeout: number
  readonly runTimeout: number
  readonly applyTimeout: number
  readonly cleanup: boolean
  readonly supersede: boolean
  readonly githubToken: string | undefined
  readonly pullRequest: number | undefined
  readonly comment: (typeof comments)[number]
  readonly commentKey: string | undefined
  readonly commentDetail: (typeof details)[number]
  readonly jobSummary: boolean
  readonly list: ListInputs
}
