/** One field that a GraphQL query asks for. */
export interface Selection {
  /** The field's name, or `...` for a part that only one type has. */
  readonly name: string
  /** The type of such a part. */
  readonly on: string | undefined
  readonly given: Readonly<Record<string, unknown>>
  readonly fields: readonly Selection[]
}

type Variables = Readonly<Record<string, unknown>>

/**
 * Reads what a query asks for: fields, arguments, inline fragments. No aliases,
 * no directives, no objects as arguments. Follows the GraphQL specification, "Document Syntax".
 */
export function parseSelections(
  query: string,
  variables: Variables
): readonly Selection[] {
  const tokens = query.match(/"[^"]*"|\.\.\.|\$?\w+|[^\s,]/g) ?? []
  let at = 0
  const take = (): string => {
    const token = tokens[at]
    if (token === undefined) throw new SyntaxError('The query ends early')
    at += 1
    return token
  }
  const skipTo = (end: string): void => {
    while (take() !== end);
  }
  const readValue = (): unknown => {
    const token = take()
    if (token.startsWith('$')) return variables[token.slice(1)]
    return token.startsWith('"') ? token.slice(1, -1) : token
  }
  const readGiven = (): Record<string, unknown> => {
    const given: Record<string, unknown> = {}
    if (tokens[at] !== '(') return given
    take()
    while (tokens[at] !== ')') {
      const name = take()
      if (take() !== ':') throw new SyntaxError(`No value for ${name}`)
      given[name] = readValue()
    }
    take()
    return given
  }
  const readFields = (): readonly Selection[] => {
    const fields: Selection[] = []
    if (tokens[at] !== '{') return fields
    take()
    while (tokens[at] !== '}') {
      const name = take()
      if (name === '...' && take() !== 'on') throw new SyntaxError('No type')
      const on = name === '...' ? take() : undefined
      const given = readGiven()
      fields.push({ name, on, given, fields: readFields() })
    }
    take()
    return fields
  }
  while (tokens[at] !== '{') if (take() === '(') skipTo(')')
  return readFields()
}

/**
 * What GraphQL knows of one thing: its fields, each a value, another thing, a
 * list of them, or what depends on arguments.
 */
export interface Thing {
  readonly type: string
  readonly fields: Readonly<Record<string, unknown>>
  /** What only its own type has, and not what it is asked as. */
  readonly own?: Readonly<Record<string, unknown>>
}

/** A field that there is not. */
export class UndefinedField extends Error {
  readonly typeName: string
  readonly fieldName: string

  constructor(typeName: string, fieldName: string) {
    super(`Field '${fieldName}' doesn't exist on type '${typeName}'`)
    this.typeName = typeName
    this.fieldName = fieldName
  }
}

/**
 * What was asked of a thing, and no more.
 * @throws {UndefinedField} for a field that there is not
 */
export function select(
  { type, fields, own = {} }: Thing,
  selections: readonly Selection[]
): Record<string, unknown> {
  const answer: Record<string, unknown> = {}
  for (const { name, on, given, fields: inner } of selections) {
    if (on !== undefined) {
      const part = { type, fields: { ...fields, ...own } }
      if (on === type) Object.assign(answer, select(part, inner))
    } else if (name === '__typename') answer[name] = type
    else if (!(name in fields)) throw new UndefinedField(type, name)
    else answer[name] = render(fields[name], given, inner)
  }
  return answer
}

function render(
  value: unknown,
  given: Readonly<Record<string, unknown>>,
  inner: readonly Selection[]
): unknown {
  if (typeof value === 'function') {
    return render((value as (given: unknown) => unknown)(given), given, inner)
  }
  if (Array.isArray(value)) {
    return value.map((each) => render(each, given, inner))
  }
  return isThing(value) ? select(value, inner) : value
}

function isThing(value: unknown): value is Thing {
  return typeof value === 'object' && value !== null && 'fields' in value
}
