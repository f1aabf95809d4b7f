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

/** Reads the text line by line; what is nested deeper is passed over. */
export function readTerraformText(text: string): TextFacts {
  const resources = new Map<string, ResourceFacts>()
  const outputs = new Set<string>()
  let current: { attributes: Set<string>; notes: string[] } | undefined
  let counts: string | undefined
  let isOutputs = false
  for (const line of text.split('\n')) {
    const told = addressOf(line)
    if (told !== undefined) {
      current = { attributes: new Set(), notes: [] }
      resources.set(told.key, { verb: told.verb, ...current })
    } else if (line.startsWith('Plan: ')) {
      counts = line
      current = undefined
    } else if (line === 'Changes to Outputs:') {
      isOutputs = true
      current = undefined
    }
    const remark = note.exec(line)?.[1]
    if (remark !== undefined) current?.notes.push(remark)
    const name = attribute.exec(line)?.[2]
    if (name !== undefined) current?.attributes.add(unquoted(name))
    const of = isOutputs ? output.exec(line)?.[1] : undefined
    if (of !== undefined) outputs.add(unquoted(of))
  }
  return { resources, outputs, counts }
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
