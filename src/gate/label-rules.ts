import type { Evidence, LabelEvidence } from './evidence.ts'
import { finding, unknownFinding } from './finding.ts'
import type { Finding } from './finding.ts'
import { isSameName, known } from './pull-request-facts.ts'
import type { Rules } from './rules.ts'

/** Each label is there, and was added by somebody who may write. */
export function judgeLabels(
  { pullRequest }: Pick<Evidence, 'pullRequest'>,
  { requiredLabels }: Rules
): Finding | undefined {
  if (requiredLabels.length === 0) return undefined
  const input = 'required-labels'
  const labels = known(pullRequest, (pull) => pull.labels)
  if (!labels.known) {
    return unknownFinding(
      input,
      labels,
      'labels-unknown',
      requiredLabels.join(', ')
    )
  }
  const { fact, pull } = labels.value
  const missing: string[] = []
  const planted: string[] = []
  const unknown: string[] = []
  for (const name of requiredLabels) {
    const label = fact.find(({ name: given }) => isSameName(given, name))
    if (label === undefined) missing.push(name)
    else if (!label.mayWrite.known)
      unknown.push(`${name} (${label.mayWrite.why})`)
    else if (!label.mayWrite.value) planted.push(renderLabel(label))
  }
  const code =
    unknown.length > 0
      ? 'labels-unknown'
      : planted.length > 0
        ? 'label-not-trusted'
        : 'labels-missing'
  const wrong = [
    ...missing.map((name) => `${name} is missing`),
    ...planted.map((label) => `${label} has no write permission`),
    ...unknown.map((label) => `it is not known who added ${label}`)
  ].join('; ')
  return finding(
    input,
    wrong === '',
    wrong === '' ? fact.map(renderLabel).join(', ') : wrong,
    code,
    `The labels of #${pull.number} do not suffice: ${wrong}.`,
    { input, missing, planted, unknown }
  )
}

function renderLabel({ name, addedBy }: LabelEvidence): string {
  return addedBy === undefined ? name : `${name} added by ${addedBy}`
}
