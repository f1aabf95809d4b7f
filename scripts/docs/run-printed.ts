/**
 * `npm run docs -- --run`: runs every command that a document prints, and those
 * that the commands themselves print, in a copy of this checkout, with nothing
 * in the environment but a PATH and an empty home; once with terraform on that
 * PATH, and once without for what that changes.
 */
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PrintedCommand } from './printed-commands.ts'
import {
  commandsIn,
  commandsPrinted,
  dependsOnEngine,
  needsTerraform,
  trialOf
} from './printed-commands.ts'

/** Where the commands are run, and what became of them. */
interface Course {
  readonly engine: 'with' | 'without'
  /** The copy of the checkout. */
  readonly root: string
  readonly env: Readonly<Record<string, string>>
  readonly hasTerraform: boolean
  /** What was printed with its outcome, to run each once. */
  readonly seen: Set<string>
  readonly left: Map<string, string>
  readonly said: string[]
  ran: number
  failed: number
}

/** Milliseconds for a command that stays or takes long to begin well. */
const beginning = 2_500
/** Milliseconds after which a command does not end by itself. */
const longest = 300_000

/** The pages whose commands are run, from the root of the repository. */
function readPages(): readonly string[] {
  const { stdout } = spawnSync('git', ['ls-files', '*.md'], {
    encoding: 'utf8'
  })
  return stdout
    .split('\n')
    .filter((path) =>
      /^(?:README|CONTRIBUTING|RELEASING|SECURITY|docs\/[\w-]+|examples\/\w+\/README)\.md$/.test(
        path
      )
    )
}

/**
 * Runs them all, with and without terraform side by side. Resolves to whether
 * each ended as it says.
 */
export async function runPrinted(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'printed-'))
  try {
    const pages = readPages()
    const courses = (['with', 'without'] as const).map((engine) =>
      openCourse(join(folder, engine), engine)
    )
    await Promise.all(
      courses.map(async (course) => {
        for (const page of pages) await runPage(course, page)
      })
    )
    return report(courses)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function report(courses: readonly Course[]): boolean {
  for (const { engine, said } of courses) {
    console.log(`\n${engine} terraform on the PATH\n${said.join('\n')}`)
  }
  const left = new Map(courses.flatMap((course) => [...course.left]))
  console.log('\nNot run to the end:')
  for (const [text, why] of left) console.log(`  ${text}: ${why}`)
  const ran = courses.reduce((sum, course) => sum + course.ran, 0)
  const failed = courses.reduce((sum, course) => sum + course.failed, 0)
  console.log(
    failed === 0
      ? `\n${ran} commands ran as printed.`
      : `\n${failed} of ${ran + failed} commands did not run as printed.`
  )
  return failed === 0
}

/** The files that git knows or would take, and the packages beside them. */
function copyCheckout(folder: string): string {
  const root = join(folder, 'gated-terraform-run')
  const { stdout } = spawnSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }
  )
  for (const path of stdout.split('\0').filter((name) => existsSync(name))) {
    if (path === '') continue
    mkdirSync(dirname(join(root, path)), { recursive: true })
    cpSync(path, join(root, path))
  }
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'))
  const git = (...args: readonly string[]) =>
    spawnSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@y', ...args], {
      cwd: root
    })
  git('init', '--quiet')
  git('add', '--all', '--force', '.', ':!node_modules')
  git('commit', '--quiet', '--message', 'As printed')
  return root
}

function openCourse(folder: string, engine: Course['engine']): Course {
  const home = join(folder, 'home')
  mkdirSync(home, { recursive: true })
  const given = process.env['PATH'] ?? ''
  const path = engine === 'with' ? given : withoutTerraform(given, folder)
  return {
    engine,
    root: copyCheckout(folder),
    env: { PATH: path, HOME: home, TMPDIR: home },
    hasTerraform:
      spawnSync('terraform', ['version'], { env: { PATH: path } }).status === 0,
    ...{ seen: new Set<string>(), left: new Map<string, string>(), said: [] },
    ...{ ran: 0, failed: 0 }
  }
}

/** The folders of a PATH, each that has terraform or tofu as links to the rest. */
function withoutTerraform(path: string, folder: string): string {
  const banned = ['terraform', 'tofu']
  return path
    .split(delimiter)
    .filter((place) => existsSync(place))
    .map((place, index) => {
      const names = readdirSync(place)
      if (!names.some((name) => banned.includes(name))) return place
      const links = join(folder, `bin-${index}`)
      mkdirSync(links)
      for (const name of names.filter((each) => !banned.includes(each))) {
        symlinkSync(join(place, name), join(links, name))
      }
      return links
    })
    .join(delimiter)
}

/** A command that stays while others of its page run. */
interface Staying {
  readonly child: ChildProcess
  readonly output: () => string
}

