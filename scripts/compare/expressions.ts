/** A value as an expression of Terraform's language. */
export function expressionOf(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(expressionOf).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(
    ([key, member]) => `${quoted(key)} = ${expressionOf(member)}`
  )
  return `{${members.join(', ')}}`
}

/** A text in quotes, in which nothing is a template. */
export function quoted(text: string): string {
  return escaped(JSON.stringify(text))
    .replaceAll('\\b', '\\u0008')
    .replaceAll('\\f', '\\u000c')
}

/** What stands for a value in JSON syntax, where texts and keys are templates. */
export function literal(value: unknown): unknown {
  if (typeof value === 'string') return escaped(value)
  if (Array.isArray(value)) return value.map(literal)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      escaped(key),
      literal(member)
    ])
  )
}

function escaped(text: string): string {
  return text.replace(/([$%])(?=\{)/g, '$1$1')
}
