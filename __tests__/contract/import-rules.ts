import { posix } from 'node:path'
import ts from 'typescript'

export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string
  readonly text: string
}

interface Import {
  /** Undefined where the module is not written out but computed. */
  readonly specifier: string | undefined
  /** Gone after compiling. */
  readonly isTypeOnly: boolean
  readonly isDynamic: boolean
}

interface Rule {
  /** Folders end with a slash, files have no extension. */
  readonly of: readonly string[]
  readonly values: readonly string[]
  /** May be imported by `import type` only. */
  readonly types: readonly string[]
  /** No input or output: of Node only these, and no packages. */
  readonly builtins?: readonly string[]
}

/** Who may import whom. The first rule that fits a file is its rule. */
const rules: readonly Rule[] = [
  {
    of: ['src/plan/'],
    values: ['src/plan/'],
    types: ['src/hcp/types'],
    builtins: ['node:crypto']
  },
  {
    of: ['src/gate/'],
    values: ['src/gate/'],
    types: ['src/hcp/types'],
    builtins: []
  },
  {
    of: ['src/run/record/status', 'src/run/record/next-step'],
    values: ['src/run/record/status', 'src/run/record/next-step'],
    types: ['src/run/record/', 'src/hcp/types'],
    builtins: []
  },
  {
    of: ['src/report/'],
    values: ['src/report/', 'src/plan/scrub'],
    types: ['src/plan/', 'src/gate/', 'src/run/'],
    builtins: ['node:buffer', 'node:crypto']
  },
  {
    // Its version is the package's.
    of: ['src/hcp/wire/user-agent'],
    values: ['package.json'],
    types: []
  },
  { of: ['src/hcp/wire/'], values: ['src/hcp/wire/'], types: ['src/hcp/'] },
  { of: ['src/hcp/'], values: ['src/hcp/'], types: [] },
  {
    of: ['src/configuration/'],
    values: ['src/configuration/'],
    types: []
  },
  // Moved, not yet tidied: their rows of the table come with their rooms.
  {
    of: [
      'src/run/',
      'src/step/',
      'src/publish/',
      'src/inputs/',
      'src/variables/',
      'src/github/',
      'src/runner/'
    ],
    values: ['src/'],
    types: []
  },
  { of: ['emulator/'], values: ['emulator/'], types: [] }
]

/** Files right under `src/` put everything together. */
const rootRule: Rule = { of: [], values: ['src/'], types: [] }

/** Packages that one place alone may import. */
const edges: Readonly<Record<string, string>> = {
  '@actions/core': 'src/runner/',
  '@actions/github': 'src/github/client',
  '@actions/http-client': 'src/hcp/wire/connections'
}

/** Slow to load and not always needed: in `src` by `import()` only. */
const heavy = ['@actions/github', '@streamparser/json', 're2js', 'tar', 'yaml']

const vague = /^(?:utils?|helpers?|common|support|managers?|misc)$/

/** Every breach of the import rules among these files, in words. */
export function findBreaches(files: readonly SourceFile[]): readonly string[] {
  const breaches: string[] = []
  const edgesByFile = new Map<string, readonly string[]>()
  for (const file of files) {
    const report = (what: string): void => {
      breaches.push(`${file.path}: ${what}`)
    }
    checkName(file.path, report)
    const parsed = ts.createSourceFile(
      file.path,
      file.text,
      ts.ScriptTarget.Latest,
      true
    )
    checkStatements(parsed, report)
    const imports = importsOf(parsed)
    checkImports(file.path, imports, report)
    edgesByFile.set(
      file.path,
      imports
        .filter((each) => !each.isTypeOnly)
        .map(({ specifier = '' }) => specifier)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => resolve(file.path, specifier))
    )
  }
  return [...breaches, ...findCycles(edgesByFile)]
}

function checkName(path: string, report: (what: string) => void): void {
  const words = path.replace(/\.ts$/, '').split(/[/-]/)
  const word = words.find((each) => vague.test(each))
  if (word !== undefined) report(`"${word}" is no noun of the domain`)
  if (path.endsWith('/index.ts') && path !== 'src/index.ts') {
    report('index.ts makes a barrel')
  }
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/.test(posix.basename(path))) {
    report('file names are kebab-case')
  }
}

