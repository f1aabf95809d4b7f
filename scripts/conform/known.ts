import type { Deviation } from './compare.ts'

/** What differs from a document for a reason, by endpoint, place and words. */
export interface Known {
  /** Of the endpoint; absent for any. */
  readonly endpoint?: RegExp
  readonly place: RegExp
  readonly what: RegExp
  /** Where else it is documented, or why it is so. */
  readonly why: string
}

/** Is it one of those that differ for a reason? */
export function isKnown(
  { endpoint, place, what }: Deviation,
  known: readonly Known[]
): boolean {
  return known.some(
    (each) =>
      (each.endpoint?.test(endpoint) ?? true) &&
      each.place.test(place) &&
      each.what.test(what)
  )
}

/**
 * HashiCorp's document is a beta's and lists less than its own pages of the
 * same API, which the action is written by. What the pages have beside it is
 * here, and what the local server adds on purpose.
 */
export const knownOfHcp: readonly Known[] = [
  {
    place: /^2/,
    what: /^has (?:attribute|relationship)-of-tomorrow,/,
    why: 'The local server adds them: a reader must not mind what is new.'
  },
  {
    place: /^2\d\d(?: .*\/relationships\/[a-z-]+)$/,
    what: /^has links,/,
    why: 'JSON:API; "related" is in the samples of every page.'
  },
  {
    place: /^2\d\d \/data(?:\/\*)?$/,
    what: /^has (?:links|relationships),/,
    why: 'JSON:API; "self" is in the samples of the pages.'
  },
  {
    place: /^2\d\d \/data(?:\/\*)?\/links$/,
    what: /^has self(?:-html)?,/,
    why: 'Workspaces and Policy Checks pages.'
  },
  {
    place: /^2\d\d$/,
    what: /^has included,/,
    why: 'JSON:API; what `include` asks for, which the document does have.'
  },
  {
    endpoint: /\/runs$/,
    place:
      /^query (?:include|filter\[(?:agent_pool_names|source|status_group|timeframe|workspace_names)\]|search\[[a-z]+\])$/,
    what: /is not a parameter/,
    why: 'Runs page: List Runs in a Workspace, in an Organization.'
  },
  {
    endpoint: /\/configuration-versions$/,
    place: /^query include$/,
    what: /is not a parameter/,
    why: 'Configuration Versions page: available related resources.'
  },
  {
    endpoint: /\/ingress-attributes$/,
    place: /^200/,
    what: /^(?:lacks (?:id|type|attributes)|has data,|is null)/,
    why: 'Configuration Versions page: a JSON:API document; an upload has none.'
  },
  {
    endpoint: /\/policy-evaluations$/,
    place: /\/attributes$/,
    what: /^has policy-tool-version,/,
    why: 'Policy Evaluations page: the version that evaluated.'
  },
  {
    endpoint: /\/task-stages$/,
    place: /^query include$/,
    what: /is not a parameter/,
    why: 'Run Task Stages and Results page.'
  },
  {
    place: /\/status-timestamps$/,
    what: /^has plan-queueable-at,/,
    why: 'Runs page: samples of every run.'
  },
  {
    place: /\/relationships$/,
    what: /^has input-state-version,/,
    why: 'Runs page: Get run details.'
  },
  {
    place: /\/attributes\/status$/,
    what: /^is "(?:post_plan|pre_apply)_awaiting_decision"/,
    why: 'Runs page: run states; go-tfe has both.'
  },
  {
    endpoint: /\/(?:plans|applies)\//,
    place: /\/status-timestamps$/,
    what: /^has (?:canceled|errored|force-canceled|queued)-at,/,
    why: 'go-tfe reads all of them of plans and of applies.'
  },
  {
    endpoint: /\/runs$/,
    place: /^200 \/meta$/,
    what: /^has status-counts,/,
    why: 'Seen in answers of HCP Terraform.'
  },
  {
    endpoint: /configuration-version/,
    place: /\/attributes$/,
    what: /^has changed-files,/,
    why: 'Configuration Versions page: samples.'
  },
  {
    endpoint: /\/workspaces/,
    place: /\/relationships$/,
    what: /^has (?:effective-)?tag-bindings,/,
    why: 'Workspaces page: List tag bindings, and samples of a workspace.'
  },
  {
    endpoint: /\/workspaces$/,
    place:
      /^query (?:search\[[a-z-]+\]|filter\[(?:tagged\]\[\d+\]\[(?:key|value)|project\]\[id)\]|include)$/,
    what: /is not a parameter/,
    why: 'Workspaces page: List workspaces.'
  },
  {
    place: /\/attributes\/vcs-repo$/,
    what: /^has (?:repository-http-url|service-provider),/,
    why: 'Workspaces page: samples of a workspace with version control.'
  },
  {
    endpoint: /\/policy-evaluations\//,
    place: /\/attributes$/,
    what: /^has policy-tool-version,/,
    why: 'Policy Evaluations page.'
  },
  {
    endpoint: /\/current-state-version$/,
    place: /\/attributes$/,
    what: /^has lineage,/,
    why: 'State Versions page; Terraform writes it.'
  },
  {
    endpoint: /\/current-state-version-outputs$/,
    place: /^200(?: \/data\/\*\/attributes)?$/,
    what: /^has (?:links|meta|value),/,
    why: 'State Version Outputs page: the value, and a list has pages.'
  },
  {
    endpoint: /\/outcomes$/,
    place: /\/attributes\/tags$/,
    what: /^is object, not array/,
    why: 'Run Task Stages and Results page has an object by name.'
  },
  {
    endpoint: /\/actions\/apply$/,
    place: /^202$/,
    what: /^is of type ""/,
    why: 'Runs page: actions answer 202 without a body.'
  },
  {
    endpoint: /\/task-stages\/.*\/override$/,
    place: /^request$/,
    what: /has a body/,
    why: 'Run Task Stages page: the comment of an override, as the CLI sends.'
  },
  {
    place: /^429 \/errors\/\*\/status$/,
    what: /^is number/,
    why: 'API overview page, Rate Limiting: the sample has a number.'
  },
  {
    place: /^422 \/errors\/\*$/,
    what: /^has source,/,
    why: 'JSON:API; validation errors of the Runs page point at an attribute.'
  }
]

/** GitHub's document is whole but for these. */
export const knownOfGitHub: readonly Known[] = [
  {
    place: /^422$/,
    what: /^has status,/,
    why: 'GitHub has it in every error; the document in the basic one alone.'
  },
  {
    place: /\/(?:head|base)\/(?:repo|user)$/,
    what: /^is null, not object/,
    why: 'A fork that was deleted; Webhook events has it nullable.'
  }
]
