import { describe, expect, it } from '@jest/globals'
import {
  eventEvidence,
  readGitHubEvidence,
  readIsForksCode
} from '../../src/github/evidence.ts'
import type { EvidenceSource } from '../../src/github/evidence-source.ts'
import { needsPullRequest } from '../../src/gate/pull-request-rules.ts'
import { GitHubError } from '../../src/github/refusals.ts'
import type { Rules } from '../../src/gate/rules.ts'
import type { GitHub, GitHubCall } from '../../src/github/client.ts'
import {
  allRules,
  evidence,
  headSha,
  noRules,
  otherSha
} from '../gate/evidence.ts'
import { pullDocument } from './api.ts'

const origin = evidence.origin!
const landed = 'c'.repeat(40)
const baseTip = 'b'.repeat(40)

const workflow: EvidenceSource['workflow'] = {
  eventName: 'pull_request',
  payload: { action: 'opened', pull_request: pullDocument() },
  repository: { owner: 'acme', name: 'network' },
  actor: 'ann',
  firstActor: 'ann',
  runId: '42'
}
const located = {
  kind: 'number',
  number: 7,
  isFork: false,
  headSha,
  author: 'ann'
} as const

interface World {
  /** Answers of the pull request, one a reading. */
  readonly pulls?: readonly unknown[]
  readonly answers?: Readonly<Record<string, unknown>>
}

/** GitHub as a table of answers; an Error is thrown. Keeps what was asked. */
function createGitHub({ pulls = [pullDocument()], answers = {} }: World): {
  readonly github: GitHub
  readonly asked: string[]
} {
  const asked: string[] = []
  let readings = 0
  const request = async ({
    route,
    parameters
  }: GitHubCall): Promise<unknown> => {
    const [, path = ''] = route.split(' ')
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      String(parameters[name])
    )
    const short = filled.replace('/repos/acme/network/', '')
    asked.push(short)
    if (short === 'pulls/7') {
      readings += 1
      return Promise.resolve(pulls[Math.min(readings, pulls.length) - 1])
    }
    const known: Readonly<Record<string, unknown>> = {
      'actions/runs/42/approvals': [],
      'collaborators/bea/permission': { permission: 'write' },
      'collaborators/cleo/permission': {
        permission: 'read',
        role_name: 'triage'
      },
      'issues/7/timeline': [
        {
          event: 'labeled',
          label: { name: 'risky' },
          actor: { login: 'bea', id: 2 }
        }
      ],
      'pulls/7/reviews': [
        {
          id: 1,
          user: { login: 'bea', id: 2 },
          state: 'APPROVED',
          commit_id: headSha
        },
        {
          id: 2,
          user: { login: 'dora', id: 4 },
          state: 'COMMENTED',
          commit_id: headSha
        },
        {
          id: 3,
          user: { login: 'cleo', id: 3 },
          state: 'APPROVED',
          commit_id: headSha
        },
        {
          id: 4,
          user: { login: 'bea', id: 2 },
          state: 'APPROVED',
          commit_id: headSha
        }
      ],
      'collaborators/ann/permission': { permission: 'write' },
      activity: [],
      'git/ref/heads/main': {
        ref: 'refs/heads/main',
        object: { sha: baseTip }
      },
      [`compare/${baseTip}...${headSha}`]: { behind_by: 0 },
      graphql: {
        repository: {
          pullRequest: { headRefOid: headSha, reviewDecision: 'APPROVED' }
        }
      },
      ...answers
    }
    const answer = known[short]
    if (answer instanceof Error) throw answer
    if (answer === undefined) throw new Error(`nobody answers ${short}`)
    return Promise.resolve(answer)
  }
  return {
    asked,
    github: {
      request,
      readPages: async (call) => (await request(call)) as readonly unknown[],
      query: async (call) =>
        await request({ ...call, route: 'POST graphql', parameters: {} }),
      pause: async () => Promise.resolve()
    }
  }
}

async function read(
  world: World = {},
  rules: Rules = { ...allRules, requiredLabels: ['risky'] },
  changes: Partial<EvidenceSource> = {},
  from: typeof evidence.origin = origin
): Promise<{
  readonly asked: readonly string[]
  readonly reading: Awaited<ReturnType<typeof readGitHubEvidence>>
  readonly said: readonly string[]
}> {
  const { github, asked } = createGitHub(world)
  const said: string[] = []
  const reading = await readGitHubEvidence(
    {
      github,
      workflow,
      location: located,
      rules,
      needsPullRequest: needsPullRequest(rules),
      signal: new AbortController().signal,
      log: (line) => said.push(line),
      ...changes
    },
    from
  )
  return { asked, reading, said }
}

