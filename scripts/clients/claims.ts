/**
 * The integration tests of go-tfe that `npm run clients` holds the emulator to:
 * those of the endpoints that the action, the demo and Terraform's CLI use, and
 * of those that make what they are used on. All other tests are named by the
 * report as not claimed.
 */

export interface Claim {
  /** How the emulator is started. */
  readonly personality: 'hcp' | 'tfe'
  /** With the tests of what is in beta. */
  readonly beta: boolean
  /** How long a plan takes: some tests have to find one under way. */
  readonly planMilliseconds?: number
  /** Nothing else may be on the server while one of them runs. */
  readonly alone?: boolean
  readonly tests: readonly string[]
}

const runs = [
  'TestRunsApply_RunDependent',
  'TestRunsCancel_RunDependent',
  'TestRunsCanceledAt_RunDependent',
  'TestRunsConfirmedBy_RunDependent',
  'TestRunsCreate_RunDependent',
  'TestRunsDiscard_RunDependent',
  'TestRunsForceCancel_RunDependent',
  'TestRunsForceExecute_RunDependent',
  'TestRunsListForOrganization_RunDependent',
  'TestRunsListQueryParams_RunDependent',
  'TestRunsList_RunDependent',
  'TestRunsReadWithOptions_RunDependent',
  'TestRunsRead_CostEstimate_RunDependent',
  'TestRunsRunEvents',
  'TestRunsTriggerReason',
  'TestAppliesLogs_RunDependent',
  'TestAppliesRead_RunDependent',
  'TestCommentsList_RunDependent',
  'TestCostEstimatesRead_RunDependent',
  'TestPlansJSONOutput_RunDependent',
  'TestPlansLogs_RunDependent',
  'TestPlansRead_RunDependent',
  'TestPolicyChecksList_RunDependent',
  'TestPolicyChecksLogs_RunDependent',
  'TestPolicyChecksOverride_RunDependent',
  'TestPolicyChecksRead_RunDependent',
  'TestRunEventsList_RunDependent',
  'TestRunEventsRead_RunDependent',
  'TestTaskStagesList_RunDependent',
  'TestTaskStagesRead_RunDependent'
]

const configurationsAndStates = [
  'TestConfigurationVersionsArchive',
  'TestConfigurationVersionsCreate',
  'TestConfigurationVersionsDownload',
  'TestConfigurationVersionsList',
  'TestConfigurationVersionsRead',
  'TestConfigurationVersionsUpload',
  'TestConfigurationVersionsUploadTarGzip',
  'TestStateVersionOutputs',
  'TestStateVersionOutputsRead',
  'TestStateVersionsCreate_RunDependent',
  'TestStateVersionsCurrent',
  'TestStateVersionsCurrentWithOptions',
  'TestStateVersionsDownload',
  'TestStateVersionsList',
  'TestStateVersionsReadWithOptions',
  'TestStateVersionsUpload'
]

const workspaces = [
  'TestCanForceDeletePermission',
  'TestWorkspacesAutoDestroy',
  'TestWorkspacesCreate',
  'TestWorkspacesDelete',
  'TestWorkspacesDeleteByID',
  'TestWorkspacesForceUnlock',
  'TestWorkspacesList_RunDependent',
  'TestWorkspacesLock',
  'TestWorkspacesRead',
  'TestWorkspacesReadByID',
  'TestWorkspacesReadSource',
  'TestWorkspacesReadWithHistory_RunDependent',
  'TestWorkspacesReadWithOptions',
  'TestWorkspacesSafeDelete',
  'TestWorkspacesSafeDeleteByID',
  'TestWorkspacesUnlock_RunDependent',
  'TestWorkspacesUpdate',
  'TestWorkspacesUpdateByID',
  'TestWorkspacesUpdateWithDefaultExecutionMode',
  'TestWorkspaces_AddTags',
  'TestWorkspaces_RemoveTags'
]

const surroundings = [
  'TestAgentPoolsDelete',
  'TestAgentPoolsRead',
  'TestOrganizationTagsList',
  'TestOrganizationsCreate',
  'TestOrganizationsDelete',
  'TestOrganizationsList',
  'TestOrganizationsRead',
  'TestOrganizationsReadEntitlements',
  'TestProjectsDelete',
  'TestProjectsList',
  'TestProjectsReadWithOptions',
  'TestUsersReadCurrent',
  'TestVariablesCreate',
  'TestVariablesDelete',
  'TestVariablesList',
  'TestVariablesRead',
  'TestVariablesUpdate'
]

const betas = [
  'TestPolicyEvaluationList_Beta_RunDependent',
  'TestPolicySetOutcomeList_Beta_RunDependent',
  'TestPolicySetOutcomeRead_Beta_RunDependent',
  'TestProjectsAddTagBindings',
  'TestProjects_DeleteAllTagBindings',
  'TestRunsReadWithPolicyPaths',
  'TestTaskStageOverride_Beta_RunDependent',
  'TestTaskStagesList_Beta_RunDependent',
  'TestTaskStagesRead_Beta_RunDependent',
  'TestWorkspacesAddTagBindings',
  'TestWorkspacesAutoDestroyDuration',
  'TestWorkspacesProjects',
  'TestWorkspacesRunTasksPermission',
  'TestWorkspaces_DeleteAllTagBindings',
  'TestWorkspaces_effectiveTagBindingsInheritedFrom'
]

const enterprise = [
  'TestAdminRuns_ForceCancel_RunDependent',
  'TestAdminRuns_ListFilterByDates_RunDependent',
  'TestAdminRuns_List_RunDependent'
]

export const claims: readonly Claim[] = [
  {
    personality: 'hcp',
    beta: false,
    tests: [...runs, ...configurationsAndStates, ...workspaces, ...surroundings]
  },
  {
    personality: 'hcp',
    beta: true,
    // What is not in beta has its beta parts, too.
    tests: [
      ...betas,
      'TestProjectsList',
      'TestRunsCreate_RunDependent',
      'TestWorkspacesCreate',
      'TestWorkspacesList_RunDependent',
      'TestWorkspacesUpdate'
    ]
  },
  {
    personality: 'tfe',
    beta: false,
    planMilliseconds: 10_000,
    alone: true,
    tests: enterprise
  }
]
