import type { GitHub, Repository } from './client.ts'
import type { Author } from './pull-request.ts'
import { fullName, parseAuthor } from './pull-request.ts'

/**
 * Reads who added each label of a pull request last, by the label's name in
 * lower case (REST API: Timeline events, list timeline events for an issue;
 * event `labeled`). Throws GitHubError.
 */
export async function readLabelers(
  github: GitHub,
  repository: Repository,
  number: number
): Promise<ReadonlyMap<string, Author | undefined>> {
  const events = await github.readPages({
    route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/timeline',
    parameters: {
      owner: repository.owner,
      repo: repository.name,
      issue_number: number
    },
    what: `read who labelled pull request #${number} of ${fullName(repository)}`,
    needs: 'pull-requests: read'
  })
  const labelers = new Map<string, Author | undefined>()
  for (const each of events) {
    const { event, label, actor } = each as {
      readonly event?: unknown
      readonly label?: { readonly name?: unknown } | null
      readonly actor?: unknown
    }
    const name = label?.name
    if (event === 'labeled' && typeof name === 'string') {
      labelers.set(name.toLowerCase(), parseAuthor(actor))
    }
  }
  return labelers
}
