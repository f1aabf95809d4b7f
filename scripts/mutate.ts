import { spawn } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'

/**
 * A mutation run over what decides: every mutant is the source with one thing
 * changed, and the unit tests of that source must fail on it.
 *
 *     npm run mutate             runs all, prints what survived, writes the figures
 *     npm run mutate -- rules    only files whose path contains the word
 *
 * The tests run without jest, in a process of their own per mutant: what they
 * import of it is replaced by the few functions below.
 */

interface Target {
  readonly files: readonly string[]
  readonly tests: readonly string[]
}

interface Mutant {
  readonly file: string
  readonly line: number
  readonly start: number
  readonly end: number
  readonly before: string
  readonly after: string
}

type Result = 'killed' | 'survived' | 'timed out'

const root = resolve(import.meta.dirname, '..')
const patienceMilliseconds = 30_000

const targets: readonly Target[] = [
  {
    files: readdirSync(resolve(root, 'src/gate')).map(
      (name) => `src/gate/${name}`
    ),
    // The quickest first: one failure is enough.
    tests: ['verdicts', 'approvals', 'addresses', 'decide'].map(
      (name) => `__tests__/gate/${name}.test.ts`
    )
  },
  {
    files: ['src/run/record/next-step.ts'],
    tests: ['__tests__/run/record/next-step.test.ts']
  }
]

const swaps: Readonly<Partial<Record<ts.SyntaxKind, readonly string[]>>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: ['!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: ['==='],
  [ts.SyntaxKind.LessThanToken]: ['<=', '>='],
  [ts.SyntaxKind.LessThanEqualsToken]: ['<', '>'],
  [ts.SyntaxKind.GreaterThanToken]: ['>=', '<='],
  [ts.SyntaxKind.GreaterThanEqualsToken]: ['>', '<'],
  [ts.SyntaxKind.AmpersandAmpersandToken]: ['||'],
  [ts.SyntaxKind.BarBarToken]: ['&&'],
  [ts.SyntaxKind.QuestionQuestionToken]: ['&&'],
  [ts.SyntaxKind.PlusToken]: ['-'],
  [ts.SyntaxKind.MinusToken]: ['+']
}

const methods: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  filter: 'slice',
  toLowerCase: 'toString'
}

/** Every mutant of a source file. Types are not mutated: they do nothing. */
export function createMutants(file: string, text: string): readonly Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const mutants: Mutant[] = []
  const replace = (node: ts.Node, ...replacements: readonly string[]): void => {
    const start = node.getStart(source)
    const before = text.slice(start, node.end)
    for (const after of replacements.filter((each) => each !== before)) {
      mutants.push({
        file,
        line: source.getLineAndCharacterOfPosition(start).line + 1,
        start,
        end: node.end,
        before,
        after
      })
    }
  }
  const visit = (node: ts.Node): void => {
    if (
      ts.isTypeNode(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isImportDeclaration(node)
    ) {
      return
    }
    if (ts.isBinaryExpression(node)) {
      replace(node.operatorToken, ...(swaps[node.operatorToken.kind] ?? []))
    } else if (
      ts.isPrefixUnaryExpression(node) &&
      node.operator === ts.SyntaxKind.ExclamationToken
    ) {
      replace(node, `(${node.operand.getText(source)})`)
    } else if (node.kind === ts.SyntaxKind.TrueKeyword) {
      replace(node, 'false')
    } else if (node.kind === ts.SyntaxKind.FalseKeyword) {
      replace(node, 'true')
    } else if (ts.isNumericLiteral(node)) {
      replace(node, `(${node.text} + 1)`)
    } else if (
      ts.isStringLiteral(node) ||
      ts.isNoSubstitutionTemplateLiteral(node)
    ) {
      replace(node, node.text === '' ? "'mutated'" : "''")
    } else if (ts.isTemplateExpression(node)) {
      replace(node, "''")
    } else if (ts.isRegularExpressionLiteral(node)) {
      replace(node, ...mutateRegExp(node.text))
    } else if (ts.isConditionalExpression(node)) {
      replace(node.condition, 'true', 'false')
    } else if (ts.isIfStatement(node)) {
      replace(node.expression, 'true', 'false')
    } else if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) {
      replace(node, '[]')
    } else if (ts.isReturnStatement(node) && node.expression) {
      replace(node.expression, 'undefined')
    } else if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
      replace(node.body, 'undefined')
    } else if (ts.isExpressionStatement(node)) {
      replace(node, ';')
    } else if (ts.isPropertyAccessExpression(node)) {
      const other = methods[node.name.text]
      if (other !== undefined && ts.isCallExpression(node.parent)) {
        // `slice` of a predicate is the whole list.
        replace(node.name, other)
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return mutants
}

/** A pattern without one of its flags, anchors or quantifiers. */
function mutateRegExp(literal: string): readonly string[] {
  const end = literal.lastIndexOf('/')
  const pattern = literal.slice(1, end)
  const flags = literal.slice(end + 1)
  const changed = [
    pattern.replace(/^\^/, ''),
    pattern.replace(/\$$/, ''),
    ...[...pattern.matchAll(/(?<=[\])\w.])[*+?]/g)].map(
      ({ index }) => pattern.slice(0, index) + pattern.slice(index + 1)
    )
  ]
  return [
    ...changed
      .filter((each) => each !== pattern && isPattern(each, flags))
      .map((each) => `/${each}/${flags}`),
    ...Array.from(flags, (flag) => `/${pattern}/${flags.replace(flag, '')}`)
  ]
}

function isPattern(pattern: string, flags: string): boolean {
  try {
    return new RegExp(pattern, flags) instanceof RegExp
  } catch {
    return false
  }
}

