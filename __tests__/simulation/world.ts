import { createHash } from 'node:crypto'
import type { Action } from './bundle.ts'
import { createClock, goOn } from './clock.ts'
import type { Clock } from './clock.ts'
import { createDisk, root } from './disk.ts'
import type { Disk } from './disk.ts'
import {
  answerGitHub,
  createGitHub,
  reviewDecisionOf,
  firstHead,
  laterHead,
  mergeCommit,
  pullDocument,
  pullRequest,
  repository
} from './github.ts'
import type { GitHub } from './github.ts'
import { createHcp, statusAt } from './hcp.ts'
import type { Hcp, SimulatedRun } from './hcp.ts'
import { answerHcp, kindOf } from './hcp-routes.ts'
import type { History, Moment, WorldEvent } from './history.ts'
import { BrokenConnection } from './http.ts'
import type { Answer, Request } from './http.ts'
import { startProcess } from './process.ts'
import type { SimulatedProcess } from './process.ts'
import { createDice, seedFor } from './random.ts'

/** One exchange as the step saw it. */
export interface Exchange {
  readonly step: number
  readonly phase: 'main' | 'post'
  readonly sentAt: number
  readonly kind: string
  readonly path: string
  readonly method: string
  /** Undefined: none came. */
  status: number | undefined
  arrivedAt: number | undefined
  answeredAt: number | undefined
  /** The run's status as told, for reads of runs. */
  told: string | undefined
  runId: string | undefined
  /** GitHub as it was when it answered. */
  facts: Facts | undefined
}

/** What the gate asks of a pull request, as it is at a moment. */
export interface Facts {
  readonly head: string
  readonly isApproved: boolean
  readonly isDecided: boolean
  readonly isLabelled: boolean
}

function factsOf(github: GitHub): Facts {
  const latest = new Map<string, { state: string; commit: string }>()
  for (const review of github.reviews) {
    if (review.state !== 'COMMENTED') latest.set(review.user, review)
  }
  const writers = [...latest]
    .filter(([who]) => github.permissions.get(who) === 'write')
    .map(([, review]) => review)
  return {
    head: github.head,
    isApproved:
      writers.some(
        ({ state, commit }) => state === 'APPROVED' && commit === github.head
      ) && !writers.some(({ state }) => state === 'CHANGES_REQUESTED'),
    isDecided: reviewDecisionOf(github) === 'APPROVED',
    isLabelled: [...github.labels].some(
      ([name, by]) => name === 'ready' && github.permissions.get(by) === 'write'
    )
  }
}

export interface PhaseEnd {
  readonly exitCode: number
  readonly signal: string | undefined
  readonly output: string
  readonly milliseconds: number
  readonly endedAt: number
  readonly hasHung: boolean
}

export interface Attempt {
  readonly number: number
  readonly main: PhaseEnd
  readonly post: PhaseEnd | undefined
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  readonly comments: readonly string[]
  readonly checks: readonly Record<string, unknown>[]
}

/** All that happened, for the laws. */
export interface Story {
  readonly history: History
  readonly clock: Clock
  readonly hcp: Hcp
  readonly github: GitHub
  readonly exchanges: readonly Exchange[]
  readonly attempts: readonly Attempt[]
  /** What happened in the world, in readable lines. */
  readonly diary: readonly string[]
  readonly hash: string
}

/** Beyond every bound that a step has. Milliseconds. */
const longest = 40 * 60_000

