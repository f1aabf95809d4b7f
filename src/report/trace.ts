import { createHash } from 'node:crypto'
import { hiddenLines } from './seal.ts'
import type { Seal } from './seal.ts'
import type { Detail, PlanComparison, Report } from './types.ts'

/**
 * What is left of a plan in its comment, to tell the next plan of the pull
 * request what is new, gone or changed. It holds addresses and hashes, no
 * values. People can edit comments, so it is sealed.
 */
export interface PlanTrace {
  readonly runId: string
  /** The commit, `''` where it is not known. */
  readonly sha: string
  /** What the fingerprints are made of; others cannot be compared with them. */
  readonly basis: 'values' | 'actions'
  /** Over all fingerprints; 16 hex digits. */
  readonly digest: string
  readonly count: number
  /** Undefined where there were too many to be kept. */
  readonly resources: readonly TracedResource[] | undefined
}

interface TracedResource {
  /** 8 hex digits of the address' sha-256. */
  readonly key: string
  /** Undefined where the addresses were too long to be kept. */
  readonly address: string | undefined
  readonly fingerprint: string
}

/** The list's share of the comment, in characters. */
const maxListLength = 10_000

/**
 * The trace of the report's plan. Undefined where there is none to keep: no
 * whole plan, or nothing but counts is to be told.
 */
export function traceOf(report: Report, detail: Detail): PlanTrace | undefined {
  const { plan, run, source } = report
  if (detail === 'counts' || run === undefined) return undefined
  if (plan?.kind !== 'changes' || plan.changes.errored) return undefined
  const { resources } = plan.changes
  const traced = resources.map((change): TracedResource => ({
    key: hash(change.address, 8),
    address: change.address,
    // Where no values are told, a hash of them is none of anybody's business.
    fingerprint:
      detail === 'full' ? change.fingerprint : hash(change.actions.join(), 8)
  }))
  return {
    runId: run.id,
    sha: source.sha,
    basis: detail === 'full' ? 'values' : 'actions',
    digest: hash(
      traced
        .map(({ key, fingerprint }) => `${key}${fingerprint}`)
        .sort()
        .join(),
      16
    ),
    count: traced.length,
    resources: traced
  }
}

const opening = '<!-- gated-terraform-run-plan: version=2'

/**
 * An HTML comment of one line, at most about 500 characters longer than
 * `listLength`, which is 10,000 by default and at most.
 */
export function renderTrace(
  trace: PlanTrace,
  seal: Seal,
  listLength = maxListLength
): string {
  const { resources } = trace
  const lists = [
    resources?.map(
      ({ key, address, fingerprint }) =>
        `${fingerprint}${address === undefined ? `.${key}` : `:${encode(address)}`}`
    ),
    resources?.map(({ key, fingerprint }) => `${fingerprint}.${key}`)
  ]
  const list = lists
    .map((entries) => entries?.join())
    .find((text) => text !== undefined && text.length <= listLength)
  return seal.close(
    `${opening} run=${encode(trace.runId)}` +
      ` sha=${encode(trace.sha)} basis=${trace.basis} digest=${trace.digest}` +
      ` count=${trace.count} resources=${list ?? '?'}`
  )
}

/**
 * The trace on the first lines of one of our comments. Undefined where there
 * is none, or it is not as we wrote it.
 */
export function parseTrace(body: string, seal: Seal): PlanTrace | undefined {
  const text = hiddenLines(body).find((line) => line.startsWith(opening)) ?? ''
  if (text.length > maxListLength + 1_000) return undefined
  const match =
    / run=([\w-]{1,64}) sha=([0-9a-f]{0,64}) basis=(values|actions) digest=([0-9a-f]{16}) count=(\d{1,7}) resources=(\S*)$/.exec(
      seal.open(text) ?? ''
    )
  if (match === null) return undefined
  const [runId = '', sha = '', basis, digest = '', count, list = ''] =
    match.slice(1)
  const resources =
    list === '?'
      ? undefined
      : list === ''
        ? []
        : list.split(',').map(parseEntry)
  const known = resources?.filter((entry) => entry !== undefined)
  if (known !== undefined && known.length !== resources?.length)
    return undefined
  return {
    runId,
    sha,
    basis: basis === 'values' ? 'values' : 'actions',
    digest,
    count: Number(count),
    resources: known
  }
}

function parseEntry(text: string): TracedResource | undefined {
  const match = /^([0-9a-f]{8})(?:\.([0-9a-f]{8})|:(.+))$/.exec(text)
  if (match === null) return undefined
  const [, fingerprint = '', key, encoded] = match
  if (key !== undefined) return { key, address: undefined, fingerprint }
  try {
    const address = decodeURIComponent(encoded ?? '')
    return { key: hash(address, 8), address, fingerprint }
  } catch {
    return undefined
  }
}

/**
 * What is new, changed and gone in a plan against an earlier one. Undefined
 * where it is the same run's.
 */
export function compareTraces(
  before: PlanTrace,
  now: PlanTrace
): PlanComparison | undefined {
  if (before.runId === now.runId) return undefined
  const since = { runId: before.runId, sha: before.sha }
  const isComparable = before.basis === now.basis
  if (before.resources === undefined || now.resources === undefined) {
    return {
      ...since,
      kind: isComparable && before.digest === now.digest ? 'same' : 'unlisted',
      count: before.count
    }
  }
  const earlier = group(before.resources)
  const later = group(now.resources)
  const fresh: string[] = []
  const changed: string[] = []
  let same = 0
  for (const [key, { address, fingerprints }] of later) {
    const old = earlier.get(key)
    if (old === undefined) fresh.push(address ?? '')
    else if (isComparable && old.fingerprints !== fingerprints) {
      changed.push(address ?? '')
    } else same++
  }
  const gone = [...earlier]
    .filter(([key]) => !later.has(key))
    .map(([, { address }]) => address)
  if (fresh.length + changed.length + gone.length === 0) {
    return { ...since, kind: 'same', count: before.count }
  }
  return { ...since, kind: 'different', fresh, changed, gone, same }
}

/** By address: one object may be there as itself and deposed. */
function group(
  resources: readonly TracedResource[]
): ReadonlyMap<
  string,
  { readonly address: string | undefined; readonly fingerprints: string }
> {
  const groups = new Map<
    string,
    { address: string | undefined; list: string[] }
  >()
  for (const { key, address, fingerprint } of resources) {
    const found = groups.get(key)
    if (found === undefined) groups.set(key, { address, list: [fingerprint] })
    else found.list.push(fingerprint)
  }
  return new Map(
    [...groups].map(([key, { address, list }]) => [
      key,
      { address, fingerprints: list.sort().join() }
    ])
  )
}

/** One short name for the runs of a set, whatever their order. */
export function runsKey(ids: readonly string[]): string {
  return `set.${hash([...ids].sort().join(), 16)}`
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replaceAll('--', '%2D%2D')
    .replace(/-$/, '%2D')
}

function hash(text: string, length: number): string {
  return createHash('sha256')
    .update(text.toWellFormed())
    .digest('hex')
    .slice(0, length)
}
