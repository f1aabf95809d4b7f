import type { Principal } from '../model.ts'

/** What all JSON:API documents of HCP Terraform are made of. */

export interface ResourceDocument {
  readonly id: string
  readonly type: string
  readonly attributes: Record<string, unknown>
  readonly relationships: Record<string, unknown>
  readonly links: Record<string, unknown>
}

/** What a document's rendering depends on besides the object itself. */
export interface Viewer {
  readonly principal: Principal
  readonly flickers: boolean
  readonly discardsPending: boolean
  /** Whether the beta Terraform policies exist here. */
  readonly terraformPolicies: boolean
  /** As which type a run names its comments. */
  readonly commentType: 'comments' | 'workspace-comments'
}

export const base = '/api/v2'

/** Renders one resource, with what a tolerant reader must not mind. */
export function document(
  type: string,
  id: string,
  attributes: Record<string, unknown>,
  relationships: Record<string, unknown>,
  links: Record<string, unknown> = {}
): ResourceDocument {
  return {
    id,
    type,
    attributes: {
      ...attributes,
      // The service adds such things without notice: readers must not mind.
      'attribute-of-tomorrow': { depth: [1, null, 'two'] }
    },
    relationships: {
      ...relationships,
      'relationship-of-tomorrow': {
        data: [{ id: 'tom-1111111111111111', type: 'tomorrows' }]
      }
    },
    links: { self: `${base}/${type}/${id}`, ...links }
  }
}

/** Renders a relationship to one resource, or to none. */
export function toOne(
  type: string,
  id: string | undefined,
  related?: string
): Record<string, unknown> {
  return {
    data: id === undefined ? null : { id, type },
    ...(related === undefined || id === undefined
      ? {}
      : { links: { related: `${base}${related}` } })
  }
}

/** Renders a relationship to any number of resources. */
export function toMany(
  type: string,
  members: readonly { id: string }[],
  related?: string
): Record<string, unknown> {
  return {
    data: members.map(({ id }) => ({ id, type })),
    ...(related === undefined
      ? {}
      : { links: { related: `${base}${related}` } })
  }
}
