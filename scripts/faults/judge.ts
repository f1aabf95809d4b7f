import type { Observation } from './cell.ts'

/**
 * - `right`: the step did what it does without a fault
 * - `failed`: it ended red and said why
 * - `broken`: it broke a promise
 */
export interface Judgement {
  readonly kind: 'right' | 'failed' | 'broken'
  /** The promises that were broken. */
  readonly broken: readonly string[]
}

const isRunsPost = (method: string, path: string): boolean =>
  method === 'POST' && path.endsWith('/api/v2/runs')
const isConfirm = (method: string, path: string): boolean =>
  method === 'POST' && path.endsWith('/actions/apply')
const isRunRead = (method: string, path: string): boolean =>
  method === 'GET' && /\/api\/v2\/runs\/[^/]+$/.test(path)

/** Holds what was seen against what the action promises. */
export function judge(seen: Observation): Judgement {
  const broken = [
    ...judgeEnd(seen),
    ...judgeRuns(seen),
    ...judgeConfirms(seen),
    ...judgeLeftovers(seen),
    ...judgeSecrets(seen)
  ]
  if (broken.length > 0) return { kind: 'broken', broken }
  return { kind: seen.main.exitCode === 0 ? 'right' : 'failed', broken }
}

/** Green with the truth, or red with a reason, and by itself. */
function judgeEnd({ cell, main, post, runs }: Observation): string[] {
  const { flow } = cell
  if (main.exitCode === null) return ['the step hung and was killed']
  const broken: string[] = []
  if (main.exitCode === 0) {
    if (main.outputs['outcome'] !== flow.outcome) {
      broken.push(
        `green with the outcome '${main.outputs['outcome'] ?? ''}' instead of '${flow.outcome}'`
      )
    }
    const { workspaces = ['network'] } = flow
    for (const name of workspaces) {
      const run = runs.findLast(({ workspace }) => workspace === name)
      if (run?.status === flow.status) continue
      broken.push(`green while the run is '${run?.status ?? 'not there'}'`)
    }
  } else {
    const errors = main.log.filter(({ command }) => command === 'error')
    if (errors.length === 0) broken.push('red without an error message')
    const text = errors.map(({ message }) => message).join('\n')
    if (/Unexpected error|without a verdict/.test(text)) {
      broken.push('red by a defect of its own')
    }
    if ((main.outputs['outcome'] ?? '') === '') {
      broken.push('red without an outcome')
    }
  }
  // What Terraform prints must never reach the runner as a command.
  if (
    main.log.some(
      ({ command, message }) =>
        command === 'set-output' || message.includes('forged')
    )
  ) {
    broken.push('the log of Terraform was obeyed')
  }
  if (main.stderr !== '') broken.push('something on stderr')
  if (post.exitCode !== 0) broken.push('post failed')
  return broken
}

function judgeRuns({
  cell,
  main,
  requests,
  runs,
  runsMade
}: Observation): string[] {
  const broken: string[] = []
  const { usesRun, workspaces = ['network'] } = cell.flow
  const places = new Set(runs.map(({ workspace }) => workspace))
  if (runsMade > (usesRun ? 0 : places.size)) broken.push('a second run')
  const posts = requests.hcp.filter(
    ({ method, path, fault }) =>
      isRunsPost(method, path) && fault?.startsWith('429') !== true
  )
  if (posts.length > workspaces.length) broken.push('POST /runs was repeated')
  const told = `${main.outputs['run-id'] ?? ''} ${main.outputs['runs'] ?? ''}`
  if (main.exitCode === 0 && !runs.every(({ id }) => told.includes(id))) {
    broken.push('green with another run-id')
  }
  return broken
}

function judgeConfirms({
  cell,
  requests,
  traffic,
  runs
}: Observation): string[] {
  const broken: string[] = []
  const confirms = traffic.filter(({ method, path }) => isConfirm(method, path))
  if (!cell.flow.mayApply && confirms.length > 0) {
    broken.push('a confirm that nobody approved')
  }
  for (const { id, confirms: taken } of runs) {
    if (taken > 1) broken.push('a second apply')
    const own = confirms.filter(({ path }) => path.includes(id))
    const first = own.findIndex(({ status }) => status < 300)
    if (first !== -1 && own.length > first + 1) {
      broken.push('a confirm after one that was taken')
    }
    // As the step sent them: a confirm stands on a look at the run before it.
    let hasLooked = false
    for (const { method, path, fault } of requests.hcp) {
      if (!path.includes(id)) continue
      if (isRunRead(method, path)) hasLooked = true
      if (isConfirm(method, path)) {
        if (!hasLooked) broken.push('a confirm without a look at the run')
        if (fault?.startsWith('429') !== true) hasLooked = false
      }
    }
  }
  return broken
}

/** After `post`, a run waits for somebody only where that is meant. */
function judgeLeftovers({ cell, main, runs }: Observation): string[] {
  if (cell.flow.usesRun) return []
  const isMeant = (outcome = ''): boolean =>
    outcome === 'held' || outcome === 'blocked'
  if (isMeant(main.outputs['outcome'])) return []
  const rows = JSON.parse(main.outputs['runs'] ?? '[]') as readonly {
    readonly 'run-id'?: string
    readonly outcome?: string
  }[]
  // Nobody knows the id of a run whose creation was never answered.
  const told = `${main.outputs['run-id'] ?? ''} ${main.outputs['runs'] ?? ''}`
  return runs
    .filter(
      ({ id, confirms, finalStatus }) =>
        confirms === 0 &&
        told.includes(id) &&
        !isMeant(rows.find((row) => row['run-id'] === id)?.outcome) &&
        ['planned', 'pending', 'planning'].includes(finalStatus)
    )
    .map(({ finalStatus }) => `the run was left '${finalStatus}'`)
}

function judgeSecrets(seen: Observation): string[] {
  const { main, post } = seen
  const places = {
    'the log': withoutMasks(main.stdout) + withoutMasks(post.stdout),
    stderr: main.stderr + post.stderr,
    'the summary': main.summary,
    'the outputs': JSON.stringify(main.outputs),
    'the state': JSON.stringify(main.state),
    'a comment': seen.comments.join('\n'),
    'the run': seen.runs
      .flatMap(({ message, comments }) => [message, ...comments])
      .join('\n')
  }
  return Object.entries(places)
    .filter(([, text]) => seen.secrets.some((secret) => text.includes(secret)))
    .map(([place]) => `a secret in ${place}`)
}

/** A value may stand in the command that has it hidden, and nowhere else. */
export function withoutMasks(stdout: string): string {
  return stdout.replaceAll(/^::add-mask::.*$/gm, '')
}
