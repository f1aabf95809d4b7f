import type { Appointment, Clock } from './clock.ts'
import { here, runOn } from './machine.ts'
import type { Machine } from './machine.ts'

interface Timer {
  readonly clock: Clock
  appointment: Appointment
}

type Callback = (...given: unknown[]) => void

const longest = 2 ** 31 - 1

/** A machine's code, so long from now, if it lives to see it. */
function appoint(
  machine: Machine,
  milliseconds: number,
  code: () => void
): Appointment {
  return machine.clock.in(
    milliseconds,
    () => {
      if (machine.isAlive()) runOn(machine, code)
    },
    machine
  )
}

function start(
  run: () => void,
  milliseconds: number,
  isRepeated: boolean
): object {
  const machine = here()
  const wait =
    milliseconds >= 1 && milliseconds <= longest ? Math.trunc(milliseconds) : 1
  const begin = (): Appointment =>
    appoint(machine, wait, () => {
      if (isRepeated) timer.appointment = begin()
      run()
    })
  const { clock } = machine
  const timer: Timer & Record<string, unknown> = {
    clock,
    appointment: begin(),
    ref: () => {
      clock.setRef(timer.appointment, true)
      return timer
    },
    unref: () => {
      clock.setRef(timer.appointment, false)
      return timer
    },
    hasRef: () => timer.appointment.isRef,
    refresh: () => {
      clock.callOff(timer.appointment)
      timer.appointment = begin()
      return timer
    }
  }
  return timer
}

function clear(timer: unknown): void {
  const given = timer as Timer | undefined | null
  if (given?.appointment !== undefined) given.clock.callOff(given.appointment)
}

function after(isRepeated: boolean) {
  return (run: Callback, milliseconds = 1, ...given: unknown[]): object =>
    start(
      () => {
        run(...given)
      },
      milliseconds,
      isRepeated
    )
}

/** Node's timers over the simulated time of the process that asks. */
export const timers = {
  setTimeout: after(false),
  setInterval: after(true),
  clearTimeout: clear,
  clearInterval: clear,
  setImmediate: (run: Callback, ...given: unknown[]): Timer => {
    const machine = here()
    const appointment = appoint(machine, 0, () => {
      run(...given)
    })
    return { clock: machine.clock, appointment }
  },
  clearImmediate: clear
}

/** `node:timers/promises`, as far as it is used. */
export const timerPromises = {
  setTimeout: async (
    milliseconds: number,
    value: unknown,
    { signal, ref = true }: { signal?: AbortSignal; ref?: boolean } = {}
  ): Promise<unknown> =>
    await new Promise((resolve, reject) => {
      const abort = (): void => {
        clear(timer)
        const error = new Error('The operation was aborted', {
          cause: signal?.reason
        })
        reject(Object.assign(error, { name: 'AbortError', code: 'ABORT_ERR' }))
      }
      const timer = start(
        () => {
          signal?.removeEventListener('abort', abort)
          resolve(value)
        },
        milliseconds,
        false
      )
      if (!ref) (timer as { unref: () => void }).unref()
      if (signal?.aborted === true) abort()
      else signal?.addEventListener('abort', abort)
    })
}

/** `AbortSignal`, whose timeouts are of simulated time. */
export function createAbortSignal(): typeof AbortSignal {
  const timeout = (milliseconds: number): AbortSignal => {
    const ending = new AbortController()
    const machine = here()
    const timer = appoint(machine, milliseconds, () => {
      ending.abort(
        new DOMException(
          'The operation was aborted due to timeout',
          'TimeoutError'
        )
      )
    })
    // Node does not stay alive for it.
    machine.clock.setRef(timer, false)
    return ending.signal
  }
  return new Proxy(AbortSignal, {
    get: (target, name) =>
      name === 'timeout' ? timeout : (Reflect.get(target, name) as unknown)
  })
}

/** `Date`, whose present is the wall clock of the runner. */
export function createDate(): DateConstructor {
  return new Proxy(Date, {
    construct: (target, given) =>
      given.length === 0
        ? new target(here().clock.wall())
        : (Reflect.construct(target, given) as Date),
    apply: () => new Date(here().clock.wall()).toString(),
    get: (target, name) =>
      name === 'now'
        ? () => here().clock.wall()
        : (Reflect.get(target, name) as unknown)
  })
}
