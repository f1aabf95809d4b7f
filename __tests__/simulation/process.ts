import * as crypto from 'node:crypto'
import { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import * as path from 'node:path'
import type { Program } from './bundle.ts'
import type { Appointment, Clock } from './clock.ts'
import { createFileModules } from './files.ts'
import type { createDisk } from './files.ts'
import { createFetch, createHttpModule } from './http.ts'
import type { Answer, Request, Send } from './http.ts'
import { createRandom } from './random.ts'

/** A process of Node that runs a bundle in simulated surroundings. */
export interface SimulatedProcess {
  /** Undefined while it lives. `signal`: what ended it, where one did. */
  readonly end: () =>
    { readonly exitCode: number; readonly signal?: string } | undefined
  /** As `kill(2)`: handled where the program asked for it, else deadly. */
  readonly signal: (name: 'SIGINT' | 'SIGTERM' | 'SIGKILL') => void
  /** What it printed. */
  readonly output: () => string
  /** Writes, requests and answers so far: the moments to kill it at. */
  readonly effects: () => number
  /** Is it alive, with nothing to come that could ever wake it? */
  readonly isStuck: () => boolean
  /** Node ends a process like this by itself. */
  readonly endStuck: () => void
  readonly crash: (error: unknown) => void
}

export interface ProcessOptions {
  readonly program: Program
  readonly clock: Clock
  readonly disk: ReturnType<typeof createDisk>
  readonly env: Readonly<Record<string, string>>
  readonly seed: number
  /** Milliseconds that Node takes to load the program. */
  readonly loadingMilliseconds: number
  readonly network: (request: Request, signal: AbortSignal) => Promise<Answer>
  /** Told before each effect; where it ends the process, it does not happen. */
  readonly onEffect: (count: number, process: SimulatedProcess) => void
}

const nodeRequire = createRequire(import.meta.url)

/** Starts a process; it moves on as the clock does. */
export function startProcess(options: ProcessOptions): SimulatedProcess {
  const { clock, disk, env } = options
  const owner = {}
  const events = new EventEmitter()
  events.setMaxListeners(100)
  const printed: string[] = []
  const pending = new Set<AbortController>()
  let end: ReturnType<SimulatedProcess['end']>
  let effects = 0
  let hasSettled = false

  const self: SimulatedProcess = {
    end: () => end,
    output: () => printed.join(''),
    effects: () => effects,
    signal(name) {
      if (end !== undefined) return
      const isHandled = name !== 'SIGKILL' && events.listenerCount(name) > 0
      if (isHandled) events.emit(name, name)
      else die({ exitCode: 128 + signalNumbers[name], signal: name })
    },
    isStuck: () =>
      end === undefined && pending.size === 0 && !clock.isAwaited(owner),
    endStuck() {
      if (!hasSettled) fake.exitCode ??= 13
      leave()
    },
    crash(error) {
      if (end !== undefined) return
      printed.push(`Uncaught ${String((error as Error).stack ?? error)}\n`)
      fake.exitCode = 1
      leave()
    }
  }

  function die(how: NonNullable<typeof end>): void {
    end = how
    for (const one of pending) one.abort()
  }

  function leave(): void {
    if (end !== undefined) return
    try {
      events.emit('exit', fake.exitCode ?? 0)
    } catch (error) {
      printed.push(`Uncaught ${String(error)}\n`)
      fake.exitCode = 1
    }
    die({ exitCode: fake.exitCode ?? 0 })
  }

  /** One more effect; false where the process did not live to see it. */
  function effect(): boolean {
    if (end !== undefined) return false
    options.onEffect(effects, self)
    effects += 1
    return self.end() === undefined
  }

  const send: Send = async (request, signal) => {
    if (!effect()) return await never()
    const gone = new AbortController()
    const abort = (): void => {
      gone.abort(signal?.reason)
    }
    if (signal?.aborted === true) throw signal.reason
    signal?.addEventListener('abort', abort)
    pending.add(gone)
    try {
      const answer = await Promise.race([
        options.network(request, gone.signal),
        new Promise<never>((_, reject) => {
          gone.signal.addEventListener('abort', () => {
            reject((gone.signal.reason as Error | undefined) ?? new Error())
          })
        })
      ])
      if (!effect()) return await never()
      return answer
    } catch (error) {
      if (end !== undefined) return await never()
      throw error
    } finally {
      pending.delete(gone)
      signal?.removeEventListener('abort', abort)
    }
  }

  const timers = createTimers(clock, owner, () => end === undefined)
  const random = createRandom(options.seed)
  const write = (text: string | Uint8Array): boolean => {
    if (end === undefined) printed.push(String(text))
    return true
  }
  const fake = Object.assign(events, {
    env: { ...env },
    argv: ['node', 'main'],
    execArgv: [],
    exitCode: undefined as number | undefined,
    platform: 'linux',
    arch: 'x64',
    pid: 4242,
    version: 'v24.21.0',
    versions: { node: '24.21.0' },
    stdout: { write, isTTY: false, on: () => undefined },
    stderr: { write, isTTY: false, on: () => undefined },
    cwd: () => env['GITHUB_WORKSPACE'] ?? '/',
    umask: () => 0o22,
    getuid: () => 1001,
    nextTick: process.nextTick.bind(process),
    uptime: () => clock.now() / 1000,
    memoryUsage: () => ({ rss: 0, heapUsed: 0 }),
    hrtime: Object.assign(
      () => [Math.floor(clock.now() / 1000), (clock.now() % 1000) * 1e6],
      { bigint: () => BigInt(Math.floor(clock.now() * 1e6)) }
    ),
    emitWarning: () => undefined,
    getActiveResourcesInfo: () => [],
    exit(code?: number) {
      fake.exitCode = code ?? fake.exitCode ?? 0
      leave()
      throw new Error('process.exit')
    }
  })

  const { fs, promises } = createFileModules(disk, effect)
  const http = createHttpModule(send)
  const fetch = createFetch(send)
  const performance = { now: () => clock.now(), timeOrigin: 0 }
  const randomBytes = (size: number): Buffer =>
    Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)))
  const randomUUID = (): string => {
    const hex = randomBytes(16).toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
  }
  const modules: Readonly<Record<string, unknown>> = {
    fs,
    'fs/promises': promises,
    http,
    https: http,
    process: fake,
    timers: timers.globals,
    'timers/promises': timers.promises,
    perf_hooks: { performance },
    path: pathModule(fake.cwd),
    crypto: {
      ...crypto,
      randomUUID,
      randomBytes,
      randomInt: (limit: number) => Math.floor(random() * limit)
    },
    child_process: {
      spawn: () => {
        throw new Error('no processes here')
      }
    }
  }

  clock.in(
    options.loadingMilliseconds,
    () => {
      if (end !== undefined) return
      options
        .program({
          require: (name) => {
            const short = name.replace(/^node:/, '')
            return modules[short] ?? nodeRequire(name)
          },
          undici: {
            fetch,
            Agent: Object,
            ProxyAgent: Object,
            EnvHttpProxyAgent: Object
          },
          globals: {
            process: fake,
            console,
            ...timers.globals,
            performance,
            fetch,
            Date: dateOf(clock),
            AbortSignal: abortSignalOf(clock, owner),
            Math: Object.assign(Object.create(Math) as object, { random }),
            crypto: { randomUUID, subtle: crypto.webcrypto.subtle }
          }
        })
        .then(
          () => {
            hasSettled = true
          },
          (error: unknown) => {
            self.crash(error)
          }
        )
    },
    owner
  )
  return self
}

