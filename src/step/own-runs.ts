import { fullName } from '../github/pull-request.ts'
import { endOwnRuns } from '../run/operations/end-own-runs.ts'
import { RunRefusedError } from '../run/record/errors.ts'
import { renderStatus } from '../run/record/status.ts'
import type { Member } from './member.ts'
import type { Runless } from './modes.ts'
import { audit } from './origin.ts'

/**
 * `mode: discard` without a run: all that this pull request left waiting.
 * It is fine where all of it has ended.
 */
export async function discardOwnRuns({
  given,
  house,
  workspace
}: Pick<Member, 'given' | 'house' | 'workspace'>): Promise<Runless> {
  const { inputs, workflow, location } = given
  const { log, record } = house
  if (location.kind !== 'number') {
    throw new RunRefusedError(
      `'mode: discard' without 'run-id' discards what a pull request left waiting, and there is none here: ${location.kind === 'none' ? location.why : 'the event tells only a commit'}. Set 'run-id' or 'pull-request'.`
    )
  }
  const { ended, left } = await endOwnRuns(
    house,
    workspace.id,
    {
      repository: fullName(workflow.repository),
      pullRequest: location.number,
      before: undefined
    },
    { comment: audit(given, undefined), patience: inputs.runTimeout }
  )
  const whose = `of #${location.number} in ${workspace.name}`
  for (const { id, status } of ended) {
    log.info(`Run ${id} ${whose} is ${renderStatus(status)}.`)
  }
  const notes = left.map(
    ({ id, why }) =>
      `Run ${id} ${whose} was not discarded: ${why.replace(/\.$/, '')}. Decide about it in the web interface, or run this step again.`
  )
  for (const note of notes) log.error(note)
  const count = ended.length + left.length
  const sum = `${count} unfinished ${count === 1 ? 'run' : 'runs'} ${whose}, ${ended.length} ended now.`
  log.info(sum)
  record.tell({
    kind: 'ended-runless',
    ending: {
      outcome: left.length === 0 ? 'discarded' : 'errored',
      state:
        left.length > 0
          ? 'Not all discarded'
          : count === 0
            ? 'Nothing to discard'
            : `${count} ${count === 1 ? 'run' : 'runs'} discarded`,
      note: sum,
      failure: notes.length === 0 ? undefined : notes.join(' '),
      isLogged: true
    }
  })
  return { kind: 'runless', isOk: left.length === 0 }
}
