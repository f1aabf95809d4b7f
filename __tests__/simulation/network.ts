import { answerGitHub, factsOf } from './github.ts'
import { answerHcp, kindOf } from './hcp-routes.ts'
import { BrokenConnection } from './http.ts'
import type { Answer, Request } from './http.ts'
import type { Job } from './jobs.ts'
import { leaveOut, partsOf } from './omissions.ts'
import type { Exchange, Phase } from './story.ts'
import type { World } from './world.ts'

/**
 * Carries the requests of one phase of a job: to the servers and back, as far
 * as the history lets them.
 */
export function connectJob(
  world: World,
  job: Job,
  phase: Phase
): (request: Request, signal: AbortSignal) => Promise<Answer> {
  return async (request, signal) => {
    const kind = kindOf(request)
    const trouble = troubleFor(world, job, kind, request)
    const exchange = begin({
      kind,
      request,
      job,
      phase,
      now: world.clock.now()
    })
    world.exchanges.push(exchange)
    noteRequest(world, exchange, trouble)
    await latency(world)
    if (kind === 'make-run' && job.number === 1) world.occur('asked')
    if (kind === 'confirm' && job.number === 1) world.occur('confirm')
    const handle = (): Answer => {
      exchange.arrivedAt = world.clock.now()
      if (kind.startsWith('gh-')) exchange.facts = factsOf(world.github)
      exchange.branch = world.hcp.workspaces[0]?.branch
      return answer(world, job, request, trouble)
    }
    const given =
      (await lateRun(world, job, kind, handle)) ??
      (await troubled(world, trouble, handle))
    await latency(world)
    if (signal.aborted) throw new BrokenConnection('ECONNRESET')
    exchange.status = given.cutAt === undefined ? given.status : undefined
    exchange.answeredAt = world.clock.now()
    exchange.told = toldBy(kind, given)
    return given
  }
}

function begin({
  kind,
  request,
  job,
  phase,
  now
}: {
  readonly kind: string
  readonly request: Request
  readonly job: Job
  readonly phase: Phase
  readonly now: number
}): Exchange {
  return {
    step: job.number,
    phase,
    kind,
    sentAt: now,
    path: request.path,
    method: request.method,
    status: undefined,
    arrivedAt: undefined,
    answeredAt: undefined,
    told: undefined,
    runId: /run-\d+/.exec(request.path)?.[0],
    facts: undefined,
    branch: undefined
  }
}

function noteRequest(
  { note }: World,
  { step, phase, method, path, kind }: Exchange,
  trouble: string | undefined
): void {
  const how = trouble === undefined ? '' : `  [${trouble}]`
  if (method !== 'GET') {
    note(`${phase} ${step}: ${method} ${path.split('?')[0] ?? ''}${how}`)
  } else if (how !== '') note(`${phase} ${step}: ${kind}${how}`)
}

function answer(
  world: World,
  job: Job,
  request: Request,
  trouble: string | undefined
): Answer {
  const { hcp, github, clock, note, lagNow } = world
  const by = job.number
  const lag = job.isAfter ? 0 : lagNow()
  const given = request.host.includes('github')
    ? answerGitHub(github, request, by, clock)
    : withoutPart(
        world,
        answerHcp({ hcp, clock, request, by, lag, trouble, note })
      )
  // The servers' own clocks, in whole seconds.
  const date = new Date(clock.truth()).toUTCString()
  return { ...given, headers: { date, ...given.headers } }
}

/** What a history is about that leaves a part out of every answer. */
function withoutPart({ history, parts }: World, given: Answer): Answer {
  const event = history.events.find(({ kind }) => kind === 'without')
  if (event?.kind !== 'without') return given
  for (const part of partsOf(given.body)) parts.add(part)
  const { part } = event
  return part === undefined
    ? given
    : { ...given, body: leaveOut(given.body, part) }
}

/**
 * The first job is troubled: the others show what it left behind. What is said
 * of every job is so for all but the one that was reviewed before.
 */
