import * as core from '@actions/core'

/**
 * Variables of the job's environment that stand in for an input that is left
 * out: HashiCorp's own tools read them (tfci).
 */
const variables = {
  token: 'TF_API_TOKEN',
  hostname: 'TF_HOSTNAME',
  organization: 'TF_CLOUD_ORGANIZATION'
} as const

type Inherited = keyof typeof variables

/**
 * The text of one input as the runner passes it (`INPUT_…`), trimmed; where it
 * is left out, what the job's environment has for it; else empty.
 */
export function readInput(name: string): string {
  const given = core.getInput(name)
  return isInherited(name) ? (inherit(name) ?? given) : given
}

/** The inputs that are taken from the job's environment, and from where. */
export function inheritedInputs(): readonly {
  readonly input: Inherited
  readonly variable: string
}[] {
  return Object.keys(variables)
    .filter(isInherited)
    .filter((input) => inherit(input) !== undefined)
    .map((input) => ({ input, variable: variables[input] }))
}

function isInherited(name: string): name is Inherited {
  return name in variables
}

/** Undefined where the input is given, or nothing stands in for it. */
function inherit(name: Inherited): string | undefined {
  const given = core.getInput(name)
  const variable = variables[name]
  // The default of `hostname` names its variable.
  const isLeftOut = given === '' || given.startsWith(`${variable} or `)
  const value = process.env[variable]?.trim() ?? ''
  if (!isLeftOut || value === '') return undefined
  return name === 'organization' && !needsOrganization() ? undefined : value
}

/** An id needs no organization, and could be of another one. */
function needsOrganization(): boolean {
  const isNamed = core
    .getInput('workspace')
    .split(/\r?\n/)
    .some((line) => !/^\s*(?:$|[#!]|ws-)/.test(line))
  const isList = core.getInput('mode') === 'list'
  const scope = isList ? core.getInput('list-scope') : 'workspace'
  return scope === 'workspace' ? isNamed : scope === 'organization'
}
