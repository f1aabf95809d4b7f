import { describe, expect, it } from '@jest/globals'
import type { Reason, Verdict } from '../../../src/gate/verdict.ts'
import type { Run } from '../../../src/hcp/types.ts'
import type { Ending } from '../../../src/run/record/ending.ts'
import type { Gate } from '../../../src/run/record/outcome.ts'
import { endUnapplied } from '../../../src/run/operations/unapplied.ts'
import type { Disallowed } from '../../../src/run/operations/unapplied.ts'
import { atGate, createRun, createScripted } from '../scripted-hcp.ts'
import type { Scripted } from '../scripted-hcp.ts'
import { refusal } from '../refusals.ts'

const gate: Partial<Run> = { status: 'planned', actions: atGate }
const unconfirmable: Partial<Run> = {
  status: 'cost_estimated',
  actions: { ...atGate, isConfirmable: false }
}
const reasons: readonly Reason[] = [
  { code: 'head-moved', message: 'The head moved.', facts: {} },
  { code: 'destroys-exceeded', message: 'Two are destroyed.', facts: {} }
]

function verdictOf(kind: Disallowed['kind']): Disallowed {
  return { kind, checks: [], warnings: [], reasons }
}

async function end(
  world: Scripted,
  kind: Disallowed['kind'],
  {
    look = gate,
    at = 'confirmation',
    onBlocked = 'hold',
    isTold = true
  }: {
    readonly look?: Partial<Run>
    readonly at?: Gate
    readonly onBlocked?: 'hold' | 'discard'
    readonly isTold?: boolean
  } = {}
): Promise<Ending> {
  const run = world.sight(look)
  const verdict: Verdict = verdictOf(kind)
  if (isTold) {
    world.record.tell({ kind: 'judged', runId: run.id, checks: [], verdict })
  }
  return await endUnapplied(
    world,
    { run, gate: at, plan: undefined, verdict: verdictOf(kind) },
    { onBlocked, audit: 'apply by ann' }
  )
}

describe('a run that may not be applied', () => {
  it.each<
    readonly [
      Disallowed['kind'],
      'hold' | 'discard',
      Ending['outcome'],
      Gate,
      number
    ]
  >([
    ['pending', 'hold', 'held', 'confirmation', 0],
    ['pending', 'discard', 'held', 'confirmation', 0],
    ['blocked', 'hold', 'blocked', 'confirmation', 0],
    ['blocked', 'discard', 'blocked', 'none', 1],
    ['refused', 'hold', 'discarded', 'none', 1],
    ['refused', 'discard', 'discarded', 'none', 1]
  ])(
    '%s, on-blocked: %s: is %s, at the gate %s',
    async (kind, onBlocked, outcome, gateAfter, discards) => {
      const comments: unknown[] = []
      const world = createScripted([gate, { status: 'discarded' }], {
        'runs.discard': (...given: unknown[]) => comments.push(given[1])
      })
      const ending = await end(world, kind, { onBlocked })
      expect(ending).toMatchObject({ outcome, gate: gateAfter, reasons })
      expect(ending.run.status).toBe(discards > 0 ? 'discarded' : 'planned')
      // Who, and every reason, stand on the run.
      expect(comments).toEqual(
        Array.from(
          { length: discards },
          () => 'apply by ann\n\n- The head moved.\n- Two are destroyed.'
        )
      )
    }
  )

  it.each(['refused', 'blocked'] as const)(
    '%s: is not discarded by a verdict that the record does not have',
    async (kind) => {
      const world = createScripted([gate])
      const ended = end(world, kind, { onBlocked: 'discard', isTold: false })
      const note = await ended.then(
        ({ notes }) => notes?.join(),
        (error: unknown) => (error as Error).message
      )
      expect(note).toContain('it was not judged')
      expect(world.calls).not.toContain('runs.discard')
    }
  )
})

describe('what is said of a run that is left at its gate', () => {
  const { actions } = createRun(unconfirmable)
  const untold = { ...actions, isConfirmable: undefined }
  const until =
    "run run-1 be confirmed as it is now (cost estimated): until that changes, nobody's approval applies it."

  it.each<readonly [string, Gate, Partial<Run>, readonly string[]]>([
    ['may be confirmed', 'confirmation', gate, []],
    [
      'cannot be confirmed',
      'confirmation',
      unconfirmable,
      [`HCP Terraform does not let ${until}`]
    ],
    [
      'may be confirmable',
      'confirmation',
      { ...unconfirmable, actions: untold },
      [`HCP Terraform does not say that it lets ${until}`]
    ],
    ['waits for an override', 'policy-override', unconfirmable, []],
    ['is a saved plan', 'saved-plan', unconfirmable, []]
  ])('that %s', async (_, at, look, notes) => {
    for (const kind of ['pending', 'blocked'] as const) {
      const ending = await end(createScripted([look]), kind, { look, at })
      expect(ending.notes).toEqual(notes)
    }
  })

  it.each([
    ['keeps its message', 'what was sent', 0],
    ['adds to its message', 'what was sent, and more', 0],
    ['has another message', 'Queued by the API', 1]
  ])('where the server %s', async (_, message, notes) => {
    const world = createScripted([{ ...gate, message }])
    const made = createRun({ ...gate, message })
    world.record.tell({
      ...{ kind: 'sent', number: 1, act: 'make', runId: undefined },
      message: 'what was sent'
    })
    world.record.tell({ kind: 'made', run: made })
    const ending = await end(world, 'pending', { look: { ...gate, message } })
    expect(ending.notes).toEqual(
      Array.from(
        { length: notes },
        () =>
          "The server does not keep the message of run run-1, so no later step knows where it comes from: it is applied or discarded in the web interface, or with 'allow-foreign-run: true'."
      )
    )
  })

  it('is all of it, where the discard of what is blocked fails, too', async () => {
    const look = { ...unconfirmable, status: 'planned' }
    const world = createScripted([look], {
      'runs.discard': () => {
        throw refusal(403)
      }
    })
    const ending = await end(world, 'blocked', { look, onBlocked: 'discard' })
    expect(ending.notes).toEqual([
      expect.stringContaining('does not let run run-1 be confirmed'),
      expect.stringContaining('was to be discarded')
    ])
  })
})

describe('a step that is cancelled while it discards what is blocked', () => {
  it.each(['the discard', 'the look after it'])(
    'at %s: ends as cancelled, not as blocked',
    async (when) => {
      const controller = new AbortController()
      const world = createScripted([gate], {
        'runs.discard': () => {
          if (when === 'the discard') controller.abort(new Error('cancelled'))
          throw refusal(403)
        }
      })
      const { signal } = controller
      let looks = 0
      const read = async (id: string): Promise<Run> => {
        looks += 1
        if (looks > 1 && when === 'the look after it') {
          controller.abort(new Error('cancelled'))
          throw new Error('the connection was closed')
        }
        return await world.hcp.runs.read(id)
      }
      const hcp = { ...world.hcp, runs: { read } } as typeof world.hcp
      await expect(
        end({ ...world, hcp, signal }, 'blocked', { onBlocked: 'discard' })
      ).rejects.toThrow('cancelled')
    }
  )
})
