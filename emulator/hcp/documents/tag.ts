import type { TagBinding, Workspace } from '../model.ts'
import type { ResourceDocument } from './document.ts'
import { base, document, toOne } from './document.ts'

/** HCP Terraform API: Workspaces, tags: those without a value. */
export function renderTag(
  id: string,
  name: string,
  organization: string,
  instances: number
): ResourceDocument {
  return document(
    'tags',
    id,
    { name, 'instance-count': instances },
    { organization: toOne('organizations', organization) }
  )
}

/** HCP Terraform API: Workspaces, tag bindings: key and value. */
export function renderTagBinding({
  id,
  key,
  value
}: TagBinding): ResourceDocument {
  return document('tag-bindings', id, { key, value }, {})
}

interface EffectiveTagBinding {
  readonly id: string
  readonly type: 'effective-tag-bindings'
  readonly attributes: Record<string, unknown>
  readonly links?: Record<string, unknown>
}

/**
 * The bindings that count for a workspace: its own, and those of its project
 * whose key it has not.
 */
export function renderEffectiveTagBindings({
  id,
  project,
  tagBindings
}: Workspace): EffectiveTagBinding[] {
  const inherited = project.tagBindings.filter(
    ({ key }) => !tagBindings.some((own) => own.key === key)
  )
  return [
    ...tagBindings.map(renderEffective),
    ...inherited.map((binding) => ({
      // Each workspace has a resource of its own for it.
      ...renderEffective({ ...binding, id: `${binding.id}-${id.slice(3)}` }),
      // Only an inherited one has links, and then none to itself.
      links: { 'inherited-from': `${base}/projects/${project.id}` }
    }))
  ]
}

/** A binding of a project itself, or of a workspace. */
export function renderEffective({
  id,
  key,
  value
}: TagBinding): EffectiveTagBinding {
  return {
    id: `e${id}`,
    type: 'effective-tag-bindings',
    attributes: { key, value }
  }
}