describe('readGitHubEvidence', () => {
  it('reads what every rule asks for, and the head last', async () => {
    const { asked, reading } = await read()
    expect(reading.evidence).toMatchObject({
      here: { repository: 'acme/network', pullRequest: 7 },
      actor: 'ann',
      request: undefined,
      pullRequest: {
        known: true,
        value: {
          number: 7,
          headSha,
          author: { login: 'ann', id: 11 },
          isFork: false,
          isOpen: true,
          isMerged: false,
          reviewDecision: {
            known: true,
            value: { headSha, decision: 'APPROVED' }
          },
          labels: {
            known: true,
            value: [
              {
                name: 'risky',
                addedBy: 'bea',
                mayWrite: { known: true, value: true }
              }
            ]
          },
          base: {
            known: true,
            value: { headSha, isContained: true, saw: 'up to date' }
          }
        }
      }
    })
    const pull = reading.evidence.pullRequest
    expect(
      pull?.known === true && pull.value.reviews.known
        ? pull.value.reviews.value.map(({ reviewer, mayWrite }) => [
            reviewer?.login,
            mayWrite.known && mayWrite.value
          ])
        : undefined
    ).toEqual([
      ['bea', true],
      ['dora', false],
      ['cleo', false],
      ['bea', true]
    ])
    expect(asked.at(-1)).toBe('pulls/7')
    expect(asked.filter((each) => each.includes('bea'))).toHaveLength(1)
  })

  it('reads nothing that no rule asks for', async () => {
    const { asked } = await read({}, noRules)
    expect(asked).toEqual(['actions/runs/42/approvals', 'pulls/7'])
  })

  it('says of what was not read that no rule asks for it', async () => {
    const { reading } = await read({}, noRules)
    const why = { known: false, why: 'no rule asks for it.' }
    expect(reading.evidence.pullRequest).toMatchObject({
      value: {
        ...{ reviews: why, reviewDecision: why, labels: why },
        ...{ base: why, pushers: why }
      }
    })
  })

  it('asks nothing of a pull request where there is none', async () => {
    const { asked, reading } = await read(
      {},
      noRules,
      { location: { kind: 'commit', sha: headSha } },
      { ...origin, pullRequest: undefined }
    )
    expect(reading.evidence.pullRequest).toBeUndefined()
    expect(asked).toEqual(['actions/runs/42/approvals'])
  })

  it('finds the pull request by the run, or by the commit for the rules', async () => {
    const none = { location: { kind: 'none', why: 'x' } } as const
    const byRun = await read({}, noRules, none)
    expect(byRun.reading.evidence).toMatchObject({
      here: { pullRequest: undefined },
      pullRequest: { known: true, value: { number: 7 } }
    })
    const merged = pullDocument({ merged_at: 'x', merge_commit_sha: landed })
    const byCommit = await read(
      { answers: { [`commits/${landed}/pulls`]: [merged] } },
      { ...noRules, requiredApprovals: 1 },
      { location: { kind: 'commit', sha: landed } },
      { ...origin, pullRequest: undefined }
    )
    expect(byCommit.reading.evidence.pullRequest).toMatchObject({ known: true })
  })

  it('takes the head as it is after everything else', async () => {
    const moved = pullDocument({
      head: { ref: 'widen', sha: otherSha, repo: { id: 1 } }
    })
    const { reading } = await read({ pulls: [pullDocument(), moved] })
    expect(reading.evidence.pullRequest).toMatchObject({
      value: {
        // Of which head each fact is, is for the gate to judge.
        headSha: otherSha,
        reviewDecision: { value: { headSha } },
        base: { value: { headSha } }
      }
    })
  })

  it.each([
    ['same', 'same', true],
    ['one', 'other', false]
  ])(
    'holds a merge with trees %s and %s to be up to date: %s',
    async (one, other, want) => {
      const merged = pullDocument({
        state: 'closed',
        merged: true,
        merge_commit_sha: landed
      })
      const { reading } = await read({
        pulls: [merged],
        answers: {
          [`git/commits/${headSha}`]: { tree: { sha: one } },
          [`git/commits/${landed}`]: { tree: { sha: other } }
        }
      })
      expect(reading.evidence.pullRequest).toMatchObject({
        value: {
          isOpen: false,
          isMerged: true,
          base: {
            value: {
              isContained: want,
              saw: want
                ? 'merged without other changes'
                : 'merged together with other changes'
            }
          }
        }
      })
    }
  )

  it('holds what landed itself to be up to date', async () => {
    const merged = pullDocument({ merged: true, merge_commit_sha: landed })
    const { reading } = await read(
      { pulls: [merged] },
      undefined,
      {},
      {
        ...origin,
        sha: landed
      }
    )
    expect(reading.evidence.pullRequest).toMatchObject({
      value: { base: { value: { isContained: true, saw: 'merged' } } }
    })
  })

  it('counts the commits that an open branch lacks', async () => {
    const { reading } = await read({
      answers: { [`compare/${baseTip}...${headSha}`]: { behind_by: 2 } }
    })
    expect(reading.evidence.pullRequest).toMatchObject({
      value: { base: { value: { isContained: false, saw: '2 behind main' } } }
    })
  })

  it('makes unknown what cannot be read, each with its reason', async () => {
    const no = new Error('403')
    const { reading, said } = await read({
      answers: {
        'actions/runs/42/approvals': new Error('needs actions: read'),
        'pulls/7/reviews': no,
        'issues/7/timeline': no,
        [`compare/${baseTip}...${headSha}`]: no,
        graphql: no
      }
    })
    const unknown = { known: false, why: '403' }
    expect(reading.evidence.pullRequest).toMatchObject({
      known: true,
      value: {
        reviews: unknown,
        labels: unknown,
        base: unknown,
        reviewDecision: unknown
      }
    })
    expect(reading.approvers).toEqual([])
    expect(said).toEqual(['needs actions: read'])
  })

  it('knows a reviewer only by what GitHub says of the permission', async () => {
    const { reading } = await read(
      { answers: { 'collaborators/bea/permission': new Error('500') } },
      { ...noRules, requiredApprovals: 1 }
    )
    expect(reading.evidence.pullRequest).toMatchObject({
      value: {
        reviews: {
          value: [{ mayWrite: { known: false, why: '500' } }, {}, {}, {}]
        }
      }
    })
  })

  it('makes all unknown without a token, and says so', async () => {
    const { reading } = await read({}, noRules, { github: undefined })
    expect(reading.evidence.pullRequest).toEqual({
      known: false,
      why: "the input 'github-token' is empty."
    })
  })

  it('knows who labelled nothing at all', async () => {
    const { reading } = await read({ answers: { 'issues/7/timeline': [] } })
    expect(reading.evidence.pullRequest).toMatchObject({
      value: {
        labels: {
          value: [
            {
              addedBy: undefined,
              mayWrite: {
                known: false,
                why: 'GitHub does not tell who added it'
              }
            }
          ]
        }
      }
    })
  })

  it('finds who added a label in any case, and asks for no other', async () => {
    const labels = [{ name: 'Risky' }, { name: 'terraform' }]
    const { asked, reading } = await read(
      { pulls: [pullDocument({ labels })] },
      { ...noRules, requiredLabels: ['RISKY', 'reviewed'] }
    )
    expect(reading.evidence.pullRequest).toMatchObject({
      value: {
        labels: {
          value: [{ name: 'Risky', addedBy: 'bea', mayWrite: { value: true } }]
        }
      }
    })
    expect(asked).toContain('issues/7/timeline')
    const none = await read(
      { pulls: [pullDocument({ labels: [] })] },
      { ...noRules, requiredLabels: ['risky'] }
    )
    expect(none.asked).not.toContain('issues/7/timeline')
    expect(none.reading.evidence.pullRequest).toMatchObject({
      value: { labels: { known: true, value: [] } }
    })
  })

  it('asks what those may do who decided, and nobody else', async () => {
    const of = (user: unknown, state: string) => ({
      ...{ id: 1, user, state, commit_id: headSha }
    })
    const { asked, reading } = await read(
      {
        answers: {
          'pulls/7/reviews': [
            of({ login: 'bea', id: 2 }, 'CHANGES_REQUESTED'),
            of({ login: 'dora', id: 4 }, 'COMMENTED'),
            of(null, 'APPROVED')
          ]
        }
      },
      { ...noRules, requiredApprovals: 1 }
    )
    const why = { known: false, why: 'no rule asks for it.' }
    expect(reading.evidence.pullRequest).toMatchObject({
      value: {
        reviews: {
          value: [
            { mayWrite: { known: true, value: true } },
            { mayWrite: why },
            // The account was deleted: nobody can be asked.
            { reviewer: undefined, mayWrite: why }
          ]
        }
      }
    })
    expect(asked.filter((each) => each.startsWith('collaborators'))).toEqual([
      'collaborators/bea/permission'
    ])
  })

  it.each([
    ['bea', { known: true, value: true }],
    ['cleo', { known: true, value: false }],
    ['helper[bot]', { known: false }]
  ])('asks what %s may do who wrote the comment', async (login, mayWrite) => {
    const { reading } = await read({}, noRules, {
      workflow: {
        ...workflow,
        eventName: 'issue_comment',
        payload: {
          action: 'created',
          comment: { user: { login }, author_association: 'OWNER' }
        }
      }
    })
    expect(reading.evidence.request).toMatchObject({
      eventName: 'issue_comment',
      isWritten: true,
      action: 'created'
    })
    // Whoever started the workflow has a part in it, too.
    expect(reading.evidence.request?.requesters).toEqual([
      expect.objectContaining({ login: 'ann' }),
      { login, mayWrite: expect.objectContaining(mayWrite) }
    ])
  })

  it.each(['admin', 'maintain', 'write', 'triage', 'read', 'none'])(
    'takes %s for write permission or not',
    async (role_name) => {
      // GitHub folds the finer roles into the four old words.
      const permission =
        { maintain: 'write', triage: 'read' }[role_name] ?? role_name
      const { reading } = await read(
        {
          answers: {
            'collaborators/bea/permission': { permission, role_name }
          }
        },
        { ...noRules, requiredApprovals: 1 }
      )
      expect(reading.evidence.pullRequest).toMatchObject({
        value: {
          reviews: {
            value: [
              {
                mayWrite: {
                  known: true,
                  value: ['admin', 'maintain', 'write'].includes(role_name)
                }
              },
              {},
              {},
              {}
            ]
          }
        }
      })
    }
  )

  it.each([
    ['its own push', [{ after: headSha, actor: { login: 'eve', id: 9 } }], [9]],
    [
      'a branch that was brought back',
      [
        { after: headSha, actor: { login: 'hal', id: 8 } },
        { after: '0'.repeat(40), actor: { login: 'hal', id: 8 } },
        { after: headSha, actor: { login: 'eve', id: 9 } }
      ],
      [8, 9]
    ],
    ['another push', [{ after: otherSha, actor: { login: 'eve', id: 9 } }], []],
    ['nobody', [{ after: headSha, actor: null }], []],
    ['nothing', {}, []]
  ])('names who pushed the head by %s', async (_, activity, ids) => {
    const { reading } = await read(
      { answers: { activity } },
      { ...noRules, requiredApprovals: 1 }
    )
    const { pullRequest } = reading.evidence
    expect(
      pullRequest?.known === true && pullRequest.value.pushers.known
        ? pullRequest.value.pushers.value.map(({ id }) => id)
        : 'unknown'
    ).toEqual(ids)
  })

  it.each([
    [404, { known: true, value: [] }],
    [500, { known: false }]
  ])('takes %d for the list of pushes', async (status, want) => {
    const error = new GitHubError('no', { kind: 'refused', status })
    const { reading } = await read(
      { answers: { activity: error } },
      { ...noRules, requiredApprovals: 1 }
    )
    expect(reading.evidence.pullRequest).toMatchObject({
      value: { pushers: want }
    })
  })

  it.each([
    undefined,
    null,
    {},
    { comment: null },
    { comment: { user: null } }
  ])('trusts no comment of %j', async (payload) => {
    const { reading } = await read({}, noRules, {
      workflow: { ...workflow, eventName: 'issue_comment', payload }
    })
    expect(reading.evidence.request?.requesters).toContainEqual({
      login: undefined,
      mayWrite: { known: false, why: 'the event does not name them.' }
    })
  })

  it('names who approved the environment', async () => {
    const { reading } = await read({
      answers: {
        'actions/runs/42/approvals': [
          {
            state: 'approved',
            user: { login: 'ops' },
            environments: [{ name: 'production' }, { name: 'eu' }]
          },
          { state: 'rejected', user: { login: 'nay' }, environments: [] }
        ]
      }
    })
    expect(reading.approvers).toEqual(['ops for production, eu'])
    for (const changes of [
      { github: undefined },
      { workflow: { ...workflow, runId: '' } }
    ]) {
      const { asked, reading: blind, said } = await read({}, noRules, changes)
      expect(blind.approvers).toEqual([])
      expect([...asked, ...said].join()).not.toContain('approvals')
    }
  })

  it('ends with the reason of an aborted signal', async () => {
    const controller = new AbortController()
    controller.abort(new Error('enough'))
    await expect(
      read({ answers: { 'pulls/7/reviews': new Error('x') } }, undefined, {
        signal: controller.signal
      })
    ).rejects.toThrow('enough')
  })
})