/** Lets the world of a history happen from its beginning to its end. */
export async function tell(history: History, action: Action): Promise<Story> {
  const { scenario, events } = history
  const clock = createClock()
  const dice = createDice(history.seed, 'latency')
  const github = createGitHub()
  const diary: string[] = []
  const exchanges: Exchange[] = []
  const note = (line: string): void => {
    diary.push(`${(clock.now() / 1000).toFixed(2).padStart(8)}  ${line}`)
  }
  const occurred = new Map<string, number>()
  const waiting: { when: Moment; run: () => void }[] = []
  const occur = (name: string): void => {
    if (occurred.has(name)) return
    occurred.set(name, clock.now())
    for (const { when, run } of waiting) {
      if (when.after === name) clock.in(when.plus, run)
    }
  }
  const at = (when: Moment, run: () => void): void => {
    waiting.push({ when, run })
  }
  const hcp = createHcp(clock, scenario.ways, (run, status) => {
    note(`${run.id} is ${status}`)
    if (run.madeBy !== 1 && scenario.flow !== 'apply-later') return
    occur(status)
    if (
      [
        'planned',
        'cost_estimated',
        'policy_checked',
        'planned_and_saved'
      ].includes(status)
    ) {
      const seen = run.stages.length
      clock.in(1, () => {
        if (run.stages.length === seen) occur('gate')
      })
    }
  })
  for (const who of scenario.approvedBy) {
    github.reviews.push({
      id: github.reviews.length + 1,
      user: scenario.isByReader ? 'reader' : who,
      state: 'APPROVED',
      commit: scenario.isApprovalOld ? mergeCommit : firstHead
    })
  }
  if (scenario.labelledBy !== undefined) {
    github.labels.set(
      'ready',
      scenario.isByReader ? 'reader' : scenario.labelledBy
    )
  }
  if (scenario.event === 'push') {
    github.state = 'closed'
    github.isMerged = true
  }

  let lag: { from: number; until: number; by: number }[] = []
  const lagNow = (): number => {
    const one = lag.find(
      ({ from, until }) => clock.now() >= from && clock.now() < until
    )
    return one?.by ?? 0
  }
  let isLateUsed = false
  const counts = new Map<string, number>()
  let running: SimulatedProcess | undefined
  let attemptNumber = 1
  let phase: 'main' | 'post' = 'main'
  const isCalm = (): boolean => attemptNumber > 1

  const ours = (): SimulatedRun | undefined =>
    hcp.runs.findLast((run) => run.madeBy !== undefined) ??
    (scenario.flow === 'apply-later' ? hcp.find('run-0001') : undefined)

  function person(does: string): void {
    note(`somebody: ${does}`)
    const run = ours()
    switch (does) {
      case 'confirm':
        if (run !== undefined) hcp.act(run, 'apply', 'person')
        return
      case 'discard':
      case 'cancel':
        if (run !== undefined) hcp.act(run, does, 'person')
        return
      case 'lock':
        hcp.lockedBy = 'maintainer'
        clock.in(20_000, hcp.unlock)
        return
      case 'unlock':
        hcp.unlock()
        return
      case 'auto-apply':
        if (run !== undefined) run.autoApply = true
        return
      case 'queue':
        hcp.make({
          kind: 'apply',
          message: 'by hand',
          versionId: undefined,
          by: undefined,
          createdBy: 'person'
        })
        return
      case 'push':
        github.head = laterHead
        return
      case 'dismiss':
        for (const review of github.reviews) review.state = 'DISMISSED'
        return
      case 'request-changes':
        github.reviews.push({
          id: 50,
          user: 'bob',
          state: 'CHANGES_REQUESTED',
          commit: github.head
        })
        return
      case 'withdraw':
        github.reviews.push({
          id: 51,
          user: 'alice',
          state: 'CHANGES_REQUESTED',
          commit: github.head
        })
        return
      case 'unlabel':
        github.labels.clear()
        return
      case 'lose-rights':
        github.permissions.set('alice', 'read')
        return
      case 'close':
        github.state = 'closed'
        return
      case 'forbid-comments':
        github.mayComment = false
        return
      case 'edit-comment':
        for (const comment of github.comments) comment.body += '\nedited'
        return
    }
  }

  function begin(event: WorldEvent): void {
    switch (event.kind) {
      case 'stale':
        at(event.when, () => {
          note(`replicas fall ${event.by} ms behind for ${event.lasts} ms`)
          lag = [
            ...lag,
            {
              from: clock.now(),
              until: clock.now() + event.lasts,
              by: event.by
            }
          ]
        })
        return
      case 'person':
        at(event.when, () => {
          person(event.does)
        })
        return
      case 'signal':
        at(event.when, () => {
          if (running?.end() !== undefined || phase === 'post' || isCalm())
            return
          note(`the runner: ${event.name}`)
          if (event.name !== 'cancel') {
            running?.signal(event.name as 'SIGTERM')
            return
          }
          const target = running
          target?.signal('SIGINT')
          clock.in(7_500, () => target?.signal('SIGTERM'))
          clock.in(10_000, () => target?.signal('SIGKILL'))
        })
        return
      case 'wall':
        at(event.when, () => {
          note(`the wall clock jumps by ${event.by / 3_600_000} h`)
          clock.setWall(event.by)
        })
        return
      case 'again':
      case 'answer':
      case 'kill':
      case 'late-run':
      case 'lost-runner':
      case 'payload':
        return
    }
  }
  events.forEach(begin)

  function troubleFor(kind: string): string | undefined {
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    if (isCalm()) return undefined
    for (const event of events) {
      if (
        event.kind === 'answer' &&
        event.to === kind &&
        count >= event.nth &&
        count < event.nth + event.times
      ) {
        return event.how
      }
    }
    return undefined
  }

  async function network(
    request: Request,
    signal: AbortSignal
  ): Promise<Answer> {
    const kind = kindOf(request)
    const trouble = troubleFor(kind)
    const exchange: Exchange = {
      step: attemptNumber,
      phase,
      kind,
      sentAt: clock.now(),
      path: request.path,
      method: request.method,
      status: undefined,
      arrivedAt: undefined,
      answeredAt: undefined,
      told: undefined,
      runId: /run-\d+/.exec(request.path)?.[0],
      facts: undefined
    }
    exchanges.push(exchange)
    const isWrite = request.method !== 'GET'
    if (isWrite)
      note(
        `${phase} ${attemptNumber}: ${request.method} ${request.path.split('?')[0]!}${trouble === undefined ? '' : `  [${trouble}]`}`
      )
    else if (trouble !== undefined)
      note(`${phase} ${attemptNumber}: ${kind}  [${trouble}]`)
    const step = attemptNumber
    await sleep(dice.number(8, 60))
    if (kind === 'make-run') occur('asked')
    if (kind === 'confirm') occur('confirm')
    const handle = (): Answer => {
      exchange.arrivedAt = clock.now()
      if (kind.startsWith('gh-')) exchange.facts = factsOf(github)
      return request.host.includes('github')
        ? answerGitHub(
            github,
            request.method,
            request.path,
            request.body,
            clock
          )
        : answerHcp({
            hcp,
            clock,
            request,
            by: step,
            lag: isCalm() ? 0 : lagNow(),
            trouble,
            note
          })
    }
    const late =
      kind === 'make-run' && !isLateUsed && !isCalm()
        ? events.find((event) => event.kind === 'late-run')
        : undefined
    let answer: Answer
    if (late?.kind === 'late-run') {
      isLateUsed = true
      if (late.how === '201') {
        answer = handle()
        const born = hcp.runs.at(-1)!
        lag = [
          ...lag,
          {
            from: clock.now(),
            until: clock.now() + late.by,
            by: clock.now() - born.madeAt + late.by + 60_000
          }
        ]
      } else {
        clock.in(late.by, () => void handle())
        await sleep(Math.min(1_000, late.by / 2))
        if (late.how === 'reset') throw new BrokenConnection('ECONNRESET')
        answer = {
          status: 504,
          body: '<html>504</html>',
          headers: { 'content-type': 'text/html' }
        }
      }
    } else answer = await troubled(trouble, handle)
    await sleep(dice.number(8, 60))
    if (signal.aborted) throw new BrokenConnection('ECONNRESET')
    exchange.status = answer.cutAt === undefined ? answer.status : undefined
    exchange.answeredAt = clock.now()
    exchange.told = toldBy(kind, answer)
    return answer
  }

  async function sleep(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      clock.in(milliseconds, resolve)
    })
  }

  async function troubled(
    how: string | undefined,
    handle: () => Answer
  ): Promise<Answer> {
    const html = (status: number): Answer => ({
      status,
      headers: { 'content-type': 'text/html' },
      body: '<html><body>please sign in</body></html>'
    })
    const errors = (
      status: number,
      headers: Record<string, string> = {}
    ): Answer => ({
      status,
      headers: { 'content-type': 'application/vnd.api+json', ...headers },
      body: JSON.stringify({
        errors: [{ status: String(status), title: `trouble ${status}` }],
        message: `trouble ${status}`
      })
    })
    switch (how) {
      case 'reset-before':
        throw new BrokenConnection('ECONNRESET')
      case 'reset-after':
        handle()
        throw new BrokenConnection('ECONNRESET')
      case '500':
      case '502':
      case '503':
      case '504':
        return errors(Number(how))
      case '504-after':
        handle()
        return html(504)
      case '429':
        return errors(429, { 'x-ratelimit-reset': '1.5' })
      case '429-bare':
        return errors(429)
      case '401':
      case '403':
      case '404':
      case '409':
        return errors(Number(how))
      case 'html':
        return html(200)
      case 'empty':
        handle()
        return { status: 200, headers: {}, body: '' }
      case 'half': {
        const answer = handle()
        return { ...answer, body: answer.body.slice(0, answer.body.length / 2) }
      }
      case 'cut': {
        const answer = handle()
        return answer.body === ''
          ? answer
          : { ...answer, cutAt: Math.floor(answer.body.length / 2) }
      }
      case 'late': {
        const answer = handle()
        await sleep(dice.number(3_000, 40_000))
        return answer
      }
      case 'doubled': {
        const answer = handle()
        return answer
      }
      case undefined:
      default:
        return handle()
    }
  }

  async function runPhase(
    which: 'main' | 'post',
    state: Readonly<Record<string, string>>,
    disk: Disk
  ): Promise<PhaseEnd> {
    phase = which
    const began = clock.now()
    const kill = events.find((event) => event.kind === 'kill')
    const isKilled = which === 'main' && !isCalm() && kill !== undefined
    running = startProcess({
      program: which === 'main' ? action.main : action.post,
      clock,
      disk,
      network,
      env: environment(history, action, github, attemptNumber, state, disk),
      seed: seedFor(history.seed, `${which}${attemptNumber}`),
      loadingMilliseconds: scenario.loadingMilliseconds,
      onEffect: (count, self) => {
        if (!isKilled || count !== kill.effect || self.end() !== undefined)
          return
        note(`SIGKILL before effect ${count}`)
        self.signal('SIGKILL')
      }
    })
    current = running
    if (which === 'main' && attemptNumber === 1) occur('start')
    if (isKilled && kill.effect === 0) running.signal('SIGKILL')
    const process = running
    const isOver = (): boolean => clock.now() - began > longest
    await goOn(
      () =>
        process.end() !== undefined ||
        process.isStuck() ||
        isOver() ||
        !clock.step()
    )
    const hasHung = process.end() === undefined && !process.isStuck()
    if (hasHung) process.signal('SIGKILL')
    else if (process.end() === undefined) {
      if (!process.hasSettled()) await expectNothing(process)
      process.endStuck()
    }
    const { exitCode, signal } = running.end() ?? { exitCode: 1 }
    note(`${which} ${attemptNumber} ends: ${signal ?? `exit ${exitCode}`}`)
    return {
      exitCode,
      signal,
      output: running.output(),
      milliseconds: clock.now() - began,
      endedAt: clock.now(),
      hasHung
    }
  }

  if (scenario.isBusy) {
    const before = hcp.make({
      kind: 'apply',
      message: `#8 Another\n\ngated-terraform-run/1 repository=${repository} sha=${laterHead} pull-request=8 actor=bob run=800 attempt=1 nonce=n1`,
      versionId: undefined,
      by: undefined,
      createdBy: 'person'
    })
    clock.in(25_000, () => void hcp.act(before, 'discard', 'person'))
  }
  if (scenario.flow === 'apply-later') {
    const made = hcp.make({
      kind: 'apply',
      versionId: 'cv-current',
      by: undefined,
      createdBy: 'api',
      message: `#7 Build\n\ngated-terraform-run/1 repository=${repository} sha=${firstHead} pull-request=${pullRequest} actor=author run=900 attempt=1 nonce=n0`
    })
    for (
      let guard = 0;
      guard < 200 && statusAt(made, clock.now())?.status === 'pending';
      guard += 1
    )
      clock.step()
    while (made.restsSince === undefined && !isEnded(made) && clock.step());
  }

  const attempts: Attempt[] = []
  const isAgain = events.some((event) => event.kind === 'again')
  const isLost = events.some((event) => event.kind === 'lost-runner')
  for (
    attemptNumber = 1;
    attemptNumber <= (isAgain ? 2 : 1);
    attemptNumber += 1
  ) {
    const disk = createDisk()
    const main = await runPhase('main', {}, disk)
    const outputs = commandFile(disk.read(`${root}/temp/output`) ?? '')
    const summary = disk.read(`${root}/temp/summary`) ?? ''
    let post: PhaseEnd | undefined
    if (!isLost || attemptNumber > 1) {
      const state = commandFile(disk.read(`${root}/temp/state`) ?? '')
      post = await runPhase('post', state, disk)
    }
    attempts.push({
      number: attemptNumber,
      main,
      post,
      outputs,
      summary,
      comments: github.comments.map(({ body }) => body),
      checks: [...github.checks.values()]
    })
    occur('end')
    // The world goes on for a while: what was set going comes to its end.
    const until = clock.now() + 90_000
    clock.in(90_000, () => undefined)
    await goOn(() => clock.now() >= until || !clock.step())
  }
  const hash = createHash('sha256')
    .update(diary.join('\n'))
    .update(JSON.stringify(attempts))
    .digest('hex')
    .slice(0, 12)
  return { history, clock, hcp, github, exchanges, attempts, diary, hash }
}

