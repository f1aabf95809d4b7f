import {
  bookRequest,
  createPressure,
  heedAnswer
} from '../../../src/hcp/wire/pressure.ts'
import { createRandom } from '../../simulation/random.ts'

/** What became of many steps that share one token. Times in milliseconds. */
interface CrowdOfSteps {
  readonly requests: number
  readonly refused: number
  /** From the start of the first to the end of the last. */
  readonly total: number
  /** Of each step from its own start, shortest first. */
  readonly took: readonly number[]
}

interface Agenda {
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly run: (work: Promise<unknown>) => Promise<void>
}

const perSecond = 30
const phase = 8_000

/**
 * So many applies, begun within `within` milliseconds, in simulated time, each
 * holding itself back as the client does, at a limit of 30 requests a second.
 */
export async function simulateCrowd(
  size: number,
  within: number,
  seed: number
): Promise<CrowdOfSteps> {
  const random = createRandom(seed)
  const agenda = createAgenda()
  const limit = createLimit(agenda.now, perSecond)
  const took: number[] = []
  const steps = Array.from({ length: size }, async () => {
    const start = random() * within
    await agenda.sleep(start)
    await apply(agenda, limit.ask, random)
    took.push(agenda.now() - start)
  })
  await agenda.run(Promise.all(steps))
  const { requests, refused } = limit
  const total = agenda.now()
  const sorted = took.sort((one, other) => one - other)
  return { requests: requests(), refused: refused(), total, took: sorted }
}

type Ask = () => { status: number; remaining: number; reset: number }

/** The requests of one apply: five to make its run, looks, plan, confirm, end. */
async function apply(
  { now, sleep }: Agenda,
  ask: Ask,
  random: () => number
): Promise<void> {
  const pressure = createPressure()
  const request = async (canWait = true): Promise<void> => {
    for (let attempt = 1; ; attempt += 1) {
      const at = bookRequest(pressure, now(), canWait || attempt > 1, random)
      await sleep(at - now() + 10 + 30 * random())
      const { status, remaining, reset } = ask()
      await sleep(10 + 30 * random())
      const headers = {
        'x-ratelimit-limit': String(perSecond),
        'x-ratelimit-remaining': String(remaining)
      }
      heedAnswer(pressure, now(), { status, headers }, random)
      if (status === 200) return
      await sleep(reset + random() * Math.min(10_000, 300 * 2 ** (attempt - 1)))
    }
  }
  const look = async (end: number): Promise<void> => {
    const begun = now()
    for (;;) {
      await request()
      if (now() >= end) return
      const pause = now() - begun < 2_000 ? 500 : 15_000
      await sleep(Math.min(pause, end - now() + 100 * random()))
    }
  }
  for (let number = 0; number < 5; number += 1) await request()
  await look(now() + phase)
  await request()
  await request()
  await request(false)
  await look(now() + phase)
  await request()
}

/** A sliding window, as the emulator's; what is refused is not counted. */
export function createLimit(now: () => number, perSecond: number) {
  let times: number[] = []
  let requests = 0
  let refused = 0
  const ask: Ask = () => {
    requests += 1
    times = times.filter((time) => time > now() - 1_000)
    if (times.length >= perSecond) {
      refused += 1
      const reset = (times[0] ?? 0) + 1_000 - now()
      return { status: 429, remaining: 0, reset }
    }
    times.push(now())
    return { status: 200, remaining: perSecond - times.length, reset: 0 }
  }
  return { ask, requests: () => requests, refused: () => refused }
}

export function createAgenda(): Agenda {
  const timers: { at: number; wake: () => void }[] = []
  let time = 0
  return {
    now: () => time,
    sleep: async (milliseconds) => {
      await new Promise<void>((wake) => {
        const at = time + Math.max(0, milliseconds)
        let place = timers.length
        while (place > 0 && timers[place - 1]!.at <= at) place -= 1
        // The next one is the last: it is taken from there.
        timers.splice(place, 0, { at, wake })
      })
    },
    async run(work) {
      const over = new AbortController()
      void work.finally(() => {
        over.abort()
      })
      while (!over.signal.aborted) {
        const next = timers.pop()
        if (next === undefined) {
          await new Promise((resolve) => setImmediate(resolve))
          continue
        }
        time = Math.max(time, next.at)
        next.wake()
        // All that goes on without time passing does so first.
        for (let turn = 0; turn < 12; turn += 1) await Promise.resolve()
      }
    }
  }
}
