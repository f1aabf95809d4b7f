import { asObject, type JsonObject } from './document.ts'
import { diffSequences } from './sequence.ts'
import type { DiffLine } from './types.ts'
import {
  absent,
  comparable,
  isSame,
  isSameHidden,
  parseValue,
  sortedEntries,
  type Value
} from './value.ts'

/** Strings longer than this are cut, in UTF-16 code units. */
const maxStringLength = 500
/** Lines of one diff beyond which the rest is only counted. */
const maxDiffLines = 1_000
/** Unchanged lines kept around a changed line of a multi-line string. */
const context = 3
/** Characters kept around the change in a long string. */
const around = 40
/** Names are padded to the longest, but not for one very long one. */
const maxPadding = 32

const knownAfterApply = '(known after apply)'
const sensitiveValue = '(sensitive value)'

type Marker = DiffLine['marker']
type Path = readonly (string | number)[]

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

interface Drawing extends DiffOptions {
  readonly lines: DiffLine[]
  omitted: number
}

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
  const lines = drawResource(before, after, options, false)
  // Without a visible reason, the hidden values of a redacted plan are it.
  return options.hiddenMayDiffer && !lines.some((line) => line.marker !== ' ')
    ? drawResource(before, after, options, true)
    : lines
}

function drawResource(
  before: Value,
  after: Value,
  options: DiffOptions,
  hiddenMayDiffer: boolean
): readonly DiffLine[] {
  const drawing: Drawing = {
    ...options,
    hiddenMayDiffer,
    lines: [],
    omitted: 0
  }
  if (isEntries(before) && isEntries(after)) {
    drawEntries(drawing, before, after, 0, [], {
      noun: 'attribute',
      schema: asObject(options.schema?.['block']) ?? options.schema,
      isBlock: true
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
  const drawing: Drawing = {
    scrub,
    replacePaths: new Set(),
    schema: undefined,
    listsAreBlocks: false,
    hiddenMayDiffer,
    lines: [],
    omitted: 0
  }
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

function finished(drawing: Drawing): readonly DiffLine[] {
  if (drawing.omitted > 0) {
    const text = `# (${count(drawing.omitted, 'more line')} not shown)`
    drawing.lines.push({ marker: ' ', depth: 0, text })
  }
  return drawing.lines
}

function draw(
  drawing: Drawing,
  marker: Marker,
  depth: number,
  text: string
): void {
  if (drawing.lines.length < maxDiffLines) {
    drawing.lines.push({ marker, depth, text })
  } else {
    drawing.omitted++
  }
}

interface Surroundings {
  readonly noun: 'attribute' | 'element'
  readonly schema: JsonObject | undefined
  /** May there be blocks in here, as opposed to members of a value? */
  readonly isBlock: boolean
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
  const attributes: string[] = []
  const blocks: string[] = []
  let hiddenAttributes = 0
  let hiddenBlocks = 0
  for (const key of keys) {
    const b = old.get(key) ?? absent
    const a = fresh.get(key) ?? absent
    if (isNothing(b, around) && isNothing(a, around)) continue
    const isBlock = around.isBlock && isBlockMember(drawing, around, key, b, a)
    const isKept =
      depth === 0 && (key === 'id' || key === 'name') && b.kind === 'scalar'
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

function paddingOf(names: Iterable<string>): number {
  let longest = 0
  for (const name of names) longest = Math.max(longest, name.length)
  return Math.min(maxPadding, longest)
}

const noEntries: ReadonlyMap<string, Value> = new Map()

function isEntries(value: Value): boolean {
  return value.kind === 'map' || value.kind === 'absent'
}

/** Blocks that are not there are `[]` in the JSON; nobody wants to see that. */
function isNothing(value: Value, around: Surroundings): boolean {
  return (
    value.kind === 'absent' ||
    (around.isBlock && value.kind === 'list' && value.items.length === 0)
  )
}

function isBlockMember(
  drawing: Drawing,
  around: Surroundings,
  key: string,
  before: Value,
  after: Value
): boolean {
  if (!isBlockLike(before) || !isBlockLike(after)) return false
  const types = asObject(around.schema?.['block_types'])
  if (around.schema !== undefined) {
    return types !== undefined && Object.hasOwn(types, key)
  }
  return (
    drawing.listsAreBlocks && (before.kind === 'list' || after.kind === 'list')
  )
}

/** One object, or a list of nothing but objects. */
function isBlockLike(value: Value): boolean {
  return (
    value.kind === 'absent' ||
    value.kind === 'map' ||
    (value.kind === 'list' && value.items.every((item) => item.kind === 'map'))
  )
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

/** What stands around a value: `name = ` before it, `,` in a list after it. */
interface Frame {
  readonly name: string
  readonly end: string
}

function drawChange(
  drawing: Drawing,
  frame: Frame,
  before: Value,
  after: Value,
  depth: number,
  path: Path
): void {
  const forces = drawing.replacePaths.has(JSON.stringify(path))
    ? ' # forces replacement'
    : ''
  const { name, end } = frame
  if (before.kind === 'sensitive' || after.kind === 'sensitive') {
    drawSensitive(drawing, frame, before, after, depth, forces)
  } else if (before.kind === 'absent' && after.kind === 'absent') {
    draw(drawing, ' ', depth, `${name}null${end}${forces}`)
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
      isBlock: false
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

/** The plain value again, to compare a hidden with a shown one. */
function hiddenOf(value: Value): unknown {
  switch (value.kind) {
    case 'absent':
      return null
    case 'unknown':
      return undefined
    case 'scalar':
      return value.value
    case 'sensitive':
      return value.hidden
    case 'list':
      return value.items.map(hiddenOf)
    case 'map':
      return Object.fromEntries(
        [...value.entries]
          .filter(([, entry]) => entry.kind !== 'absent')
          .map(([key, entry]) => [key, hiddenOf(entry)])
      )
  }
}

/** A value that is only on one side, or the same on both, with one marker. */
function drawWhole(
  drawing: Drawing,
  marker: Marker,
  frame: Frame,
  value: Value,
  depth: number,
  gone: string,
  forces: string
): void {
  const { name } = frame
  const end = `${gone}${frame.end}`
  const inner = marker === '~' ? '-' : marker
  const closing = marker === '~' ? ' ' : marker
  switch (value.kind) {
    case 'absent':
      draw(drawing, marker, depth, `${name}null${end}${forces}`)
      return
    case 'unknown':
      draw(drawing, marker, depth, `${name}${knownAfterApply}${end}${forces}`)
      return
    case 'sensitive':
      draw(drawing, marker, depth, `${name}${sensitiveValue}${end}${forces}`)
      return
    case 'scalar': {
      const document = parseEmbedded(value.value)
      if (document !== undefined) {
        draw(drawing, marker, depth, `${name}jsonencode(${forces}`)
        drawWhole(drawing, inner, bare, document, depth + 1, '', '')
        draw(drawing, closing, depth, `)${end}`)
      } else if (isMultiLine(value.value)) {
        draw(drawing, marker, depth, `${name}<<-EOT${forces}`)
        for (const line of linesOf(drawing.scrub(value.value)).slice(
          0,
          value.value.endsWith('\n') ? -1 : undefined
        )) {
          draw(drawing, inner, depth + 1, cut(line))
        }
        draw(drawing, closing, depth, `EOT${end}`)
      } else {
        const text = renderScalar(drawing, value.value)
        draw(drawing, marker, depth, `${name}${text}${end}${forces}`)
      }
      return
    }
    case 'list':
      if (value.items.length === 0) {
        draw(drawing, marker, depth, `${name}[]${end}${forces}`)
        return
      }
      draw(drawing, marker, depth, `${name}[${forces}`)
      for (const item of value.items) {
        drawWhole(
          drawing,
          inner,
          { name: '', end: ',' },
          item,
          depth + 1,
          '',
          ''
        )
      }
      draw(drawing, closing, depth, `]${end}`)
      return
    case 'map': {
      const entries = sortedEntries(value.entries)
        .filter(([, entry]) => entry.kind !== 'absent')
        .map(([key, entry]) => [renderKey(drawing, key), entry] as const)
      if (entries.length === 0) {
        draw(drawing, marker, depth, `${name}{}${end}${forces}`)
        return
      }
      draw(drawing, marker, depth, `${name}{${forces}`)
      const padding = paddingOf(entries.map(([key]) => key))
      for (const [key, entry] of entries) {
        const inside = { name: `${key.padEnd(padding)} = `, end: '' }
        drawWhole(drawing, inner, inside, entry, depth + 1, '', '')
      }
      draw(drawing, closing, depth, `}${end}`)
    }
  }
}

const bare: Frame = { name: '', end: '' }

function drawScalars(
  drawing: Drawing,
  frame: Frame,
  before: string | number | boolean,
  after: string | number | boolean,
  depth: number,
  path: Path,
  forces: string
): void {
  const { name, end } = frame
  if (before === after) {
    draw(
      drawing,
      ' ',
      depth,
      `${name}${renderScalar(drawing, before)}${end}${forces}`
    )
    return
  }
  const oldDocument = parseEmbedded(before)
  const newDocument = parseEmbedded(after)
  if (oldDocument !== undefined && newDocument !== undefined) {
    if (isSame(oldDocument, newDocument)) {
      draw(
        drawing,
        '~',
        depth,
        `${name}jsonencode( # whitespace changes${forces}`
      )
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
    drawLines(drawing, String(before), String(after), depth + 1)
    draw(drawing, ' ', depth, `EOT${end}`)
    return
  }
  const [old, fresh] = renderPair(drawing, before, after)
  draw(drawing, '~', depth, `${name}${old} -> ${fresh}${end}${forces}`)
}

function drawLines(
  drawing: Drawing,
  before: string,
  after: string,
  depth: number
): void {
  // A line feed at both ends would only draw an empty line before the EOT.
  const isEnded = before.endsWith('\n') && after.endsWith('\n')
  const oldText = drawing.scrub(isEnded ? before.slice(0, -1) : before)
  const newText = drawing.scrub(isEnded ? after.slice(0, -1) : after)
  if (oldText === newText) {
    draw(drawing, '~', depth, '# (only sensitive parts change)')
    return
  }
  const old = linesOf(oldText)
  const fresh = linesOf(newText)
  const steps = diffSequences(old, fresh)
  const near = new Uint8Array(steps.length)
  steps.forEach((step, index) => {
    if (step.kind === 'keep') return
    near.fill(1, Math.max(0, index - context), index + context + 1)
  })
  let hidden = 0
  const flush = () => {
    if (hidden > 0) {
      draw(drawing, ' ', depth, `# (${count(hidden, 'unchanged line')} hidden)`)
    }
    hidden = 0
  }
  steps.forEach((step, index) => {
    if (near[index] !== 1) {
      hidden++
      return
    }
    flush()
    if (step.kind === 'remove') {
      draw(drawing, '-', depth, cut(old[step.old] ?? ''))
    } else {
      const marker = step.kind === 'add' ? '+' : ' '
      draw(drawing, marker, depth, cut(fresh[step.new] ?? ''))
    }
  })
  flush()
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
      drawChange(drawing, inside, b, a, depth, place)
    } else if (old !== undefined) {
      drawWhole(drawing, '-', inside, b, depth, '', '')
    } else {
      const forces = drawing.replacePaths.has(JSON.stringify(place))
      const note = forces ? ' # forces replacement' : ''
      drawWhole(drawing, '+', inside, a, depth, '', note)
    }
  }
  flush()
}

function isShort({ value }: { value: string | number | boolean }): boolean {
  return (
    typeof value !== 'string' || (value.length < 60 && !/[\n{[]/.test(value))
  )
}

interface Pair {
  readonly old: Value | undefined
  readonly fresh: Value | undefined
  /** Where it is in the new list, or was in the old one. */
  readonly index: number
}

/** Equal items find each other; between them, items that are alike do. */
function pairItems(
  before: readonly Value[],
  after: readonly Value[]
): readonly Pair[] {
  const steps = diffSequences(before.map(comparable), after.map(comparable))
  const pairs: Pair[] = []
  let removed: number[] = []
  let added: number[] = []
  const settle = () => {
    const free = new Set(added)
    const partners = new Map<number, number>()
    for (const old of removed) {
      for (const fresh of free) {
        if (isAlike(before[old] ?? absent, after[fresh] ?? absent)) {
          partners.set(old, fresh)
          free.delete(fresh)
          break
        }
      }
    }
    for (const old of removed) {
      const fresh = partners.get(old)
      pairs.push({
        old: before[old],
        fresh: fresh === undefined ? undefined : after[fresh],
        index: fresh ?? old
      })
    }
    for (const fresh of free) {
      pairs.push({ old: undefined, fresh: after[fresh], index: fresh })
    }
    removed = []
    added = []
  }
  for (const step of steps) {
    if (step.kind === 'remove') removed.push(step.old)
    else if (step.kind === 'add') added.push(step.new)
    else {
      settle()
      pairs.push({
        old: before[step.old],
        fresh: after[step.new],
        index: step.new
      })
    }
  }
  settle()
  return pairs
}

/** Worth showing as one changed thing rather than as one gone and one new. */
function isAlike(before: Value, after: Value): boolean {
  if (before.kind === 'sensitive' || after.kind === 'sensitive') {
    return (
      before.kind === after.kind ||
      isSameHidden(hiddenOf(before), hiddenOf(after))
    )
  }
  if (before.kind === 'list') return after.kind === 'list'
  if (before.kind !== 'map' || after.kind !== 'map') return false
  for (const [key, entry] of before.entries) {
    const other = after.entries.get(key)
    if (
      other !== undefined &&
      entry.kind !== 'absent' &&
      isSame(entry, other)
    ) {
      return true
    }
  }
  return before.entries.size <= 1 && after.entries.size <= 1
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
  const type = asObject(types?.[key])
  const inside: Surroundings = {
    noun: 'attribute',
    schema: asObject(type?.['block']),
    isBlock: true
  }
  const drawBlock = (
    title: string,
    old: Value | undefined,
    fresh: Value | undefined,
    place: Path
  ) => {
    const forces = [place, path].some((p) =>
      drawing.replacePaths.has(JSON.stringify(p))
    )
      ? ' # forces replacement'
      : ''
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

function parseEmbedded(value: string | number | boolean): Value | undefined {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return undefined
  if (value.length > 1_000_000) return undefined
  try {
    const parsed: unknown = JSON.parse(value)
    const document = parseValue(parsed, false, false)
    const size =
      document.kind === 'map'
        ? document.entries.size
        : document.kind === 'list'
          ? document.items.length
          : 0
    return size > 0 ? document : undefined
  } catch {
    // No JSON after all, or nested too deep to draw: it is a string like others.
    return undefined
  }
}

function isMultiLine(value: string | number | boolean): value is string {
  return typeof value === 'string' && value.includes('\n')
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').map((line) => line.replace(/\r$/, ''))
}

function renderScalar(
  drawing: Drawing,
  value: string | number | boolean
): string {
  return typeof value === 'string' ? quote(drawing, value) : String(value)
}

/** Both sides of a change; of long strings, the part where they differ. */
function renderPair(
  drawing: Drawing,
  before: string | number | boolean,
  after: string | number | boolean
): readonly [string, string] {
  const old = typeof before === 'string' ? drawing.scrub(before) : before
  const fresh = typeof after === 'string' ? drawing.scrub(after) : after
  if (
    typeof old !== 'string' ||
    typeof fresh !== 'string' ||
    Math.max(old.length, fresh.length) <= 200
  ) {
    return [renderScalar(drawing, before), renderScalar(drawing, after)]
  }
  let start = 0
  while (
    start < old.length &&
    start < fresh.length &&
    old[start] === fresh[start]
  ) {
    start++
  }
  let end = 0
  while (
    end < Math.min(old.length, fresh.length) - start &&
    old[old.length - 1 - end] === fresh[fresh.length - 1 - end]
  ) {
    end++
  }
  const from = Math.max(0, start - around)
  const tail = Math.max(0, end - around)
  const part = (text: string) =>
    JSON.stringify(
      `${from > 0 ? '…' : ''}${cut(text.slice(from, text.length - tail).toWellFormed())}${tail > 0 ? '…' : ''}`
    )
  return [part(old), part(fresh)]
}

function quote(drawing: Drawing, text: string): string {
  return JSON.stringify(cut(drawing.scrub(text)))
}

/** Cut at 500 code units, never inside a surrogate pair, saying so. */
function cut(text: string): string {
  if (text.length <= maxStringLength) return text
  const last = text.charCodeAt(maxStringLength - 1)
  const end =
    last >= 0xd800 && last <= 0xdbff ? maxStringLength - 1 : maxStringLength
  return `${text.slice(0, end)}… (${text.length - end} more characters)`
}

function renderKey(drawing: Drawing, key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key)
    ? drawing.scrub(key)
    : quote(drawing, key)
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
