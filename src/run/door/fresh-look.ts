import type { Run } from '../../hcp/types.ts'
import type { LookDependencies } from '../waiting/effect.ts'
import type { EndingDoor } from './ending-door.ts'

/** How old a look may be that a cancel rests on, in milliseconds. */
export const freshMilliseconds = 2_500
const pauseMilliseconds = 300

/** What a cancel may rest on: a look at the run, or that there is none. */
type Fresh =
  | { readonly kind: 'fresh'; readonly run: Run }
  | { readonly kind: 'doubtful'; readonly why: string }

/**
 * Can the run be applying, however it looks? A plan that is no more than that
 * never is. A server that names no comments gives nothing to tell by, and is
 * taken at its word; an answer without all that a run refers to is none.
 */
export function mayBePast({
  planOnly,
  commentIds,
  workspaceId
}: Pick<Run, 'planOnly' | 'commentIds' | 'workspaceId'>): boolean {
  const namesNone = commentIds === undefined && workspaceId !== undefined
  return planOnly !== true && !namesNone
}

/**
 * Looks at a run as it is now, and not as a replica remembers it. Reads can be
 * seconds old, and a cancel, unlike a discard, ends an apply as well. So a
 * comment is written into the run's timeline first: a look that names it is no
 * older than it. Comments API: Create Comment.
 */
export async function lookFresh(
  {
    hcp,
    door,
    clock,
    signal
  }: LookDependencies & { readonly door: Pick<EndingDoor, 'comment'> },
  { id, permissions }: Pick<Run, 'id' | 'permissions'>,
  comment: string
): Promise<Fresh> {
  if (permissions.canComment === false) {
    return doubtful('this token may not comment on it')
  }
  const begun = clock.now()
  const commentId = await door
    .comment(id, `${comment}\n\n${purpose}`)
    .catch(() => undefined)
  signal.throwIfAborted()
  if (commentId === undefined) {
    return doubtful('a comment on it was not taken')
  }
  const told = clock.now()
  // Where everything is slow, so is whoever would confirm.
  const within = Math.max(freshMilliseconds, 2 * (told - begun))
  for (;;) {
    const run = await hcp.runs.read(id)
    const age = clock.now() - told
    if (age > within) return doubtful('answers about it are of the past')
    if (run.commentIds?.includes(commentId) === true) {
      return { kind: 'fresh', run }
    }
    await clock.sleep(pauseMilliseconds, signal)
  }
}

const purpose =
  'Before the run is cancelled: an answer that shows this comment is not of the past, in which it was not confirmed yet.'

function doubtful(reason: string): Fresh {
  return {
    kind: 'doubtful',
    why: `whether it was confirmed meanwhile is not known (${reason}), and a cancel would end its apply`
  }
}
