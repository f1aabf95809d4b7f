import type { PullRequest } from '../model.ts'
import { renderRepository, renderRepositoryLink } from './repository.ts'
import type { Document, Site } from './site.ts'
import { idOf, longAgo, nodeIdOf } from './site.ts'
import { renderUser } from './user.ts'

/** REST API: Pulls, get a pull request. */
export function renderPullRequest(pull: PullRequest, site: Site): Document {
  return {
    ...renderPullRequestSimple(pull, site),
    merged: pull.merged,
    merged_by: pull.merged
      ? renderUser(pull.mergedBy ?? pull.author, site)
      : null,
    mergeable: pull.merged ? null : true,
    rebaseable: pull.merged ? null : true,
    mergeable_state: pull.merged ? 'unknown' : 'clean',
    maintainer_can_modify: false,
    comments: 0,
    review_comments: 0,
    commits: 1,
    additions: 1,
    deletions: 0,
    changed_files: pull.files.length
  }
}

/** REST API: Pulls, as lists have them, which say less. */
export function renderPullRequestSimple(
  pull: PullRequest,
  site: Site
): Document {
  const { number } = pull
  const html = `${site.url()}/${site.repository}/pull/${number}`
  return {
    ...renderAddresses(pull, site),
    id: number,
    node_id: nodeIdOf('PR', number),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    number,
    state: pull.state,
    draft: pull.draft,
    locked: pull.locked,
    active_lock_reason: null,
    title: pull.title,
    body: null,
    user: renderUser(pull.author, site),
    labels: pull.labels.map((name) => renderLabel(name, site)),
    milestone: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    author_association: 'CONTRIBUTOR',
    auto_merge: null,
    created_at: longAgo,
    updated_at: pull.mergedAt ?? longAgo,
    closed_at: pull.state === 'closed' ? (pull.mergedAt ?? longAgo) : null,
    merged_at: pull.mergedAt ?? null,
    merge_commit_sha: pull.mergeCommitSha ?? null,
    head: renderSide(pull.headRepo, pull.headRef, pull.headSha, site),
    base: renderSide(site.repository, pull.baseRef, pull.baseSha, site)
  }
}

/** As check runs, check suites and workflow runs list pull requests. */
export function renderPullRequestMinimal(
  pull: PullRequest,
  site: Site
): Document {
  const link = (fullName: string) => renderRepositoryLink(fullName, site)
  return {
    id: pull.number,
    number: pull.number,
    url: `${site.url()}/repos/${site.repository}/pulls/${pull.number}`,
    head: {
      ref: pull.headRef,
      sha: pull.headSha,
      repo: link(pull.headRepo ?? site.repository)
    },
    base: { ref: pull.baseRef, sha: pull.baseSha, repo: link(site.repository) }
  }
}

/** REST API: Labels. */
export function renderLabel(name: string, site: Site): Document {
  return {
    id: idOf(name),
    node_id: nodeIdOf('LA', idOf(name)),
    url: `${site.url()}/repos/${site.repository}/labels/${encodeURIComponent(name)}`,
    name,
    description: '',
    color: 'ededed',
    default: false
  }
}

function renderAddresses(
  { number, headSha }: PullRequest,
  site: Site
): Document {
  const repository = `${site.url()}/repos/${site.repository}`
  const addresses = {
    self: `${repository}/pulls/${number}`,
    issue: `${repository}/issues/${number}`,
    comments: `${repository}/issues/${number}/comments`,
    review_comments: `${repository}/pulls/${number}/comments`,
    review_comment: `${repository}/pulls/comments{/number}`,
    commits: `${repository}/pulls/${number}/commits`,
    statuses: `${repository}/statuses/${headSha}`,
    html: `${site.url()}/${site.repository}/pull/${number}`
  }
  return {
    url: addresses.self,
    issue_url: addresses.issue,
    comments_url: addresses.comments,
    review_comments_url: addresses.review_comments,
    review_comment_url: addresses.review_comment,
    commits_url: addresses.commits,
    statuses_url: addresses.statuses,
    _links: Object.fromEntries(
      Object.entries(addresses).map(([name, href]) => [name, { href }])
    )
  }
}

/** Head or base; a fork that is gone has neither repository nor owner. */
function renderSide(
  fullName: string | undefined,
  ref: string,
  sha: string,
  site: Site
): Document {
  const owner = fullName?.split('/')[0]
  return {
    label: `${owner ?? 'unknown'}:${ref}`,
    ref,
    sha,
    user:
      owner === undefined
        ? null
        : renderUser({ id: idOf(owner), login: owner, type: 'User' }, site),
    repo: fullName === undefined ? null : renderRepository(fullName, site)
  }
}
