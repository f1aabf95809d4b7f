import type { Known } from '../../gate/known.ts'
import type { Run } from '../../hcp/types.ts'
import type { Fact, Facts } from './fact.ts'
import { isWordless, parseProvenance, provenanceOf } from './provenance.ts'

/**
 * The digest of what a run was made from:
 * - `files:…` of everything that was uploaded for it: as this step packed it, or
 *   as the message says of a run that another step made;
 * - `version:cv-…`, the configuration version, where nothing was uploaded for it,
 *   as for a run of version control, whose version is of one commit. What is in
 *   a version never changes.
 *
 * Unknown where neither can be told, or the server keeps no messages of runs; it
 * is never guessed.
 */
export function configurationDigestOf(
  facts: Facts,
  run: Run | undefined
): Known<string> {
  if (run === undefined) return { known: false, why: 'there is no run.' }
  const { configurationVersionId: version } = run
  const packed = packedFor(facts, run)
  if (packed !== undefined) {
    return version === undefined || version === packed.configurationVersionId
      ? { known: true, value: packed.digest }
      : {
          known: false,
          why: `the run is of configuration version ${version}, not of what this step uploaded.`
        }
  }
  const claimed = provenanceOf(run)?.configuration
  if (claimed !== undefined) return { known: true, value: claimed }
  const silence = silenceOf(facts, run)
  if (silence !== undefined) return { known: false, why: silence }
  if (version === undefined) {
    return {
      known: false,
      why: 'the run does not say which configuration version it is of.'
    }
  }
  return { known: true, value: digestOfVersion(version) }
}

/**
 * Why a run may be one of this action's, of files that its message does not
 * tell of: the server keeps no messages, or does not say who wrote this one.
 */
function silenceOf(
  facts: Facts,
  { id, source, message }: Run
): string | undefined {
  const isMade = facts.some(
    (fact) => fact.kind === 'made' && fact.run.id === id
  )
  if (isMade || (source !== undefined && source !== 'tfe-api')) return undefined
  if (isWordless(message)) {
    return 'the run has no message, in which the step that made it says which files it uploaded.'
  }
  const isUnsure =
    source === undefined &&
    parseProvenance(message)?.configuration !== undefined
  return isUnsure
    ? 'the server does not say that the run was made through the API, so what its message says of its files is not believed.'
    : undefined
}

/** Of the files that this step uploaded last; undefined where it did not. */
export function uploadedDigest(facts: Facts): string | undefined {
  return lastUpload(facts)?.digest
}

/** What runs of a version have that was uploaded for none of them. */
export function digestOfVersion(id: string): string {
  return `version:${id}`
}

/** What this step packed and uploaded for a run that it made. */
function packedFor(
  facts: Facts,
  run: Run
):
  | { readonly configurationVersionId: string; readonly digest: string }
  | undefined {
  const isMade = facts.some(
    (fact) => fact.kind === 'made' && fact.run.id === run.id
  )
  const uploaded = lastUpload(facts)
  if (!isMade || uploaded?.digest === undefined) return undefined
  const { configurationVersionId, digest } = uploaded
  return { configurationVersionId, digest }
}

type Uploaded = Extract<Fact, { kind: 'uploaded' }>

function lastUpload(facts: Facts): Uploaded | undefined {
  return facts.findLast((fact): fact is Uploaded => fact.kind === 'uploaded')
}
