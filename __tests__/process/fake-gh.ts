import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the fake `gh` answers to a command. */
export interface Answer {
  /** What the arguments begin with. */
  readonly to: readonly string[]
  /** The JSON that `--jq` is applied to, else printed as it is. */
  readonly json?: unknown
  /** Said on stderr, with exit code 1. */
  readonly error?: string
  /** Written where it is called, as a download does. */
  readonly files?: Readonly<Record<string, string>>
}

export interface Call {
  readonly args: readonly string[]
  readonly token: string
  readonly repository: string
}

interface FakeGh {
  /** The folder to put before the others on the PATH. */
  readonly folder: string
  calls(): Promise<readonly Call[]>
  remove(): Promise<void>
}

export const hasJq = spawnSync('jq', ['--version']).status === 0

/**
 * As `gh` does: a value alone is printed as it is, and null as nothing. What
 * it is not prepared for fails.
 */
const program = `
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs')
const { spawnSync } = require('node:child_process')
const { join } = require('node:path')
const args = process.argv.slice(2)
appendFileSync(
  join(__dirname, 'calls'),
  JSON.stringify({
    args,
    token: process.env.GH_TOKEN ?? '',
    repository: process.env.GH_REPO ?? ''
  }) + '\\n'
)
const answers = JSON.parse(readFileSync(join(__dirname, 'answers'), 'utf8'))
const answer = answers.find(({ to }) => to.every((word, at) => args[at] === word))
if (answer === undefined) {
  console.error('not prepared for: gh ' + args.join(' '))
  process.exit(2)
}
for (const [name, text] of Object.entries(answer.files ?? {})) {
  writeFileSync(name, text)
}
if (answer.error !== undefined) {
  console.error(answer.error)
  process.exit(1)
}
const filter = args[args.indexOf('--jq') + 1]
if (answer.json !== undefined && args.includes('--jq')) {
  const { status, stdout, stderr } = spawnSync(
    'jq',
    ['-r', '(' + filter + ') | if . == null then "" else . end'],
    { input: JSON.stringify(answer.json), encoding: 'utf8' }
  )
  process.stderr.write(stderr)
  process.stdout.write(stdout)
  process.exit(status)
}
if (answer.json !== undefined) console.log(JSON.stringify(answer.json))
`

/** Makes a `gh` that records how it is called and answers as it is told. */
export async function makeFakeGh(answers: readonly Answer[]): Promise<FakeGh> {
  const folder = await mkdtemp(join(tmpdir(), 'gh-'))
  const at = (name: string): string => join(folder, name)
  await writeFile(at('gh.cjs'), program)
  await writeFile(at('answers'), JSON.stringify(answers))
  await writeFile(at('calls'), '')
  await writeFile(
    at('gh'),
    `#!/bin/sh\nexec '${process.execPath}' '${at('gh.cjs')}' "$@"\n`
  )
  await chmod(at('gh'), 0o755)
  return {
    folder,
    async calls() {
      const lines = (await readFile(at('calls'), 'utf8')).split('\n')
      return lines
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Call)
    },
    remove: () => rm(folder, { recursive: true, force: true })
  }
}
