import { readFileSync } from 'node:fs'

export interface Usage {
  /** Processor time in milliseconds, to 10 ms. */
  readonly cpu: number
  /** Most memory at once, in bytes. */
  readonly peak: number
}

const every = 15
/** Linux counts in ticks of this length, in milliseconds. */
const tick = 10

/**
 * Watches a process until `stop`; undefined where the system has no `/proc`
 * (macOS, Windows). What happens after the last look, up to 15 ms, is missed.
 */
export function watchUsage(processId: number): {
  readonly stop: () => Usage | undefined
} {
  let usage: Usage | undefined
  const look = (): void => {
    usage = readUsage(processId) ?? usage
  }
  look()
  const timer = setInterval(look, every)
  return {
    stop: () => {
      clearInterval(timer)
      return usage
    }
  }
}

function readUsage(processId: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8')
    // The name, in brackets, may hold spaces; the times are 11 fields later.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = Number(fields[11]) + Number(fields[12])
    const status = readFileSync(`/proc/${processId}/status`, 'utf8')
    const peak = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]
    return peak === undefined
      ? undefined
      : { cpu: ticks * tick, peak: Number(peak) * 1024 }
  } catch {
    return undefined
  }
}
