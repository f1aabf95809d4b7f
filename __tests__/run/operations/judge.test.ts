import { describe, expect, it } from '@jest/globals'
import type { Run } from '../../../src/hcp/types.ts'
import {
  judge,
  originOfCommit,
  readForVerdict,
  renderConfirm
} from '../../../src/run/operations/judge.ts'
import {
  notConfirmable,
  withObstacles
} from '../../../src/run/operations/unapplied.ts'
import type { Reason, Verdict } from '../../../src/gate/verdict.ts'
import type { VersionControlEvidence } from '../../../src/gate/version-control-evidence.ts'
import { identify } from '../../../src/run/record/identity.ts'
import {
  evidence,
  lost,
  noRules,
  pullRequest,
  unbound
} from '../../gate/evidence.ts'
import { createRun, createScripted } from '../scripted-hcp.ts'

const message =
  'x\n\ngated-terraform-run/1 repository=acme/network sha=abc pull-request=7 actor=ann run=1 attempt=1 nonce=n'
const here = { repository: 'acme/network', sha: 'abc', pullRequest: 7 }

async function read(
  run: Run,
  made: readonly Run[] = [],
  versionControl?: VersionControlEvidence
) {
  const world = createScripted([], {
    'accounts.read': () => ({ id: 'user-1', username: 'api-team' })
  })
  for (const each of made) world.record.tell({ kind: 'made', run: each })
  const asked: unknown[] = []
  const reading = await readForVerdict(world, run, undefined, {
    approve: true,
    rules: noRules,
    readCommit:
      versionControl && (async () => await Promise.resolve(versionControl)),
    readGitHub: async (origin) => {
      asked.push(origin)
      return await Promise.resolve({ evidence: unbound, approvers: [] })
    }
  })
  return { reading, asked, calls: world.calls }
}

describe('where a run comes from', () => {
  it.each<readonly [string, Partial<Run>, readonly Run[], boolean]>([
    ['made through the API', {}, [], true],
    ['of version control', { source: 'tfe-configuration-version' }, [], false],
    ['of no known source', { source: undefined }, [], false],
    [
      'made here, of no known source',
      { source: undefined },
      [createRun({ message })],
      true
    ],
    [
      'not made here, while another was',
      { source: undefined },
      [createRun({ id: 'run-2', message })],
      false
    ]
  ])('is what its message says: %s', async (_, changes, made, is) => {
    const { reading, asked } = await read(
      createRun({ message, ...changes }),
      made
    )
    if (is) expect(reading.origin).toMatchObject(here)
    else expect(reading.origin).toBeUndefined()
    // GitHub is asked about that very origin.
    expect(asked).toEqual([reading.origin])
  })

  it.each<readonly [string, object, boolean]>([
    ['told', { identifier: 'acme/network', commitSha: 'abc' }, true],
    ['without a repository', { commitSha: 'abc' }, false],
    ['without a commit', { identifier: 'acme/network' }, false]
  ])('of version control is its record: %s', (_, ingress, is) => {
    const evidence = {
      run: createRun({
        configurationVersion: { ingressAttributes: ingress } as NonNullable<
          Run['configurationVersion']
        >
      }),
      wanted: { pullRequest: 7 }
    } as VersionControlEvidence
    if (is) expect(originOfCommit(evidence)).toEqual(here)
    else expect(originOfCommit(evidence)).toBeUndefined()
  })
})

describe('where a run of version control comes from', () => {
  it.each<readonly [string, object, string | undefined]>([
    ['told', { identifier: 'acme/other', commitSha: 'def' }, 'acme/other'],
    ['not told', {}, undefined]
  ])(
    'is never what its message says: its record is %s',
    async (_, ingressAttributes, repository) => {
      const run = createRun({
        message,
        configurationVersion: { ingressAttributes } as NonNullable<
          Run['configurationVersion']
        >
      })
      const { reading, asked } = await read(run, [], {
        run,
        wanted: { pullRequest: 7 }
      } as VersionControlEvidence)
      expect(reading.origin?.repository).toBe(repository)
      expect(asked).toEqual([reading.origin])
    }
  )
})

