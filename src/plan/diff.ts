import { isBlockMember, isNowhere, type Surroundings } from './blocks.ts'
import { asObject, objectMember, type JsonObject } from './json.ts'
import {
  bare,
  count,
  createDrawing,
  draw,
  finished,
  isForced,
  knownAfterApply,
  paddingOf,
  renderForces,
  sensitiveValue,
  type DiffOptions,
  type Drawing,
  type Frame,
  type Path
} from './drawing.ts'
import { identityOf } from './identity.ts'
import { isReordered, pairItems } from './list-pairs.ts'
import {
  isMultiLine,
  isSameButBlanks,
  isSameDocument,
  parseEmbedded,
  quote,
  renderKey,
  renderName,
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
  isSorted,
  type Scalar,
  type Value
} from './value.ts'
import { drawWhole } from './whole-value.ts'
import { isSentAnew, isWriteOnly, writeOnlyValue } from './write-only.ts'

/**
 * Draws the body of a resource's change as Terraform does, masked: attributes
 * by name, blocks after them, what did not change folded to a count. Never
 * more than 1,000 lines, and 200 for what else changes; strings cut at 500 code
 * units; both say so.
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
 * Draws the change of one named value (an output), as `name = old -> new`. The
 * name is as people gave it.
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
  if (isChanged(drawing, before, after, [])) {
    drawChange(drawing, { name: `${name} = `, end: '' }, before, after, 0, [])
  }
  return finished(drawing)
}

/**
 * What tells an object that nothing is done to from others, and how many more
 * attributes it has; nothing is marked.
 */
export function drawIdentity(
  value: Value,
  scrub: (text: string) => string
): readonly DiffLine[] {
  if (value.kind !== 'map') return []
  const drawing = createDrawing({
    scrub,
    replacePaths: new Set(),
    schema: undefined,
    listsAreBlocks: false,
    hiddenMayDiffer: false
  })
  const told = [...value.entries.keys()].filter(
    (key) => tellsWhat.test(key) && value.entries.get(key)?.kind === 'scalar'
  )
  if (told.length === 0) return []
  const padding = paddingOf(told)
  for (const key of told.sort()) {
    const name = `${key.padEnd(padding)} = `
    const entry = value.entries.get(key) ?? absent
    drawWhole(drawing, ' ', { name, end: '' }, entry, 0, '', '')
  }
  const others = [...value.entries].filter(
    ([key, entry]) => entry.kind !== 'absent' && !told.includes(key)
  )
  if (others.length > 0) {
    const what = count(others.length, 'unchanged attribute')
    draw(drawing, ' ', 0, `# (${what} hidden)`)
  }
  return finished(drawing)
}

/** Attributes that tell which object of the world it is. */
const tellsWhat = /^(?:id|name|arn|bucket|identifier|url|self_link|path)$/

/** Both sides of the members of an object, map or block. */
interface Members {
  readonly old: ReadonlyMap<string, Value>
  readonly fresh: ReadonlyMap<string, Value>
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
  const members = {
    old: before.kind === 'map' ? before.entries : noEntries,
    fresh: after.kind === 'map' ? after.entries : noEntries
  }
  const { attributes, blocks, hidden } = sortMembers(
    drawing,
    members,
    path,
    around
  )
  const render = path.length === 0 && around.isBlock ? renderName : renderKey
  const names = attributes.map((key) => render(drawing, key))
  const padding = paddingOf(names)
  for (const [index, key] of attributes.entries()) {
    const { old: b, fresh: a } = sidesAt(members, key)
    const name = `${(names[index] ?? '').padEnd(padding)} = `
    if (isWriteOnly(around, key, members.old, members.fresh)) {
      drawWriteOnly(drawing, name, before, after, depth)
    } else {
      drawChange(drawing, { name, end: '' }, b, a, depth, [...path, key])
    }
  }
  drawHidden(drawing, depth, hidden.attributes, `unchanged ${around.noun}`)
  for (const key of blocks) {
    const { old: b, fresh: a } = sidesAt(members, key)
    drawBlocks(drawing, key, b, a, depth, [...path, key], around.schema)
  }
  drawHidden(drawing, depth, hidden.blocks, 'unchanged block')
}

