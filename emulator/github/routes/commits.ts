import { listCommitFiles } from '../changed-files.ts'
import { renderChangedFile } from '../documents/changed-file.ts'
import {
  readCommit,
  renderCommit,
  renderGitCommit,
  renderRef
} from '../documents/commit.ts'
import { renderPullRequestSimple } from '../documents/pull-request.ts'
import type { Document } from '../documents/site.ts'
import type { Api, Service } from '../exchange.ts'
import { cutPage, GitHubFault, repositoryPath } from '../exchange.ts'
import type { GitHubState, PullRequest } from '../model.ts'

/** Mounts commits: their trees, their pull requests, comparisons. */
export function mountCommits(api: Api, service: Service): void {
  const { state } = service

  api.get(`${repositoryPath}/commits/:sha/pulls`, (c) => {
    const ref = c.req.param('sha')
    // A branch's name will do, too.
    const sha = state.branches.get(ref) ?? ref
    const late = state.late.get(sha) ?? 0
    state.late.set(sha, Math.max(late - 1, 0))
    const found = late > 0 ? [] : findPullRequests(state, sha)
    return c.json(
      cutPage(c, found).map((pull) => renderPullRequestSimple(pull, service))
    )
  })
  api.get(`${repositoryPath}/commits/:sha`, (c) => {
    const ref = c.req.param('sha')
    return c.json({
      ...renderCommit(state.branches.get(ref) ?? ref, state, service),
      stats: { total: 0, additions: 0, deletions: 0 },
      files: []
    })
  })
  api.get(`${repositoryPath}/compare/:basehead{.+}`, (c) => {
    const [base = '', head = ''] = c.req.param('basehead').split('...')
    return c.json(compare(service, base, head))
  })
  api.get(`${repositoryPath}/git/ref/:ref{.+}`, (c) => {
    const ref = decodeURIComponent(c.req.param('ref'))
    const sha = state.branches.get(ref.replace(/^heads\//, ''))
    if (sha === undefined || !ref.startsWith('heads/')) {
      throw new GitHubFault(404, 'Not Found')
    }
    return c.json(renderRef(ref, sha, service))
  })
  api.get(`${repositoryPath}/git/commits/:sha`, (c) =>
    c.json(renderGitCommit(c.req.param('sha'), state, service))
  )
}

/** Those that it heads, and those that it landed. */
function findPullRequests(
  { pullRequests, landed }: GitHubState,
  sha: string
): readonly PullRequest[] {
  const numbers = landed.get(sha) ?? []
  return [...pullRequests.values()].filter(
    (pull) =>
      pull.mergeCommitSha === sha ||
      pull.headSha === sha ||
      numbers.includes(pull.number)
  )
}

/**
 * REST API: Commits, compare two commits: what a push brought, or how far a
 * pull request's branch is from its base.
 */
function compare(service: Service, base: string, head: string): Document {
  const { state } = service
  const pushed = walk(state, base, head)
  if (pushed !== undefined) {
    return renderComparison(service, base, head, pushed, 0)
  }
  const pull = [...state.pullRequests.values()].find(
    ({ headSha, headRef }) => headSha === head || headRef === head
  )
  if (
    pull === undefined ||
    ![pull.baseRef, pull.baseSha, state.branches.get(pull.baseRef)].includes(
      base
    )
  ) {
    throw new GitHubFault(404, 'Not Found')
  }
  return renderComparison(
    service,
    pull.baseSha,
    pull.headSha,
    [pull.headSha],
    pull.behindBy
  )
}

/**
 * The commits after `base` up to `head`, oldest first, by first parents;
 * undefined where these do not lead there, in a circle among others.
 */
function walk(
  state: GitHubState,
  base: string,
  head: string
): readonly string[] | undefined {
  const found = new Set<string>()
  let sha: string | undefined = head
  while (sha !== undefined && sha !== base && !found.has(sha)) {
    found.add(sha)
    sha = readCommit(state, sha).parents[0]
  }
  return sha === base && found.size > 0 ? [...found].reverse() : undefined
}

function renderComparison(
  service: Service,
  base: string,
  head: string,
  commits: readonly string[],
  behindBy: number
): Document {
  const { state, repository } = service
  const html = `${service.url()}/${repository}/compare/${base}...${head}`
  const render = (sha: string) => renderCommit(sha, state, service)
  return {
    url: `${service.url()}/repos/${repository}/compare/${base}...${head}`,
    html_url: html,
    permalink_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    base_commit: render(base),
    merge_base_commit: render(base),
    status: behindBy > 0 ? 'diverged' : 'ahead',
    ahead_by: commits.length,
    behind_by: behindBy,
    total_commits: commits.length,
    commits: commits.map(render),
    files: listCommitFiles(state, commits).map((file) =>
      renderChangedFile(file, service)
    )
  }
}