async function runPage(course: Course, page: string): Promise<void> {
  const staying: Staying[] = []
  let runId = 'run-…'
  const attempt = async (command: PrintedCommand): Promise<void> => {
    const text = command.text.replace('run-…', runId)
    if (isIdle(course, command, text)) return
    const trial = trialOf(text)
    if (trial.kind === 'leave') {
      course.left.set(text, trial.why)
      return
    }
    if (trial.kind === 'run') {
      const output = await runOne(course, page, { ...command, text })
      runId = /run-id=(run-\w+)/.exec(output)?.[1] ?? runId
      // What it says can be typed next is a printed command, too.
      for (const next of commandsPrinted(output)) {
        if (next.includes('approve=true')) {
          await runOne(course, page, {
            place: `printed by ${text}`,
            text: next,
            isScript: false
          })
        }
      }
      return
    }
    if (trial.kind === 'begin') course.left.set(text, `${trial.why}: begun`)
    const begun = await begin(course, command.place, text)
    if (begun === undefined) return
    if (trial.kind === 'begin') await end(begun)
    else staying.push(begun)
    if (trial.kind !== 'stay') return
    for (const next of commandsPrinted(begun.output())) {
      await attempt({
        place: `printed by ${text}`,
        text: next,
        isScript: false
      })
    }
  }
  const path = join(course.root, page)
  for (const command of commandsIn(page, readFileSync(path, 'utf8'))) {
    await attempt(command)
  }
  await Promise.all(staying.map(end))
}

/** Was it run already, or can it come out no other way here? */
function isIdle(
  { seen, hasTerraform, engine, left }: Course,
  { isScript }: PrintedCommand,
  text: string
): boolean {
  if (!hasTerraform && needsTerraform(text)) {
    const name = isScript ? (text.split('\n').at(-1) ?? text) : text
    if (engine === 'with') left.set(name, 'needs terraform')
    return true
  }
  if (engine === 'without' && !dependsOnEngine(text)) return true
  // A page that starts the emulator has commands for it of its own.
  if (/\b(?:emulator|try)\b/.test(text)) return false
  if (seen.has(text)) return true
  seen.add(text)
  return false
}

async function runOne(
  course: Course,
  page: string,
  { place, text, isScript }: PrintedCommand
): Promise<string> {
  const begun = performance.now()
  const cwd = page.startsWith('examples/terraform')
    ? join(course.root, dirname(page))
    : course.root
  const { child, output } = start(course, text, cwd, isScript)
  const timer = setTimeout(() => {
    kill(child, 'SIGKILL')
  }, longest)
  const [code] = (await once(child, 'close')) as [number | null]
  clearTimeout(timer)
  const count = isScript
    ? text.split('\n').filter((line) => line !== '').length
    : 1
  tell(course, {
    place,
    text: isScript ? `${count} commands` : text,
    count,
    isOk: code === 0,
    seconds: (performance.now() - begun) / 1000,
    output
  })
  return output()
}

/** Starts what stays or takes long; undefined where it ends too early. */
async function begin(
  course: Course,
  place: string,
  text: string
): Promise<Staying | undefined> {
  const file = join(course.root, '.emulator.json')
  const stays = trialOf(text).kind === 'stay'
  if (stays) rmSync(file, { force: true })
  const begun = performance.now()
  const staying = start(course, text, course.root, false)
  const isOver = (): boolean => staying.child.exitCode !== null
  const isReady = (): boolean =>
    stays
      ? existsSync(file) && staying.output().includes('Ctrl-C')
      : performance.now() - begun > beginning
  while (!isReady() && !isOver() && performance.now() - begun < 60_000) {
    await sleep(50)
  }
  const isOk = isOver() ? staying.child.exitCode === 0 : isReady()
  tell(course, {
    ...{ place, text, count: 1, isOk },
    seconds: (performance.now() - begun) / 1000,
    output: staying.output
  })
  if (isOk && !isOver()) return staying
  await end(staying)
  return undefined
}

/** In a group of its own, so that all of it can be stopped. */
function start(
  { env }: Course,
  text: string,
  cwd: string,
  isScript: boolean
): Staying {
  const script = isScript ? `set -e\n${text}` : text
  const child = spawn('bash', ['-c', script], {
    cwd,
    env: { ...env },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe']
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      output += part
    })
  }
  // Terraform asks whether it may apply, and reads all that is there.
  child.stdin.on('error', () => undefined)
  const answers = setInterval(() => child.stdin.write('yes\n'), 500)
  child.once('exit', () => {
    clearInterval(answers)
  })
  return { child, output: () => output }
}

async function end({ child }: Staying): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = once(child, 'close')
  kill(child, 'SIGTERM')
  const limit = setTimeout(() => {
    kill(child, 'SIGKILL')
  }, 5_000)
  await closed
  clearTimeout(limit)
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // It is gone already.
  }
}

function tell(
  course: Course,
  done: {
    readonly place: string
    readonly text: string
    readonly count: number
    readonly isOk: boolean
    readonly seconds: number
    readonly output: () => string
  }
): void {
  const { place, text, count, isOk, seconds, output } = done
  if (isOk) course.ran += count
  else course.failed += 1
  course.said.push(
    `  ${isOk ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(6)} s  ${text}  (${place})`
  )
  if (!isOk) course.said.push(output().split('\n').slice(-30).join('\n'))
}
