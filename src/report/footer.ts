import { code, sentence } from './excerpts.ts'
import { isLink, link, oneLine, shorten } from './markdown.ts'
import type { CommitReport, Report } from './types.ts'
import { duration } from './words.ts'

/** The last line of a page: where all is to be found, Markdown. */
export function footer(report: Report): string {
  const { origin, workflowRun } = sourceWords(report)
  return `---\n${small([
    ...places(report),
    commitWords(report),
    ...origin,
    ...course(report),
    workflowRun,
    fate(report)
  ])}`
}

/** The same of one page in a set, without what all have in common. */
export function memberFooter(report: Report): string {
  return small([
    ...places(report),
    commitWords(report),
    ...course(report),
    fate(report)
  ])
}

/** What all pages of a set have in common, with `more`, Markdown. */
export function setFooter(
  report: Report | undefined,
  more: readonly string[]
): string {
  const { origin, workflowRun } =
    report === undefined ? { origin: [], workflowRun: '' } : sourceWords(report)
  const text = small([...origin, workflowRun, ...more])
  return text === '' ? '' : `---\n${text}`
}

function small(parts: readonly string[]): string {
  const told = parts.filter((part) => part !== '')
  return told.length === 0 ? '' : `<sub>${told.join(' · ')}</sub>\n`
}

function places({ run, workspace }: Report): readonly string[] {
  return [
    run === undefined ? '' : link(`run ${code(run.id)}`, run.url),
    link(code(`${workspace.organization}/${workspace.name}`), workspace.url)
  ]
}

/** What version control made the run of, Markdown; '' where nobody tells. */
function commitWords({ run }: Report): string {
  const { commit } = run ?? {}
  if (commit === undefined) return ''
  const { pullRequest: pull } = commit
  return `configuration ${renderCommit(commit, {
    code,
    sha: (text) => link(code(text), commit.url ?? ''),
    pull: (text) =>
      `pull request ${link(code(text), pull?.url ?? '')} ${sentence(pull?.title ?? '')}`.trim()
  })}`
}

/** The same for the job's log; '' where nobody tells. */
export function commitInWords({ run }: Report): string {
  const plain = (text: string) => shorten(oneLine(text), 300)
  const title = plain(run?.commit?.pullRequest?.title ?? '')
  return run?.commit === undefined
    ? ''
    : renderCommit(run.commit, {
        code: plain,
        sha: plain,
        pull: (text) => `pull request ${text} ${title}`.trim()
      })
}

/** Who made what, as far as it is told. */
function renderCommit(
  { repository, sha, branch, pullRequest, author }: CommitReport,
  as: Readonly<Record<'code' | 'sha' | 'pull', (text: string) => string>>
): string {
  const commit = [repository, sha?.slice(0, 7)].filter(Boolean).join('@')
  return [
    `from version control${commit === '' ? '' : `: ${as.sha(commit)}`}`,
    branch === undefined || branch === '' ? '' : `branch ${as.code(branch)}`,
    pullRequest === undefined ? '' : as.pull(`#${pullRequest.number}`),
    author === undefined || author === '' ? '' : `by ${as.code(author)}`
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function sourceWords({ source }: Report): {
  readonly origin: readonly string[]
  readonly workflowRun: string
} {
  return {
    origin: [
      source.sha === '' ? '' : `commit ${code(source.sha.slice(0, 7))}`,
      source.actor === '' ? '' : `by ${code(source.actor)}`
    ],
    workflowRun: isLink(source.workflowRunUrl)
      ? link('workflow run', source.workflowRunUrl)
      : ''
  }
}

function course(report: Report): readonly string[] {
  return [version(report), timings(report.run?.statusTimestamps ?? {})]
}

function fate({ outcome, mode }: Report): string {
  return outcome === 'planned' && mode === 'plan'
    ? 'for review only: this run can never be applied'
    : ''
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
