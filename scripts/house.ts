/**
 * `npm run house`: how `src/` stands: its rooms and the arrows between them,
 * circles of imports, how long its functions are. A test holds the figures as
 * ceilings that only fall.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { posix, sep } from 'node:path'
import ts from 'typescript'

interface House {
  /** Folders directly under `src/`, and each file of the hall. */
  readonly rooms: number
  /** Pairs of rooms of which one imports the other, types included. */
  readonly arrows: number
  /** Files directly under `src/`. */
  readonly hall: readonly string[]
  /** Groups of files that import each other in a ring, types included. */
  readonly circles: readonly (readonly string[])[]
  readonly functions: number
  /** Functions of more than 60 lines: `file: name (lines)`. */
  readonly long: readonly string[]
  /** Of all functions, those within 30 lines, in per cent. */
  readonly shortShare: number
  readonly lines: number
}

interface Source {
  readonly path: string
  readonly file: ts.SourceFile
}

const longest = 60
const short = 30

/** Measures the TypeScript below a folder of sources, such as `src`. */
export function measureHouse(root: string): House {
  const sources = readSources(root)
  const imports = new Map(
    sources.map(({ path, file }) => [path, importsOf(path, file)])
  )
  const spans = sources.flatMap(({ path, file }) => functionsOf(path, file))
  const rooms = new Set(sources.map(({ path }) => roomOf(path)))
  const arrows = new Set<string>()
  for (const [path, targets] of imports) {
    for (const target of targets) {
      const [from, to] = [roomOf(path), roomOf(target)]
      if (from !== to) arrows.add(`${from} → ${to}`)
    }
  }
  return {
    rooms: rooms.size,
    arrows: arrows.size,
    hall: sources
      .map(({ path }) => path)
      .filter((path) => !path.includes('/'))
      .sort(),
    circles: findCircles(imports),
    functions: spans.length,
    long: spans
      .filter(({ lines }) => lines > longest)
      .sort((a, b) => b.lines - a.lines)
      .map(({ path, name, lines }) => `${path}: ${name} (${lines})`),
    shortShare:
      (100 * spans.filter(({ lines }) => lines <= short).length) / spans.length,
    lines: sources.reduce(
      (sum, { file }) => sum + file.text.split('\n').length - 1,
      0
    )
  }
}

function readSources(root: string): readonly Source[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => name.split(sep).join('/'))
    .filter((name) => name.endsWith('.ts'))
    .map((path) => ({
      path,
      file: ts.createSourceFile(
        path,
        readFileSync(posix.join(root, path), 'utf8'),
        ts.ScriptTarget.Latest,
        true
      )
    }))
}

function roomOf(path: string): string {
  return path.split('/', 1)[0] ?? path
}

function importsOf(path: string, file: ts.SourceFile): readonly string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (
      ts.isStringLiteralLike(node) &&
      node.text.startsWith('.') &&
      node.text.endsWith('.ts') &&
      isImport(node.parent)
    ) {
      found.push(posix.join(posix.dirname(path), node.text))
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function isImport(node: ts.Node): boolean {
  return (
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isLiteralTypeNode(node) ||
    (ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword)
  )
}

interface Span {
  readonly path: string
  readonly name: string
  readonly lines: number
}

function functionsOf(path: string, file: ts.SourceFile): readonly Span[] {
  const spans: Span[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const first = file.getLineAndCharacterOfPosition(node.getStart()).line
      const last = file.getLineAndCharacterOfPosition(node.getEnd()).line
      const name = ts.getNameOfDeclaration(node) ?? nameOfParent(node)
      spans.push({
        path,
        name: name?.getText(file) ?? 'a function',
        lines: last - first + 1
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return spans
}

function nameOfParent({ parent }: ts.Node): ts.Node | undefined {
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)
    ? parent.name
    : undefined
}

/** Strongly connected groups of more than one file (Tarjan). */
function findCircles(
  imports: ReadonlyMap<string, readonly string[]>
): readonly (readonly string[])[] {
  const circles: (readonly string[])[] = []
  const index = new Map<string, number>()
  const stack: string[] = []
  const walk = (path: string): number => {
    const own = index.size
    index.set(path, own)
    let lowest = own
    stack.push(path)
    for (const next of imports.get(path) ?? []) {
      if (!index.has(next)) lowest = Math.min(lowest, walk(next))
      else if (stack.includes(next)) {
        lowest = Math.min(lowest, index.get(next) ?? lowest)
      }
    }
    if (lowest === own) {
      const group = stack.splice(stack.indexOf(path))
      if (group.length > 1) circles.push(group.sort())
    }
    return lowest
  }
  for (const path of imports.keys()) if (!index.has(path)) walk(path)
  return circles
}

if (import.meta.main) {
  const house = measureHouse('src')
  console.log(
    [
      `rooms ${house.rooms}, arrows ${house.arrows}, hall ${house.hall.join(' ')}`,
      `circles ${house.circles.length}`,
      ...house.circles.map((circle) => `  ${circle.join(' ↔ ')}`),
      `functions ${house.functions}, within ${short} lines ${house.shortShare.toFixed(1)} %, above ${longest}: ${house.long.length}`,
      ...house.long.map((each) => `  ${each}`),
      `lines ${house.lines}`
    ].join('\n')
  )
}
