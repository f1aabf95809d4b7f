/**
 * Globs over resource addresses, in Terraform's own notation. A glob covers
 * what it names and everything below it, as `-target` does: `module.db` covers
 * the whole module, `aws_instance.web` every instance.
 *
 * - `*` and `?` stand for characters of one name, or of one key in quotes
 * - `**` stands for any number of names, none included
 * - `["eu"]` and `[0]` are literal, `[*]` is any key; a name without a key is
 *   all its instances
 *
 * Letters are compared in one Unicode form (NFC): the same name may be written
 * in two.
 */
interface Segment {
  readonly name: string
  /** What stands between the brackets, quotes included. */
  readonly key: string | undefined
}

/** What a name of Terraform can hold, and the two wildcards. */
const segment =
  /([\p{L}\p{M}\p{N}_\-*?]+)(?:\[(\d+|\*|"(?:[^"\\]|\\.)*")\])?(\.|$)/uy

/** Undefined for what is not written as an address. */
function parseSegments(text: string): readonly Segment[] | undefined {
  const segments: Segment[] = []
  segment.lastIndex = 0
  for (;;) {
    const match = segment.exec(text)
    if (match === null) return undefined
    const [, name = '', key, end] = match
    segments.push({ name, key })
    if (end === '') return segments
  }
}

/**
 * Does the glob cover the address? What cannot be read, glob or address, is
 * taken for covered: a protection that is not understood must not let through.
 */
export function coversAddress(glob: string, address: string): boolean {
  const wanted = parseSegments(glob.normalize('NFC'))
  const actual = parseSegments(address.normalize('NFC'))
  return (
    wanted === undefined ||
    actual === undefined ||
    coversSegments(wanted, actual)
  )
}

function coversSegments(
  [wanted, ...others]: readonly Segment[],
  actual: readonly Segment[]
): boolean {
  if (wanted === undefined) return true
  const [first, ...rest] = actual
  if (wanted.name === '**') {
    return (
      coversSegments(others, actual) ||
      (first !== undefined && coversSegments([wanted, ...others], rest))
    )
  }
  return (
    first !== undefined &&
    matches(wanted.name, first.name) &&
    (wanted.key === undefined ||
      (first.key !== undefined && matches(wanted.key, first.key))) &&
    coversSegments(others, rest)
  )
}

function matches(glob: string, text: string): boolean {
  const source = glob
    .replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 'su').test(text)
}
