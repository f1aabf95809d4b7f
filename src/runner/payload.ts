import { readFileSync } from 'node:fs'

type Environment = Readonly<Record<string, string | undefined>>

/** The event's payload, and why it is not taken for what it says. */
interface Payload {
  /** `{}` where there is none. Anybody's text inside. */
  readonly value: unknown
  /** A clause: what in it is of another event; undefined where nothing is. */
  readonly contradiction: string | undefined
}

/**
 * Reads the event's payload. What contradicts the runner's own variables is of
 * another event, so none of it is believed: then it is as if there were none,
 * and what it would tell is unknown. A missing or broken file is an empty
 * payload. (GitHub Actions: Default environment variables.)
 */
export function readPayload(env: Environment): Payload {
  const value = parseFile(env['GITHUB_EVENT_PATH'] ?? '')
  const contradiction = contradictionOf(value, env)
  return contradiction === undefined
    ? { value, contradiction }
    : { value: {}, contradiction }
}

function parseFile(path: string): unknown {
  if (path === '') return {}
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return {}
  }
}

function contradictionOf(
  payload: unknown,
  env: Environment
): string | undefined {
  const pull = field(payload, 'pull_request')
  const repositories = [
    field(payload, 'repository'),
    field(field(pull, 'base'), 'repo')
  ]
  return (
    repositories
      .map((repository) => otherRepository(repository, env))
      .find((found) => found !== undefined) ??
    otherPull(field(pull, 'number'), env) ??
    otherPush(payload, env)
  )
}

/** A repository keeps its id when it is renamed or transferred. */
function otherRepository(
  repository: unknown,
  env: Environment
): string | undefined {
  const id = field(repository, 'id')
  const here = Number(env['GITHUB_REPOSITORY_ID'])
  if (typeof id === 'number' && here > 0) {
    return id === here ? undefined : `it is of repository ${id}, not ${here}`
  }
  const name = field(repository, 'full_name')
  const own = env['GITHUB_REPOSITORY'] ?? ''
  return typeof name !== 'string' || name.toLowerCase() === own.toLowerCase()
    ? undefined
    : `it is of ${JSON.stringify(name)}, not ${own}`
}

/** Of a pull request, `GITHUB_REF` is its own branch, while it is open. */
function otherPull(number: unknown, env: Environment): string | undefined {
  const ref = env['GITHUB_REF'] ?? ''
  const [, own] = /^refs\/pull\/(\d+)\/(?:head|merge)$/.exec(ref) ?? []
  return own === undefined || number === undefined || number === Number(own)
    ? undefined
    : `it is of pull request ${JSON.stringify(number)}, and GITHUB_REF is ${ref}`
}

/** Of a tag, `after` may be the tag's own object. */
function otherPush(payload: unknown, env: Environment): string | undefined {
  const name = env['GITHUB_EVENT_NAME']
  if (name === 'merge_group') {
    const group = field(payload, 'merge_group')
    return (
      otherThan('GITHUB_REF', field(group, 'head_ref'), env) ??
      otherThan('GITHUB_SHA', field(group, 'head_sha'), env)
    )
  }
  if (name !== 'push' || field(payload, 'deleted') === true) return undefined
  const isBranch = env['GITHUB_REF']?.startsWith('refs/heads/') === true
  return (
    otherThan('GITHUB_REF', field(payload, 'ref'), env) ??
    (isBranch
      ? otherThan('GITHUB_SHA', field(payload, 'after'), env)
      : undefined)
  )
}

function otherThan(
  variable: string,
  told: unknown,
  env: Environment
): string | undefined {
  const own = env[variable] ?? ''
  return typeof told !== 'string' || own === '' || told === own
    ? undefined
    : `it is of ${JSON.stringify(told)}, and ${variable} is ${own}`
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined
}
