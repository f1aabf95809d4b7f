import {
  afterAll,
  afterEach,
  beforeAll,
  describe,
  expect,
  it
} from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { RunOptions } from '../../emulator/runner/run-action.ts'
import {
  annotations,
  commentEvent,
  headSha,
  openStage,
  pullRequest,
  pullRequestEvent,
  reasonCodes,
  repository
} from './stage.ts'
import type { Stage } from './stage.ts'

/**
 * An event whose payload is of another event than the runner's own variables
 * say: none of it is believed, and nothing is written for it.
 */

const approved = 'c'.repeat(40)
const mergeRef = `refs/pull/${pullRequest}/merge`
const renamed = { id: 42, full_name: 'acme/network-before' }
const here = { id: 42, full_name: repository }
const other = { id: 43, full_name: 'mallory/network' }
const isHere = { GITHUB_REPOSITORY_ID: '42' }

const pull = (pullRequestEvent().event as Record<string, unknown>)[
  'pull_request'
] as Record<string, unknown>

let stage: Stage
let runId = ''
let writes = 0
beforeAll(async () => {
  stage = await openStage([scripts.creates])
  for (const writer of ['bea', 'hubot', 'octocat']) {
    stage.github.setPermission(writer, 'write')
  }
  // Everything of it is in order, and it is not what the event is about.
  stage.github.addPullRequest({ number: 8, headSha: approved })
  stage.github.addReview(8, 'bea', 'APPROVED', approved)
  const held = await stage.run(
    { mode: 'apply', 'configuration-directory': '.' },
    pullRequestEvent()
  )
  expect(held.outputs['outcome']).toBe('held')
  runId = held.outputs['run-id'] ?? ''
  writes = stage.writes().length
})
afterEach(() => {
  expect(stage.writes()).toHaveLength(writes)
  expect(stage.hcp.run(runId).status).toBe('planned')
})
afterAll(async () => {
  await stage.close()
})

type Row = readonly [what: string, event: Partial<RunOptions>]

const pullEvent = (
  changes: Readonly<Record<string, unknown>>,
  options: Partial<RunOptions> = {}
): Partial<RunOptions> => ({
  ...pullRequestEvent(),
  ...options,
  event: { ...(pullRequestEvent().event as object), ...changes }
})

const pushEvent = (
  changes: Readonly<Record<string, unknown>>,
  options: Partial<RunOptions> = {}
): Partial<RunOptions> => ({
  eventName: 'push',
  sha: headSha,
  ref: 'refs/heads/main',
  ...options,
  event: { ref: 'refs/heads/main', after: headSha, ...changes }
})

const rows: readonly Row[] = [
  ['another repository, by name', pullEvent({ repository: other })],
  [
    'another repository, by id, of the same name',
    pullEvent({ repository: { ...here, id: 43 } }, { env: isHere })
  ],
  [
    'another repository, by the base of its pull request',
    pullEvent({ pull_request: { ...pull, base: { repo: other } } })
  ],
  [
    'a repository that was renamed, where no id tells',
    pullEvent({ repository: renamed })
  ],
  [
    'another pull request than the branch is of',
    pullEvent(
      { number: 8, pull_request: { ...pull, number: 8 } },
      { ref: mergeRef }
    )
  ],
  [
    'a pull request whose number is a text',
    pullEvent(
      { number: '8', pull_request: { ...pull, number: '8' } },
      { ref: mergeRef }
    )
  ],
  [
    'a comment in another repository',
    {
      ...commentEvent('bea', '/apply'),
      event: {
        ...(commentEvent('bea', '/apply').event as object),
        repository: other
      }
    }
  ],
  [
    'a review in another repository',
    {
      ...pullEvent({
        action: 'submitted',
        review: { user: { login: 'bea' } },
        repository: other
      }),
      eventName: 'pull_request_review'
    }
  ],
  ['a push of another commit', pushEvent({ after: approved })],
  ['a push to another branch', pushEvent({ ref: 'refs/heads/next' })],
  ['a push to another repository', pushEvent({ repository: other })],
  [
    'another place in the merge queue',
    {
      eventName: 'merge_group',
      sha: headSha,
      ref: `refs/heads/gh-readonly-queue/main/pr-7-${headSha}`,
      event: {
        merge_group: {
          head_ref: `refs/heads/gh-readonly-queue/main/pr-8-${headSha}`,
          head_sha: headSha
        }
      }
    }
  ],
  [
    'a workflow run of another repository',
    {
      eventName: 'workflow_run',
      event: {
        repository: other,
        workflow_run: {
          head_sha: approved,
          head_repository: other,
          pull_requests: [{ number: 8 }]
        }
      }
    }
  ]
]

describe('a payload of another event', () => {
  it.each(rows)('(%s) makes no run', async (_, event) => {
    const result = await stage.run(
      { mode: 'apply', approve: 'true', 'configuration-directory': '.' },
      { actor: 'bea', ...event }
    )
    expect(result.exitCode).toBe(1)
    expect(annotations(result, 'warning').join()).toContain(
      "The event's payload (GITHUB_EVENT_PATH) is not believed: it is of "
    )
  })

  it.each(rows)('(%s) confirms none, and discards none', async (_, event) => {
    const blocked = await stage.run(
      {
        mode: 'apply',
        'run-id': runId,
        approve: 'true',
        'on-blocked': 'discard'
      },
      { actor: 'bea', ...event }
    )
    expect(blocked.outputs['outcome']).toBe('blocked')
    expect(reasonCodes(blocked)).toContain('origin-unknown')
    const refused = await stage.run(
      { mode: 'discard', 'run-id': runId },
      { actor: 'bea', ...event }
    )
    expect(refused.exitCode).toBe(1)
  })
})

describe('a payload of this event', () => {
  it.each<Row>([
    ['of a repository', pullEvent({ repository: here })],
    [
      'of a repository that was renamed since',
      pullEvent({ repository: renamed }, { env: isHere })
    ],
    [
      'of a repository in another case',
      pullEvent({ repository: { full_name: repository.toUpperCase() } })
    ],
    ['with its own branch', pullEvent({}, { ref: mergeRef })],
    ['of a push', pushEvent({})],
    [
      'of a tag, which has an object of its own',
      pushEvent(
        { ref: 'refs/tags/v1', after: approved },
        { ref: 'refs/tags/v1' }
      )
    ]
  ])('%s is believed', async (_, event) => {
    const result = await stage.run({ mode: 'show' }, event)
    expect(annotations(result, 'warning').join()).not.toContain('believed')
    expect(result.exitCode).toBe(0)
  })
})
