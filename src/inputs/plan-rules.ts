import { readAge } from './durations.ts'
import type { InputName } from './names.ts'
import { readCount, readRequiredFlag } from './plain-values.ts'
import type { InputReader, Reading } from './reader.ts'
import {
  readAccounts,
  readAddressGlobs,
  readAmount,
  readConfigurationDigest,
  readDigest,
  readRule
} from './rule-values.ts'

/** As `expected-plan-digest`: of the plan of the pull request's head. */
const reviewed = 'reviewed'

/** The rules about what a run would do, and about whose it is. */
export function readPlanRules(reader: InputReader) {
  const rule = <T>(name: InputName, read: Reading<T>): T | undefined =>
    readRule(reader, name, read)
  const expectReviewedPlan = reader.text('expected-plan-digest') === reviewed
  return {
    maxDestroy: rule('max-destroy', readCount),
    maxReplace: rule('max-replace', readCount),
    maxChange: rule('max-change', readCount),
    protectedAddresses: rule('protected-addresses', readAddressGlobs) ?? [],
    maxMonthlyCostIncrease: rule('max-monthly-cost-increase', readAmount),
    allowPartialCostEstimate: readRequiredFlag(
      reader,
      'allow-partial-cost-estimate'
    ),
    expectedPlanDigest: expectReviewedPlan
      ? undefined
      : rule('expected-plan-digest', readDigest),
    expectReviewedPlan,
    expectedConfigurationDigest: rule(
      'expected-configuration-digest',
      readConfigurationDigest
    ),
    maxPlanAge: rule('max-plan-age', readAge),
    allowedRunCreators: rule('allowed-run-creators', readAccounts) ?? []
  }
}
