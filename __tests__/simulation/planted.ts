import type { Patch } from './bundle.ts'

/** A defect put in on purpose, as the bundle has it. */
export interface Planted {
  readonly what: string
  readonly patches: readonly Patch[]
}

const plant = (
  what: string,
  ...patches: readonly (readonly [string | RegExp, string])[]
): Planted => ({
  what,
  patches: patches.map(([find, replace]) => ({ find, replace }))
})

/** Each of another kind. */
export const planted: readonly Planted[] = [
  plant('the confirm is sent twice', [
    'await runs.apply(seen.id, comment);',
    'await runs.apply(seen.id, comment); await runs.apply(seen.id, comment).catch(() => undefined);'
  ]),
  plant('rules that do not hold are dropped', [
    "const reasons = judged.kind === 'allowed' ? [] : judged.reasons;",
    'const reasons = [];'
  ]),
  plant('green for a run that somebody else discarded', [
    "return outcome === 'discarded' && approve !== false",
    'return false'
  ]),
  plant('an approval of an older commit counts', [
    'else if (commitId === headSha) {',
    'else if (true) {'
  ]),
  plant('readers may approve and label', [
    "['admin', 'maintain', 'write'].includes(permission)",
    "['admin', 'maintain', 'write', 'read'].includes(permission)"
  ]),
  plant('max-destroy counts nothing', [
    "judgeLimit('max-destroy', rules.maxDestroy, (counts) => counts.destroy,",
    "judgeLimit('max-destroy', rules.maxDestroy, () => 0,"
  ]),
  plant('patience never ends', [
    'if (spent[waitedFor] < options.patience[waitedFor])',
    'if (true)'
  ]),
  plant('no clean-up at a gate', [
    /if \(actions\.isDiscardable === true\)\s+return 'discard';/,
    'return undefined;'
  ]),
  plant("other pull requests' runs are superseded", [
    /provenance\.pullRequest === pullRequest &&/,
    ''
  ]),
  plant('a held run is told as applied', [
    "outcome: 'held', gate, run }",
    "outcome: 'applied', gate: 'none', run }"
  ]),
  plant('a discarded run is waited for', [
    /discarded: 'final',/,
    "discarded: 'checking',"
  ]),
  plant(
    'clean-up cancels an apply under way',
    [
      /if \([\w$]*isConfirmedOrLater\(run\.status\)\)\s+return leaveConfirmed\(run\);/g,
      ''
    ],
    ['if (isTidying && isConfirmed)', 'if (false)']
  ),
  plant('the past is believed', [
    'function doubtRun(run, before, trustsTimestamps) {',
    'function doubtRun(run, before, trustsTimestamps) { return undefined;'
  ]),
  plant('unknown inputs are ignored', [
    '...findUnknownInputs(Object.keys(env)),',
    ''
  ]),
  plant("an older step writes over a newer one's word", [
    'function isOlder(teller, told, head) {',
    'function isOlder(teller, told, head) { return false;'
  ]),
  plant('a lost answer is taken for a refusal', [
    /function isAmbiguous\((\w+)\) \{/,
    'function isAmbiguous($1) { return false;'
  ]),
  plant('nobody asks who speaks', [
    /function isWritersEvent\(\{ name, payload \}\) \{/,
    'function isWritersEvent({ name, payload }) { return true;'
  ]),
  plant('durations are of the wall clock', [
    /now: \(\) => Math\.round\([\w.]*performance\.now\(\)\)/,
    'now: () => Date.now()'
  ])
]
