import type { IngressAttributes, Run, RunOrigin } from '../hcp/types.ts'
import { finding, shortCommit } from './finding.ts'
import type { Finding } from './finding.ts'
import { isSameName } from './pull-request-facts.ts'
import type { Rules } from './rules.ts'
import type { ReasonCode } from './verdict.ts'
import type {
  VersionControlEvidence,
  WantedCommit
} from './version-control-evidence.ts'

/** Why a run is not the one that is asked for. */
interface Objection {
  readonly code: ReasonCode
  /** A few words for the checklist. */
  readonly saw: string
  /** One sentence. */
  readonly message: string
}

/** The source that only runs have which version control makes. */
const hookSource = 'tfe-configuration-version'

/**
 * What everything may do that acts on a run of version control, whatever is
 * done: it is of this repository and commit by HCP Terraform's own record, of
 * this workspace and of a configuration of this workspace, and nobody made it
 * by hand. The message is never looked at.
 */
export function judgeCommitRun(evidence: VersionControlEvidence): Finding[] {
  return [judgeRecord(evidence), judgeMaker(evidence)]
}

/**
 * What has to hold besides before such a run is confirmed: it is a normal run of
 * the branch that the workspace tracks, and waits for a decision. With
 * `requireNewestRun` no newer one waits behind it.
 */
export function judgeVersionControl(
  evidence: VersionControlEvidence,
  rules: Pick<Rules, 'requireNewestRun'>
): Finding[] {
  return [
    ...judgeCommitRun(evidence),
    judgeOptions(evidence),
    judgeBranch(evidence),
    judgeWaiting(evidence),
    judgeNewer(evidence, rules)
  ]
}

/** `made by HCP Terraform from acme/network@abcdef0 (#7)`. */
function nameRecord({ repository, sha, pullRequest }: WantedCommit): string {
  const pull = pullRequest === undefined ? '' : ` (#${pullRequest})`
  return `made by HCP Terraform from ${repository}@${shortCommit(sha)}${pull}`
}

function judgeRecord({
  run,
  wanted,
  ownsVersion
}: VersionControlEvidence): Finding {
  const objection =
    objectionToCommit(run.configurationVersion, wanted) ??
    objectionToWorkspace(run, wanted) ??
    objectionToVersion(run, ownsVersion)
  return told(nameRecord(wanted), objection, '', { run: run.id })
}

function judgeMaker({ run }: VersionControlEvidence): Finding {
  return told(
    'made by version control, not by hand',
    objectionToMaker(run),
    '',
    { source: run.source }
  )
}

function judgeOptions({ run }: VersionControlEvidence): Finding {
  return told('without options of its own', objectionToOptions(run), '', {
    options: listOptions(run)
  })
}

/**
 * Is it of this repository and commit, by HCP Terraform's own record? All of
 * the commit, and the repository's host: names come twice.
 */
export function objectionToCommit(
  origin: RunOrigin | undefined,
  { repository, host, sha }: Pick<WantedCommit, 'repository' | 'host' | 'sha'>
): Objection | undefined {
  const ingress = origin?.ingressAttributes
  if (ingress === undefined || ingress === 'none') {
    return {
      code: 'origin-unknown',
      saw:
        ingress === 'none' ? 'no, of no commit' : 'not known of which commit',
      message:
        ingress === 'none'
          ? 'HCP Terraform has no commit for the configuration of this run (no ingress attributes): it was uploaded, and not fetched from version control.'
          : 'HCP Terraform does not tell of which commit the configuration of this run is (no ingress attributes).'
    }
  }
  const { identifier, cloneUrl, commitSha } = ingress
  if (identifier === undefined || !isSameName(identifier, repository)) {
    return elsewhere(identifier, repository)
  }
  const clone = cloneUrl === undefined ? undefined : parseClone(cloneUrl)
  if (clone === undefined || !isSameName(clone.host, host)) {
    return elsewhere(
      clone && `${clone.host}/${identifier}`,
      `${host}/${repository}`
    )
  }
  if (!isSameName(clone.repository, repository)) {
    return elsewhere(clone.repository, repository)
  }
  if (commitSha === undefined) {
    return notTold('HCP Terraform does not tell of which commit the run is.')
  }
  // 39 equal characters look equal, so a stranger's commit is whole.
  return commitSha === sha
    ? undefined
    : {
        code: 'commit-differs',
        saw: `no, from ${commitSha}`,
        message: `The run was made of ${commitSha}, and ${sha} is asked for.`
      }
}

function elsewhere(actual: string | undefined, wanted: string): Objection {
  if (actual === undefined) {
    return notTold(
      'HCP Terraform does not tell from which repository the run was made.'
    )
  }
  return {
    code: 'origin-differs',
    saw: `no, from ${actual}`,
    message: `The run was made from ${actual}, and this is ${wanted}. A repository that was renamed keeps its old name in runs from before.`
  }
}

