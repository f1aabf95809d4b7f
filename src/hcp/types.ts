/**
 * HCP Terraform's documents as the rest of the action sees them: HCP's own
 * words in camelCase, flat, with relationships as ids. Only data, no behaviour.
 *
 * A field that the server may leave out is `undefined` here; "absent" means
 * unknown, never false (older servers and compatible ones lack fields).
 */

/** What the *state* of a run allows, whoever asks (reference: run, `actions`). */
export interface RunActions {
  readonly isCancelable: boolean | undefined
  readonly isConfirmable: boolean | undefined
  readonly isDiscardable: boolean | undefined
  readonly isForceCancelable: boolean | undefined
}

/** What this *caller* may do with a run, whatever its state. */
export interface RunPermissions {
  readonly canApply: boolean | undefined
  readonly canCancel: boolean | undefined
  readonly canComment: boolean | undefined
  readonly canDiscard: boolean | undefined
  readonly canForceCancel: boolean | undefined
  readonly canForceExecute: boolean | undefined
  readonly canOverridePolicyCheck: boolean | undefined
}

/** A run as HCP Terraform serves it, without what is included. */
interface RunDocument {
  readonly id: string
  readonly type: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly relationships: Readonly<Record<string, unknown>>
}

export interface Run {
  readonly id: string
  /** As it was served, for people's own programs; nothing here rests on it. */
  readonly document?: RunDocument | undefined
  /** An open set: unknown names occur and mean "keep waiting". */
  readonly status: string
  /** `planned-at` and the like → ISO 8601 time; only phases reached. */
  readonly statusTimestamps: Readonly<Record<string, string>>
  readonly actions: RunActions
  readonly permissions: RunPermissions
  readonly hasChanges: boolean | undefined
  readonly autoApply: boolean | undefined
  readonly planOnly: boolean | undefined
  readonly savePlan: boolean
  readonly isDestroy: boolean | undefined
  readonly refresh: boolean
  readonly refreshOnly: boolean
  readonly allowEmptyApply: boolean
  /** Empty where the plan is of the whole configuration. */
  readonly targetAddrs: readonly string[]
  readonly replaceAddrs: readonly string[]
  /** Names of its own variables; undefined where the server does not say. */
  readonly variableNames: readonly string[] | undefined
  /** Actions that are invoked by themselves; at most one today. */
  readonly invokeActionAddrs: readonly string[]
  /** Policies of the configuration that the run is checked by (beta). */
  readonly policyPaths: readonly string[]
  readonly message: string
  readonly source: string | undefined
  readonly terraformVersion: string | undefined
  readonly createdAt: string | undefined
  readonly canceledAt: string | undefined
  readonly forceCancelAvailableAt: string | undefined
  readonly workspaceId: string | undefined
  readonly configurationVersionId: string | undefined
  /** Side-loaded by `include=configuration_version.ingress_attributes`. */
  readonly configurationVersion: RunOrigin | undefined
  readonly planId: string | undefined
  readonly applyId: string | undefined
  readonly costEstimateId: string | undefined
  /** Undefined where the server does not name them. */
  readonly policyCheckIds: readonly string[] | undefined
  readonly taskStageIds: readonly string[] | undefined
  /** None where the server does not know the beta. */
  readonly tfPolicyEvaluationIds: readonly string[]
  /** Undefined where the server does not name them. */
  readonly commentIds?: readonly string[] | undefined
  readonly createdById: string | undefined
  readonly confirmedById: string | undefined
  /** Side-loaded by `include=plan,apply`; undefined where not included. */
  readonly plan: Plan | undefined
  readonly apply: Apply | undefined
}

/** Where the configuration of a run comes from. */
export interface RunOrigin {
  /** Of the configuration version. */
  readonly id: string
  /** `github`, `tfe-api`, `terraform+cloud`, …; open set. */
  readonly source: string | undefined
  readonly status: string | undefined
  readonly speculative: boolean | undefined
  /** `none`: the server says so, as of an upload. Undefined: not told. */
  readonly ingressAttributes: IngressAttributes | 'none' | undefined
}

