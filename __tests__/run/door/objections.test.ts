import { describe, expect, it } from '@jest/globals'
import type { Verdict } from '../../../src/gate/verdict.ts'
import { lostAnswer } from '../../../src/run/door/answer.ts'
import { ClosedDoorError, objection } from '../../../src/run/door/may-send.ts'
import type { Purpose } from '../../../src/run/door/may-send.ts'
import type { Act, Fact } from '../../../src/run/record/fact.ts'
import { atGate, createRun, createScripted } from '../scripted-hcp.ts'

const waiting = createRun({ status: 'planned', actions: atGate })
const seen: Fact = { kind: 'seen', run: waiting }
const admitted: Fact = { kind: 'admitted', runId: 'run-1', why: 'asked' }

function judged(kind: Verdict['kind'], runId = 'run-1'): Fact {
  const verdict = { kind, checks: [], warnings: [], reasons: [] } as Verdict
  return { kind: 'judged', runId, checks: [], verdict }
}

function sent(act: Act, runId: string | undefined = 'run-1'): Fact {
  return { kind: 'sent', number: 1, act, runId }
}

function why(
  facts: readonly Fact[],
  act: Act,
  purpose: Purpose,
  run = waiting
): string | undefined {
  return objection(facts, run, { act, purpose })
}

/** Each has its reason: a defect that names the wrong one is found by nobody. */
describe('why something is not sent', () => {
  const planning = createRun({ status: 'planning' })
  const applying = createRun({ status: 'applying' })
  const other = createRun({ id: 'run-2', status: 'planning' })

  it.each<readonly [string | undefined, readonly Fact[], Act, Purpose]>([
    [undefined, [admitted, seen], 'discard', 'asked'],
    [undefined, [admitted, seen], 'discard', 'clean-up'],
    [
      'it was seen in another state since',
      [admitted, seen, { kind: 'seen', run: planning }],
      'discard',
      'asked'
    ],
    [
      'the server has accepted one already',
      [
        admitted,
        seen,
        { kind: 'accepted', number: 1, act: 'cancel', runId: 'run-1' }
      ],
      'cancel',
      'asked'
    ],
    [
      undefined,
      [
        admitted,
        seen,
        { kind: 'accepted', number: 1, act: 'discard', runId: 'run-1' }
      ],
      'discard',
      'asked'
    ],
    [
      'nothing says that it is the business of this step',
      [seen],
      'discard',
      'asked'
    ],
    [
      'it is confirmed, or may be',
      [admitted, seen, sent('confirm')],
      'discard',
      'clean-up'
    ],
    [
      'it is confirmed, or may be',
      [admitted, seen, sent('confirm')],
      'discard',
      'supersede'
    ],
    // Somebody asked for it: the server is the judge.
    [undefined, [admitted, seen, sent('confirm')], 'discard', 'asked'],
    [
      undefined,
      [admitted, seen, sent('confirm', 'run-2')],
      'discard',
      'clean-up'
    ],
    [undefined, [admitted, seen, sent('override')], 'discard', 'clean-up'],
    ['it was not judged', [admitted, seen], 'confirm', 'judged'],
    [
      'it was not judged',
      [admitted, seen, judged('allowed', 'run-2')],
      'confirm',
      'judged'
    ],
    [
      'it was not judged',
      [
        admitted,
        seen,
        { kind: 'judged', runId: 'run-1', checks: [], verdict: undefined }
      ],
      'confirm',
      'judged'
    ],
    [undefined, [seen, judged('allowed')], 'confirm', 'judged'],
    [
      'it was judged before the last thing happened',
      [seen, judged('allowed'), sent('override')],
      'confirm',
      'judged'
    ],
    [
      'it was judged before the last thing happened',
      [
        judged('allowed'),
        { kind: 'seen', run: createRun({ status: 'planning' }) },
        seen
      ],
      'confirm',
      'judged'
    ],
    // Of several checks each is overridden by itself.
    [
      undefined,
      [seen, judged('allowed'), sent('override')],
      'override',
      'judged'
    ],
    // What was sent before the verdict is known to it.
    [
      undefined,
      [sent('override'), seen, judged('allowed')],
      'confirm',
      'judged'
    ],
    // Another run's looks are nothing to this one.
    [
      undefined,
      [seen, judged('allowed'), { kind: 'seen', run: other }],
      'confirm',
      'judged'
    ],
    // Looked at again, and the same.
    [undefined, [seen, judged('allowed'), seen], 'confirm', 'judged'],
    [
      "the verdict on it is 'blocked'",
      [seen, judged('blocked')],
      'confirm',
      'judged'
    ],
    [
      "the verdict on it is 'allowed'",
      [seen, judged('allowed')],
      'discard',
      'judged'
    ]
  ])('%s', (reason, facts, act, purpose) => {
    expect(why(facts, act, purpose)).toBe(reason)
  })

  it('is that the run is past its gate, but for an override', () => {
    const facts: Fact[] = [{ kind: 'seen', run: applying }, judged('allowed')]
    expect(why(facts, 'confirm', 'judged', applying)).toBe(
      'it is past its gate'
    )
    expect(why(facts, 'override', 'judged', applying)).toBeUndefined()
  })
})

