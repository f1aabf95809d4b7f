import { hash } from 'node:crypto'
import { asObject, asString, type JsonObject } from './json.ts'
import type { RawChange } from './raw-change.ts'
import { canonicalJson } from './value.ts'

/**
 * What the configuration says of what a plan changes, as digests, taken part by
 * part while a plan JSON is read.
 * @see Terraform: JSON output format, configuration representation
 */
export interface ConfigurationDigests {
  /** Takes the value at a path below `configuration` that is a part. */
  take(path: readonly string[], value: unknown): void
  /**
   * Of a resource, its provider and the modules above it: expressions,
   * provisioners, alias, source, version and whatever else is said.
   */
  ofChange(change: Pick<RawChange, 'address' | 'moduleAddress'>): string
  /** Of an output of the root module. */
  ofOutput(name: string): string
}

/** What to do at a path below `configuration`: its keys, `*` in a list. */
export function choosePart(
  path: readonly string[]
): 'keep' | 'descend' | 'skip' {
  if (path.length === 0) return 'descend'
  if (path[0] === 'provider_config') return path.length > 1 ? 'keep' : 'descend'
  if (path[0] !== 'root_module') return 'skip'
  const { rest } = modulePath(path.slice(1))
  const [kind] = rest
  if (kind === undefined) return 'descend'
  // Of a module all but what is in it; a list of resources one by one.
  if (kind === 'module_calls') return rest.length > 2 ? 'keep' : 'descend'
  if (kind !== 'resources' && kind !== 'outputs' && kind !== 'actions') {
    return 'skip'
  }
  return rest.length > 1 ? 'keep' : 'descend'
}

/** Starts with nothing taken. */
export function createConfigurationDigests(): ConfigurationDigests {
  const parts = new Map<string, string[]>()
  const providers = new Map<string, string>()
  const add = (key: string, text: string) => {
    const known = parts.get(key)
    if (known === undefined) parts.set(key, [text])
    else known.push(text)
  }
  const told = (key: string) => [...(parts.get(key) ?? [])].sort()
  // Instances of one resource share what is said of it.
  const made = new Map<string, string>()
  return {
    take(path, value) {
      made.clear()
      const text = digestOf(value)
      if (path[0] === 'provider_config') {
        add(`provider ${path[1] ?? ''}`, text)
        return
      }
      const { modules, rest } = modulePath(path.slice(1))
      const module = modules.map((name) => `module.${name}`).join('.')
      if (rest[0] === 'module_calls') {
        const call = [...modules, rest[1] ?? ''].map((name) => `module.${name}`)
        add(`call ${call.join('.')}`, `${rest[2] ?? ''} ${text}`)
      } else if (rest[0] === 'outputs') {
        if (module === '') add(`output ${rest[1] ?? ''}`, text)
      } else {
        const object = asObject(value)
        const key = `${module} ${asString(object?.['address']) ?? ''}`
        add(key, text)
        const provider = asString(object?.['provider_config_key'])
        if (provider !== undefined) providers.set(key, provider)
      }
    },
    ofChange({ address, moduleAddress = '' }) {
      const module = withoutKeys(moduleAddress)
      const inModule =
        moduleAddress !== '' && address.startsWith(`${moduleAddress}.`)
          ? address.slice(moduleAddress.length + 1)
          : address
      const key = `${module} ${withoutKeys(inModule)}`
      const known = made.get(key)
      if (known !== undefined) return known
      const provider = providers.get(key) ?? ''
      const steps = module.split('.').filter((_, index) => index % 2 === 1)
      const calls = steps.map((_, index) => {
        const above = steps.slice(0, index + 1).map((name) => `module.${name}`)
        return told(`call ${above.join('.')}`)
      })
      const digest = digestOf([
        told(key),
        provider,
        told(`provider ${provider}`),
        calls
      ])
      made.set(key, digest)
      return digest
    },
    ofOutput(name) {
      return digestOf(told(`output ${name}`))
    }
  }
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
  if (!address.includes('[')) return address
  return address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, '')
}

function digestOf(value: unknown): string {
  return hash('sha256', canonicalJson(value))
}
