import { posix } from 'node:path'
import ts from 'typescript'
import { readRooms } from '../../scripts/rooms.ts'

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

/** Who may import whom: a row for every folder below `src/`, and one beside. */
const rooms = new Map(readRooms('src').map((room) => [room.folder, room]))

/** Packages that one place alone may import. */
const edges: Readonly<Record<string, readonly string[]>> = {
  '@actions/core': ['src/runner/'],
  '@actions/http-client': ['src/hcp/wire/connections', 'src/github/connection']
}

/** Slow to load and not always needed: in `src` by `import()` only. */
const heavy = ['@streamparser/json', 're2js', 'tar', 'yaml']

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
  const isEmulator = path.startsWith('emulator/')
  const room = rooms.get(`${posix.dirname(path)}/`)
  if (room === undefined && !isEmulator) {
    report('its folder has no README.md that says what it may import')
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
        room === undefined
          ? target.startsWith('emulator/')
          : isIn(target, room.values) ||
            (isTypeOnly && isIn(target, room.types))
      if (!mayImport) {
        report(`may not import ${isTypeOnly ? 'types' : 'values'} of ${target}`)
      }
      continue
    }
    const edge = edges[specifier]
    if (edge?.some((place) => path.startsWith(place)) === false) {
      report(`only ${edge.join(', ')} imports ${specifier}`)
    }
    if (room?.packages?.includes(specifier) === false) {
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

/** Right in one of these folders, or one of these files? */
function isIn(path: string, places: readonly string[]): boolean {
  return places.some((place) =>
    place.endsWith('/')
      ? `${posix.dirname(path)}/` === place
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
