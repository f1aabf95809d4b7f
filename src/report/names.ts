import { looksRandom } from '../plan/scrub.ts'
import type { Report } from './types.ts'

/** Longer names are not looked for around a secret. */
const longestName = 400

/** What may be an address or the path of a file, with its keys. */
const namePattern = /(?:[\w./-]|\[(?:\d+|"(?:[^"\\\n]|\\.)*")\])+/g

const addressPattern =
  /^[\w-]+(?:\[(?:\d+|"(?:[^"\\\n]|\\.)*")\])?(?:\.[\w-]+(?:\[(?:\d+|"(?:[^"\\\n]|\\.)*")\])?)+$/
const filePattern = /^[\w./-]+\.(?:tf|tofu)(?:\.json)?$/

/**
 * Is a place in a text inside a name that the reports are about, and no secret by
 * its looks? Terraform lets no sensitive value into an address, and files are
 * named by people: a word in them that is a secret elsewhere (`postgres`) is
 * there by chance, and a name that is masked cannot be read.
 */
export function createNameCheck(
  reports: readonly Report[]
): (text: string, from: number, to: number) => boolean {
  let names: ReadonlySet<string> | undefined
  return (text, from, to) => {
    if (looksRandom(text.slice(from, to))) return false
    names ??= new Set(reports.flatMap((report) => [...namesOf(report)]))
    const start = Math.max(0, from - longestName)
    const around = text.slice(start, to + longestName)
    for (const { 0: name, index } of around.matchAll(namePattern)) {
      if (start + index > from) return false
      if (start + index + name.length < to) continue
      return names.has(name.replace(/[.:,;]+$/, ''))
    }
    return false
  }
}

/**
 * The name of an output or attribute: no value can be in it; what is a secret
 * elsewhere stays, but for what looks like one.
 */
export function redactName(
  name: string,
  redact: (text: string) => string
): string {
  return looksRandom(name) ? redact(name) : name
}

/** Every address, module and file; single words are none. */
function namesOf({
  plan,
  failure,
  warnings,
  run
}: Report): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (name: string | undefined): void => {
    if (name !== undefined && addressPattern.test(name)) found.add(name)
  }
  for (const { address, range } of [
    ...(failure?.diagnostics ?? []),
    ...warnings
  ]) {
    add(address)
    if (filePattern.test(range?.filename ?? '')) {
      found.add(range?.filename ?? '')
    }
  }
  for (const address of [...(run?.targets ?? []), ...(run?.replaces ?? [])]) {
    add(address)
  }
  if (plan?.kind !== 'changes') return found
  const { changes } = plan
  for (const change of [
    ...changes.resources,
    ...changes.drift,
    ...changes.deferredChanges
  ]) {
    add(change.address)
    add(change.previousAddress)
    for (const module of modulesOf(change.moduleAddress ?? '')) add(module)
  }
  for (const { address, triggeringAddress } of changes.actionInvocations) {
    add(address)
    add(triggeringAddress)
  }
  for (const { address } of changes.checks) add(address)
  return found
}

/** A module and those that it is in. */
function modulesOf(address: string): readonly string[] {
  const modules: string[] = []
  for (
    let end = address.length;
    end > 0;
    end = address.lastIndexOf('.module.', end - 1)
  ) {
    modules.push(address.slice(0, end))
  }
  return modules
}
