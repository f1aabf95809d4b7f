import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'

/** The newest version of HashiCorp's client, and of its tests, that is held. */
export const version = 'v1.111.2'

const modulePath = 'github.com/hashicorp/go-tfe'

/** Whether there is a `go` on the PATH. */
export function hasGo(): boolean {
  return spawnSync('go', ['version']).status === 0
}

function go(cwd: string, ...words: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync('go', words, {
    cwd,
    encoding: 'utf8',
    // A module's folder is read-only, which the end of a temporary one minds.
    env: { ...process.env, GOFLAGS: '-mod=mod' }
  })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`go ${words.join(' ')}: ${stderr}`)
  return stdout
}

/** There is no way to the Go proxy from here: nothing can be compared. */
export class NotFetchedError extends Error {
  override readonly name = 'NotFetchedError'
}

export interface Programs {
  /** The tests of go-tfe, and the folder they have to be run in. */
  readonly tests: string
  readonly fixtures: string
  /** Our own client. */
  readonly walk: string
}

/**
 * Gets go-tfe from the Go proxy, and builds its tests and our client of it in
 * this folder.
 * @throws {NotFetchedError} where go-tfe cannot be had; {Error} with what go said
 */
export async function buildClients(folder: string): Promise<Programs> {
  const walkFolder = join(folder, 'walk')
  await mkdir(walkFolder, { recursive: true })
  await writeFile(
    join(walkFolder, 'main.go'),
    await readFile(join(import.meta.dirname, 'walk', 'main.go'))
  )
  go(walkFolder, 'mod', 'init', 'walk')
  try {
    go(walkFolder, 'get', `${modulePath}@${version}`)
  } catch (cause) {
    throw new NotFetchedError(`${modulePath} could not be fetched.`, { cause })
  }
  go(walkFolder, 'build', '-o', 'walk', '.')
  const { Dir } = JSON.parse(
    go(walkFolder, 'mod', 'download', '-json', `${modulePath}@${version}`)
  ) as { Dir: string }
  // The tests write beside their fixtures.
  const fixtures = join(folder, 'go-tfe')
  await cp(Dir, fixtures, { recursive: true, mode: 0 })
  makeWritable(fixtures)
  go(fixtures, 'test', '-c', '-o', 'go-tfe.test', '.')
  return {
    tests: join(fixtures, 'go-tfe.test'),
    fixtures,
    walk: join(walkFolder, 'walk')
  }
}

function makeWritable(folder: string): void {
  spawnSync('chmod', ['-R', 'u+w', folder])
}

/** The names of all tests of go-tfe. */
export function listTests({ tests, fixtures }: Programs): readonly string[] {
  const { stdout } = spawnSync(tests, ['-test.list', '.'], {
    cwd: fixtures,
    encoding: 'utf8'
  })
  return stdout.split('\n').filter((line) => line.startsWith('Test'))
}

/** How a test or a part of one ended. */
export interface Outcome {
  /** `TestRunsApply_RunDependent/when_the_run_exists`. */
  readonly name: string
  readonly result: 'PASS' | 'FAIL' | 'SKIP'
}

/**
 * Runs a program to its end, and tells each line of what it says.
 * @returns its exit code; null when a signal ended it
 */
export async function listen(
  program: string,
  words: readonly string[],
  options: {
    readonly cwd: string
    readonly env: Readonly<Record<string, string>>
  },
  hear: (line: string) => void
): Promise<number | null> {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(program, words, {
    cwd: options.cwd,
    env: { PATH, HOME, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', hear)
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
}

/** What a line of `-test.v` says of an ending; undefined for other lines. */
export function parseOutcome(line: string): Outcome | undefined {
  const [, result, name] = /^\s*--- (PASS|FAIL|SKIP): (\S+)/.exec(line) ?? []
  if (name === undefined) return undefined
  return { name, result: result as Outcome['result'] }
}
