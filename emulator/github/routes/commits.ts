import {
  renderCommitStatus,
  renderPullRequestSimple,
  renderUser
} from '../documents.ts'
import type { Api, Service } from '../exchange.ts'
import { cutPage, GitHubFault, repositoryPath } from '../exchange.ts'
import { commitsBetween, defaultBranch } from '../history.ts'
import type { PullRequest } from '../model.ts'

/** Mounts commits: their trees, their pull requests, comparisons. */
export function mountCommits(api: Api, service: Service): void {
  const { state } = service

  api.get(`${repositoryPath}/commits/:sha/pulls`, (c) => {
    const sha = c.req.param('sha')
    const delays = state.pullsDelays.get(sha) ?? 0
    if (delays > 0) {
      state.pullsDelays.set(sha, delays - 1)
      return c.json([])
    }
    const found = [...state.pullRequests.values()].filter(
      (pull) => pull.headSha === sha || hasLanded(pull, sha)
    )
    return c.json(
      cutPage(c, found).map((pull) => renderPullRequestSimple(pull, service))
    )
  })
  api.get(`${repositoryPath}/commits/:sha/statuses`, (c) => {
    const found = state.statuses.filter(({ sha }) => sha === c.req.param('sha'))
    return c.json(cutPage(c, found.reverse()).map(renderCommitStatus))
  })
  api.get(repositoryPath, (c) =>
    c.json({
      full_name: state.repository,
      default_branch: defaultBranch
    })
  )
  api.get(`${repositoryPath}/activity`, (c) => {
    const ref = c.req.query('ref')
    const pushes = state.pushes.filter(
      ({ branch }) => ref === undefined || ref === `refs/heads/${branch}`
    )
    return c.json(
      cutPage(c, pushes.reverse()).map((push) => ({
        before: push.before,
        after: push.after,
        ref: `refs/heads/${push.branch}`,
        activity_type: 'push',
        actor: renderUser(push.actor)
      }))
    )
  })
  api.get(`${repositoryPath}/branches/:branch{.+}`, (c) => {
    const name = c.req.param('branch')
    const sha = state.branches.get(name)?.at(-1)
    if (sha === undefined) throw new GitHubFault(404, 'Branch not found')
    return c.json({ name, commit: { sha }, protected: false })
  })
  api.get(`${repositoryPath}/compare/:basehead{.+}`, (c) => {
    const [base = '', head = ''] = c.req.param('basehead').split('...')
    const between = commitsBetween(state, base, head)
    if (between !== undefined) {
      return c.json({
        status: between.length === 0 ? 'identical' : 'ahead',
        ahead_by: between.length,
        behind_by: 0,
        total_commits: between.length,
        merge_base_commit: { sha: base },
        commits: cutPage(c, between).map((sha) => ({ sha }))
      })
    }
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

/** A merge into another than the default branch is not told by its commit. */
function hasLanded(pull: PullRequest, sha: string): boolean {
  return (
    pull.baseRef === defaultBranch &&
    (pull.mergeCommitSha === sha || pull.landed.includes(sha))
  )
}
