import { isBlockMember, isNowhere, type Surroundings } from './blocks.ts'
import { asObject, objectMember, type JsonObject } from './document.ts'
import {
  bare,
  count,
  createDrawing,
  draw,
  finished,
  knownAfterApply,
  paddingOf,
  renderForces,
  sensitiveValue,
  type DiffOptions,
  type Drawing,
  type Frame,
  type Path
} from './drawing.ts'
import { identifyingKeys } from './identity.ts'
import { isReordered, pairItems } from './list-pairs.ts'
import {
  isMultiLine,
  isSameButBlanks,
  isSameDocument,
  parseEmbedded,
  quote,
  renderKey,
  renderScalar
} from './scalars.ts'
import { drawLines, renderPair } from './text-diff.ts'
import type { DiffLine } from './types.ts'
import {
  absent,
  hiddenOf,
  isSame,
  isSameHidden,
  isSameScalar,
  type Scalar,
  type Value
} from './value.ts'
import { drawWhole } from './whole-value.ts'

/**
 * Draws the body of a resource's change as Terraform does, masked: attributes
 * by name, blocks after them, what did not change folded to a count. Never
 * more than 1,000 lines, strings cut at 500 code units; both say so.
 * @see Terraform: command show; JSON output format, change representation
 */
export function diffResource(
  before: Value,
  after: Value,
  options: DiffOptions
): readonly DiffLine[] {
  const drawing = createDrawing(options)
  if (isEntries(before) && isEntries(after)) {
    drawEntries(drawing, before, after, 0, [], {
      noun: 'attribute',
      schema: asObject(options.schema?.['block']) ?? options.schema,
      isBlock: true,
      siblings: []
    })
  } else {
    drawChange(drawing, { name: '', end: '' }, before, after, 0, [])
  }
  return finished(drawing)
}

/**
 * Draws the change of one named value (an output), as `name = old -> new`.
 * @see Terraform: JSON output format, change representation
 */
export function diffNamed(
  name: string,
  before: Value,
  after: Value,
  scrub: (text: string) => string,
  hiddenMayDiffer: boolean
): readonly DiffLine[] {
  const drawing = createDrawing({
    scrub,
    replacePaths: new Set(),
    schema: undefined,
    listsAreBlocks: false,
    hiddenMayDiffer
  })
  if (hiddenMayDiffer || !isSame(before, after)) {
    drawChange(
      drawing,
      { name: `${scrub(name)} = `, end: '' },
      before,
      after,
      0,
      []
    )
  }
  return finished(drawing)
}

/** The members of an object, map or block; the braces are the caller's. */
function drawEntries(
  drawing: Drawing,
  before: Value,
  after: Value,
  depth: number,
  path: Path,
  around: Surroundings
): void {
  const old = before.kind === 'map' ? before.entries : noEntries
  const fresh = after.kind === 'map' ? after.entries : noEntries
  const keys = [...new Set([...old.keys(), ...fresh.keys()])].sort()
  const kept = depth === 0 ? keptAtTop : keptOf(old, around)
  const attributes: string[] = []
  const blocks: string[] = []
  let hiddenAttributes = 0
  let hiddenBlocks = 0
  for (const key of keys) {
    const b = old.get(key) ?? absent
    const a = fresh.get(key) ?? absent
    if (isNowhere(around, key, b, a)) continue
    const isBlock = around.isBlock && isBlockMember(drawing, around, key, b, a)
    const isKept = kept.has(key) && b.kind === 'scalar'
    if (!isChanged(drawing, b, a, [...path, key]) && !isKept) {
      if (isBlock) hiddenBlocks += b.kind === 'list' ? b.items.length : 1
      else hiddenAttributes++
    } else if (isBlock) blocks.push(key)
    else attributes.push(key)
  }
  const names = new Map(
    attributes.map((key) => [key, renderKey(drawing, key)] as const)
  )
  const padding = paddingOf(names.values())
  for (const key of attributes) {
    const b = old.get(key) ?? absent
    const a = fresh.get(key) ?? absent
    const name = `${(names.get(key) ?? '').padEnd(padding)} = `
    drawChange(drawing, { name, end: '' }, b, a, depth, [...path, key])
  }
  if (hiddenAttributes > 0) {
    const noun = `unchanged ${around.noun}`
    draw(drawing, ' ', depth, `# (${count(hiddenAttributes, noun)} hidden)`)
  }
  for (const key of blocks) {
    const b = old.get(key) ?? absent
    const a = fresh.get(key) ?? absent
    drawBlocks(drawing, key, b, a, depth, [...path, key], around.schema)
  }
  if (hiddenBlocks > 0) {
    draw(
      drawing,
      ' ',
      depth,
      `# (${count(hiddenBlocks, 'unchanged block')} hidden)`
    )
  }
}

