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
  const wrong: string[] = []
  for (const name of requiredLabels) {
    const label = fact.find(({ name: given }) => isSameName(given, name))
    if (label === undefined) {
      missing.push(name)
      wrong.push(`${name} is missing`)
    } else if (!label.mayWrite.known) {
      const { why } = label.mayWrite
      unknown.push(`${name} (${why})`)
      wrong.push(`${renderUntold(label)} (${why})`)
    } else if (!label.mayWrite.value) {
      planted.push(renderLabel(label))
      wrong.push(`${renderLabel(label)}, who has no write permission`)
    }
  }
  const held = wrong.length === 0
  const code =
    unknown.length > 0
      ? 'labels-unknown'
      : planted.length > 0
        ? 'label-not-trusted'
        : 'labels-missing'
  return finding(
    input,
    held,
    held ? fact.map(renderLabel).join(', ') : wrong.join('; '),
    code,
    `The labels of #${pull.number} do not suffice: ${wrong.join('; ')}.`,
    { input, missing, planted, unknown }
  )
}

function renderUntold({ name, addedBy }: LabelEvidence): string {
  return addedBy === undefined
    ? `it is not known who added ${name}`
    : `it is not known whether ${addedBy}, who added ${name}, may write`
}

function renderLabel({ name, addedBy }: LabelEvidence): string {
  return addedBy === undefined ? name : `${name} added by ${addedBy}`
}
