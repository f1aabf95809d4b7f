import { describe, expect, it } from '@jest/globals'
import { createProgress } from '../../src/publish/progress.ts'
import type { Fact } from '../../src/run/record/fact.ts'
import type { Workspace } from '../../src/hcp/types.ts'
import { createRun } from '../run/scripted-hcp.ts'

/** Three workspaces, and a clock that is set by hand. */
function open() {
  const said: string[] = []
  const clock = { at: 0, now: () => clock.at }
  const log = { info: (text: string) => said.push(text) }
  const progress = createProgress(3, log, clock)
  const see = (index: number, name: string, status: string): void => {
    const facts: readonly Fact[] = [
      { kind: 'entered', workspace: { name } as Workspace },
      { kind: 'made', run: createRun({ status }) }
    ]
    progress.notice(index, facts)
  }
  return { said, clock, see, waits: progress.waits }
}

describe('the progress of several workspaces', () => {
  it('says how many run and how many wait, no more often than it can be read', () => {
    const { said, clock, see } = open()
    see(0, 'app', 'planning')
    see(1, 'dns', 'plan_queued')
    clock.at = 5_000
    see(2, 'net', 'apply_queued')
    expect(said).toEqual([
      '3 workspaces: 2 to begin, 1 run',
      '3 workspaces: 2 wait, 1 run'
    ])
  })

  it('says what is waited for while it is waited for, the same once', () => {
    const { said, clock, see, waits } = open()
    see(0, 'app', 'pending')
    see(1, 'dns', 'pending')
    see(2, 'net', 'pending')
    clock.at = 6_000
    waits(0, '         waiting: the workspace is locked by bea: maintenance')
    clock.at = 12_000
    waits(1, 'Waiting for an agent.')
    waits(2, 'Waiting for an agent.')
    clock.at = 18_000
    // What it waited for is over once it goes on.
    see(0, 'app', 'planning')
    expect(said.slice(1)).toEqual([
      '3 workspaces: 3 wait; app: waiting: the workspace is locked by bea: maintenance',
      '3 workspaces: 3 wait; app: waiting: the workspace is locked by bea: maintenance; dns: waiting for an agent',
      '3 workspaces: 2 wait, 1 run; dns and 1 more: waiting for an agent'
    ])
  })

  it('is silent for a minute at most while nothing goes on', () => {
    const { said, clock, see, waits } = open()
    see(0, 'app', 'pending')
    waits(0, 'waiting for its turn')
    for (clock.at = 0; clock.at <= 120_000; clock.at += 1_000) {
      waits(0, 'waiting for its turn')
    }
    expect(said).toHaveLength(3)
  })

  it('says other words of the same wait twice a minute', () => {
    const { said, clock, see, waits } = open()
    see(0, 'app', 'pending')
    for (clock.at = 0; clock.at <= 65_000; clock.at += 1_000) {
      waits(0, `waiting: ${clock.at}`)
    }
    expect(said).toHaveLength(4)
  })
})
