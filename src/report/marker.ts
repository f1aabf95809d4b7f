import { createHash } from 'node:crypto'

/** What a sticky comment is about; one comment for each. */
interface MarkerIdentity {
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
 * The marker of a set's comment, the same whatever the selection finds. A
 * selection of one plain name has the marker of that workspace alone.
 */
export function renderSetMarker(
  identity: Omit<MarkerIdentity, 'workspace'> & {
    /** The lines of the `workspace` input; empty where a commit selects. */
    readonly selection: readonly string[]
  }
): string {
  const { selection, ...rest } = identity
  const workspace = selection.length === 0 ? '*' : selection.join('\n')
  return renderMarker({ ...rest, workspace })
}

/** Is a marker that of one workspace's own comment? */
export function namesAlone(
  marker: string,
  workspace: { readonly organization: string; readonly name: string }
): boolean {
  return (
    marker.startsWith(opening) &&
    marker.includes(` organization=${encode(workspace.organization)} `) &&
    marker.includes(` workspace=${encode(workspace.name)} `)
  )
}

/** The marker that a comment begins with; '' where it is none of ours. */
export function markerIn(body: string): string {
  const [first = ''] = body.split('\n', 1)
  return first.startsWith(opening) ? first.trimEnd() : ''
}

/** Do two markers differ in nothing but the workspaces that they are about? */
export function isSameButForWorkspaces(one: string, other: string): boolean {
  const rest = (marker: string) => marker.replace(/ workspace=\S*/, '')
  return one !== other && rest(one) === rest(other)
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
