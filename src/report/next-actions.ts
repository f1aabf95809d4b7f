import type { Outcome } from '../run/record/outcome.ts'
import { item } from './budget.ts'
import type { Section } from './budget.ts'
import { inlineCode, link, oneLine, plainText } from './markdown.ts'
import { isTargeted } from './scope.ts'
import type { SetMember } from './set.ts'
import { namer } from './set-table.ts'
import type { Report } from './types.ts'

/**
 * What to do next, as a section of the page. A set says once, for all of them,
 * how its waiting runs are applied.
 */
export function nextSection(report: Report, isInSet = false): Section {
  return {
    heading: '\n#### Next\n',
    rank: -2,
    omitted: () => '',
    items: (isInSet && isWaiting(report)
      ? hintsOf(report)
      : nextActions(report)
    ).map((text) => item(`\n${text}\n`))
  }
}

/**
 * What to do next, as Markdown paragraphs, from the outcome, the gate and the
 * reasons. Empty where nothing is left to do.
 */
export function nextActions(report: Report): readonly string[] {
  return actions[report.outcome](report).filter(isNew)
}

/** What to do next in a line of plain text, for the job's log. */
export function nextInWords(report: Report): string {
  if (isWaiting(report)) {
    const id = idForWorkflow(report)
    return afterHints(
      [report],
      isOvertaken(report)
        ? `this run is discarded with mode: discard, run-id: ${id}.`
        : `run the workflow with mode: apply, run-id: ${id}, approve: true; with approve: false it discards the run.`
    )
  }
  const actions = nextActions(report)
    .filter((text) => !text.startsWith('```'))
    .map(withoutMarkdown)
  return actions.length === 0 ? nothingLeft : actions.join(' ')
}

/** What has to be done before, and then how the runs go on. */
function afterHints(waiting: readonly Report[], how: string): string {
  const before = waiting.flatMap(hintsOf).filter(isNew).map(withoutMarkdown)
  const isBlocked = waiting.some(({ outcome }) => outcome === 'blocked')
  if (waiting.every(isOvertaken))
    before.push(`${how[0]?.toUpperCase() ?? ''}${how.slice(1)}`)
  else if (isBlocked) before.push(`When the rules hold, ${how}`)
  else before.push(before.length === 0 ? how : `Then ${how}`)
  return before.join(' ')
}

/** Is what was planned no longer what would be applied? Then no yes helps. */
export function isOvertaken({ reasons }: Report): boolean {
  return reasons.some(({ code }) => code === 'head-moved')
}

/** The same for a set: what waits together once, and then what each one needs. */
export function nextOfSet(members: readonly SetMember[]): string {
  const waiting = waitingIn(members)
  const ids = waiting.map(idForWorkflow)
  const run = `run-id: ${ids.join(', ')} (one a line)`
  const parts =
    ids.length === 0
      ? []
      : [
          afterHints(
            waiting,
            waiting.every(isOvertaken)
              ? `these runs are discarded with mode: discard, ${run}.`
              : `run the workflow with mode: apply, ${run}, approve: true.`
          )
        ]
  const names = new Map<string, string[]>()
  const name = namer(members.map(({ report }) => report.workspace))
  for (const { report } of members) {
    if (isWaiting(report)) continue
    const text = nextInWords(report)
    if (text === nothingLeft) continue
    names.set(text, [...(names.get(text) ?? []), name(report.workspace)])
  }
  for (const [text, of] of names) parts.push(`${of.join(', ')}: ${text}`)
  return parts.length === 0 ? nothingLeft : parts.join(' ')
}

/** The runs of a set that a yes now would let go on. */
export function waitingIn(members: readonly SetMember[]): readonly Report[] {
  return members
    .filter(({ stopped }) => stopped?.kind !== 'not-reached')
    .map(({ report }) => report)
    .filter(isWaiting)
}

const nothingLeft = 'nothing is left to do.'

function withoutMarkdown(text: string): string {
  return text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '')
}

