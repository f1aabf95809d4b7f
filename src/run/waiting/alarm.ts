import type { Clock } from '../../hcp/wire/clock.ts'

/** A sleep that can be cut short from elsewhere. */
export interface Alarm {
  readonly ring: () => void
  readonly wait: (
    clock: Clock,
    milliseconds: number,
    signal: AbortSignal
  ) => Promise<void>
}

/** An alarm that has not rung. One that rings before the sleep ends it at once. */
export function createAlarm(): Alarm {
  let rung = false
  let wake: AbortController | undefined
  return {
    ring() {
      rung = true
      wake?.abort()
    },
    async wait(clock, milliseconds, signal) {
      if (rung) {
        rung = false
        return
      }
      const alarm = new AbortController()
      wake = alarm
      try {
        await clock.sleep(milliseconds, AbortSignal.any([signal, alarm.signal]))
      } catch (error) {
        if (!alarm.signal.aborted) throw error
        signal.throwIfAborted()
        rung = false
      } finally {
        wake = undefined
      }
    }
  }
}