/** Which members are drawn, in their order, and how many are only counted. */
function sortMembers(
  drawing: Drawing,
  members: Members,
  path: Path,
  around: Surroundings
): {
  readonly attributes: readonly string[]
  readonly blocks: readonly string[]
  readonly hidden: { readonly attributes: number; readonly blocks: number }
} {
  const { old, fresh } = members
  const isOneSided = old.size === 0 || fresh.size === 0
  const kept =
    path.length === 0
      ? keptAtTop
      : isOneSided
        ? noneKept
        : keptOf(members, around)
  const attributes: string[] = []
  const blocks: string[] = []
  const hidden = { attributes: 0, blocks: 0 }
  for (const key of keysOf(old, fresh)) {
    const { old: b, fresh: a } = sidesAt(members, key)
    if (isWriteOnly(around, key, old, fresh)) {
      if (isOneSided || isSentAnew(key, old, fresh)) attributes.push(key)
      continue
    }
    if (isNowhere(drawing, around, key, b, a)) continue
    const isBlock = around.isBlock && isBlockMember(drawing, around, key, b, a)
    const isKept = kept.has(key) && b.kind === 'scalar'
    if (!isChanged(drawing, b, a, [...path, key]) && !isKept) {
      if (isBlock) hidden.blocks += b.kind === 'list' ? b.items.length : 1
      else hidden.attributes++
    } else if (isBlock) blocks.push(key)
    else attributes.push(key)
  }
  return { attributes, blocks, hidden }
}

/** The keys of both, sorted. */
function keysOf(old: Entries, fresh: Entries): readonly string[] {
  const keys = [...old.keys()]
  for (const key of fresh.keys()) if (!old.has(key)) keys.push(key)
  return isSorted(keys) ? keys : keys.sort()
}

type Entries = ReadonlyMap<string, Value>

function sidesAt(
  { old, fresh }: Members,
  key: string
): { readonly old: Value; readonly fresh: Value } {
  return { old: old.get(key) ?? absent, fresh: fresh.get(key) ?? absent }
}

function drawHidden(
  drawing: Drawing,
  depth: number,
  number: number,
  noun: string
): void {
  if (number === 0) return
  draw(drawing, ' ', depth, `# (${count(number, noun)} hidden)`)
}

/** Its value is in no plan: it is sent, or is no more, or may be another. */
function drawWriteOnly(
  drawing: Drawing,
  name: string,
  before: Value,
  after: Value,
  depth: number
): void {
  const marker =
    before.kind === 'absent' ? '+' : after.kind === 'absent' ? '-' : '~'
  const note = marker === '~' ? ' # may have changed' : ''
  draw(drawing, marker, depth, `${name}${writeOnlyValue}${note}`)
}

/** Of a resource these are told though they did not change. */
const keptAtTop: ReadonlySet<string> = new Set(['id', 'name'])
/** What is on one side only is drawn whole. */
const noneKept: ReadonlySet<string> = new Set()

function keptOf(
  { old, fresh }: Members,
  { noun, siblings }: Surroundings
): ReadonlySet<string> {
  // A map by itself has its name before it.
  return noun === 'element' && siblings.length === 0
    ? noneKept
    : identityOf(old, fresh, siblings).keys
}

/** Which element it is, where nothing in it tells it from the others. */
function placeOf(
  before: Value,
  after: Value,
  siblings: readonly Value[],
  index: number
): string {
  if (siblings.length < 2 || isSelfTelling(before)) return ''
  const isTold =
    before.kind === 'map' &&
    identityOf(before.entries, entriesOf(after), siblings).isAlone
  return isTold ? '' : ` # [${index}]`
}

