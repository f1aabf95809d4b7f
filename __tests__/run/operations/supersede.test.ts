import { describe, expect, it } from '@jest/globals'
import type { Run } from '../../../src/hcp/types.ts'
import { admissionOf } from '../../../src/run/record/claims.ts'
import { endOwnRuns } from '../../../src/run/operations/end-own-runs.ts'
import { renderProvenance } from '../../../src/run/record/provenance.ts'
import type { Provenance } from '../../../src/run/record/provenance.ts'
import type { Owner } from '../../../src/run/operations/supersede.ts'
import {
  findOwnRuns,
  isSupersededBy,
  supersedeRuns
} from '../../../src/run/operations/supersede.ts'
import {
  isConfirmedOrLater,
  isFinal,
  knownStatuses
} from '../../../src/run/record/status.ts'
import { atGate, createRun, createScripted } from '../scripted-hcp.ts'
import type { Scripted } from '../scripted-hcp.ts'
import { refusal } from '../refusals.ts'

const owner = {
  repository: 'acme/network',
  pullRequest: 7,
  before: { workflowRun: '100', attempt: '2' }
}

function message(changes: Partial<Provenance> = {}): string {
  return `Title\n\n${renderProvenance({
    repository: 'acme/network',
    sha: 'a'.repeat(40),
    pullRequest: 7,
    actor: 'ann',
    workflowRun: '99',
    attempt: '1',
    nonce: 'n',
    ...changes
  })}`
}

/** A run that was made through the API. */
function planned(text: string) {
  return { status: 'planned', message: text, source: 'tfe-api' }
}

describe('isSupersededBy', () => {
  it.each([
    ['an earlier workflow run', message(), true],
    ['an earlier attempt', message({ workflowRun: '100' }), true],
    ['in other letters', message({ repository: 'Acme/Network' }), true],
    ['a shorter number', message({ workflowRun: '9' }), true],
    ['a sibling job', message({ workflowRun: '100', attempt: '2' }), false],
    ['a later attempt', message({ workflowRun: '100', attempt: '3' }), false],
    ['a later workflow run', message({ workflowRun: '101' }), false],
    ['a longer number', message({ workflowRun: '1000' }), false],
    ['no number', message({ workflowRun: 'x' }), false],
    ['a number and more', message({ workflowRun: '99x' }), false],
    ['more and a number', message({ workflowRun: 'x99' }), false],
    ['another pull request', message({ pullRequest: 8 }), false],
    ['no pull request', message({ pullRequest: undefined }), false],
    ['the first attempt', message({ workflowRun: '100', attempt: '1' }), true],
    ['another repository', message({ repository: 'acme/other' }), false],
    ['a person’s run', 'Queued manually', false],
    ['the line quoted inside', `${message()}\nsaid somebody`, false]
  ])('%s', (_, text, want) => {
    expect(isSupersededBy(planned(text), owner)).toBe(want)
  })

  it.each([['tfe-configuration-version'], ['tfe-ui'], [undefined]])(
    'believes no message of a run whose source is %s',
    (source) => {
      expect(isSupersededBy({ ...planned(message()), source }, owner)).toBe(
        false
      )
    }
  )

  it('never takes a run that is confirmed or over', () => {
    for (const status of knownStatuses) {
      expect([
        status,
        isSupersededBy({ ...planned(message()), status }, owner)
      ]).toEqual([status, !isFinal(status) && !isConfirmedOrLater(status)])
    }
  })

  it('knows a repository in any letters of its own', () => {
    const loud = { ...owner, repository: 'ACME/Network' }
    const run = planned(message())
    expect(isSupersededBy(run, loud)).toBe(true)
  })

  it.each([
    ['an earlier attempt', { workflowRun: '100', attempt: '1' }, true],
    ['the same attempt', { workflowRun: '100', attempt: '2' }, false],
    ['an earlier workflow run', { workflowRun: '99' }, false],
    ['a later workflow run', { workflowRun: '101' }, false]
  ])('without a pull request, %s: %s', (_, changes, want) => {
    const alone = { ...owner, pullRequest: undefined }
    for (const pullRequest of [undefined, 7]) {
      const run = planned(message({ pullRequest, ...changes }))
      expect(isSupersededBy(run, alone)).toBe(want)
    }
  })

  it('takes later ones too where all are meant', () => {
    const all = { ...owner, before: undefined }
    const run = planned(message({ workflowRun: '999' }))
    expect(isSupersededBy(run, all)).toBe(true)
  })
})