/**
 * The commit that version control handed over. The texts in it are written by
 * whoever contributes.
 */
export interface IngressAttributes {
  readonly branch: string | undefined
  readonly cloneUrl: string | undefined
  readonly commitMessage: string | undefined
  /** Of a pull request's head, not of GitHub's test merge. */
  readonly commitSha: string | undefined
  readonly commitUrl: string | undefined
  readonly compareUrl: string | undefined
  /** `owner/repository` as the workspace is connected. */
  readonly identifier: string | undefined
  readonly isPullRequest: boolean | undefined
  readonly onDefaultBranch: boolean | undefined
  readonly pullRequestNumber: number | undefined
  readonly pullRequestTitle: string | undefined
  readonly pullRequestUrl: string | undefined
  readonly tag: string | undefined
  /** Who caused the event, by the name at version control. */
  readonly senderUsername: string | undefined
  readonly createdById: string | undefined
}

export interface ResourceCounts {
  readonly additions: number
  readonly changes: number
  readonly destructions: number
  /** Undefined where the server does not count them. */
  readonly imports: number | undefined
}

/** What a plan and an apply tell alike. */
export interface Phase {
  readonly id: string
  /** Final: `errored`, `canceled`, `finished`, `unreachable`. Open set. */
  readonly status: string
  /** Undefined until the phase has finished. */
  readonly counts: ResourceCounts | undefined
  /** Pre-signed: a secret. Undefined until the phase starts. */
  readonly logReadUrl: string | undefined
  readonly statusTimestamps: Readonly<Record<string, string>>
}

export interface Plan extends Phase {
  readonly hasChanges: boolean | undefined
}

export interface Apply extends Phase {
  /** Of Terraform's actions; undefined where the server does not count them. */
  readonly actionInvocations: number | undefined
  readonly actionFailures: number | undefined
  readonly stateVersionIds: readonly string[]
}

/** Who has a workspace locked. */
interface Holder {
  /** `runs`, `users`, `teams`; open set. */
  readonly type: string
  readonly id: string
  /** What people call them, where that was asked for. */
  readonly name?: string | undefined
}

interface WorkspacePermissions {
  readonly canQueueRun: boolean | undefined
  readonly canQueueApply: boolean | undefined
  readonly canQueueDestroy: boolean | undefined
  readonly canReadStateOutputs: boolean | undefined
  readonly canUpdate: boolean | undefined
}

export interface Workspace {
  readonly id: string
  readonly name: string
  readonly organization: string | undefined
  readonly autoApply: boolean
  /** Are runs that a run trigger makes applied by themselves? */
  readonly autoApplyRunTrigger?: boolean | undefined
  /** `remote`, `agent`, `local`; open set. */
  readonly executionMode: string | undefined
  /** Whose agents run there, with `agent`. */
  readonly agentPoolId?: string | undefined
  readonly locked: boolean
  readonly lockedReason: string | undefined
  readonly lockedBy: Holder | undefined
  readonly currentRunId: string | undefined
  /** Else it is not known whether there is one. */
  readonly tellsCurrentRun?: boolean
  /** Of the configuration that runs without one of their own are made from. */
  readonly currentVersionId?: string | undefined
  readonly terraformVersion: string | undefined
  /** Relative to the archive root; undefined = the root. */
  readonly workingDirectory: string | undefined
  readonly vcsRepoIdentifier: string | undefined
  /** Off: every change of the repository starts a run. */
  readonly fileTriggersEnabled?: boolean | undefined
  readonly triggerPatterns?: readonly string[] | undefined
  readonly triggerPrefixes?: readonly string[] | undefined
  /** Of tags that start runs, where no other change does. */
  readonly tagsRegex?: string | undefined
  readonly allowDestroyPlan: boolean | undefined
  /** Of plans that the VCS connection starts; says nothing of API runs. */
  readonly speculativeEnabled: boolean | undefined
  /** Milliseconds, over the last runs; undefined where unknown. */
  readonly planDurationAverage: number | undefined
  readonly applyDurationAverage: number | undefined
  readonly permissions: WorkspacePermissions
}

