import type { InputName } from './names.ts'
import { readCount, readRequiredFlag } from './plain-values.ts'
import type { InputReader, Reading } from './reader.ts'
import { readLabels, readLogins, readRule } from './rule-values.ts'

/** The rules about who says yes, and to which commit. */
export function readPeopleRules(reader: InputReader) {
  const rule = <T>(name: InputName, read: Reading<T>): T | undefined =>
    readRule(reader, name, read)
  return {
    requiredApprovals: rule('required-approvals', readCount) ?? 0,
    requireReviewDecision: readRequiredFlag(reader, 'require-review-decision'),
    requiredLabels: rule('required-labels', readLabels) ?? [],
    allowedActors: rule('allowed-actors', readLogins) ?? [],
    requireUpToDate: readRequiredFlag(reader, 'require-up-to-date'),
    requireNewestRun: readRequiredFlag(reader, 'require-newest-run'),
    allowForks: readRequiredFlag(reader, 'allow-forks'),
    allowForeignRun: readRequiredFlag(reader, 'allow-foreign-run')
  }
}
