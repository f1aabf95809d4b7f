import { saidBy } from '../record/errors.ts'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import type { Run } from '../../hcp/types.ts'
import { createScrub } from '../../plan/scrub.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Narrator } from '../dependencies.ts'
import { readPlanFile } from './plan-file.ts'
import type { PlanReading } from '../record/plan-evidence.ts'

/**
 * Reads what the plan of a run would do: the redacted plan JSON, which read
 * rights suffice for, else the full one, else the reason why there is none.
 * What the full one has that is secret is kept out of the log from then on.
 * Never throws for a plan that cannot be had; only what ends the step (the
 * signal) gets through. (Plans API: json-output, json-output-redacted.)
 */
export async function readPlan(
  {
    hcp,
    signal,
    log
  }: Pick<Dependencies, 'hcp' | 'signal'> & {
    readonly log: Pick<Narrator, 'conceal'>
  },
  run: Pick<Run, 'planId'>,
  temporaryFolder: string
): Promise<PlanReading> {
  const { planId } = run
  if (planId === undefined) {
    return { kind: 'unavailable', why: 'The server does not say which plan the run has.' }
  }
  const whys: string[] = []
  for (const redacted of [true, false]) {
    const path = join(
      temporaryFolder,
      `plan-${redacted ? 'redacted' : 'full'}-${randomUUID()}.json`
    )
    try {
      const output = await hcp.plans.readJsonOutput(planId, { redacted, path })
      if (output.kind !== 'ready') {
        whys.push(
          output.kind === 'not-ready'
            ? 'The plan JSON was not ready in time.'
            : output.why
        )
        continue
      }
      const { changes, digest, secrets } = await readPlanFile(path)
      // In a redacted document there are placeholders under the masks.
      if (!redacted) log.conceal(createScrub(secrets))
      return {
        kind: 'changes',
        changes,
        digest,
        secrets: [...secrets],
        redactedPath: redacted ? path : undefined
      }
    } catch (error) {
      signal.throwIfAborted()
      whys.push(saidBy(error))
    } finally {
      // The full document holds secrets in clear; it is not left behind.
      if (!redacted) await rm(path, { force: true })
    }
  }
  return { kind: 'unavailable', why: [...new Set(whys)].join(' ') }
}
