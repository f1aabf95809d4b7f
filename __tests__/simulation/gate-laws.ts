import { breach } from './breach.ts'
import { judgeCommits } from './commit-laws.ts'
import { judgeDigests } from './digest-laws.ts'
import { answeredBefore, confirmsOf, gateSeenAt } from './exchanges.ts'
import { slack } from './record-laws.ts'
import { judgeSets, membersOf, turnSeenAt } from './set-laws.ts'
import type { Breach } from './breach.ts'
import { confirmedOrLater } from './course.ts'
import type { Facts } from './github.ts'
import type { SimulatedRun, Write } from './hcp.ts'
import type { Job } from './jobs.ts'
import type { Exchange, Story } from './story.ts'

/** G1 to G5 as far as a single history shows them: what may change a run. */
export function judgeGate(story: Story): Breach[] {
  return [
    ...judgeCommits(story),
    ...judgeSets(story),
    ...judgeDigests(story),
    ...confirmsOf(story).flatMap((confirm) => [
      ...judgeAsked(story, confirm),
      ...judgePlan(story, confirm),
      ...judgeAge(story, confirm),
      ...judgeFacts(story, confirm),
      ...judgeReading(story, confirm)
    ]),
    ...judgeTooOld(story),
    ...judgeOnce(story),
    ...story.hcp.writes.flatMap((write) => judgeWrite(story, write)),
    ...judgeStranger(story)
  ]
}

function jobOf({ attempts, review }: Story, number: number): Job | undefined {
  const all = review === undefined ? attempts : [review, ...attempts]
  return all.find((one) => one.number === number)?.job
}

/** Is the event about the pull request by its own words? */
function isOfPullRequest({ history }: Story): boolean {
  return /^(?:pull_request|issue_comment)/.test(history.scenario.event)
}

/** G1, G5: only what was asked for, by somebody who may. */
function judgeAsked({ history }: Story, confirm: Exchange): Breach[] {
  const { inputs, flaw, isFork } = history.scenario
  const found: Breach[] = []
  if (confirm.phase === 'post') found.push(breach('G1', 'post confirms a run'))
  if (inputs['approve'] !== 'true') {
    found.push(breach('G1', 'a confirm that nobody approved'))
  }
  if (isFork) found.push(breach('G1', 'a confirm of the code of a fork'))
  if (flaw !== undefined) {
    found.push(breach('G5', 'a confirm under a rule that nobody can read'))
  }
  return found
}

/** G1, G4: what the plan is, with all that it is confirmed with, by the rules. */
function judgePlan(story: Story, confirm: Exchange): Breach[] {
  const { inputs } = story.history.scenario
  const own = story.hcp.find(confirm.runId ?? '')
  const together = inputs['confirm'] === 'each' ? [] : membersOf(story, confirm)
  const destroys = [...new Set([own, ...together])].reduce(
    (sum, run) => sum + (run?.hasChanges === true ? run.ways.destroys : 0),
    0
  )
  const found: Breach[] = []
  if (destroys > Number(inputs['max-destroy'] ?? Number.POSITIVE_INFINITY)) {
    found.push(breach('G1', 'a confirm over max-destroy'))
  }
  if (destroys > 0 && inputs['protected-addresses'] !== undefined) {
    found.push(breach('G1', 'a confirm over protected-addresses'))
  }
  const expected = inputs['expected-plan-digest']
  // What a review told stands in its place, and has laws of its own.
  const isOfNone = expected !== 'reviewed' && story.review === undefined
  if (expected !== undefined && isOfNone) {
    found.push(breach('G4', 'a confirm of another plan than was reviewed'))
  }
  return found
}

/** `maxPlanAge`, in milliseconds. */
const longestAge = 10 * 60_000

/** When the plan of a run was finished, by the server's clock. */
function plannedAt({ stages }: SimulatedRun): number | undefined {
  const at = stages.findIndex(({ status }) => status === 'planning')
  return at < 0 ? undefined : stages[at + 1]?.at
}

/** G1: how old the plan is, whatever the runner's clock says. */
function judgeAge({ history, hcp }: Story, confirm: Exchange): Breach[] {
  if (history.scenario.inputs['max-plan-age'] === undefined) return []
  const run = hcp.find(confirm.runId ?? '')
  const age = confirm.sentAt - ((run && plannedAt(run)) ?? Number.NaN)
  return age <= longestAge + slack
    ? []
    : [breach('G1', 'a confirm over max-plan-age')]
}

/** R1: nor is a plan refused as too old that is not. */
function judgeTooOld({ attempts, hcp }: Story): Breach[] {
  return attempts.flatMap(({ outputs, main }) => {
    const isTooOld = (outputs['reasons'] ?? '').includes('"plan-too-old"')
    const run = hcp.find(outputs['run-id'] ?? '')
    if (!isTooOld || run === undefined) return []
    const age = main.endedAt - (plannedAt(run) ?? main.endedAt)
    return age < longestAge - slack
      ? [breach('R1', 'a plan is refused as too old, and it is not')]
      : []
  })
}

