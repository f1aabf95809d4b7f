import { MalformedResponseError } from './errors.ts'
import { parseList } from './json-api.ts'
import type { List } from './json-api.ts'
import type { Query } from './redirects.ts'
import type { Transport } from './transport.ts'

/** Far more than any list that is read whole has. */
const mostOfAll = 50

/**
 * Reads a list to its last page; the first request is sent as it is, so a
 * server that cuts a list only when asked to does not. `what` names the list
 * in errors. Throws `MalformedResponseError` where the pages do not end: a part
 * is never taken for the whole. HCP Terraform API: Overview, Pagination.
 */
export async function readPages(
  transport: Pick<Transport, 'readDocument'>,
  where: string,
  what: string,
  query: Query = {},
  {
    mostPages = mostOfAll,
    ...call
  }: { readonly signal?: AbortSignal; readonly mostPages?: number } = {}
): Promise<Pick<List, 'resources' | 'included'>> {
  const first = parseList(
    await transport.readDocument(where, { ...call, query }),
    what
  )
  const resources = [...first.resources]
  const included = [...first.included]
  let { nextPage } = first
  for (let page = 1; nextPage !== undefined;) {
    if (nextPage <= page || nextPage > mostPages) {
      throw new MalformedResponseError(
        nextPage <= page
          ? `The list of ${what} does not end: its page ${page} names page ${nextPage} as the next one. Whether the server, or a proxy before it, heeds page[number] is worth a look.`
          : `The list of ${what} has more than ${mostPages} pages, which is more than this action reads.`
      )
    }
    page = nextPage
    const list = parseList(
      await transport.readDocument(where, {
        ...call,
        query: { ...query, 'page[number]': page }
      }),
      what
    )
    resources.push(...list.resources)
    included.push(...list.included)
    nextPage = list.nextPage
  }
  // What is made meanwhile shifts the pages: one may come twice.
  const byId = new Map(resources.map((each) => [each.id, each]))
  return { resources: [...byId.values()], included }
}