describe('a door that stays shut', () => {
  it('says what was not sent, why, and whose defect it is', async () => {
    const world = createScripted([])
    const refused = world.door.discard(waiting, {
      purpose: 'asked',
      comment: ''
    })
    await expect(refused).rejects.toThrow(ClosedDoorError)
    await expect(refused).rejects.toMatchObject({
      name: 'ClosedDoorError',
      message:
        'The discard of run run-1 was not sent: it was not looked at in this step. This is a defect of this action; nothing was done.'
    })
  })
})

describe('what goes through the door', () => {
  it('makes a run, and tells it with its message', async () => {
    const made = createRun({ id: 'run-9' })
    const world = createScripted([], { 'runs.create': () => made })
    const options = { workspaceId: 'ws-1', message: 'one of its kind' }
    expect(await world.door.make(options)).toBe(made)
    expect(world.record.facts().slice(1)).toEqual([
      {
        kind: 'sent',
        number: 1,
        act: 'make',
        runId: undefined,
        message: 'one of its kind'
      },
      { kind: 'accepted', number: 1, act: 'make', runId: undefined },
      { kind: 'made', run: made }
    ])
  })

  it('numbers what it sends, whatever is told between', async () => {
    const world = createScripted([])
    const run = world.sight({ status: 'planning' })
    await world.door.forceExecute(run)
    world.sight({ status: 'planning' })
    await world.door.discard(run, { purpose: 'asked', comment: 'x' })
    expect(
      world.record
        .facts()
        .flatMap((fact) =>
          'number' in fact ? [[fact.kind, fact.act, fact.number]] : []
        )
    ).toEqual([
      ['sent', 'force-execute', 1],
      ['accepted', 'force-execute', 1],
      ['sent', 'discard', 2],
      ['accepted', 'discard', 2]
    ])
  })

  it.each([
    [true, 'adminRuns.forceCancel'],
    [false, 'runs.forceCancel']
  ])('ends by force, as an administrator: %s', async (asAdmin, call) => {
    const world = createScripted([])
    const run = world.sight({ status: 'applying' })
    await world.door.forceCancel(run, {
      ...{ purpose: 'asked', comment: '' },
      asAdmin
    })
    expect(world.calls).toEqual([call])
    expect(world.record.facts()).toContainEqual(
      expect.objectContaining({ kind: 'sent', act: 'force-cancel' })
    )
  })

  it('writes a line on the run', async () => {
    const lines: unknown[] = []
    const world = createScripted([], {
      'runs.comment': (...given: unknown[]) => lines.push(given)
    })
    await world.door.comment('run-1', 'by ann')
    expect(lines).toEqual([['run-1', 'by ann']])
  })
})

describe('an answer that was lost', () => {
  it.each([
    [1, 'sent once,'],
    [2, 'sent twice,'],
    [3, 'sent 3 times,']
  ])('says how often it was asked: %d', (times, words) => {
    const { message } = lostAnswer(waiting, {
      ...{ action: 'discard', sent: times, within: 5_000 },
      cause: new Error('cut')
    })
    expect(message).toContain(`The discard of run run-1 was ${words}`)
  })
})