/** How a workspace is connected to a repository (`vcs-repo`). */
export interface Connection {
  /** `owner/name`. */
  readonly identifier: string | undefined
  /** '' = the repository's default branch, which HCP Terraform does not name. */
  readonly branch: string
  /** Set: runs are made of tags, not of branches or pull requests. */
  readonly tagsRegex: string | undefined
  /** The repository's page. */
  readonly repositoryUrl: string | undefined
}

/** What decides which commits make a run; undefined = the server does not say. */
export interface TriggerRules {
  readonly speculativeEnabled: boolean | undefined
  readonly queueAllRuns: boolean | undefined
  readonly fileTriggersEnabled: boolean | undefined
  readonly triggerPatterns: readonly string[]
  readonly triggerPrefixes: readonly string[]
  readonly workingDirectory: string | undefined
}

/** A workspace with what version control does there. */
export interface ConnectedWorkspace {
  readonly workspace: Workspace
  /** `none`: not connected. Undefined: the server does not say. */
  readonly connection: Connection | 'none' | undefined
  readonly triggers: TriggerRules
  /** With its commit, where the server includes it. */
  readonly currentRun: Run | undefined
}

export interface ConfigurationVersion {
  readonly id: string
  /** `pending`, `fetching`, `uploaded`, `errored`, `archived`, …; open set. */
  readonly status: string
  readonly error: string | undefined
  readonly errorMessage: string | undefined
  readonly speculative: boolean
  readonly provisional: boolean
  /** Pre-signed: a secret. Present only in the create response. */
  readonly uploadUrl: string | undefined
}

export interface RunVariable {
  readonly key: string
  /** An HCL literal: a string is sent with its quotes. */
  readonly value: string
}

/** What `POST /runs` is told. Absent = the server's default. */
export interface RunOptions {
  readonly workspaceId: string
  readonly configurationVersionId?: string
  readonly message: string
  readonly planOnly?: boolean
  readonly savePlan?: boolean
  readonly isDestroy?: boolean
  readonly refresh?: boolean
  readonly refreshOnly?: boolean
  readonly allowEmptyApply?: boolean
  readonly allowConfigGeneration?: boolean
  readonly debuggingMode?: boolean
  readonly terraformVersion?: string
  readonly targetAddrs?: readonly string[]
  readonly replaceAddrs?: readonly string[]
  readonly invokeActionAddrs?: readonly string[]
  readonly policyPaths?: readonly string[]
  readonly variables?: readonly RunVariable[]
}

export interface StateVersionOutput {
  readonly name: string
  readonly sensitive: boolean
  readonly type: string | undefined
  /**
   * Undefined where sensitive. A number that no double holds is what
   * `JSON.rawJSON` makes, which `JSON.stringify` writes as it came.
   */
  readonly value: unknown
}

/** Who the token belongs to (`GET /account/details`). */
export interface Account {
  readonly id: string
  readonly username: string | undefined
  /** `users`, `teams`, `organizations`, `runs`; open set. */
  readonly tokenKind: string | undefined
}

/** Who did what to a run (`GET /runs/:id/run-events?include=actor,comment`). */
export interface RunEvent {
  readonly action: string
  readonly createdAt: string | undefined
  readonly description: string | undefined
  /** The account's name; its id where that is not told. */
  readonly actor: string | undefined
  readonly actorId: string | undefined
}

/** What the workflow may say about how a run plans. Runs API: Create a Run. */
export type RunParameters = Omit<
  RunOptions,
  'workspaceId' | 'configurationVersionId' | 'message' | 'planOnly' | 'savePlan'
>
