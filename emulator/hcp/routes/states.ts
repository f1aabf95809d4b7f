import { createHash } from 'node:crypto'
import { parseStateFile } from '../../engines/state-file.ts'
import type { ResourceDocument } from '../documents/document.ts'
import {
  renderStateVersion,
  renderStateVersionOutput
} from '../documents/state-version.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  answerPage,
  demand,
  param,
  readData,
  seeWorkspace,
  send
} from '../exchange.ts'
import { ApiFault, invalidAttribute, notFound } from '../faults.ts'
import type { StateVersion, Workspace } from '../model.ts'

/** Mounts state versions and their outputs. */
export function mountStates(api: Api, service: Service): void {
  const { state, archivist } = service
  // Hosted state links live longer than those of a plan: 25 hours.
  const life = 25 * 60 * 60 * 1000

  const render = (version: StateVersion): ResourceDocument =>
    renderStateVersion(
      version,
      version.bytes === undefined
        ? {}
        : {
            'hosted-state-download-url': archivist.signContent(
              'application/json',
              life,
              () => version.bytes,
              true
            )
          }
    )

  const find = (c: Exchange): StateVersion => {
    demand(c, 'read')
    const version = state.stateVersions.get(param(c, 'id'))
    seeWorkspace(c, version?.workspace)
    if (version === undefined) throw notFound()
    return version
  }

  api.get('/workspaces/:id/current-state-version', (c) => {
    demand(c, 'read')
    const workspace = seeWorkspace(c, state.workspaces.get(param(c, 'id')))
    const version = workspace.stateVersions.at(-1)
    if (version === undefined) throw notFound()
    return answer(c, render(version))
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
    if (force !== true) refuseOlder(workspace, serial, lineage)
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
    const { workspaces } = c.get('principal')
    const found = [...state.stateVersions.values()].filter(
      ({ workspace }) =>
        workspace.name === name &&
        (workspaces === undefined || workspaces.includes(workspace.name))
    )
    return answerPage(c, found.reverse(), render)
  })

  api.get('/state-versions/:id', (c) => answer(c, render(find(c))))

  api.get('/state-versions/:id/outputs', (c) =>
    send(c, {
      data: find(c).outputs.map((output) => renderStateVersionOutput(output))
    })
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

/** @throws {ApiFault} 409 for a state that would not succeed the current one */
function refuseOlder(
  workspace: Workspace,
  serial: number,
  lineage: unknown
): void {
  const current = workspace.stateVersions.at(-1)
  if (current === undefined) return
  if (typeof lineage === 'string' && lineage !== current.lineage) {
    throw new ApiFault(409, 'conflict', 'The lineage is another one')
  }
  if (serial <= current.serial) {
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
