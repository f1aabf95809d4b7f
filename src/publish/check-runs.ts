import { randomUUID } from 'node:crypto'
import { saidBy } from '../run/record/errors.ts'
import type { GitHub } from '../github/client.ts'
import {
  completeCheckRun,
  createCheckRun,
  findCheckHead,
  findCheckRun
} from '../github/check-runs.ts'
import type { CheckAnnotation } from '../github/check-runs.ts'
import { GitHubError } from '../github/refusals.ts'
import {
  checkName,
  renderCheckRun,
  renderSetCheckRun
} from '../report/check-run.ts'
import type { CheckPage } from '../report/check-run.ts'
import type { SetReport } from '../report/set.ts'
import type { Report } from '../report/types.ts'
import type { Annotation } from '../runner/annotations.ts'
import { writeOpenChecks } from '../runner/state.ts'
import type { OpenCheck } from '../runner/state.ts'
import { connectGitHub } from '../step/given.ts'
import type { Given } from '../step/given.ts'
import { namesApart } from '../step/names.ts'
import type { World } from '../step/world.ts'

/** After a cancellation the checks have what is left of the 7.5 s. */
const endWithinMilliseconds = 2_000

/**
 * The check runs of one step. What is asked for is sent one after the other, as
 * GitHub advises, and in nobody's way; nothing here throws.
 */
interface Checks {
  /** Makes one in progress, if there is none of this name. */
  readonly open: (name: string) => void
  /** Ends one, or makes one that is ended. */
  readonly complete: (
    name: string,
    page: CheckPage,
    annotations?: readonly CheckAnnotation[]
  ) => void
  /** Resolves once all is sent, or given up; what is left open `post` ends. */
  readonly settled: () => Promise<void>
}

/** The check runs of a step: one a workspace, and one for all of them. */
export interface CheckRuns {
  /** Makes that of the set in progress. Never throws. */
  readonly beginAll: () => void
  /** Makes that of a workspace in progress, by what tells it apart. Never throws. */
  readonly begin: (index: number, called: string) => void
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

/** Undefined where none are asked for. */
export function openCheckRuns(
  given: Given,
  world: World
): CheckRuns | undefined {
  const {
    checkRuns,
    commentKey: key = '',
    commentDetail: detail
  } = given.inputs
  if (!checkRuns) return undefined
  const checks = createChecks(given, world)
  // What is begun by a name is ended by it, whatever became known since.
  const begun = new Map<number, string>()
  return {
    beginAll: () => {
      checks.open(checkName(undefined, key))
    },
    begin: (index, called) => {
      if (!begun.has(index)) begun.set(index, called)
      checks.open(checkName(begun.get(index), key))
    },
    end: async (set, { isOk, annotations }) => {
      const options = { detail, isOk }
      const names = namesApart(set.members.map(({ report }) => nameOf(report)))
      // First what may be required: there may be time for no more.
      checks.complete(
        checkName(undefined, key),
        renderSetCheckRun(set, options)
      )
      for (const [index, member] of set.members.entries()) {
        checks.complete(
          checkName(begun.get(index) ?? names[index], key),
          renderCheckRun(member, options),
          checkAnnotations(annotations[index] ?? [])
        )
      }
      await checks.settled()
    }
  }
}

function nameOf({ workspace: { organization, name }, run }: Report) {
  return { organization, name, run: run?.id }
}

/** What the check runs of a step have in common. */
interface Board {
  readonly given: Given
  readonly world: World
  readonly open: Map<string, OpenCheck>
  /** The head that they are on; undefined where there are none. */
  readonly head: () => Promise<string | undefined>
  /** With what is left of a cancelled step's time. */
  readonly github: () => GitHub | undefined
}

/**
 * Check runs on the head that the step is about (`check-runs: true`). What keeps
 * them from being written is told once, as a warning, and changes nothing else.
 * Which are open is told to `post` before each is asked for.
 */
export function createChecks(given: Given, world: World): Checks {
  const board = createBoard(given, world)
  let isGivenUp = false
  let line = Promise.resolve()
  const isCancelled = () => world.signal.aborted
  const send = (work: () => Promise<void>): void => {
    line = line.then(async () => {
      if (isGivenUp) return
      const isAfter = isCancelled()
      try {
        await work()
      } catch (error) {
        // Cut off by the cancellation: what comes after has time of its own.
        if (!isAfter && isCancelled()) return
        isGivenUp = true
        world.log.warning(
          `Check runs could not be written, and this step writes no more of them: ${saidBy(error)}`
        )
      }
    })
  }
  return {
    open: (name) => {
      send(async () => {
        await begin(board, name)
      })
    },
    complete: (name, page, annotations = []) => {
      send(async () => {
        await end(board, name, { ...page, annotations })
      })
    },
    settled: async () => {
      await line
    }
  }
}

function createBoard(given: Given, world: World): Board {
  const { workflow, location } = given
  const { repository, eventName, payload, sha } = workflow
  let cut: AbortSignal | undefined
  const github = (): GitHub | undefined => {
    if (world.signal.aborted) {
      cut ??= AbortSignal.timeout(endWithinMilliseconds)
    }
    return connectGitHub(given, { ...world, signal: cut ?? world.signal })
  }
  let head: Promise<string | undefined> | undefined
  return {
    given,
    world,
    open: new Map(),
    github,
    head: async () => {
      const api = github()
      if (api === undefined) throw new Error("'github-token' is empty.")
      head ??= findCheckHead(api, {
        ...{ repository, eventName, payload, location, sha }
      })
      return await head
    }
  }
}

/** The check run, in progress; undefined where there is nothing to be on. */
async function begin(
  board: Board,
  name: string
): Promise<(OpenCheck & { readonly id: number }) | undefined> {
  const { open, given } = board
  const known = open.get(name)
  if (known?.id !== undefined) return { ...known, id: known.id }
  const headSha = await board.head()
  const github = board.github()
  if (headSha === undefined || github === undefined) return undefined
  const check = known ?? { name, headSha, externalId: randomUUID() }
  open.set(name, check)
  tell(board)
  const { repository } = given.workflow
  const id =
    (known && (await findCheckRun(github, repository, known))) ??
    (await create(board, check, github))
  const made = { ...check, id }
  open.set(name, made)
  tell(board)
  return made
}

/** What GitHub turned down is not open. */
async function create(
  board: Board,
  check: OpenCheck,
  github: GitHub
): Promise<number> {
  const { repository } = board.given.workflow
  try {
    return await createCheckRun(github, repository, check)
  } catch (error) {
    if (error instanceof GitHubError && error.kind !== 'unanswered') {
      board.open.delete(check.name)
      tell(board)
    }
    throw error
  }
}

async function end(
  board: Board,
  name: string,
  result: Parameters<typeof completeCheckRun>[3]
): Promise<void> {
  const { open, given } = board
  const check = await begin(board, name)
  const github = board.github()
  if (check === undefined || github === undefined) return
  await completeCheckRun(github, given.workflow.repository, check.id, result)
  open.delete(name)
  tell(board)
}

function tell({ open }: Board): void {
  writeOpenChecks([...open.values()])
}

/** Terraform's diagnostics that are about lines of the checkout. */
export function checkAnnotations(
  annotations: readonly Annotation[]
): readonly CheckAnnotation[] {
  return annotations.flatMap(({ severity, message, place }) => {
    const { file, startLine = 1, endLine = startLine, title = '' } = place
    return file === undefined
      ? []
      : [
          {
            ...{ path: file, startLine, endLine, title, message },
            level: severity === 'error' ? 'failure' : 'warning'
          }
        ]
  })
}
