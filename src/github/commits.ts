import type { GitHub, Repository } from './client.ts'
import { field, shaOf } from './payload.ts'
import { fullName } from './pull-request.ts'
import { lacking } from './refusals.ts'

/**
 * Reads the head of a branch, and of nothing else that has its name: a tag, or a
 * commit (REST API: Git references, get a reference). Throws GitHubError.
 */
export async function readBranchHead(
  github: GitHub,
  repository: Repository,
  branch: string
): Promise<string> {
  const what = `read the head of ${branch} in ${fullName(repository)}`
  const ref = `heads/${branch}`
  const document = await github.request({
    route: 'GET /repos/{owner}/{repo}/git/ref/{ref}',
    parameters: { owner: repository.owner, repo: repository.name, ref },
    what,
    needs: 'contents: read'
  })
  const sha = shaOf(field(field(document, 'object'), 'sha'))
  if (sha !== undefined && field(document, 'ref') === `refs/${ref}`) return sha
  throw lacking(what, 'the branch')
}

/**
 * Reads how many commits of `base` are not in `head`. Both are commits, since a
 * name may be a branch's and a tag's (REST API: Commits, compare two commits;
 * `behind_by`). Throws GitHubError.
 */
export async function readBehindBy(
  github: GitHub,
  repository: Repository,
  base: string,
  head: string
): Promise<number> {
  const what = `compare ${base} and ${head} in ${fullName(repository)}`
  const document = await github.request({
    route: 'GET /repos/{owner}/{repo}/compare/{basehead}',
    parameters: {
      owner: repository.owner,
      repo: repository.name,
      basehead: `${base}...${head}`,
      // The commits and files themselves are of no interest.
      per_page: 1
    },
    what,
    needs: 'contents: read'
  })
  const { behind_by: behind } = document as { readonly behind_by?: unknown }
  if (typeof behind === 'number') return behind
  throw lacking(what, 'behind_by')
}

/**
 * Reads the id of a commit's tree: equal trees are equal files (REST API: Git
 * commits, get a commit object). Throws GitHubError.
 */
export async function readTree(
  github: GitHub,
  repository: Repository,
  sha: string
): Promise<string> {
  const what = `read commit ${sha} of ${fullName(repository)}`
  const document = await github.request({
    route: 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}',
    parameters: {
      owner: repository.owner,
      repo: repository.name,
      commit_sha: sha
    },
    what,
    needs: 'contents: read'
  })
  const { tree } = document as { readonly tree?: { readonly sha?: unknown } }
  if (typeof tree?.sha === 'string') return tree.sha
  throw lacking(what, 'tree')
}

/**
 * Reads how many files a pull request changes (REST API: Pulls, get a pull
 * request; `changed_files`). Throws GitHubError.
 */
export async function readChangedFileCount(
  github: GitHub,
  repository: Repository,
  number: number
): Promise<number> {
  const what = `read pull request #${number} of ${fullName(repository)}`
  const document = await github.request({
    route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
    parameters: {
      owner: repository.owner,
      repo: repository.name,
      pull_number: number
    },
    what,
    needs: 'pull-requests: read'
  })
  const { changed_files: count } = document as {
    readonly changed_files?: unknown
  }
  if (typeof count === 'number') return count
  throw lacking(what, 'changed_files')
}
