import { EventEmitter } from 'node:events'
import type { Program } from './bundle.ts'
import { createClock } from './clock.ts'
import type { Clock } from './clock.ts'
import { createDisk } from './disk.ts'
import type { Disk } from './disk.ts'
import type { Answer, Request, Send } from './http.ts'
import { runOn } from './machine.ts'
import type { Machine } from './machine.ts'
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
  /** Has its program come to its last line? */
  readonly hasSettled: () => boolean
  readonly crash: (error: unknown) => void
}

interface ProcessOptions {
  readonly program: Program
  readonly clock: Clock
  readonly disk: Disk
  readonly env: Readonly<Record<string, string>>
  readonly seed: number
  /** Milliseconds that Node takes to load the program. */
  readonly loadingMilliseconds: number
  readonly network: (request: Request, signal: AbortSignal) => Promise<Answer>
  /** Told before each effect; where it ends the process, it does not happen. */
  readonly onEffect: (count: number, process: SimulatedProcess) => void
}

const signalNumbers = { SIGINT: 2, SIGTERM: 15, SIGKILL: 9 } as const

/** Starts a process; it moves on as the clock does. */
export function startProcess(options: ProcessOptions): SimulatedProcess {
  const { clock, disk } = options
  const printed: string[] = []
  const pending = new Set<AbortController>()
  let end: ReturnType<SimulatedProcess['end']>
  let effects = 0
  let hasSettled = false

  const self: SimulatedProcess = {
    end: () => end,
    output: () => printed.join(''),
    effects: () => effects,
    hasSettled: () => hasSettled,
    signal(name) {
      if (end !== undefined) return
      if (name !== 'SIGKILL' && fake.listenerCount(name) > 0) {
        runOn(machine, () => fake.emit(name, name))
      } else die({ exitCode: 128 + signalNumbers[name], signal: name })
    },
    isStuck: () =>
      end === undefined && pending.size === 0 && !clock.isAwaited(machine),
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
      runOn(machine, () => fake.emit('exit', fake.exitCode ?? 0))
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

  const fake = createProcess(options, {
    write: (text) => {
      if (end === undefined) printed.push(String(text))
      return true
    },
    leave
  })
  const machine: Machine = {
    clock,
    disk,
    random: createRandom(options.seed),
    send,
    begunAt: { monotonic: clock.now(), wall: clock.wall() },
    effect,
    isAlive: () => end === undefined,
    process: fake,
    crash: self.crash
  }

  clock.in(
    options.loadingMilliseconds,
    () => {
      if (end !== undefined) return
      runOn(machine, options.program).then(
        () => {
          hasSettled = true
        },
        (error: unknown) => {
          self.crash(error)
        }
      )
    },
    machine
  )
  return self
}

/** What the dead wait for. */
async function never(): Promise<never> {
  return await new Promise<never>(() => undefined)
}

interface Ways {
  readonly write: (text: string | Uint8Array) => boolean
  readonly leave: () => void
}

/** The global `process` of one process. */
function createProcess(
  { clock, env }: Pick<ProcessOptions, 'clock' | 'env'>,
  { write, leave }: Ways
) {
  const events = new EventEmitter()
  events.setMaxListeners(100)
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
  return fake
}

/** A machine without a world, on which modules are loaded. */
export function createBareMachine(): Machine {
  const clock = createClock()
  return {
    clock,
    disk: createDisk(),
    random: createRandom(0),
    send: never,
    begunAt: { monotonic: 0, wall: 0 },
    effect: () => false,
    isAlive: () => false,
    process: createProcess(
      { clock, env: {} },
      { write: () => true, leave: () => undefined }
    ),
    crash: (error) => {
      throw error
    }
  }
}
