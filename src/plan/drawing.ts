import type { JsonObject } from './json.ts'
import type { DiffLine } from './types.ts'

/** Lines of one diff beyond which the rest is only counted. */
const maxLines = 1_000
/** Attributes that are named, however many lines are before them. */
const maxNamed = 200

export type Marker = DiffLine['marker']
export type Path = readonly (string | number)[]

export interface DiffOptions {
  /** Takes secrets out of a text; every text of the plan goes through it. */
  readonly scrub: (text: string) => string
  /** Paths that force a replacement, each as `JSON.stringify(path)`. */
  readonly replacePaths: ReadonlySet<string>
  /** The resource's schema, where the document has one. */
  readonly schema: JsonObject | undefined
  /** Are lists of objects blocks when there is no schema to ask? */
  readonly listsAreBlocks: boolean
  /** Equal sensitive values may differ: the document has placeholders only. */
  readonly hiddenMayDiffer: boolean
}

/** A diff while it is drawn, line by line. */
export interface Drawing extends DiffOptions {
  readonly lines: DiffLine[]
  /** Attributes and blocks at the top that have a line, once it is asked. */
  named: Set<string> | undefined
  omitted: number
}

/** What stands around a value: `name = ` before it, `,` in a list after it. */
export interface Frame {
  readonly name: string
  readonly end: string
  /** Which one it is, where nothing in it tells: ` # [3]`. */
  readonly place?: string
}

/** Nothing around it. */
export const bare: Frame = { name: '', end: '' }

/** What is written for a value that is not told. */
export const sensitiveValue = '(sensitive value)'
export const knownAfterApply = '(known after apply)'

/** Starts a drawing with no line yet. */
export function createDrawing(options: DiffOptions): Drawing {
  return { ...options, lines: [], named: undefined, omitted: 0 }
}

/**
 * Adds a line, or counts it where there are too many; the line that names an
 * attribute that changes is there still.
 */
export function draw(
  drawing: Drawing,
  marker: Marker,
  depth: number,
  text: string
): void {
  const line: DiffLine = { marker, depth, text }
  if (drawing.lines.length < maxLines || isNewName(drawing, line)) {
    drawing.lines.push(line)
  } else {
    drawing.omitted++
  }
}

/** Does the line name an attribute that none before it does, and is there room? */
function isNewName(drawing: Drawing, line: DiffLine): boolean {
  // Few diffs are so long that anybody asks.
  drawing.named ??= new Set(drawing.lines.flatMap((each) => nameIn(each) ?? []))
  const name = nameIn(line)
  if (name === undefined || drawing.named.has(name)) return false
  drawing.named.add(name)
  return drawing.lines.length < maxLines + maxNamed
}

/** The name of what changes at the top; undefined for a closing bracket. */
function nameIn({ marker, depth, text }: DiffLine): string | undefined {
  if (depth > 0 || marker === ' ') return undefined
  return /^(?:"(?:[^"\\]|\\.)*"|[A-Za-z_][\w-]*)(?= +(?:= |\{))/.exec(text)?.[0]
}

/** The lines; the last one says how many are missing, if any are. */
export function finished(drawing: Drawing): readonly DiffLine[] {
  if (drawing.omitted > 0) {
    const text = `# (${count(drawing.omitted, 'more line')} not shown)`
    drawing.lines.push({ marker: ' ', depth: 0, text })
  }
  return drawing.lines
}

/** ` # forces replacement` where a change at this path, or one of these, does. */
export function renderForces(
  drawing: Drawing,
  ...paths: readonly Path[]
): string {
  return paths.some((path) => isForced(drawing, path))
    ? ' # forces replacement'
    : ''
}

/** Is it a path that forces the replacement? */
export function isForced({ replacePaths }: DiffOptions, path: Path): boolean {
  return replacePaths.size > 0 && replacePaths.has(JSON.stringify(path))
}

/** Names are padded to the longest, but not for one very long one. */
const maxPadding = 32

/** How wide the column of these names is. */
export function paddingOf(names: Iterable<string>): number {
  let longest = 0
  for (const name of names) longest = Math.max(longest, name.length)
  return Math.min(maxPadding, longest)
}

/** `1 line`, `2 lines`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
