'use strict'
const { TestEnvironment } = require('jest-environment-node')

/** Processes that have played steps, for the next file of the same worker. */
const keptProcesses = []

/** Where a test file runs: nothing of another file, but for these. */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context)
    this.global.takeProcess = () => keptProcesses.pop()
    this.global.keepProcess = (child) => {
      keptProcesses.push(child)
    }
  }
}
