import type { DiffLine } from '../../src/plan/types.ts'

/** A drawing with one fault in it; undefined where there is no place for it. */
export type Fault = (
  lines: readonly DiffLine[]
) => readonly DiffLine[] | undefined

/** What hides a change. */
export const hiding: Readonly<Record<string, Fault>> = {
  'a line that comes is left out': (lines) =>
    without(lines, ({ marker, text }) => marker === '+' && isLeaf(text)),
  'a change is counted as unchanged': (lines) => {
    const at = lines.findIndex(
      ({ marker, text }, index) =>
        marker === '~' &&
        text.includes(' -> ') &&
        isLeaf(text) &&
        isCount(lines[index + 1])
    )
    const note = lines[at + 1]
    if (at < 0 || note === undefined) return undefined
    return lines.flatMap((line, index) =>
      index === at
        ? []
        : index === at + 1
          ? [{ ...note, text: more(note.text) }]
          : [line]
    )
  },
  'old and new look alike': (lines) =>
    rewritten(lines, ({ marker, text }) => {
      const [, name = '', old] = /^(\S+ += )(\S+) -> [^(]/.exec(text) ?? []
      return marker === '~' && old !== undefined
        ? `${name}${old} -> ${old}`
        : undefined
    }),
  'what goes stays': (lines) =>
    rewritten(
      lines,
      ({ marker, text }) => (marker === '-' && isLeaf(text) ? text : undefined),
      ' '
    )
}

/** What invents a change. */
export const inventing: Readonly<Record<string, Fault>> = {
  'a value becomes itself': (lines) =>
    rewritten(
      lines,
      ({ marker, text }) => {
        const [, name, value] = /^(\S+ += )("[^"]*"|[\d.]+)$/.exec(text) ?? []
        return marker === ' ' && name !== undefined
          ? `${name}${value ?? ''} -> ${value ?? ''}`
          : undefined
      },
      '~'
    ),
  'what stays goes and comes': (lines) => {
    const at = lines.findIndex(
      ({ marker, text }) => marker === ' ' && /^\S+ += ["\d]/.test(text)
    )
    const line = lines[at]
    if (line === undefined) return undefined
    return [
      ...lines.slice(0, at),
      { ...line, marker: '-' },
      { ...line, marker: '+' },
      ...lines.slice(at + 1)
    ]
  },
  'what is hidden goes': (lines) => {
    const at = lines.findIndex((line) => isCount(line))
    const line = lines[at]
    if (line === undefined) return undefined
    const gone: DiffLine = { ...line, marker: '-', text: 'a = "x"' }
    return [...lines.slice(0, at), gone, ...lines.slice(at + 1)]
  },
  'a secret of which nothing is known has changed': (lines) =>
    rewritten(lines, ({ text }) =>
      text.includes(' # may have changed')
        ? text.replace(' # may have changed', '')
        : undefined
    )
}

function isLeaf(text: string): boolean {
  return /= (?:"[^"]*"|[\w.-]+)(?: -> .*)?$/.test(text) && !/[[{(]$/.test(text)
}

function isCount(line: DiffLine | undefined): boolean {
  return /^# \(\d+ unchanged (?:attribute|element)s? hidden\)$/.test(
    line?.text ?? ''
  )
}

function more(text: string): string {
  return text.replace(/\d+/, (count) => String(Number(count) + 1))
}

function without(
  lines: readonly DiffLine[],
  isMeant: (line: DiffLine) => boolean
): readonly DiffLine[] | undefined {
  const at = lines.findIndex(isMeant)
  return at < 0 ? undefined : lines.filter((_, index) => index !== at)
}

function rewritten(
  lines: readonly DiffLine[],
  rewrite: (line: DiffLine) => string | undefined,
  marker?: DiffLine['marker']
): readonly DiffLine[] | undefined {
  const at = lines.findIndex((line) => rewrite(line) !== undefined)
  if (at < 0) return undefined
  return lines.map((line, index) =>
    index === at
      ? { ...line, text: rewrite(line) ?? '', marker: marker ?? line.marker }
      : line
  )
}
