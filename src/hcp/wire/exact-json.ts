/**
 * A number that no double holds. `JSON.stringify` writes it digit by digit as
 * the server did, since it is what `JSON.rawJSON` makes.
 */
interface ExactNumber {
  readonly rawJSON: string
}

/** What TypeScript's library does not declare yet. */
interface Json {
  rawJSON(text: string): ExactNumber
  parse(
    text: string,
    reviver: (
      key: string,
      value: unknown,
      context: { readonly source?: string }
    ) => unknown
  ): unknown
}

/** Every double tells this many digits apart. */
const sureDigits = 15
/** A value that may be a longer number, or one with an exponent. */
const suspect = /(?:^|[:,[])\s*-?\d(?:[\d.]{15}|[\d.]*[eE])/

/**
 * Parses JSON without rounding: a number that a double holds is one, any other
 * is an `ExactNumber`. Throws `SyntaxError`.
 */
export function parseJson(text: string): unknown {
  // A reviver makes a large document several times slower to read.
  if (!suspect.test(text)) return JSON.parse(text)
  const json = JSON as unknown as Json
  return json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && !holds(value, source)
      ? json.rawJSON(source)
      : value
  )
}

function holds(value: number, source: string): boolean {
  if (String(value) === source) return true
  const [mantissa = ''] = source.split(/e/i)
  const digits = mantissa.replace(/\D/g, '').replace(/^0+|0+$/g, '')
  if (digits === '') return true
  // Beyond these a double has fewer digits, or none.
  const size = Math.abs(value)
  return digits.length <= sureDigits && size > 1e-300 && size < Infinity
}
