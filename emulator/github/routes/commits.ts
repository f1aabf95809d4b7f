import { renderPullRequestSimple } from '../documents.ts'
import type { Api, Service } from '../exchange.ts'
import { cutPage, GitHubFault, repositoryPath } from '../exchange.ts'

/** Mounts commits: their trees, their pull requests, comparisons. */
export function mountCommits(api: Api, service: Service): void {
  const { state } = service

  api.get(`${repositoryPath}/commits/:sha/pulls`, (c) => {
    const sha = c.req.param('sha')
    const found = [...state.pullRequests.values()].filter(
      (pull) => pull.mergeCommitSha === sha || pull.headSha === sha
    )
    return c.json(
      cutPage(c, found).map((pull) => renderPullRequestSimple(pull, service))
    )
  })
  api.get(`${repositoryPath}/compare/:basehead{.+}`, (c) => {
    const [base = '', head = ''] = c.req.param('basehead').split('...')
    const pull = [...state.pullRequests.values()].find(
      ({ headSha, headRef }) => headSha === head || headRef === head
    )
    if (pull === undefined || ![pull.baseRef, pull.baseSha].includes(base)) {
      throw new GitHubFault(404, 'Not Found')
    }
    return c.json({
      status: pull.behindBy > 0 ? 'diverged' : 'ahead',
      ahead_by: 1,
      behind_by: pull.behindBy,
      total_commits: 1,
      merge_base_commit: { sha: pull.baseSha },
      commits: []
    })
  })
  api.get(`${repositoryPath}/git/commits/:sha`, (c) => {
    const sha = c.req.param('sha')
    return c.json({ sha, tree: { sha: state.trees.get(sha) ?? `tree-${sha}` } })
  })
}
