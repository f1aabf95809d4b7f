import type { Creator } from '../../gate/evidence.ts'
import { unread } from '../../gate/known.ts'
import type { Known } from '../../gate/known.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'

/** The account of the token: it made what this step made. */
export async function readOwnAccount({
  hcp,
  signal
}: Pick<Dependencies, 'hcp' | 'signal'>): Promise<Known<Creator>> {
  try {
    const { id, username: name } = await hcp.accounts.read()
    return { known: true, value: { id, name, isToken: true } }
  } catch (error) {
    signal.throwIfAborted()
    return unread(error)
  }
}

/**
 * Reads who made a run: the account that the run names, and whether it is the
 * token's own. Throws only the reason of an aborted signal. (Account API: Get
 * your account details; Runs API: run events.)
 */
export async function readCreator(
  dependencies: Pick<Dependencies, 'hcp' | 'signal'>,
  run: Pick<Run, 'id' | 'createdById'>
): Promise<Known<Creator>> {
  const { hcp, signal } = dependencies
  const { id: runId, createdById: id } = run
  if (id === undefined) {
    return { known: false, why: 'the server does not say who made the run.' }
  }
  try {
    const own = await hcp.accounts.read()
    if (own.id === id) {
      return { known: true, value: { id, name: own.username, isToken: true } }
    }
    const events = await hcp.runs.events(runId)
    const name = events.find(({ actorId }) => actorId === id)?.actor
    return { known: true, value: { id, name, isToken: false } }
  } catch (error) {
    signal.throwIfAborted()
    return unread(error)
  }
}
