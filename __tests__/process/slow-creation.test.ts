import { afterEach, describe, expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import { eventually } from '../../emulator/eventually.ts'
import type { HcpOptions } from '../../emulator/hcp/server.ts'
import type {
  ActionResult,
  RunOptions
} from '../../emulator/runner/run-action.ts'
import { openStage, pullRequestEvent } from './stage.ts'
import type { Stage } from './stage.ts'

/**
 * A server may need seconds to make a run, or make it behind a gateway that has
 * given up. Whatever ends the step meanwhile, nobody says that there is none,
 * and `post` gets it out of the way.
 */

let stage: Stage
afterEach(async () => {
  await stage.close()
})

const apply = {
  mode: 'apply',
  approve: 'true',
  supersede: 'false',
  'configuration-directory': '.'
}
const isCreation = ({ method, path }: { method: string; path: string }) =>
  method === 'POST' && path.endsWith('/runs')

/** How the server makes it, and what the step sees of that. */
const servers: readonly (readonly [
  string,
  Partial<HcpOptions>,
  Parameters<Stage['hcp']['trouble']>[0] | undefined
])[] = [
  [
    'the server needs seconds',
    {},
    { method: 'POST', path: /\/runs$/, delay: 3_000 }
  ],
  [
    'a 504, and the run 3 s later',
    { omissions: { lateCreations: 3_000 } },
    undefined
  ],
  [
    'a cut connection, and the run 4 s later',
    { omissions: { lateCreations: 4_000 } },
    { method: 'POST', path: /\/runs$/, cut: 'after' }
  ]
]

const ends: readonly (readonly [string, Partial<RunOptions>])[] = [
  ['SIGINT', {}],
  ['SIGKILL', { patience: { interrupt: 0, terminate: 0 } }]
]

/** Starts the step, and ends it while it waits for its run. */
async function interrupt(options: Partial<RunOptions>): Promise<ActionResult> {
  const moment = new AbortController()
  const going = stage.run(apply, {
    ...pullRequestEvent(),
    ...options,
    signalOn: moment.signal
  })
  // A request is on record only once it was answered: it is on its way by now.
  await eventually('the upload', () =>
    stage.hcp.requests.some(({ method }) => method === 'PUT')
  )
  setTimeout(() => {
    moment.abort()
  }, 700)
  return await going
}

/** All that people read of a step and its end. */
function told(main: ActionResult, post: ActionResult): string {
  return [...main.shown, main.summary, ...stage.comments(), ...post.shown].join(
    '\n'
  )
}

async function expectFreed(main: ActionResult): Promise<void> {
  const post = await stage.post(main)
  await eventually('the run', () => stage.hcp.state.runs.size > 0)
  const [runId = ''] = stage.hcp.state.runs.keys()
  await stage.hcp.waitFor(runId, ['discarded', 'canceled'])
  expect(stage.hcp.requests.filter(isCreation)).toHaveLength(1)
  expect(stage.hcp.state.runs.size).toBe(1)
  expect(stage.applies()).toBe(0)
  expect(told(main, post)).not.toMatch(
    /no run was made|never made|nothing was changed|nothing to clean up/i
  )
}

describe.each(servers)('where %s', (_, server, trouble) => {
  it.each(ends)('%s leaves a run that is freed', async (_end, options) => {
    stage = await openStage([scripts.creates], server)
    if (trouble !== undefined) stage.hcp.trouble(trouble)
    await expectFreed(await interrupt(options))
  })
})

describe('a creation whose answer is lost', () => {
  it('takes no copy of its run, which somebody else makes meanwhile', async () => {
    stage = await openStage([scripts.creates, scripts.destroy], {
      omissions: { losesCreations: true }
    })
    const list = { method: 'GET', path: /\/workspaces\/ws-[^/]+\/runs\?/ }
    stage.hcp.trouble({ ...list, status: 503, times: 2 })
    const going = stage.run(apply, pullRequestEvent())
    const own = await eventually(
      'the run',
      () => [...stage.hcp.state.runs.values()][0]
    )
    const { message, workspace, configurationVersion } = own!
    await fetch(new URL('/api/v2/runs', stage.hcp.url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${stage.hcp.tokens.admin}`,
        'content-type': 'application/vnd.api+json'
      },
      body: JSON.stringify({
        data: {
          type: 'runs',
          attributes: { message, 'is-destroy': true },
          relationships: {
            workspace: { data: { type: 'workspaces', id: workspace.id } },
            'configuration-version': {
              data: {
                type: 'configuration-versions',
                id: configurationVersion.id
              }
            }
          }
        }
      })
    })
    const [ownId, copy] = [...stage.hcp.state.runs.keys()]
    expect(copy).toBeDefined()
    const result = await going
    expect(result.outputs['run-id']).toBe(ownId)
    expect(stage.writes().join()).not.toContain(`${copy ?? ''}/actions`)
  })

  it('ends red where the run comes late, and is freed', async () => {
    stage = await openStage([scripts.creates], {
      omissions: { lateCreations: 5_000 }
    })
    const main = await stage.run(apply, pullRequestEvent())
    expect(main.exitCode).toBe(1)
    await expectFreed(main)
  })
})
