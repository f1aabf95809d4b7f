import { main } from './main.ts'
import { post } from './post.ts'
import { systemClock } from './hcp/wire/clock.ts'
import { InvalidInputsError } from './inputs/reader.ts'
import { createLog } from './runner/log.ts'
import { isPostPhase } from './runner/state.ts'

/** Why the step ends before its time: the runner's signal. */
class InterruptedError extends Error {
  override readonly name = 'InterruptedError'

  constructor(signalName: string) {
    super(`The workflow was cancelled (${signalName}).`)
  }
}

const log = createLog()
const interruption = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    interruption.abort(new InterruptedError(name))
  })
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

const world = {
  log,
  clock: systemClock,
  signal: interruption.signal,
  env: process.env
}
try {
  const isOk = isPostPhase()
    ? await post(world).then(() => true)
    : await main(world)
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