/** A short value is shown itself. */
function isSelfTelling(value: Value): boolean {
  return value.kind === 'scalar' && !isMultiLine(value.value)
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
    isForced(drawing, path) ||
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
  const { name, end, place = '' } = frame
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
    draw(drawing, '~', depth, `${name}{${forces}${place}`)
    drawEntries(drawing, before, after, depth + 1, path, {
      noun: isTextMap(before) && isTextMap(after) ? 'element' : 'attribute',
      schema: undefined,
      isBlock: false,
      siblings
    })
    draw(drawing, ' ', depth, `}${end}`)
  } else if (before.kind === 'list' && after.kind === 'list') {
    draw(drawing, '~', depth, `${name}[${forces}${place}`)
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
    `${frame.name}${sensitiveValue}${marker === '-' && frame.end === '' ? ' -> null' : ''}${frame.end}${forces}${frame.place ?? ''}${note}`
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
  const { name, end, place = '' } = frame
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
      draw(drawing, '~', depth, `${name}jsonencode( # ${what}${forces}${place}`)
      drawWhole(drawing, ' ', bare, newDocument, depth + 1, '', '')
    } else {
      draw(drawing, '~', depth, `${name}jsonencode(${forces}${place}`)
      drawChange(drawing, bare, oldDocument, newDocument, depth + 1, [
        ...path,
        'jsonencode'
      ])
    }
    draw(drawing, ' ', depth, `)${end}`)
    return
  }
  if (isMultiLine(before) || isMultiLine(after)) {
    draw(drawing, '~', depth, `${name}<<-EOT${forces}${place}`)
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
  for (const { old, fresh, index } of pairItems(before, after, drawing.scrub)) {
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
      const which = { ...inside, place: placeOf(old, fresh, before, index) }
      drawChange(drawing, which, b, a, depth, place, before)
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
  const type = objectMember(asObject(schema?.['block_types']), key)
  const isMap = type?.['nesting_mode'] === 'map'
  const blocks: BlockList = {
    drawing,
    name: (path.length === 1 ? renderName : renderKey)(drawing, key),
    depth,
    path,
    isSet: type?.['nesting_mode'] === 'set',
    inside: {
      noun: 'attribute',
      schema: asObject(type?.['block']),
      isBlock: true,
      siblings: siblingsOf(before, isMap)
    }
  }
  if (before.kind === 'list' || after.kind === 'list') {
    drawListedBlocks(blocks, itemsOf(before), itemsOf(after))
  } else if (isMap) {
    drawLabelledBlocks(blocks, entriesOf(before), entriesOf(after))
  } else {
    drawBlock(
      blocks,
      blocks.name,
      before.kind === 'absent' ? undefined : before,
      after.kind === 'absent' ? undefined : after,
      path
    )
  }
}

/** The blocks of one name while they are drawn. */
interface BlockList {
  readonly drawing: Drawing
  readonly name: string
  readonly depth: number
  readonly path: Path
  readonly isSet: boolean
  readonly inside: Surroundings
}

function siblingsOf(before: Value, isMap: boolean): readonly Value[] {
  if (before.kind === 'list') return before.items
  return isMap && before.kind === 'map' ? [...before.entries.values()] : []
}

function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : []
}

function entriesOf(value: Value): ReadonlyMap<string, Value> {
  return value.kind === 'map' ? value.entries : noEntries
}

function drawBlock(
  { drawing, depth, path, inside }: BlockList,
  title: string,
  old: Value | undefined,
  fresh: Value | undefined,
  place: Path,
  which = ''
): void {
  const forces = renderForces(drawing, place, path)
  const marker = old === undefined ? '+' : fresh === undefined ? '-' : '~'
  draw(drawing, marker, depth, `${title} {${forces}${which}`)
  drawEntries(drawing, old ?? absent, fresh ?? absent, depth + 1, place, inside)
  draw(drawing, marker === '~' ? ' ' : marker, depth, '}')
}

function drawListedBlocks(
  blocks: BlockList,
  old: readonly Value[],
  fresh: readonly Value[]
): void {
  const { drawing, name, depth, path, isSet, inside } = blocks
  let hidden = 0
  if (isReordered(old, fresh)) {
    const what = `the same ${count(old.length, 'block')} in another order`
    draw(drawing, '~', depth, `${name} # (${what})`)
  }
  for (const pair of pairItems(old, fresh, drawing.scrub, isSet)) {
    const place = [...path, pair.index]
    if (pair.old === undefined || pair.fresh === undefined) {
      drawBlock(blocks, name, pair.old, pair.fresh, place)
    } else if (isChanged(drawing, pair.old, pair.fresh, place)) {
      const which = placeOf(pair.old, pair.fresh, inside.siblings, pair.index)
      drawBlock(blocks, name, pair.old, pair.fresh, place, which)
    } else hidden++
  }
  drawHidden(drawing, depth, hidden, `unchanged ${name} block`)
}

function drawLabelledBlocks(
  blocks: BlockList,
  old: ReadonlyMap<string, Value>,
  fresh: ReadonlyMap<string, Value>
): void {
  const { drawing, name, path } = blocks
  for (const label of keysOf(old, fresh)) {
    const place = [...path, label]
    const b = old.get(label)
    const a = fresh.get(label)
    if (isChanged(drawing, b ?? absent, a ?? absent, place)) {
      drawBlock(blocks, `${name} ${quote(drawing, label)}`, b, a, place)
    }
  }
}
