import { asObject, asObjects, asString, type JsonObject } from './json.ts'
import type { CheckResult } from './types.ts'

/**
 * How a check, condition or validation ended, one by one for its instances; as
 * a whole where it has none, or where none of them says what the whole does.
 * @see Terraform: JSON output format, checks representation
 */
export function checkResults(
  check: JsonObject,
  scrub: (text: string) => string
): readonly CheckResult[] {
  const kind = asString(asObject(check['address'])?.['kind']) ?? 'check'
  const whole = result(check, kind, scrub)
  const each = asObjects(check['instances']).map((instance) => {
    const one = result(instance, kind, scrub)
    return one.address === nowhere ? { ...one, address: whole.address } : one
  })
  const isBad = whole.status === 'fail' || whole.status === 'error'
  return each.length > 0 &&
    (!isBad || each.some(({ status }) => status === whole.status))
    ? each
    : [whole, ...each]
}

/** A condition of Terraform 1.2, `condition_results`, as checks are told since. */
export function checkOfCondition(told: JsonObject): JsonObject {
  const { address, error_message: message } = told
  return {
    address: { kind: told['condition_type'], to_display: address },
    status:
      told['unknown'] === true
        ? 'unknown'
        : told['result'] === true
          ? 'pass'
          : 'fail',
    problems: [{ message }]
  }
}

const nowhere = '(no address)'

function result(
  told: JsonObject,
  kind: string,
  scrub: (text: string) => string
): CheckResult {
  const status = told['status']
  return {
    address: asString(asObject(told['address'])?.['to_display']) ?? nowhere,
    kind,
    status:
      status === 'pass' || status === 'fail' || status === 'error'
        ? status
        : 'unknown',
    problems: asObjects(told['problems'])
      .map((problem) => asString(problem['message']))
      .filter((message) => message !== undefined)
      .map(scrub)
  }
}
