import { list as listArchive } from 'tar'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  renderConfigurationVersion,
  renderIngress,
  renderVersionAndIngress,
  selectIngress
} from '../documents/configuration-version.ts'
import { renderRun } from '../documents/run.ts'
import type { ResourceDocument } from '../documents/document.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  accept,
  answer,
  answerPage,
  decideSource,
  demand,
  param,
  readData,
  readIncludes,
  seeRunOfPath,
  seeWorkspace,
  viewerOf
} from '../exchange.ts'
import { invalidAttribute, notFound, transitionNotAllowed } from '../faults.ts'
import { createIdentifier } from '../identifier.ts'
import type { ConfigurationVersion } from '../model.ts'
import { renderStatusTime } from '../model.ts'

/** Mounts configuration versions: create, upload, read, list, archive. */
export function mountConfigurationVersions(api: Api, service: Service): void {
  const { state, archivist, pace } = service

  const find = (c: Exchange): ConfigurationVersion => {
    demand(c, 'read')
    const version = state.configurationVersions.get(param(c, 'id'))
    seeWorkspace(c, version?.workspace)
    if (version === undefined) throw notFound()
    return version
  }

  const renderIncluded = (
    c: Exchange,
    version: ConfigurationVersion,
    wanted: ReadonlySet<string>
  ): ResourceDocument[] => [
    ...renderVersionAndIngress(version, wanted.has('ingress_attributes')).slice(
      1
    ),
    ...(wanted.has('run')
      ? version.workspace.runs
          .filter((run) => run.configurationVersion === version)
          .map((run) => renderRun(run, viewerOf(c, service)))
      : [])
  ]

  api.post('/workspaces/:id/configuration-versions', async (c) => {
    const workspace = seeWorkspace(c, state.workspaces.get(param(c, 'id')))
    const createdBy = demand(c, 'plan')
    const { attributes } = await readData(c, 'configuration-versions')
    if (
      workspace.connection !== undefined &&
      attributes['speculative'] !== true &&
      !service.allowsConnectedUploads
    ) {
      throw invalidAttribute(
        'speculative',
        'Only speculative configurations can be uploaded to a workspace that is connected to version control'
      )
    }
    const version: ConfigurationVersion = {
      id: createIdentifier('cv'),
      workspace,
      autoQueueRuns: attributes['auto-queue-runs'] !== false,
      speculative: attributes['speculative'] === true,
      provisional: attributes['provisional'] === true,
      source: decideSource(c),
      createdBy,
      status: 'pending',
      error: undefined,
      errorMessage: undefined,
      timestamps: {},
      archive: undefined,
      files: [],
      ingress: undefined
    }
    state.configurationVersions.set(version.id, version)
    workspace.configurationVersions.push(version)
    if (!version.speculative && !version.provisional) {
      workspace.currentConfigurationVersion = version
    }
    const uploadUrl = archivist.signUpload((bytes) => {
      service.after(pace.upload, () => {
        void process(service, version, bytes)
      })
    })
    return answer(c, renderConfigurationVersion(version, uploadUrl), [], 201)
  })

  api.get('/configuration-versions/:id', (c) => {
    const wanted = readIncludes(c, ['ingress_attributes', 'run'])
    const version = find(c)
    return answer(
      c,
      renderConfigurationVersion(version),
      renderIncluded(c, version, wanted)
    )
  })

  api.get('/workspaces/:id/configuration-versions', (c) => {
    demand(c, 'read')
    const workspace = seeWorkspace(c, state.workspaces.get(param(c, 'id')))
    const wanted = readIncludes(c, ['ingress_attributes', 'run'])
    const versions = [...workspace.configurationVersions].reverse()
    return answerPage(
      c,
      versions,
      (version) => renderConfigurationVersion(version),
      versions.flatMap((version) => renderIncluded(c, version, wanted))
    )
  })

  api.get('/configuration-versions/:id/ingress-attributes', (c) => {
    const ingress = selectIngress(find(c))
    if (ingress === undefined) throw notFound()
    return answer(c, renderIngress(ingress))
  })

  const download = (c: Exchange, version: ConfigurationVersion) => {
    if (version.status !== 'uploaded') throw notFound()
    return c.redirect(
      archivist.signContent(
        'application/octet-stream',
        pace.link,
        () => version.archive
      ),
      302
    )
  }
  api.get('/configuration-versions/:id/download', (c) => download(c, find(c)))
  api.get('/runs/:id/configuration-version/download', (c) => {
    const run = seeRunOfPath(c, service)
    return download(c, run.configurationVersion)
  })

  api.post('/configuration-versions/:id/actions/archive', (c) => {
    const version = find(c)
    demand(c, 'plan')
    if (version.workspace.currentConfigurationVersion === version) {
      throw transitionNotAllowed(
        'configuration could not be archived because it is current'
      )
    }
    if (version.status !== 'uploaded') {
      throw transitionNotAllowed(
        `configuration could not be archived because it is ${version.status}`
      )
    }
    version.status = 'archived'
    version.archive = undefined
    version.timestamps['archived-at'] = renderStatusTime()
    return accept(c)
  })
}

async function process(
  service: Service,
  version: ConfigurationVersion,
  bytes: Uint8Array
): Promise<void> {
  if (version.status !== 'pending') return
  const files = await listFiles(bytes)
  version.archive = bytes
  if (files.length === 0) {
    version.status = 'errored'
    version.error = 'configuration_invalid'
    version.errorMessage = 'Failed to process the uploaded archive'
    version.timestamps['errored-at'] = renderStatusTime()
    return
  }
  version.files = files
  version.status = 'uploaded'
  version.timestamps['uploaded-at'] = renderStatusTime()
  const { workspace } = version
  if (version.autoQueueRuns) {
    service.createRun({
      workspace,
      configurationVersion: version,
      createdBy: version.createdBy,
      attributes: {},
      source:
        version.source === 'tfe-api'
          ? 'tfe-configuration-version'
          : version.source
    })
  }
}

/** The files of a .tar.gz; empty for one that cannot be read. */
async function listFiles(bytes: Uint8Array): Promise<string[]> {
  // gzip's own two first bytes: tar would also take a plain archive.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return []
  const files: string[] = []
  try {
    await pipeline(
      Readable.from([Buffer.from(bytes)]),
      listArchive({
        strict: true,
        onReadEntry: (entry) => {
          if (entry.type === 'File') files.push(entry.path)
        }
      })
    )
    return files
  } catch {
    return []
  }
}
