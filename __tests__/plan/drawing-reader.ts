import type { DiffLine } from '../../src/plan/types.ts'

/**
 * Reads a drawing as a person does, and does to the old value what it says: a
 * second, independent understanding of what the differ draws.
 */

/** A value that is not told: sensitive, or known after apply. */
export class Untold {
  readonly what: 'sensitive' | 'unknown'
  /** What is hidden; undefined where any is meant. */
  readonly hidden: unknown
  /** Of a sensitive one, what is said: that it is this, another, or either. */
  readonly claim: 'value' | 'another' | 'any'

  constructor(
    what: Untold['what'],
    hidden: unknown,
    claim: Untold['claim'] = 'value'
  ) {
    this.what = what
    this.hidden = hidden
    this.claim = claim
  }
}

/** Not there; null is a value. */
const missing = Symbol('missing')
/** Null or not there: `-> null` is written for both. */
const gone = Symbol('gone')

interface Entry {
  readonly line: DiffLine
  /** Undefined in a list. */
  readonly key: string | undefined
  /** What stands after the name, or all of it. */
  readonly text: string
  readonly children: readonly Entry[]
  /** What stands after the closing bracket. */
  readonly tail: string
}

/** The lines by their depth, closing brackets put to what they close. */
export function readDrawing(lines: readonly DiffLine[]): readonly Entry[] {
  const [entries, end] = readLevel(lines, 0, 0)
  if (end !== lines.length) throw new Error(`Line ${end} closes nothing`)
  return entries
}

function readLevel(
  lines: readonly DiffLine[],
  from: number,
  depth: number
): readonly [readonly Entry[], number] {
  const entries: Entry[] = []
  let at = from
  while (at < lines.length) {
    const line = lines[at]
    if (line === undefined || line.depth < depth) break
    if (/^[\]})]/.test(line.text)) break
    const { key, text } = nameOf(line.text)
    at++
    if (!/^(?:jsonencode\(|[{[])(?: #|$)/.test(text)) {
      entries.push({ line, key, text, children: [], tail: '' })
      continue
    }
    const [children, end] = readLevel(lines, at, depth + 1)
    const closing = lines[end]
    if (closing?.depth !== depth || !/^[\]})]/.test(closing.text)) {
      throw new Error(`Nothing closes ${line.text}`)
    }
    entries.push({ line, key, text, children, tail: closing.text.slice(1) })
    at = end + 1
  }
  return [entries, at]
}

/** `name = text`, `name {`, `name "label" {`, or only a text. */
function nameOf(line: string): { key: string | undefined; text: string } {
  const match =
    /^("(?:[^"\\]|\\.)*"|[A-Za-z_][\w-]*) *= (.*)$/s.exec(line) ??
    /^((?!jsonencode)[A-Za-z_][\w-]*) (\{.*)$/s.exec(line)
  const [, name, text] = match ?? []
  if (name === undefined || text === undefined) {
    return { key: undefined, text: line }
  }
  return {
    key: name.startsWith('"') ? (JSON.parse(name) as string) : name,
    text
  }
}

const token =
  /^(?:"(?:[^"\\]|\\.)*"|\(known after apply\)|\(sensitive value\)|\[\]|\{\}|[^\s,]+)/

/** What is at the start of a text, and what is left of it. */
function readToken(text: string): readonly [unknown, string] {
  const word = token.exec(text)?.[0]
  if (word === undefined) throw new Error(`No value in ${text}`)
  const rest = text.slice(word.length)
  if (word === '(sensitive value)') {
    return [new Untold('sensitive', undefined, 'any'), rest]
  }
  if (word === '(known after apply)') {
    return [new Untold('unknown', undefined), rest]
  }
  return [JSON.parse(word), rest]
}

/** The value that lines with one marker make up. */
function wholeOf(entry: Entry): unknown {
  // What becomes unknown is told as what goes.
  const marker = entry.line.marker === '~' ? '-' : entry.line.marker
  const parts = entry.children.flatMap((child): readonly Member[] => {
    if (child.line.marker !== marker) refuse('Another marker', child)
    return nullsOf(child) ?? [[child.key ?? '', wholeOf(child)]]
  })
  if (entry.text.startsWith('[')) return parts.map(([, part]) => part)
  if (entry.text.startsWith('{')) return Object.fromEntries(parts)
  return readToken(entry.text)[0]
}

type Member = readonly [string, unknown]

