import type { CheckResult, PlanChanges } from '../plan/types.ts'
import type { Item, Section } from './budget.ts'
import { code, codeHtml, sentence } from './excerpts.ts'
import { details, htmlCode, inlineCode } from './markdown.ts'
import { diffFence, foldable, omittedLine } from './rendering.ts'
import type { Rendering } from './rendering.ts'
import { plural, symbolOf } from './words.ts'

/** Outputs, action invocations, deferred changes and drift. */
export function otherSections(
  changes: PlanChanges,
  rendering: Rendering
): readonly Section[] {
  return [
    actionSection(changes, rendering),
    outputSection(changes, rendering),
    deferredSection(changes, rendering),
    driftSection(changes, rendering)
  ]
}

function actionSection(changes: PlanChanges, rendering: Rendering): Section {
  return {
    heading: `\n#### Actions to invoke (${changes.actionInvocations.length})\n`,
    rank: 1,
    omitted: (count) => omittedLine(count, rendering, 'Actions to invoke'),
    items: changes.actionInvocations.map((invocation) => {
      const { triggeringAddress, event } = invocation
      const trigger =
        triggeringAddress === undefined
          ? ''
          : `: ${code(event ?? 'triggered')} of ${code(triggeringAddress)}`
      const triggerHtml =
        triggeringAddress === undefined
          ? ''
          : `: ${htmlCode(event ?? 'triggered')} of ${htmlCode(triggeringAddress)}`
      return foldable(
        `\n${code(invocation.address)}${trigger}\n`,
        `${htmlCode(invocation.address)}${triggerHtml}`,
        invocation,
        rendering
      )
    })
  }
}

function outputSection(changes: PlanChanges, rendering: Rendering): Section {
  const { outputs } = changes
  const heading = `\n#### Outputs (${outputs.length})\n`
  const omitted = (count: number) => omittedLine(count, rendering, 'Outputs')
  if (rendering.detail === 'full' && outputs.length > 0) {
    const lines = outputs.flatMap((output) => output.diff)
    const drawn = diffFence(lines, rendering.limits)
    const body =
      outputs.length > 10
        ? details(`${plural(outputs.length, 'output')} change`, drawn)
        : drawn
    const names = `\n${outputs
      .slice(0, 20)
      .map((output) => code(output.name))
      .join(', ')}${outputs.length > 20 ? ' and more' : ''}\n`
    return {
      heading,
      rank: 1,
      omitted,
      items: [{ short: names, long: () => `\n${body}` }]
    }
  }
  return {
    heading,
    rank: 1,
    omitted,
    items: outputs.map((output) => ({
      short: `- ${code(output.name)}: ${output.verb}\n`,
      long: undefined
    }))
  }
}

/** Failed checks, one by one; the others counted. */
export function checkSection(
  checks: readonly CheckResult[],
  rendering: Rendering
): Section {
  const failed = checks.filter(
    ({ status }) => status === 'fail' || status === 'error'
  )
  const passed = checks.filter(({ status }) => status === 'pass').length
  const open = checks.length - failed.length - passed
  const rest = [
    passed > 0 ? `${passed} passed` : '',
    open > 0 ? `${open} known after apply` : ''
  ].filter((part) => part !== '')
  const items: Item[] = failed.map((check) => {
    const problems = check.problems
      .slice(0, 5)
      .map((problem) => sentence(problem))
      .join('; ')
    const says =
      rendering.detail === 'full' && problems !== '' ? `: ${problems}` : ''
    return {
      short: `- **${check.status === 'fail' ? 'failed' : 'error'}** ${code(check.address)}${says}\n`,
      long: undefined
    }
  })
  if (rest.length > 0) {
    items.push({ short: `- ${rest.join(', ')}\n`, long: undefined })
  }
  return {
    heading: `\n#### Checks${failed.length > 0 ? ` (${failed.length} failed)` : ''}\n\n`,
    rank: failed.length > 0 ? 0 : 1,
    omitted: (count) => omittedLine(count, rendering, 'Checks'),
    items
  }
}

const deferredReasons: ReadonlyMap<string, string> = new Map(
  Object.entries({
    instance_count_unknown: 'its count or for_each is not known yet',
    resource_config_unknown: 'its configuration is not known yet',
    provider_config_unknown: 'its provider’s configuration is not known yet',
    absent_prereq: 'something it needs does not exist yet',
    deferred_prereq: 'something it depends on is deferred'
  })
)

function deferredSection(changes: PlanChanges, rendering: Rendering): Section {
  return {
    heading: `\n#### Deferred to a later plan (${changes.deferredChanges.length})\n`,
    rank: 2,
    omitted: (count) => omittedLine(count, rendering, 'Deferred'),
    items: changes.deferredChanges.map((change) => {
      const why = deferredReasons.get(change.reason ?? '') ?? ''
      const tail = why === '' ? '' : `: ${why}`
      return foldable(
        `\n${inlineCode(symbolOf(change))} ${code(change.address)}${tail}\n`,
        `${htmlCode(symbolOf(change))} ${codeHtml(change.address)}${tail}`,
        change,
        rendering
      )
    })
  }
}

function driftSection(changes: PlanChanges, rendering: Rendering): Section {
  const isRefreshOnly = changes.resources.length === 0
  const shown = isRefreshOnly
    ? changes.drift
    : [
        ...changes.drift.filter((change) => change.relevant),
        ...changes.drift.filter((change) => !change.relevant)
      ]
  return {
    heading: `\n#### Changed outside Terraform (${shown.length})\n`,
    rank: 3,
    omitted: (count) =>
      omittedLine(count, rendering, 'Changed outside Terraform'),
    items: shown.map((change) => {
      const what = change.verb === 'destroy' ? ': deleted' : ''
      const why =
        change.relevant && !isRefreshOnly ? ' (this plan depends on it)' : ''
      return foldable(
        `\n${code(change.address)}${what}${why}\n`,
        `${codeHtml(change.address)}${what}${why}`,
        change,
        rendering
      )
    })
  }
}
