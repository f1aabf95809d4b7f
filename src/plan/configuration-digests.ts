import { hash } from 'node:crypto'
import { asObject, asString, type JsonObject } from './json.ts'
import type { RawChange } from './raw-change.ts'
import {
  isUntold,
  settledOf,
  untoldOf,
  type UntoldExpressions
} from './told-expressions.ts'
import { canonicalJson } from './value.ts'

/** What the configuration says of one thing that changes. */
export interface ConfigurationDigest {
  /** Of expressions, provisioners, alias, source, version and all else. */
  readonly digest: string
  /**
   * Does that, with the values that the plan tells, leave nothing open? It does
   * not tell most expressions, so two that differ can look the same.
   */
  readonly isWhole: boolean
}

/**
 * What the configuration says of what a plan changes, as digests, taken part by
 * part while a plan JSON is read.
 * @see Terraform: JSON output format, configuration representation
 */
export interface ConfigurationDigests {
  /** Takes the value at a path below `configuration` that is a part. */
  take(path: readonly string[], value: unknown): void
  /** Of a resource, its provider and the modules above it. */
  ofChange(change: RawChange): ConfigurationDigest
  /** Of an action that is invoked, which may have values that are not known. */
  ofAction(
    address: string,
    moduleAddress: string | undefined,
    isKnown: boolean
  ): ConfigurationDigest
  /** Of an output of the root module. */
  ofOutput(name: string, isKnown: boolean): ConfigurationDigest
  /** Of the values of the root module's variables; of secret ones the names. */
  ofVariables(variables: JsonObject | undefined): string
}

/** What to do at a path below `configuration`: its keys, `*` in a list. */
export function choosePart(
  path: readonly string[]
): 'keep' | 'descend' | 'skip' {
  if (path.length === 0) return 'descend'
  if (path[0] === 'provider_config') return path.length > 1 ? 'keep' : 'descend'
  if (path[0] !== 'root_module') return 'skip'
  const { modules, rest } = modulePath(path.slice(1))
  const [kind] = rest
  if (kind === undefined) return 'descend'
  // Of a module all but what is in it; a list of resources one by one.
  if (kind === 'module_calls') return rest.length > 2 ? 'keep' : 'descend'
  const isPart =
    kind === 'resources' ||
    kind === 'outputs' ||
    kind === 'actions' ||
    (kind === 'variables' && modules.length === 0)
  if (!isPart) return 'skip'
  return rest.length > 1 ? 'keep' : 'descend'
}

/** What was taken so far. */
interface Taken {
  readonly parts: Map<string, string[]>
  readonly untold: Map<string, UntoldExpressions>
  /** The provider of a resource or an action, by its key. */
  readonly providers: Map<string, string>
  readonly secrets: Set<string>
  /** What was made of it: instances of one resource share what is said of it. */
  readonly made: Map<string, string>
}

/** Starts with nothing taken. */
export function createConfigurationDigests(): ConfigurationDigests {
  const taken: Taken = {
    parts: new Map(),
    untold: new Map(),
    providers: new Map(),
    secrets: new Set(),
    made: new Map()
  }
  const { parts, untold } = taken
  return {
    take(path, value) {
      takePart(taken, path, value)
    },
    ofChange(change) {
      // What is gone has no values, and its block may be gone with it.
      const isGone = ['delete', 'forget'].includes(change.actions.join())
      const { keys, digest } = lookUp(taken, change)
      const [own, provider] = keys.map((key) => untold.get(key))
      const isWhole =
        (parts.has(keys[0]) || isGone) &&
        own?.others !== true &&
        (isGone || isSettled(change, own?.attributes ?? [])) &&
        (provider?.attributes ?? []).length === 0
      return { digest, isWhole }
    },
    ofAction(address, moduleAddress, isKnown) {
      const { keys, digest } = lookUp(taken, { address, moduleAddress })
      const [own, provider] = keys.map((key) => untold.get(key))
      const isWhole =
        parts.has(keys[0]) &&
        (isKnown || own?.attributes.length === 0) &&
        (provider?.attributes ?? []).length === 0
      return { digest, isWhole }
    },
    ofOutput(name, isKnown) {
      const key = `output ${name}`
      const isWhole = isKnown || untold.get(key)?.others === false
      return { digest: digestOf(told(taken, key)), isWhole }
    },
    ofVariables(variables) {
      const known = Object.entries(variables ?? {}).map(([name, value]) =>
        taken.secrets.has(name) ? [name] : [name, digestOf(value)]
      )
      return digestOf(known.sort())
    }
  }
}

