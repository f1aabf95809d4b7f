import { describe, expect, it } from '@jest/globals'
import { decide } from '../../src/gate/decide.ts'
import type { Evidence } from '../../src/gate/evidence.ts'
import { needsPullRequest } from '../../src/gate/pull-request-rules.ts'
import type { Rules } from '../../src/gate/rules.ts'
import type { GitHub } from '../../src/github/client.ts'
import {
  readGitHubEvidence,
  readIsForksCode
} from '../../src/github/evidence.ts'
import { locatePullRequest } from '../../src/github/location.ts'
import { findPullRequest } from '../../src/github/pull-request.ts'
import { isWritersEvent } from '../../src/github/requester.ts'
import { evidence, headSha, noRules } from '../gate/evidence.ts'
import { pullDocument } from './api.ts'

/**
 * What an event does not tell is unknown, never none: whatever is removed,
 * emptied, made null or doubled in its payload, no rule is lost by it, and what
 * was not allowed is not allowed.
 */

const here = { id: 1, full_name: 'acme/network' }
const fork = { id: 2, full_name: 'eve/network' }
const repository = { owner: 'acme', name: 'network' }

const head = { ref: 'widen', sha: headSha }
const ownPull = pullDocument({ head: { ...head, repo: here } })
const forksPull = pullDocument({ head: { ...head, repo: fork } })

const by = (login: string): unknown => ({ user: { login } })

