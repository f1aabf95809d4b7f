/** The pull request that the steps of benches and faults are about. */
export const repository = 'acme/network'
export const headSha = 'abcdef0123456789abcdef0123456789abcdef01'
export const pullRequest = 7

/** A push to it, as GitHub tells a workflow. */
export const pullRequestEvent = {
  action: 'synchronize',
  number: pullRequest,
  pull_request: {
    number: pullRequest,
    title: 'Build the network',
    user: { login: 'hubot' },
    head: { sha: headSha, repo: { full_name: repository } },
    base: { repo: { full_name: repository } }
  }
}
