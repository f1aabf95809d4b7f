import {
  firstHead,
  laterHead,
  mergeCommit,
  pullRequest,
  repository
} from './github.ts'
import type { Clock } from './clock.ts'
import type { Existing } from './history.ts'
import type { World } from './world.ts'

/** Makes the runs that are there before the first job begins. */
export function prepareRuns(world: World): void {
  const { hcp, github, clock, history, versionControl } = world
  const { isBusy, existing, isMerged, connected } = history.scenario
  // What was reviewed was planned long ago.
  if (versionControl !== undefined && isMerged) {
    versionControl.push(firstHead, true)
    pass(clock, 120_000)
  }
  github.pullsKnownAt = clock.now() + (connected?.pullsLate ?? 0)
  versionControl?.push(isMerged ? mergeCommit : firstHead, !isMerged)
  if (isBusy) {
    const before = hcp.make({
      kind: 'apply',
      message: messageOf('other-pull'),
      versionId: undefined,
      by: undefined,
      // By another job with the same token.
      createdBy: 'api'
    })
    // By whoever it is of, who looks now and then.
    const look = (): void => {
      hcp.act(before, 'discard', 'person')
      if (!hcp.isFinal(before)) clock.in(5_000, look)
    }
    clock.in(25_000, look)
  }
  if (existing === undefined) return
  const made = hcp.make({
    kind: 'apply',
    message: messageOf(existing),
    versionId: 'cv-current',
    by: undefined,
    createdBy: 'api'
  })
  // It stands at its gate, or has ended, when the job begins.
  const isThere = (): boolean =>
    made.restsSince !== undefined || hcp.isFinal(made)
  for (let guard = 0; guard < 1000 && !isThere() && clock.step(); guard += 1);
  // Held for long, where its age is asked for, by a runner that may be behind.
  const isOld = history.scenario.inputs['max-plan-age'] !== undefined
  if (isOld && history.seed % 2 === 0) pass(clock, 65 * 60_000)
  if (isOld && history.seed % 4 === 0) {
    world.note("the runner's clock is an hour behind")
    clock.setWall(-3_600_000)
  }
}

function pass(clock: Clock, milliseconds: number): void {
  const until = clock.now() + milliseconds
  clock.in(milliseconds, () => undefined)
  while (clock.now() < until && clock.step());
}

/** A run's message with the provenance of whoever made it. */
function messageOf(origin: Existing): string {
  const line = (
    from: string,
    sha: string,
    pull: number | string,
    run: number
  ): string =>
    `#${pull} Build\n\ngated-terraform-run/1 repository=${from} sha=${sha} pull-request=${pull} actor=author run=${run} attempt=1 nonce=n${run}`
  switch (origin) {
    case 'ours':
      return line(repository, firstHead, pullRequest, 900)
    case 'other-commit':
      return line(repository, laterHead, pullRequest, 900)
    case 'other-pull':
      return line(repository, laterHead, 8, 800)
    case 'other-repository':
      return line('acme/other', firstHead, pullRequest, 700)
    case 'nobody':
      return 'by hand'
  }
}
