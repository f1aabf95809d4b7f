import { parseVersionOrigin } from './ingress-attributes.ts'
import {
  ApiError,
  ConfigurationVersionError,
  isInvalidInclude
} from './wire/errors.ts'
import {
  camelCased,
  flag,
  optionalText,
  parseAttributes,
  parseDocument,
  parseList,
  requiredText
} from './wire/json-api.ts'
import type { Resource } from './wire/json-api.ts'
import { path } from './wire/path.ts'
import type { Reader } from './wire/transport.ts'
import type { ConfigurationVersion, RunOrigin } from './types.ts'

const configurationVersionSchema = camelCased({
  status: requiredText,
  error: optionalText,
  'error-message': optionalText,
  speculative: flag(false),
  provisional: flag(false),
  'upload-url': optionalText
})

const unusable = new Set([
  'archived',
  'backing_data_soft_deleted',
  'backing_data_permanently_deleted'
])
const firstPause = 250
const longestPause = 2000
/** Right after the creation, a replica may not know the version yet. */
const unknownFor = 10_000

/** Configuration versions. HCP Terraform API: Configuration Versions. */
export function configurationVersions(transport: Reader) {
  return {
    listOrigins: listOrigins.bind(undefined, transport),
    read: readVersion.bind(undefined, transport),
    waitUntilUploaded: waitUntilUploaded.bind(undefined, transport)
  }
}

async function readVersion(
  transport: Pick<Reader, 'readDocument'>,
  id: string
): Promise<ConfigurationVersion> {
  const value = await transport.readDocument(
    path`/configuration-versions/${id}`
  )
  return parseConfigurationVersion(
    parseDocument(value, `configuration version ${id}`).resource
  )
}

/**
 * Waits until a run can use the version. Throws `ConfigurationVersionError`
 * when it errored, when its files are gone, or after `timeoutMilliseconds`.
 * Configuration Versions API: Show.
 */
async function waitUntilUploaded(
  transport: Reader,
  id: string,
  {
    timeoutMilliseconds = 60_000
  }: { readonly timeoutMilliseconds?: number } = {}
): Promise<ConfigurationVersion> {
  const { clock } = transport
  const started = clock.now()
  let pause = firstPause
  let status = 'unknown'
  for (;;) {
    const version = await readUnlessUnknown(transport, id, started)
    if (version !== undefined) {
      status = version.status
      if (status === 'uploaded') return version
      refuseFinal(version)
    }
    if (clock.now() - started + pause > timeoutMilliseconds) {
      throw new ConfigurationVersionError(
        `Configuration version ${id} was uploaded, but after ${timeoutMilliseconds / 1000} s it is still '${status}'. The service may be slow: see its status page, then run this step again.`,
        { configurationVersionId: id, status, reason: 'timed-out' }
      )
    }
    await transport.pause(`Waiting for configuration version ${id}`, pause)
    pause = Math.min(longestPause, pause * 2)
  }
}

async function readUnlessUnknown(
  transport: Reader,
  id: string,
  since: number
): Promise<ConfigurationVersion | undefined> {
  try {
    return await readVersion(transport, id)
  } catch (error) {
    const isYoung = transport.clock.now() - since < unknownFor
    if (isYoung && error instanceof ApiError && error.status === 404) {
      return undefined
    }
    throw error
  }
}

/** One page of a workspace's configurations. */
interface OriginsPage {
  readonly origins: readonly RunOrigin[]
  /** Undefined on the last page. */
  readonly nextPage: number | undefined
}

/**
 * Reads one page of a workspace's configuration versions, newest first, with
 * the commits that version control handed over. Not limited as run lists are.
 * Configuration Versions API: List Configuration Versions.
 */
async function listOrigins(
  transport: Reader,
  workspaceId: string,
  page: number,
  call: { readonly signal?: AbortSignal } = {}
): Promise<OriginsPage> {
  const where = path`/workspaces/${workspaceId}/configuration-versions`
  const query = {
    'page[size]': 100,
    ...(page === 1 ? {} : { 'page[number]': page })
  }
  const value = await transport
    .readDocument(where, {
      ...call,
      query: { ...query, include: 'ingress_attributes' }
    })
    .catch(async (error: unknown) => {
      if (!isInvalidInclude(error)) throw error
      return await transport.readDocument(where, { ...call, query })
    })
  const { resources, included, nextPage } = parseList(
    value,
    `the configuration versions of workspace ${workspaceId}`
  )
  return {
    origins: resources.map((resource) =>
      parseVersionOrigin({ resource, included })
    ),
    nextPage
  }
}

function refuseFinal(version: ConfigurationVersion): void {
  const { id, status } = version
  if (status === 'errored') {
    const said = version.errorMessage ?? version.error ?? 'without a reason'
    throw new ConfigurationVersionError(
      `HCP Terraform could not process the uploaded configuration (${id}): ${said}. Check what the configuration directory holds and what .terraformignore leaves out.`,
      { configurationVersionId: id, status, reason: 'errored' }
    )
  }
  if (unusable.has(status)) {
    throw new ConfigurationVersionError(
      `No run can use configuration version ${id}: it is '${status}', its files are gone. Upload the configuration again.`,
      { configurationVersionId: id, status, reason: 'unusable' }
    )
  }
}

/**
 * Reads a configuration version. Throws `MalformedResponseError` where it has
 * no status. Configuration Versions API: Show.
 */
export function parseConfigurationVersion(
  resource: Resource
): ConfigurationVersion {
  const what = `configuration version ${resource.id}`
  return {
    ...parseAttributes(configurationVersionSchema, resource, what),
    id: resource.id
  }
}