/** Does the run wait for somebody's word? */
export function isWaiting({ run, gate, outcome, applyState }: Report): boolean {
  return (
    run !== undefined &&
    gate !== 'none' &&
    applyState === 'none' &&
    (outcome === 'held' || outcome === 'saved' || outcome === 'blocked')
  )
}

/** A run's id as it may stand in a workflow. */
export function idForWorkflow({ run }: Report): string {
  const id = oneLine(run?.id ?? '').replace(/[^\w-]/g, '')
  return id === '' ? 'RUN_ID' : id
}

const nothing = (): readonly string[] => []

/** By outcome; an outcome not known here does not compile. */
const actions: Readonly<
  Record<Outcome, (report: Report) => readonly string[]>
> = {
  held: afterHold,
  saved: (report) => [
    'The plan is saved and changes nothing until it is applied. To apply exactly this plan, run the workflow with:',
    approval(report)
  ],
  blocked: afterBlock,
  errored: (report) =>
    afterEnd(report, {
      unchanged:
        report.refused !== undefined
          ? 'Nothing was changed.'
          : `Nothing was changed. Fix ${causeOf(report)} and run the workflow again.`,
      partial: `The apply ended early: what it had done until then is done and in the state. Fix ${causeOf(report)} and plan again.`
    }),
  canceled: (report) =>
    afterEnd(report, {
      unchanged: planAgain,
      partial: `The apply ${report.run?.status === 'errored' ? 'ended early' : 'was interrupted'}: what it had done until then is done and in the state. Plan again to see what is left.`
    }),
  'timed-out': (report) => [
    report.applyState === 'unwatched'
      ? unwatched(whereOf(report))
      : report.run?.isOver === true && report.applyState === 'none'
        ? report.plan === undefined
          ? 'Nothing was changed. What it waited for stands above: see to that first, then run the workflow again.'
          : planAgain
        : `This step stopped waiting; the run may still go on. Look at it in ${whereOf(report)} before you start another.`
  ],
  discarded: () => [planAgain],
  applied: (report) =>
    isIncomplete(report)
      ? [
          'The plan was not complete: Terraform put something off or was targeted. Plan again for the rest.'
        ]
      : [],
  planned: nothing,
  'no-changes': nothing,
  listed: nothing,
  shown: nothing,
  uploaded: nothing,
  skipped: nothing
}

function afterHold(report: Report): readonly string[] {
  const where = whereOf(report)
  if (report.gate === 'policy-override') {
    return [
      `A policy did not pass and nobody has overridden it. Somebody who may override policies does that in ${where}; then run the workflow with:`,
      approval(report)
    ]
  }
  return [
    ...hintsOf(report),
    'The run waits for approval and changes nothing until then. To apply exactly this plan, run the workflow with:',
    approval(report),
    `With ${inlineCode('approve: false')} the workflow discards it. Both can be done in ${where} as well.`
  ]
}

function afterBlock(report: Report): readonly string[] {
  const where = whereOf(report)
  const hints = hintsOf(report)
  if (report.applyState === 'unwatched') return [...hints, unwatched(where)]
  if (report.gate === 'none') {
    return [
      ...hints,
      'When the rules hold, run the workflow again for a new run.'
    ]
  }
  if (isOvertaken(report)) {
    return [
      ...hints,
      `The run still waits. Discard it in ${where}, or run the workflow with:`,
      decision(report, 'mode: discard')
    ]
  }
  return [
    ...hints,
    `The run still waits, nothing is lost. When the rules hold, run the workflow with this, or discard the run in ${where}:`,
    approval(report)
  ]
}

/** After an end that was not the run's own, by what may have been applied. */
function afterEnd(
  report: Report,
  says: { readonly unchanged: string; readonly partial: string }
): readonly string[] {
  switch (report.applyState) {
    case 'none':
      if (report.left !== undefined) return [plainText(report.left)]
      return [
        report.gate === 'none' ? says.unchanged : stillWaits(whereOf(report))
      ]
    case 'unwatched':
      return [unwatched(whereOf(report))]
    case 'partial':
      return [says.partial]
    case 'complete':
      return ['The run is applied: what it planned is done.']
  }
}