/** Relative paths are of the simulated folder, not of the real one. */
function pathModule(cwd: () => string): object {
  const resolve = (...parts: string[]): string => path.resolve(cwd(), ...parts)
  const module = { ...path, resolve, posix: { ...path.posix, resolve } }
  return { ...module, default: module }
}

const signalNumbers = { SIGINT: 2, SIGTERM: 15, SIGKILL: 9 } as const

/** What the dead wait for. */
async function never(): Promise<never> {
  return await new Promise<never>(() => undefined)
}

/** Node's three kinds of timers over simulated time. */
function createTimers(clock: Clock, owner: object, isAlive: () => boolean) {
  interface Timer {
    appointment: Appointment
  }
  const longest = 2 ** 31 - 1
  const start = (
    run: () => void,
    milliseconds: number,
    isRepeated: boolean
  ): object => {
    const wait =
      milliseconds >= 1 && milliseconds <= longest
        ? Math.trunc(milliseconds)
        : 1
    const begin = (): Appointment =>
      clock.in(
        wait,
        () => {
          if (!isAlive()) return
          if (isRepeated) timer.appointment = begin()
          run()
        },
        owner
      )
    const timer: Timer & Record<string, unknown> = {
      appointment: begin(),
      ref: () => {
        timer.appointment.isRef = true
        return timer
      },
      unref: () => {
        timer.appointment.isRef = false
        return timer
      },
      hasRef: () => timer.appointment.isRef,
      refresh: () => {
        timer.appointment.isOff = true
        timer.appointment = begin()
        return timer
      }
    }
    return timer
  }
  const clear = (timer: unknown): void => {
    const given = timer as Timer | undefined | null
    if (given?.appointment !== undefined) given.appointment.isOff = true
  }
  const setTimeout = (
    run: (...given: unknown[]) => void,
    milliseconds = 1,
    ...given: unknown[]
  ): object =>
    start(
      () => {
        run(...given)
      },
      milliseconds,
      false
    )
  return {
    globals: {
      setTimeout,
      setInterval: (
        run: (...given: unknown[]) => void,
        milliseconds = 1,
        ...given: unknown[]
      ) =>
        start(
          () => {
            run(...given)
          },
          milliseconds,
          true
        ),
      clearTimeout: clear,
      clearInterval: clear
    },
    promises: {
      setTimeout: async (
        milliseconds: number,
        value: unknown,
        { signal, ref = true }: { signal?: AbortSignal; ref?: boolean } = {}
      ): Promise<unknown> =>
        await new Promise((resolve, reject) => {
          const abort = (): void => {
            clear(timer)
            reject(
              Object.assign(
                new Error('The operation was aborted', {
                  cause: signal?.reason
                }),
                { name: 'AbortError', code: 'ABORT_ERR' }
              )
            )
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
  }
}

function dateOf(clock: Clock): DateConstructor {
  return new Proxy(Date, {
    construct: (target, given) =>
      given.length === 0
        ? new target(clock.wall())
        : (Reflect.construct(target, given) as Date),
    apply: () => new Date(clock.wall()).toString(),
    get: (target, name) =>
      name === 'now'
        ? () => clock.wall()
        : (Reflect.get(target, name) as unknown)
  })
}

function abortSignalOf(clock: Clock, owner: object): typeof AbortSignal {
  const timeout = (milliseconds: number): AbortSignal => {
    const ending = new AbortController()
    const timer = clock.in(
      milliseconds,
      () => {
        ending.abort(
          new DOMException(
            'The operation was aborted due to timeout',
            'TimeoutError'
          )
        )
      },
      owner
    )
    // Node does not stay alive for it.
    timer.isRef = false
    return ending.signal
  }
  return new Proxy(AbortSignal, {
    get: (target, name) =>
      name === 'timeout' ? timeout : (Reflect.get(target, name) as unknown)
  })
}
