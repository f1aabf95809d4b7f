import type { Evidence, Origin, Place } from './evidence.ts'
import { finding } from './finding.ts'
import type { Finding } from './finding.ts'
import { isOnPurpose } from './request-rules.ts'
import type { Rules } from './rules.ts'
import type { ReasonCode } from './verdict.ts'

/** What tells whether a run is this step's business. */
type OriginEvidence = Pick<
  Evidence,
  'here' | 'origin' | 'eventName' | 'request'
>

/**
 * The run's own message names this repository and, where this step is for a
 * pull request, that one. What the message, or the event, does not tell makes
 * the run somebody else's. Somebody with write permission may mean such a run on
 * purpose, where an input allows it.
 */
export function judgeOrigin(
  evidence: OriginEvidence,
  { allowForeignRun }: Pick<Rules, 'allowForeignRun'>
): Finding {
  const rule = 'the run was made for this repository and pull request'
  const { here, origin } = evidence
  const objection = objectionTo(here, origin)
  if (objection === undefined) {
    return finding(
      rule,
      true,
      renderOrigin(origin ?? here),
      'origin-differs',
      '',
      {}
    )
  }
  if (allowForeignRun && isOnPurpose(evidence)) {
    return finding(
      rule,
      true,
      `${objection.saw}; 'allow-foreign-run' lets it be meant`,
      objection.code,
      '',
      {}
    )
  }
  const advice = allowForeignRun
    ? " 'allow-foreign-run' counts where somebody with write permission asks for it by workflow_dispatch."
    : ''
  return finding(
    rule,
    false,
    objection.saw,
    objection.code,
    `${objection.message}${advice}`,
    { expected: here, actual: origin }
  )
}

/** Which pull request a step is for has to be known, whoever made the run. */
export function judgeDoubt({
  here
}: Pick<Evidence, 'here'>): Finding | undefined {
  const doubt = objectionToPlace(here)
  return (
    doubt &&
    finding(
      'it is known which pull request this is for',
      false,
      doubt.saw,
      doubt.code,
      doubt.message,
      {}
    )
  )
}

/** Was a run of another origin let through because an input says so? */
export function isForeign({
  here,
  origin
}: Pick<Evidence, 'here' | 'origin'>): boolean {
  return objectionTo(here, origin) !== undefined
}

interface Objection {
  readonly code: ReasonCode
  readonly saw: string
  readonly message: string
}

function objectionTo(
  here: Place,
  origin: Origin | undefined
): Objection | undefined {
  const doubt = objectionToPlace(here)
  if (doubt !== undefined) return doubt
  if (origin === undefined) {
    return {
      code: 'origin-unknown',
      saw: 'not known',
      message:
        "The run's message does not say where the run comes from, so nothing ties it to what was reviewed. Only runs made by this action are this step's business; 'allow-foreign-run' lets somebody mean another one."
    }
  }
  const isHere =
    origin.repository.toLowerCase() === here.repository.toLowerCase() &&
    (here.pullRequest === undefined || here.pullRequest === origin.pullRequest)
  return isHere
    ? undefined
    : {
        code: 'origin-differs',
        saw: `no, for ${renderOrigin(origin)}`,
        message: `The run was made for ${renderOrigin(origin)}, and this step is for ${renderOrigin(here)}.`
      }
}

function objectionToPlace({ doubt }: Place): Objection | undefined {
  return doubt === undefined
    ? undefined
    : {
        code: 'origin-unknown',
        saw: 'not known',
        message: `It is not known which pull request this step is for: ${doubt}.`
      }
}

function renderOrigin({
  repository,
  pullRequest
}: Pick<Place, 'repository' | 'pullRequest'>): string {
  return pullRequest === undefined ? repository : `${repository}#${pullRequest}`
}
