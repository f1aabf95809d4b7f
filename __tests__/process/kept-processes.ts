import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { runProcess } from '../../emulator/runner/step-process.ts'
import type { Ended, Treatment } from '../../emulator/runner/step-process.ts'

/**
 * Most of what a step costs is that Node and the bundle are new to it. So a
 * process that has played a step plays the next one: a seventh of the work.
 * `STEPS=apart npm test` starts a process for each of them, as the runner does;
 * so do `npm run faults`, `kills`, the story, the demo, and every test that
 * looks at the process itself.
 */

/** What a process is told to play. */
export interface Job {
  readonly script: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** Begins the last line of either stream. */
  readonly mark: string
}

/** V8 compiles the bundle once for all processes of the tests. */
const compiled = { NODE_COMPILE_CACHE: join(tmpdir(), 'compiled-bundle') }
const host = fileURLToPath(new URL('step-host.ts', import.meta.url))
const idle: Host[] = []

/** Runs a step as `runProcess` does, in a process that has done so before. */
export async function runKept(
  script: string,
  place: Pick<Job, 'cwd' | 'env'>,
  treatment: Treatment
): Promise<Ended> {
  if (needsItsOwn(place.env, treatment)) {
    const env = { ...compiled, ...place.env }
    return await runProcess(script, { ...place, env }, treatment)
  }
  const kept = idle.pop() ?? startHost()
  const ended = await kept.play({ script, ...place }, treatment)
  if (kept.isAlive()) idle.push(kept)
  return ended
}

/** Is the process itself what is looked at, or Node told something at its start? */
function needsItsOwn(env: Job['env'], treatment: Treatment): boolean {
  const { signal, signalAfter, signalOn, closeOutputAfter, onSpawn } = treatment
  return (
    process.env['STEPS'] === 'apart' ||
    Object.keys(env).some((name) => name.startsWith('NODE_')) ||
    [signal, signalAfter, signalOn, closeOutputAfter, onSpawn].some(
      (special) => special !== undefined
    )
  )
}

interface Pipes {
  readonly stdout: Socket
  readonly stderr: Socket
}

interface Host {
  readonly isAlive: () => boolean
  readonly play: (
    job: Omit<Job, 'mark'>,
    treatment: Pick<Treatment, 'onLine' | 'timeout'>
  ) => Promise<Ended>
}

function startHost(): Host {
  const child = fork(host, {
    env: { PATH: process.env['PATH'], ...compiled },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc']
  })
  const { stdout, stderr } = child as unknown as Pipes
  // It is no reason to stay: it ends with the one that started it.
  child.unref()
  for (const pipe of [stdout, stderr, child.channel]) pipe?.unref()
  let ended: Pick<Ended, 'exitCode' | 'signal'> | undefined
  const closed = new Promise<void>((settle) => {
    child.once('close', (exitCode, signal) => {
      ended = { exitCode, signal }
      settle()
    })
  })
  return {
    isAlive: () => ended === undefined && child.connected,
    async play(job, { onLine, timeout }) {
      const mark = `\u0004${randomUUID()} `
      const said = [stdout, stderr].map((stream) =>
        gather(stream, mark, onLine)
      )
      const [out, error] = said
      const limit = setTimeout(() => {
        child.kill('SIGKILL')
      }, timeout)
      try {
        child.send({ ...job, mark } satisfies Job)
        await Promise.race([
          closed,
          Promise.all(
            said.map(async ({ end }) => {
              await end
            })
          )
        ])
      } finally {
        clearTimeout(limit)
        for (const { leave } of said) leave()
      }
      return {
        exitCode: Number(out?.rest()),
        signal: null,
        ...ended,
        stdout: out?.text() ?? '',
        stderr: error?.text() ?? '',
        isCancelled: false
      }
    }
  }
}

/** What a stream says up to the line that begins with a mark. */
function gather(
  stream: Socket,
  mark: string,
  onLine: (line: string) => void
): {
  readonly text: () => string
  /** What follows the mark. */
  readonly rest: () => string
  readonly end: Promise<void>
  readonly leave: () => void
} {
  let whole = ''
  let told = 0
  let take: (text: string) => void = () => undefined
  const end = new Promise<void>((settle) => {
    take = (text) => {
      whole += text
      const at = whole.indexOf(mark)
      const lines = whole.slice(told, at === -1 ? undefined : at).split(/\r?\n/)
      const last = lines.pop() ?? ''
      lines.forEach(onLine)
      told = (at === -1 ? whole.length : at) - last.length
      if (at === -1 || !whole.endsWith('\n')) return
      if (last !== '') onLine(last)
      settle()
    }
  })
  stream.setEncoding('utf8')
  stream.on('data', take)
  const at = (): number =>
    whole.includes(mark) ? whole.indexOf(mark) : whole.length
  return {
    text: () => whole.slice(0, at()),
    rest: () => whole.slice(at() + mark.length),
    end,
    leave: () => {
      stream.off('data', take)
    }
  }
}
