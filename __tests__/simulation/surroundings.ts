import * as crypto from 'node:crypto'
import { createRequire } from 'node:module'
import * as os from 'node:os'
import * as path from 'node:path'
import { Transform } from 'node:stream'
import * as zlib from 'node:zlib'
import { loadAction } from './bundle.ts'
import type { Action, Patch, Surroundings } from './bundle.ts'
import { root } from './disk.ts'
import { createFileModules } from './files.ts'
import { createHttpModule } from './http.ts'
import type { Send } from './http.ts'
import { here, runOn } from './machine.ts'
import { createBareMachine } from './process.ts'
import {
  createAbortSignal,
  createDate,
  timerPromises,
  timers
} from './timers.ts'

const nodeRequire = createRequire(import.meta.url)

/** Where relative paths begin. */
const cwd = `${root}/checkout`

/**
 * All that a bundle sees of Node. Each call leads to the process whose code
 * makes it, so that modules need to be loaded but once.
 */
function createSurroundings(): Surroundings {
  const send: Send = async (request, signal) =>
    await here().send(request, signal)
  const files = createFileModules()
  const http = createHttpModule(send)
  const randomness = createRandomness()
  const performance = {
    now: () => here().clock.now() - here().begunAt.monotonic,
    get timeOrigin() {
      return here().begunAt.wall
    }
  }
  const process = createProcess()
  const modules: Readonly<Record<string, unknown>> = {
    fs: files.fs,
    'fs/promises': files.promises,
    http,
    https: http,
    process,
    timers,
    'timers/promises': timerPromises,
    perf_hooks: { performance },
    path: createPathModule(),
    crypto: { ...crypto, ...randomness },
    zlib: createZlibModule(),
    os: createSystemModule()
  }
  return {
    require: (name) => {
      const short = name.replace(/^node:/, '')
      return modules[short] ?? requirePlain(short)
    },
    globals: {
      ...timers,
      process,
      console,
      performance,
      Date: createDate(),
      AbortSignal: createAbortSignal(),
      Math: Object.assign(Object.create(Math) as object, {
        random: () => here().random()
      }),
      crypto: { randomUUID: randomness.randomUUID }
    }
  }
}

/** The action of a folder, to be run in simulated worlds. */
export async function loadSimulated(
  folder: string,
  patches: readonly Patch[] = []
): Promise<Action> {
  const nobody = createBareMachine()
  return await runOn(nobody, async () =>
    loadAction(folder, createSurroundings(), patches)
  )
}

/** The process of whoever asks. */
function createProcess(): object {
  return new Proxy(
    {},
    {
      get: (_, name) => Reflect.get(here().process, name) as unknown,
      set: (_, name, value) => Reflect.set(here().process, name, value),
      has: (_, name) => Reflect.has(here().process, name)
    }
  )
}

function createRandomness() {
  const randomBytes = (size: number): Buffer => {
    const { random } = here()
    return Buffer.from(
      Array.from({ length: size }, () => Math.floor(random() * 256))
    )
  }
  return {
    randomBytes,
    randomInt: (limit: number) => Math.floor(here().random() * limit),
    randomUUID: (): string => {
      const hex = randomBytes(16).toString('hex')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
    }
  }
}

/** Modules that wait for nothing outside of JavaScript. */
const plainModules: ReadonlySet<string> = new Set([
  'assert',
  'async_hooks',
  'buffer',
  'console',
  'diagnostics_channel',
  'events',
  'querystring',
  'stream',
  'stream/promises',
  'string_decoder',
  'url',
  'util',
  'util/types'
])

/** Loaded by libraries whose ways into the real world are not gone here. */
const unusedModules: ReadonlySet<string> = new Set([
  'child_process',
  'dns',
  'http2',
  'net',
  'tls',
  'worker_threads'
])

/**
 * A module of Node that needs no time. Another one fails loudly: what waits
 * for a thread or a socket is not seen to be under way, and simulated time
 * would run out before it.
 */
function requirePlain(name: string): unknown {
  if (plainModules.has(name)) return nodeRequire(`node:${name}`)
  if (unusedModules.has(name)) return createUnusedModule(name)
  throw new Error(`The module ${name} is not simulated`)
}

function createUnusedModule(name: string): object {
  const module = nodeRequire(`node:${name}`) as Record<string, unknown>
  return new Proxy(module, {
    get(target, key) {
      const value = target[key as string]
      const isCall = typeof value === 'function' && /^[a-z]/.test(String(key))
      if (!isCall || String(key).startsWith('is')) return value
      return () => {
        throw new Error(`${name}.${String(key)} is not simulated`)
      }
    }
  })
}

/** Relative paths are of the simulated folder, not of the real one. */
function createPathModule(): object {
  const resolve = (...parts: string[]): string => path.resolve(cwd, ...parts)
  const module = { ...path, resolve, posix: { ...path.posix, resolve } }
  return { ...module, default: module }
}

/** A machine like any other. */
function createSystemModule(): object {
  const module = {
    constants: os.constants,
    EOL: '\n',
    arch: () => 'x64',
    platform: () => 'linux',
    type: () => 'Linux',
    release: () => '6.8.0',
    hostname: () => 'runner',
    homedir: () => '/home/runner',
    tmpdir: () => `${root}/temp`,
    cpus: () => [{}, {}],
    availableParallelism: () => 2
  }
  return { ...module, default: module }
}

/**
 * `node:zlib`, whose streams work in threads; these do all of it at their end,
 * at once.
 */
function createZlibModule(): object {
  const gathering = (run: (bytes: Buffer) => Buffer) => (): Transform => {
    const chunks: Buffer[] = []
    return new Transform({
      transform(chunk: Buffer, _, done) {
        chunks.push(chunk)
        done()
      },
      flush(done) {
        try {
          done(null, run(Buffer.concat(chunks)))
        } catch (error) {
          done(error as Error)
        }
      }
    })
  }
  const module = {
    ...zlib,
    createGzip: gathering(zlib.gzipSync),
    createGunzip: gathering(zlib.gunzipSync),
    createInflate: gathering(zlib.inflateSync),
    createBrotliDecompress: gathering(zlib.brotliDecompressSync)
  }
  return { ...module, default: module }
}
