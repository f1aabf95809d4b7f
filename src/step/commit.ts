import { readHead } from '../configuration/checkout.ts'
import { shortCommit } from '../gate/finding.ts'
import type { Given } from './given.ts'
import type { Member } from './member.ts'
import { readVersionCommit } from './version-commit.ts'

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
 * since it is not the head. Where nothing is uploaded, it is the commit that
 * version control fetched.
 *
 * @throws StrangerError for a configuration version that is not this
 *   repository's and workspace's
 */
export async function readCommit(
  member: Pick<Member, 'given' | 'house' | 'workspace'>
): Promise<string> {
  const { given } = member
  const { configurationDirectory } = given.inputs
  if (configurationDirectory !== undefined) {
    return await commitOfFolder(given, configurationDirectory, member.house.log)
  }
  return (await readVersionCommit(member)) ?? given.sha
}

async function commitOfFolder(
  { workflow, location, sha }: Given,
  configurationDirectory: string,
  log: Pick<Member['house']['log'], 'warning'>
): Promise<string> {
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
