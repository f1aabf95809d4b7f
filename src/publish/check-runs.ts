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

/** Undefined where none are asked for, or there is no token for GitHub. */
export function openCheckRuns(
  given: Given,
  world: World
): CheckRuns | undefined {
  const github = connectGitHub(given, world)
  if (!given.inputs.checkRuns || github === undefined) return undefined
  const { repository, eventName, payload, sha, runId, runAttempt } =
    given.workflow
  const { location } = given
  const key = given.inputs.commentKey ?? ''
  const about = { repository, eventName, payload, location, sha }
  const open = new Map<string, OpenCheck>()
  const begun = new Map<string, Promise<void>>()
  let head: Promise<string | undefined> | undefined
  const complain = sayOnce(world.log)

  const make = async (name: string): Promise<void> => {
    head ??= findCheckHead(github, about)
    const headSha = await head
    if (headSha === undefined) throw new Error('its commit is not known')
    const externalId = `${runId}/${runAttempt}/${name}`
    const check = { name, headSha, externalId }
    const keep = (one: OpenCheck): void => {
      open.set(name, one)
      writeOpenChecks([...open.values()])
    }
    keep(check)
    keep({ ...check, id: await createCheckRun(github, repository, check) })
  }
  const begin = (workspace?: string): void => {
    const name = checkName(workspace, key)
    if (begun.has(name)) return
    begun.set(name, make(name).catch(complain))
  }
  const complete = async (
    by: GitHub,
    workspace: string | undefined,
    page: CheckPage,
    annotations: readonly Annotation[]
  ): Promise<void> => {
    const name = checkName(workspace, key)
    begin(workspace)
    await begun.get(name)
    const id = open.get(name)?.id
    if (id === undefined) return
    await completeCheckRun(by, repository, id, {
      ...page,
      annotations: annotations.flatMap(toCheckAnnotation)
    })
    open.delete(name)
    writeOpenChecks([...open.values()])
  }
  return {
    begin,
    async end(set, { isOk, annotations }) {
      const signal = world.signal.aborted
        ? AbortSignal.timeout(endWithinMilliseconds)
        : world.signal
      const by = connectGitHub(given, { log: world.log, signal }) ?? github
      const detail = given.inputs.commentDetail
      const pages = set.members.map((member, index) => ({
        workspace: member.report.workspace.name,
        page: renderCheckRun(member, { detail, isOk }),
        annotations: annotations[index] ?? []
      }))
      const whole = renderSetCheckRun(set, { detail, isOk })
      await Promise.all([
        ...pages.map(async ({ workspace, page, annotations: lines }) => {
          await complete(by, workspace, page, lines).catch(complain)
        }),
        complete(by, undefined, whole, []).catch(complain)
      ])
    }
  }
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