/**
 * A program that nothing can wake any more ends without its last line. Before
 * that is believed of it, real time is let pass: what then goes on waits for
 * something real, which is a fault of this simulation.
 */
async function expectNothing(process: SimulatedProcess): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 50))
  if (process.isStuck() && !process.hasSettled()) return
  throw new Error('Something real is waited for, which is not simulated.')
}

/** The process that an unhandled rejection belongs to. */
let current: SimulatedProcess | undefined
export function crashCurrent(error: unknown): void {
  current?.crash(error)
}

function isEnded(run: SimulatedRun): boolean {
  return /^(?:applied|planned_and_finished|policy_soft_failed|discarded|errored|canceled|policy_override)$/.test(
    run.stages.at(-1)!.status
  )
}

function toldBy(kind: string, answer: Answer): string | undefined {
  if (
    kind !== 'read-run' ||
    answer.status !== 200 ||
    answer.cutAt !== undefined
  )
    return undefined
  try {
    return (
      JSON.parse(answer.body) as { data: { attributes: { status: string } } }
    ).data.attributes.status
  } catch {
    return undefined
  }
}

/** GITHUB_OUTPUT and GITHUB_STATE, as the runner parses them. */
function commandFile(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [, name, , value] of text.matchAll(
    /^([^\n<=]+)<<(\S+)\n([\s\S]*?)\n\2$/gm
  )) {
    values[name!] = value!
  }
  return values
}

