import type { ResourceChange, Verb } from '../plan/types.ts'

/** `9,999`: as `toLocaleString` has it, without loading what that needs. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** `1 resource`, `2 resources`. */
export function plural(
  count: number,
  noun: string,
  nouns = `${noun}s`
): string {
  return `${grouped(count)} ${count === 1 ? noun : nouns}`
}

/** `a, b and c`. */
export function listing(parts: readonly string[]): string {
  return parts.length < 2
    ? parts.join('')
    : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`
}

/** `1 to destroy, 3 to create`: how much of what; '' for nothing. */
export function countWords(
  parts: readonly (readonly [number, string])[]
): string {
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${grouped(count)} ${what}`)
    .join(', ')
}

/** The verbs in the order people should read them: dangerous first. */
export const verbOrder = [
  'destroy',
  'replace',
  'forget',
  'unknown',
  'update',
  'create',
  'read',
  'open',
  'no-op'
] as const satisfies readonly Verb[]

/** Does the verb take something away that may not come back? */
export function isDangerous(verb: Verb): boolean {
  return (
    verb === 'destroy' ||
    verb === 'replace' ||
    verb === 'forget' ||
    verb === 'unknown'
  )
}

/** What a verb is called above its list. */
export const verbTitles: Readonly<Record<Verb, string>> = {
  destroy: 'Destroy',
  replace: 'Replace',
  forget: 'Forget: kept, but no longer managed',
  unknown: 'Unknown action',
  update: 'Update in place',
  create: 'Create',
  read: 'Read during apply',
  open: 'Ephemeral: opened, not kept',
  'no-op': 'Only moved or imported'
}

/** Past participles, for what was applied. */
export const verbsDone: Readonly<Record<Verb, string>> = {
  destroy: 'destroyed',
  replace: 'replaced',
  forget: 'forgotten',
  unknown: 'of unknown action',
  update: 'updated',
  create: 'created',
  read: 'read',
  open: 'opened',
  'no-op': 'moved or imported'
}

/**
 * The symbol that Terraform prints for a change.
 * @see Terraform: command plan
 */
export function symbolOf(change: ResourceChange): string {
  switch (change.verb) {
    case 'create':
      return '+'
    case 'update':
      return '~'
    case 'destroy':
      return '-'
    case 'forget':
      return '.'
    case 'read':
      return '<='
    case 'open':
      return '⟲'
    case 'replace':
      return change.actions.includes('forget')
        ? '+/.'
        : change.actions[0] === 'create'
          ? '+/-'
          : '-/+'
    case 'no-op':
      return change.previousAddress === undefined ? '=' : '→'
    case 'unknown':
      return '?'
  }
}

const cannotUpdate = 'replace_because_cannot_update'

const reasons: ReadonlyMap<string, string> = new Map(
  Object.entries({
    [cannotUpdate]: 'it cannot be updated in place',
    replace_because_tainted: 'it is tainted',
    replace_by_request: 'as requested',
    replace_by_triggers: 'by replace_triggered_by',
    delete_because_no_resource_config: 'it is not in the configuration',
    delete_because_wrong_repetition:
      'its count or for_each was added or removed',
    delete_because_count_index: 'its index is out of the range of count',
    delete_because_each_key: 'its key is not in for_each',
    delete_because_enabled_false: 'its enabled is false',
    delete_because_no_module: 'its module is not in the configuration',
    delete_because_no_move_target:
      'it was moved to an address that is not in the configuration',
    read_because_config_unknown: 'its configuration is not known yet',
    read_because_dependency_pending: 'what it depends on has changes pending',
    read_because_check_nested: 'it is inside a check block'
  })
)

const deferredReasons: ReadonlyMap<string, string> = new Map(
  Object.entries({
    unknown: '',
    instance_count_unknown: 'its count or for_each is not known yet',
    resource_config_unknown: 'its configuration is not known yet',
    provider_config_unknown: 'its provider’s configuration is not known yet',
    absent_prereq: 'something it needs does not exist yet',
    deferred_prereq: 'something it depends on is deferred'
  })
)

/**
 * Why Terraform chose this action, in a few words; '' where it does not say. A
 * reason that this version does not know is Terraform's own word for it.
 */
export function reasonOf(
  { deposed, actionReason, replacePaths }: ResourceChange,
  render: (text: string) => string
): string {
  const left =
    deposed === undefined
      ? ''
      : 'left over from a replacement that failed half-way'
  // The paths say it already.
  const isTold = actionReason === cannotUpdate && replacePaths.length > 0
  const why = isTold ? '' : worded(reasons, actionReason, render)
  return [left, why].filter((part) => part !== '').join('; ')
}

/** The same of what is put off to a later plan. */
export function deferredReasonOf(
  reason: string | undefined,
  render: (text: string) => string
): string {
  return worded(deferredReasons, reason, render)
}

function worded(
  known: ReadonlyMap<string, string>,
  word: string | undefined,
  render: (text: string) => string
): string {
  if (word === undefined || word === '') return ''
  return known.get(word) ?? `reason ${render(word)}`
}

/** Milliseconds in words: `8 s`, `3 min 5 s`, `1 h 2 min`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) {
    return seconds % 60 === 0
      ? `${minutes} min`
      : `${minutes} min ${seconds % 60} s`
  }
  return minutes % 60 === 0
    ? `${Math.floor(minutes / 60)} h`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