describe('supersedeRuns', () => {
  const own = createRun({
    id: 'run-own',
    status: 'planned',
    message: message(),
    createdById: 'user-1'
  })
  const runs = [
    own,
    { ...own, id: 'run-theirs', createdById: 'user-2' },
    { ...own, id: 'run-of-8', message: message({ pullRequest: 8 }) }
  ]

  it('discards own runs only, with who and why', async () => {
    const discarded: unknown[] = []
    const world = createScripted([{ status: 'planned', actions: atGate }], {
      'runs.listUnfinished': () => runs,
      'accounts.read': () => ({ id: 'user-1' }),
      'runs.discard': (...given: unknown[]) => discarded.push(given)
    })
    expect(await supersedeRuns(world, 'ws-1', owner, 'why')).toEqual([
      'run-own'
    ])
    expect(discarded).toEqual([['run-own', 'why']])
    expect(world.calls).not.toContain('runs.cancel')
  })

  it('leaves a run alone that was confirmed meanwhile', async () => {
    const world = createScripted([{ status: 'applying' }], {
      'runs.listUnfinished': () => [own],
      'accounts.read': () => ({ id: 'user-1' })
    })
    expect(await supersedeRuns(world, 'ws-1', owner, 'why')).toEqual([])
    expect(world.calls.join()).not.toMatch(/discard|cancel/)
  })

  it.each([
    ['the run itself', { createdById: 'user-1' }, ['run-own']],
    ['the run itself of somebody else', { createdById: 'user-2' }, []],
    ['nothing', { createdById: undefined }, []]
  ])(
    'reads who made a run that a list does not tell of: told by %s',
    async (_, told, expected) => {
      const look = { status: 'planned', actions: atGate, message: message() }
      const world = createScripted([{ ...look, ...told }], {
        'runs.listUnfinished': () => [{ ...own, createdById: undefined }],
        'accounts.read': () => ({ id: 'user-1' })
      })
      expect(await supersedeRuns(world, 'ws-1', owner, 'why')).toEqual(expected)
      expect(/runs\.(?:discard|cancel)/.test(world.calls.join())).toBe(
        expected.length > 0
      )
    }
  )

  it('says which run it left, since nobody tells who made it', async () => {
    const look = { status: 'planned', actions: atGate, message: message() }
    const world = createScripted([look], {
      'runs.listUnfinished': () => [{ ...own, createdById: undefined }],
      'accounts.read': () => ({ id: 'user-1' })
    })
    await supersedeRuns(world, 'ws-1', owner, 'why')
    expect(world.said.join()).toContain(
      'Run run-own may still be waiting: it says that it is of this pull request, and was left alone, since the server does not tell who made it, and through what.'
    )
  })

  it.each([
    ['the run itself', 'tfe-api', ['run-own']],
    ['the run itself of version control', 'github', []],
    ['nothing', undefined, []]
  ])(
    'does not lose a run whose source a list does not tell: told by %s',
    async (_, source, expected) => {
      const look = { status: 'planned', actions: atGate, message: message() }
      const world = createScripted(
        [{ ...look, createdById: 'user-1', source }],
        {
          'runs.listUnfinished': () => [{ ...own, source: undefined }],
          'accounts.read': () => ({ id: 'user-1' })
        }
      )
      expect(await supersedeRuns(world, 'ws-1', owner, 'why')).toEqual(expected)
      const isLeft = world.said.join().includes('may still be waiting')
      expect(isLeft).toBe(source === undefined)
    }
  )

  it('leaves all alone, and warns, where it cannot tell who it is', async () => {
    const world = createScripted([{ status: 'planned', actions: atGate }], {
      'runs.listUnfinished': () => [own, { ...own, createdById: undefined }],
      'accounts.read': () => {
        throw new Error('not here')
      }
    })
    expect(await supersedeRuns(world, 'ws-1', owner, 'why')).toEqual([])
    expect(world.calls.join()).not.toMatch(/discard|cancel/)
    expect(world.said).toHaveLength(2)
    expect(world.said[0]).toMatch(/warning: Run run-own .*left alone.*not here/)
  })

  it('asks for nothing that its token may not do, and says so', async () => {
    const mayNot = {
      ...own,
      permissions: { ...own.permissions, canDiscard: false, canCancel: false }
    }
    const world = createScripted([{ status: 'planned', actions: atGate }], {
      'runs.listUnfinished': () => [mayNot],
      'accounts.read': () => ({ id: 'user-1' })
    })
    expect(await supersedeRuns(world, 'ws-1', owner, 'why')).toEqual([])
    expect(world.calls.join()).not.toMatch(/discard|cancel/)
    expect(world.said.join()).toMatch(/run-own .*may neither discard nor/)
  })

  it('goes on with the next one where one is refused, and warns', async () => {
    const world = createScripted([{ status: 'planned', actions: atGate }], {
      'runs.listUnfinished': () => [own, { ...own, id: 'run-2' }],
      'accounts.read': () => ({ id: 'user-1' }),
      'runs.discard': (id: string) => {
        if (id === 'run-own') throw refusal(403)
      }
    })
    expect(await supersedeRuns(world, 'ws-1', owner, 'why')).toEqual(['run-2'])
    expect(world.said[0]).toMatch(/warning: Run run-own .*may still be.*403/)
  })

  it('warns, and lets the new run go on, where it cannot', async () => {
    const world = createScripted([], {
      'runs.listUnfinished': () => {
        throw new Error('429')
      }
    })
    expect(await supersedeRuns(world, 'ws-1', owner, 'why')).toEqual([])
    expect(world.said.join()).toContain('warning: Older runs')
  })

  it('tells what became of each', async () => {
    const looks = {
      'run-own': { status: 'planned', actions: atGate },
      'run-2': { status: 'applied' },
      'run-3': { status: 'applying' }
    }
    const world = createScripted([], {
      'runs.listUnfinished': () =>
        Object.keys(looks).map((id) => ({ ...own, id })),
      'accounts.read': () => ({ id: 'user-1' })
    })
    const read = async (id: string): Promise<Run> =>
      await Promise.resolve(
        world.sight({ id, ...looks[id as keyof typeof looks] })
      )
    const hcp = {
      ...world.hcp,
      accounts: world.hcp.accounts,
      runs: new Proxy(world.hcp.runs, {
        get: (calls, name): unknown =>
          name === 'read' ? read : Reflect.get(calls, name)
      })
    }
    await supersedeRuns({ ...world, hcp }, 'ws-1', owner, 'why')
    expect(world.said).toEqual([
      'Run run-own of this pull request was asked to discard.',
      'warning: Run run-3 of this pull request was left as it is: it is confirmed (applying); an apply under way is never cancelled.'
    ])
  })

  it('does not touch, nor warn of, what is younger or confirmed', async () => {
    const listed = [
      { ...own, id: 'run-later', message: message({ workflowRun: '101' }) },
      { ...own, id: 'run-applying', status: 'applying' }
    ]
    const world = createScripted([{ status: 'planned', actions: atGate }], {
      'runs.listUnfinished': () => listed,
      'accounts.read': () => ({ id: 'user-1' })
    })
    await supersedeRuns(world, 'ws-1', owner, 'why')
    expect(world.calls).not.toContain('runs.read')
    const doubtful = createScripted([], {
      'runs.listUnfinished': () => [listed[1]],
      'accounts.read': () => {
        throw new Error('not here')
      }
    })
    await supersedeRuns(doubtful, 'ws-1', owner, 'why')
    expect(doubtful.said).toEqual([])
  })

  it.each(['runs.listUnfinished', 'accounts.read', 'runs.discard'])(
    'ends with the step, during %s too',
    async (call) => {
      const ending = new AbortController()
      const world = createScripted([{ status: 'planned', actions: atGate }], {
        'runs.listUnfinished': () => [own],
        'accounts.read': () => ({ id: 'user-1' }),
        [call]: () => {
          ending.abort(new Error('the step ends'))
          throw refusal(503)
        }
      })
      const { signal } = ending
      await expect(
        supersedeRuns({ ...world, signal }, 'ws-1', owner, 'why')
      ).rejects.toThrow('the step ends')
      expect(world.said).toEqual([])
    }
  )

  it('says nothing against runs that it knows all about', async () => {
    const world = createScripted([], {
      'runs.listUnfinished': () => runs,
      'accounts.read': () => ({ id: 'user-1' })
    })
    expect(await findOwnRuns(world, 'ws-1', owner)).toMatchObject({
      own: [{ id: 'run-own' }],
      doubtful: [],
      why: '',
      others: [{ id: 'run-theirs' }]
    })
    expect(world.record.facts()).toContainEqual({
      kind: 'admitted',
      runId: 'run-own',
      why: 'made for acme/network#7 by this account'
    })
    const idle = createScripted([], { 'runs.listUnfinished': () => [] })
    expect(await findOwnRuns(idle, 'ws-1', owner)).toEqual({
      own: [],
      nameless: [],
      doubtful: [],
      why: '',
      others: []
    })
  })

  it('asks nobody who they are where nothing is to be done', async () => {
    const world = createScripted([], { 'runs.listUnfinished': () => [] })
    await supersedeRuns(world, 'ws-1', owner, 'why')
    expect(world.calls).toEqual(['runs.listUnfinished'])
  })
})