const planAgain = 'Nothing was changed. Run the workflow again for a new plan.'

function whereOf({ run }: Report): string {
  return run === undefined ? 'HCP Terraform' : link('HCP Terraform', run.url)
}

function causeOf({ failure }: Report): string {
  return failure === undefined || failure.diagnostics.length === 0
    ? 'the cause'
    : 'what Terraform reports above'
}

function stillWaits(where: string): string {
  return `No resource was changed: when this step looked last, the run waited for a decision, by a workflow or in ${where}.`
}

function unwatched(where: string): string {
  return `The apply may still be running, or begin: this step only stopped watching it. See in ${where} how it ends before you start another run.`
}

function hintsOf({ reasons }: Report): readonly string[] {
  return reasons.map(({ code }) => hints[code] ?? '').filter(isNew)
}

/** What to change, by reason; a reason not listed speaks for itself. */
const hints: Readonly<Record<string, string>> = {
  'actor-not-allowed': `Have the workflow started by somebody who is among ${inlineCode('allowed-actors')}.`,
  'address-protected': `If the loss is wanted, take the address out of ${inlineCode('protected-addresses')} for this run; if not, look for a renamed or removed resource (a ${inlineCode('moved')} block keeps the object).`,
  'changes-requested':
    'Settle the changes that were asked for: whoever asked approves, or the review is dismissed.',
  'cost-exceeded': `If the cost is wanted, raise ${inlineCode('max-monthly-cost-increase')} for this run.`,
  'head-moved':
    'Run the workflow again to plan what is there now, and review that plan.',
  'label-not-trusted':
    'Have the label taken off and added again by somebody with write permission.',
  'labels-missing':
    'Have the missing labels added by somebody with write permission.',
  'plan-digest-differs': `Review this plan, then pass its own digest, the output ${inlineCode('plan-digest')}.`,
  'configuration-differs': `Review the files of this run, then pass its own digest, the output ${inlineCode('configuration-digest')}. A branch and its merge are not the same files where the base branch moved.`,
  'review-not-approved':
    'Have the pull request approved as the rules of its base branch ask for.',
  'reviews-missing':
    'Have the pull request approved by people with write permission, other than its author.',
  'destroys-exceeded': `If the destroys are wanted, raise ${inlineCode('max-destroy')} for this run; if not, look for a renamed or removed resource (a ${inlineCode('moved')} block keeps the object).`,
  'replaces-exceeded': `If the replacements are wanted, raise ${inlineCode('max-replace')} for this run; the lines marked ${inlineCode('# forces replacement')} say what causes them.`,
  'changes-exceeded': `If all the changes are wanted, raise ${inlineCode('max-change')} for this run, or split the change.`,
  'not-confirmable':
    'Every rule holds: what is in the way is at HCP Terraform. Look there at what the run and its workspace wait for.',
  'permission-missing': `Whatever applies needs the token of a team that may apply runs of this workspace (${inlineCode('write')}, or the custom permission ${inlineCode('apply')}). It can be the secret of an environment, which the job that plans does not see.`,
  'plan-unknown':
    'What the plan does could not be read, and what is unknown is never applied.',
  'run-differs':
    'The run is not the one that was reviewed. Review the new plan, then approve that one.',
  'policy-failed':
    'A policy or a mandatory run task did not pass. Change what it objects to; a policy that is overridable can be overridden by somebody who may.',
  'approval-missing': ''
}

function approval(report: Report): string {
  return decision(report, 'mode: apply', 'approve: true')
}

function decision(report: Report, mode: string, ...more: string[]): string {
  const id = `run-id: ${idForWorkflow(report)}`
  return ['```yaml', mode, id, ...more, '```'].join('\n')
}

function isIncomplete(report: Report): boolean {
  const { plan } = report
  return (
    isTargeted(report) ||
    (plan?.kind === 'changes' &&
      (plan.changes.complete === false || plan.changes.deferred > 0))
  )
}

function isNew(text: string, index: number, all: readonly string[]): boolean {
  return text !== '' && all.indexOf(text) === index
}
