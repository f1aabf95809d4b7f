/**
 * `npm run build`: writes `dist/`, the two programs that a runner starts. What
 * both need is a file of its own, and what is needed seldom is loaded when it
 * is needed.
 */
import { build, transform } from 'esbuild'
import type { BuildOptions, Plugin } from 'esbuild'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { renderInstalledLicenses } from './licenses.ts'

/** A file of the bundle with the modules in it, by their paths from the root. */
interface BundledFile {
  readonly path: string
  readonly text: string
  readonly modules: readonly string[]
}

/** What every bundle of this project has in common, the floor of the bench too. */
export const common = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  legalComments: 'none',
  logLevel: 'warning',
  write: false
} as const satisfies BuildOptions

/** Some packages are of the older kind, and `require` what Node has. */
export const requireOfModules =
  "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);"

/**
 * The files of `dist/`, in memory.
 *
 * Our own names are kept, and lines not endless: a stack trace in a user's log names
 * the function, and has to be of use without a map. Packages lose the names of
 * what is local to them.
 */
export async function bundle(): Promise<readonly BundledFile[]> {
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: { index: 'src/index.ts', 'post/index': 'src/post.ts' },
    outdir: 'dist',
    format: 'esm',
    splitting: true,
    chunkNames: 'shared/[hash]',
    // Its modules: of the older kind that Node gets, `import()` has no names.
    alias: { yaml: './node_modules/yaml/browser/index.js' },
    minifySyntax: true,
    minifyWhitespace: true,
    lineLimit: 120,
    banner: { js: requireOfModules },
    metafile: true,
    plugins: [
      withoutFetch,
      withoutExec,
      lateTunnel,
      onlyUsed,
      withVersionOnly,
      shortenPackages
    ]
  })
  return outputFiles.map((file) => {
    const path = relative('.', file.path).replaceAll('\\', '/')
    const modules = Object.keys(metafile.outputs[path]?.inputs ?? {})
    return { path, text: file.text, modules }
  })
}

/**
 * `@actions/http-client` imports undici for a function that nobody here calls
 * (the dispatcher of a proxied `fetch`); it would be a third of the bundle.
 */
export const withoutFetch: Plugin = {
  name: 'without fetch',
  setup(build) {
    build.onResolve({ filter: /^undici$/ }, ({ path }) => ({
      path,
      namespace: 'left-out'
    }))
    build.onLoad({ filter: /./, namespace: 'left-out' }, () => ({
      contents: `export class ProxyAgent {
        constructor() { throw new Error('fetch is not part of this action') }
      }`
    }))
  }
}

/**
 * What is used of these: an import asks for all that they export, and Node loads
 * the whole of its own undici for `WebSocket`, and its WebCrypto for `subtle`.
 * That was half of what a start cost.
 */
const used = {
  http: [
    ...['Agent', 'ClientRequest', 'IncomingMessage', 'METHODS'],
    ...['STATUS_CODES', 'ServerResponse', 'globalAgent', 'request']
  ],
  crypto: [
    ...['createHash', 'createHmac', 'hash', 'randomBytes', 'randomUUID'],
    'timingSafeEqual'
  ]
}

const onlyUsed: Plugin = {
  name: 'only what is used of Node',
  setup(build) {
    build.onResolve({ filter: /^(?:node:)?(?:http|crypto)$/ }, ({ path }) => ({
      path: path.replace('node:', ''),
      namespace: 'node-used'
    }))
    build.onLoad({ filter: /./, namespace: 'node-used' }, ({ path }) => ({
      contents: `const all = process.getBuiltinModule('node:${path}')
        export default all
        export const { ${used[path as keyof typeof used].join(', ')} } = all`
    }))
  }
}

/**
 * `@actions/core` imports `@actions/exec` to ask Windows and macOS for their
 * version, which nobody here does, and with it Node's child processes.
 */
const withoutExec: Plugin = {
  name: 'without exec',
  setup(build) {
    build.onResolve({ filter: /^@actions\/exec$/ }, ({ path }) => ({
      path,
      namespace: 'no-exec'
    }))
    build.onLoad({ filter: /./, namespace: 'no-exec' }, () => ({
      contents: `export async function getExecOutput() {
        throw new Error('exec is not part of this action')
      }`
    }))
  }
}

/** What speaks to a proxy, and Node's `assert` with it, comes with the first proxy. */
const lateTunnel: Plugin = {
  name: 'late tunnel',
  setup(build) {
    build.onResolve({ filter: /^tunnel$/ }, ({ importer }) =>
      importer.includes('http-client')
        ? { path: 'tunnel', namespace: 'late' }
        : undefined
    )
    build.onLoad({ filter: /./, namespace: 'late' }, () => ({
      resolveDir: '.',
      contents: [
        'httpOverHttp',
        'httpOverHttps',
        'httpsOverHttp',
        'httpsOverHttps'
      ]
        .map(
          (name) =>
            `export const ${name} = (options) => require('tunnel').${name}(options)`
        )
        .join('\n')
    }))
  }
}

/** Of package.json the programs read name and version; the rest changes often. */
const withVersionOnly: Plugin = {
  name: 'with version only',
  setup(build) {
    build.onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) => {
      const { name, version } = JSON.parse(readFileSync(path, 'utf8')) as {
        readonly name: string
        readonly version: string
      }
      return { contents: JSON.stringify({ name, version }), loader: 'json' }
    })
  }
}

const shortenPackages: Plugin = {
  name: 'shorten packages',
  setup(build) {
    build.onLoad({ filter: /node_modules.*\.[cm]?js$/ }, async ({ path }) => {
      const { code } = await transform(readFileSync(path, 'utf8'), {
        minify: true,
        legalComments: 'none'
      })
      return { contents: code }
    })
  }
}

if (import.meta.main) {
  rmSync('dist', { recursive: true, force: true })
  const files = await bundle()
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  // For those who take action.yml and dist/ alone.
  writeFileSync('dist/package.json', '{ "type": "module" }\n')
  writeFileSync('dist/licenses.txt', renderInstalledLicenses())
}