/** Members that are null, in one line. */
function nullsOf({ text }: Entry): readonly Member[] | undefined {
  const told = /^# \((\d+) null: (.*)\)$/s.exec(text)
  if (told === null) return undefined
  const names = told[2]?.match(/"(?:[^"\\]|\\.)*"|[^\s,]+/g) ?? []
  if (names.length !== Number(told[1])) throw new Error(`Not so many: ${text}`)
  return names.map((name) => [
    name.startsWith('"') ? (JSON.parse(name) as string) : name,
    null
  ])
}

/** How the drawing is wrong about what was, or does not tell which it means. */
export class MisreadError extends Error {
  override readonly name = 'MisreadError'
}

function refuse(why: string, entry: Entry): never {
  throw new MisreadError(`${why}: ${entry.line.marker} ${entry.line.text}`)
}

/** What the old value becomes, by what is drawn; `missing` where it goes. */
export function follow(entry: Entry, old: unknown): unknown {
  const { marker } = entry.line
  switch (marker) {
    case ' ':
      return followSame(entry, old)
    case '+':
      if (old !== missing && old !== null) refuse('There was one', entry)
      return wholeOf(entry)
    case '-': {
      expectShown(entry, wholeOf(entry), old)
      const rest = entry.children.length > 0 ? entry.tail : entry.text
      return / -> null,?(?: #|$)/.test(rest) ? gone : missing
    }
    case '~':
      return followChange(entry, old)
  }
}

function followSame(entry: Entry, old: unknown): unknown {
  const shown = wholeOf(entry)
  expectShown(entry, shown, old)
  return old
}

function followChange(entry: Entry, old: unknown): unknown {
  const { text, tail, children } = entry
  if (tail.startsWith(' -> (known after apply)')) {
    expectShown(entry, wholeOf(entry), old)
    return new Untold('unknown', undefined)
  }
  if (children.length > 0) {
    if (text.startsWith('[')) {
      if (!Array.isArray(old)) refuse('It was no list', entry)
      return followItems(entry, old as readonly unknown[])
    }
    if (!isMap(old)) refuse('It was no map', entry)
    return followMembers(children, old)
  }
  const [before, rest] = readToken(text)
  expectShown(entry, before, old)
  if (rest.startsWith(' -> ')) {
    const after = readToken(rest.slice(4))[0]
    if (Object.is(before, after)) refuse('Both sides look alike', entry)
    return after
  }
  const isSecret = before instanceof Untold && before.what === 'sensitive'
  if (!isSecret) refuse('It becomes nothing', entry)
  if (rest.includes('no longer be marked'))
    return new Untold('sensitive', 0, 'any')
  const hidden = old instanceof Untold ? old.hidden : old
  const claim = /may have changed|will be marked/.test(rest) ? 'any' : 'another'
  return new Untold('sensitive', hidden, claim)
}

/** Members of a map: what is not drawn is as it was, and counted. */
export function followMembers(
  entries: readonly Entry[],
  old: Readonly<Record<string, unknown>>
): Record<string, unknown> {
  const fresh: Record<string, unknown> = { ...old }
  const drawn = new Set<string>()
  let hidden = 0
  for (const entry of entries) {
    const count = /^# \((\d+) unchanged (?:attribute|element)s? hidden\)$/.exec(
      entry.text
    )
    if (count !== null) {
      hidden += Number(count[1])
      continue
    }
    const key = entry.key ?? refuse('No name', entry)
    if (entry.line.marker === '+' && drawn.has(key)) {
      const isAgain = isShown(wholeOf(entry), old[key])
      if (isAgain) refuse('It goes and comes', entry)
    }
    const was = Object.hasOwn(old, key) ? old[key] : missing
    const becomes = follow(
      entry,
      drawn.has(key) && fresh[key] === undefined ? missing : was
    )
    if (becomes === missing) fresh[key] = undefined
    else fresh[key] = becomes
    drawn.add(key)
  }
  const others = Object.keys(old).filter((key) => !drawn.has(key))
  if (others.length !== hidden) {
    throw new MisreadError(
      `${hidden} members are said to be hidden, but ${others.join()} are`
    )
  }
  return Object.fromEntries(
    Object.entries(fresh).filter(([, value]) => value !== undefined)
  )
}

