/**
 * Writes the tables of inputs and outputs into docs/reference.md, from
 * action.yml, and the table of rooms into CONTRIBUTING.md, from the rooms' own
 * README.md.
 *
 *     npm run docs            writes
 *     npm run docs -- --check exits 1 where one of them is out of date
 *     npm run docs -- --run   runs every command that is printed, as printed
 */
import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { isMap, isScalar, parse, parseDocument } from 'yaml'
import { runPrinted } from './docs/run-printed.ts'
import { readRooms } from './rooms.ts'
import type { Room } from './rooms.ts'

interface ActionField {
  readonly description: string
  readonly required?: boolean
  readonly default?: string
}

/** `action.yml`, as far as the documentation and its test use it. */
interface ActionMetadata {
  readonly name: string
  readonly description: string
  readonly branding: { readonly icon: string; readonly color: string }
  readonly inputs: Readonly<Record<string, ActionField>>
  readonly outputs: Readonly<Record<string, ActionField>>
  readonly runs: Readonly<Record<string, string>>
}

/** Parses the text of `action.yml`. Throws where it is not YAML. */
export function parseAction(text: string): ActionMetadata {
  return parse(text) as ActionMetadata
}

/** Fields of `action.yml` that belong together. */
interface Group {
  readonly title: string
  readonly names: readonly string[]
}

/**
 * Reads the groups of the inputs or outputs in the text of `action.yml`: a
 * comment above a field is the title of the group that begins with it. Throws
 * where the first field has none.
 */
export function parseGroups(
  text: string,
  section: 'inputs' | 'outputs'
): readonly Group[] {
  const fields = parseDocument(text).get(section)
  if (!isMap(fields)) throw new Error(`action.yml has no ${section}`)
  const groups: { title: string; names: string[] }[] = []
  for (const [index, { key }] of fields.items.entries()) {
    if (!isScalar(key)) continue
    const comment = index === 0 ? fields.commentBefore : key.commentBefore
    if (comment) groups.push({ title: comment.trim(), names: [] })
    const group = groups.at(-1)
    if (!group) throw new Error(`${section}: the first group has no title`)
    group.names.push(String(key.value))
  }
  return groups
}

/** The inputs that most workflows have: the first table. */
export const mostUsed = [
  'token',
  'organization',
  'workspace',
  'mode',
  'configuration-directory',
  'commit',
  'run-id',
  'approve',
  'max-destroy',
  'required-approvals'
] as const

/** The inputs that hardly any workflow has: the last table. */
export const rare = [
  'max-workspaces',
  'configuration-version-id',
  'allow-empty-apply',
  'allow-config-generation',
  'debugging-mode',
  'terraform-version',
  'fail-on-blocked',
  'allow-partial-cost-estimate',
  'allowed-run-creators',
  'allow-forks',
  'allow-foreign-run',
  'max-parallel',
  'cleanup',
  'supersede',
  'comment-key'
] as const

/**
 * Puts the tables of an `action.yml` between the marks of the reference, and
 * formats it as the rest of the repository. Each input is in one table: the
 * most used ones, its group of `action.yml`, or the rare ones. Throws where a
 * mark is missing.
 */
export async function renderReference(
  reference: string,
  text: string
): Promise<string> {
  const action = parseAction(text)
  const withInputs = replaceBetween(
    reference,
    'inputs',
    arrangeInputs(parseGroups(text, 'inputs')).map((group) =>
      renderGroup(group, ['Input', 'Default', 'Description'], (name) => {
        const input = action.inputs[name]
        if (!input) throw new Error(`no input ${name}`)
        return [code(name), renderDefault(input), input.description]
      })
    )
  )
  const withOutputs = replaceBetween(
    withInputs,
    'outputs',
    parseGroups(text, 'outputs').map((group) =>
      renderGroup(group, ['Output', 'Description'], (name) => [
        code(name),
        action.outputs[name]?.description ?? ''
      ])
    )
  )
  const config = await resolveConfig('docs/reference.md')
  return format(withOutputs, { ...config, parser: 'markdown' })
}

/** Takes the most used inputs to the front, and the rare ones to the end. */
function arrangeInputs(groups: readonly Group[]): readonly Group[] {
  const all = groups.flatMap(({ names }) => names)
  const apart: readonly string[] = [...mostUsed, ...rare]
  return [
    { title: 'The most used', names: mostUsed },
    ...groups.map(({ title, names }) => ({
      title,
      names: names.filter((name) => !apart.includes(name))
    })),
    { title: 'Rare', names: rare }
  ]
    .map(({ title, names }) => ({
      title,
      names: names.filter((name) => all.includes(name))
    }))
    .filter(({ names }) => names.length > 0)
}

/** Puts the table of rooms between the marks of CONTRIBUTING.md. */
async function renderHouse(
  contributing: string,
  rooms: readonly Room[]
): Promise<string> {
  const short = (places: readonly string[], folder: string): string =>
    places
      .map((place) => (place === folder ? 'itself' : place))
      .map((place) => place.replace(/^src\//, ''))
      .join(', ')
  const table = renderTable(
    ['Folder', 'What is in it', 'May import', 'Types besides'],
    rooms.map(({ folder, what, values, types }) => [
      code(folder),
      what,
      short(values, folder),
      short(types, folder)
    ])
  )
  const parts = [`<!-- prettier-ignore -->\n${table}`]
  const config = await resolveConfig('CONTRIBUTING.md')
  return format(replaceBetween(contributing, 'rooms', parts), {
    ...config,
    parser: 'markdown'
  })
}

/** A table whose source stays as narrow as its text. */
function renderGroup(
  { title, names }: Group,
  head: readonly string[],
  renderRow: (name: string) => readonly string[]
): string {
  const table = renderTable(head, names.map(renderRow))
  return `### ${title}\n\n<!-- prettier-ignore -->\n${table}`
}

function renderDefault(input: ActionField): string {
  if (input.default !== undefined && input.default !== '') {
    return code(input.default)
  }
  return input.required === true ? '**required**' : '–'
}

function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[]
): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map(renderCell).join(' | ')} |`)
    .join('\n')
}

function renderCell(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replaceAll('|', '\\|')
}

function code(text: string): string {
  return `\`${text}\``
}

function replaceBetween(
  text: string,
  mark: string,
  parts: readonly string[]
): string {
  const start = `<!-- ${mark}:start -->`
  const end = `<!-- ${mark}:end -->`
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from < 0 || to < from) {
    throw new Error(`The text lacks "${start}" and, after it, "${end}"`)
  }
  return `${text.slice(0, from + start.length)}\n\n${parts.join('\n\n')}\n\n${text.slice(to)}`
}

async function main(): Promise<void> {
  const action = await readFile('action.yml', 'utf8')
  const rooms = readRooms('src')
  await keep('docs/reference.md', (text) => renderReference(text, action))
  await keep('CONTRIBUTING.md', (text) => renderHouse(text, rooms))
}

/** Writes a document anew; with `--check` it only says that it has to be. */
async function keep(
  path: string,
  render: (text: string) => Promise<string>
): Promise<void> {
  const text = await readFile(path, 'utf8')
  const rendered = await render(text)
  if (rendered === text) {
    console.log(`${path} is up to date.`)
  } else if (process.argv.includes('--check')) {
    console.error(`${path} is out of date: run "npm run docs".`)
    process.exitCode = 1
  } else {
    await writeFile(path, rendered)
    console.log(`${path} is written.`)
  }
}

if (import.meta.main && process.argv.includes('--run')) {
  process.exitCode = (await runPrinted()) ? 0 : 1
} else if (import.meta.main) {
  await main()
}
