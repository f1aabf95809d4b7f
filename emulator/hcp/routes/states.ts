import type { ResourceDocument } from '../documents.ts'
import { renderStateVersion, renderStateVersionOutput } from '../documents.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import { answer, demand, param, seeWorkspace, send } from '../exchange.ts'
import { notFound } from '../faults.ts'
import type { StateVersion } from '../model.ts'

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
              () => version.bytes
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
