import {
  completeCheckRun,
  createCheckRun,
  findCheckHead
} from '../github/check-runs.ts'
import type { CheckAnnotation } from '../github/check-runs.ts'
import type { GitHub } from '../github/client.ts'
import {
  checkName,
  renderCheckRun,
  renderSetCheckRun
} from '../report/check-run.ts'
import type { CheckPage } from '../report/check-run.ts'
import type { SetReport } from '../report/set.ts'
import type { Report } from '../report/types.ts'
import { saidBy } from '../run/record/errors.ts'
import type { Annotation } from '../runner/annotations.ts'
import { writeOpenChecks } from '../runner/state.ts'
import type { OpenCheck } from '../runner/state.ts'
import { connectGitHub } from '../step/given.ts'
import type { Given } from '../step/given.ts'
import type { World } from '../step/world.ts'

/** The check runs of a step: one a workspace, and one for all of them. */
export interface CheckRuns {
  /** Makes one in progress; the set's where there is no name. Never throws. */
  readonly begin: (workspace?: string) => void
  /** Ends all of them with what they say. Never throws. */
  readonly end: (
    set: SetReport,
    told: {
      readonly isOk: (report: Report) => boolean
      /** Of each workspace, in the set's order. */
      readonly annotations: readonly (readonly Annotation[])[]
    }
  ) => Promise<void>
}

/** After a cancellation the check runs have what is left of the 7.5 s. */
const endWithinMilliseconds = 2_000

/** The check runs as they are now. */
interface Book {
  readonly given: Given
  readonly github: GitHub
  readonly key: string
  /** Where they are made; asked for once. */
  readonly head: () => Promise<string | undefined>
  /** Those that are in progress, or may be, by name. */
  readonly open: Map<string, OpenCheck>
  /** Those that were begun, by name; what failed was told. */
  readonly begun: Map<string, Promise<void>>
  readonly complain: (error: unknown) => void
}

/** Undefined where none are asked for, or there is no token for GitHub. */
export function openCheckRuns(
  given: Given,
  world: World
): CheckRuns | undefined {
  const github = connectGitHub(given, world)
  if (!given.inputs.checkRuns || github === undefined) return undefined
  const { repository, eventName, payload, sha } = given.workflow
  const { location } = given
  const about = { repository, eventName, payload, location, sha }
  let head: Promise<string | undefined> | undefined
  const book: Book = {
    ...{ given, github },
    key: given.inputs.commentKey ?? '',
    head: async () => await (head ??= findCheckHead(github, about)),
    open: new Map(),
    begun: new Map(),
    complain: sayOnce(world.log)
  }
  return {
    begin: (workspace) => {
      begin(book, workspace)
    },
    end: async (set, told) => {
      await endAll(book, set, told, world)
    }
  }
}

function begin(book: Book, workspace: string | undefined): void {
  const name = checkName(workspace, book.key)
  if (book.begun.has(name)) return
  book.begun.set(name, make(book, name).catch(book.complain))
}

async function make(
  { given, github, head, open }: Book,
  name: string
): Promise<void> {
  const { repository, runId, runAttempt } = given.workflow
  const headSha = await head()
  if (headSha === undefined) throw new Error('their commit is not known.')
  const externalId = `${runId}/${runAttempt}/${name}`
  const check = { name, headSha, externalId }
  // Killed before the answer, `post` looks for it.
  open.set(name, check)
  writeOpenChecks([...open.values()])
  const id = await createCheckRun(github, repository, check)
  open.set(name, { ...check, id })
  writeOpenChecks([...open.values()])
}

async function endAll(
  book: Book,
  set: SetReport,
  { isOk, annotations }: Parameters<CheckRuns['end']>[1],
  world: World
): Promise<void> {
  const { given, complain } = book
  const signal = world.signal.aborted
    ? AbortSignal.timeout(endWithinMilliseconds)
    : world.signal
  const by = connectGitHub(given, { log: world.log, signal }) ?? book.github
  const options = { detail: given.inputs.commentDetail, isOk }
  const ends = set.members.map(async (member, index) => {
    const page = renderCheckRun(member, options)
    const { name } = member.report.workspace
    await complete(book, by, name, { page, lines: annotations[index] ?? [] })
  })
  const page = renderSetCheckRun(set, options)
  const whole = complete(book, by, undefined, { page, lines: [] })
  await Promise.all([...ends, whole].map((end) => end.catch(complain)))
}

async function complete(
  book: Book,
  by: GitHub,
  workspace: string | undefined,
  {
    page,
    lines
  }: { readonly page: CheckPage; readonly lines: readonly Annotation[] }
): Promise<void> {
  const { key, open, begun, given } = book
  const name = checkName(workspace, key)
  begin(book, workspace)
  await begun.get(name)
  const id = open.get(name)?.id
  if (id === undefined) return
  const annotations = lines.flatMap(toCheckAnnotation)
  const result = { ...page, annotations }
  await completeCheckRun(by, given.workflow.repository, id, result)
  open.delete(name)
  writeOpenChecks([...open.values()])
}

/** One warning for all: what is missing is missing for each of them. */
function sayOnce(log: World['log']): (error: unknown) => void {
  let hasSaid = false
  return (error) => {
    if (hasSaid) return
    hasSaid = true
    log.warning(
      `The check runs could not be written: ${saidBy(error)} The step goes on without them.`
    )
  }
}

function toCheckAnnotation({
  severity,
  message,
  place
}: Annotation): readonly CheckAnnotation[] {
  const { file, startLine = 1, endLine = startLine, title = '' } = place
  const level = severity === 'error' ? 'failure' : 'warning'
  return file === undefined
    ? []
    : [{ path: file, startLine, endLine, level, title, message }]
}