function troubleFor(
  { counts, history, downUntil, clock }: World,
  job: Job,
  kind: string,
  { host }: Request
): string | undefined {
  const ofAll = history.events.find(
    (event) => event.kind === 'answer' && event.isForAll && event.to === kind
  )
  if (ofAll?.kind === 'answer' && job.number > 0) return ofAll.how
  if (job.number !== 1) return undefined
  const count = (counts.get(kind) ?? 0) + 1
  counts.set(kind, count)
  for (const event of history.events) {
    if (
      event.kind === 'answer' &&
      event.to === kind &&
      count >= event.nth &&
      count < event.nth + event.times
    ) {
      return event.how
    }
  }
  const isDown = clock.now() < downUntil() && !host.includes('github')
  return isDown ? (count % 2 === 0 ? '503' : 'reset-before') : undefined
}

/** The one run that a history makes late; undefined: it is another request. */
async function lateRun(
  world: World,
  job: Job,
  kind: string,
  handle: () => Answer
): Promise<Answer | undefined> {
  const { clock, hcp, history } = world
  const late = history.events.find((event) => event.kind === 'late-run')
  if (
    kind !== 'make-run' ||
    job.number !== 1 ||
    late === undefined ||
    world.isLateUsed
  ) {
    return undefined
  }
  world.isLateUsed = true
  if (late.how === '201') {
    const made = handle()
    const { madeAt } = hcp.runs.at(-1)!
    // Nobody is shown it for so long.
    world.fallBehind(late.by, clock.now() - madeAt + late.by + 60_000)
    return made
  }
  clock.in(late.by, () => void handle())
  await sleep(world, Math.min(1_000, late.by / 2))
  if (late.how === 'reset') throw new BrokenConnection('ECONNRESET')
  return html(504)
}

async function troubled(
  world: World,
  how = 'none',
  handle: () => Answer
): Promise<Answer> {
  switch (how) {
    case 'reset-before':
      throw new BrokenConnection('ECONNRESET')
    case 'reset-after':
      handle()
      throw new BrokenConnection('ECONNRESET')
    case '504-after':
      handle()
      return html(504)
    case 'html':
      return html(200)
    case 'empty':
      handle()
      return { status: 200, headers: {}, body: '' }
    case 'half': {
      const whole = handle()
      return { ...whole, body: whole.body.slice(0, whole.body.length / 2) }
    }
    case 'cut': {
      const whole = handle()
      return whole.body === ''
        ? whole
        : { ...whole, cutAt: Math.floor(whole.body.length / 2) }
    }
    case 'late': {
      const whole = handle()
      await sleep(world, world.dice.number(3_000, 40_000))
      return whole
    }
    default:
      return refusals[how]?.() ?? handle()
  }
}

function errors(
  status: number,
  headers: Record<string, string> = {},
  message = `trouble ${status}`
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/vnd.api+json', ...headers },
    body: JSON.stringify({
      errors: [{ status: String(status), title: message }],
      message
    })
  }
}

const secondary = 'You have exceeded a secondary rate limit. Please wait.'

/** Answers that say no, and do nothing. */
const refusals: Readonly<Record<string, () => Answer>> = {
  '429': () => errors(429, { 'x-ratelimit-reset': '1.5' }),
  '429-bare': () => errors(429),
  secondary: () => errors(403, {}, secondary),
  'secondary-60': () => errors(403, { 'retry-after': '60' }, secondary),
  ...Object.fromEntries(
    [500, 502, 503, 504, 401, 403, 404, 409, 410].map((status) => [
      String(status),
      () => errors(status)
    ])
  )
}

function html(status: number): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html' },
    body: '<html><body>please sign in</body></html>'
  }
}

async function latency(world: World): Promise<void> {
  await sleep(world, world.dice.number(8, 60))
}

async function sleep({ clock }: World, milliseconds: number): Promise<void> {
  await new Promise<void>((resolve) => {
    clock.in(milliseconds, resolve)
  })
}

function toldBy(kind: string, given: Answer): string | undefined {
  if (kind !== 'read-run' || given.status !== 200 || given.cutAt !== undefined)
    return undefined
  // A document begins with its data; what is included has a status, too.
  const [, status] =
    /^\{"data":\{.*?"attributes":\{"status":"([^"]*)"/.exec(given.body) ?? []
  return given.body.endsWith('}') ? status : undefined
}
