import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'

/**
 * Loaded before the bundle (`NODE_OPTIONS: --import`): what waits for half a
 * minute and more waits for three seconds. Waits for answers are not touched.
 */
const { setTimeout: sleep } = timers
timers.setTimeout = (milliseconds, value, options) =>
  sleep(
    milliseconds !== undefined && milliseconds >= 30_000 ? 3_000 : milliseconds,
    value,
    options
  )
syncBuiltinESMExports()
