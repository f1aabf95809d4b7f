import type { Run } from '../../hcp/types.ts'
import { failedChecks } from '../record/run-checks.ts'
import type { RunChecks } from '../record/run-checks.ts'
import type { Dependencies } from '../dependencies.ts'
import { parsePrintedErrors } from '../log/printed-errors.ts'
import type { Diagnostic } from '../record/diagnostic.ts'
import { lastText } from '../record/phase-log.ts'
import { logsOf, wasConfirmed } from '../record/claims.ts'
import { tailPhaseLog } from '../log/tail.ts'
import type { PhaseLog } from '../record/phase-log.ts'
import { failure } from '../record/ending.ts'
import type { Failure } from '../record/ending.ts'
import { readChecks } from '../reading/read-checks.ts'
import type { PlanReading } from '../record/plan-evidence.ts'

interface Explanation {
  readonly failure: Failure
  readonly runChecks: RunChecks | undefined
  /** Was it a policy or a mandatory run task? */
  readonly isByCheck: boolean
}

/**
 * Why a run errored, which its status does not say: Terraform's diagnostics of
 * the phase that failed, else the policies and run tasks that failed, else the
 * configuration that could not be fetched. A log that was not followed is read
 * now. Throws only the reason of an aborted signal.
 */
export async function explainErrored(
  dependencies: Dependencies,
  run: Run,
  plan: PlanReading | undefined
): Promise<Explanation> {
  const logs = logsOf(dependencies.record.facts())
  const phase =
    run.apply?.status === 'errored'
      ? 'apply'
      : run.plan?.status === 'errored'
        ? 'plan'
        : undefined
  if (phase !== undefined) {
    const log = await readPhaseLog(dependencies, run, phase, logs[phase])
    const diagnostics = diagnosticsOf(log)
    const error = diagnostics.find(({ severity }) => severity === 'error')
    const said = error ? `: ${error.summary}` : ''
    return {
      failure: {
        headline: `The ${phase} of run ${run.id} failed${said}`,
        isFirstError: error !== undefined,
        diagnostics,
        logText: lastText(log)
      },
      runChecks: undefined,
      isByCheck: false
    }
  }

  const runChecks = await readChecks(dependencies, run, plan)
  const failed = failedChecks(runChecks)
  const isConfirmed =
    run.statusTimestamps['confirmed-at'] !== undefined ||
    wasConfirmed(dependencies.record.facts(), run.id)
  if (failed.length > 0) {
    return {
      failure: failure(
        [
          `Run ${run.id} was stopped ${whenStopped(run, isConfirmed)}.`,
          ...failed.map(({ message }) => message)
        ].join(' ')
      ),
      runChecks,
      isByCheck: true
    }
  }
  return {
    failure:
      run.plan?.status === 'unreachable'
        ? failure(await explainUnplanned(dependencies, run))
        : {
            ...failure(renderUnexplained(run, runChecks)),
            logText: lastText(logs.plan)
          },
    runChecks,
    isByCheck: false
  }
}

/**
 * Terraform's diagnostics; what fails before its structured log begins, such
 * as `terraform init`, is told in print only.
 */
function diagnosticsOf(log: PhaseLog): readonly Diagnostic[] {
  const { diagnostics } = log
  return diagnostics.some(({ severity }) => severity === 'error')
    ? diagnostics
    : [...parsePrintedErrors(lastText(log) ?? ''), ...diagnostics]
}

/** Terraform never planned: the configuration is what is left to look at. */
async function explainUnplanned(
  { hcp, signal }: Pick<Dependencies, 'hcp' | 'signal'>,
  run: Run
): Promise<string> {
  const { id, statusTimestamps, configurationVersionId } = run
  const isFetchFailure =
    statusTimestamps['fetching-at'] !== undefined &&
    statusTimestamps['fetched-at'] === undefined
  const what = isFetchFailure
    ? `Run ${id} errored while HCP Terraform fetched the configuration from version control`
    : `Run ${id} errored before Terraform planned`
  if (configurationVersionId !== undefined) {
    try {
      const version = await hcp.configurationVersions.read(
        configurationVersionId
      )
      const said = version.errorMessage ?? version.error
      if (version.status === 'errored' || said !== undefined) {
        return `${what}: configuration version ${version.id} is ${version.status}${said === undefined ? '' : ` (${said})`}.`
      }
    } catch {
      signal.throwIfAborted()
    }
  }
  return isFetchFailure
    ? `${what}. Check the workspace's connection to the repository.`
    : `${what}, and it does not say why. The run's page may tell more.`
}

function renderUnexplained(run: Run, checks: RunChecks): string {
  const isApply = run.statusTimestamps['applying-at'] !== undefined
  const what = `Run ${run.id} errored ${isApply ? 'during the apply' : 'after the plan'}`
  return isWholeReading(checks)
    ? `${what}, and HCP Terraform names no failed policy or task. The run's page may tell more.`
    : `${what}, and not all of its policies and tasks could be read. The run's page tells more.`
}

function isWholeReading({ policies, tasks }: RunChecks): boolean {
  return [...policies, ...tasks].every(({ status }) => status !== 'unknown')
}

function whenStopped(run: Run, isConfirmed: boolean): string {
  if (run.plan?.status === 'unreachable') return 'before the plan'
  return isConfirmed
    ? 'before the apply, nothing was applied'
    : 'after the plan, nothing was applied'
}

/** The log of a phase: as followed, or read whole and quietly. */
async function readPhaseLog(
  dependencies: Dependencies,
  run: Run,
  phase: 'plan' | 'apply',
  followed: PhaseLog
): Promise<PhaseLog> {
  const document = run[phase]
  const isKnown = followed.lastLines.length > 0
  if (isKnown || document?.logReadUrl === undefined) return followed
  return await tailPhaseLog(dependencies, { phase, document, isQuiet: true })
}
