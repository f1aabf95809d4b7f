import { isExactNumber } from '../../src/plan/exact-number.ts'
import { reducePlan } from '../../src/plan/reduction.ts'
import type { DiffLine } from '../../src/plan/types.ts'
import { plan, resource } from './documents.ts'
import type { Masks } from './drawing-pairs.ts'
import { hasTrue, seen } from './drawing-pairs.ts'
import {
  followMembers,
  isAsRead,
  isMap,
  MisreadError,
  readDrawing,
  Untold
} from './drawing-reader.ts'

/** What a change is drawn in. */
interface Setting {
  readonly layout: 'full' | 'redacted'
  readonly hasSchema: boolean
  readonly isOutput: boolean
}

export const settings: readonly Setting[] = (
  ['full', 'redacted'] as const
).flatMap((layout) => [
  { layout, hasSchema: false, isOutput: false },
  { layout, hasSchema: true, isOutput: false },
  { layout, hasSchema: false, isOutput: true }
])

const provider = 'registry.terraform.io/acme/any'
const builtIn = 'terraform.io/builtin/terraform'

/** The document that says so much changed. */
export function documentOf(
  before: unknown,
  after: unknown,
  masks: Masks,
  { layout, hasSchema, isOutput }: Setting
): Record<string, unknown> {
  const hide = (value: unknown, mask: unknown) =>
    layout === 'redacted' ? redact(value, mask) : value
  const sides = {
    before: hide(before, masks.before),
    after: withoutUnknown(hide(after, masks.after), masks.unknown),
    before_sensitive: masks.before,
    after_sensitive: masks.after,
    after_unknown: masks.unknown
  }
  const wrapped = Object.fromEntries(
    Object.entries(sides).map(([side, value]) => [side, { input: value }])
  )
  const json = plan(
    isOutput
      ? []
      : [
          resource('any_thing.x', ['update'], wrapped, {
            provider_name: hasSchema ? provider : builtIn
          })
        ],
    {
      ...(isOutput && {
        output_changes: { input: { actions: ['update'], ...sides } }
      }),
      ...(hasSchema && { provider_schemas: schemas })
    }
  )
  if (layout === 'full') return json
  const { format_version: version, ...others } = json
  return { ...others, plan_format_version: version }
}

const schemas = {
  [provider]: {
    resource_schemas: {
      any_thing: { block: { attributes: { input: { type: 'dynamic' } } } }
    }
  }
}

function redact(value: unknown, mask: unknown): unknown {
  if (mask === true) return value === null ? null : 'REDACTED'
  if (typeof mask !== 'object' || mask === null) return value
  const at = (key: string | number) =>
    (mask as Record<string | number, unknown>)[key]
  if (Array.isArray(value)) {
    return value.map((item, index) => redact(item, at(index)))
  }
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, redact(member, at(key))])
  )
}

/** As Terraform writes it: unknown members are left out, elements are null. */
function withoutUnknown(value: unknown, unknown: unknown): unknown {
  if (unknown === true) return undefined
  if (typeof unknown !== 'object' || unknown === null) return value
  const at = (key: string | number) =>
    (unknown as Record<string | number, unknown>)[key]
  if (Array.isArray(value)) {
    return value.map((item, index) => withoutUnknown(item, at(index)) ?? null)
  }
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, withoutUnknown(member, at(key))] as const)
      .filter(([, member]) => member !== undefined)
  )
}

export function drawn(
  json: Record<string, unknown>,
  { isOutput }: Setting
): readonly DiffLine[] {
  const { resources, outputs } = reducePlan(json).changes
  return (isOutput ? outputs[0] : resources[0])?.diff ?? []
}

/**
 * D1 and D2: who knows what was, and follows the drawing, has what will be, and
 * knows of what he cannot know; nothing is marked that is the same.
 * @returns what is wrong, `''` for nothing
 */
