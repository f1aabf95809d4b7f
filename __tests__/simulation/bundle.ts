import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Script } from 'node:vm'
import { parse } from 'yaml'

/** What the text of a bundle sees instead of Node's own. */
export interface Surroundings {
  readonly require: (name: string) => unknown
  readonly globals: Readonly<Record<string, unknown>>
  /** In place of undici, which knows no world but the real one. */
  readonly undici: object
}

/** Runs the program once, from its first line; settles as its module does. */
export type Program = (surroundings: Surroundings) => Promise<void>

/** A change of a bundle's text, made before it is compiled. */
export interface Patch {
  readonly find: string | RegExp
  readonly replace: string
}

export interface Action {
  readonly main: Program
  readonly post: Program
  /** Input names with their defaults; those without one are empty. */
  readonly inputs: Readonly<Record<string, string>>
}

const globalNames = [
  'process',
  'console',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'performance',
  'Date',
  'AbortSignal',
  'Math',
  'crypto',
  'fetch'
] as const

type Compiled = (...given: unknown[]) => Promise<void>

/**
 * Compiles the entries that `action.yml` names, once; each run of a program
 * starts with fresh modules.
 *
 * @throws Error where a patch finds nothing, or the bundle is built otherwise
 */
export function loadAction(
  folder: string,
  patches: readonly Patch[] = []
): Action {
  const manifest = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as {
    readonly inputs: Readonly<
      Record<string, { readonly default?: string | boolean }>
    >
    readonly runs: { readonly main: string; readonly post: string }
  }
  const unused = new Set(patches)
  const texts = new Map<string, Compiled>()
  const compile = (file: string): Compiled => {
    const known = texts.get(file)
    if (known !== undefined) return known
    const compiled = compileText(file, patches, unused)
    texts.set(file, compiled)
    return compiled
  }
  const programOf = (entry: string): Program => {
    const file = join(folder, entry)
    compile(file)
    return async (surroundings) => {
      await call(compile, file, surroundings, {})
    }
  }
  const action = {
    main: programOf(manifest.runs.main),
    post: programOf(manifest.runs.post),
    inputs: Object.fromEntries(
      Object.entries(manifest.inputs).map(([name, { default: value }]) => [
        name,
        String(value ?? '')
      ])
    )
  }
  if (unused.size > 0) {
    const [first] = unused
    throw new Error(`Nothing in the bundle is like ${String(first?.find)}`)
  }
  return action
}

async function call(
  compile: (file: string) => Compiled,
  file: string,
  surroundings: Surroundings,
  exported: Record<string, unknown>
): Promise<void> {
  const importChunk = async (name: string): Promise<object> => {
    const chunk = {}
    await call(compile, join(dirname(file), name), surroundings, chunk)
    return chunk
  }
  await compile(file)(
    () => surroundings.require,
    pathToFileURL(file).href,
    importChunk,
    exported,
    surroundings.undici,
    ...globalNames.map((name) => surroundings.globals[name])
  )
}

function compileText(
  file: string,
  patches: readonly Patch[],
  unused: Set<Patch>
): Compiled {
  let text = readFileSync(file, 'utf8')
  for (const patch of patches) {
    const changed = text.replace(patch.find, patch.replace)
    if (changed !== text) unused.delete(patch)
    text = changed
  }
  text = text
    .replace(/^import \{ createRequire as \w+ \} from "module";$/m, '')
    .replaceAll('import.meta.url', '__url')
    .replaceAll('import("./" +', '__import("./" +')
    .replaceAll(/^export const (\w+) =/gm, '__exports.$1 =')
    .replaceAll(/^export \{[^}]*\};?$/gm, '')
    .replaceAll(
      /\b(var|const) (undici\w*) = __(?:nccwpck|webpack)_require__\(\d+\)/g,
      '$1 $2 = __undici'
    )
  const parameters = [
    '__WEBPACK_EXTERNAL_createRequire',
    '__url',
    '__import',
    '__exports',
    '__undici',
    ...globalNames
  ]
  return new Script(
    `(async function (${parameters.join(', ')}) { "use strict";${text}\n})`,
    { filename: file }
  ).runInThisContext() as Compiled
}
