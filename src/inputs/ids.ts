import type { InputName } from './names.ts'
import { quote, suggest } from './problems.ts'
import type { InputReader } from './reader.ts'

/** What HCP Terraform's ids begin with, and whose they are. */
const kinds: Readonly<Record<string, string>> = {
  run: 'a run',
  cv: 'a configuration version',
  ws: 'a workspace',
  plan: 'a plan',
  apply: 'an apply',
  sv: 'a state version',
  prj: 'a project',
  org: 'an organization',
  user: 'a user',
  team: 'a team'
}

/**
 * An opaque id; the prefix only tells which kind is meant. One of another kind
 * is refused where HCP Terraform made it for sure.
 */
export function readId(
  reader: InputReader,
  name: InputName,
  prefix: string
): string | undefined {
  const value = reader.text(name)
  if (value === undefined) return undefined
  const other = /^([a-z]+)-[A-Za-z0-9]{16}$/.exec(value)?.[1] ?? ''
  if (other !== prefix && Object.hasOwn(kinds, other)) {
    reader.reject(
      name,
      `is ${quote(value)}, the id of ${kinds[other] ?? ''}`,
      `the id of ${kinds[prefix] ?? ''} ('${prefix}-…')`
    )
    return undefined
  }
  if (/^[\w-]+$/.test(value)) return value
  const inside = new RegExp(`\\b${prefix}-[A-Za-z0-9]+`).exec(value)?.[0]
  reader.reject(
    name,
    `is ${quote(value)}`,
    suggest(
      inside === undefined ? [] : [`'${inside}'`],
      `an id such as '${prefix}-4Kq8ZtVfR2mWcYhD'`
    )
  )
  return undefined
}

/**
 * The id of a run, or the run's address in the web interface, from which the id
 * is taken: only of the host that is asked.
 */
function readRunId(
  reader: InputReader,
  name: InputName,
  baseUrl: URL | undefined
): string | undefined {
  const value = reader.text(name)
  const url = value === undefined ? null : URL.parse(value)
  const id = /\/runs\/(run-\w+)(?:\/|$)/.exec(url?.pathname ?? '')?.[1]
  if (url === null || id === undefined) return readId(reader, name, 'run')
  if (baseUrl === undefined || url.host === baseUrl.host) return id
  reader.reject(
    name,
    `is the address of a run on ${quote(url.host)}, while 'hostname' is ${quote(baseUrl.host)}`,
    "the id of a run ('run-…') on the host that is asked"
  )
  return undefined
}

/** The ids of runs, one a line, each once; and the first of them. */
export function readRunIds(
  reader: InputReader,
  baseUrl: URL | undefined
): {
  readonly runId: string | undefined
  readonly runIds: readonly string[]
} {
  const name = 'run-id'
  const runIds = reader.lines(name).flatMap((line) => {
    const one = { ...reader, text: () => line }
    return readRunId(one, name, baseUrl) ?? []
  })
  return { runId: runIds[0], runIds: [...new Set(runIds)] }
}

/** `head`, or all 40 characters of a commit. */
export function readCommit(
  reader: InputReader,
  name: InputName
): string | undefined {
  const value = reader.text(name)
  if (value === undefined || /^(?:head|[0-9a-f]{40})$/.test(value)) {
    return value
  }
  reader.reject(
    name,
    `is ${quote(value)}`,
    "'head' (the pull request's head, or the pushed commit), or all 40 hexadecimal characters of a commit, in lower case"
  )
  return undefined
}