/** Of a resource these are told though they did not change. */
const keptAtTop: ReadonlySet<string> = new Set(['id', 'name'])

function keptOf(
  entries: ReadonlyMap<string, Value>,
  { noun, siblings }: Surroundings
): ReadonlySet<string> {
  return noun === 'element' ? new Set() : identifyingKeys(entries, siblings)
}

const noEntries: ReadonlyMap<string, Value> = new Map()

function isEntries(value: Value): boolean {
  return value.kind === 'map' || value.kind === 'absent'
}

function isChanged(
  drawing: Drawing,
  before: Value,
  after: Value,
  path: Path
): boolean {
  return (
    !isSame(before, after) ||
    after.kind === 'unknown' ||
    drawing.replacePaths.has(JSON.stringify(path)) ||
    (drawing.hiddenMayDiffer && (hasHidden(before) || hasHidden(after)))
  )
}

function hasHidden(value: Value): boolean {
  switch (value.kind) {
    case 'sensitive':
      return true
    case 'list':
      return value.items.some(hasHidden)
    case 'map':
      return [...value.entries.values()].some(hasHidden)
    case 'absent':
    case 'scalar':
    case 'unknown':
      return false
  }
}

/** A map of strings, as far as one can tell from the JSON. */
function isTextMap(value: Value): boolean {
  return (
    value.kind === 'map' &&
    [...value.entries.values()].every(
      (entry) => entry.kind === 'scalar' && typeof entry.value === 'string'
    )
  )
}

function drawChange(
  drawing: Drawing,
  frame: Frame,
  before: Value,
  after: Value,
  depth: number,
  path: Path,
  siblings: readonly Value[] = []
): void {
  const forces = renderForces(drawing, path)
  const { name, end } = frame
  if (before.kind === 'sensitive' || after.kind === 'sensitive') {
    drawSensitive(drawing, frame, before, after, depth, forces)
  } else if (before.kind === 'absent' && after.kind === 'absent') {
    const marker = isSame(before, after) ? ' ' : before.isNull ? '-' : '+'
    draw(drawing, marker, depth, `${name}null${end}${forces}`)
  } else if (before.kind === 'absent') {
    drawWhole(drawing, '+', frame, after, depth, '', forces)
  } else if (after.kind === 'absent') {
    drawWhole(drawing, '-', frame, before, depth, ' -> null', forces)
  } else if (after.kind === 'unknown' && before.kind !== 'unknown') {
    drawWhole(
      drawing,
      '~',
      frame,
      before,
      depth,
      ` -> ${knownAfterApply}`,
      forces
    )
  } else if (before.kind === 'scalar' && after.kind === 'scalar') {
    drawScalars(drawing, frame, before.value, after.value, depth, path, forces)
  } else if (before.kind === 'map' && after.kind === 'map') {
    draw(drawing, '~', depth, `${name}{${forces}`)
    drawEntries(drawing, before, after, depth + 1, path, {
      noun: isTextMap(before) && isTextMap(after) ? 'element' : 'attribute',
      schema: undefined,
      isBlock: false,
      siblings
    })
    draw(drawing, ' ', depth, `}${end}`)
  } else if (before.kind === 'list' && after.kind === 'list') {
    draw(drawing, '~', depth, `${name}[${forces}`)
    drawItems(drawing, before.items, after.items, depth + 1, path)
    draw(drawing, ' ', depth, `]${end}`)
  } else if (isSame(before, after)) {
    drawWhole(drawing, ' ', frame, after, depth, '', forces)
  } else {
    drawWhole(drawing, '-', frame, before, depth, '', forces)
    drawWhole(drawing, '+', frame, after, depth, '', forces)
  }
}

