import type { Patch } from './bundle.ts'
import type { History, WorldEvent } from './history.ts'

/** A defect put in on purpose, as the source has it. */
export interface Planted {
  readonly what: string
  readonly patches: readonly Patch[]
  /** Which histories can show it at all; only these are told. */
  readonly where: (history: History) => boolean
}

const plant = (
  what: string,
  where: Planted['where'],
  ...patches: readonly (readonly [string | RegExp, string])[]
): Planted => ({
  what,
  where,
  patches: patches.map(([find, replace]) => ({ find, replace }))
})

/** A run of its own that comes to its gate, and is to be applied. */
function isApplied({ scenario }: History): boolean {
  const { flow, flaw, isFork, actor } = scenario
  return (
    flow === 'apply' &&
    flaw === undefined &&
    !isFork &&
    actor === 'alice' &&
    isAtGate(scenario)
  )
}

function isAtGate({ ways }: History['scenario']): boolean {
  return (
    ways.hasChanges &&
    !ways.planFails &&
    (ways.policy === 'none' || ways.policy === 'passed')
  )
}

/** With one rule and no other. */
function isRuledBy({ scenario }: History, rule: string): boolean {
  const rules = Object.keys(scenario.inputs).filter((name) =>
    /^(?:required|max|protected|allowed|expected)-|^require-/.test(name)
  )
  return rules.length === 1 && rules[0] === rule
}

function has<K extends WorldEvent['kind']>(
  { events }: History,
  kind: K,
  test: (event: Extract<WorldEvent, { kind: K }>) => boolean = () => true
): boolean {
  return events.some(
    (event) =>
      event.kind === kind && test(event as Extract<WorldEvent, { kind: K }>)
  )
}

/** Each of another kind. */
export const planted: readonly Planted[] = [
  plant('the confirm is sent twice', isApplied, [
    'await runs.apply(seen.id, comment)\n',
    'await runs.apply(seen.id, comment); await runs.apply(seen.id, comment).catch(() => undefined)\n'
  ]),
  plant('rules that do not hold are dropped', isApplied, [
    "const reasons = judged.kind === 'allowed' ? [] : judged.reasons",
    'const reasons: string[] = []'
  ]),
  plant(
    'green for a run that somebody else discarded',
    (history) =>
      isApplied(history) &&
      has(history, 'person', ({ does }) => does === 'discard'),
    ["return outcome === 'discarded' && approve !== false", 'return false']
  ),
  plant(
    'an approval of an older commit counts',
    (history) =>
      isApplied(history) &&
      isRuledBy(history, 'required-approvals') &&
      history.scenario.isApprovalOld &&
      !history.scenario.isByReader,
    ['else if (commitId === headSha) {', 'else if (true) {']
  ),
  plant(
    'readers may approve and label',
    (history) => isApplied(history) && history.scenario.isByReader,
    [
      "['admin', 'maintain', 'write'].includes(permission)",
      "['admin', 'maintain', 'write', 'read'].includes(permission)"
    ]
  ),
  plant(
    'max-destroy counts nothing',
    (history) =>
      isApplied(history) &&
      isRuledBy(history, 'max-destroy') &&
      history.scenario.ways.destroys > 0,
    [/(rules\.maxDestroy,\s+)\(counts\) => counts\.destroy,/, '$1() => 0,']
  ),
  plant(
    'patience never ends',
    (history) =>
      has(history, 'again') && history.scenario.ways.policy === 'soft',
    ['if (spent[waitedFor] < options.patience[waitedFor])', 'if (true)']
  ),
  plant(
    'no clean-up at a gate',
    (history) =>
      isAtGate(history.scenario) &&
      has(history, 'signal', ({ when }) => when.after === 'planned'),
    ["if (actions.isDiscardable === true) return 'discard'", 'return undefined']
  ),
  plant(
    "other pull requests' runs are superseded",
    ({ scenario }) =>
      scenario.isBusy && scenario.event.startsWith('pull_request'),
    [': provenance.pullRequest === pullRequest)', ': true)']
  ),
  plant(
    'a held run is told as applied',
    ({ scenario }) => scenario.flow === 'hold' && isAtGate(scenario),
    ["outcome: 'held', gate, run }", "outcome: 'applied', gate: 'none', run }"]
  ),
  plant(
    'a discarded run is waited for',
    ({ scenario }) => scenario.flow === 'refuse' && isAtGate(scenario),
    [/discarded: 'final',/, "discarded: 'checking',"]
  ),
  plant(
    'clean-up cancels an apply under way',
    (history) =>
      isApplied(history) &&
      has(history, 'signal', ({ when }) => /confirm|applying/.test(when.after)),
    ['if (isConfirmedOrLater(run.status)) return leaveConfirmed(run)', ''],
    ['if (isTidying && isConfirmed)', 'if (false)']
  ),
  plant(
    'the past is believed',
    (history) =>
      isApplied(history) &&
      has(history, 'stale', ({ when }) =>
        /confirmed|applying/.test(when.after)
      ),
    [/(function doubtRun\([^{]*\{)/, '$1 return undefined;']
  ),
  plant(
    'unknown inputs are ignored',
    ({ scenario }) => scenario.flaw?.startsWith('misspelt') === true,
    ['...findUnknownInputs(Object.keys(world.env)),', '']
  ),
  plant(
    "an older step writes over a newer one's word",
    (history) => has(history, 'next'),
    [/(function isOlder\([^{]*\{)/, '$1 return false;']
  ),
  plant(
    'a lost answer is taken for a refusal',
    (history) => has(history, 'late-run', ({ how }) => how !== '201'),
    [/(function isAmbiguous\([^{]*\{)/, '$1 return false;']
  ),
  plant(
    'nobody asks who speaks',
    ({ scenario }) => scenario.actor === 'reader',
    [/(function isWritersEvent\(\{[^{]*\{)/, '$1 return true;']
  ),
  plant('durations are of the wall clock', (history) => has(history, 'wall'), [
    'now: () => Math.round(performance.now())',
    'now: () => Date.now()'
  ])
]