describe('endOwnRuns', () => {
  const all = { ...owner, before: undefined }
  const options = { comment: 'why', patience: 60_000 }
  const run = (id: string, changes: Partial<Run> = {}): Run =>
    createRun({ id, message: message(), createdById: 'user-1', ...changes })

  /** Runs that change by what is done to them. */
  function world(
    runs: readonly Run[],
    on: Parameters<typeof createScripted>[1] = {}
  ): Scripted {
    const now = new Map(runs.map((one) => [one.id, one]))
    const end = (status: string) => (id: string) => {
      now.set(id, { ...now.get(id)!, status })
    }
    const scripted = createScripted([], {
      'runs.listUnfinished': () => runs,
      'accounts.read': () => ({ id: 'user-1' }),
      'runs.discard': end('discarded'),
      'runs.cancel': end('canceled'),
      ...on
    })
    const read = async (id: string): Promise<Run> =>
      Promise.resolve(scripted.sight(now.get(id)!))
    const runCalls = new Proxy(scripted.hcp.runs, {
      get: (calls, name): unknown =>
        name === 'read' ? read : Reflect.get(calls, name)
    })
    return {
      ...scripted,
      hcp: { ...scripted.hcp, accounts: scripted.hcp.accounts, runs: runCalls }
    }
  }

  it('ends all, and has seen it', async () => {
    const ended = await endOwnRuns(
      world([
        run('run-1', { status: 'planned', actions: atGate }),
        run('run-2')
      ]),
      'ws-1',
      all,
      options
    )
    expect(ended.left).toEqual([])
    expect(ended.ended.map(({ status }) => status)).toEqual([
      'discarded',
      'canceled'
    ])
  })

  it('names what is left, and why, and goes on with the others', async () => {
    const gate = { status: 'planned', actions: atGate }
    const scripted = world(
      [
        run('run-refused', gate),
        run('run-applying', { status: 'applying' }),
        run('run-stubborn', { status: 'planning' }),
        run('run-theirs', { ...gate, createdById: 'user-2' }),
        run('run-waiting', gate)
      ],
      {
        'runs.discard': (id: string) => {
          if (id === 'run-refused') throw refusal(403)
        },
        'runs.cancel': () => undefined
      }
    )
    const { ended, left } = await endOwnRuns(scripted, 'ws-1', all, options)
    expect(ended).toEqual([])
    expect(Object.fromEntries(left.map(({ id, why }) => [id, why]))).toEqual({
      'run-refused': expect.stringContaining('403'),
      'run-applying': expect.stringContaining('never cancelled'),
      // Accepted, and nothing came of it.
      'run-stubborn': expect.stringContaining('still planning after'),
      'run-waiting': expect.stringContaining('still planned after')
    })
    expect(scripted.said.join()).toContain('Run run-theirs says')
  })

  it('counts none as its own while it cannot tell who it is', async () => {
    const scripted = world([run('run-1')], {
      'accounts.read': () => {
        throw refusal(500)
      }
    })
    const { left } = await endOwnRuns(scripted, 'ws-1', all, options)
    expect(left).toMatchObject([{ id: 'run-1' }])
    expect(scripted.calls.join()).not.toMatch(/discard|cancel/)
  })

  it('fails where the runs cannot be listed', async () => {
    const scripted = world([], {
      'runs.listUnfinished': () => {
        throw refusal(404)
      }
    })
    await expect(endOwnRuns(scripted, 'ws-1', all, options)).rejects.toThrow(
      '404'
    )
  })
})

