/**
 * How hard we press on the rate limit that all steps of a user or team share,
 * told by the headers of each answer. Pure: facts in, decision out.
 */

/** The limit's headers as they arrived. */
export interface LimitHeaders {
  readonly 'x-ratelimit-limit'?: string | string[] | undefined
  readonly 'x-ratelimit-remaining'?: string | string[] | undefined
}

/** The longest extra wait before a look, in milliseconds. */
const longestEase = 4_000

const shortestEase = 250
/** Below this share of the limit, somebody will soon be refused. */
const scarce = 1 / 6
/** Above this share, there is room for more. */
const plenty = 1 / 3

/**
 * The extra milliseconds to wait between looks at a run after one more answer:
 * doubled while requests are scarce or refused, halved while there are plenty, so
 * that many steps find a pace that the limit bears. A server without the
 * headers has no limit. HCP Terraform API: Overview, Rate Limiting.
 */
export function nextEase(
  ease: number,
  status: number,
  headers: LimitHeaders,
  /** Of the requests that the server has counted, so many are ours. */
  own = 0
): number {
  const limit = parseCount(headers['x-ratelimit-limit'])
  const remaining = parseCount(headers['x-ratelimit-remaining'])
  const share =
    limit === undefined || remaining === undefined
      ? 1
      : (remaining + own) / limit
  if (status === 429 || share < scarce) {
    return Math.min(longestEase, Math.max(shortestEase, ease * 2))
  }
  if (share < plenty) return ease
  return ease > shortestEase ? ease / 2 : 0
}

/** A count of a header; undefined for what is none. */
export function parseCount(
  header: string | string[] | undefined
): number | undefined {
  const text = [header].flat()[0]
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
