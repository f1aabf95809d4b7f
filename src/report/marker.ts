import { createHash } from 'node:crypto'

/** What a sticky comment is about; one comment for each. */
export interface MarkerIdentity {
  readonly hostname: string
  readonly organization: string
  readonly workspace: string
  /** The `comment-key` input, empty when not used. */
  readonly key: string
}

const opening = '<!-- gated-terraform-run:'

/**
 * The HTML comment that makes a comment ours, the same for the same identity.
 * Nothing in the names can end it early; a name that
 * is too long to be one is replaced by its hash.
 */
export function renderMarker(identity: MarkerIdentity): string {
  const { hostname, organization, workspace, key } = identity
  const parts = [
    `hostname=${encode(hostname.toLowerCase())}`,
    `organization=${encode(organization)}`,
    `workspace=${encode(workspace)}`,
    `key=${encode(key)}`
  ]
  return `${opening} ${parts.join(' ')} -->`
}

/**
 * The identity in the marker that a comment starts with, or undefined where it
 * does not start with one. A marker further down (a quote) is not ours.
 */
export function parseMarker(body: string): MarkerIdentity | undefined {
  const match =
    /^<!-- gated-terraform-run: hostname=(\S*) organization=(\S*) workspace=(\S*) key=(\S*) -->/.exec(
      body
    )
  if (match === null) return undefined
  const [hostname, organization, workspace, key] = match.slice(1).map(decode)
  return hostname === undefined ||
    organization === undefined ||
    workspace === undefined ||
    key === undefined
    ? undefined
    : { hostname, organization, workspace, key }
}

function encode(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed())
    .replaceAll('--', '%2D%2D')
    .replace(/-$/, '%2D')
  // A marker takes its room from the comment; no name of HCP's is this long.
  return encoded.length <= 300
    ? encoded
    : `sha256.${createHash('sha256').update(text.toWellFormed()).digest('hex')}`
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
