import type { GitHub, Repository } from './client.ts'
import { field, textOf } from './payload.ts'
import type { Author } from './pull-request.ts'
import { fullName, parseAuthor } from './pull-request.ts'
import { lacking } from './refusals.ts'

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
  const what = `read who labelled pull request #${number} of ${fullName(repository)}`
  const events = await github.readPages({
    route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/timeline',
    parameters: {
      owner: repository.owner,
      repo: repository.name,
      issue_number: number
    },
    what,
    needs: 'pull-requests: read'
  })
  const labelers = new Map<string, Author | undefined>()
  for (const each of events) {
    // Whatever it was may have been the last one of a label.
    if (typeof each !== 'object' || each === null)
      throw lacking(what, 'an event')
    const name = textOf(field(field(each, 'label'), 'name'))
    if (field(each, 'event') === 'labeled' && name !== undefined) {
      labelers.set(name.toLowerCase(), parseAuthor(field(each, 'actor')))
    }
  }
  return labelers
}
