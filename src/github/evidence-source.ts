import { unread } from '../gate/known.ts'
import type { Known } from '../gate/known.ts'
import type { Rules } from '../gate/rules.ts'
import type { GitHub, Repository } from './client.ts'
import type { PullRequestLocation } from './location.ts'
import { readPermission } from './permissions.ts'

/** What is known of the workflow before anything is asked. */
interface EventSource {
  /** `GITHUB_EVENT_NAME`; '' where the runner does not say. */
  readonly eventName: string
  /** The parsed event file: anybody's JSON. */
  readonly payload: unknown
  readonly repository: Repository
  /** Who acted now: `GITHUB_TRIGGERING_ACTOR`. */
  readonly actor: string
  /** Who acted first, before any re-run: `GITHUB_ACTOR`. */
  readonly firstActor: string
  readonly runId: string
}

/** Where GitHub is asked, and for what. */
export interface EvidenceSource {
  /** Undefined where the step has no token for GitHub. */
  readonly github: GitHub | undefined
  readonly workflow: EventSource
  /** By the event and the inputs, not by the run. */
  readonly location: PullRequestLocation
  readonly rules: Rules
  /** Does any of the rules need to know the pull request? */
  readonly needsPullRequest: boolean
  readonly signal: AbortSignal
  /** Told of what is missing and only a service, not a condition. */
  readonly log: (line: string) => void
}

/** A fact that nothing depends on, and so was not read. */
export const notAsked = { known: false, why: 'no rule asks for it.' } as const

/**
 * Reads one fact; unknown with its reason where that fails or there is no
 * token. Throws only the reason of an aborted signal.
 */
export async function attempt<T>(
  { github, signal }: Pick<EvidenceSource, 'github' | 'signal'>,
  read: (github: GitHub) => Promise<T>
): Promise<Known<T>> {
  if (github === undefined) {
    return { known: false, why: "the input 'github-token' is empty." }
  }
  try {
    return { known: true, value: await read(github) }
  } catch (error) {
    signal.throwIfAborted()
    return unread(error)
  }
}

/** May this login write to the repository? */
export type PermissionReader = (login: string) => Promise<Known<boolean>>

/** Asks GitHub's permission endpoint, once for each login. */
export function createPermissionReader(
  source: Pick<EvidenceSource, 'github' | 'signal'> & {
    readonly workflow: Pick<EventSource, 'repository'>
  }
): PermissionReader {
  const answers = new Map<string, Promise<Known<boolean>>>()
  return async (login) => {
    const asked =
      answers.get(login) ??
      attempt(source, async (github) => {
        const { repository } = source.workflow
        const permission = await readPermission(github, repository, login)
        return ['admin', 'maintain', 'write'].includes(permission)
      })
    answers.set(login, asked)
    return await asked
  }
}
