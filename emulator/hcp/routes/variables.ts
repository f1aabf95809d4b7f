import { createHash } from 'node:crypto'
import { renderVariable } from '../documents/variable.ts'
import type { Api, DataBody, Exchange, Service } from '../exchange.ts'
import {
  answer,
  answerPage,
  demand,
  param,
  readData,
  seeWorkspaceOfPath
} from '../exchange.ts'
import { invalidAttribute, notFound } from '../faults.ts'
import { createIdentifier } from '../identifier.ts'
import type { Variable } from '../model.ts'

/** Mounts the variables of workspaces: create, list, read, change, delete. */
export function mountVariables(api: Api, service: Service): void {
  const ofWorkspace = '/workspaces/:id/vars'
  const one = `${ofWorkspace}/:variable`

  const find = (c: Exchange) => {
    const workspace = seeWorkspaceOfPath(c, service)
    const id = param(c, 'variable')
    const variable = workspace.vars.find((candidate) => candidate.id === id)
    if (variable === undefined) throw notFound()
    return { workspace, variable }
  }

  const list = (c: Exchange) => {
    const workspace = seeWorkspaceOfPath(c, service)
    demand(c, 'read')
    return answerPage(c, workspace.vars, (variable) =>
      renderVariable(workspace, variable)
    )
  }
  api.get(ofWorkspace, list)
  // Variable sets are not here, so these are all that count.
  api.get('/workspaces/:id/all-vars', list)

  api.post(ofWorkspace, async (c) => {
    const workspace = seeWorkspaceOfPath(c, service)
    demand(c, 'write')
    const { attributes } = await readData(c, 'vars')
    const { key, category } = attributes
    if (typeof key !== 'string' || key === '') {
      throw invalidAttribute('key', "Key can't be blank")
    }
    if (category !== 'terraform' && category !== 'env') {
      throw invalidAttribute('category', 'Category is invalid')
    }
    if (
      workspace.vars.some(
        (other) => other.key === key && other.category === category
      )
    ) {
      throw invalidAttribute('key', 'Key has already been taken')
    }
    const variable: Variable = {
      id: createIdentifier('var'),
      versionId: '',
      key,
      value: '',
      description: '',
      category,
      hcl: false,
      sensitive: false
    }
    change(variable, attributes)
    workspace.vars.push(variable)
    return answer(c, renderVariable(workspace, variable), [], 201)
  })

  api.get(one, (c) => {
    demand(c, 'read')
    const { workspace, variable } = find(c)
    return answer(c, renderVariable(workspace, variable))
  })

  api.patch(one, async (c) => {
    demand(c, 'write')
    const { workspace, variable } = find(c)
    const { attributes } = await readData(c, 'vars')
    if (variable.sensitive && attributes['sensitive'] === false) {
      throw invalidAttribute('sensitive', 'A sensitive variable stays one')
    }
    change(variable, attributes)
    return answer(c, renderVariable(workspace, variable))
  })

  api.delete(one, (c) => {
    demand(c, 'write')
    const { workspace, variable } = find(c)
    workspace.vars.splice(workspace.vars.indexOf(variable), 1)
    return c.body(null, 204)
  })
}

function change(variable: Variable, attributes: DataBody['attributes']): void {
  const { key, value, description, hcl, sensitive, category } = attributes
  if (typeof description === 'string' && description.length > 512) {
    throw invalidAttribute(
      'description',
      'Description is too long (maximum is 512 characters)'
    )
  }
  variable.versionId = createHash('sha256')
    .update(createIdentifier('version'))
    .digest('hex')
  if (typeof key === 'string') variable.key = key
  if (typeof value === 'string') variable.value = value
  if (typeof description === 'string') variable.description = description
  if (typeof hcl === 'boolean') variable.hcl = hcl
  if (typeof sensitive === 'boolean') variable.sensitive = sensitive
  if (category === 'terraform' || category === 'env') {
    variable.category = category
  }
}
