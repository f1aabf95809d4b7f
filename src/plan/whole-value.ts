import {
  bare,
  draw,
  knownAfterApply,
  paddingOf,
  sensitiveValue,
  type Drawing,
  type Frame,
  type Marker
} from './drawing.ts'
import {
  isAllCrLf,
  isMultiLine,
  linesOf,
  parseEmbedded,
  renderKey,
  renderLine,
  renderScalar
} from './scalars.ts'
import { isMissing, sortedEntries, type Scalar, type Value } from './value.ts'

/** How a value is drawn that is on one side only, or the same on both. */
interface Whole {
  readonly drawing: Drawing
  readonly marker: Marker
  /** Of what is inside: what becomes something else goes, part by part. */
  readonly inner: Marker
  readonly closing: Marker
  readonly name: string
  readonly end: string
  readonly depth: number
  readonly forces: string
}

/** A value that is only on one side, or the same on both, with one marker. */
export function drawWhole(
  drawing: Drawing,
  marker: Marker,
  frame: Frame,
  value: Value,
  depth: number,
  gone: string,
  forces: string
): void {
  const whole: Whole = {
    drawing,
    marker,
    inner: marker === '~' ? '-' : marker,
    closing: marker === '~' ? ' ' : marker,
    name: frame.name,
    end: `${gone}${frame.end}`,
    depth,
    forces
  }
  switch (value.kind) {
    case 'absent':
      drawLeaf(whole, 'null')
      return
    case 'unknown':
      drawLeaf(whole, knownAfterApply)
      return
    case 'sensitive':
      drawLeaf(whole, sensitiveValue)
      return
    case 'scalar':
      drawScalar(whole, value.value)
      return
    case 'list':
      drawList(whole, value.items)
      return
    case 'map':
      drawMap(whole, value.entries)
  }
}

function drawLeaf(whole: Whole, text: string): void {
  const { drawing, marker, depth, name, end, forces } = whole
  draw(drawing, marker, depth, `${name}${text}${end}${forces}`)
}

/** A bracket, what is in it, and the closing one. */
function drawAround(
  whole: Whole,
  brackets: readonly [string, string],
  drawInside: () => void
): void {
  const { drawing, marker, closing, depth, name, end, forces } = whole
  draw(drawing, marker, depth, `${name}${brackets[0]}${forces}`)
  drawInside()
  draw(drawing, closing, depth, `${brackets[1]}${end}`)
}

function drawPart({ drawing, inner, depth }: Whole, frame: Frame, part: Value) {
  drawWhole(drawing, inner, frame, part, depth + 1, '', '')
}

function drawScalar(whole: Whole, value: Scalar): void {
  const { drawing, inner, depth } = whole
  const document = parseEmbedded(drawing, value)
  if (document !== undefined) {
    drawAround(whole, ['jsonencode(', ')'], () => {
      drawPart(whole, bare, document)
    })
  } else if (isMultiLine(value)) {
    const text = drawing.scrub(value)
    const isCrLf = isAllCrLf(text)
    const isEnded = text.endsWith('\n')
    const opening = isCrLf ? '<<-EOT # each line ends with CRLF' : '<<-EOT'
    drawAround(whole, [opening, 'EOT'], () => {
      for (const line of linesOf(text, isCrLf)) {
        draw(drawing, inner, depth + 1, renderLine(line))
      }
      if (!isEnded) {
        draw(drawing, inner, depth + 1, '# (no line feed at the end)')
      }
    })
  } else drawLeaf(whole, renderScalar(drawing, value))
}

function drawList(whole: Whole, items: readonly Value[]): void {
  if (items.length === 0) {
    drawLeaf(whole, '[]')
    return
  }
  drawAround(whole, ['[', ']'], () => {
    for (const item of items) drawPart(whole, { name: '', end: ',' }, item)
  })
}

function drawMap(whole: Whole, entries: ReadonlyMap<string, Value>): void {
  const { drawing, inner, depth } = whole
  const told = sortedEntries(entries)
    .filter(([, entry]) => !isMissing(entry))
    .map(([key, entry]) => [renderKey(drawing, key), entry] as const)
  if (told.length === 0) {
    drawLeaf(whole, '{}')
    return
  }
  const nulls = told.filter(([, entry]) => entry.kind === 'absent')
  const isFolded = nulls.length >= manyNulls && nulls.length < told.length
  const shown = isFolded ? told.filter((each) => !nulls.includes(each)) : told
  const padding = paddingOf(shown.map(([key]) => key))
  drawAround(whole, ['{', '}'], () => {
    for (const [key, entry] of shown) {
      const name = `${key.padEnd(padding)} = `
      drawPart(whole, { name, end: '' }, entry)
    }
    if (!isFolded) return
    const names = nulls.map(([key]) => key).join(', ')
    draw(drawing, inner, depth + 1, `# (${nulls.length} null: ${names})`)
  })
}

/** Objects of a type have every member; from here on they are in one line. */
const manyNulls = 3