function environment(
  { scenario, events }: History,
  action: Action,
  github: GitHub,
  attempt: number,
  state: Readonly<Record<string, string>>,
  disk: Disk
): Record<string, string> {
  for (const name of ['output', 'state', 'summary', 'env', 'path'])
    disk.write(`${root}/temp/${name}`, disk.read(`${root}/temp/${name}`) ?? '')
  disk.write(`${root}/checkout/main.tf`, 'resource "terraform_data" "x" {}\n')
  const payload = payloadOf(scenario.event, github, events)
  disk.write(`${root}/temp/event.json`, JSON.stringify(payload))
  const inputs: Record<string, string> = {
    token: 'hcp-token-of-the-step',
    'github-token': 'github-token-of-the-step',
    organization: 'acme',
    workspace: 'network',
    ...scenario.inputs
  }
  const given = (name: string, value: string): [string, string] => [
    `INPUT_${name.toUpperCase()}`,
    inputs[name] ?? (value.includes('${{') ? '' : value)
  ]
  return {
    ...Object.fromEntries(
      Object.entries(action.inputs).map(([name, value]) => given(name, value))
    ),
    ...Object.fromEntries(
      Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])
    ),
    GITHUB_ACTIONS: 'true',
    CI: 'true',
    GITHUB_OUTPUT: `${root}/temp/output`,
    GITHUB_STATE: `${root}/temp/state`,
    GITHUB_STEP_SUMMARY: `${root}/temp/summary`,
    GITHUB_WORKSPACE: `${root}/checkout`,
    RUNNER_TEMP: `${root}/temp`,
    GITHUB_EVENT_PATH: `${root}/temp/event.json`,
    GITHUB_EVENT_NAME: scenario.event,
    GITHUB_REPOSITORY: repository,
    GITHUB_SHA:
      scenario.event === 'pull_request'
        ? mergeCommit
        : scenario.event === 'issue_comment'
          ? 'd'.repeat(40)
          : scenario.event === 'push'
            ? mergeCommit
            : firstHead,
    GITHUB_REF:
      scenario.event === 'pull_request'
        ? 'refs/pull/7/merge'
        : 'refs/heads/main',
    GITHUB_ACTOR: 'alice',
    GITHUB_TRIGGERING_ACTOR: 'alice',
    GITHUB_RUN_ID: '901',
    GITHUB_RUN_ATTEMPT: String(attempt),
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_SERVER_URL: 'https://github.com'
  }
}

