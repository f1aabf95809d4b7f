import { breach } from './breach.ts'
import type { Breach } from './breach.ts'
import { ageOf, confirmedOrLater, final } from './course.ts'
import { statusAt } from './hcp.ts'
import type { SimulatedRun, SimulatedWorkspace } from './hcp.ts'
import type { Attempt, Story } from './story.ts'

/** Replicas are at most so far behind; words may be, too. Milliseconds. */
export const slack = 12_000
/** Beyond every bound that a phase has. Milliseconds. */
const longestMain = 26 * 60_000
const longestPost = 5 * 60_000

/** What became of a job's run, beside what the job says. */
interface Case {
  readonly story: Story
  readonly attempt: Attempt
  readonly run: SimulatedRun | undefined
  readonly entry: Entry
  /** Are the step's words about this workspace alone? */
  readonly isAlone: boolean
  readonly outcome: string | undefined
  readonly texts: string
  /** When main ended, and as replicas may have shown it to it. */
  readonly statusThen: string | undefined
  readonly statusBefore: string | undefined
  /** Does the run, which this job made, stand at the end of the world? */
  readonly isOpen: boolean
  readonly wasApplied: boolean
}

/** R1 to R4: what a job says of itself and of the world. */
export function judgeRecord(story: Story, attempt: Attempt): Breach[] {
  return [
    ...judgeEnd(story, attempt),
    ...casesOf(story, attempt).flatMap((one) => [
      ...judgeGreen(one),
      ...judgeConfirmed(one),
      ...judgeWords(one),
      ...judgeAge(one),
      ...judgeLeft(one)
    ])
  ]
}

/** What the outputs tell of a workspace of the step. */
interface Entry {
  readonly 'workspace-id'?: string
  readonly 'run-id'?: string
  readonly 'run-status'?: string
  readonly outcome?: string | undefined
  readonly gate?: string
}

/** One a workspace of the step. */
function casesOf(story: Story, attempt: Attempt): readonly Case[] {
  const { hcp, history } = story
  const { outputs, number } = attempt
  const { existing, connected } = history.scenario
  const made = (workspace?: SimulatedWorkspace): SimulatedRun | undefined =>
    hcp.runs.findLast(
      (run) =>
        run.madeBy === number &&
        (workspace === undefined || run.workspace === workspace)
    )
  if (history.scenario.members.length === 0) {
    const run =
      connected === undefined
        ? (made() ?? (existing && hcp.find('run-0001')))
        : hcp.find(outputs['run-id'] ?? '')
    return [caseOf(story, attempt, outputs, run)]
  }
  const entries = JSON.parse(outputs['runs'] ?? '[]') as readonly Entry[]
  return hcp.workspaces.map((workspace) => {
    const entry: Entry = entries.find(
      (each) => each['workspace-id'] === workspace.id
    ) ?? { outcome: outputs['outcome'] }
    const run =
      connected === undefined
        ? made(workspace)
        : hcp.find(entry['run-id'] ?? '')
    return caseOf(story, attempt, entry, run)
  })
}

function caseOf(
  story: Story,
  attempt: Attempt,
  entry: Entry,
  run: SimulatedRun | undefined
): Case {
  const { main, number, summary, comments, job } = attempt
  const stamp = `workflow-run=${job.workflowRun} attempt=${job.attempt}`
  const own = comments.findLast((body) => body.includes(stamp))
  const last = run?.stages.at(-1)?.status
  const isOurs = run?.madeBy === number && last !== undefined
  return {
    story,
    attempt,
    run,
    entry,
    isAlone: story.history.scenario.members.length === 0,
    outcome: entry.outcome,
    texts: [main.output, summary, own ?? ''].join('\n'),
    statusThen: run && statusAt(run, main.endedAt)?.status,
    statusBefore: run && statusAt(run, main.endedAt - slack)?.status,
    isOpen: isOurs && !final.has(last) && !confirmedOrLater.has(last),
    wasApplied:
      isOurs &&
      (last === 'applied' ||
        (last === 'errored' && run.confirmedBy !== undefined))
  }
}

