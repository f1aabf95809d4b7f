import type { GitHubServer } from '../../../emulator/github/server.ts'
import { startGitHub } from '../../../emulator/github/server.ts'
import type { Answer } from '../conversation.ts'
import { request } from '../conversation.ts'

export const repo = '/repos/acme/infrastructure'
export const head = 'a'.repeat(40)

/** A local GitHub with pull request #7, and how to ask it. */
export interface Acting {
  readonly github: GitHubServer
  readonly call: (
    method: string,
    path: string,
    body?: unknown,
    token?: string
  ) => Promise<Answer>
}

/** Starts one; whoever does closes it. */
export async function startActing(): Promise<Acting> {
  const github = await startGitHub()
  github.addPullRequest({ number: 7, headSha: head, author: 'hubot' })
  return {
    github,
    call: (method, path, body, token = github.token) =>
      request(`${github.url}${path}`, {
        method,
        headers: {
          authorization: `token ${token}`,
          'content-type': 'application/json'
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) })
      })
  }
}
