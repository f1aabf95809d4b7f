import { describe, expect, it } from '@jest/globals'
import type { Workspace } from '../../../src/hcp/types.ts'
import {
  admissionOf,
  askedFor,
  claimOf,
  hasActed,
  isConfirmedHere,
  leftToSettle,
  newest,
  wasConfirmed
} from '../../../src/run/record/claims.ts'
import type { Ending } from '../../../src/run/record/ending.ts'
import type { Act, Fact } from '../../../src/run/record/fact.ts'
import { atGate, createRun } from '../scripted-hcp.ts'

const entered: Fact = {
  kind: 'entered',
  workspace: { id: 'ws-1', name: 'network' } as Workspace
}
const failed: Fact = {
  kind: 'failed',
  why: 'The workflow was cancelled (SIGINT).',
  by: 'interruption',
  reasons: [],
  causes: []
}
const told: Fact = { kind: 'told' }
const waiting = createRun({ status: 'planned', actions: atGate })
const made: Fact = { kind: 'made', run: waiting }

function seen(status: string): Fact {
  return { kind: 'seen', run: createRun({ status }) }
}

function sent(act: Act, number = 1): Fact {
  const runId = act === 'make' ? undefined : 'run-1'
  const message = act === 'make' ? 'x with its nonce' : undefined
  return { kind: 'sent', act, number, runId, ...(message && { message }) }
}

function answered(
  kind: 'accepted' | 'refused' | 'lost',
  act: Act,
  number = 1
): Fact {
  const runId = act === 'make' ? undefined : 'run-1'
  return { kind, act, number, runId }
}

function ended(changes: Partial<Ending> = {}): Fact {
  return {
    kind: 'ended',
    ending: {
      outcome: 'held',
      gate: 'confirmation',
      run: waiting,
      plan: undefined,
      checks: undefined,
      reasons: [],
      failure: undefined,
      ...changes
    }
  }
}

describe('what is left to settle', () => {
  const find = {
    kind: 'find',
    workspaceId: 'ws-1',
    message: 'x with its nonce'
  }
  const settle = { kind: 'settle', runId: 'run-1' }
  const nothing = (why: string) => ({ kind: 'nothing', why })

  it.each<[string, readonly Fact[], object]>([
    ['nothing was asked for', [entered], nothing('never-made')],
    ['it was asked for', [sent('make')], find],
    ['the answer was lost', [sent('make'), answered('lost', 'make')], find],
    [
      'the server refused to make it',
      [sent('make'), answered('refused', 'make'), failed],
      nothing('never-made')
    ],
    ['it was made', [sent('make'), made], settle],
    ['it ended, and nobody was told', [made, ended()], settle],
    ['it ended, and that was told', [made, ended(), told], nothing('settled')],
    [
      'it was to be got out of the way, and is not',
      [made, ended({ isUnsettled: true }), told],
      settle
    ],
    ['the step failed', [made, failed, told], settle],
    [
      'the step failed during the apply',
      [made, seen('applying'), failed],
      nothing('confirmed')
    ],
    [
      'it was found after its answer was lost',
      [sent('make'), answered('lost', 'make'), made],
      settle
    ],
    [
      'a run of others',
      [{ kind: 'found', run: waiting }, failed, told],
      nothing('never-made')
    ]
  ])('%s', (_, facts, left) => {
    expect(leftToSettle([entered, ...facts])).toEqual(left)
  })
})

describe('what may be claimed', () => {
  it('counts a write from when it is sent until it is refused', () => {
    for (const act of ['confirm', 'discard', 'override'] as const) {
      expect(hasActed([sent(act)])).toBe(true)
      expect(hasActed([sent(act), answered('lost', act)])).toBe(true)
      expect(hasActed([sent(act), answered('refused', act)])).toBe(false)
    }
    expect(hasActed([sent('make'), made])).toBe(false)
    const one = [sent('discard'), answered('refused', 'discard')]
    expect(hasActed([...one, sent('discard', 2)])).toBe(true)
  })

  it('calls a run confirmed by what was seen, or sent and not refused', () => {
    expect(wasConfirmed([seen('planned')], 'run-1')).toBe(false)
    // A replica that is behind takes nothing back.
    const past = [seen('applying'), seen('planned')]
    expect(wasConfirmed(past, 'run-1')).toBe(true)
    expect(wasConfirmed(past, 'run-2')).toBe(false)
    expect(wasConfirmed([sent('confirm')], 'run-1')).toBe(true)
    const refused = [sent('confirm'), answered('refused', 'confirm')]
    expect(wasConfirmed(refused, 'run-1')).toBe(false)
  })

  it('calls a confirm ours only where it was taken and seen', () => {
    const taken = [sent('confirm'), answered('accepted', 'confirm')]
    expect(isConfirmedHere([...taken, seen('confirmed')], 'run-1')).toBe(true)
    expect(isConfirmedHere([...taken, seen('planned')], 'run-1')).toBe(false)
    expect(isConfirmedHere([seen('confirmed'), ...taken], 'run-1')).toBe(false)
    const lost = [sent('confirm'), answered('lost', 'confirm')]
    expect(isConfirmedHere([...lost, seen('confirmed')], 'run-1')).toBe(false)
  })

  it('never mixes runs', () => {
    const other: Fact = {
      kind: 'seen',
      run: createRun({ id: 'run-2', status: 'applying' })
    }
    expect(newest([made, other], 'run-1')?.status).toBe('planned')
    expect(newest([made, other], 'run-3')).toBeUndefined()
    expect(admissionOf([made], 'run-2')).toBeUndefined()
    expect(admissionOf([made], 'run-1')).toBe('made here')
    expect(askedFor([sent('make'), made])).toBeUndefined()
  })

  it('is the ending, where there is one, else what was last seen', () => {
    const asked = { mode: 'apply', isAboutExisting: false }
    const of = (...facts: Fact[]) => claimOf([entered, ...facts], asked)
    expect(of(made, ended())).toMatchObject({
      outcome: 'held',
      gate: 'confirmation',
      applyState: 'none'
    })
    expect(of(made, failed)).toMatchObject({
      outcome: 'canceled',
      gate: 'none'
    })
    expect(of({ kind: 'found', run: waiting }, failed)).toMatchObject({
      gate: 'confirmation',
      foundStatus: 'planned'
    })
    expect(of(made, seen('applying'), failed)).toMatchObject({
      applyState: 'unwatched',
      isUnwatched: true
    })
    expect(of(made, sent('confirm'), failed)).toMatchObject({
      gate: 'none',
      isUnwatched: true
    })
    expect(of(made, seen('applied'), failed)).toMatchObject({
      outcome: 'applied',
      applyState: 'complete'
    })
  })
})