/** The host and `owner/name` of an address that git clones from. */
function parseClone(
  url: string
): { readonly host: string; readonly repository: string } | undefined {
  const match =
    /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:@]+)(?::\d+)?\/(.+)$/i.exec(
      url
    ) ?? /^(?:[^@/:]+@)([^/:@]+):(.+)$/.exec(url)
  const [, host, rest] = match ?? []
  return host === undefined || rest === undefined
    ? undefined
    : { host, repository: rest.replace(/\/$/, '').replace(/\.git$/i, '') }
}

function objectionToWorkspace(
  { workspaceId }: Run,
  wanted: WantedCommit
): Objection | undefined {
  if (workspaceId === undefined) {
    return {
      ...notTold('HCP Terraform does not tell of which workspace the run is.'),
      code: 'run-unknown'
    }
  }
  return workspaceId === wanted.workspaceId
    ? undefined
    : {
        code: 'run-differs',
        saw: 'no, of another workspace',
        message: `The run is of workspace ${workspaceId}, and ${wanted.workspaceId} is asked for.`
      }
}

function objectionToVersion(
  { configurationVersionId: id }: Run,
  ownsVersion: VersionControlEvidence['ownsVersion']
): Objection | undefined {
  if (id === undefined) {
    return notTold(
      'HCP Terraform does not tell which configuration version the run uses.'
    )
  }
  if (ownsVersion.known && ownsVersion.value) return undefined
  return ownsVersion.known
    ? {
        code: 'origin-differs',
        saw: 'no, with a configuration of another workspace',
        message: `The run uses configuration version ${id}, which is not one of this workspace: version control did not make it.`
      }
    : {
        code: 'origin-unknown',
        saw: 'not known whether with a configuration of this workspace',
        message: `It is not known whether the run's configuration version is one of this workspace: ${ownsVersion.why}`
      }
}

/** A run by hand may use the very configuration that the hook brought. */
export function objectionToMaker({ source }: Run): Objection | undefined {
  if (source === hookSource) return undefined
  if (source === undefined) {
    return notTold(
      'The run does not tell whether version control made it (its source): somebody may have made it by hand on the configuration that version control brought.'
    )
  }
  return {
    code: 'source-differs',
    saw: `no, its source is ${source}`,
    message: `The run was not made by version control (its source is ${source}): ${makerOf(source)}, on the configuration that version control brought.`
  }
}

/** Who made a run, as far as its source tells. Runs API: `source`. */
export function makerOf(source: string): string {
  return makers.get(source) ?? 'something else made it'
}

const makers: ReadonlyMap<string, string> = new Map([
  ['tfe-ui', 'somebody made it by hand'],
  ['tfe-api', 'somebody, or a program, made it through the API'],
  ['tfe-run-trigger', 'an apply of another workspace made it'],
  ['tfe-module', 'a no-code module made it'],
  ['terraform', "Terraform's command line made it"],
  ['terraform+cloud', "Terraform's command line made it"]
])

/** A plan that is only shown may have them, and says so. */
export function listOptions(run: Run): readonly string[] {
  const { configurationVersion, variableNames } = run
  return [
    run.isDestroy === true && 'destroy',
    run.refreshOnly && 'refresh-only',
    run.savePlan && 'save-plan',
    run.allowEmptyApply && 'allow-empty-apply',
    !run.refresh && 'refresh: false',
    run.targetAddrs.length > 0 && `targets: ${run.targetAddrs.join(', ')}`,
    run.replaceAddrs.length > 0 && `replace: ${run.replaceAddrs.join(', ')}`,
    run.invokeActionAddrs.length > 0 &&
      `actions: ${run.invokeActionAddrs.join(', ')}`,
    run.policyPaths.length > 0 && 'policy paths',
    (variableNames?.length ?? 0) > 0 &&
      `variables: ${variableNames?.join(', ') ?? ''}`,
    configurationVersion?.speculative === true &&
      run.planOnly !== true &&
      'a speculative configuration'
  ].filter((option) => option !== false)
}

function objectionToOptions(run: Run): Objection | undefined {
  const options = listOptions(run)
  if (options.length > 0) {
    return {
      code: 'options-differ',
      saw: `no: ${options.join('; ')}`,
      message: `The run has options that version control does not give (${options.join('; ')}): something else made it, or somebody by hand.`
    }
  }
  const untold = [
    run.isDestroy === undefined ? ['destroys everything'] : [],
    run.variableNames === undefined ? ['has variables of its own'] : []
  ].flat()
  return untold.length === 0
    ? undefined
    : {
        code: 'origin-unknown',
        saw: `not known whether it ${untold.join(' and ')}`,
        message: `HCP Terraform does not tell whether the run ${untold.join(', and whether it ')}.`
      }
}

/** The run's branch is what is tracked now, and what the event is about. */
function judgeBranch(evidence: VersionControlEvidence): Finding {
  const { run, trackedBranch } = evidence
  const objection = objectionToBranch(evidence)
  const saw = trackedBranch.known ? trackedBranch.value : 'not known'
  return told('of the branch that the workspace tracks', objection, saw, {
    run: run.id
  })
}

