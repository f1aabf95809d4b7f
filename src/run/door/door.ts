import type { Verdict } from '../../gate/verdict.ts'
import type { Run, RunOptions } from '../../hcp/types.ts'
import type { Writes } from '../../hcp/writes/confirming.ts'
import { act, tellAbout } from './may-send.ts'
import type { Keys, Word } from './may-send.ts'
import { openEndingDoor } from './ending-door.ts'
import type { EndingDoor } from './ending-door.ts'

/** The verdict that lets a confirm through. */
export type Allowed = Extract<Verdict, { readonly kind: 'allowed' }>

/** What holds a run at a failed check. */
export type Overridable = 'policyChecks' | 'taskStages' | 'tfPolicyEvaluations'

/**
 * The only way in which anything is changed at HCP Terraform. Each request is
 * sent once and told in the record; what it may not do, it does not send.
 */
export interface Door extends EndingDoor {
  /** A new run. A lost answer is looked for by the message, by the caller. */
  readonly make: (options: RunOptions) => Promise<Run>
  readonly confirm: (
    seen: Run,
    verdict: Allowed,
    comment: string
  ) => Promise<void>
  readonly forceCancel: (
    seen: Run,
    word: Word & { readonly asAdmin: boolean }
  ) => Promise<void>
  readonly forceExecute: (seen: Run) => Promise<void>
  readonly override: (
    seen: Run,
    what: { readonly kind: Overridable; readonly id: string },
    comment: string
  ) => Promise<void>
  /** A folder's archive for a new configuration version. */
  readonly uploads: Writes['configurationVersions']
}

/** Opens the door for all that a step may do. */
export function openDoor(writes: Writes, keys: Keys): Door {
  const { runs, adminRuns } = writes
  return {
    ...openEndingDoor(runs, keys),
    async make(options) {
      const { message } = options
      const run = await tellAbout(
        keys.record,
        { act: 'make', runId: undefined, message },
        async () => await runs.create(options)
      )
      keys.record.tell({ kind: 'made', run })
      return run
    },
    async confirm(seen, _allowed, comment) {
      const request = { act: 'confirm', purpose: 'judged' } as const
      await act(keys, seen, request, async () => {
        await runs.apply(seen.id, comment)
      })
    },
    async forceCancel(seen, { purpose, comment, asAdmin }) {
      await act(keys, seen, { act: 'force-cancel', purpose }, async () => {
        await (asAdmin ? adminRuns : runs).forceCancel(seen.id, comment)
      })
    },
    async forceExecute(seen) {
      const request = { act: 'force-execute', purpose: 'asked' } as const
      await act(keys, seen, request, async () => {
        await runs.forceExecute(seen.id)
      })
    },
    async override(seen, { kind, id }, comment) {
      const request = { act: 'override', purpose: 'judged' } as const
      await act(keys, seen, request, async () => {
        await writes[kind].override(id, comment)
      })
    },
    uploads: writes.configurationVersions
  }
}
