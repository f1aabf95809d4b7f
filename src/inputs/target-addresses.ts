import type { InputName } from './names.ts'
import { suggest } from './problems.ts'
import type { InputReader } from './reader.ts'
import { suggestLines } from './suggested-lines.ts'

type Step = { readonly name: string } | { readonly key: string }

/** A name of HCL. */
const identifier = /^[\p{ID_Start}_][\p{ID_Continue}-]*/u
/** A whole number, or a quoted text without `${` and `%{` in it. */
const index =
  /^\[(?:\d+|"(?:[^"\\$%\n]|\\(?:[nrt"\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})|[$%](?!\{)|(?:\$\$|%%)\{)*")\]/

/** No type of a resource begins with these, but after `resource.`. */
const reserved: readonly string[] = [
  'count',
  'each',
  'local',
  'module',
  'path',
  'self',
  'terraform',
  'var',
  'template',
  'lazy',
  'arg'
]

/** What the address is for: whole modules have no other use than a target. */
type Kind = 'target' | 'replace' | 'action'

/**
 * The address of the action that is to be invoked; HCP Terraform takes one a
 * run. (Terraform 1.14: `-invoke`.)
 */
export function readAction(reader: InputReader): string | undefined {
  const name = 'invoke-action'
  const [address, ...more] = readAddresses(reader, name, 'action')
  if (more.length > 0) {
    reader.reject(
      name,
      `has ${more.length + 1} addresses`,
      'one action a run, as HCP Terraform invokes them'
    )
  }
  return address
}

/**
 * Resource addresses, one a line, in the grammar of `-target`, or of `-replace`
 * (Terraform: `addrs.ParseTarget`, `ParseAbsResourceInstance`).
 */
export function readAddresses(
  { lines, reject }: InputReader,
  name: InputName,
  kind: Kind
): readonly string[] {
  const addresses = lines(name)
  for (const address of addresses) {
    const wrong = findFault(address, kind)
    if (wrong === undefined) continue
    const isRight = (each: string): boolean =>
      findFault(each, kind) === undefined
    // All instances are meant without an index.
    const quoted = address
      .replace(/^--?(?:target|replace|invoke)[= ]\s*/, '')
      .replace(/^(?:resource\s+)?"(\w+)"\s+"([\w-]+)"\s*\{?$/, '$1.$2')
      .replaceAll('[*]', '')
      .replaceAll(/\['?([^[\]"']+)'?\]/g, '["$1"]')
    const meant = isRight(quoted)
      ? [`'${quoted}'`]
      : suggestLines(address, isRight)
    reject(
      name,
      `has ${JSON.stringify(address.slice(0, 80))}: ${wrong}`,
      suggest(
        meant,
        kind === 'action'
          ? `the address of an action, such as 'action.aws_lambda_invoke.notify'`
          : `one resource address a line, such as 'module.network.aws_subnet.a["x"]'`
      )
    )
  }
  return addresses
}

/** What is wrong with an address, in a clause; undefined where nothing is. */
export function findFault(address: string, kind: Kind): string | undefined {
  const steps = splitAddress(address)
  if (typeof steps === 'string') return steps
  const rest = skipModules(steps)
  if (typeof rest === 'string') return rest
  if (rest.length === 0) {
    return kind === 'target'
      ? undefined
      : kind === 'action'
        ? 'a module cannot be invoked, only an action in it'
        : 'a module cannot be replaced, only a resource in it'
  }
  return findResourceFault(rest, kind)
}

/** The names and keys of an address; a text says why it has none. */
function splitAddress(address: string): readonly Step[] | string {
  const steps: Step[] = []
  for (let at = 0; at < address.length;) {
    const rest = address.slice(at)
    if (rest.startsWith('[')) {
      const key = index.exec(rest)?.[0]
      if (key === undefined || steps.length === 0) {
        return `an index is a number or a quoted string, such as ["a"] or [0]`
      }
      steps.push({ key })
      at += key.length
      continue
    }
    const dot = steps.length === 0 ? '' : '.'
    const name = rest.startsWith(dot)
      ? identifier.exec(rest.slice(dot.length))?.[0]
      : undefined
    if (name === undefined) {
      return `at ${JSON.stringify(rest.slice(0, 20))} there is no name`
    }
    steps.push({ name })
    at += dot.length + name.length
  }
  return steps
}

/** What is left behind `module.NAME`, any number of times. */
function skipModules(steps: readonly Step[]): readonly Step[] | string {
  let rest = steps
  while (nameOf(rest[0]) === 'module') {
    if (nameOf(rest[1]) === undefined) {
      return "'module.' has the name of a module behind it"
    }
    rest = rest.slice(rest[2] !== undefined && 'key' in rest[2] ? 3 : 2)
  }
  return rest
}

function findResourceFault(
  steps: readonly Step[],
  kind: Kind
): string | undefined {
  const [first] = steps
  const mode = nameOf(first) ?? ''
  const isOther = ['data', 'ephemeral', 'list', 'action'].includes(mode)
  if (kind === 'action' && mode !== 'action') {
    return "an action's address has 'action.' before its type and name"
  }
  if (isOther && kind === 'replace') {
    return `only managed resources are replaced, and this is of '${mode}'`
  }
  if (reserved.includes(mode)) {
    return `'${mode}' is no type of a resource`
  }
  const rest = isOther || mode === 'resource' ? steps.slice(1) : steps
  if (nameOf(rest[0]) === undefined || nameOf(rest[1]) === undefined) {
    return 'a resource has a type and a name'
  }
  const [key, ...more] = rest.slice(2)
  return key !== undefined && ('name' in key || more.length > 0)
    ? 'behind the name of a resource there is one index at most'
    : undefined
}

function nameOf(step: Step | undefined): string | undefined {
  return step !== undefined && 'name' in step ? step.name : undefined
}
