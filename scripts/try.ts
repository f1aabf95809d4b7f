/**
 * Runs the action once against the emulator that `npm run emulator` has
 * started in another terminal, with the defaults of action.yml:
 *
 *     npm run try -- mode=plan configuration-directory=examples/terraform
 *     npm run try -- --event push mode=apply run-id=run-… approve=true
 *
 * Prints the log, the outputs and the comment; ends as the step ends.
 */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runAction } from '../emulator/runner/run-action.ts'
import { readableLog } from './readable-log.ts'

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
      event: { type: 'string', default: 'pull_request' },
      actor: { type: 'string', default: 'octocat' },
      emulator: { type: 'string', default: '.emulator.json' }
    }
  })
  const { github, workspaces, ...hcp } = readEmulator(values.emulator)
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
    timeout: 3_600_000,
    inputs: {
      token: hcp.token,
      hostname: hcp.hostname,
      organization: hcp.organization,
      workspace: workspaces[0] ?? '',
      ...Object.fromEntries(positionals.map(parseInput))
    }
  })
  console.log(readableLog(result.stdout))
  console.log('\nOutputs:')
  for (const [name, value] of Object.entries(result.outputs)) {
    console.log(`  ${name}: ${value}`)
  }
  console.log('\nComment on the pull request:')
  console.log(await readComment(github, result.outputs['comment-id']))
  await result.cleanUp()
  return result.exitCode ?? 1
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
  return body ?? '(none)'
}
