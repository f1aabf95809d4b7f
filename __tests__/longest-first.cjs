'use strict'
const { default: Sequencer } = require('@jest/test-sequencer')

/** Seconds, by the beginning of a path; roughly is enough. */
const usual = [
  ['simulation/simulation.test', 180],
  ['emulator/terraform-cli', 180],
  ['process/', 60],
  ['emulator/', 5]
]

/**
 * Starts the longest files first, so that none of them is left to run alone at
 * the end. A machine that has run them knows how long each takes; on any other
 * one those that wait come before those that compute.
 */
module.exports = class extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => secondsOf(b) - secondsOf(a))
  }
}

function secondsOf({ path, duration }) {
  if (duration !== undefined) return duration / 1000
  const place = path.replaceAll('\\', '/').split('/__tests__/').at(-1)
  return usual.find(([beginning]) => place.startsWith(beginning))?.[1] ?? 1
}
