import type { ResourceDocument } from '../documents/document.ts'
import { document, toOne } from '../documents/document.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  answerPage,
  demand,
  param,
  readData,
  seeOrganization,
  seeWorkspaceOfPath
} from '../exchange.ts'
import { invalidAttribute, notFound } from '../faults.ts'
import { createIdentifier } from '../identifier.ts'
import type { RunTask, StageName, Workspace, WorkspaceTask } from '../model.ts'

/**
 * Mounts run tasks, as far as a run's task stages need them: create, read,
 * delete, attach to a workspace. The emulator calls nobody: they pass.
 */
export function mountRunTasks(api: Api, service: Service): void {
  const { runTasks } = service.state

  const find = (c: Exchange): RunTask => {
    demand(c, 'read')
    const task = runTasks.get(param(c, 'id'))
    if (task === undefined) throw notFound()
    return task
  }
  const render = (task: RunTask): ResourceDocument =>
    document(
      'tasks',
      task.id,
      {
        category: 'task',
        name: task.name,
        url: task.url,
        description: task.description,
        enabled: true,
        'hmac-key': null
      },
      { organization: toOne('organizations', task.organization) }
    )

  api.post('/organizations/:organization/tasks', async (c) => {
    const organization = seeOrganization(c, service)
    demand(c, 'admin')
    const { attributes } = await readData(c, 'tasks')
    const { name, url, description } = attributes
    if (typeof name !== 'string' || typeof url !== 'string') {
      throw invalidAttribute('name', 'Name and URL are needed')
    }
    const task: RunTask = {
      id: createIdentifier('task'),
      organization: organization.name,
      name,
      url,
      description: typeof description === 'string' ? description : ''
    }
    runTasks.set(task.id, task)
    return answer(c, render(task), [], 201)
  })
  api.get('/organizations/:organization/tasks', (c) => {
    const { name } = seeOrganization(c, service)
    demand(c, 'read')
    const all = [...runTasks.values()]
    return answerPage(
      c,
      all.filter((one) => one.organization === name),
      render
    )
  })
  api.get('/tasks/:id', (c) => answer(c, render(find(c))))
  api.delete('/tasks/:id', (c) => {
    const task = find(c)
    demand(c, 'admin')
    runTasks.delete(task.id)
    return c.body(null, 204)
  })
  mountWorkspaceTasks(api, service)
}

function mountWorkspaceTasks(api: Api, service: Service): void {
  const render = (
    workspace: Workspace,
    { id, task, enforcement, stages }: WorkspaceTask
  ): ResourceDocument =>
    document(
      'workspace-tasks',
      id,
      { 'enforcement-level': enforcement, stage: stages[0], stages },
      {
        task: toOne('tasks', task.id),
        workspace: toOne('workspaces', workspace.id)
      }
    )
  const find = (c: Exchange) => {
    const workspace = seeWorkspaceOfPath(c, service)
    const id = param(c, 'task')
    const task = workspace.tasks.find((candidate) => candidate.id === id)
    if (task === undefined) throw notFound()
    return { workspace, task }
  }

  api.post('/workspaces/:id/tasks', async (c) => {
    const workspace = seeWorkspaceOfPath(c, service)
    demand(c, 'admin')
    const { attributes, relationships } = await readData(c, 'workspace-tasks')
    const task = service.state.runTasks.get(
      String(relationships['task']?.data?.id)
    )
    if (task === undefined) throw notFound()
    const { stage, stages } = attributes
    const attached: WorkspaceTask = {
      id: createIdentifier('wstask'),
      task,
      enforcement:
        attributes['enforcement-level'] === 'mandatory'
          ? 'mandatory'
          : 'advisory',
      stages: Array.isArray(stages)
        ? (stages as StageName[])
        : typeof stage === 'string'
          ? [stage as StageName]
          : ['post_plan']
    }
    workspace.tasks.push(attached)
    return answer(c, render(workspace, attached), [], 201)
  })
  api.get('/workspaces/:id/tasks', (c) => {
    const workspace = seeWorkspaceOfPath(c, service)
    return answerPage(c, workspace.tasks, (task) => render(workspace, task))
  })
  api.get('/workspaces/:id/tasks/:task', (c) => {
    const { workspace, task } = find(c)
    return answer(c, render(workspace, task))
  })
  api.delete('/workspaces/:id/tasks/:task', (c) => {
    demand(c, 'admin')
    const { workspace, task } = find(c)
    workspace.tasks.splice(workspace.tasks.indexOf(task), 1)
    return c.body(null, 204)
  })
}
