import { readHead } from '../configuration/checkout.ts'
import { shortCommit } from '../gate/finding.ts'
import type { Given } from './given.ts'
import type { World } from './world.ts'

/** Events on which `GITHUB_SHA` is a merge of the pull request's head. */
const mergeEvents: ReadonlySet<string> = new Set([
  'pull_request',
  'pull_request_review',
  'pull_request_review_comment'
])

/**
 * The commit that a new run is made from, for its message. Where the uploaded
 * folder lies in a checkout, that is what the checkout holds, and not what the
 * event tells: it may have been made by the name of a branch, and somebody may
 * have pushed since. A merge that GitHub made of the pull request's head stands
 * for that head. What differs is said; the gate of a pull request blocks it,
 * since it is not the head.
 */
export async function readCommit(
  { inputs, workflow, location, sha }: Given,
  log: Pick<World['log'], 'warning'>
): Promise<string> {
  const { configurationDirectory } = inputs
  if (configurationDirectory === undefined) return sha
  const top = workflow.checkout || process.cwd()
  const head = await readHead(configurationDirectory, top)
  switch (head.kind) {
    case 'none':
      return sha
    case 'unknown':
      log.warning(
        `It is not known which commit '${configurationDirectory}' holds: ${head.why}. The run is said to be of ${shortCommit(sha)}, the event's.`
      )
      return sha
    case 'commit': {
      const isMerge =
        mergeEvents.has(workflow.eventName) && head.sha === workflow.sha
      if (head.sha === sha || isMerge) return sha
      const isTold =
        location.kind !== 'number' || location.headSha !== undefined
      if (isTold) {
        log.warning(
          `The checkout holds commit ${shortCommit(head.sha)}, and the event is about ${shortCommit(sha)}: the run is said to be of ${shortCommit(head.sha)}. Check out the event's commit by its id, not by the name of a branch.`
        )
      }
      return head.sha
    }
  }
}
