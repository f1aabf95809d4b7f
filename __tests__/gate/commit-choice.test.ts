import { describe, expect, it } from '@jest/globals'
import type { Run } from '../../src/hcp/types.ts'
import { chooseRun, isEarly } from '../../src/gate/commit-choice.ts'
import { fc } from '../fuzz.ts'
import {
  earlyRun,
  forgedTwin,
  head,
  originOf,
  runOfHead,
  runOfTip,
  wantedHead,
  wantedTip
} from './commit-runs.ts'

const plan = { planOnly: true, allowsRetry: true }
const confirm = { planOnly: false, allowsRetry: false }
const later = '2026-03-06T10:00:00.000Z'

const nameOf = (choice: ReturnType<typeof chooseRun>): string =>
  'run' in choice ? `${choice.kind} ${choice.run.id}` : choice.kind

const foundHead = 'found run-SpecHead7aaaaaaa'
const foundTip = 'found run-Main7bbbbbbbbbbb'
const retry = (changes: Partial<Run> = {}) =>
  runOfHead({ id: 'run-Retry', source: 'tfe-ui', createdAt: later, ...changes })

describe('the run of a commit', () => {
  it.each<[string, readonly Run[], string]>([
    ['its own', [runOfHead()], foundHead],
    ['its own of several commits', [runOfTip(), runOfHead()], foundHead],
    ['none', [], 'none'],
    ['none of another commit', [runOfTip()], 'none'],
    [
      'V-4: none of a prefix',
      [runOfHead({}, { commitSha: head.slice(0, 12) })],
      'none'
    ],
    ['none of another workspace', [runOfHead({ workspaceId: 'ws-2' })], 'none'],
    ['V-9: one that is too early', [earlyRun], 'early run-Early8dddddddddd'],
    [
      'V-9: none without a commit, once it is fetched',
      [{ ...earlyRun, configurationVersion: originOf('none') }],
      'none'
    ],
    [
      'the newest, in any order',
      [runOfHead(), runOfHead({ id: 'run-Newer', createdAt: later })],
      'found run-Newer'
    ],
    [
      'V-12: another than the cancelled one',
      [
        runOfHead({ id: 'run-Gone', status: 'canceled', createdAt: later }),
        runOfHead()
      ],
      foundHead
    ],
    [
      'the cancelled one where it is alone',
      [runOfHead({ status: 'canceled' })],
      foundHead
    ],
    ['its own before a retry of it', [retry(), runOfHead()], foundHead],
    [
      'V-7: a retry of what failed',
      [retry(), runOfHead({ status: 'errored' })],
      'found run-Retry'
    ],
    [
      'V-7: an older retry of what failed',
      [
        retry({ createdAt: '2026-03-01T10:00:00.000Z' }),
        runOfHead({ status: 'errored' })
      ],
      'found run-Retry'
    ],
    ['no retry with options', [retry({ targetAddrs: ['a.b'] })], 'none'],
    ['no run by API', [runOfHead({ source: 'tfe-api' })], 'none']
  ])('to show: %s', (_, runs, wanted) => {
    expect(nameOf(chooseRun(runs, wantedHead, plan))).toBe(wanted)
    expect(nameOf(chooseRun([...runs].reverse(), wantedHead, plan))).toBe(
      wanted
    )
  })

  it.each<[string, readonly Run[], string]>([
    ['its own', [runOfTip()], foundTip],
    ['V-6: never a newer forged twin', [forgedTwin, runOfTip()], foundTip],
    ['V-6: nor one alone', [forgedTwin], 'none'],
    ['no retry', [runOfTip({ source: 'tfe-ui' })], 'none'],
    ['no plan', [runOfTip({ planOnly: true })], 'none'],
    [
      'V-12: another than the discarded one',
      [
        runOfTip({ id: 'run-X', status: 'discarded', createdAt: later }),
        runOfTip()
      ],
      foundTip
    ]
  ])('to confirm: %s', (_, runs, wanted) => {
    expect(nameOf(chooseRun(runs, wantedTip, confirm))).toBe(wanted)
  })

  it('V-7: says that a person ran it again', () => {
    const choice = chooseRun([retry()], wantedHead, plan)
    expect(choice).toMatchObject({
      notes: [
        'Run run-Retry is a re-run by a person, of the same configuration.'
      ]
    })
  })

  it('says that a person ran it again with options of their own', () => {
    const chosen = runOfHead({ targetAddrs: ['a.b'], refreshOnly: true })
    expect(chooseRun([chosen], wantedHead, plan)).toMatchObject({
      notes: [
        'Run run-SpecHead7aaaaaaa has options of its own: refresh-only; targets: a.b.'
      ]
    })
    expect(chooseRun([runOfHead()], wantedHead, plan)).toMatchObject({
      notes: []
    })
  })

  it.each<readonly [string, Run, readonly Run[], typeof plan | typeof confirm]>(
    [
      [
        'somebody made it by hand (its source is tfe-ui)',
        retry(),
        [runOfHead()],
        plan
      ],
      [
        'somebody may have made it by hand (its source is not told)',
        runOfHead({ id: 'run-X', source: undefined }),
        [runOfHead()],
        plan
      ],
      [
        'it is no plan of a pull request, it can be applied',
        runOfHead({ id: 'run-X', planOnly: false }),
        [runOfHead()],
        plan
      ],
      [
        'it is plan-only, of a pull request',
        runOfTip({ id: 'run-X', planOnly: true }),
        [runOfTip()],
        confirm
      ],
      [
        'it is canceled, and there is a better one',
        runOfHead({ id: 'run-X', status: 'canceled' }),
        [runOfHead()],
        plan
      ],
      [
        'it is errored, and there is a better one',
        runOfHead({ id: 'run-X', status: 'errored' }),
        [runOfHead()],
        { planOnly: undefined, allowsRetry: true } as never
      ]
    ]
  )('says of another of the commit: %s', (why, run, others, kind) => {
    const wanted = kind === confirm ? wantedTip : wantedHead
    expect(chooseRun([run, ...others], wanted, kind)).toMatchObject({
      kind: 'found',
      rejected: [{ run, why }]
    })
  })

  it.each<readonly [string, readonly Run[], string]>([
    // What came to nothing is the last resort, however new it is.
    [
      'what failed before what was ended',
      [
        runOfHead({ id: 'run-F', status: 'force_canceled', createdAt: later }),
        runOfHead({ id: 'run-D', status: 'discarded', createdAt: later }),
        runOfHead({ id: 'run-E', status: 'errored' })
      ],
      'found run-E'
    ],
    [
      'a failed one of its own before a failed retry',
      [retry({ status: 'errored' }), runOfHead({ status: 'errored' })],
      foundHead
    ],
    [
      'one that tells when it was made before one that does not',
      [runOfHead({ id: 'run-Z', createdAt: undefined }), runOfHead()],
      foundHead
    ],
    [
      'the later id of two that were made at once',
      [runOfHead({ id: 'run-A' }), runOfHead({ id: 'run-B' })],
      'found run-B'
    ],
    [
      'of several workspaces the one of this',
      [runOfHead({ id: 'run-O', workspaceId: 'ws-2' }), runOfHead()],
      foundHead
    ]
  ])('takes %s', (_, runs, wanted) => {
    for (const all of [runs, runs.toReversed()]) {
      expect(nameOf(chooseRun(all, wantedHead, plan))).toBe(wanted)
    }
  })

  it('says why others of the commit are not it', () => {
    expect(chooseRun([forgedTwin], wantedTip, confirm)).toMatchObject({
      kind: 'none',
      rejected: [
        {
          why: 'somebody, or a program, made it through the API (its source is tfe-api, with targets: aws_subnet.a; variables: env)'
        }
      ]
    })
  })

  it('depends on no order', () => {
    const runs = [
      runOfHead(),
      retry(),
      runOfTip(),
      forgedTwin,
      runOfHead({ id: 'run-A', status: 'canceled', createdAt: later }),
      runOfHead({ id: 'run-B', createdAt: later }),
      runOfHead({ id: 'run-C', createdAt: later })
    ]
    const first = nameOf(chooseRun(runs, wantedHead, plan))
    fc.assert(
      fc.property(
        fc.shuffledSubarray(runs, { minLength: runs.length }),
        (shuffled) => nameOf(chooseRun(shuffled, wantedHead, plan)) === first
      )
    )
  })
})