/** R4: within bounds, by its own will, and doing what its phase may do. */
function judgeEnd(story: Story, attempt: Attempt): Breach[] {
  const { main, post, number, outputs } = attempt
  const found: Breach[] = []
  if (main.hasHung || main.milliseconds > longestMain) {
    found.push(breach('R4', 'main does not end within its bounds'))
  }
  if (post !== undefined && (post.hasHung || post.milliseconds > longestPost)) {
    found.push(breach('R4', 'post does not end within its bounds'))
  }
  const printed = `${main.output}\n${post?.output ?? ''}`
  if (/without a verdict|Uncaught|Unexpected error/.test(printed)) {
    found.push(breach('R4', 'a phase ends by a defect of its own'))
  }
  const isMaking = story.exchanges.some(
    ({ step, phase, kind }) =>
      step === number && phase === 'post' && kind === 'make-run'
  )
  if (isMaking) found.push(breach('G3', 'post makes a run'))
  if (main.signal === undefined && outputs['outcome'] === undefined) {
    found.push(breach('R2', 'ends by itself without an outcome'))
  }
  return found
}

/** R1: green only for what was asked for, and is so. */
function judgeGreen({
  story,
  attempt,
  run,
  outcome,
  statusThen
}: Case): Breach[] {
  if (attempt.main.exitCode !== 0) return []
  const { flow, flaw, existing, connected } = story.history.scenario
  const found: Breach[] = []
  if (outcome === undefined)
    found.push(breach('R1', 'green without an outcome'))
  if (flaw !== undefined) {
    found.push(breach('G5', 'green under a rule that nobody can read'))
  }
  if (outcome === 'applied' && statusThen !== 'applied') {
    found.push(breach('R1', 'green and applied, and the run is not'))
  }
  const isMeant = flow === 'apply' || flow === 'apply-later'
  // Nothing was left to hold where it came too late, and says so.
  const isTooLate =
    attempt.outputs['result']?.includes('"code":"already-applied"') === true &&
    toldOf(story, attempt, run)[0] === 'applied'
  if (outcome === 'applied' && !isMeant && !isTooLate) {
    found.push(breach('R1', `green where it was applied unasked (${flow})`))
  }
  const isAsked = flow === 'refuse' || flow === 'end'
  const hasEnded = statusThen === 'discarded' || statusThen === 'canceled'
  if (outcome === 'discarded' && (!isAsked || !hasEnded)) {
    found.push(
      breach('R1', 'green for discarded, which was not asked or is not so')
    )
  }
  if (outcome === 'planned' && statusThen !== 'planned_and_finished') {
    found.push(breach('R1', 'green and planned, and the run is not'))
  }
  if (outcome === 'errored' || outcome === 'timed-out') {
    found.push(breach('R1', `green for ${outcome}`))
  }
  // A plan of version control that a newer head ended is nobody's failure,
  // where that head was seen.
  const isPast =
    connected !== undefined &&
    story.exchanges.some(
      ({ step, kind, status, facts }) =>
        step === attempt.number &&
        kind === 'gh-pull' &&
        status === 200 &&
        facts?.head !== attempt.job.head
    )
  const isMeantToEnd =
    flow === 'end' && (existing !== undefined || connected !== undefined)
  if (outcome === 'canceled' && !isPast && !isMeantToEnd) {
    found.push(breach('R1', 'green for canceled'))
  }
  return found
}

/** R2: no word against an apply that goes on. */
function judgeConfirmed({
  story,
  attempt,
  run,
  outcome,
  texts,
  statusThen,
  statusBefore
}: Case): Breach[] {
  const { main, number } = attempt
  const confirmed = story.hcp.writes.find(
    ({ action, by, isAccepted, runId }) =>
      action === 'apply' && by === number && isAccepted && runId === run?.id
  )
  const wasConfirmed =
    confirmed !== undefined ||
    (statusBefore !== undefined && confirmedOrLater.has(statusBefore))
  if (!wasConfirmed || statusThen === undefined || outcome === undefined) {
    return []
  }
  const isDenied = ['blocked', 'held', 'discarded'].includes(outcome)
  const isTold = /may still|applied|apply may|Apply failed|confirm/i.test(texts)
  if (isDenied && statusThen !== 'discarded') {
    return main.endedAt - (confirmed?.at ?? 0) > 500
      ? [breach('R2', `${outcome}, and the run is confirmed`)]
      : []
  }
  return main.signal === undefined &&
    !isTold &&
    confirmedOrLater.has(statusThen)
    ? [breach('R2', 'silent about an apply under way')]
    : []
}