function drawSensitive(
  drawing: Drawing,
  frame: Frame,
  before: Value,
  after: Value,
  depth: number,
  forces: string
): void {
  const notes: string[] = []
  const isBoth = before.kind === 'sensitive' && after.kind === 'sensitive'
  if (!isBoth && before.kind !== 'absent' && after.kind !== 'absent') {
    const same = isSameHidden(hiddenOf(before), hiddenOf(after))
    notes.push(
      after.kind === 'sensitive'
        ? 'will be marked as sensitive'
        : 'will no longer be marked as sensitive'
    )
    if (same) notes.push('the value is unchanged')
  }
  const marker =
    before.kind === 'absent'
      ? '+'
      : after.kind === 'absent'
        ? '-'
        : isSame(before, after) && !drawing.hiddenMayDiffer
          ? ' '
          : '~'
  if (isBoth && drawing.hiddenMayDiffer && isSame(before, after)) {
    notes.push('may have changed')
  }
  const note = notes.length > 0 ? ` # ${notes.join(', ')}` : ''
  draw(
    drawing,
    marker,
    depth,
    `${frame.name}${sensitiveValue}${marker === '-' && frame.end === '' ? ' -> null' : ''}${frame.end}${forces}${note}`
  )
}

function drawScalars(
  drawing: Drawing,
  frame: Frame,
  before: Scalar,
  after: Scalar,
  depth: number,
  path: Path,
  forces: string
): void {
  const { name, end } = frame
  if (isSameScalar(before, after)) {
    draw(
      drawing,
      ' ',
      depth,
      `${name}${renderScalar(drawing, before)}${end}${forces}`
    )
    return
  }
  const oldDocument = parseEmbedded(drawing, before)
  const newDocument = parseEmbedded(drawing, after)
  const isRewritten =
    isSameDocument(before, after) && !isSameButBlanks(before, after)
  // Keys in another order, a key twice, another escape: only the text tells.
  if (oldDocument !== undefined && newDocument !== undefined && !isRewritten) {
    if (isSame(oldDocument, newDocument)) {
      const what = isSameButBlanks(before, after)
        ? 'whitespace changes'
        : 'only sensitive parts change'
      draw(drawing, '~', depth, `${name}jsonencode( # ${what}${forces}`)
      drawWhole(drawing, ' ', bare, newDocument, depth + 1, '', '')
    } else {
      draw(drawing, '~', depth, `${name}jsonencode(${forces}`)
      drawChange(drawing, bare, oldDocument, newDocument, depth + 1, [
        ...path,
        'jsonencode'
      ])
    }
    draw(drawing, ' ', depth, `)${end}`)
    return
  }
  if (isMultiLine(before) || isMultiLine(after)) {
    draw(drawing, '~', depth, `${name}<<-EOT${forces}`)
    drawLines(drawing, textOf(before), textOf(after), depth + 1)
    draw(drawing, ' ', depth, `EOT${end}`)
    return
  }
  const [old, fresh] = renderPair(drawing, before, after)
  const note =
    old === fresh
      ? `${old}${end}${forces} # only sensitive parts change`
      : `${old} -> ${fresh}${end}${forces}`
  draw(drawing, '~', depth, `${name}${note}`)
}

