import { systemClock } from '../hcp/wire/clock.ts'
import { InvalidInputsError } from '../inputs/problems.ts'
import { createLog } from '../runner/log.ts'
import type { World } from './world.ts'

/** Why the step ends before its time: the runner's signal. */
class InterruptedError extends Error {
  override readonly name = 'InterruptedError'

  constructor(signalName: string) {
    super(`The workflow was cancelled (${signalName}).`)
  }
}

/**
 * Runs one phase of a step as this process: with the runner's signals, and
 * with a guard that ends it red where no verdict was reached. The phase
 * resolves to whether it succeeded.
 */
export async function runPhase(
  phase: (world: World) => Promise<boolean>
): Promise<void> {
  const log = createLog()
  const interruption = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      interruption.abort(new InterruptedError(name))
    })
  }
  // The log may have lost its reader (EPIPE). What is done goes on, and is told
  // by the comment, the summary and the outputs.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => undefined)
  }
  // A promise that never settles would end the process quietly, and green.
  let hasVerdict = false
  process.on('exit', () => {
    if (hasVerdict) return
    log.close()
    log.error(
      'The step ended without a verdict, which is a defect of this action. The run, if one was made, is in the output run-id.'
    )
    process.exitCode = 1
  })
  try {
    const isOk = await phase({
      log,
      clock: systemClock,
      begun: systemClock.now(),
      signal: interruption.signal,
      env: process.env
    })
    if (!isOk) process.exitCode = 1
  } catch (error) {
    process.exitCode = 1
    log.error(
      error instanceof InvalidInputsError
        ? error.message
        : `Unexpected error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
    )
  } finally {
    log.close()
    hasVerdict = true
  }
}