/** R2: sentences that can be held against the world. */
function judgeWords({
  attempt,
  run,
  isAlone,
  outcome,
  texts,
  statusThen,
  statusBefore,
  isOpen,
  wasApplied
}: Case): Breach[] {
  const { main, post, number } = attempt
  const found: Breach[] = []
  const ended = ['discarded', 'canceled']
  if (
    outcome === 'discarded' &&
    run !== undefined &&
    !ended.includes(statusThen ?? '') &&
    !ended.includes(statusAt(run, main.endedAt + slack)?.status ?? '')
  ) {
    found.push(breach('R2', 'says discarded, and the run is not'))
  }
  // Its own cancel, while others of the set went on, is told as such.
  const hadEnded =
    run?.discardedBy !== 'step' &&
    statusBefore !== undefined &&
    final.has(statusBefore)
  if (outcome === 'timed-out' && hadEnded) {
    found.push(breach('R2', 'says timed out, and the run had ended'))
  }
  if (run?.madeBy !== number || !isAlone) return found
  if (/never made|No run was left behind/.test(post?.output ?? '')) {
    found.push(breach('R2', 'post says never made, and it was'))
  }
  if (/no run was made/i.test(texts) && (isOpen || wasApplied)) {
    found.push(
      breach('R2', 'says no run was made, and one stands or was applied')
    )
  }
  if (texts.includes('Nothing was changed') && (isOpen || wasApplied)) {
    const how = isOpen ? 'the run stands at its gate' : 'it was applied'
    found.push(breach('R2', `says nothing was changed, and ${how}`))
  }
  const left = post?.output ?? ''
  if (
    left.includes('needs no clean-up') &&
    isOpen &&
    !/held|waits on purpose/.test(left)
  ) {
    found.push(
      breach('R2', 'post says no clean-up is needed, and the run stands')
    )
  }
  return found
}

/** The statuses of a run that main was told, one after the other. */
export function toldOf(
  { exchanges }: Story,
  { number }: Attempt,
  run: SimulatedRun | undefined
): readonly string[] {
  return exchanges.flatMap(({ step, phase, told, runId }) =>
    step === number && phase === 'main' && runId === run?.id ? (told ?? []) : []
  )
}

/** R3: what was seen is a floor. */
function judgeAge({ story, attempt, run, entry, outcome }: Case): Breach[] {
  const told = toldOf(story, attempt, run)
  const oldest = Math.max(-1, ...told.map((one) => ageOf(one) ?? -1))
  const ended = entry['run-status']
  return outcome !== undefined &&
    ended !== undefined &&
    (ageOf(ended) ?? 99) < oldest
    ? [breach('R3', 'the run became younger in the outputs')]
    : []
}

/** R4: nothing of its own is left open, or it says which. */
function judgeLeft({
  story,
  attempt,
  entry,
  outcome,
  texts,
  isOpen
}: Case): Breach[] {
  const { main, post, number } = attempt
  const { events, scenario } = story.history
  const isLost =
    number === 1 &&
    events.some(({ kind }) => kind === 'lost-runner' || kind === 'lost-state')
  const isTriedAgain =
    number === 1 && events.some(({ kind }) => kind === 'again')
  const isMeant =
    (outcome === 'held' ||
      outcome === 'saved' ||
      (outcome === 'blocked' && entry.gate !== 'none')) &&
    main.signal === undefined
  const isTold =
    /left behind and waits|may still be waiting|may appear and hold|may stand|is left|was left as it is|could not be (?:discarded|cancell?ed)|still waits|stands at its gate|Look at the run/i.test(
      `${texts}\n${post?.output ?? ''}`
    )
  const isExcused =
    isMeant || isLost || isTriedAgain || scenario.inputs['cleanup'] === 'false'
  return isOpen && !isExcused && !isTold
    ? [breach('R4', 'its run is left open, and nobody says so')]
    : []
}
