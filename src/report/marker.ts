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

function encode(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed())
    .replaceAll('--', '%2D%2D')
    .replace(/-$/, '%2D')
  // A marker takes its room from the comment; no name of HCP's is this long.
  return encoded.length <= 300
    ? encoded
    : `sha256.${createHash('sha256').update(text.toWellFormed()).digest('hex')}`
}
