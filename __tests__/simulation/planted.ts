import type { Patch } from './bundle.ts'
import type { Ways } from './course.ts'
import type { History, WorldEvent } from './history.ts'
import { factRemovedFor } from './relations.ts'

/** A defect put in on purpose, as the source has it. */
interface Planted {
  readonly what: string
  readonly patches: readonly Patch[]
  /** Which histories can show it at all; only these are told. */
  readonly where: (history: History) => boolean
  /** Where to begin to look for such. Default 0. */
  readonly from?: number
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

/** Several workspaces, to be confirmed together, in nobody's way. */
function isOfSet({ scenario, events }: History): boolean {
  const { flow, flaw, isFork, actor, members, inputs, connected } = scenario
  return (
    flow === 'apply' &&
    flaw === undefined &&
    !isFork &&
    actor === 'alice' &&
    members.length > 0 &&
    connected === undefined &&
    inputs['confirm'] === undefined &&
    events.length <= 1
  )
}

/** Does one of them come to its gate, and another to no good end? */
function isUnfitSet(history: History): boolean {
  const { ways, members } = history.scenario
  const all = [ways, ...members.map((each) => each.ways)]
  const isFit = (one: Ways): boolean => !one.planFails && one.policy !== 'hard'
  return (
    isOfSet(history) &&
    all.some((one) => !isFit(one)) &&
    all.some((one) => isFit(one) && one.hasChanges && one.policy !== 'soft')
  )
}

/** Do all come to their gates, and two of them destroy something? */
function isDestroyingTwice({ scenario: { ways, members } }: History): boolean {
  const all = [ways, ...members.map((each) => each.ways)]
  return (
    all.every(({ hasChanges, planFails }) => hasChanges && !planFails) &&
    all.every(({ policy }) => policy === 'none' || policy === 'passed') &&
    all.filter(({ destroys }) => destroys > 0).length > 1
  )
}

/** Is another plan reviewed, that differs in this part of its configuration? */
function isOfOtherConfiguration(
  { scenario }: History,
  part: 'expression' | 'alias' | 'module'
): boolean {
  const { review, ways } = scenario
  return (
    review === 'other-plan' &&
    ways.provisioner?.startsWith(part) === true &&
    ways.variant % 2 === 1 &&
    isAtGate(scenario)
  )
}

/** Several workspaces, confirmed one after the other, which nothing else stops. */
function isInOrder({ scenario }: History): boolean {
  const { flow, flaw, isFork, actor, members, inputs, ways } = scenario
  const all = [ways, ...members.map((each) => each.ways)]
  return (
    flow === 'apply' &&
    flaw === undefined &&
    !isFork &&
    actor === 'alice' &&
    inputs['order'] !== undefined &&
    all.every((one) => isAtGate({ ...scenario, ways: one }))
  )
}

/** Is something pushed to the repository of connected workspaces meanwhile? */
function isPushedTo(history: History): boolean {
  const isNewer =
    has(history, 'next') ||
    has(history, 'person', ({ does }) => does.startsWith('push'))
  return history.scenario.connected !== undefined && isNewer
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
    (history) =>
      isApplied(history) &&
      isRuledBy(history, 'required-approvals') &&
      history.scenario.isByReader &&
      !history.scenario.isApprovalOld &&
      history.scenario.approvedBy.length > 0,
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
      isApplied(history) &&
      has(
        history,
        'person',
        ({ does, when }) =>
          does === 'lock-long' && /start|asked/.test(when.after)
      ),
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
    // By somebody, while checks are still to come.
    (history) =>
      isApplied(history) &&
      history.scenario.ways.hasTasks &&
      has(history, 'person', ({ when }) => when.after === 'post_plan_running'),
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
    'a run that is not confirmed may become younger',
    (history) =>
      history.scenario.flow === 'hold' &&
      history.scenario.existing === undefined &&
      isAtGate(history.scenario) &&
      has(history, 'stale', ({ when }) =>
        /planned|estimat|gate/.test(when.after)
      ),
    [
      "if (lost && isEarlier(run.status, before.status)) return 'impossible'",
      ''
    ],
    [
      "return lost && trustsTimestamps ? 'older' : undefined",
      'return undefined'
    ]
  ),
  {
    what: "a discarded plan of an older head is nobody's failure",
    patches: [
      {
        find: "if (!isProposed || ending.run.status === 'discarded') return ending",
        replace: 'if (!isProposed) return ending'
      }
    ],
    // The discard and the push have to come within the same second.
    where: ({ seed }) => seed === 818610,
    from: 818610
  },
  plant(
    'a plan is as old as the clock of the runner says',
    ({ seed, scenario }) =>
      scenario.inputs['max-plan-age'] !== undefined &&
      scenario.existing === 'ours' &&
      seed % 4 === 0 &&
      isAtGate(scenario),
    ['ageOf(run, dependencies.hcp.now())', 'ageOf(run, Date.now())']
  ),
  plant(
    'a digest leaves module sources out',
    (history) => isOfOtherConfiguration(history, 'module'),
    [
      /add\((`call [^,]*), `\$\{rest\[2\] \?\? ''\} \$\{text\}`\)/,
      "add($1, rest[2] === 'source' ? '' : text)"
    ]
  ),
  plant(
    'unknown inputs are ignored',
    ({ scenario }) => scenario.flaw?.startsWith('misspelt') === true,
    ['...findUnknownInputs(Object.keys(world.env)),', '']
  ),
  plant(
    "an older step writes over a newer one's word",
    // In nobody's way, and perhaps slower than the newer one.
    (history) =>
      history.scenario.flow === 'plan' &&
      history.scenario.flaw === undefined &&
      (history.scenario.inputs['supersede'] === 'false' ||
        history.scenario.connected?.isSuperseding === false) &&
      history.scenario.ways.plan > 4_000 &&
      isAtGate(history.scenario) &&
      has(history, 'next', ({ when }) => /start|asked|plan_/.test(when.after)),
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
  plant(
    'durations are of the wall clock',
    (history) =>
      isApplied(history) && history.events.every(({ kind }) => kind === 'wall')
        ? has(history, 'wall', ({ by }) => by > 0)
        : false,
    ['now: () => Math.round(performance.now())', 'now: () => Date.now()']
  ),
  plant(
    'the forged twin is taken for its own run',
    (history) =>
      isApplied(history) &&
      history.scenario.connected !== undefined &&
      has(
        history,
        'person',
        ({ does, when }) =>
          does === 'twin-instead' && /^plan|estimating/.test(when.after)
      ),
    ['if (source === hookSource) return undefined', 'return undefined']
  ),
  plant(
    'a confirm needs no look at what else the workspace tracks',
    ({ scenario, events }) =>
      scenario.connected !== undefined &&
      scenario.flow === 'apply' &&
      events.some(
        (event) => event.kind === 'person' && event.does === 'move-branch'
      ),
    ['if (branch === undefined || branch !== tracked) {', 'if (false) {']
  ),
  plant('one of a set is confirmed where another is not allowed', isUnfitSet, [
    "if (confirm === 'all' && unfit.length > 0) {",
    'if (false) {'
  ]),
  plant(
    'one of a set is confirmed where another is not allowed, and a newer commit comes',
    ({ seed, scenario, events }) => {
      const alone = { ...scenario, connected: undefined }
      return (
        isUnfitSet({ seed, scenario: alone, events: [] }) &&
        isPushedTo({ seed, scenario, events })
      )
    },
    ["if (confirm === 'all' && unfit.length > 0) {", 'if (false) {']
  ),
  plant(
    'nothing in a chain is waited for',
    (history) => isInOrder(history) && history.events.length === 0,
    [
      'const before = predecessorsOf(order, name, isDestroy)',
      'const before = []'
    ]
  ),
  plant(
    'nothing in a chain is waited for, and a newer commit comes',
    (history) => isInOrder(history) && isPushedTo(history),
    [
      'const before = predecessorsOf(order, name, isDestroy)',
      'const before = []'
    ]
  ),
  plant(
    'what is confirmed in its turn rests on the first look',
    (history) => isInOrder(history) && history.events.length === 0,
    [
      'const again = await decideAtGate(course, at)\n  const ending =',
      "const again = first as Decided | { kind: 'ended'; ending: Ending }\n  const ending ="
    ]
  ),
  plant(
    'what cannot be read holds',
    (history) =>
      isApplied(history) &&
      'required-approvals' in history.scenario.inputs &&
      history.scenario.approvedBy.length === 0 &&
      history.scenario.connected === undefined &&
      history.events.every(({ kind }) => kind === 'again') &&
      factRemovedFor(history.seed) === 'gh-reviews',
    [/(input,\n {4})false(,\n {4}wanted === '')/, '$1true$2']
  ),
  plant(
    'the plans of a set are counted one by one',
    (history) =>
      isOfSet(history) &&
      isRuledBy(history, 'max-destroy') &&
      history.scenario.inputs['max-destroy'] === '1' &&
      isDestroyingTwice(history),
    ["candidate.given.inputs.confirm === 'each'", 'true']
  ),
  plant(
    'a digest leaves expressions out',
    (history) => isOfOtherConfiguration(history, 'expression'),
    [
      'const text = digestOf(value)',
      "const text = digestOf(asObject(value)?.['expressions'] === undefined ? value : { ...asObject(value), expressions: {} })"
    ]
  ),
  plant(
    'a digest leaves providers out',
    (history) => isOfOtherConfiguration(history, 'alias'),
    [
      "const provider = asString(object?.['provider_config_key'])",
      'const provider = undefined'
    ],
    [
      'const text = digestOf(value)',
      "const text = digestOf({ ...asObject(value), provider_config_key: '' })"
    ]
  ),
  plant(
    'other files than were reviewed are taken',
    ({ scenario }) =>
      scenario.review === 'other-files' &&
      scenario.inputs['configuration-directory'] !== undefined &&
      isAtGate(scenario),
    [
      'if (expected === undefined) {\n    if (!actual.known)',
      'if (true) {\n    if (!actual.known)'
    ]
  ),
  plant(
    'no comment is made',
    ({ scenario, events }) =>
      scenario.event === 'pull_request' &&
      scenario.existing === undefined &&
      events.length === 0,
    [/(function wantsNewComment\([^{]*\{)/, '$1 return false;']
  ),
  plant(
    'a second attempt leaves what the first one made',
    ({ scenario, events }) =>
      scenario.flow === 'hold' &&
      scenario.event === 'pull_request' &&
      scenario.connected === undefined &&
      scenario.members.length === 0 &&
      !scenario.isFork &&
      isAtGate(scenario) &&
      events.every(({ kind }) => kind === 'again') &&
      events.length === 1,
    [
      'return one < other || (one === other && BigInt(attempt) < BigInt(now.attempt))',
      'return one < other'
    ]
  ),
  plant(
    'a held run has a check that is good',
    ({ scenario, events }) =>
      scenario.flow === 'hold' &&
      scenario.inputs['check-runs'] === 'true' &&
      events.length === 0 &&
      isAtGate(scenario),
    [
      "case 'held':\n      return 'action_required'",
      "case 'held':\n      return 'success'"
    ]
  ),
  plant(
    'what somebody else confirms is as good as asked for',
    (history) =>
      history.scenario.flow === 'hold' &&
      isAtGate(history.scenario) &&
      has(
        history,
        'person',
        ({ does, when }) =>
          does === 'confirm' && /gate|plan|estimat/.test(when.after)
      ),
    [
      'return approve === true\n    ? undefined',
      'return approve !== false\n    ? undefined'
    ]
  ),
  plant(
    'a digest leaves provisioners out',
    ({ scenario }) =>
      scenario.review === 'other-plan' &&
      scenario.ways.provisioner?.startsWith('echo') === true &&
      scenario.ways.variant % 2 === 1 &&
      isAtGate(scenario),
    [
      /(ofChange\(change\) \{)/,
      "$1 if (!change.address.startsWith('~')) return { digest: '', isWhole: true };"
    ]
  )
]