export function faultOf(
  before: unknown,
  after: unknown,
  masks: Masks,
  setting: Setting,
  lines: readonly DiffLine[]
): string {
  const old = seen(before, masks.before, undefined)
  const fresh = seen(after, masks.after, masks.unknown)
  const isSame = isAsRead(old, fresh) && isAsRead(fresh, old)
  const marked = lines.filter(({ marker }) => marker !== ' ')
  const mayDiffer =
    setting.layout === 'redacted' && (hasSecret(old) || hasSecret(fresh))
  const unseen = marked.filter(({ text }) => text.includes('cannot be shown'))
  if (isSame && !mayDiffer && !hasUnknown(fresh)) {
    const isTold =
      unseen.length === 1 ||
      lines.some(({ text }) => text.includes('# the value is unchanged'))
    return isTold && marked.length === unseen.length
      ? ''
      : 'D2: all is the same'
  }
  if (unseen.length > 0) return 'D1: something differs and is not shown'
  if (marked.length === 0) return 'D1: nothing is marked'
  const uncertain = marked.filter(
    ({ marker, text }) =>
      marker === '~' && /= \(sensitive value\)|^\(sens/.test(text)
  )
  if (
    setting.layout === 'redacted' &&
    !hasUnknownSecret(fresh) &&
    uncertain.some(({ text }) => !/may have changed|be marked/.test(text))
  ) {
    return 'D2: a secret that cannot be told is said to have changed'
  }
  try {
    const read = followMembers(readDrawing(lines), { input: old })
    const expected = setting.layout === 'redacted' ? renewed(fresh, old) : fresh
    return isAsRead(read['input'], expected)
      ? ''
      : `D1: it reads as ${show(read['input'])} for ${show(fresh)}`
  } catch (error) {
    if (error instanceof MisreadError) return `D1: ${error.message}`
    throw error
  }
}

/** Secrets of the redacted layout, none of which may pass for the same. */
function renewed(fresh: unknown, old: unknown): unknown {
  if (fresh instanceof Untold && fresh.what === 'sensitive') {
    return new Untold('sensitive', ['renewed'])
  }
  if (Array.isArray(fresh)) return fresh.map((item) => renewed(item, old))
  if (!isMap(fresh)) return fresh
  return Object.fromEntries(
    Object.entries(fresh).map(([key, member]) => [key, renewed(member, old)])
  )
}

function hasSecret(value: unknown): boolean {
  return has(value, 'sensitive')
}

/** A secret that is not known yet is another than any before. */
function hasUnknownSecret(value: unknown): boolean {
  if (value instanceof Untold) {
    return value.what === 'sensitive' && value.hidden === undefined
  }
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some(hasUnknownSecret)
  )
}

function hasUnknown(value: unknown): boolean {
  return has(value, 'unknown')
}

function has(value: unknown, what: Untold['what']): boolean {
  if (value instanceof Untold) return value.what === what
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some((member) => has(member, what))
  )
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

/**
 * D1 and D2 of a whole plan JSON of the full layout, drawn in either: a line for
 * each resource and output whose drawing does not tell what it becomes. What
 * the reader cannot read is passed over: texts of several lines, what is cut.
 */
export function planFaultsOf(
  json: Readonly<Record<string, unknown>>,
  layout: Setting['layout']
): readonly string[] {
  const faults: string[] = []
  const say = (name: string, fault: string | undefined) => {
    if ((fault ?? '') !== '') faults.push(`${layout} ${name}: ${fault ?? ''}`)
  }
  const { resources, outputs } = reducePlan(
    layout === 'full' ? json : redactedPlan(json)
  ).changes
  const told = (json['resource_changes'] ?? []) as readonly Told[]
  for (const { address, deposed, verb, diff } of resources) {
    if (verb === 'no-op' || verb === 'forget' || verb === 'open') continue
    const change = told.find(
      (one) => one.address === address && one.deposed === deposed
    )?.change
    if (change !== undefined) {
      say(address, resourceFaultOf(change, diff, layout))
    }
  }
  const sides = (json['output_changes'] ?? {}) as Record<string, Change>
  for (const { name, diff } of outputs) {
    const change = sides[name]
    if (change !== undefined) {
      say(name, outputFaultOf(name, change, diff, layout))
    }
  }
  return faults
}

type Change = Readonly<Record<string, unknown>>

interface Told {
  readonly address?: string
  readonly deposed?: string
  readonly change?: Change
}