function payloadOf(
  event: string,
  github: GitHub,
  events: readonly WorldEvent[]
): unknown {
  const sender = { login: 'alice', type: 'User', id: 1005 }
  const base: Record<string, unknown> = {
    repository: {
      id: 1,
      full_name: repository,
      name: 'network',
      owner: { login: 'acme' }
    },
    sender
  }
  let payload: Record<string, unknown> =
    event === 'pull_request'
      ? {
          ...base,
          action: 'synchronize',
          number: pullRequest,
          pull_request: {
            ...pullDocument(github),
            head: {
              sha: firstHead,
              ref: 'topic',
              repo: { id: 1, full_name: repository }
            }
          }
        }
      : event === 'issue_comment'
        ? {
            ...base,
            action: 'created',
            issue: {
              number: pullRequest,
              pull_request: {},
              user: { login: 'author' }
            },
            comment: {
              id: 5,
              body: '/apply',
              user: sender,
              created_at: '2026-03-02T08:00:00Z'
            }
          }
        : event === 'push'
          ? {
              ...base,
              after: mergeCommit,
              ref: 'refs/heads/main',
              head_commit: { message: 'Build (#7)' }
            }
          : { ...base, inputs: {} }
  for (const change of events) {
    if (change.kind !== 'payload') continue
    if (change.field === '*') payload = {}
    else if (change.field in payload) {
      const rest = Object.fromEntries(
        Object.entries(payload).filter(([name]) => name !== change.field)
      )
      payload =
        change.how === 'remove'
          ? rest
          : { ...rest, [change.field]: change.how === 'empty' ? {} : null }
    }
  }
  return payload
}
