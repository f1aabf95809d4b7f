import type { Annotation, CheckRun, GitHubState } from '../model.ts'
import { renderPullRequestMinimal } from './pull-request.ts'
import type { Document, Site } from './site.ts'
import { nodeIdOf } from './site.ts'
import { renderApp } from './user.ts'

/** REST API: Check runs, get a check run. */
export function renderCheckRun(
  check: CheckRun,
  state: GitHubState,
  site: Site
): Document {
  const own = `${site.url()}/repos/${site.repository}/check-runs/${check.id}`
  const html = `${site.url()}/${site.repository}/runs/${check.id}`
  return {
    id: check.id,
    node_id: nodeIdOf('CR', check.id),
    name: check.name,
    head_sha: check.headSha,
    external_id: check.externalId,
    url: own,
    html_url: html,
    details_url: check.detailsUrl ?? html,
    status: check.status,
    conclusion: check.conclusion ?? null,
    started_at: check.startedAt,
    completed_at: check.completedAt ?? null,
    output: {
      title: check.title ?? null,
      summary: check.summary ?? null,
      text: check.text ?? null,
      annotations_count: check.annotations.length,
      annotations_url: `${own}/annotations`
    },
    check_suite: { id: check.suite },
    app: renderApp(check.app, site),
    // A fork's pull requests are never listed.
    pull_requests: [...state.pullRequests.values()]
      .filter(
        ({ headSha, headRepo, state: is }) =>
          headSha === check.headSha &&
          headRepo === site.repository &&
          is === 'open'
      )
      .map((pull) => renderPullRequestMinimal(pull, site))
  }
}

/** REST API: Check runs, list check run annotations. */
export function renderAnnotation(
  annotation: Annotation,
  { headSha }: CheckRun,
  site: Site
): Document {
  return {
    start_column: null,
    end_column: null,
    title: null,
    raw_details: null,
    ...annotation,
    blob_href: `${site.url()}/${site.repository}/blob/${headSha}/${annotation.path}`
  }
}