describe('what a token may', () => {
  const { permissions } = createRun()
  const own = {
    ...createRun({ id: 'run-own', ...planned(message()) }),
    createdById: 'user-1'
  }
  const supersede = async (
    changes: Partial<Run>,
    tell: (world: Scripted) => void = () => undefined
  ) => {
    const world = createScripted([{ status: 'planned', actions: atGate }], {
      'runs.listUnfinished': () => [{ ...own, ...changes }],
      'accounts.read': () => ({ id: 'user-1' })
    })
    tell(world)
    return { ids: await supersedeRuns(world, 'ws-1', owner, 'why'), world }
  }

  it.each([
    [true, true, true],
    [true, false, true],
    [false, true, true],
    [undefined, undefined, true],
    [false, false, false]
  ])(
    'discard: %s, cancel: %s: is an older run asked to end? %s',
    async (canDiscard, canCancel, isAsked) => {
      const { ids, world } = await supersede({
        permissions: { ...permissions, canDiscard, canCancel }
      })
      expect(ids).toEqual(isAsked ? ['run-own'] : [])
      expect(world.said.join()).toContain(
        isAsked ? 'was asked to discard' : 'may neither discard nor cancel it'
      )
    }
  )

  it('ends nothing that a confirm was sent for', async () => {
    const { ids, world } = await supersede({}, ({ record }) => {
      record.tell({
        ...{ kind: 'sent', number: 1 },
        ...{ act: 'confirm', runId: 'run-own' }
      })
    })
    expect(ids).toEqual([])
    expect(world.calls).not.toContain('runs.discard')
    expect(world.said.join()).toContain('may still be waiting')
  })
})

