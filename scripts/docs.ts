/**
 * Writes the tables of inputs and outputs into README.md, from action.yml.
 *
 *     npm run docs            writes
 *     npm run docs -- --check exits 1 where README.md is out of date
 */
import { readFile, writeFile } from 'node:fs/promises'
import { format, resolveConfig } from 'prettier'
import { parse } from 'yaml'

export interface ActionField {
  readonly description: string
  readonly required?: boolean
  readonly default?: string
}

/** `action.yml`, as far as the documentation and its test use it. */
export interface ActionMetadata {
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

/**
 * Puts the tables between the marks of a README and formats it as the rest of
 * the repository. Throws where a mark is missing.
 */
export async function renderReadme(
  readme: string,
  action: ActionMetadata
): Promise<string> {
  const withInputs = replaceBetween(
    readme,
    'inputs',
    renderTable(
      ['Input', 'Default', 'Description'],
      Object.entries(action.inputs).map(([name, input]) => [
        code(name),
        renderDefault(input),
        input.description
      ])
    )
  )
  const withOutputs = replaceBetween(
    withInputs,
    'outputs',
    renderTable(
      ['Output', 'Description'],
      Object.entries(action.outputs).map(([name, output]) => [
        code(name),
        output.description
      ])
    )
  )
  const config = await resolveConfig('README.md')
  return format(withOutputs, { ...config, parser: 'markdown' })
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

function replaceBetween(text: string, mark: string, content: string): string {
  const start = `<!-- ${mark}:start -->`
  const end = `<!-- ${mark}:end -->`
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from < 0 || to < from) {
    throw new Error(`README.md lacks "${start}" and, after it, "${end}"`)
  }
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
}

async function main(): Promise<void> {
  const action = parseAction(await readFile('action.yml', 'utf8'))
  const readme = await readFile('README.md', 'utf8')
  const rendered = await renderReadme(readme, action)
  if (rendered === readme) {
    console.log('README.md is up to date.')
  } else if (process.argv.includes('--check')) {
    console.error('README.md is out of date: run "npm run docs".')
    process.exitCode = 1
  } else {
    await writeFile('README.md', rendered)
    console.log('README.md is written.')
  }
}

if (import.meta.main) await main()
