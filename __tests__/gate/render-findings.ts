import { renderCheck, summarize } from '../../src/gate/finding.ts'
import type { Finding } from '../../src/gate/finding.ts'

/**
 * What rules say of one case, for people: the checklist, each line with its
 * mark, then what is warned of, then the reasons with their facts.
 */
export function renderFindings(
  name: string,
  findings: readonly (Finding | undefined)[]
): string {
  const verdict = summarize(findings)
  const reasons = verdict.kind === 'blocked' ? verdict.reasons : []
  return [
    `## ${name}: ${verdict.kind}`,
    ...verdict.checks.map(
      (check) =>
        `[${check.held ? 'x' : ' '}] ${[check.mark ?? [], renderCheck(check)].flat().join(' ')}`
    ),
    ...verdict.warnings.map((warning) => `! ${warning}`),
    ...reasons.map(
      ({ code, message, facts }) =>
        `- ${code}: ${message} ${JSON.stringify(facts)}`
    )
  ].join('\n')
}
