/**
 * Runs the action once against the emulator that `npm run emulator` has
 * started in another terminal, with the defaults of action.yml:
 *
 *     npm run try -- mode=plan configuration-directory=examples/terraform
 *     npm run try -- mode=apply configuration-directory=examples/terraform
 *
 * Prints the log as it comes, the outputs, the comment, and what can be typed
 * next; ends as the step ends.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runAction } from '../emulator/runner/run-action.ts'
import type { ActionResult } from '../emulator/runner/run-action.ts'
import { readableLine } from './readable-log.ts'

/** What `npm run emulator` writes down of itself. */
interface Emulator {
  readonly hostname: string
  readonly organization: string
  readonly workspaces: readonly string[]
  readonly token: string
  readonly github: {
    readonly url: string
    readonly graphqlUrl: string
    readonly repository: string
    readonly token: string
    readonly pullRequest: number
    readonly headSha: string
  }
}

const defaults = {
  event: 'pull_request',
  actor: 'octocat',
  emulator: '.emulator.json'
} as const

const usage = `npm run try -- [options] [name=value ...]
  name=value          an input of the action; the others have their defaults
  --event NAME        default: ${defaults.event}
  --actor NAME        default: ${defaults.actor}
  --emulator FILE     default: ${defaults.emulator}`

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      event: { type: 'string', default: defaults.event },
      actor: { type: 'string', default: defaults.actor },
      emulator: { type: 'string', default: defaults.emulator },
      help: { type: 'boolean', default: false }
    }
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const { github, workspaces, ...hcp } = readEmulator(values.emulator)
  const hint = createHint(values)
  const result = await runAction({
    githubToken: github.token,
    githubUrl: github.url,
    graphqlUrl: github.graphqlUrl,
    repository: github.repository,
    workspace: process.cwd(),
    eventName: values.event,
    event: eventOf(values.event, github),
    sha: github.headSha,
    actor: values.actor,
    // Each is a workflow run of its own, as a push or a click makes one.
    runId: String(Math.floor(Date.now() / 1_000)),
    timeout: 3_600_000,
    onShown: (line) => {
      const readable = readableLine(line)
      if (readable !== undefined) console.log(readable)
      hint.hear(line)
    },
    inputs: {
      token: hcp.token,
      hostname: hcp.hostname,
      organization: hcp.organization,
      workspace: workspaces[0] ?? '',
      ...Object.fromEntries(positionals.map(parseInput))
    }
  })
  console.log('\nOutputs:')
  for (const [name, value] of Object.entries(result.outputs)) {
    if (value !== '') console.log(`  ${name}: ${cut(value)}`)
  }
  const comment = await readComment(github, result.outputs['comment-id'])
  console.log(`\nComment on the pull request:\n${comment}`)
  hint.end(result)
  await result.cleanUp()
  return result.exitCode ?? 1
}

/**
 * Says what can be typed: at once where another run is in the way, which the
 * step would wait for in silence else, and in the end where a run is held.
 */
function createHint(values: Readonly<Record<keyof typeof defaults, string>>): {
  readonly hear: (line: string) => void
  readonly end: (result: ActionResult) => void
} {
  const options = Object.entries(defaults)
    .filter(([name, value]) => values[name as keyof typeof defaults] !== value)
    .map(([name]) => [name, values[name as keyof typeof defaults]] as const)
  const command = (inputs: string, given = options): string =>
    `  npm run try -- ${given.map(([name, value]) => `--${name} ${value} `).join('')}${inputs}`
  const told = new Set<string>()
  return {
    hear: (line) => {
      const [, id] = /waiting behind run (run-\w+)/.exec(line) ?? []
      if (id === undefined || told.has(id)) return
      told.add(id)
      // A push may decide on any run of the repository, a pull request on its own.
      const push = [
        ...options.filter(([name]) => name !== 'event'),
        ['event', 'push'] as const
      ]
      console.log(
        `\nAnother run is in the way. In another terminal, apply it or discard it:\n${command(`mode=apply run-id=${id} approve=true`, push)}\n${command(`mode=discard run-id=${id}`, push)}\n`
      )
    },
    end: ({ outputs }) => {
      const { outcome, 'run-id': id = '' } = outputs
      if (outcome !== 'held' && outcome !== 'saved') return
      console.log(
        `\nThe run waits for a yes or a no. Apply it, or discard it:\n${command(`mode=apply run-id=${id} approve=true`)}\n${command(`mode=discard run-id=${id}`)}`
      )
    }
  }
}

/** The output `result` is all of it in one document. */
function cut(value: string): string {
  const most = 200
  return value.length > most
    ? `${value.slice(0, most)}… (${value.length} characters)`
    : value
}

function readEmulator(file: string): Emulator {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Emulator
  } catch (cause) {
    throw new Error(
      `${file} cannot be read. Start "npm run emulator" in another terminal first.`,
      { cause }
    )
  }
}

function parseInput(argument: string): readonly [string, string] {
  const at = argument.indexOf('=')
  if (at < 1) {
    throw new Error(`"${argument}" is no input; allowed: name=value`)
  }
  return [argument.slice(0, at), argument.slice(at + 1)]
}

function eventOf(
  name: string,
  { repository, ...at }: Emulator['github']
): object {
  const repo = { full_name: repository }
  return name === 'pull_request'
    ? {
        action: 'opened',
        number: at.pullRequest,
        pull_request: {
          number: at.pullRequest,
          title: 'A change to try',
          user: { login: 'hubot' },
          head: { sha: at.headSha, repo },
          base: { repo }
        }
      }
    : {}
}

/** As people see it: without its hidden lines. */
async function readComment(
  { url, repository, token }: Emulator['github'],
  id: string | undefined
): Promise<string> {
  if (id === undefined || id === '') return '(none)'
  const response = await fetch(
    `${url}/repos/${repository}/issues/comments/${id}`,
    {
      headers: { authorization: `Bearer ${token}`, 'user-agent': 'try' }
    }
  )
  const { body } = (await response.json()) as { readonly body?: string }
  return body?.replace(/^(?:<!--.*-->\n)+/, '') ?? '(none)'
}