describe('a run of a pull request that was closed without a merge', () => {
  it.each([
    ['destroys, and the step tears down', true, true, 'allowed'],
    ['destroys, and the step does not tear down', true, false, 'blocked'],
    ['changes, and the step tears down', false, true, 'blocked'],
    ['may destroy, and the step tears down', undefined, true, 'blocked']
  ] as const)('%s', (_, isDestroy, isTeardown, kind) => {
    const run = createRun({ isDestroy })
    const world = createScripted([])
    const { verdict } = judge(
      world,
      {
        run,
        expected: identify(run),
        reading: {
          own: evidence,
          versionControl: undefined,
          origin: evidence.origin,
          policies: evidence.policies,
          creator: evidence.creator,
          said: {
            approvers: [],
            evidence: {
              ...evidence,
              isTeardown,
              pullRequest: {
                known: true,
                value: pullRequest({ isOpen: false, isMerged: false })
              }
            }
          }
        }
      },
      { approve: true, rules: noRules, readGitHub: undefined as never }
    )
    expect(verdict.kind).toBe(kind)
    expect(world.record.facts()).toContainEqual({
      ...{ kind: 'judged', runId: 'run-1' },
      ...{ checks: verdict.checks, verdict }
    })
  })
})

describe('what is written on a run with its confirm', () => {
  it('is cut to five thousand characters: the checklist is in the log', () => {
    const judgement = {
      verdict: { kind: 'allowed', checks: [], warnings: [] } as Verdict,
      evidence: { ...unbound, pullRequest: lost },
      approvers: ['ops']
    }
    const words = renderConfirm('apply by ann', judgement)
    expect(words).toMatch(/^apply by ann\n\nApproved by ops\./)
    expect(renderConfirm('x'.repeat(9_000), judgement)).toHaveLength(5_000)
  })
})

describe('who made a run', () => {
  it('is this step where it made it, without a question', async () => {
    const run = createRun({ createdById: 'user-9' })
    const { reading, calls } = await read(run, [run])
    expect(reading.creator).toEqual({
      known: true,
      value: { id: 'user-9', name: undefined, isToken: true }
    })
    expect(calls).not.toContain('accounts.read')
  })

  it('is this step’s account where the server does not say', async () => {
    const run = createRun({ createdById: undefined })
    const { reading } = await read(run, [run])
    expect(reading.creator).toMatchObject({
      known: true,
      value: { id: 'user-1', isToken: true }
    })
  })

  it('is not taken for this step where another step made it', async () => {
    const { reading } = await read(createRun({ createdById: 'user-9' }))
    expect(reading.creator).not.toMatchObject({ value: { isToken: true } })
  })
})

describe('a verdict with what stood in the way of an override', () => {
  const reason = (code: Reason['code']): Reason => ({
    code,
    message: code,
    facts: {}
  })
  const at = createRun({ status: 'policy_override' })
  const given = (kind: Verdict['kind'], reasons: readonly Reason[]) =>
    ({ kind, checks: [], warnings: [], reasons }) as Verdict
  const obstacle = reason('override-refused')

  it.each<readonly [Verdict, readonly string[]]>([
    [
      given('blocked', [reason('head-moved')]),
      ['head-moved', 'override-refused']
    ],
    [given('blocked', [obstacle]), ['override-refused']],
    [
      given('pending', [reason('approval-missing')]),
      ['policy-failed', 'override-refused']
    ],
    [given('allowed', []), ['policy-failed', 'override-refused']]
  ])('is blocked, each reason once', (verdict, codes) => {
    const told = withObstacles(verdict, at, [obstacle])
    expect(told.kind).toBe('blocked')
    expect(told.reasons.map(({ code }) => code)).toEqual(codes)
  })

  it('stays a refusal where somebody said no', () => {
    const no = given('refused', [reason('approval-refused')])
    expect(withObstacles(no, at, [obstacle])).toBe(no)
  })
})

describe('a run that cannot be confirmed though every rule holds', () => {
  it.each([
    [false, 'does not let the run be confirmed now (planned).'],
    [undefined, 'does not say whether the run may be confirmed now (planned).']
  ])('says so: %s', (isConfirmable, words) => {
    const { actions } = createRun()
    const run = createRun({
      status: 'planned',
      actions: { ...actions, isConfirmable }
    })
    expect(notConfirmable(run)).toEqual({
      code: 'not-confirmable',
      message: `Every rule holds, but HCP Terraform ${words}`,
      facts: { status: 'planned' }
    })
  })
})
