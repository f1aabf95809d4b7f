import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
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

/** What `kept-environment.cjs` keeps for all files of a worker. */
const { takeProcess, keepProcess } = globalThis as unknown as {
  readonly takeProcess: () => ChildProcess | undefined
  readonly keepProcess: (child: ChildProcess) => void
}

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
  let child = takeProcess()
  while (child !== undefined && !isAlive(child)) child = takeProcess()
  child ??= startHost()
  const ended = await play(child, { script, ...place }, treatment)
  if (isAlive(child)) keepProcess(child)
  return ended
}

function isAlive({ connected, exitCode, signalCode }: ChildProcess): boolean {
  return connected && exitCode === null && signalCode === null
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

function startHost(): ChildProcess {
  const child = fork(host, {
    env: { PATH: process.env['PATH'], ...compiled },
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc']
  })
  // It is no reason to stay: it ends with the one that started it.
  child.unref()
  for (const pipe of [...pipesOf(child), child.channel]) pipe?.unref()
  return child
}

function pipesOf({ stdout, stderr }: ChildProcess): readonly Socket[] {
  return [stdout, stderr] as unknown as readonly Socket[]
}

async function play(
  child: ChildProcess,
  job: Omit<Job, 'mark'>,
  { onLine, timeout }: Pick<Treatment, 'onLine' | 'timeout'>
): Promise<Ended> {
  const mark = `\u0004${randomUUID()} `
  const said = pipesOf(child).map((stream) => gather(stream, mark, onLine))
  const [out, error] = said
  let ended: Pick<Ended, 'exitCode' | 'signal'> | undefined
  const limit = setTimeout(() => {
    child.kill('SIGKILL')
  }, timeout)
  let leave: () => void = () => undefined
  const closed = new Promise<void>((settle) => {
    const close = (
      exitCode: Ended['exitCode'],
      signal: Ended['signal']
    ): void => {
      ended = { exitCode, signal }
      settle()
    }
    child.once('close', close)
    leave = () => child.off('close', close)
  })
  try {
    child.send({ ...job, mark } satisfies Job)
    await Promise.race([closed, Promise.all(said.map(({ end }) => end))])
  } finally {
    clearTimeout(limit)
    leave()
    for (const stream of said) stream.leave()
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