const place = {
  head: { ref: 'widen', sha: headSha, repo: { id: 2, full_name: 'eve/x' } }
}

describe('which pull request a run is judged by', () => {
  const rules = { ...noRules, requiredApprovals: 1 }
  const unbound = { ...origin, pullRequest: undefined }
  const commit = { kind: 'commit', sha: landed } as const
  const none = { kind: 'none', why: 'a schedule' } as const
  const of = (pulls: unknown) => ({
    answers: { [`commits/${landed}/pulls`]: pulls }
  })
  const landing = (number: number) =>
    pullDocument({ number, merged_at: 'x', merge_commit_sha: landed })

  it.each<
    readonly [string, World, EvidenceSource['location'], typeof origin, object]
  >([
    [
      'the event’s, whatever the run says',
      {},
      located,
      { ...origin, pullRequest: 8 },
      { known: true, value: { number: 7 } }
    ],
    [
      'none, where the event may mean several',
      {},
      { kind: 'unknown', why: 'two of them' },
      origin,
      { known: false, why: 'two of them' }
    ],
    [
      'none, where those of its commit cannot be read',
      of(new Error('403')),
      commit,
      unbound,
      { known: false, why: '403' }
    ],
    [
      'none, where its commit is of several',
      of([landing(7), landing(8)]),
      commit,
      unbound,
      {
        known: false,
        why: expect.stringContaining('belongs to the pull requests #7, #8')
      }
    ],
    [
      'none, where it cannot be read',
      { pulls: [undefined] },
      located,
      origin,
      { known: false }
    ],
    [
      'none, where it cannot be read any more',
      { pulls: [pullDocument(), undefined] },
      located,
      origin,
      { known: false }
    ]
  ])('is %s', async (_, world, location, from, want) => {
    const { reading } = await read(world, rules, { location }, from)
    expect(reading.evidence.pullRequest).toMatchObject(want)
  })

  it.each<readonly [string, World, EvidenceSource['location']]>([
    ['the event is of none', {}, none],
    ['its commit is of none', of([]), commit]
  ])('is undefined where %s', async (_, world, location) => {
    const { asked, reading } = await read(world, rules, { location }, unbound)
    expect(reading.evidence.pullRequest).toBeUndefined()
    if (location === none) expect(asked).toEqual(['actions/runs/42/approvals'])
  })

  it('is undefined where the event is of none, also without a token', async () => {
    const blind = { location: none, github: undefined }
    const { reading } = await read({}, rules, blind, unbound)
    expect(reading.evidence.pullRequest).toBeUndefined()
  })

  it('is asked for once where it cannot be read', async () => {
    const { asked } = await read({ pulls: [undefined] }, rules)
    expect(asked.filter((each) => each.startsWith('pulls'))).toEqual([
      'pulls/7'
    ])
  })

  it.each([
    ['neither', false, false, false],
    ['the event', true, false, true],
    ['GitHub', false, true, true],
    ['both', true, true, true]
  ])(
    'is of a fork by %s, and who pushed there is not told',
    async (_, byEvent, byGitHub, isFork) => {
      const { asked, reading } = await read(
        { pulls: [pullDocument(byGitHub ? place : {})] },
        rules,
        { location: { ...located, isFork: byEvent } }
      )
      expect(reading.evidence.pullRequest).toMatchObject({ value: { isFork } })
      expect(reading.evidence.pullRequest).toMatchObject({
        value: { pushers: { known: true, value: [] } }
      })
      expect(asked.includes('activity')).toBe(!byGitHub)
    }
  )
})