describe('findOwnRuns', () => {
  const silent = { ...createRun(), status: 'planned', createdById: 'user-1' }

  async function find(runs: readonly Run[], of: Owner = owner) {
    const world = createScripted([], {
      'runs.listUnfinished': () => runs,
      'accounts.read': () => ({ id: 'user-1' })
    })
    const found = await findOwnRuns(world, 'ws-1', of)
    return { world, found }
  }

  it.each<readonly [string, Partial<Run>, boolean]>([
    ['no message', { message: ' ' }, true],
    ['the words of the server', { message: 'Queued manually via API' }, true],
    ['others of its words', { message: 'Triggered by the API of x' }, true],
    ['words of a person', { message: 'Queued manually in a hurry' }, false],
    ['words before', { message: 'x Queued manually via API' }, false],
    ['a word that has them in it', { message: 'Triggered by apis' }, false],
    [
      'no message, of no known source',
      { message: '', source: undefined },
      true
    ],
    ['no message, made by hand', { message: '', source: 'tfe-ui' }, false],
    [
      'no message, to be looked at only',
      { message: '', planOnly: true },
      false
    ],
    ['no message, and over', { message: '', status: 'applied' }, false],
    ['no message, and confirmed', { message: '', status: 'applying' }, false],
    ['no message, by others', { message: '', createdById: 'user-2' }, false]
  ])('tells of what says nothing of itself: %s', async (_, changes, is) => {
    const { found } = await find([{ ...silent, ...changes }])
    expect(found.nameless).toHaveLength(is ? 1 : 0)
    expect(found.own).toEqual([])
  })

  it('tells of what says something and of what does not at once', async () => {
    const said = { ...silent, id: 'run-9', message: message() }
    const { found } = await find([said, { ...silent, message: '' }])
    expect(found.own).toHaveLength(1)
    expect(found.nameless).toHaveLength(1)
  })

  it.each<readonly [number | undefined, string]>([
    [7, 'made for acme/network#7 by this account'],
    [
      undefined,
      'made for an earlier attempt of this workflow run by this account'
    ]
  ])('tells the record why they may be ended: %s', async (pullRequest, why) => {
    const run = {
      ...silent,
      id: 'run-9',
      message: message({ pullRequest, workflowRun: '100', attempt: '1' })
    }
    const { world, found } = await find([run], { ...owner, pullRequest })
    expect(found.own).toEqual([run])
    expect(admissionOf(world.record.facts(), run.id)).toBe(why)
  })
})
