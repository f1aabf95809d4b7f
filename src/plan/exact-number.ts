/**
 * A number that no double holds exactly, as the text that JSON gets to see.
 * (`JSON.rawJSON`: it is written into JSON as it stands.)
 */
export interface ExactNumber {
  readonly rawJSON: string
}

/** What TypeScript's library does not declare yet. */
interface RawJson {
  rawJSON(text: string): ExactNumber
  isRawJSON(value: unknown): boolean
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: Source) => unknown
  ): unknown
}

interface Source {
  readonly source?: string
}

/** Beyond this exponent a number is not written out. */
const maxExponent = 1_000

/** A number that may be more than a double holds: large, long, or with an exponent. */
const suspect = /[:,[]\s*-?\d(?:[\d.]{14}|[\d.]*[eE])/
/** Asked for apart: in one expression it is looked for at every place. */
const lone = /^\s*-?\d/

/**
 * Parses JSON with every number exact.
 * @throws {SyntaxError} when it is no JSON
 */
export function parseExactJson(text: string): unknown {
  if (!lone.test(text) && !suspect.test(text)) return JSON.parse(text)
  return rawJson().parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined
      ? parseExactNumber(source)
      : value
  )
}

/**
 * The number of a JSON text: as a double where that is written the same way,
 * else as its digits. Equal numbers give equal results, however written.
 */
export function parseExactNumber(source: string): number | ExactNumber {
  // Almost every number of a plan.
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(source)) return Number(source)
  const text = plainText(source)
  const double = Number(source)
  return String(double) === text ? double : rawJson().rawJSON(text)
}

/** Is it a number that no double holds? */
export function isExactNumber(value: unknown): value is ExactNumber {
  return (
    typeof value === 'object' &&
    value !== null &&
    // Asked first: of a large plan there are millions of other objects.
    'rawJSON' in value &&
    rawJson().isRawJSON(value)
  )
}

/** The digits without an exponent, a leading plus or zeros that say nothing. */
function plainText(source: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(source)
  if (match === null) return source
  const [, sign = '', whole = '', fraction = '', power = '0'] = match
  const digits = `${whole}${fraction}`.replace(/^0+/, '')
  const kept = digits.replace(/0+$/, '')
  if (kept === '') return '0'
  // The number is `kept` times ten to this.
  const exponent = Number(power) - fraction.length + digits.length - kept.length
  if (!(Math.abs(exponent) <= maxExponent)) {
    const scale = BigInt(power) + BigInt(digits.length - kept.length)
    return `${sign}${kept}e${scale - BigInt(fraction.length)}`
  }
  if (exponent >= 0) return `${sign}${kept}${'0'.repeat(exponent)}`
  const padded = kept.padStart(1 - exponent, '0')
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`
}

function rawJson(): RawJson {
  return JSON as unknown as RawJson
}