describe('a teardown', () => {
  const closed = (number: number, action = 'closed'): typeof workflow => ({
    ...workflow,
    eventName: 'pull_request',
    payload: { action, pull_request: { number } }
  })
  const nowhere = { kind: 'none', why: 'x' } as const
  it.each([
    ['the closing of its pull request', closed(7), located, true],
    ['the closing of another one', closed(8), located, false],
    ['another action', closed(7, 'synchronize'), located, false],
    ['another event', { ...closed(7), eventName: 'issues' }, located, false],
    ['the closing of what is not known', closed(7), nowhere, false]
  ] as const)('%s', (_, event, location, isTeardown) => {
    expect(eventEvidence({ workflow: event, location })).toMatchObject({
      isTeardown
    })
  })
})

describe('eventEvidence', () => {
  it('tells what the event tells', () => {
    expect(
      eventEvidence({
        workflow: { ...workflow, actor: '' },
        location: located
      })
    ).toEqual({
      eventName: 'pull_request',
      here: { repository: 'acme/network', pullRequest: 7, doubt: undefined },
      isTeardown: false,
      actor: undefined,
      request: undefined,
      pullRequest: undefined
    })
  })
})

describe('what the event alone tells', () => {
  const tell = (location: EvidenceSource['location'], payload?: unknown) =>
    eventEvidence({
      workflow: { ...workflow, payload: payload ?? workflow.payload },
      location
    })

  it('is which pull request, where it names one', () => {
    expect(tell(located)).toMatchObject({
      here: { repository: 'acme/network', pullRequest: 7, doubt: undefined },
      isTeardown: false,
      pullRequest: undefined
    })
  })

  it('is none, where there is none', () => {
    const none = { kind: 'none', why: 'a schedule' } as const
    const commit = { kind: 'commit', sha: headSha } as const
    for (const location of [none, commit]) {
      expect(tell(location)).toMatchObject({
        here: { pullRequest: undefined, doubt: undefined },
        isTeardown: false,
        pullRequest: undefined
      })
    }
  })

  it('is a doubt, where it does not say', () => {
    const why = 'the event names two'
    expect(tell({ kind: 'unknown', why })).toMatchObject({
      here: { pullRequest: undefined, doubt: why },
      isTeardown: false,
      pullRequest: { known: false, why }
    })
  })
})