function objectionToBranch(
  evidence: VersionControlEvidence
): Objection | undefined {
  const ingress = ingressOf(evidence.run)
  if (ingress?.isPullRequest === true) {
    const { pullRequestNumber: number } = ingress
    return differs(
      `no, of ${number === undefined ? 'a pull request' : `pull request #${number}`}`,
      'The run is of a pull request that is not merged, and is never applied.'
    )
  }
  if (evidence.run.planOnly) {
    return differs(
      'no, it only plans',
      'The run is plan-only, and is never applied.'
    )
  }
  if (ingress?.isPullRequest !== false) {
    return notTold('The run does not tell whether it is of a pull request.')
  }
  if (ingress.tag !== undefined) {
    return differs(
      `no, of tag ${ingress.tag}`,
      `The run is of the tag ${ingress.tag}, and not of a branch.`
    )
  }
  return objectionToTracking(evidence, ingress)
}

function objectionToTracking(
  { connection, trackedBranch, wanted }: VersionControlEvidence,
  { branch }: IngressAttributes
): Objection | undefined {
  if (!connection.known) {
    return notTold(
      `It is not known how the workspace is connected: ${connection.why}`
    )
  }
  if (connection.value === 'none') {
    return differs(
      'no, it is no longer connected',
      'The workspace is no longer connected to a repository.'
    )
  }
  const { identifier } = connection.value
  if (identifier === undefined) {
    return notTold(
      'HCP Terraform does not tell which repository the workspace is connected to.'
    )
  }
  if (!isSameName(identifier, wanted.repository)) {
    return differs(
      `no, it is connected to ${identifier}`,
      `The workspace is connected to ${identifier} now, and not to ${wanted.repository}.`
    )
  }
  if (!trackedBranch.known) {
    return notTold(
      `It is not known which branch the workspace tracks: ${trackedBranch.why}`
    )
  }
  if (branch === undefined) {
    return notTold('HCP Terraform does not tell of which branch the run is.')
  }
  const tracked = trackedBranch.value
  if (branch !== tracked) {
    return differs(
      `no, of ${branch}, and it tracks ${tracked}`,
      `The run is of branch ${branch}, and the workspace tracks ${tracked} now.`
    )
  }
  if (wanted.branch === undefined) {
    return notTold('The event does not tell which branch the commit came to.')
  }
  return branch === wanted.branch
    ? undefined
    : differs(
        `no, of ${branch}, and the event is about ${wanted.branch}`,
        `The run is of branch ${branch}, and the event is about ${wanted.branch}.`
      )
}

function differs(saw: string, message: string): Objection {
  return { code: 'branch-differs', saw, message }
}

function notTold(message: string): Objection {
  return { code: 'origin-unknown', saw: 'not known', message }
}

/** The commit of a run; undefined where there is none, or it is not told. */
export function ingressOf(run: Run): IngressAttributes | undefined {
  const ingress = run.configurationVersion?.ingressAttributes
  return ingress === 'none' ? undefined : ingress
}

function judgeWaiting({ run }: VersionControlEvidence): Finding {
  const { autoApply } = run
  const finding = told(
    'it waits for a decision',
    objectionToAutoApply(run),
    autoApply === undefined ? 'not known (the server does not say)' : '',
    { 'auto-apply': autoApply }
  )
  // It stands at its gate, whatever is told of it.
  return autoApply === undefined
    ? { ...finding, check: { ...finding.check, mark: 'unknown' } }
    : finding
}

/** Nothing is left to gate where HCP Terraform confirms by itself. */
export function objectionToAutoApply({
  id,
  autoApply
}: Run): Objection | undefined {
  return autoApply
    ? {
        code: 'applies-by-itself',
        saw: 'no, it applies by itself',
        message: `Run ${id} applies by itself ('auto-apply'), so there is nothing left to decide. Switch 'Auto-apply' off in the workspace's settings, for runs of version control.`
      }
    : undefined
}

function judgeNewer(
  { newer }: VersionControlEvidence,
  { requireNewestRun }: Pick<Rules, 'requireNewestRun'>
): Finding {
  const rule = requireNewestRun
    ? 'require-newest-run'
    : 'newer runs that wait behind it'
  const saw = newer.known
    ? newer.value.join(', ') || 'none'
    : `not known: ${newer.why}`
  if (!requireNewestRun) {
    return {
      check: { rule, held: true, saw, mark: newer.known ? 'off' : 'unknown' },
      reason: undefined
    }
  }
  const isNewest = newer.known && newer.value.length === 0
  return finding(
    rule,
    isNewest,
    saw,
    newer.known ? 'newer-run-waiting' : 'newer-run-unknown',
    newer.known
      ? `A newer run waits behind this one (${saw}), and 'require-newest-run' asks for the newest.`
      : `'require-newest-run' cannot be checked: ${newer.why}`,
    { newer: newer.known ? newer.value : undefined }
  )
}

function told(
  rule: string,
  objection: Objection | undefined,
  saw: string,
  facts: Readonly<Record<string, unknown>>
): Finding {
  return finding(
    rule,
    objection === undefined,
    objection?.saw ?? saw,
    objection?.code ?? 'origin-unknown',
    objection?.message ?? '',
    facts
  )
}
