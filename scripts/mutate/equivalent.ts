/** A mutant that no test can fail on, since it changes nothing. */
export interface Equivalent {
  readonly file: string
  /** Part of its line of the source, which tells it from others. */
  readonly code: string
  /** What it puts in its place; all that were found, where several do. */
  readonly after: readonly string[]
  /** Why nothing comes of it. */
  readonly why: string
}

const noReason = 'a rule that holds gives no reason'
const noOtherWord =
  'only other words than this one are asked for, and its type allows no more'

/**
 * What survives for a reason, each with it. An entry that meets no survivor is
 * told of, so that none outlives its code.
 */
export const equivalents: readonly Equivalent[] = [
  {
    file: 'src/gate/addresses.ts',
    code: "const [, name = ''",
    after: ["'mutated'"],
    why: 'the default of a match that is always there'
  },
  {
    file: 'src/gate/commit-choice.ts',
    code: 'vain.has(status) ? 2',
    after: ['(2 + 1)'],
    why: 'only the order of the ranks counts'
  },
  {
    file: 'src/gate/commit-choice.ts',
    code: 'return use * 2',
    after: ['(2 + 1)'],
    why: 'only the order of the ranks counts'
  },
  {
    file: 'src/gate/commit-choice.ts',
    code: 'Date.parse(run.createdAt',
    after: ["'mutated'", '(0 + 1)'],
    why: 'no text that is no date is one, and what has none is older than all by years'
  },
  {
    file: 'src/gate/commit-choice.ts',
    code: 'one.id < other.id',
    after: ['(1 + 1)', '<='],
    why: 'only the sign counts, and no two runs have one id'
  },
  {
    file: 'src/gate/origin-rules.ts',
    code: "      'origin-differs',",
    after: ["''"],
    why: noReason
  },
  {
    file: 'src/gate/origin-rules.ts',
    code: "      '',",
    after: ["'mutated'"],
    why: noReason
  },
  {
    file: 'src/gate/plan-rules.ts',
    code: 'Math.max(0, milliseconds)',
    after: ['(0 + 1)'],
    why: 'less than a second is told as none'
  },
  {
    file: 'src/gate/request-rules.ts',
    code: "why?.message ?? ''",
    after: ["'mutated'"],
    why: noReason
  },
  {
    file: 'src/gate/version-control-rules.ts',
    code: "objection?.code ?? 'origin-unknown'",
    after: ["''"],
    why: noReason
  },
  {
    file: 'src/gate/version-control-rules.ts',
    code: "objection?.message ?? ''",
    after: ["'mutated'"],
    why: noReason
  },
  {
    file: 'src/gate/version-control-rules.ts',
    code: '{ newer: newer.known',
    after: ['true'],
    why: 'what is not known has no value'
  },
  {
    file: 'src/gate/version-control-rules.ts',
    code: "return ingress === 'none'",
    after: ["''", 'false'],
    why: 'the word has none of the fields that are asked for'
  },
  {
    file: 'src/gate/version-control-rules.ts',
    code: 'const saw = trackedBranch.known',
    after: ["''", 'true'],
    why: 'a branch that is not known is an objection, with words of its own'
  },
  {
    file: 'src/gate/version-control-rules.ts',
    code: "variableNames?.join(', ')",
    after: ["'mutated'"],
    why: 'there are some in this place'
  },
  {
    file: 'src/gate/version-control-rules.ts',
    code: 'host === undefined || rest === undefined',
    after: ['&&'],
    why: 'a pattern that matches gives both'
  },
  {
    file: 'src/gate/version-control-rules.ts',
    code: 'cloneUrl === undefined ? undefined',
    after: ['false'],
    why: 'the word `undefined` is no address'
  },
  {
    file: 'src/github/evidence.ts',
    code: "location.kind === 'number' ? location.number",
    after: ['true'],
    why: 'no other location has a number'
  },
  {
    file: 'src/hcp/wire/retry.ts',
    code: "case 'certificate'",
    after: ["''"],
    why: 'what matches no case is not tried again either'
  },
  {
    file: 'src/hcp/wire/retry.ts',
    code: "failure.kind === 'status' ? failure.retryAfterMilliseconds",
    after: ['true'],
    why: 'no other failure says how long'
  },
  {
    file: 'src/hcp/wire/transfers.ts',
    code: "operation: 'read'",
    after: ["''"],
    why: noOtherWord
  },
  {
    file: 'src/hcp/wire/transfers.ts',
    code: "operation: 'upload'",
    after: ["''"],
    why: noOtherWord
  },
  {
    file: 'src/hcp/wire/transfers.ts',
    code: 'if (answer.status === 204) return new Uint8Array()',
    after: ['false', '(204 + 1)'],
    why: 'an answer of 204 has no content, so reading it gives the same'
  },
  {
    file: 'src/run/door/door.ts',
    code: "act: 'force-execute', purpose: 'asked'",
    after: ["''"],
    why: noOtherWord
  },
  {
    file: 'src/run/reading/read-plan.ts',
    code: ".includes(word ?? '')",
    after: ["'mutated'"],
    why: 'neither is a word of a digest'
  },
  {
    file: 'src/run/reading/read-plan.ts',
    code: "eager: ['redacted']",
    after: ['[]'],
    why: 'what is looked at first is asked for in the same moment'
  }
]
