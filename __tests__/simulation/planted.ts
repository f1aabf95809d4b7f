import type { Patch } from './bundle.ts'

/** Defects put in on purpose, each of another kind, as the bundle has it. */
export const planted: readonly (Patch & { readonly what: string })[] = [
  {
    what: 'the confirm is sent twice',
    find: 'await hcp.runs.apply(runId, comment);',
    replace:
      'await hcp.runs.apply(runId, comment); await hcp.runs.apply(runId, comment).catch(() => undefined);'
  },
  {
    what: 'the verdict is dropped',
    find: "if (verdict.kind !== 'allowed') {",
    replace: 'if (false) {'
  },
  {
    what: 'green for a run that somebody else discarded',
    find: /if \(ending\.outcome !== 'discarded' \|\| options\.approve === false\)/,
    replace: 'if (true)'
  },
  {
    what: 'an approval of an older commit counts',
    find: 'else if (commitId === headSha) {',
    replace: 'else if (true) {'
  },
  {
    what: 'readers may approve and label',
    find: "['admin', 'maintain', 'write'].includes(permission)",
    replace: "['admin', 'maintain', 'write', 'read'].includes(permission)"
  },
  {
    what: 'max-destroy counts nothing',
    find: "judgeLimit('max-destroy', rules.maxDestroy, (counts) => counts.destroy,",
    replace: "judgeLimit('max-destroy', rules.maxDestroy, () => 0,"
  },
  {
    what: 'patience never ends',
    find: 'if (spent[kind] >= patience[kind]) {',
    replace: 'if (false) {'
  },
  {
    what: 'no clean-up: neither discard nor cancel',
    find: /if \(actions\.isDiscardable === true\)\s+return 'discard';/,
    replace: 'return undefined;'
  },
  {
    what: "other pull requests' runs are superseded",
    find: /provenance\.pullRequest === pullRequest &&/,
    replace: ''
  },
  {
    what: 'a held run is told as applied',
    find: "outcome: 'held', gate, run }",
    replace: "outcome: 'applied', gate: 'none', run }"
  },
  {
    what: 'a discarded run is waited for',
    find: /discarded: 'final',/,
    replace: "discarded: 'checking',"
  },
  {
    what: 'clean-up cancels an apply under way',
    find: /if \([\w$]*isConfirmedOrLater\(run\.status\)\)\s+return leaveConfirmed\(run\);/g,
    replace: ''
  }
]
