import { build } from 'esbuild'
import type { Plugin } from 'esbuild'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { parse } from 'yaml'
import { common, withoutFetch } from '../../scripts/build.ts'

/** What the program sees instead of Node's own. */
export interface Surroundings {
  readonly require: (name: string) => unknown
  readonly globals: Readonly<Record<string, unknown>>
}

/**
 * Runs the program once, as the process that the surroundings lead to at the
 * time; settles as its entry does.
 */
export type Program = () => Promise<void>

/** A change of the source, made before it is bundled. */
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
  'crypto'
] as const

/**
 * Bundles the programs that `action.yml` names as `npm run build` does, but as
 * text to read and to patch, and loads them once: modules keep nothing of a
 * run, so only the entry is run anew. (A test compares histories of a fresh and
 * of a used action.)
 *
 * @throws Error where a patch finds nothing, or an entry is written otherwise
 */
export async function loadAction(
  folder: string,
  { require, globals }: Surroundings,
  patches: readonly Patch[] = []
): Promise<Action> {
  const manifest = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as {
    readonly inputs: Readonly<
      Record<string, { readonly default?: string | boolean }>
    >
  }
  const unused = new Set(patches)
  const load = async (entry: string): Promise<Program> => {
    const module: { exports: Record<string, unknown> } = { exports: {} }
    const compiled = await compile(folder, entry, { patches, unused })
    compiled(require, module, ...globalNames.map((name) => globals[name]))
    return module.exports['run'] as Program
  }
  const action = {
    main: await load('src/index.ts'),
    post: await load('src/post.ts'),
    inputs: Object.fromEntries(
      Object.entries(manifest.inputs).map(([name, { default: value }]) => [
        name,
        String(value ?? '')
      ])
    )
  }
  if (unused.size > 0) {
    const [first] = unused
    throw new Error(`Nothing in the source is like ${String(first?.find)}`)
  }
  return action
}

interface Patching {
  readonly patches: readonly Patch[]
  readonly unused: Set<Patch>
}

type Compiled = (...given: unknown[]) => void

async function compile(
  folder: string,
  entry: string,
  patching: Patching
): Promise<Compiled> {
  const { outputFiles } = await build({
    ...common,
    absWorkingDir: folder,
    entryPoints: [entry],
    format: 'cjs',
    plugins: [withoutFetch, edit(patching)]
  })
  const parameters = ['require', 'module', ...globalNames].join(', ')
  return new Script(
    `(function (${parameters}) { "use strict";${outputFiles[0]?.text ?? ''}\n})`,
    { filename: entry }
  ).runInThisContext() as Compiled
}

/** The awaited call of an entry, which ends the file. */
const startup = /^await (runPhase\([^]*\))\s*$/m

/** Patches the source, and makes a function of what an entry does at once. */
function edit({ patches, unused }: Patching): Plugin {
  return {
    name: 'edit',
    setup(build) {
      build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
        let contents = readFileSync(path, 'utf8')
        for (const patch of patches) {
          const changed = contents.replace(patch.find, patch.replace)
          if (changed !== contents) unused.delete(patch)
          contents = changed
        }
        if (/[\\/]src[\\/](?:index|post)\.ts$/.test(path)) {
          if (!startup.test(contents)) {
            throw new Error(`The startup of ${path} is not as it was.`)
          }
          contents = contents.replace(
            startup,
            'export const run = async () => { await $1 }'
          )
        }
        return { contents, loader: 'ts' }
      })
    }
  }
}