describe('whose code it is', () => {
  async function ask(
    location: EvidenceSource['location'],
    pull: unknown = pullDocument()
  ) {
    const { github, asked } = createGitHub({ pulls: [pull] })
    const source: EvidenceSource = {
      ...{ github, workflow, location, rules: noRules },
      ...{ needsPullRequest: false, signal: new AbortController().signal },
      log: () => undefined
    }
    return { answer: await readIsForksCode(source), asked }
  }
  const isFork = { ...located, isFork: true }
  const untold = { ...located, isFork: undefined }
  const forks = pullDocument(place)

  it('is nobody’s question without a pull request', async () => {
    const none = { kind: 'none', why: 'a schedule' } as const
    expect((await ask(none)).answer).toBeUndefined()
    const commit = { kind: 'commit', sha: headSha } as const
    expect((await ask(commit)).answer).toBeUndefined()
  })

  it('is not known where the pull request is not', async () => {
    expect((await ask({ kind: 'unknown', why: 'two of them' })).answer).toEqual(
      { known: false, why: 'two of them.' }
    )
  })

  it('is taken from the event where that says that it is ours', async () => {
    expect(await ask(located)).toEqual({
      answer: { known: true, value: false },
      asked: []
    })
  })

  it.each<readonly [string, EvidenceSource['location'], unknown, boolean]>([
    ['ours, by GitHub', untold, pullDocument(), false],
    ['a fork’s, by GitHub', untold, forks, true],
    ['a fork’s, by the event', isFork, pullDocument(), true],
    ['a fork’s, by both', isFork, forks, true],
    ['merged', isFork, { ...forks, merged: true }, false],
    ['ours, and merged', untold, pullDocument({ merged: true }), false]
  ])('is read from GitHub otherwise: %s', async (_, location, pull, value) => {
    expect((await ask(location, pull)).answer).toEqual({ known: true, value })
  })
})
