import { renderCheck } from '../gate/finding.ts'
import type { Check, Verdict } from '../gate/verdict.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { leftToSettle } from '../run/record/claims.ts'
import type { Fact, Facts } from '../run/record/fact.ts'
import type { Log } from '../runner/log.ts'
import { writeOutputs } from '../runner/outputs.ts'
import type { State } from '../runner/state.ts'
import { runUrl } from './web-address.ts'

/**
 * Hands each fact on the moment it is told: outputs, which a cancelled step
 * keeps; the state for `post`, by `keep`, where it has changed; the job's log.
 */
export function handOver(
  inputs: Inputs,
  log: Log,
  keep: (state: State) => void
): (fact: Fact, all: Facts) => void {
  let kept = ''
  return (fact, all) => {
    tellOutputs(fact, all, inputs, log)
    if (fact.kind === 'judged') sayJudged(fact, inputs, log)
    const state = stateOf(all, inputs)
    const text = JSON.stringify(state)
    if (text === kept || (kept === '' && state.kind === 'nothing')) return
    kept = text
    keep(state)
  }
}

/** With `cleanup: false` nobody comes after this step. */
function stateOf(facts: Facts, { cleanup }: Inputs): State {
  const left = leftToSettle(facts)
  return left.kind === 'nothing' || cleanup
    ? left
    : { kind: 'nothing', why: 'left-alone' }
}

function tellOutputs(fact: Fact, all: Facts, inputs: Inputs, log: Log): void {
  switch (fact.kind) {
    case 'entered':
      writeOutputs({ 'workspace-id': fact.workspace.id })
      return
    case 'uploaded':
      writeOutputs({ 'configuration-version-id': fact.configurationVersionId })
      return
    case 'found':
    case 'made': {
      const { id, configurationVersionId } = fact.run
      const entered = all.find((each) => each.kind === 'entered')
      const url = runUrl(inputs, entered?.workspace, id)
      writeOutputs({
        'run-id': id,
        'run-url': url,
        'configuration-version-id': configurationVersionId
      })
      log.info(`Run ${id}: ${url}`)
      return
    }
    default:
  }
}

function sayJudged(
  { verdict, checks }: Extract<Fact, { kind: 'judged' }>,
  { mode }: Inputs,
  log: Log
): void {
  if (verdict !== undefined) {
    sayVerdict(verdict, log)
  } else if (checks.length > 0) {
    log.info(`Rules about the plan, not enforced by 'mode: ${mode}':`)
  }
  for (const check of checks) {
    log.info(`  ${markOf(check)}  ${renderCheck(check)}`)
  }
}

function sayVerdict({ kind, warnings }: Verdict, log: Log): void {
  log.info(`Gate: ${kind}`)
  for (const warning of warnings) log.warning(warning)
}

/** What was not asked for, or is not known, is neither kept nor broken. */
function markOf({ held, mark }: Check): string {
  if (!held) return 'NO'
  return mark === undefined ? 'ok' : '--'
}
