import { shortCommit } from '../gate/finding.ts'
import type { ReasonCode } from '../gate/verdict.ts'
import { objectionToCommit } from '../gate/version-control-rules.ts'
import { fullName } from '../github/pull-request.ts'
import type { IngressAttributes, RunOrigin } from '../hcp/types.ts'
import { currentConfiguration } from '../inputs/combinations.ts'
import { saidBy, StrangerError } from '../run/record/errors.ts'
import type { Member } from './member.ts'

type About = Pick<Member, 'given' | 'house' | 'workspace'>

/** Pages of 100 configurations that are looked through. */
const mostPages = 5

/**
 * The commit of the configuration version that a new run is made from, where
 * version control fetched it: HCP Terraform's record says it, whatever the event
 * is about. Undefined for what was uploaded, whose commit no record tells, and
 * for the workspace's current one where that is of another repository, as of an
 * application that is deployed by variables. (Runs API: a run may use another
 * workspace's version, which names no workspace itself.)
 *
 * @throws StrangerError for a version that is given and is not of this workspace
 *   and repository
 */
export async function readVersionCommit(
  about: About
): Promise<string | undefined> {
  const { inputs } = about.given
  const { configurationVersionId: given } = inputs
  if (given !== undefined && given !== currentConfiguration) {
    return await commitOfGiven(about, given)
  }
  // What is only planned is never applied, and has to be cheap.
  const { currentVersionId } = about.workspace
  return inputs.mode === 'plan' || currentVersionId === undefined
    ? undefined
    : await commitOfCurrent(about, currentVersionId)
}

async function commitOfGiven(
  about: About,
  id: string
): Promise<string | undefined> {
  const { name } = about.workspace
  const origin = await findOrigin(about, id)
  if (origin === undefined) {
    throw refused(
      id,
      'origin-unknown',
      `it is not among the newest ${mostPages * 100} of workspace ${name}, so it may be another workspace's`
    )
  }
  const ingress = await ingressOf(about, origin)
  if (ingress === undefined) return undefined
  const objection = objectionTo(about, origin, ingress)
  if (objection === undefined) return ingress.commitSha
  throw refused(id, objection.code, objection.message)
}

async function commitOfCurrent(
  about: About,
  id: string
): Promise<string | undefined> {
  const { given, house } = about
  try {
    const origin = await findOrigin(about, id)
    const ingress = origin && (await ingressOf(about, origin))
    return origin === undefined ||
      ingress === undefined ||
      objectionTo(about, origin, ingress) !== undefined
      ? undefined
      : ingress.commitSha
  } catch (error) {
    house.signal.throwIfAborted()
    house.log.warning(
      `It is not known which commit the workspace's current configuration is of: ${saidBy(error)} The run is said to be of ${shortCommit(given.sha)}, the event's.`
    )
    return undefined
  }
}

async function findOrigin(
  { house: { hcp }, workspace }: About,
  id: string
): Promise<RunOrigin | undefined> {
  let next: number | undefined = 1
  while (next !== undefined && next <= mostPages) {
    const page = await hcp.configurationVersions.listOrigins(workspace.id, next)
    const found = page.origins.find((origin) => origin.id === id)
    if (found !== undefined) return found
    next = page.nextPage
  }
  return undefined
}

/** Undefined for what was uploaded. */
async function ingressOf(
  { house: { hcp } }: About,
  { id, source, ingressAttributes: told }: RunOrigin
): Promise<IngressAttributes | undefined> {
  if (told === 'none' || (told === undefined && source === 'tfe-api')) {
    return undefined
  }
  return told ?? (await hcp.ingressAttributes.read(id))
}

/** Is it of this repository, on this host? Its commit is what it is. */
function objectionTo(
  { given: { workflow } }: About,
  origin: RunOrigin,
  ingress: IngressAttributes
): ReturnType<typeof objectionToCommit> {
  return objectionToCommit(
    { ...origin, ingressAttributes: ingress },
    {
      repository: fullName(workflow.repository),
      host: new URL(workflow.serverUrl).hostname,
      sha: ingress.commitSha ?? ''
    }
  )
}

function refused(id: string, code: ReasonCode, why: string): StrangerError {
  const message = `No run was made: 'configuration-version-id' is ${id}, and ${why}${why.endsWith('.') ? '' : '.'} A run of it would be said to be of this repository and commit.`
  return new StrangerError(message, [
    { code, message, facts: { input: 'configuration-version-id', id } }
  ])
}
