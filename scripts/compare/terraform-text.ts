/**
 * What Terraform's own text of a plan (`terraform show -no-color`) says of each
 * resource and output: which attributes change, none of their values.
 */
export interface TextFacts {
  /** By address, deposed key, and cause: what was planned, or changed outside. */
  readonly resources: ReadonlyMap<string, ResourceFacts>
  readonly outputs: ReadonlySet<string>
  /** `Plan: 1 to add, 0 to change, 0 to destroy.`; undefined where not said. */
  readonly counts: string | undefined
}

export interface ResourceFacts {
  /** In Terraform's words, e.g. `will be created`. */
  readonly verb: string
  readonly attributes: ReadonlySet<string>
  readonly notes: readonly string[]
  /** Attributes that are only counted, since they do not change. */
  readonly hidden: number
  /** Why, in our words for Terraform's. */
  readonly reasons: readonly string[]
}

const verbs = [
  'will be created',
  'will be read during apply',
  'will be updated in-place',
  'has changed',
  'is tainted, so must be replaced',
  'will be replaced, as requested',
  'will be replaced due to changes in replace_triggered_by',
  'must be replaced, but the existing object will not be destroyed',
  'must be replaced',
  'will be removed from Terraform state, but will not be destroyed',
  'will no longer be managed by Terraform, but will not be destroyed',
  'will be destroyed',
  'has been deleted',
  'will be imported'
]
const header = new RegExp(`^ {1,2}# (.+?) (${verbs.join('|')})$`)
const moved = /^ {2}# (.+) has moved to (.+)$/
const note = /^ {1,2}# \((.+)\)$/
const attribute =
  /^ {6}([~+-]|-\/\+|\+\/-) ("(?:[^"\\]|\\.)*"|[\w-]+) +(?:= |\{)/
const output = /^ {2}[~+-] ("(?:[^"\\]|\\.)*"|[\w-]+) += /

const hidden = /^ {8}# \((\d+) unchanged attributes? hidden\)$/

/** What we say for what Terraform says of an action. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [
    /^because .+ was moved to .+, which is not in configuration$/s,
    'it was moved to an address that is not in the configuration'
  ],
  [
    /^because .+ is not in configuration$/s,
    'it or its module is not in the configuration'
  ],
  [
    /^because resource (?:uses|does not use) /,
    'its count or for_each was added or removed'
  ],
  [
    /^because index .+ is out of range for count$/,
    'its index is out of the range of count'
  ],
  [/^because key .+ is not in for_each map$/s, 'its key is not in for_each'],
  [
    /^config refers to values not yet known$/,
    'its configuration is not known yet'
  ],
  [
    /^depends on a resource or a module with changes pending$/,
    'what it depends on has changes pending'
  ],
  [
    /^config will be reloaded to verify a check block$/,
    'it is inside a check block'
  ],
  [
    /^left over from a partially-failed replacement of this instance$/,
    'left over from a replacement that failed half-way'
  ]
]

/** Reads the text line by line; what is nested deeper is passed over. */
export function readTerraformText(text: string): TextFacts {
  const resources = new Map<string, ResourceFacts>()
  const outputs = new Set<string>()
  let current: Reading | undefined
  let counts: string | undefined
  let isOutputs = false
  for (const line of text.split('\n')) {
    const told = addressOf(line)
    if (told !== undefined) {
      current = {
        verb: told.verb,
        attributes: new Set(),
        notes: [],
        hidden: 0,
        reasons: []
      }
      resources.set(told.key, current)
    } else if (line.startsWith('Plan: ')) {
      counts = line
      current = undefined
    } else if (line === 'Changes to Outputs:') {
      isOutputs = true
      current = undefined
    }
    const remark = note.exec(line)?.[1]
    if (remark !== undefined && current !== undefined) {
      const why = reasons.find(([told]) => told.test(remark))?.[1]
      if (why === undefined) current.notes.push(remark)
      else current.reasons.push(why)
    }
    const count = hidden.exec(line)?.[1]
    if (count !== undefined && current !== undefined) {
      current.hidden += Number(count)
    }
    const name = attribute.exec(line)?.[2]
    if (name !== undefined) current?.attributes.add(unquoted(name))
    const of = isOutputs ? output.exec(line)?.[1] : undefined
    if (of !== undefined) outputs.add(unquoted(of))
  }
  return { resources, outputs, counts }
}

interface Reading extends ResourceFacts {
  readonly attributes: Set<string>
  readonly notes: string[]
  readonly reasons: string[]
  hidden: number
}

function addressOf(
  line: string
): { readonly key: string; readonly verb: string } | undefined {
  const move = moved.exec(line)
  if (move !== null) {
    return { key: move[2] ?? '', verb: `has moved from ${move[1] ?? ''}` }
  }
  const [, address = '', verb = ''] = header.exec(line) ?? []
  if (verb === '') return undefined
  const isOutside = verb === 'has changed' || verb === 'has been deleted'
  return { key: isOutside ? `${address} outside` : address, verb }
}

function unquoted(name: string): string {
  return name.startsWith('"') ? (JSON.parse(name) as string) : name
}
