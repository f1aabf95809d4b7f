import { code } from './excerpts.ts'
import { isLink, link } from './markdown.ts'
import type { Report } from './types.ts'
import { duration } from './words.ts'

export function footer(report: Report): string {
  const { run, source, workspace } = report
  const parts = [
    run === undefined ? '' : link(`run ${code(run.id)}`, run.url),
    link(code(`${workspace.organization}/${workspace.name}`), workspace.url),
    source.sha === '' ? '' : `commit ${code(source.sha.slice(0, 7))}`,
    source.actor === '' ? '' : `by ${code(source.actor)}`,
    version(report),
    timings(run?.statusTimestamps ?? {}),
    isLink(source.workflowRunUrl)
      ? link('workflow run', source.workflowRunUrl)
      : '',
    report.outcome === 'planned' && report.mode === 'plan'
      ? 'for review only: this run can never be applied'
      : ''
  ].filter((part) => part !== '')
  return `---\n<sub>${parts.join(' · ')}</sub>\n`
}

function version(report: Report): string {
  const known =
    report.run?.terraformVersion ??
    (report.plan?.kind === 'changes'
      ? report.plan.changes.terraformVersion
      : undefined)
  return known === undefined ? '' : `Terraform ${code(known)}`
}

/** How long each phase took, from when the run came into its statuses. */
function timings(stamps: Readonly<Record<string, string>>): string {
  const at = (...names: readonly string[]) => {
    for (const name of names) {
      const stamp = Date.parse(stamps[name] ?? '')
      if (!Number.isNaN(stamp)) return stamp
    }
    return undefined
  }
  const phases: readonly (readonly [
    string,
    number | undefined,
    number | undefined
  ])[] = [
    ['queued', at('plan-queueable-at', 'plan-queued-at'), at('planning-at')],
    [
      'planned in',
      at('planning-at'),
      at('planned-at', 'planned-and-finished-at', 'planned-and-saved-at')
    ],
    ['approved after', at('planned-at'), at('confirmed-at')],
    ['applied in', at('applying-at'), at('applied-at')]
  ]
  return phases
    .flatMap(([name, from, to]) =>
      from === undefined || to === undefined || to < from
        ? []
        : [`${name} ${duration(to - from)}`]
    )
    .join(', ')
}
