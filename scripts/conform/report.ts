import type { Recorded } from '../../emulator/recording.ts'
import type { Deviation, Judge } from './compare.ts'
import type { Known } from './known.ts'
import { isKnown } from './known.ts'

/** What was found of one server's exchanges. */
interface Report {
  readonly exchanges: number
  /** Endpoints that the document has, with how often each was asked. */
  readonly endpoints: ReadonlyMap<string, number>
  /** Method and path of what the document does not have, ids left out. */
  readonly undescribed: ReadonlyMap<string, number>
  readonly deviations: readonly Counted[]
  /** How many kinds of deviation there are that are so for a reason. */
  readonly known: number
}

interface Counted extends Deviation {
  readonly times: number
}

/** Holds a recording against the document, and counts what is the same. */
export async function judgeRecording(
  exchanges: AsyncIterable<Recorded>,
  judge: Judge,
  known: readonly Known[]
): Promise<Report> {
  let count = 0
  const endpoints = new Map<string, number>()
  const undescribed = new Map<string, number>()
  const deviations = new Map<string, Counted>()
  for await (const exchange of exchanges) {
    count += 1
    const judgement = judge(exchange)
    if (judgement.endpoint === undefined) {
      add(undescribed, `${exchange.method} ${withoutIds(exchange.path)}`)
      continue
    }
    add(endpoints, judgement.endpoint)
    for (const deviation of judgement.deviations) {
      const key = JSON.stringify(deviation)
      const times = (deviations.get(key)?.times ?? 0) + 1
      deviations.set(key, { ...deviation, times })
    }
  }
  const all = [...deviations.values()]
  const left = all.filter((deviation) => !isKnown(deviation, known))
  return {
    exchanges: count,
    endpoints,
    undescribed,
    deviations: left.sort((a, b) =>
      `${a.endpoint} ${a.place}` < `${b.endpoint} ${b.place}` ? -1 : 1
    ),
    known: all.length - left.length
  }
}

/** The report as text: what was held, what deviates, by endpoint. */
export function renderReport(title: string, report: Report): string {
  const { exchanges, endpoints, undescribed, deviations } = report
  const lines = [
    `${title}: ${exchanges} exchanges, ${endpoints.size} endpoints, ${undescribed.size} that the document does not have; ${report.known} differences that are known`
  ]
  for (const [endpoint, times] of [...undescribed].sort()) {
    lines.push(`  not described: ${endpoint} (${times} times)`)
  }
  let last = ''
  for (const { endpoint, place, what, times } of deviations) {
    if (endpoint !== last) lines.push(`  ${endpoint}`)
    last = endpoint
    lines.push(`    ${place} ${what} (${times} times)`)
  }
  return lines.join('\n')
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** `/api/v2/runs/run-a1B2` is the same as every other run. */
function withoutIds(path: string): string {
  return path
    .replaceAll(/\/([a-z]+)-[A-Za-z0-9]{8,}(?=\/|$)/g, '/$1-…')
    .replaceAll(/\/(?:\d+|[0-9a-f]{40})(?=\/|$)/g, '/…')
}
