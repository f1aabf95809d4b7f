import { createHash } from 'node:crypto'
import { parseStateFile } from '../../engines/state-file.ts'
import { renderConfigurationVersion } from '../documents/configuration-version.ts'
import type { ResourceDocument, Viewer } from '../documents/document.ts'
import { renderRun } from '../documents/run.ts'
import {
  decideStateStatus,
  renderStateVersion,
  renderStateVersionOutput
} from '../documents/state-version.ts'
import { renderUser } from '../documents/user.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  answerPage,
  demand,
  param,
  readData,
  readIncludes,
  seeWorkspace,
  viewerOf
} from '../exchange.ts'
import { ApiFault, invalidAttribute, notFound } from '../faults.ts'
import type { Principal, StateVersion, Workspace } from '../model.ts'
import { signState } from '../state-link.ts'

/** Mounts state versions and their outputs. */
export function mountStates(api: Api, service: Service): void {
  const { state, archivist } = service

  const render = (version: StateVersion): ResourceDocument =>
    renderStateVersion(version, signState(archivist, version))

  const find = (c: Exchange): StateVersion => {
    demand(c, 'read')
    const version = state.stateVersions.get(param(c, 'id'))
    seeWorkspace(c, version?.workspace)
    if (version === undefined) throw notFound()
    return version
  }

  const show = (c: Exchange, version: StateVersion) =>
    answer(
      c,
      render(version),
      renderIncluded(version, readIncludes(c, includes), viewerOf(c, service))
    )

  api.get('/workspaces/:id/current-state-version', (c) => {
    demand(c, 'read')
    const workspace = seeWorkspace(c, state.workspaces.get(param(c, 'id')))
    const version = workspace.stateVersions.at(-1)
    if (version === undefined) throw notFound()
    return show(c, version)
  })

  api.post('/workspaces/:id/state-versions', async (c) => {
    const workspace = seeWorkspace(c, state.workspaces.get(param(c, 'id')))
    const createdBy = demand(c, 'write')
    const { attributes, relationships } = await readData(c, 'state-versions')
    const { serial, md5, lineage, force } = attributes
    if (typeof serial !== 'number') {
      throw invalidAttribute('serial', "Serial can't be blank")
    }
    if (typeof md5 !== 'string') {
      throw invalidAttribute('md5', "MD5 can't be blank")
    }
    if (workspace.manualLock?.by.id !== createdBy.id) {
      throw new ApiFault(
        409,
        'conflict',
        'The workspace must be locked by you to create a state version'
      )
    }
    if (force !== true) refuseOlder(workspace, { serial, lineage, md5 })
    const runId = relationships['run']?.data?.id
    const version = service.states.open({
      workspace,
      serial,
      lineage: typeof lineage === 'string' ? lineage : '',
      md5,
      run: typeof runId === 'string' ? state.runs.get(runId) : undefined,
      createdBy
    })
    const store = (bytes: Uint8Array) => {
      const digest = createHash('md5').update(bytes).digest('hex')
      if (digest !== md5) {
        state.stateVersions.delete(version.id)
        throw invalidAttribute('md5', 'The MD5 does not match the state')
      }
      parse(bytes)
      service.states.finalize(version, bytes)
    }
    const text = attributes['state']
    if (typeof text === 'string') {
      store(Buffer.from(text, 'base64'))
      return answer(c, render(version), [], 201)
    }
    return answer(
      c,
      renderStateVersion(version, {
        'hosted-state-upload-url': archivist.signUpload(store),
        'hosted-json-state-upload-url': archivist.signUpload((bytes) => {
          version.json = bytes
        })
      }),
      [],
      201
    )
  })

  api.get('/state-versions', (c) => {
    demand(c, 'read')
    const name = c.req.query('filter[workspace][name]')
    const organization = c.req.query('filter[organization][name]')
    const status = c.req.query('filter[status]')
    const { workspaces } = c.get('principal')
    const found = [...state.stateVersions.values()].filter(
      (version) =>
        version.workspace.name === name &&
        (organization === undefined ||
          version.workspace.organization === organization) &&
        (status === undefined || decideStateStatus(version) === status) &&
        (workspaces === undefined ||
          workspaces.includes(version.workspace.name))
    )
    return answerPage(c, found.reverse(), render)
  })

  api.get('/state-versions/:id', (c) => show(c, find(c)))

  // Unlike the workspace's current outputs, this list shows sensitive values.
  api.get('/state-versions/:id/outputs', (c) =>
    answerPage(c, find(c).outputs, (output) =>
      renderStateVersionOutput(output, true)
    )
  )

  api.get('/state-version-outputs/:id', (c) => {
    demand(c, 'read')
    const id = param(c, 'id')
    for (const version of state.stateVersions.values()) {
      const output = version.outputs.find((candidate) => candidate.id === id)
      if (output === undefined) continue
      seeWorkspace(c, version.workspace)
      return answer(c, renderStateVersionOutput(output, true))
    }
    throw notFound()
  })
}

const includes = [
  'outputs',
  'created_by',
  'run',
  'run.created_by',
  'run.configuration_version'
]

function renderIncluded(
  { outputs, createdBy, run }: StateVersion,
  wanted: ReadonlySet<string>,
  viewer: Viewer
): ResourceDocument[] {
  const included: ResourceDocument[] = []
  const users = new Set<Principal>()
  if (wanted.has('outputs')) {
    included.push(...outputs.map((one) => renderStateVersionOutput(one)))
  }
  if (wanted.has('created_by') && createdBy !== undefined) users.add(createdBy)
  if (run !== undefined) {
    if ([...wanted].some((name) => name.startsWith('run'))) {
      included.push(renderRun(run, viewer))
    }
    if (wanted.has('run.created_by')) users.add(run.createdBy)
    if (wanted.has('run.configuration_version')) {
      included.push(renderConfigurationVersion(run.configurationVersion))
    }
  }
  return [...included, ...[...users].map(renderUser)]
}

/**
 * The very same state may be sent again.
 * @throws {ApiFault} 409 for a state that would not succeed the current one
 */
function refuseOlder(
  workspace: Workspace,
  next: { serial: number; lineage: unknown; md5: string }
): void {
  const current = workspace.stateVersions.at(-1)
  if (current === undefined) return
  const { lineage, serial, md5 } = next
  if (typeof lineage === 'string' && lineage !== current.lineage) {
    throw new ApiFault(409, 'conflict', 'The lineage is another one')
  }
  if (
    serial < current.serial ||
    (serial === current.serial && md5 !== current.md5)
  ) {
    throw new ApiFault(
      409,
      'conflict',
      `The serial must be greater than ${current.serial}`
    )
  }
}

/** @throws {ApiFault} 422 for bytes that are no state file */
function parse(bytes: Uint8Array): void {
  try {
    parseStateFile(bytes)
  } catch {
    throw invalidAttribute('state', 'The state is not a Terraform state file')
  }
}
