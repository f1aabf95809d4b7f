import { needsPullRequest } from '../gate/pull-request-rules.ts'
import type { EvidenceSource } from '../github/evidence-source.ts'
import { connectGitHub } from './given.ts'
import type { Given } from './given.ts'
import type { World } from './world.ts'

/** Where the gate reads GitHub. */
export function evidenceSource(
  given: Given,
  world: Pick<World, 'log' | 'signal'>
): EvidenceSource {
  const { inputs, workflow, location } = given
  return {
    github: connectGitHub(given, world),
    workflow,
    location,
    rules: inputs,
    needsPullRequest: needsPullRequest(inputs),
    signal: world.signal,
    log: (line) => {
      world.log.debug(line)
    }
  }
}
