import { describe, expect, it } from '@jest/globals'
import { judgeChange } from '../../src/gate/may-act.ts'
import type { ChangeEvidence } from '../../src/gate/may-act.ts'
import type { Rules } from '../../src/gate/rules.ts'
import { asked, evidence, identity, lost, no, noRules } from './evidence.ts'

const dispatch = {
  ...evidence,
  eventName: 'workflow_dispatch',
  request: undefined,
  here: { ...evidence.here, pullRequest: undefined }
}
const origin = evidence.origin!
const foreign = { ...origin, repository: 'acme/other' }
const meant = { ...noRules, allowForeignRun: true }

describe('judgeChange', () => {
  it.each<[string, ChangeEvidence, Rules, readonly string[]]>([
    ['our run', evidence, noRules, []],
    ['our run by a dispatch', dispatch, noRules, []],
    [
      'another run than was meant',
      { ...evidence, actual: { ...identity, runId: 'run-2' } },
      noRules,
      ['run-differs']
    ],
    [
      'a run of another workspace',
      { ...evidence, actual: { ...identity, workspaceId: 'ws-2' } },
      meant,
      ['run-differs']
    ],
    [
      'a run of another repository',
      { ...dispatch, origin: foreign },
      noRules,
      ['origin-differs']
    ],
    ['the same, meant', { ...dispatch, origin: foreign }, meant, []],
    [
      'the same, by a comment',
      { ...evidence, origin: foreign },
      meant,
      ['origin-differs']
    ],
    [
      'the same, by a push',
      { ...dispatch, eventName: 'push', origin: foreign },
      meant,
      ['origin-differs']
    ],
    [
      'a run of another pull request',
      { ...evidence, origin: { ...origin, pullRequest: 8 } },
      noRules,
      ['origin-differs']
    ],
    [
      'a run of nobody knows what',
      { ...dispatch, origin: undefined },
      noRules,
      ['origin-unknown']
    ],
    ['the same, meant', { ...dispatch, origin: undefined }, meant, []],
    [
      'an event of nobody knows what',
      { ...dispatch, here: { ...dispatch.here, doubt: 'a or b' } },
      noRules,
      ['origin-unknown']
    ],
    [
      'a stranger',
      { ...evidence, request: asked('created', 'mallory', no) },
      noRules,
      ['commenter-not-allowed']
    ],
    [
      'somebody whose permission is not known',
      {
        ...evidence,
        request: {
          ...asked('x', 'ann', lost),
          eventName: 'issues',
          isWritten: false
        }
      },
      noRules,
      ['requester-not-allowed']
    ],
    [
      'an actor who is not on the list',
      { ...evidence, actor: 'mallory' },
      { ...noRules, allowedActors: ['ann'] },
      ['actor-not-allowed']
    ]
  ])('judges %s', (_, some, rules, want) => {
    const verdict = judgeChange(some, rules)
    expect(verdict.kind).toBe(want.length === 0 ? 'allowed' : 'blocked')
    expect(
      verdict.kind === 'allowed' ? [] : verdict.reasons.map(({ code }) => code)
    ).toEqual(want)
    expect(verdict.checks.every(({ held }) => held)).toBe(want.length === 0)
  })
})
