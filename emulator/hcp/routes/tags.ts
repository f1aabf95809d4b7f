import {
  renderEffectiveTagBindings,
  renderTag,
  renderTagBinding
} from '../documents/tag.ts'
import type { Api, Exchange, Reference, Service } from '../exchange.ts'
import {
  answerPage,
  demand,
  readList,
  seeOrganization,
  seeWorkspaceOfPath,
  send
} from '../exchange.ts'
import { notFound } from '../faults.ts'
import { createIdentifier } from '../identifier.ts'
import type { Organization, Workspace } from '../model.ts'
import { renderTime } from '../model.ts'
import { mergeTagBindings } from '../tag-bindings.ts'
import { readTagBinding, readTagName } from '../workspace-settings.ts'

/** Mounts a workspace's tags, without a value and with one. */
export function mountTags(api: Api, service: Service): void {
  const { state } = service
  const ofWorkspace = '/workspaces/:id/relationships/tags'

  const find = (c: Exchange) => seeWorkspaceOfPath(c, service)
  const organizationOf = ({ organization }: Workspace) =>
    state.organizations.get(organization)

  const render = (organization: Organization, name: string) =>
    renderTag(
      idOf(organization, name),
      name,
      organization.name,
      [...state.workspaces.values()].filter(
        (workspace) =>
          workspace.organization === organization.name &&
          workspace.tagNames.includes(name)
      ).length
    )

  /** A tag is named by itself, or by its id once it is there. */
  const readNames = (
    workspace: Workspace,
    members: readonly Reference[]
  ): readonly string[] =>
    members.flatMap((member) => {
      const byName = readTagName(member)
      if (byName.length > 0) return byName
      const tags = [...(organizationOf(workspace)?.tags ?? [])]
      return tags.filter(([, id]) => id === member.id).map(([name]) => name)
    })

  const change = async (
    c: Exchange,
    decide: (before: readonly string[], named: readonly string[]) => string[]
  ) => {
    const workspace = find(c)
    demand(c, 'admin')
    workspace.tagNames = decide(
      workspace.tagNames,
      readNames(workspace, await readList(c))
    )
    workspace.updatedAt = renderTime()
    return c.body(null, 204)
  }
  api.post(ofWorkspace, (c) =>
    change(c, (before, named) => [...new Set([...before, ...named])])
  )
  api.delete(ofWorkspace, (c) =>
    change(c, (before, named) => before.filter((tag) => !named.includes(tag)))
  )
  api.get(ofWorkspace, (c) => {
    const workspace = find(c)
    const organization = organizationOf(workspace)
    return answerPage(
      c,
      organization === undefined ? [] : workspace.tagNames,
      (name) => organization && render(organization, name)
    )
  })

  api.get('/organizations/:organization/tags', (c) => {
    const organization = seeOrganization(c, service)
    const names = [...state.workspaces.values()]
      .filter((workspace) => workspace.organization === organization.name)
      .flatMap(({ tagNames }) => tagNames)
    const part = c.req.query('q') ?? ''
    const found = [...new Set(names)].filter((name) => name.includes(part))
    return answerPage(c, found.sort(), (name) => render(organization, name))
  })

  const demandBindings = () => {
    if (service.tags === 'flat') throw notFound()
  }
  const showBindings = (c: Exchange, workspace: Workspace) => {
    demandBindings()
    return send(c, {
      data: workspace.tagBindings.map(renderTagBinding)
    })
  }
  api.get('/workspaces/:id/tag-bindings', (c) => showBindings(c, find(c)))
  api.patch('/workspaces/:id/tag-bindings', async (c) => {
    const workspace = find(c)
    demand(c, 'admin')
    workspace.tagBindings = mergeTagBindings(
      workspace.tagBindings,
      (await readList(c)).flatMap(readTagBinding)
    )
    return showBindings(c, workspace)
  })
  api.get('/workspaces/:id/effective-tag-bindings', (c) => {
    demandBindings()
    return send(c, { data: renderEffectiveTagBindings(find(c)) })
  })
}

function idOf({ tags }: Organization, name: string): string {
  const id = tags.get(name) ?? createIdentifier('tag')
  tags.set(name, id)
  return id
}
