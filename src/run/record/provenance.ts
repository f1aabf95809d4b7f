import type { Run } from '../../hcp/types.ts'

/**
 * Where a run comes from, as the last line of its message. Nobody can edit a
 * run's message afterwards, so this line is what later steps trust; comments
 * and labels are only hints.
 */
export interface Provenance {
  readonly repository: string
  readonly sha: string
  readonly pullRequest: number | undefined
  readonly actor: string
  readonly workflowRun: string
  readonly attempt: string
  /** Digest of the files that were uploaded for it; undefined without any. */
  readonly configuration?: string | undefined
  /** Makes this one `POST /runs` recognisable after a lost answer. */
  readonly nonce: string
}

const prefix = 'gated-terraform-run/1'
const none = '-'

/** The line as it stands in a run's message: `prefix key=value …`. */
export function renderProvenance(provenance: Provenance): string {
  const { repository, sha, pullRequest, actor, workflowRun, attempt } =
    provenance
  const { configuration, nonce } = provenance
  const fields = {
    repository,
    sha,
    'pull-request': pullRequest === undefined ? none : String(pullRequest),
    actor,
    run: workflowRun,
    attempt,
    ...(configuration === undefined ? {} : { configuration }),
    nonce
  }
  return [
    prefix,
    ...Object.entries(fields).map(
      ([key, value]) => `${key}=${value === '' ? none : encode(value)}`
    )
  ].join(' ')
}

/**
 * Reads the provenance of a run's message. Only the last line counts: what
 * stands before it is free text. Undefined where there is none.
 */
export function parseProvenance(message: string): Provenance | undefined {
  const text = message.trimEnd()
  const line = text.slice(text.lastIndexOf('\n') + 1)
  const [first, ...rest] = line.split(' ')
  if (first !== prefix) return undefined
  const fields = new Map<string, string>()
  for (const part of rest) {
    const equals = part.indexOf('=')
    if (equals <= 0) return undefined
    const key = part.slice(0, equals)
    // A field given twice was not written by us.
    if (fields.has(key)) return undefined
    const value = decode(part.slice(equals + 1))
    if (value === undefined) return undefined
    fields.set(key, value)
  }
  const get = (key: string): string => {
    const value = fields.get(key) ?? ''
    return value === none ? '' : value
  }
  const pullRequest = Number(get('pull-request'))
  return {
    repository: get('repository'),
    sha: get('sha'),
    pullRequest:
      Number.isSafeInteger(pullRequest) && pullRequest > 0
        ? pullRequest
        : undefined,
    actor: get('actor'),
    workflowRun: get('run'),
    attempt: get('attempt'),
    configuration: /^[a-z]+:[0-9a-f]{64}$/.exec(get('configuration'))?.[0],
    nonce: get('nonce')
  }
}

/**
 * Where a run comes from, as far as its message may be believed: only a run that
 * was made through the API has the message that its maker gave. Version control
 * takes the message of a commit, which is anybody's text, and whatever else
 * makes runs writes its own. Undefined too where the server tells no source.
 */
export function provenanceOf({
  message,
  source
}: Pick<Run, 'message' | 'source'>): Provenance | undefined {
  return source === 'tfe-api' ? parseProvenance(message) : undefined
}

/** Was it made for this repository, `owner/name`? GitHub's names have no case. */
export function isOfRepository(
  { repository }: Pick<Provenance, 'repository'>,
  fullName: string
): boolean {
  return repository.toLowerCase() === fullName.toLowerCase()
}

/** Is a message no more than what servers write that keep none? */
export function isWordless(message: string): boolean {
  return /^(|(queued manually|triggered) (via|through|by) .*\bapi\b.*)$/i.test(
    message.trim()
  )
}

/** The free text of a message: everything before the provenance. */
export function withoutProvenance(message: string): string {
  if (parseProvenance(message) === undefined) return message
  return message.trimEnd().split('\n').slice(0, -1).join('\n').trimEnd()
}

/** White space would end the field; everything else stays readable. */
function encode(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/[^\w./:@[\]-]/gu, (each) => encodeURIComponent(each))
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}
