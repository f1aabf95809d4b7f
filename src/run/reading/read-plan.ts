import { saidBy } from '../record/errors.ts'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import type { PlanCounts } from '../../gate/evidence.ts'
import type { Known } from '../../gate/known.ts'
import type { Run } from '../../hcp/types.ts'
import { createScrub } from '../../plan/scrub.ts'
import type { PlanChanges } from '../../plan/types.ts'
import type { Dependencies } from '../dependencies.ts'
import type { Narrator } from '../narrator.ts'
import { readPlanFile } from './plan-file.ts'

export type PlanReading =
  | {
      readonly kind: 'changes'
      readonly changes: PlanChanges
      /** What the plan would do, as one hash; see `digestDocument`. */
      readonly digest: string
      /** Values under sensitive masks, to be kept out of every text. */
      readonly secrets: readonly string[]
      /** File with the redacted plan JSON; undefined for the full one. */
      readonly redactedPath: string | undefined
    }
  | { readonly kind: 'unavailable'; readonly why: string }

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
    return { kind: 'unavailable', why: 'The run has no plan.' }
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

/** What the rules count, from the plan JSON; unknown where there is none. */
export function countPlan(plan: PlanReading | undefined): Known<PlanCounts> {
  if (plan === undefined) return { known: false, why: 'there is no plan.' }
  if (plan.kind === 'unavailable') return { known: false, why: plan.why }
  const { verbs, resources, actionInvocations, errored } = plan.changes
  if (errored) {
    return { known: false, why: 'the plan failed, so its list is partial.' }
  }
  if (verbs.unknown > 0) {
    return {
      known: false,
      why: 'the plan has actions that this version does not know.'
    }
  }
  return {
    known: true,
    value: {
      create: verbs.create,
      update: verbs.update,
      replace: verbs.replace,
      destroy: verbs.destroy,
      forget: verbs.forget,
      import: resources.filter(
        ({ verb, importing }) => verb === 'no-op' && importing !== undefined
      ).length,
      invoke: actionInvocations.length
    }
  }
}
