import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'

/** How a step's process is treated while it runs. */
export interface Treatment {
  /** Cancels the step as soon as its output matches. */
  readonly signalAfter?: RegExp | undefined
  /** Cancels the step as soon as this is aborted. */
  readonly signalOn?: AbortSignal | undefined
  /**
   * Instead of the runner's SIGINT, SIGTERM, SIGKILL, only this one: what a
   * machine that shuts down or a container that ends does.
   */
  readonly signal?: NodeJS.Signals | undefined
  /** Milliseconds from SIGINT to SIGTERM, and from there to SIGKILL. */
  readonly patience: { readonly interrupt: number; readonly terminate: number }
  /** Nobody reads standard output any more once it matches: EPIPE. */
  readonly closeOutputAfter?: RegExp | undefined
  /** Milliseconds after which the process is killed. */
  readonly timeout: number
  readonly onSpawn?: ((processId: number) => void) | undefined
  /** Gets each line of either stream, in the order of their coming. */
  readonly onLine: (line: string) => void
}

export interface Ended {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly isCancelled: boolean
}

/** Milliseconds for which the streams may outlive their process. */
const lateOutput = 5_000

/**
 * Runs a script by this Node as the runner runs an action: SIGINT to the one
 * process, SIGTERM and SIGKILL if it stays (actions/runner: ProcessInvoker).
 * Rejects where the process cannot be started.
 */
export async function runProcess(
  script: string,
  place: {
    readonly cwd: string
    readonly env: Readonly<Record<string, string>>
  },
  treatment: Treatment
): Promise<Ended> {
  const child = spawn(process.execPath, [script], {
    cwd: place.cwd,
    env: { ...place.env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  if (child.pid !== undefined) treatment.onSpawn?.(child.pid)
  const timers = createTimers()
  const cancel = createCancel(child, treatment, timers.after)
  const { signalOn, signalAfter, closeOutputAfter } = treatment
  const stdout = gather(child.stdout, treatment.onLine)
  const stderr = gather(child.stderr, treatment.onLine)
  const watch = (): void => {
    const said = stdout.text() + stderr.text()
    if (signalAfter?.test(said) === true) cancel.now()
    if (closeOutputAfter?.test(said) === true) child.stdout.destroy()
  }
  child.stdout.on('data', watch)
  child.stderr.on('data', watch)
  if (signalOn?.aborted === true) cancel.now()
  signalOn?.addEventListener('abort', cancel.now)
  timers.after(treatment.timeout, () => {
    child.kill('SIGKILL')
  })
  child.once('exit', () => {
    timers.after(lateOutput, () => {
      child.stdout.destroy()
      child.stderr.destroy()
    })
  })
  try {
    return await new Promise((settle, fail) => {
      child.once('error', fail)
      child.once('close', (exitCode, signal) => {
        stdout.end()
        stderr.end()
        settle({
          exitCode,
          signal,
          stdout: stdout.text(),
          stderr: stderr.text(),
          isCancelled: cancel.isDone()
        })
      })
    })
  } finally {
    timers.clear()
    signalOn?.removeEventListener('abort', cancel.now)
  }
}

function createTimers(): {
  readonly after: (milliseconds: number, act: () => void) => void
  readonly clear: () => void
} {
  const timers: NodeJS.Timeout[] = []
  return {
    after: (milliseconds, act) => {
      timers.push(setTimeout(act, milliseconds))
    },
    clear: () => {
      timers.forEach(clearTimeout)
    }
  }
}

function createCancel(
  child: ChildProcess,
  { signal, patience }: Treatment,
  after: (milliseconds: number, act: () => void) => void
): { readonly now: () => void; readonly isDone: () => boolean } {
  let isDone = false
  return {
    isDone: () => isDone,
    now: () => {
      if (isDone) return
      isDone = true
      child.kill(signal ?? 'SIGINT')
      if (signal !== undefined) return
      after(patience.interrupt, () => {
        child.kill('SIGTERM')
        after(patience.terminate, () => {
          child.kill('SIGKILL')
        })
      })
    }
  }
}

/** Gathers a stream's text, and tells its lines one by one. */
function gather(
  stream: NodeJS.ReadableStream,
  onLine: (line: string) => void
): { readonly text: () => string; readonly end: () => void } {
  let whole = ''
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (text: string) => {
    whole += text
    const lines = (rest + text).split(/\r?\n/)
    rest = lines.pop() ?? ''
    lines.forEach(onLine)
  })
  return {
    text: () => whole,
    end: () => {
      if (rest !== '') onLine(rest)
      rest = ''
    }
  }
}
