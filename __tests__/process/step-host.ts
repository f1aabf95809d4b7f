import type { EventEmitter } from 'node:events'
import { statSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Job } from './kept-processes.ts'

/**
 * A process that plays one step after the other, as a process of its own each:
 * in the step's folder, with the step's environment, until nothing is left that
 * would keep a process alive. What ends a process ends this one.
 */

/** What an entry of the bundle does at once, and is a function here. */
const startup = /await (runPhase\d*\((?!.*\bawait runPhase\d*\())/s

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context)
    if (!/\/dist\/(?:post\/)?index\.js\?/.test(url)) return loaded
    const text = Buffer.from(loaded.source as Uint8Array).toString()
    if (!startup.test(text)) throw new Error(`${url} starts otherwise.`)
    return {
      ...loaded,
      source: text.replace(startup, 'export const run=async()=>await $1')
    }
  }
})

const emitters = (): readonly Pick<
  EventEmitter,
  'eventNames' | 'rawListeners' | 'off'
>[] => [process, process.stdout, process.stderr]

process.on('message', (job: Job) => void play(job))
process.on('disconnect', () => {
  process.exit()
})

/** Time since the start of the process is time since the start of the step. */
const sinceStart = performance.now.bind(performance)
const { timeOrigin } = performance
function beginTime(): void {
  const begin = sinceStart()
  Object.defineProperties(performance, {
    now: { configurable: true, value: () => sinceStart() - begin },
    timeOrigin: { configurable: true, value: timeOrigin + begin }
  })
}

async function play({ script, cwd, env, mark }: Job): Promise<void> {
  process.chdir(cwd)
  for (const name of Object.keys(process.env)) {
    Reflect.deleteProperty(process.env, name)
  }
  Object.assign(process.env, env)
  // One that was built again is another one.
  const url = `${pathToFileURL(script).href}?${statSync(script).mtimeMs}`
  const { run } = (await import(url)) as { readonly run: () => Promise<void> }
  beginTime()
  const restore = keepListeners()
  const own = process.getActiveResourcesInfo().length
  const step = { isSettled: false }
  // Not caught: an error ends this process, as it would the step's.
  void run().then(() => {
    step.isSettled = true
  })
  await untilIdle(own, step)
  // As Node ends a process whose entry waits for what will never be.
  if (!step.isSettled) process.exitCode ??= 13
  process.emit('exit', Number(process.exitCode ?? 0))
  const exitCode = Number(process.exitCode ?? 0)
  restore()
  process.exitCode = undefined
  process.stderr.write(`${mark}\n`)
  process.stdout.write(`${mark}${exitCode}\n`)
}

/** Until nothing but what was there before would keep the process alive. */
async function untilIdle(
  own: number,
  step: { readonly isSettled: boolean }
): Promise<void> {
  // Node does not tell of work in its thread pool: unsettled may be busy.
  for (let quiet = 0; quiet < (step.isSettled ? 1 : 200);) {
    await sleep(step.isSettled ? 1 : 10)
    quiet = process.getActiveResourcesInfo().length > own ? 0 : quiet + 1
  }
}

/** @returns what takes every listener away that came since */
function keepListeners(): () => void {
  const kept = emitters().map((emitter) => ({
    emitter,
    listeners: new Set(listenersOf(emitter).map(([, listener]) => listener))
  }))
  return () => {
    for (const { emitter, listeners } of kept) {
      for (const [name, listener] of listenersOf(emitter)) {
        if (!listeners.has(listener)) emitter.off(name, listener)
      }
    }
  }
}

type Listener = Parameters<EventEmitter['off']>[1]

function listenersOf(
  emitter: ReturnType<typeof emitters>[number]
): (readonly [string | symbol, Listener])[] {
  return emitter
    .eventNames()
    .flatMap((name) =>
      emitter
        .rawListeners(name)
        .map((listener) => [name, listener as Listener] as const)
    )
}