async function runMutant(
  mutant: Mutant | undefined,
  tests: readonly string[]
): Promise<Result> {
  return await new Promise((done, fail) => {
    const child = spawn(
      process.execPath,
      ['--no-warnings', fileURLToPath(import.meta.url), '--child', ...tests],
      {
        cwd: root,
        stdio: ['ignore', 'ignore', 'ignore'],
        env: { ...process.env, MUTANT: JSON.stringify(mutant ?? null) },
        timeout: patienceMilliseconds,
        killSignal: 'SIGKILL'
      }
    )
    child.once('error', fail)
    child.once('exit', (code, signal) => {
      done(signal !== null ? 'timed out' : code === 0 ? 'survived' : 'killed')
    })
  })
}

/** In the child: the tests over the mutant, with jest's words played here. */
async function runTests(tests: readonly string[]): Promise<void> {
  const mutant = JSON.parse(process.env['MUTANT'] ?? 'null') as Mutant | null
  const cases: (() => unknown)[] = []
  const collect = (_: string, test: () => unknown): void => {
    cases.push(test)
  }
  const each =
    (use: (test: () => unknown) => unknown) =>
    (rows: readonly unknown[]) =>
    (_: string, test: (...row: readonly unknown[]) => unknown): void => {
      for (const row of rows) {
        use(() => test(...(Array.isArray(row) ? (row as unknown[]) : [row])))
      }
    }
  const now = (test: () => unknown): unknown => test()
  const { expect } = (await import('expect')) as { expect: unknown }
  Object.assign(globalThis, {
    jestWords: {
      expect,
      it: Object.assign(collect, { each: each((test) => cases.push(test)) }),
      describe: Object.assign(
        (_: string, suite: () => unknown): void => void now(suite),
        { each: each(now) }
      )
    }
  })
  const words =
    'export const { expect, it, describe } = globalThis.jestWords; export const test = it'
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === '@jest/globals'
        ? {
            url: `data:text/javascript,${encodeURIComponent(words)}`,
            shortCircuit: true
          }
        : next(specifier, context),
    load: (url, context, next) => {
      if (
        mutant === null ||
        url !== pathToFileURL(resolve(root, mutant.file)).href
      ) {
        return next(url, context)
      }
      const text = readFileSync(resolve(root, mutant.file), 'utf8')
      const mutated =
        text.slice(0, mutant.start) + mutant.after + text.slice(mutant.end)
      return {
        format: 'module',
        source: stripTypeScriptTypes(mutated),
        shortCircuit: true
      }
    }
  })
  for (const test of tests) {
    await import(pathToFileURL(resolve(root, test)).href)
    for (const one of cases.splice(0)) await one()
  }
}

interface Figure {
  readonly file: string
  readonly mutants: number
  readonly killed: number
}

async function main(words: readonly string[]): Promise<void> {
  const survivors: Mutant[] = []
  const figures: Figure[] = []
  for (const { files, tests } of targets) {
    if ((await runMutant(undefined, tests)) !== 'survived') {
      throw new Error(`The tests fail without a mutant: ${tests.join(', ')}`)
    }
    for (const file of files) {
      if (!words.every((word) => file.includes(word))) continue
      const mutants = createMutants(
        file,
        readFileSync(resolve(root, file), 'utf8')
      )
      if (mutants.length === 0) continue
      let killed = 0
      const left = [...mutants]
      const work = async (): Promise<void> => {
        for (let mutant = left.pop(); mutant; mutant = left.pop()) {
          if ((await runMutant(mutant, tests)) === 'survived') {
            survivors.push(mutant)
          } else {
            killed += 1
          }
        }
      }
      await Promise.all(
        Array.from({ length: Math.min(4, availableParallelism()) }, work)
      )
      figures.push({ file, mutants: mutants.length, killed })
      console.log(`${file}: ${killed} of ${mutants.length} killed`)
    }
  }
  for (const { file, line, before, after } of survivors) {
    console.log(`survived ${file}:${line}: ${before} -> ${after}`)
  }
  if (words.length === 0) {
    const path = resolve(root, '__tests__/gate/mutation.md')
    writeFileSync(
      path,
      renderPage(readFileSync(path, 'utf8'), figures, survivors)
    )
  }
}

/** The page with its figures renewed; what people wrote there stays. */
function renderPage(
  page: string,
  figures: readonly Figure[],
  survivors: readonly Mutant[]
): string {
  const row = ({ file, mutants, killed }: Figure): string =>
    `| ${file} | ${mutants} | ${killed} | ${((100 * killed) / mutants).toFixed(1)} % |`
  const all: Figure = {
    file: '**all**',
    mutants: figures.reduce((sum, { mutants }) => sum + mutants, 0),
    killed: figures.reduce((sum, { killed }) => sum + killed, 0)
  }
  const lines = [
    '| file | mutants | killed | share |',
    '| --- | ---: | ---: | ---: |',
    ...[...figures, all].map(row),
    '',
    ...(survivors.length === 0 ? [] : ['Survivors:', '']),
    ...survivors.map(
      ({ file, line, before, after }) =>
        `- \`${file}:${line}\`: \`${before.replaceAll(/\s+/g, ' ')}\` → \`${after}\``
    )
  ]
  const start = '<!-- figures -->'
  const end = '<!-- end of figures -->'
  return page.replace(
    new RegExp(`${start}[^]*${end}`),
    () => `${start}\n\n${lines.join('\n').trim()}\n\n${end}`
  )
}

if (process.argv[2] === '--child') {
  await runTests(process.argv.slice(3)).catch(() => {
    process.exit(1)
  })
} else if (import.meta.main) {
  await main(process.argv.slice(2))
}
