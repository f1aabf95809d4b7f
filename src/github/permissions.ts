import type { GitHub, Repository } from './client.ts'
import { GitHubError } from './refusals.ts'
import { fullName } from './pull-request.ts'

const permissions = [
  'admin',
  'maintain',
  'write',
  'triage',
  'read',
  'none'
] as const

/** What somebody may do in a repository, from most to least. */
type Permission = (typeof permissions)[number]

/**
 * Reads what an account may do in a repository (REST API: Collaborators, get
 * repository permissions for a user). Accounts that GitHub does not know as
 * users, bots among them, have `none`; a custom role counts as the role it is
 * built on. Where GitHub's two words for it differ, the lesser one counts: a role
 * has the name that somebody gave it. Throws GitHubError.
 */
export async function readPermission(
  github: GitHub,
  repository: Repository,
  login: string
): Promise<Permission> {
  let document: unknown
  try {
    document = await github.request({
      route: 'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
      parameters: {
        owner: repository.owner,
        repo: repository.name,
        username: login
      },
      what: `read what ${login} may do in ${fullName(repository)}`,
      needs: 'contents: read'
    })
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return 'none'
    throw error
  }
  const { permission, role_name: role } = document as {
    readonly permission?: unknown
    readonly role_name?: unknown
  }
  const held = permissions.find((known) => known === permission) ?? 'none'
  const named = permissions.find((known) => known === role) ?? held
  return permissions.indexOf(named) > permissions.indexOf(held) ? named : held
}
