import type { RepositoryEvent } from './github/pushing.ts'
import { defaultBranch, namesOf } from './github/pushing.ts'
import type { GitHubServer } from './github/server.ts'
import type { HcpServer } from './hcp/server.ts'
import type { VersionControlEvent } from './hcp/version-control.ts'

/**
 * Installs the local HCP Terraform's app on the local GitHub: what happens in
 * the repository makes runs, and what becomes of them is told as statuses.
 *
 * @param webUrl where the repository's pages are, without a trailing slash
 */
export function connectVersionControl(
  hcp: Pick<HcpServer, 'versionControl' | 'onCommitStatus'>,
  github: Pick<GitHubServer, 'onEvent' | 'addStatus' | 'state'>,
  webUrl = 'https://github.com'
): void {
  const { repository } = github.state
  github.onEvent((event) => {
    hcp.versionControl.deliver(translate(event, repository, webUrl))
  })
  hcp.onCommitStatus(({ commit, state, context, description, targetUrl }) => {
    github.addStatus({ sha: commit, state, context, description, targetUrl })
  })
}

function translate(
  event: RepositoryEvent,
  repository: string,
  webUrl: string
): VersionControlEvent {
  const here = { repository, webUrl, defaultBranch }
  if (event.kind === 'push') {
    const { before, after, message, sender, files, branch, tag } = event
    return {
      ...here,
      kind: 'push',
      commit: after,
      before,
      branch,
      tag,
      message,
      sender,
      files
    }
  }
  const { pull } = event
  return {
    ...here,
    kind: 'pull-request',
    commit: pull.headSha,
    message: pull.title,
    sender: pull.author.login,
    files: namesOf(pull),
    number: pull.number,
    title: pull.title,
    body: '',
    headRef: pull.headRef,
    headRepository: pull.headRepo,
    baseRef: pull.baseRef
  }
}
