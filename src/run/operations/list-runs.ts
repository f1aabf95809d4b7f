import type {
  ListedRun,
  RunFilters,
  RunListScope
} from '../../hcp/run-lists.ts'
import type { Dependencies } from '../dependencies.ts'
import { listPause } from './list-pace.ts'

interface RunList {
  readonly runs: readonly ListedRun[]
  /** Were there more than `maxItems`? */
  readonly isCut: boolean
}

/**
 * Lists runs, page by page while the server names a next one, up to
 * `maxItems`, and never faster than run lists may be read. Runs API: List
 * runs.
 */
export async function listRuns(
  {
    hcp,
    clock,
    signal,
    log
  }: Pick<Dependencies, 'hcp' | 'clock' | 'signal' | 'log'>,
  scope: RunListScope,
  filters: RunFilters,
  {
    pageSize,
    maxItems
  }: { readonly pageSize: number; readonly maxItems: number }
): Promise<RunList> {
  const runs = new Map<string, ListedRun>()
  const times: number[] = []
  for (let number: number | undefined = 1; number !== undefined;) {
    const pause = scope.kind === 'admin' ? 0 : listPause(times, clock.now())
    if (pause > 0) {
      log.info(
        `${runs.size} runs so far; waiting ${Math.ceil(pause / 1000)} s, because run lists allow 30 requests a minute.`
      )
      await clock.sleep(pause, signal)
    }
    times.push(clock.now())
    const page = await hcp.runLists.read(
      scope,
      filters,
      { number, size: pageSize },
      hcp.now()
    )
    if (number === 1 && page.ignoredFilters.length > 0) {
      log.warning(
        `The server ignores ${page.ignoredFilters.join(', ')}: what does not match is left out here, and counts for nothing.`
      )
    }
    // A run made meanwhile shifts the pages: one may come twice.
    for (const run of page.runs) runs.set(run.id, run)
    if (runs.size > maxItems) break
    if (runs.size === maxItems) {
      return { runs: [...runs.values()], isCut: page.nextPage !== undefined }
    }
    // A page that leads back would never end.
    number =
      page.nextPage !== undefined && page.nextPage > number
        ? page.nextPage
        : undefined
  }
  return {
    runs: [...runs.values()].slice(0, maxItems),
    isCut: runs.size > maxItems
  }
}
