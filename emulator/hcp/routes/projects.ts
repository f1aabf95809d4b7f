import {
  renderEffectiveTagBinding,
  renderProject,
  renderTagBinding
} from '../documents/project.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import { answer, answerPage, param, seeWorkspace, send } from '../exchange.ts'
import { notFound } from '../faults.ts'
import type { Project } from '../model.ts'
import { selectEffectiveBindings } from '../workspace-list.ts'

/** Mounts projects, and the key-value tags of projects and workspaces. */
export function mountProjects(api: Api, service: Service): void {
  const { state } = service

  const render = (project: Project) => renderProject(project, state)

  const find = (c: Exchange): Project => {
    const project = state.projects.get(param(c, 'id'))
    if (project === undefined) throw notFound()
    return project
  }

  const demandTags = (): void => {
    if (service.tags === 'flat') throw notFound()
  }

  api.get('/organizations/:organization/projects', (c) => {
    if (param(c, 'organization') !== state.organization) throw notFound()
    const names = service.heeds('filter[names]')
      ? c.req
          .query('filter[names]')
          ?.split(',')
          .map((name) => name.toLowerCase())
      : undefined
    const part = c.req.query('q')?.toLowerCase()
    const found = [...state.projects.values()].filter(({ name }) =>
      names === undefined
        ? part === undefined || name.toLowerCase().includes(part)
        : names.includes(name.toLowerCase())
    )
    return answerPage(c, found, render)
  })
  api.get('/projects/:id', (c) => answer(c, render(find(c))))
  api.get('/projects/:id/tag-bindings', (c) => {
    demandTags()
    return send(c, { data: find(c).tagBindings.map(renderTagBinding) })
  })

  const findWorkspace = (c: Exchange) =>
    seeWorkspace(c, state.workspaces.get(param(c, 'id')))
  api.get('/workspaces/:id/tag-bindings', (c) => {
    demandTags()
    return send(c, {
      data: findWorkspace(c).tagBindings.map(renderTagBinding)
    })
  })
  api.get('/workspaces/:id/effective-tag-bindings', (c) => {
    demandTags()
    return send(c, {
      data: selectEffectiveBindings(findWorkspace(c)).map((binding) =>
        renderEffectiveTagBinding(binding, binding.inheritedFrom)
      )
    })
  })
}
