/**
 * What `bench/plan.ts` bundles and starts: measures one plan, whose path is the
 * argument, and prints a line of JSON.
 */
import { link, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Hcp } from '../src/hcp/client.ts'
import { renderComment } from '../src/report/comment.ts'
import { renderMarker } from '../src/report/marker.ts'
import { createRedactor, redactReport } from '../src/report/redact.ts'
import { renderSummary } from '../src/report/summary.ts'
import { readPlan } from '../src/run/reading/read-plan.ts'
import { createRecord } from '../src/run/record/record.ts'
import { createPlanReport } from '../scripts/plan-report.ts'

export interface Measured {
  readonly seconds: number
  /** Of all threads, in user mode. */
  readonly cpu: number
  readonly mebibytes: number
  readonly resources: number
  readonly comment: number
  readonly summary: number
}

console.log(JSON.stringify(await measure(process.argv[2] ?? '')))

/** From the document to both texts, as a step does it. */
async function measure(path: string): Promise<Measured> {
  const { size } = await stat(path)
  const hcp = {
    plans: {
      readJsonOutput: async (_: string, options: { readonly path: string }) => {
        await link(path, options.path)
        return { kind: 'ready', bytes: size }
      }
    }
  } as unknown as Hcp
  const started = performance.now()
  const cpu = process.cpuUsage()
  const plan = await readPlan(
    {
      hcp,
      record: createRecord(),
      signal: new AbortController().signal,
      log: { conceal: () => undefined }
    },
    { planId: 'plan-1', plan: undefined, hasChanges: false },
    { temporaryFolder: resolve(path, '..'), expected: undefined }
  )
  if (plan.kind !== 'changes') throw new Error(plan.why)
  const report = redactReport(
    createPlanReport(plan.changes),
    createRedactor(plan.secrets)
  )
  const marker = renderMarker({
    hostname: 'app.terraform.io',
    organization: 'acme',
    workspace: 'network',
    key: ''
  })
  const comment = renderComment(report, { marker, detail: 'full' })
  const summary = renderSummary(report, { detail: 'full' })
  return {
    seconds: (performance.now() - started) / 1000,
    cpu: process.cpuUsage(cpu).user / 1e6,
    mebibytes: process.resourceUsage().maxRSS / 1024,
    resources: plan.changes.resources.length,
    comment: comment.length,
    summary: Buffer.byteLength(summary)
  }
}
