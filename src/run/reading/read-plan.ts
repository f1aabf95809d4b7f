import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Run } from '../../hcp/types.ts'
import { createLearningScrub } from '../../plan/scrub.ts'
import type { PlanChanges } from '../../plan/types.ts'
import type { Dependencies, Narrator } from '../dependencies.ts'
import { workspaceOf } from '../record/claims.ts'
import { saidBy } from '../record/errors.ts'
import type { PlanReading } from '../record/plan-evidence.ts'
import { readPlanFile } from './plan-file.ts'

type Reach = Pick<Dependencies, 'hcp' | 'signal' | 'record'> & {
  readonly log: Pick<Narrator, 'conceal'>
}

/** What is told of a plan without its document. */
type PlannedRun = Pick<Run, 'planId' | 'plan' | 'hasChanges'>

/** `full`: with the configuration, and secrets in clear. */
type Document = 'full' | 'redacted'

/**
 * Reads what the plan of a run would do: the full plan JSON where the token may
 * read it (it tells the configuration, too), else the redacted one, which read
 * rights suffice for; each in the other's place where it cannot be had, else
 * the reason why there is neither. A document that lists less than HCP Terraform
 * counted lost something, and is none. Which of them it is is in the digest's first
 * word; a digest that is `expected` is compared with one of its own kind, so it
 * says which document is asked for first.
 * What the full one has that is secret is kept out of the log from then on.
 * Never throws for a plan that cannot be had; only what ends the step (the
 * signal) gets through. (Plans API: json-output, json-output-redacted.)
 */
export async function readPlan(
  reach: Reach,
  run: PlannedRun,
  {
    temporaryFolder,
    expected
  }: { readonly temporaryFolder: string; readonly expected: string | undefined }
): Promise<PlanReading> {
  const { planId } = run
  if (planId === undefined) {
    return {
      kind: 'unavailable',
      why: 'The server does not say which plan the run has.'
    }
  }
  const order = orderOf(reach, expected)
  const files = openFiles(reach, planId, temporaryFolder)
  // Side by side: the redacted file is handed on whichever is looked at.
  for (const document of order.eager) void files.of(document)
  const whys: string[] = []
  try {
    for (const document of order.all) {
      const file = await files.of(document)
      reach.signal.throwIfAborted()
      if (file.path === undefined) {
        whys.push(file.why)
        continue
      }
      try {
        const { changes, digest, secrets } = await readPlanFile(file.path)
        const gap = findGap(changes, run)
        if (gap !== undefined) {
          whys.push(gap)
          continue
        }
        // In a redacted document there are placeholders under the masks.
        if (document === 'full') {
          reach.log.conceal(secrets, createLearningScrub)
        }
        // One that could not be read is handed on to nobody.
        const redactedPath =
          whys.length > 0 && document === 'full'
            ? undefined
            : (await files.of('redacted')).path
        return {
          ...{ kind: 'changes', changes, digest, redactedPath },
          secrets: [...secrets]
        }
      } catch (error) {
        reach.signal.throwIfAborted()
        whys.push(saidBy(error))
      }
    }
  } finally {
    // The full document holds secrets in clear; it is not left behind.
    await files.removeFull()
  }
  return { kind: 'unavailable', why: [...new Set(whys)].join(' ') }
}

/** What a document lacks of what the server says of the plan; see `readPlan`. */
function findGap(
  changes: PlanChanges,
  { plan, hasChanges }: PlannedRun
): string | undefined {
  // A plan that failed is told as far as it came.
  if (changes.errored) return undefined
  const { counts } = changes
  const told = plan?.counts
  const pairs = [
    ['to add', counts.add, told?.additions],
    ['to change', counts.change, told?.changes],
    ['to destroy', counts.destroy, told?.destructions]
  ] as const
  const less = pairs.find(
    ([, listed, all]) => all !== undefined && listed < all
  )
  if (less === undefined) {
    return hasChanges && listsNothing(changes)
      ? 'The plan JSON lists nothing, and HCP Terraform says that the plan has changes.'
      : undefined
  }
  return `The plan JSON lists ${less[1]} resources ${less[0]}, and HCP Terraform counted ${less[2]}.`
}

function listsNothing(changes: PlanChanges): boolean {
  const { resources, outputs, actionInvocations, drift, deferred } = changes
  return (
    deferred === 0 &&
    [resources, outputs, actionInvocations, drift].every(
      ({ length }) => length === 0
    )
  )
}

/** Which document is looked at first, and what is asked for at once. */
function orderOf(
  { record }: Pick<Reach, 'record'>,
  expected: string | undefined
): { readonly all: readonly Document[]; readonly eager: readonly Document[] } {
  const [word] = expected?.split(':') ?? []
  // Who may change the settings of a workspace is its admin.
  const isAdmin = workspaceOf(record.facts())?.permissions.canUpdate === true
  const isFullFirst =
    ['full', 'partial', 'bound', 'values'].includes(word ?? '') ||
    (isAdmin && word !== 'redacted')
  return isFullFirst
    ? { all: ['full', 'redacted'], eager: ['full', 'redacted'] }
    : { all: ['redacted', 'full'], eager: ['redacted'] }
}

type File =
  | { readonly path: string; readonly why?: undefined }
  | { readonly path: undefined; readonly why: string }

/** The two documents as files, each asked for at most once. */
function openFiles(
  { hcp }: Reach,
  planId: string,
  folder: string
): {
  of(document: Document): Promise<File>
  removeFull(): Promise<void>
} {
  const asked = new Map<Document, Promise<File>>()
  const pathOf = (document: Document): string =>
    join(folder, `plan-${document}-${randomUUID()}.json`)
  const download = async (document: Document): Promise<File> => {
    const path = pathOf(document)
    try {
      const redacted = document === 'redacted'
      const output = await hcp.plans.readJsonOutput(planId, { redacted, path })
      return output.kind === 'ready'
        ? { path }
        : {
            path: undefined,
            why:
              output.kind === 'not-ready'
                ? 'The plan JSON was not ready in time.'
                : output.why
          }
    } catch (error) {
      return { path: undefined, why: saidBy(error) }
    }
  }
  return {
    of(document) {
      const file = asked.get(document) ?? download(document)
      asked.set(document, file)
      return file
    },
    async removeFull() {
      const path = (await asked.get('full'))?.path
      if (path !== undefined) await rm(path, { force: true })
    }
  }
}