/** Does the plan tell what these attributes come to? */
function isSettled(change: RawChange, attributes: readonly string[]): boolean {
  if (attributes.length === 0) return true
  const settled = change.settled ?? settledOf(change.change)
  return attributes.every((name) => settled.includes(name))
}

function takePart(taken: Taken, path: readonly string[], value: unknown): void {
  const { parts, untold, providers, secrets, made } = taken
  made.clear()
  const add = (key: string, text: string) => {
    const known = parts.get(key)
    if (known === undefined) parts.set(key, [text])
    else known.push(text)
  }
  const text = digestOf(value)
  const object = asObject(value)
  if (path[0] === 'provider_config') {
    const key = `provider ${path[1] ?? ''}`
    add(key, text)
    untold.set(key, untoldOf(object))
    return
  }
  const { modules, rest } = modulePath(path.slice(1))
  const [kind = '', name = ''] = rest
  const module = modules.map((each) => `module.${each}`).join('.')
  if (kind === 'module_calls') {
    const call = [...modules, name].map((each) => `module.${each}`)
    add(`call ${call.join('.')}`, `${rest[2] ?? ''} ${text}`)
  } else if (kind === 'variables') {
    if (object?.['sensitive'] === true) secrets.add(name)
  } else if (kind === 'outputs') {
    if (module !== '') return
    const others = isUntold(object?.['expression'])
    add(`output ${name}`, text)
    untold.set(`output ${name}`, { attributes: [], others })
  } else {
    const key = `${module} ${asString(object?.['address']) ?? ''}`
    add(key, text)
    untold.set(key, untoldOf(object))
    const provider = asString(object?.['provider_config_key'])
    if (provider !== undefined) providers.set(key, provider)
  }
}

/** A resource or an action, its provider, and the modules above it. */
function lookUp(
  taken: Taken,
  {
    address,
    moduleAddress = ''
  }: Pick<RawChange, 'address'> & {
    readonly moduleAddress?: string | undefined
  }
): { readonly keys: readonly [string, string]; readonly digest: string } {
  const module = withoutKeys(moduleAddress)
  const inModule =
    moduleAddress !== '' && address.startsWith(`${moduleAddress}.`)
      ? address.slice(moduleAddress.length + 1)
      : address
  const key = `${module} ${withoutKeys(inModule)}`
  const provider = taken.providers.get(key) ?? ''
  const keys = [key, `provider ${provider}`] as const
  const made = taken.made.get(key)
  if (made !== undefined) return { keys, digest: made }
  const steps = module.split('.').filter((_, index) => index % 2 === 1)
  const calls = steps.map((_, index) => {
    const above = steps.slice(0, index + 1).map((name) => `module.${name}`)
    return told(taken, `call ${above.join('.')}`)
  })
  const digest = digestOf([
    told(taken, key),
    provider,
    told(taken, keys[1]),
    calls
  ])
  taken.made.set(key, digest)
  return { keys, digest }
}

function told({ parts }: Taken, key: string): readonly string[] {
  return [...(parts.get(key) ?? [])].sort()
}

/** The same of a document that is in memory. */
export function configurationDigestsOf(
  configuration: JsonObject | undefined
): ConfigurationDigests {
  const digests = createConfigurationDigests()
  const walk = (path: readonly string[], value: unknown) => {
    const choice = choosePart(path)
    if (choice === 'keep') digests.take(path, value)
    if (choice !== 'descend') return
    if (Array.isArray(value)) {
      for (const item of value) walk([...path, '*'], item)
    } else {
      for (const [key, member] of Object.entries(asObject(value) ?? {})) {
        walk([...path, key], member)
      }
    }
  }
  walk([], configuration)
  return digests
}

/** The calls that lead to a module, and what is left of the path. */
function modulePath(path: readonly string[]): {
  readonly modules: readonly string[]
  readonly rest: readonly string[]
} {
  const modules: string[] = []
  let at = 0
  while (path[at] === 'module_calls' && path[at + 2] === 'module') {
    modules.push(path[at + 1] ?? '')
    at += 3
  }
  return { modules, rest: path.slice(at) }
}

/** An address without the keys of its instances. */
function withoutKeys(address: string): string {
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '')
}

function digestOf(value: unknown): string {
  return hash('sha256', canonicalJson(value))
}