/** Every way in which an event names a pull request, and who is behind it. */
function eventsOf(
  pull: Record<string, unknown>,
  repo: unknown,
  login: string
): readonly (readonly [string, Record<string, unknown>])[] {
  const common = { repository: here, sender: { login } }
  const listed = [{ number: 7, head: { repo }, base: { repo: here } }]
  const subject = {
    head_sha: headSha,
    head_branch: 'widen',
    pull_requests: repo === here ? listed : []
  }
  const issue = { number: 7, pull_request: {}, ...(by('zoe') as object) }
  return [
    [
      'pull_request',
      { ...common, action: 'opened', number: 7, pull_request: pull }
    ],
    [
      'pull_request',
      { ...common, action: 'labeled', number: 7, pull_request: pull }
    ],
    [
      'pull_request_target',
      { ...common, action: 'synchronize', number: 7, pull_request: pull }
    ],
    [
      'pull_request_review',
      { ...common, action: 'submitted', review: by(login), pull_request: pull }
    ],
    [
      'pull_request_review_comment',
      { ...common, action: 'created', comment: by(login), pull_request: pull }
    ],
    [
      'issue_comment',
      { ...common, action: 'created', comment: by(login), issue }
    ],
    [
      'workflow_run',
      {
        ...common,
        workflow_run: {
          ...subject,
          event: 'pull_request',
          head_repository: repo,
          actor: { login }
        }
      }
    ],
    ['check_run', { ...common, check_run: subject }],
    ['check_suite', { ...common, check_suite: subject }],
    [
      'merge_group',
      {
        ...common,
        merge_group: {
          head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${headSha}`
        }
      }
    ]
  ]
}

/** GitHub with this pull request, and what it lists for its commit. */
function gitHub(pull: unknown, ofCommit: readonly unknown[]): GitHub {
  const request = async ({
    route,
    parameters
  }: {
    route: string
    parameters: Readonly<Record<string, unknown>>
  }): Promise<unknown> => {
    if (route.endsWith('/pulls/{pull_number}')) return Promise.resolve(pull)
    if (route.endsWith('/permission')) {
      return Promise.resolve({
        permission: parameters['username'] === 'bea' ? 'write' : 'read'
      })
    }
    if (route.endsWith('/commits/{commit_sha}/pulls')) {
      return Promise.resolve(ofCommit)
    }
    if (route.endsWith('/approvals')) return Promise.resolve([])
    return Promise.reject(new Error(`nobody answers ${route}`))
  }
  return {
    request,
    readPages: async (call) => (await request(call)) as readonly unknown[],
    query: async () => Promise.reject(new Error('nobody asks')),
    pause: async () => Promise.resolve()
  }
}

interface World {
  readonly pull: unknown
  readonly ofCommit: readonly unknown[]
  readonly actor: string
  readonly rules: Rules
  readonly origin: Evidence['origin']
}

interface Outcome {
  readonly isAllowed: boolean
  readonly isOurs: boolean
  readonly mayPlan: boolean
  readonly rules: readonly string[]
  readonly isUnknown: boolean
}

async function judge(
  name: string,
  payload: unknown,
  { pull, ofCommit, actor, rules, origin }: World
): Promise<Outcome> {
  const github = gitHub(pull, ofCommit)
  const event = { name, payload, sha: 'e'.repeat(40), ref: 'refs/heads/main' }
  const located = locatePullRequest(event, undefined)
  const source = {
    github,
    workflow: {
      eventName: name,
      payload,
      repository,
      actor,
      firstActor: actor,
      runId: '1'
    },
    location:
      located.kind === 'head'
        ? await findPullRequest(github, repository, located)
        : located,
    rules,
    needsPullRequest: needsPullRequest(rules),
    signal: new AbortController().signal,
    log: () => undefined
  }
  const { evidence: read } = await readGitHubEvidence(source, origin)
  const verdict = decide({ ...evidence, ...read, origin }, rules)
  const isForks = await readIsForksCode(source)
  const codes =
    verdict.kind === 'allowed' ? [] : verdict.reasons.map(({ code }) => code)
  return {
    isAllowed: verdict.kind === 'allowed',
    isOurs: !codes.some((code) =>
      /^(?:origin|requester|commenter)-/.test(code)
    ),
    mayPlan: isForks === undefined || (isForks.known && !isForks.value),
    rules: verdict.checks
      .filter(({ mark }) => mark === undefined)
      .map(({ rule }) => rule),
    isUnknown: codes.some((code) => code.endsWith('-unknown'))
  }
}

type Path = readonly (string | number)[]

/** Every place in a payload. */
function* places(value: unknown, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path
  if (typeof value !== 'object' || value === null) return
  for (const [key, each] of Object.entries(value)) {
    yield* places(each, [...path, Array.isArray(value) ? Number(key) : key])
  }
}

const gone = Symbol('gone')

function change(
  value: unknown,
  [key, ...rest]: Path,
  how: (old: unknown) => unknown
): unknown {
  if (key === undefined) return how(value)
  const next = change(
    (value as Record<string | number, unknown>)[key],
    rest,
    how
  )
  if (Array.isArray(value)) {
    return value.flatMap((each: unknown, index) =>
      index !== key ? [each] : next === gone ? [] : [next]
    )
  }
  const entries = Object.entries(value as Record<string, unknown>)
  return Object.fromEntries(
    entries.flatMap(([name, each]) =>
      name !== key ? [[name, each]] : next === gone ? [] : [[name, next]]
    )
  )
}

const losses: readonly (readonly [string, (old: unknown) => unknown])[] = [
  ['removed', () => gone],
  ['null', () => null],
  [
    'empty',
    (old) =>
      typeof old === 'string'
        ? ''
        : Array.isArray(old)
          ? []
          : typeof old === 'number'
            ? 0
            : {}
  ],
  [
    'doubled',
    (old) =>
      Array.isArray(old)
        ? [...(old as unknown[]), ...(old as unknown[])]
        : [old, old]
  ],
  ['written twice', (old) => `${String(old)}${String(old)}`]
]

function* damaged(payload: unknown): Generator<readonly [string, unknown]> {
  yield ['no payload', undefined]
  yield ['null', null]
  yield ['a list', []]
  for (const path of places(payload)) {
    for (const [how, lose] of losses) {
      yield [`${path.join('.')} ${how}`, change(payload, path, lose)]
    }
  }
}

const origin = { repository: 'acme/network', pullRequest: 7, sha: headSha }
type Pull = Record<string, unknown>
const worlds: Readonly<Record<string, (pull: Pull) => Partial<World>>> = {
  'an open pull request': () => ({}),
  'one that was closed': (pull) => ({
    pull: { ...pull, state: 'closed' },
    ofCommit: [{ ...pull, state: 'closed' }]
  }),
  'two of one branch, both closed': (pull) => ({
    pull: { ...pull, state: 'closed' },
    ofCommit: [
      { ...pull, state: 'closed' },
      { ...pull, number: 8, state: 'closed' }
    ]
  }),
  'a moved head': (pull) => ({
    pull: {
      ...pull,
      head: { ...(pull['head'] as object), sha: 'b'.repeat(40) }
    }
  }),
  'a commit that GitHub knows of no pull request': () => ({ ofCommit: [] }),
  'a rule that asks for reviews': () => ({
    rules: { ...noRules, requiredApprovals: 1 }
  }),
  'a run of another pull request': () => ({
    origin: { ...origin, pullRequest: 8 }
  }),
  'a run of no pull request': () => ({
    origin: { ...origin, pullRequest: undefined }
  })
}

describe('a payload that lost something', () => {
  for (const [world, changes] of Object.entries(worlds)) {
    for (const isFork of [false, true]) {
      const pull = isFork ? forksPull : ownPull
      for (const actor of ['bea', 'mallory']) {
        it(`loses no rule: ${world}, ${isFork ? 'of a fork' : 'of ours'}, by ${actor}`, async () => {
          const full: World = {
            pull,
            ofCommit: [pull],
            actor,
            rules: noRules,
            origin,
            ...changes(pull)
          }
          for (const [name, payload] of eventsOf(
            pull,
            isFork ? fork : here,
            actor
          )) {
            const whole = await judge(name, payload, full)
            // Thousands of payloads: only what is wrong is worth an assertion.
            const wrong: unknown[] = []
            for (const [how, less] of damaged(payload)) {
              const part = await judge(name, less, full)
              const yes = (['isAllowed', 'isOurs', 'mayPlan'] as const).filter(
                (asked) => !whole[asked] && part[asked]
              )
              // A pull request that is not known is one rule that blocks.
              const lost = part.isUnknown
                ? []
                : whole.rules.filter((rule) => !part.rules.includes(rule))
              if (yes.length + lost.length > 0) wrong.push({ how, yes, lost })
            }
            expect([name, wrong]).toEqual([name, []])
          }
        }, 120_000)
      }
    }
  }

  it('is of an event that anybody can cause, where it does not say otherwise', () => {
    for (const [name, payload] of eventsOf(ownPull, here, 'mallory')) {
      if (isWritersEvent({ name, payload })) continue
      for (const [how, less] of damaged(payload)) {
        expect([how, isWritersEvent({ name, payload: less })]).toEqual([
          how,
          false
        ])
      }
    }
  })

  it('was allowed before, so that there is something to lose', async () => {
    const allowed: string[] = []
    for (const [name, payload] of eventsOf(ownPull, here, 'bea')) {
      const { isAllowed } = await judge(name, payload, {
        pull: ownPull,
        ofCommit: [ownPull],
        actor: 'bea',
        rules: noRules,
        origin
      })
      if (isAllowed) allowed.push(name)
    }
    expect(allowed).toHaveLength(10)
  })
})
