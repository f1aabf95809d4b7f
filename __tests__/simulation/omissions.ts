/** What an answer of HCP Terraform may lack, as text: `runs attributes.refresh`. */
export type Part = string

interface Resource {
  readonly type?: string
  attributes?: Record<string, unknown>
  relationships?: Record<string, unknown>
}

interface Document {
  readonly data?: Resource | readonly Resource[] | null
  included?: Resource[] | undefined
}

/**
 * All that an answer tells, each part by itself: `TYPE attributes.NAME`, one
 * deeper for objects, `TYPE relationships.NAME`, and `included TYPE`.
 */
export function partsOf(body: string): readonly Part[] {
  const document = parse(body)
  if (document === undefined) return []
  const { included = [] } = document
  return [
    ...included.map(({ type = '' }) => `included ${type}`),
    ...resourcesOf(document).flatMap(
      ({ type = '', attributes = {}, relationships = {} }) => [
        ...namesOf(attributes).map((name) => `${type} attributes.${name}`),
        ...Object.keys(relationships).map(
          (name) => `${type} relationships.${name}`
        )
      ]
    )
  ]
}

function namesOf(attributes: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(attributes).flatMap(([name, value]) => [
    name,
    ...(isRecord(value)
      ? Object.keys(value).map((inner) => `${name}.${inner}`)
      : [])
  ])
}

/** The same answer without one part, wherever it is told. */
export function leaveOut(body: string, part: Part): string {
  const document = parse(body)
  if (document === undefined) return body
  const [type, path = ''] = part.split(' ')
  if (type === 'included') {
    document.included = document.included?.filter((one) => one.type !== path)
    return JSON.stringify(document)
  }
  for (const resource of resourcesOf(document)) {
    if (resource.type === type) remove(resource, path.split('.'))
  }
  return JSON.stringify(document)
}

function remove(from: object, [name = '', ...rest]: readonly string[]): void {
  const members = from as Record<string, unknown>
  const inner = members[name]
  if (rest.length > 0) {
    if (isRecord(inner)) remove(inner, rest)
    return
  }
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
  delete members[name]
}

function resourcesOf({ data, included = [] }: Document): readonly Resource[] {
  const own = Array.isArray(data) ? (data as readonly Resource[]) : [data ?? {}]
  return [...(own as readonly Resource[]), ...included]
}

function parse(body: string): Document | undefined {
  if (!body.startsWith('{"data":')) return undefined
  return JSON.parse(body) as Document
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