function followItems(list: Entry, old: readonly unknown[]): unknown[] {
  const fresh: unknown[] = []
  let at = 0
  let goes = new Set<string>()
  for (const entry of list.children) {
    const hidden = /^# \((\d+) unchanged elements? hidden\)$/.exec(entry.text)
    if (/^# \(the same \d+ elements in another order\)$/.test(entry.text)) {
      continue
    }
    if (hidden !== null) {
      const count = Number(hidden[1])
      fresh.push(...old.slice(at, at + count))
      goes = new Set()
      at += count
      continue
    }
    if (entry.line.marker === '+') {
      const comes = wholeOf(entry)
      if (goes.has(JSON.stringify(comes))) refuse('It goes and comes', entry)
      fresh.push(comes)
      continue
    }
    if (entry.line.marker !== '-') goes = new Set()
    else if (!hasUntold(wholeOf(entry))) {
      goes.add(JSON.stringify(wholeOf(entry)))
    }
    if (at >= old.length) refuse('There were fewer', entry)
    const item = old[at++]
    if (entry.line.marker === '~') expectNamed(entry, item, old, fresh.length)
    const becomes = follow(entry, item)
    if (becomes !== missing) fresh.push(becomes === gone ? null : becomes)
  }
  if (at !== old.length) refuse(`${old.length - at} are not told`, list)
  return fresh
}

function hasUntold(value: unknown): boolean {
  if (value instanceof Untold) return true
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some(hasUntold)
  )
}

/** Is it told which of the old ones is meant, by what is shown or its place? */
function expectNamed(
  entry: Entry,
  item: unknown,
  old: readonly unknown[],
  index: number
): void {
  const place = / # \[(\d+)\]/.exec(entry.text)?.[1]
  if (place !== undefined) {
    if (Number(place) !== index) refuse(`It is at ${index}`, entry)
    return
  }
  if (entry.children.length === 0) return
  const like = old.filter((other) => other !== item && fits(entry, other))
  if (like.length > 0) refuse('It may be another', entry)
}

/** Might this be the old value, as far as it is shown? */
function fits(entry: Entry, other: unknown): boolean {
  try {
    follow(entry, other)
    return true
  } catch (error) {
    if (error instanceof MisreadError) return false
    throw error
  }
}

function expectShown(entry: Entry, shown: unknown, old: unknown): void {
  if (!isShown(shown, old === missing ? undefined : old)) {
    refuse(`It was ${JSON.stringify(old)}`, entry)
  }
}

/** Does this show that value? */
function isShown(shown: unknown, value: unknown): boolean {
  if (shown instanceof Untold) {
    // What will be sensitive is not shown any more.
    return shown.what === 'sensitive'
  }
  if (value instanceof Untold) return false
  // A secret of somewhere else was taken out.
  if (typeof shown === 'string' && shown.includes('***')) return true
  if (Array.isArray(shown)) {
    return (
      Array.isArray(value) &&
      shown.length === value.length &&
      shown.every((item, index) => isShown(item, value[index]))
    )
  }
  if (!isMap(shown)) return Object.is(shown, value)
  return (
    isMap(value) &&
    Object.keys(shown).length === Object.keys(value).length &&
    Object.entries(shown).every(
      ([key, item]) => Object.hasOwn(value, key) && isShown(item, value[key])
    )
  )
}

export function isMap(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Untold)
  )
}

/** Is what was read what is, as far as it can be told? */
export function isAsRead(read: unknown, fresh: unknown): boolean {
  if (read === gone) return fresh === null || fresh === missing
  if (read === missing || fresh === missing) return read === fresh
  if (read instanceof Untold) {
    if (read.claim === 'any' && read.what === 'sensitive') return true
    if (!(fresh instanceof Untold) || fresh.what !== read.what) return false
    const same = JSON.stringify(read.hidden) === JSON.stringify(fresh.hidden)
    return read.claim === 'another' ? !same : same
  }
  if (fresh instanceof Untold) return false
  if (typeof read === 'string' && read.includes('***')) return true
  if (Array.isArray(read)) {
    return (
      Array.isArray(fresh) &&
      read.length === fresh.length &&
      read.every((item, index) => isAsRead(item, fresh[index]))
    )
  }
  if (!isMap(read)) return Object.is(read, fresh)
  if (!isMap(fresh)) return false
  const at = (map: Record<string, unknown>, key: string) =>
    Object.hasOwn(map, key) ? map[key] : missing
  return [...new Set([...Object.keys(read), ...Object.keys(fresh)])].every(
    (key) => isAsRead(at(read, key), at(fresh, key))
  )
}
