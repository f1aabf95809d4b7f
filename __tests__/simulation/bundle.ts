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

/**
 * Runs the program once, as the process that the surroundings lead to at the
 * time; settles as its entry does.
 */
export type Program = () => Promise<void>

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
  'setImmediate',
  'clearImmediate',
  'performance',
  'Date',
  'AbortSignal',
  'Math',
  'crypto',
  'fetch'
] as const

type Compiled = (...given: unknown[]) => Promise<void>

/** The startup of a bundle: its entry module is required, and awaited. */
const startup =
  /^.*var __webpack_exports__ = __nccwpck_require__\((\d+)\);\n.*__webpack_exports__ = await __webpack_exports__;$/m

/**
 * Loads the entries that `action.yml` names, once: modules keep nothing of a
 * run, so only the entry's own module is run anew. (A test compares histories
 * of a fresh and of a used action.)
 *
 * @throws Error where a patch finds nothing, or the bundle is built otherwise
 */
export async function loadAction(
  folder: string,
  surroundings: Surroundings,
  patches: readonly Patch[] = []
): Promise<Action> {
  const manifest = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as {
    readonly inputs: Readonly<
      Record<string, { readonly default?: string | boolean }>
    >
    readonly runs: { readonly main: string; readonly post: string }
  }
  const unused = new Set(patches)
  const load = async (entry: string): Promise<Program> => {
    const bundle = await run(
      { patches, unused, surroundings },
      join(folder, entry)
    )
    return bundle['run'] as Program
  }
  const action = {
    main: await load(manifest.runs.main),
    post: await load(manifest.runs.post),
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

interface Loading {
  readonly patches: readonly Patch[]
  readonly unused: Set<Patch>
  readonly surroundings: Surroundings
}

/** Runs a file of the bundle, and gives what it exports. */
async function run(
  loading: Loading,
  file: string
): Promise<Record<string, unknown>> {
  const { require, globals, undici } = loading.surroundings
  const exported: Record<string, unknown> = {}
  await compile(loading, file)(
    () => require,
    pathToFileURL(file).href,
    async (name: string) => await run(loading, join(dirname(file), name)),
    exported,
    undici,
    ...globalNames.map((name) => globals[name])
  )
  return exported
}

function compile({ patches, unused }: Loading, file: string): Compiled {
  let text = readFileSync(file, 'utf8')
  for (const patch of patches) {
    const changed = text.replace(patch.find, patch.replace)
    if (changed !== text) unused.delete(patch)
    text = changed
  }
  const [, entry] = startup.exec(text) ?? []
  if (entry !== undefined) {
    text = text.replace(
      startup,
      `__exports.run = async () => { delete __webpack_module_cache__[${entry}]; await __nccwpck_require__(${entry}) };`
    )
  } else if (text.includes('// startup')) {
    throw new Error(`The startup of ${file} is not as it was.`)
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
