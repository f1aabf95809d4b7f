import { kindsOfIds, prefixOf } from './kinds-of-ids.ts'
import type { InputName } from './names.ts'
import { quote, suggest } from './problems.ts'
import type { InputReader } from './reader.ts'
import { suggestLines } from './suggested-lines.ts'

/** What no server makes an id of: numbers, and words for one's absence or age. */
const noId = /^(?:\d+|latest|last|newest|head|null|undefined|none|true)$/i

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
  const other = prefixOf(value)
  if (other !== undefined && other !== prefix) {
    reader.reject(
      name,
      `is ${quote(value)}, the id of ${kindsOfIds[other] ?? ''}`,
      `the id of ${kindsOfIds[prefix] ?? ''} ('${prefix}-…')`
    )
    return undefined
  }
  const spelt = value.replace(new RegExp(`^${prefix}[-_]`, 'i'), `${prefix}-`)
  if (/^[\w-]+$/.test(value) && spelt === value && !noId.test(value)) {
    return value
  }
  const shape = new RegExp(`^${prefix}-\\w+$`)
  const inside = new RegExp(`\\b${prefix}-[A-Za-z0-9]+`).exec(spelt)
  const meant = suggestLines(spelt, (each) => shape.test(each))
  reader.reject(
    name,
    `is ${quote(value)}`,
    suggest(
      meant.length > 0 || inside === null ? meant : [`'${inside[0]}'`],
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
  const lines = reader.lines(name)
  if (lines.length === 0 && reader.text(name) !== undefined) {
    reader.reject(name, 'has no line that names a run', "ids ('run-…')")
  }
  const runIds = lines.flatMap((line) => {
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
    suggest(
      /^[0-9A-F]{40}$/i.test(value)
        ? [`'${value.toLowerCase()}'`]
        : /^(?:head|latest|current|true)$/i.test(value)
          ? ["'head'"]
          : [],
      "'head' (the pull request's head, or the pushed commit), or all 40 hexadecimal characters of a commit, in lower case"
    )
  )
  return undefined
}