function textOf(value: Scalar): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function drawItems(
  drawing: Drawing,
  before: readonly Value[],
  after: readonly Value[],
  depth: number,
  path: Path
): void {
  const inside = { name: '', end: ',' }
  let hidden: Value[] = []
  const flush = () => {
    const [first] = hidden
    // A count is only shorter than what it stands for when that is long.
    if (hidden.length === 1 && first?.kind === 'scalar' && isShort(first)) {
      drawWhole(drawing, ' ', inside, first, depth, '', '')
    } else if (hidden.length > 0) {
      const noun = 'unchanged element'
      draw(drawing, ' ', depth, `# (${count(hidden.length, noun)} hidden)`)
    }
    hidden = []
  }
  if (isReordered(before, after)) {
    const what = count(before.length, 'element')
    draw(drawing, '~', depth, `# (the same ${what} in another order)`)
  }
  for (const { old, fresh, index } of pairItems(before, after)) {
    const b = old ?? absent
    const a = fresh ?? absent
    const place = [...path, index]
    if (
      old !== undefined &&
      fresh !== undefined &&
      !isChanged(drawing, b, a, place)
    ) {
      hidden.push(b)
      continue
    }
    flush()
    if (old !== undefined && fresh !== undefined) {
      drawChange(drawing, inside, b, a, depth, place, before)
    } else if (old !== undefined) {
      drawWhole(drawing, '-', inside, b, depth, '', '')
    } else {
      const forces = renderForces(drawing, place)
      drawWhole(drawing, '+', inside, a, depth, '', forces)
    }
  }
  flush()
}

function isShort({ value }: { value: Scalar }): boolean {
  return (
    typeof value !== 'string' || (value.length < 60 && !/[\n{[]/.test(value))
  )
}

function drawBlocks(
  drawing: Drawing,
  key: string,
  before: Value,
  after: Value,
  depth: number,
  path: Path,
  schema: JsonObject | undefined
): void {
  const name = renderKey(drawing, key)
  const types = asObject(schema?.['block_types'])
  const type = objectMember(types, key)
  const siblings =
    before.kind === 'list'
      ? before.items
      : before.kind === 'map' && type?.['nesting_mode'] === 'map'
        ? [...before.entries.values()]
        : []
  const inside: Surroundings = {
    noun: 'attribute',
    schema: asObject(type?.['block']),
    isBlock: true,
    siblings
  }
  const drawBlock = (
    title: string,
    old: Value | undefined,
    fresh: Value | undefined,
    place: Path
  ) => {
    const forces = renderForces(drawing, place, path)
    const marker = old === undefined ? '+' : fresh === undefined ? '-' : '~'
    draw(drawing, marker, depth, `${title} {${forces}`)
    drawEntries(
      drawing,
      old ?? absent,
      fresh ?? absent,
      depth + 1,
      place,
      inside
    )
    draw(drawing, marker === '~' ? ' ' : marker, depth, '}')
  }
  if (before.kind === 'list' || after.kind === 'list') {
    const old = before.kind === 'list' ? before.items : []
    const fresh = after.kind === 'list' ? after.items : []
    let hidden = 0
    if (isReordered(old, fresh)) {
      const what = `the same ${count(old.length, 'block')} in another order`
      draw(drawing, '~', depth, `${name} # (${what})`)
    }
    for (const pair of pairItems(old, fresh)) {
      const place = [...path, pair.index]
      if (
        pair.old !== undefined &&
        pair.fresh !== undefined &&
        !isChanged(drawing, pair.old, pair.fresh, place)
      ) {
        hidden++
      } else {
        drawBlock(name, pair.old, pair.fresh, place)
      }
    }
    if (hidden > 0) {
      const noun = `unchanged ${name} block`
      draw(drawing, ' ', depth, `# (${count(hidden, noun)} hidden)`)
    }
    return
  }
  if (type?.['nesting_mode'] === 'map') {
    const old = before.kind === 'map' ? before.entries : noEntries
    const fresh = after.kind === 'map' ? after.entries : noEntries
    for (const label of [...new Set([...old.keys(), ...fresh.keys()])].sort()) {
      const place = [...path, label]
      const b = old.get(label)
      const a = fresh.get(label)
      if (isChanged(drawing, b ?? absent, a ?? absent, place)) {
        drawBlock(`${name} ${quote(drawing, label)}`, b, a, place)
      }
    }
    return
  }
  drawBlock(
    name,
    before.kind === 'absent' ? undefined : before,
    after.kind === 'absent' ? undefined : after,
    path
  )
}
