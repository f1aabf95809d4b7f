import type { Verdict } from '../../gate/verdict.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { readRunActor } from '../reading/actor.ts'
import { isConfirmedHere } from '../record/claims.ts'
import type { Ending } from '../record/ending.ts'
import type { PlanReading } from '../record/plan-evidence.ts'
import { tooLate } from './already-applied.ts'
import { concludeFinal } from './conclusion.ts'
import { explainDiscarded } from './discarded.ts'

/**
 * The ending of a run that was to be applied. What came out otherwise than
 * asked for is a failure: applied although somebody said no, applied by the
 * server itself, discarded by somebody else.
 */
export async function concludeApply(
  dependencies: Dependencies,
  run: Run,
  plan: PlanReading | undefined,
  { approve }: { readonly approve: boolean | undefined },
  checks?: Verdict['checks']
): Promise<Ending> {
  const judged = { checks, reasons: [] }
  const ending = await concludeFinal(dependencies, run, plan, judged)
  const headline = await contradiction(dependencies, ending, approve)
  return headline === undefined
    ? ending
    : {
        ...ending,
        failure: { headline, diagnostics: [], logText: undefined }
      }
}

/** Why the end is not what was asked for, in a sentence. */
async function contradiction(
  dependencies: Dependencies,
  { outcome, run }: Ending,
  approve: boolean | undefined
): Promise<string | undefined> {
  if (outcome === 'applied') {
    if (approve === false) return await tooLate(dependencies, run)
    const isHere = isConfirmedHere(dependencies.record.facts(), run.id)
    return run.autoApply && !isHere
      ? `Run ${run.id} was applied by HCP Terraform itself: auto-apply was switched on for it after it was made. This step confirmed nothing, and its rules were not asked.`
      : undefined
  }
  return outcome === 'discarded' && approve !== false
    ? await explainDiscarded(dependencies, run)
    : undefined
}

/** Somebody else's confirm is somebody else's in the report, too. */
export async function withConfirmer(
  dependencies: Dependencies,
  ending: Ending
): Promise<Ending> {
  const { run } = ending
  return run.statusTimestamps['confirmed-at'] === undefined
    ? ending
    : {
        ...ending,
        confirmedBy: await readRunActor(dependencies, run.id, 'confirmed')
      }
}
