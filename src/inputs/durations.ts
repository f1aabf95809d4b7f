import { quote, suggest } from './problems.ts'
import type { InputReader, Reading } from './reader.ts'
import type { InputName } from './names.ts'

const units = { w: 7 * 24 * 3600, d: 24 * 3600, h: 3600, m: 60, s: 1 } as const
const longestWait = 24 * 3600 * 1000
const longestAge = 365 * 24 * 3600 * 1000

/**
 * `1h30m` → milliseconds; undefined where it is not such a text, or not within
 * one second and 24 hours.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/.exec(text)
  if (match === null || text === '') return undefined
  const part = (index: number): number => Number(match[index] ?? 0)
  const milliseconds = (part(1) * 3600 + part(2) * 60 + part(3)) * 1000
  return milliseconds >= 1000 && milliseconds <= longestWait
    ? milliseconds
    : undefined
}

/** A wait, in milliseconds. */
export const readDuration: Reading<number> = (reader, name) => {
  const value = reader.text(name)
  const milliseconds = value === undefined ? undefined : parseDuration(value)
  if (milliseconds !== undefined) return milliseconds
  refuse(reader, name, {
    limit: longestWait,
    allowed: "a time from 1s to 24h such as '90s', '30m' or '1h30m'"
  })
  return 0
}

/** How old something may be, in milliseconds: a wait's text, or days. */
export const readAge: Reading<number | undefined> = (reader, name) => {
  const value = reader.text(name) ?? ''
  const days = /^(\d{1,3})d$/.exec(value)
  const milliseconds =
    days === null ? parseDuration(value) : Number(days[1]) * units.d * 1000
  if (
    milliseconds !== undefined &&
    milliseconds > 0 &&
    milliseconds <= longestAge
  ) {
    return milliseconds
  }
  refuse(reader, name, {
    limit: longestAge,
    allowed: "a time such as '90m', '24h' or '7d', at most '365d'"
  })
  return undefined
}

function refuse(
  { text, reject }: InputReader,
  name: InputName,
  { limit, allowed }: { readonly limit: number; readonly allowed: string }
): void {
  const value = text(name)
  reject(
    name,
    value === undefined ? 'is empty' : `is ${quote(value)}`,
    suggest(suggestDurations(value ?? '', limit), allowed)
  )
}

/**
 * The times that somebody may have meant by a text that is none, as they are
 * written here: a bare number is seconds or minutes, other notations are known.
 */
function suggestDurations(text: string, limit: number): readonly string[] {
  const fits = (seconds: number): boolean =>
    seconds >= 1 && seconds * 1000 <= limit
  if (/^\d{1,9}$/.test(text)) {
    const number = Number(text)
    const meant = [
      ...(fits(number) ? [`${number}s`, renderDuration(number, limit)] : []),
      ...(fits(number * units.m) ? [`${number}m`] : []),
      ...(fits(number * units.h) ? [`${number}h`] : [])
    ]
    return [...new Set(meant)]
  }
  const seconds = Math.round(readOtherNotation(text) ?? 0)
  return fits(seconds) ? [renderDuration(seconds, limit)] : []
}

/** `1.5 hours`, `30 min`, `1m 1h`, `PT30M`, `01:30:00` → seconds. */
function readOtherNotation(text: string): number | undefined {
  const clock = /^(\d{1,4}):(\d{2}):(\d{2})$/.exec(text)
  if (clock !== null) {
    const [hours = 0, minutes = 0, seconds = 0] = clock.slice(1).map(Number)
    return hours * units.h + minutes * units.m + seconds
  }
  const parts = text
    .toLowerCase()
    .replace(/^p(.*)$/, (_, iso: string) => iso.replace('t', ''))
    .replaceAll(/[\s,]|and/g, '')
  const part =
    /(\d{1,9}(?:\.\d{1,3})?)([wdhms])(?:eeks?|ays?|ours?|rs?|inutes?|ins?|econds?|ecs?)?/g
  if (parts === '' || parts.replaceAll(part, '') !== '') return undefined
  return [...parts.matchAll(part)].reduce(
    (sum, [, number, unit]) =>
      sum + Number(number) * units[unit as keyof typeof units],
    0
  )
}

/** Seconds as they are written here; days only where they are known. */
function renderDuration(seconds: number, limit: number): string {
  if (limit > longestWait && seconds % units.d === 0) {
    return `${seconds / units.d}d`
  }
  const hours = Math.floor(seconds / units.h)
  const minutes = Math.floor((seconds % units.h) / units.m)
  const parts = [
    [hours, 'h'],
    [minutes, 'm'],
    [seconds % units.m, 's']
  ] as const
  return parts.map(([n, unit]) => (n === 0 ? '' : `${n}${unit}`)).join('')
}