/** The same plan with placeholders for what is sensitive. */
function redactedPlan(json: Change): Record<string, unknown> {
  const { format_version: version, ...others } = json
  const hide = (change: Change) => ({
    ...change,
    before: redact(change['before'], change['before_sensitive']),
    after: redact(change['after'], change['after_sensitive'])
  })
  const all = (json['resource_changes'] ?? []) as readonly Told[]
  const outputs = (json['output_changes'] ?? {}) as Record<string, Change>
  return {
    ...others,
    plan_format_version: version,
    resource_changes: all.map((one) => ({
      ...one,
      change: hide(one.change ?? {})
    })),
    output_changes: Object.fromEntries(
      Object.entries(outputs).map(([name, change]) => [name, hide(change)])
    )
  }
}

function outputFaultOf(
  name: string,
  change: Change,
  lines: readonly DiffLine[],
  layout: Setting['layout']
): string | undefined {
  const wrap = (side: string) => ({ [name]: change[side] })
  const isGone = (side: string) =>
    change[side] === null && change['after_unknown'] !== true
  if (lines.some(({ text }) => /unchanged$|cannot be shown/.test(text))) {
    const [old, fresh] = [seen(wrap('before'), false, false), wrap('after')]
    return isAsRead(old, fresh) ? '' : 'D1: something differs and is not shown'
  }
  return resourceFaultOf(
    {
      before: isGone('before') ? {} : wrap('before'),
      after: isGone('after') ? {} : wrap('after'),
      before_sensitive: wrap('before_sensitive'),
      after_sensitive: wrap('after_sensitive'),
      after_unknown: wrap('after_unknown')
    },
    lines,
    layout
  )
}

/**
 * The same of one resource, as a document has it. Undefined where a text in it
 * is drawn in more lines than one.
 */
export function resourceFaultOf(
  change: Change,
  lines: readonly DiffLine[],
  layout: Setting['layout'] = 'full'
): string | undefined {
  const [old, fresh] = [
    seen(change['before'] ?? {}, change['before_sensitive'], undefined),
    seenWithUnknown({ ...change, after: change['after'] ?? {} })
  ].map(withoutNull)
  if (!isMap(old) || !isMap(fresh)) return undefined
  if (hasLongText(change['before']) || hasLongText(change['after'])) {
    return undefined
  }
  const isUnreadable = ({ text }: DiffLine) =>
    /more lines not shown|(?:^|= |-> )\*\*\*/.test(text)
  if (lines.some(isUnreadable)) return undefined
  if (lines.some(({ text }) => text.includes('cannot be shown'))) {
    return isAsRead(old, fresh) ? '' : 'D1: something differs and is not shown'
  }
  const expected = layout === 'redacted' ? renewed(fresh, old) : fresh
  try {
    const read = withoutNull(followMembers(readDrawing(lines), old))
    return isAsRead(read, expected)
      ? ''
      : `D1: it reads as ${show(read)} for ${show(fresh)}`
  } catch (error) {
    return `D1: ${String(error)}\n${lines.map(({ marker, depth, text }) => `${marker}${' '.repeat(depth)} ${text}`).join('\n')}`
  }
}

/** Members that are left out since they are unknown are put in again. */
function seenWithUnknown(change: Readonly<Record<string, unknown>>): unknown {
  const fill = (value: unknown, unknown: unknown): unknown => {
    if (unknown === true) return 'unknown'
    if (Array.isArray(unknown)) {
      const items = Array.isArray(value) ? (value as readonly unknown[]) : []
      return items.length === 0 && !hasTrue(unknown)
        ? value
        : Array.from({ length: Math.max(items.length, unknown.length) }).map(
            (_, index) => fill(items[index], unknown[index])
          )
    }
    if (!isMap(unknown)) return value
    const known = isMap(value) ? value : {}
    return Object.fromEntries(
      [...new Set([...Object.keys(known), ...Object.keys(unknown)])]
        .map((key) => [key, fill(known[key], unknown[key])] as const)
        .filter(([, member]) => member !== undefined)
    )
  }
  return seen(
    fill(change['after'], change['after_unknown']),
    change['after_sensitive'],
    change['after_unknown']
  )
}

/** An attribute that is null is none. */
function withoutNull(value: unknown): unknown {
  if (!isMap(value)) return value
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== null)
  )
}

function hasLongText(value: unknown): boolean {
  if (typeof value === 'string') {
    return value.length > 200 || /\n|^\s*[[{]/.test(value)
  }
  if (value instanceof Untold) return false
  // Nor is a number that no double holds.
  if (isExactNumber(value)) return true
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).some(hasLongText)
  )
}
