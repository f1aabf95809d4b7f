import { renderCheck } from '../gate/finding.ts'
import type { Check, Verdict } from '../gate/verdict.ts'
import type { Inputs } from '../inputs/inputs.ts'
import { leftToSettle, workspaceOf } from '../run/record/claims.ts'
import type { Fact, Facts } from '../run/record/fact.ts'
import type { Log } from '../runner/log.ts'
import { writeOutputs } from '../runner/outputs.ts'
import type { State } from '../runner/state.ts'
import { runUrl } from './web-address.ts'

/**
 * Hands each fact on the moment it is told: outputs, which a cancelled step
 * keeps: all where the step is about one workspace alone, else the ids of the
 * runs so far, `runIds`; the state for `post`, by `keep`, where it has changed;
 * the job's log.
 */
export function handOver(
  inputs: Inputs,
  {
    log,
    isAlone,
    runIds
  }: {
    readonly log: Log
    readonly isAlone: boolean
    readonly runIds: Set<string>
  },
  keep: (state: State) => void
): (fact: Fact, all: Facts) => void {
  let kept = ''
  return (fact, all) => {
    if (isAlone) tellOutputs(fact, all, inputs)
    else if (isRun(fact)) {
      runIds.add(fact.run.id)
      writeOutputs({ 'run-ids': [...runIds].join('\n') })
    }
    sayRun(fact, all, inputs, log)
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

function tellOutputs(fact: Fact, all: Facts, inputs: Inputs): void {
  if (fact.kind === 'entered') {
    writeOutputs({ 'workspace-id': fact.workspace.id })
  } else if (fact.kind === 'uploaded') {
    writeOutputs({
      'configuration-version-id': fact.configurationVersionId,
      'configuration-digest': fact.digest
    })
  } else if (isRun(fact)) {
    const { id, configurationVersionId } = fact.run
    writeOutputs({
      'run-id': id,
      'run-ids': id,
      'run-url': urlOf(id, all, inputs),
      'configuration-version-id': configurationVersionId
    })
  }
}

/** Does the fact bring the step its run? */
function isRun(
  fact: Fact
): fact is Extract<Fact, { kind: 'found' | 'adopted' | 'made' }> {
  return ['found', 'adopted', 'made'].includes(fact.kind)
}

function sayRun(fact: Fact, all: Facts, inputs: Inputs, log: Log): void {
  if (!isRun(fact)) return
  const { id } = fact.run
  log.info(`Run ${id}: ${urlOf(id, all, inputs)}`)
}

function urlOf(runId: string, all: Facts, inputs: Inputs): string {
  return runUrl(inputs, workspaceOf(all), runId)
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
