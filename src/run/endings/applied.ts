import type { Verdict } from '../../gate/verdict.ts'
import type { Run } from '../../hcp/types.ts'
import type { Dependencies } from '../dependencies.ts'
import { readRunActor } from '../reading/actor.ts'
import { isConfirmedHere } from '../record/claims.ts'
import { failure } from '../record/ending.ts'
import type { Ending } from '../record/ending.ts'
import type { Facts } from '../record/fact.ts'
import type { PlanReading } from '../record/plan-evidence.ts'
import { tooLateFor } from './already-applied.ts'
import { concludeFinal } from './conclusion.ts'
import { explainDiscarded } from './discarded.ts'

interface Asked {
  readonly approve: boolean | undefined
  /** Is the run somebody else's, and only told of? */
  readonly onlyTells?: boolean
}

/**
 * The ending of a run that was to be applied, or only to be planned and left.
 * What came out otherwise than asked for is a failure: applied although somebody
 * said no or nobody said yes, applied by the server itself, discarded by
 * somebody else.
 */
export async function concludeApply(
  dependencies: Dependencies,
  run: Run,
  plan: PlanReading | undefined,
  asked: Asked,
  checks?: Verdict['checks']
): Promise<Ending> {
  const judged = { checks, reasons: [] }
  const final = await concludeFinal(dependencies, run, plan, judged)
  const isApplied = final.outcome === 'applied'
  const isUnasked = isApplied && asked.approve !== true
  const confirmedBy = isUnasked
    ? await readRunActor(dependencies, run.id, 'confirmed')
    : undefined
  const ending = isUnasked ? { ...final, confirmedBy } : final
  const headline = isApplied
    ? contradictionIn(dependencies.record.facts(), ending, asked)
    : final.outcome === 'discarded' && asked.approve !== false
      ? await explainDiscarded(dependencies, run)
      : undefined
  return headline === undefined
    ? ending
    : { ...ending, failure: failure(headline) }
}

/** Why that it was applied is not what was asked for, in a sentence. */
function contradictionIn(
  facts: Facts,
  { run, confirmedBy }: Ending,
  { approve, onlyTells = false }: Asked
): string | undefined {
  if (approve === false) return tooLateFor(run, confirmedBy)
  if (onlyTells || isConfirmedHere(facts, run.id)) return undefined
  if (run.autoApply) {
    return `Run ${run.id} was applied by HCP Terraform itself: auto-apply was switched on for it after it was made. This step confirmed nothing, and its rules were not asked.`
  }
  const by = confirmedBy === undefined ? '' : ` by ${confirmedBy}`
  return approve === true
    ? undefined
    : `Run ${run.id} was confirmed${by}, not by this step, and is applied: nobody approved it here, and the rules were not asked.`
}

/** Somebody else's confirm is somebody else's in the report, too. */
export async function withConfirmer(
  dependencies: Dependencies,
  ending: Ending
): Promise<Ending> {
  const { run, confirmedBy } = ending
  return run.statusTimestamps['confirmed-at'] === undefined ||
    confirmedBy !== undefined
    ? ending
    : {
        ...ending,
        confirmedBy: await readRunActor(dependencies, run.id, 'confirmed')
      }
}
