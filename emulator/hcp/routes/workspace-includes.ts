import { renderVersionAndIngress } from '../documents/configuration-version.ts'
import type { ResourceDocument } from '../documents/document.ts'
import { toMany } from '../documents/document.ts'
import { renderOrganization } from '../documents/organization.ts'
import { renderPlan } from '../documents/phase.ts'
import { renderProject } from '../documents/project.ts'
import { renderRun } from '../documents/run.ts'
import {
  renderStateVersion,
  renderWorkspaceOutput
} from '../documents/state-version.ts'
import { renderEffectiveTagBindings } from '../documents/tag.ts'
import { renderUser } from '../documents/user.ts'
import { renderWorkspace } from '../documents/workspace.ts'
import type { Exchange, Included, Service } from '../exchange.ts'
import { readIncludes, viewerOf } from '../exchange.ts'
import type { Workspace } from '../model.ts'
import { isFinal } from '../model.ts'
import { signState } from '../state-link.ts'

const includes = [
  'organization',
  'current_run',
  'current_run.plan',
  'current_run.configuration_version',
  'current_run.configuration_version.ingress_attributes',
  'current_state_version',
  'current_state_version.outputs',
  'current_configuration_version',
  'current_configuration_version.ingress_attributes',
  'locked_by',
  'readme',
  'outputs',
  'project'
]

/**
 * Renders what a request for workspaces asks to have with them, each thing
 * once.
 * @throws {ApiFault} 400 for what cannot be included
 */
export function renderIncluded(
  c: Exchange,
  service: Service,
  workspaces: readonly Workspace[]
): Included[] {
  const wanted = readWanted(c, service)
  const all = workspaces.flatMap((workspace) => [
    ...renderRuns(c, service, workspace, wanted),
    ...renderStates(service, workspace, wanted),
    ...renderSurroundings(c, service, workspace, wanted)
  ])
  return [...new Map(all.map((one) => [`${one.type}/${one.id}`, one])).values()]
}

/**
 * Renders a workspace as a request asks for it: it names its effective tags
 * only where they are included.
 */
export function renderAsAsked(
  c: Exchange,
  service: Service,
  workspace: Workspace
): ResourceDocument {
  const document = renderWorkspace(workspace, viewerOf(c, service))
  if (!readWanted(c, service).has('effective_tag_bindings')) return document
  return {
    ...document,
    relationships: {
      ...document.relationships,
      'effective-tag-bindings': toMany(
        'effective-tag-bindings',
        renderEffectiveTagBindings(workspace)
      )
    }
  }
}

function readWanted(c: Exchange, { tags }: Service): Wanted {
  const isTold = tags === 'key-value'
  return readIncludes(c, [
    ...includes,
    ...(isTold ? ['effective_tag_bindings'] : [])
  ])
}

type Wanted = ReadonlySet<string>

function starts(wanted: Wanted, name: string): boolean {
  return [...wanted].some(
    (want) => want === name || want.startsWith(`${name}.`)
  )
}

function renderRuns(
  c: Exchange,
  service: Service,
  workspace: Workspace,
  wanted: Wanted
): ResourceDocument[] {
  const included: ResourceDocument[] = []
  const viewer = viewerOf(c, service)
  const { currentRun: run, manualLock, holder } = workspace
  if (run !== undefined && starts(wanted, 'current_run')) {
    included.push(renderRun(run, viewer))
    if (wanted.has('current_run.plan')) included.push(renderPlan(run))
    if (starts(wanted, 'current_run.configuration_version')) {
      included.push(
        ...renderVersionAndIngress(
          run.configurationVersion,
          wanted.has('current_run.configuration_version.ingress_attributes')
        )
      )
    }
  }
  if (wanted.has('locked_by')) {
    if (manualLock !== undefined) included.push(renderUser(manualLock.by))
    else if (holder !== undefined && !isFinal(holder.status)) {
      included.push(renderRun(holder, viewer))
    }
  }
  const version = workspace.currentConfigurationVersion
  if (
    version !== undefined &&
    starts(wanted, 'current_configuration_version')
  ) {
    included.push(
      ...renderVersionAndIngress(
        version,
        wanted.has('current_configuration_version.ingress_attributes')
      )
    )
  }
  return included
}

function renderStates(
  service: Service,
  workspace: Workspace,
  wanted: Wanted
): ResourceDocument[] {
  const state = workspace.stateVersions.at(-1)
  if (state === undefined) return []
  return [
    ...(starts(wanted, 'current_state_version')
      ? [renderStateVersion(state, signState(service.archivist, state))]
      : []),
    ...(wanted.has('outputs') ? state.outputs.map(renderWorkspaceOutput) : [])
  ]
}

function renderSurroundings(
  c: Exchange,
  service: Service,
  workspace: Workspace,
  wanted: Wanted
): Included[] {
  const included: Included[] = []
  const viewer = viewerOf(c, service)
  const { state } = service
  const { project } = workspace
  if (wanted.has('project')) {
    const members = [...state.workspaces.values()].filter(
      (other) => other.project === project
    )
    included.push(renderProject(project, members, viewer))
  }
  const organization = state.organizations.get(workspace.organization)
  if (wanted.has('organization') && organization !== undefined) {
    included.push(renderOrganization(organization, viewer))
  }
  if (wanted.has('effective_tag_bindings')) {
    included.push(...renderEffectiveTagBindings(workspace))
  }
  return included
}
