import { toMany } from '../documents/document.ts'
import { renderProject } from '../documents/project.ts'
import { renderEffective, renderTagBinding } from '../documents/tag.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  answerPage,
  demand,
  param,
  readData,
  readIncludes,
  readList,
  readMembers,
  seeOrganization,
  send,
  viewerOf
} from '../exchange.ts'
import { ApiFault, invalidAttribute, notFound } from '../faults.ts'
import type { Project } from '../model.ts'
import { addProject, findProject } from '../organizations.ts'
import { mergeTagBindings, readTagFilters } from '../tag-bindings.ts'
import { readTagBinding } from '../workspace-settings.ts'

/** Mounts projects: create, list, read, change, delete, their tags. */
export function mountProjects(api: Api, service: Service): void {
  const { state } = service

  const find = (c: Exchange): Project => {
    demand(c, 'read')
    const project = state.projects.get(param(c, 'id'))
    if (project === undefined) throw notFound()
    return project
  }
  const workspacesOf = (project: Project) =>
    [...state.workspaces.values()].filter(
      (workspace) => workspace.project === project
    )
  const render = (c: Exchange, project: Project) =>
    renderProject(project, workspacesOf(project), viewerOf(c, service))

  /** With its tags where they are asked for. */
  const renderAsAsked = (c: Exchange, project: Project) => {
    const rendered = render(c, project)
    const wanted = readIncludes(c, ['effective_tag_bindings'])
    if (wanted.size === 0) return { rendered, included: [] }
    const included = project.tagBindings.map(renderEffective)
    const relation = toMany('effective-tag-bindings', included)
    const { relationships } = rendered
    return {
      rendered: {
        ...rendered,
        relationships: { ...relationships, 'effective-tag-bindings': relation }
      },
      included
    }
  }

  api.get('/projects/:id', (c) => {
    const { rendered, included } = renderAsAsked(c, find(c))
    return answer(c, rendered, included)
  })

  api.get('/organizations/:organization/projects', (c) => {
    const { name } = seeOrganization(c, service)
    demand(c, 'read')
    const url = new URL(c.req.url)
    const names = service.heeds('filter[names]')
      ? url.searchParams
          .get('filter[names]')
          ?.split(',')
          .map((wanted) => wanted.trim().toLowerCase())
      : undefined
    const part = (url.searchParams.get('q') ?? '').toLowerCase()
    const isTagged = service.heeds('filter[tagged]')
      ? readTagFilters(url)
      : () => true
    // The newest first, as go-tfe's tests have it.
    const found = [...state.projects.values()].reverse().filter((project) => {
      const own = project.name.toLowerCase()
      return (
        project.organization === name &&
        (names === undefined ? own.includes(part) : names.includes(own)) &&
        isTagged(project.tagBindings)
      )
    })
    return answerPage(
      c,
      found,
      (project) => renderAsAsked(c, project).rendered,
      found.flatMap((project) => renderAsAsked(c, project).included)
    )
  })

  const readName = (name: unknown): string => {
    if (typeof name !== 'string' || !/^[\w -]{3,40}$/.test(name)) {
      throw invalidAttribute('name', 'Name is invalid')
    }
    return name
  }

  api.post('/organizations/:organization/projects', async (c) => {
    const organization = seeOrganization(c, service)
    demand(c, 'admin')
    const { attributes, relationships } = await readData(c, 'projects')
    const name = readName(attributes['name'])
    if (findProject(state, organization.name, name) !== undefined) {
      throw invalidAttribute('name', 'Name has already been taken')
    }
    const { description } = attributes
    const project = addProject(state, organization.name, {
      name,
      ...(typeof description === 'string' ? { description } : {})
    })
    project.tagBindings = (
      readMembers(relationships, 'tag-bindings') ?? []
    ).flatMap(readTagBinding)
    return answer(c, render(c, project), [], 201)
  })

  api.patch('/projects/:id', async (c) => {
    const project = find(c)
    demand(c, 'admin')
    const { attributes, relationships } = await readData(c, 'projects')
    const { name, description } = attributes
    if (name !== undefined) project.name = readName(name)
    if (typeof description === 'string') project.description = description
    const bindings = readMembers(relationships, 'tag-bindings')
    if (bindings !== undefined) {
      project.tagBindings = bindings.flatMap(readTagBinding)
    }
    return answer(c, render(c, project))
  })

  api.delete('/projects/:id', (c) => {
    const project = find(c)
    demand(c, 'admin')
    if (workspacesOf(project).length > 0) {
      throw new ApiFault(
        403,
        'forbidden',
        'The project has workspaces and cannot be deleted'
      )
    }
    state.projects.delete(project.id)
    return c.body(null, 204)
  })

  const showBindings = (c: Exchange, project: Project) => {
    if (service.tags === 'flat') throw notFound()
    return send(c, {
      data: project.tagBindings.map(renderTagBinding)
    })
  }
  api.get('/projects/:id/tag-bindings', (c) => showBindings(c, find(c)))
  api.patch('/projects/:id/tag-bindings', async (c) => {
    const project = find(c)
    demand(c, 'admin')
    project.tagBindings = mergeTagBindings(
      project.tagBindings,
      (await readList(c)).flatMap(readTagBinding)
    )
    return showBindings(c, project)
  })
}