describe('a run whose commit is still to come', () => {
  const origin = (status: string, ingress?: 'none') => ({
    ...originOf('none'),
    ingressAttributes: ingress,
    status
  })
  const told = runOfHead().configurationVersion!

  it.each<readonly [string, Partial<Run>, boolean]>([
    [
      'its configuration is pending',
      { configurationVersion: origin('pending') },
      true
    ],
    [
      'its configuration is fetched',
      { configurationVersion: origin('fetching') },
      true
    ],
    [
      'its configuration is fetched, and has no commit yet',
      { configurationVersion: origin('fetching', 'none') },
      true
    ],
    [
      'its configuration is there',
      { configurationVersion: origin('uploaded') },
      false
    ],
    [
      'its commit is told already',
      { configurationVersion: { ...told, status: 'fetching' } },
      false
    ],
    [
      'it is fetched, and has no configuration',
      { configurationVersion: undefined, status: 'fetching' },
      true
    ],
    [
      'it is pending, and has no configuration',
      { configurationVersion: undefined, status: 'pending' },
      true
    ],
    [
      'it is planning, and has no configuration',
      { configurationVersion: undefined, status: 'planning' },
      false
    ],
    [
      'it is pending, and its configuration is there',
      { configurationVersion: origin('uploaded'), status: 'pending' },
      false
    ]
  ])('%s: %j', (_, changes, want) => {
    expect(isEarly(runOfHead(changes))).toBe(want)
  })

  it('is of this workspace', () => {
    const elsewhere = { ...earlyRun, workspaceId: 'ws-2' }
    expect(nameOf(chooseRun([elsewhere], wantedHead, plan))).toBe('none')
  })
})