function checkStatements(
  file: ts.SourceFile,
  report: (what: string) => void
): void {
  visit(file, (node) => {
    if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier !== undefined &&
      node.exportClause === undefined
    ) {
      report('"export *" makes a barrel')
    }
    if (ts.isClassLike(node)) {
      const parents = (node.heritageClauses ?? [])
        .filter((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)
        .flatMap((clause) => clause.types)
        .map((type) => type.expression.getText(file))
      if (!parents.some((parent) => /(?:Error|Fault)$/.test(parent))) {
        report(`class ${node.name?.text ?? ''} is no error`)
      }
    }
  })
}

function checkImports(
  path: string,
  imports: readonly Import[],
  report: (what: string) => void
): void {
  const rule = ruleOf(path)
  if (rule === undefined) {
    report('its folder is not in the table of import rules')
    return
  }
  for (const { specifier, isTypeOnly, isDynamic } of imports) {
    if (specifier === undefined) {
      report('imports a module whose name is computed')
      continue
    }
    if (specifier.startsWith('.')) {
      const target = resolve(path, specifier)
      const mayImport =
        isIn(target, rule.values) || (isTypeOnly && isIn(target, rule.types))
      if (!mayImport) {
        report(`may not import ${isTypeOnly ? 'types' : 'values'} of ${target}`)
      }
      continue
    }
    const edge = edges[specifier]
    if (edge !== undefined && !isIn(path, [edge])) {
      report(`only ${edge} imports ${specifier}`)
    }
    if (rule.builtins !== undefined && !rule.builtins.includes(specifier)) {
      report(`is pure and may not import ${specifier}`)
    }
    if (
      path.startsWith('src/') &&
      heavy.includes(specifier) &&
      !isDynamic &&
      !isTypeOnly
    ) {
      report(`imports ${specifier} before it is needed`)
    }
  }
}

/**
 * Files that a file's imports of values reach, however far, itself among them.
 * What is loaded by `import()` counts.
 */
export function findReached(
  files: readonly SourceFile[],
  entry: string
): ReadonlySet<string> {
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const reached = new Set<string>()
  const walk = (path: string): void => {
    const text = texts.get(path)
    if (text === undefined || reached.has(path)) return
    reached.add(path)
    const parsed = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
    for (const { specifier, isTypeOnly } of importsOf(parsed)) {
      if (isTypeOnly || specifier?.startsWith('.') !== true) continue
      walk(resolve(path, specifier))
    }
  }
  walk(entry)
  return reached
}

function ruleOf(path: string): Rule | undefined {
  if (/^src\/[^/]+$/.test(path)) return rootRule
  return rules.find((rule) => isIn(path, rule.of))
}

function isIn(path: string, places: readonly string[]): boolean {
  return places.some((place) =>
    place.endsWith('/')
      ? path.startsWith(place)
      : path === `${place}.ts` || path === place
  )
}

function resolve(from: string, specifier: string): string {
  return posix.join(posix.dirname(from), specifier)
}

function importsOf(file: ts.SourceFile): readonly Import[] {
  const found: Import[] = []
  const add = (
    specifier: ts.Node | undefined,
    isTypeOnly: boolean,
    isDynamic: boolean
  ): void => {
    found.push({
      specifier:
        specifier !== undefined && ts.isStringLiteralLike(specifier)
          ? specifier.text
          : undefined,
      isTypeOnly,
      isDynamic
    })
  }
  visit(file, (node) => {
    if (ts.isImportDeclaration(node)) {
      const isTypeOnly =
        node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      add(node.moduleSpecifier, isTypeOnly, false)
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly, false)
    } else if (
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(node.expression) &&
          node.expression.text === 'require'))
    ) {
      add(node.arguments[0], false, true)
    } else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument)
    ) {
      add(node.argument.literal, true, true)
    }
  })
  return found
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  ts.forEachChild(node, (child) => {
    visit(child, see)
  })
}

/** Cycles of values: which module runs first would be chance. */
function findCycles(
  edgesByFile: ReadonlyMap<string, readonly string[]>
): readonly string[] {
  const cycles: string[] = []
  const done = new Set<string>()
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) {
      cycles.push(`cycle: ${[...trail.slice(start), path].join(' → ')}`)
      return
    }
    if (done.has(path)) return
    for (const next of edgesByFile.get(path) ?? []) {
      walk(next, [...trail, path])
    }
    done.add(path)
  }
  for (const path of edgesByFile.keys()) walk(path, [])
  return cycles
}