/** What each rule about the pull request has to have read, and seen. */
const factRules: readonly {
  readonly what: string
  readonly isAsked: (story: Story) => boolean
  readonly kind: string
  readonly holds: (facts: Facts, job: Job) => boolean
}[] = [
  {
    what: 'without required-approvals',
    isAsked: ({ history }) =>
      Number(history.scenario.inputs['required-approvals'] ?? 0) > 0,
    kind: 'gh-reviews',
    holds: ({ isApproved }) => isApproved
  },
  {
    what: 'without the review decision',
    isAsked: ({ history }) =>
      history.scenario.inputs['require-review-decision'] === 'true',
    kind: 'gh-graphql',
    holds: ({ isDecided }) => isDecided
  },
  {
    what: 'without required-labels',
    isAsked: ({ history }) =>
      history.scenario.inputs['required-labels'] !== undefined,
    kind: 'gh-timeline',
    holds: ({ isLabelled }) => isLabelled
  },
  {
    what: 'of a branch that is behind its base',
    // What was merged is no longer behind.
    isAsked: ({ history, github }) =>
      history.scenario.inputs['require-up-to-date'] === 'true' &&
      !github.isMerged,
    kind: 'gh-compare',
    holds: ({ behind }) => behind === 0
  },
  {
    what: 'of a head that moved, or is unknown',
    // A commit that is merged is no head any more.
    isAsked: ({ history: { scenario } }) =>
      scenario.event.startsWith('pull_request') && !scenario.isMerged,
    kind: 'gh-pull',
    holds: ({ head }, job) => head === job.head
  }
]

/** G1: facts that were read, hold, and are not of before the gate, or its turn. */
function judgeFacts(story: Story, confirm: Exchange): Breach[] {
  const job = jobOf(story, confirm.step)
  if (job === undefined) return []
  const before = answeredBefore(story, confirm)
  const gateAt = Math.max(
    gateSeenAt(before, confirm),
    turnSeenAt(story, confirm)
  )
  return factRules
    .filter(({ isAsked }) => isAsked(story))
    .flatMap(({ what, kind, holds }) => {
      const read = before.findLast((one) => one.kind === kind)
      const facts = read?.status === 200 ? read.facts : undefined
      if (facts === undefined || !holds(facts, job)) {
        return [breach('G1', `a confirm ${what}`)]
      }
      return (read?.sentAt ?? 0) < gateAt
        ? [breach('G1', `a confirm over facts of before the gate (${kind})`)]
        : []
    })
}

/** G1, G2: the run was read, and read again where a confirm was lost. */
function judgeReading(story: Story, confirm: Exchange): Breach[] {
  const before = answeredBefore(story, confirm)
  const found: Breach[] = []
  const { runId } = confirm
  if (!before.some((one) => one.told !== undefined && one.runId === runId)) {
    found.push(breach('G1', 'a confirm that no reading of the run precedes'))
  }
  const previous = confirmsOf(story)
    .filter(
      (one) =>
        one.step === confirm.step &&
        one.runId === runId &&
        // What was turned down at the door did not happen.
        one.status !== 429 &&
        one.sentAt < confirm.sentAt
    )
    .at(-1)
  const isReadSince =
    previous === undefined ||
    before.some(
      (one) =>
        one.kind === 'read-run' &&
        one.runId === runId &&
        one.told !== undefined &&
        one.sentAt > previous.sentAt
    )
  if (!isReadSince) {
    found.push(breach('G2', 'a confirm is repeated before the run was read'))
  }
  return found
}

function judgeOnce({ hcp, attempts }: Story): Breach[] {
  return attempts.flatMap(({ number }) => {
    const accepted = hcp.writes
      .filter(
        ({ action, by, isAccepted }) =>
          action === 'apply' && by === number && isAccepted
      )
      .map(({ runId }) => runId)
    return accepted.length > new Set(accepted).size
      ? [breach('G2', 'two confirms accepted')]
      : []
  })
}

/** G3: what is not this job's business is left alone. */
function judgeWrite(story: Story, write: Write): Breach[] {
  const { by, action, runId, status } = write
  if (typeof by !== 'number') return []
  const found: Breach[] = []
  if (!isBusinessOf(story, write)) {
    found.push(
      breach('G3', `a foreign run: ${action} of ${whose(story, runId)}`)
    )
  }
  const isAsked = story.history.scenario.flow === 'end'
  if (action === 'cancel' && confirmedOrLater.has(status) && !isAsked) {
    found.push(breach('G3', 'an apply under way is cancelled'))
  }
  return found
}

function whose({ hcp, history }: Story, runId: string): string {
  const { existing } = history.scenario
  if (existing !== undefined && runId === 'run-0001') return existing
  return hcp.find(runId)?.madeBy === undefined ? 'a stranger' : 'another job'
}

function isBusinessOf(story: Story, { by, action, runId }: Write): boolean {
  const { history, hcp } = story
  const { existing } = history.scenario
  const maker = hcp.find(runId)?.madeBy
  if (maker === by) return true
  if (maker === undefined) {
    // Its own law says which of them are.
    if (history.scenario.connected !== undefined) return true
    if (existing === undefined || runId !== 'run-0001') return false
    if (existing === 'other-repository') return false
    if (!isOfPullRequest(story)) return true
    return (
      existing === 'ours' || (action !== 'apply' && existing !== 'other-pull')
    )
  }
  const mine = jobOf(story, Number(by))
  const other = jobOf(story, maker)
  if (mine === undefined || other === undefined) return false
  // The same job again may take over; a newer one may clear the way.
  const isAgain = mine.workflowRun === other.workflowRun
  return isAgain || (action !== 'apply' && mine.number > other.number)
}

/** G1: words of somebody who may not write set nothing going. */
function judgeStranger({ history, hcp, exchanges }: Story): Breach[] {
  if (history.scenario.actor === 'alice') return []
  const found: Breach[] = []
  if (hcp.writes.some(({ by }) => typeof by === 'number')) {
    found.push(breach('G1', 'the words of a reader change a run'))
  }
  if (exchanges.some(({ kind }) => kind === 'make-run')) {
    found.push(breach('G1', 'the words of a reader make a run'))
  }
  return found
}
