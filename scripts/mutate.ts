import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { registerHooks, stripTypeScriptTypes } from 'node:module'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { format } from 'prettier'
import ts from 'typescript'
import { equivalents } from './mutate/equivalent.ts'
import type { Equivalent } from './mutate/equivalent.ts'

/**
 * A mutation run over what decides: every mutant is the source with one thing
 * changed, and the unit tests of that source must fail on it.
 *
 *     npm run mutate             runs all, prints what survived, writes the figures
 *     npm run mutate -- rules    only files whose path contains the word; the
 *                                figures of the others stay
 *
 * The tests run without jest, over modules of their own for each mutant: what
 * they import of it is replaced by the few functions below.
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
const cores = availableParallelism()
/** A mutant may wait for ever: how long it is waited for, in times of a run. */
const patience = 20
const leastPatienceMilliseconds = 10_000

const targets: readonly Target[] = [
  {
    files: ['src/gate/commit-choice.ts'],
    tests: tests('gate', ['commit-choice'])
  },
  {
    files: ['src/gate/missing-run.ts'],
    tests: tests('gate', ['missing-run'])
  },
  {
    files: ['src/gate/order.ts', 'src/gate/known.ts'],
    tests: tests('gate', ['order'])
  },
  {
    files: ['src/gate/version-control-rules.ts'],
    tests: tests('gate', ['version-control-rules', 'commit-choice'])
  },
  {
    files: ['src/gate/plan-rules.ts'],
    tests: tests('gate', ['plan-rules', 'verdicts'])
  },
  {
    files: ['src/gate/limit-rules.ts', 'src/gate/rules.ts'],
    tests: tests('gate', ['rules', 'plan-rules', 'verdicts', 'decide'])
  },
  {
    files: [
      'src/gate/label-rules.ts',
      'src/gate/pull-request-facts.ts',
      'src/gate/pull-request-rules.ts',
      'src/gate/request-rules.ts',
      'src/gate/review-rules.ts',
      'src/gate/sort-reviews.ts'
    ],
    tests: tests('gate', [
      'pull-request-rules',
      'sort-reviews',
      'verdicts',
      'decide'
    ])
  },
  {
    files: ['src/gate/addresses.ts'],
    tests: tests('gate', ['addresses'])
  },
  {
    files: ['src/gate/together.ts'],
    tests: tests('gate', ['together'])
  },
  {
    // What has no tests of its own.
    files: sources('src/gate', [
      'addresses',
      'commit-choice',
      'known',
      'label-rules',
      'limit-rules',
      'missing-run',
      'order',
      'plan-rules',
      'pull-request-facts',
      'pull-request-rules',
      'request-rules',
      'review-rules',
      'rules',
      'sort-reviews',
      'together',
      'version-control-rules'
    ]),
    // The quickest first: one failure is enough.
    tests: tests('gate', [
      'verdicts',
      'may-act',
      'origin-rules',
      'pull-request-rules',
      'version-control-rules',
      'decide'
    ])
  },
  {
    files: ['src/run/record/next-step.ts'],
    tests: tests('run/record', ['next-step'])
  },
  {
    files: [
      'src/github/evidence.ts',
      'src/github/evidence-source.ts',
      'src/github/pull-request-evidence.ts',
      'src/github/requester.ts'
    ],
    tests: [
      ...tests('github', ['evidence', 'requester']),
      ...tests('step', ['admission'])
    ]
  },
  {
    files: ['src/github/conversation.ts', 'src/github/sticky-comment.ts'],
    tests: tests('github', ['sticky-comment'])
  },
  {
    files: [
      'src/run/operations/apply.ts',
      'src/run/operations/judge.ts',
      'src/run/operations/unapplied.ts',
      'src/run/endings/applied.ts'
    ],
    tests: [
      ...tests('run/operations', ['judge', 'unapplied', 'apply']),
      ...tests('run/endings', ['applied', 'conclusion']),
      ...tests('run', ['traps'])
    ]
  },
  {
    files: ['src/run/operations/confirm.ts'],
    tests: [
      ...tests('run/operations', ['confirm', 'apply']),
      ...tests('run/door', ['lost-answers']),
      ...tests('run', ['traps'])
    ]
  },
  {
    files: ['src/run/operations/force-execute.ts'],
    tests: [
      ...tests('run/operations', ['force-execute']),
      ...tests('run/door', ['lost-answers'])
    ]
  },
  {
    files: ['src/run/operations/supersede.ts'],
    tests: tests('run/operations', ['supersede'])
  },
  {
    files: sources('src/run/door'),
    tests: tests('run/door', [
      'objections',
      'may-send',
      'settle',
      'fresh-look',
      'lost-answers'
    ])
  },
  {
    files: [
      'src/run/record/configuration-digest.ts',
      'src/run/record/provenance.ts'
    ],
    tests: tests('run/record', ['configuration-digest', 'provenance'])
  },
  {
    files: ['src/run/reading/read-plan.ts'],
    tests: tests('run/reading', ['read-plan'])
  },
  {
    files: ['src/hcp/wire/retry.ts'],
    tests: tests('hcp/wire', ['retry'])
  },
  {
    files: ['src/hcp/wire/redirects.ts'],
    tests: tests('hcp/wire', ['redirects'])
  },
  {
    files: ['src/hcp/wire/transfers.ts'],
    tests: tests('hcp/wire', ['transfers', 'transport'])
  }
]

/** The files of a folder, but those that have tests of their own. */
function sources(
  folder: string,
  besides: readonly string[] = []
): readonly string[] {
  return readdirSync(resolve(root, folder))
    .filter((name) => name.endsWith('.ts'))
    .filter((name) => !besides.includes(name.slice(0, -'.ts'.length)))
    .map((name) => `${folder}/${name}`)
}

function tests(folder: string, names: readonly string[]): readonly string[] {
  return names.map((name) => `__tests__/${folder}/${name}.test.ts`)
}

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
function createMutants(file: string, text: string): readonly Mutant[] {
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
      // `false` is mutated by itself, and `undefined` would be as false.
      if (node.expression.kind !== ts.SyntaxKind.FalseKeyword) {
        replace(node.expression, 'undefined')
      }
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

/** What is said between this process and those that run the tests. */
interface Order {
  readonly mutant: Mutant | null
  /** The files of tests to run, one after the other. */
  readonly tests: readonly string[]
  /** Only the case with this number of each file. */
  readonly only?: number | undefined
}
interface Report {
  readonly result: 'killed' | 'survived'
  /** The file in which something failed, the number of the case, and why. */
  readonly test?: string
  readonly number?: number | undefined
  readonly why?: string
}

/**
 * A process that runs the tests over one mutant after the other, each over
 * modules of its own. It is started anew where a mutant has not let go in time.
 */
function createRunner(tests: readonly string[]) {
  let child: ChildProcess | undefined
  let patienceMilliseconds = 120_000
  let last: Report | undefined
  const end = (): void => {
    child?.kill('SIGKILL')
    child = undefined
  }
  const run = async (mutant: Mutant | null, again?: Report): Promise<Result> =>
    await new Promise((done) => {
      last = undefined
      child ??= fork(fileURLToPath(import.meta.url), ['--child'], {
        cwd: root,
        env: { ...process.env, FUZZ_SHARE: '0.3' },
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        execArgv: ['--no-warnings']
      })
      const current = child
      const finish = (result: Result): void => {
        clearTimeout(timer)
        current.removeAllListeners()
        if (result === 'timed out' || !current.connected) end()
        done(result)
      }
      const timer = setTimeout(() => {
        finish('timed out')
      }, patienceMilliseconds)
      current.once('message', (report: Report) => {
        last = report
        finish(report.result)
      })
      // A mutant may end its process, by an error that nobody handles.
      current.once('exit', () => {
        finish('killed')
      })
      const which =
        again?.test === undefined
          ? { tests }
          : { tests: [again.test], only: again.number }
      current.send({ mutant, ...which } satisfies Order)
    })
  return {
    end,
    /** Rejects where the tests fail without a mutant. */
    prepare: async (): Promise<void> => {
      await run(null)
      const began = performance.now()
      if ((await run(null)) !== 'survived') {
        throw new Error(
          `Without a mutant, a test of these fails: ${tests.join(', ')}\n${last?.why ?? ''}`
        )
      }
      const took = performance.now() - began
      patienceMilliseconds = Math.max(
        leastPatienceMilliseconds,
        patience * took
      )
    },
    /**
     * After one that failed, the case that failed has to pass again without a
     * mutant: what the last one left behind must not be held for this one's.
     */
    run: async (mutant: Mutant): Promise<Result> => {
      const result = await run(mutant)
      if (result !== 'killed' || last?.test === undefined) return result
      if ((await run(null, last)) === 'survived') return result
      end()
      return await run(mutant)
    }
  }
}

/** In the child: runs the tests over each mutant that comes. */
function serveOrders(): void {
  let count = 0
  let mutant: Mutant | null = null
  const { words, takeCases } = createWords()
  const ready = import('expect').then(({ expect }) => {
    Object.assign(globalThis, { jestWords: { expect, ...words } })
  })
  hookModules(() => mutant)
  process.on('message', (order: Order) => {
    void (async () => {
      await ready
      ;({ mutant } = order)
      count += 1
      let report: Report = { result: 'survived' }
      let test = ''
      let number: number | undefined
      try {
        for (test of order.tests) {
          number = undefined
          await import(`${pathToFileURL(resolve(root, test)).href}?${count}`)
          for (const each of takeCases(order.only)) {
            ;({ number } = each)
            await each.run()
          }
        }
      } catch (error) {
        const why = error instanceof Error ? error.stack : undefined
        report = { result: 'killed', test, number, why: why ?? String(error) }
        takeCases()
      }
      process.send?.(report)
    })()
  })
  // What a mutant leaves behind may fail when its test is over.
  process.on('unhandledRejection', () => process.exit(1))
}

/** Our own modules are loaded anew for each mutant, with it in its place. */
function hookModules(current: () => Mutant | null): void {
  const own = pathToFileURL(root).href
  const texts = new Map<string, string>()
  registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === '@jest/globals') {
        return { url: jestModule, shortCircuit: true }
      }
      const found = next(specifier, context)
      const [, run] = /\?(\d+)$/.exec(context.parentURL ?? '') ?? []
      const isOwn = found.url.startsWith(`${own}/`) && found.url.endsWith('.ts')
      return run !== undefined && isOwn
        ? { ...found, url: `${found.url}?${run}` }
        : found
    },
    load: (url, context, next) => {
      const [, file] = /^(file:.+\.ts)\?\d+$/.exec(url) ?? []
      if (file === undefined) return next(url, context)
      const mutant = current()
      const isMutated =
        mutant !== null &&
        file === pathToFileURL(resolve(root, mutant.file)).href
      const plain = (): string => readFileSync(fileURLToPath(file), 'utf8')
      const source = isMutated
        ? stripTypeScriptTypes(mutate(plain(), mutant))
        : (texts.get(file) ?? stripTypeScriptTypes(plain()))
      if (!isMutated) texts.set(file, source)
      return { format: 'module', source, shortCircuit: true }
    }
  })
}

function mutate(text: string, { start, end, after }: Mutant): string {
  return text.slice(0, start) + after + text.slice(end)
}

const jestModule = `data:text/javascript,${encodeURIComponent(
  'export const { expect, it, describe, beforeAll, beforeEach, afterEach, afterAll } = globalThis.jestWords; export const test = it'
)}`

type Code = () => unknown

interface NumberedCase {
  readonly number: number
  readonly run: () => Promise<void>
}

/** A `describe`, or a whole file, with its hooks. */
interface Suite {
  readonly path: readonly Suite[]
  readonly first: Code[]
  readonly before: Code[]
  readonly after: Code[]
  readonly last: Code[]
}

/** The words of jest that the tests use. */
function createWords() {
  let cases: { readonly test: Code; readonly path: readonly Suite[] }[] = []
  let suite = openSuite([])
  const each =
    (use: (test: Code) => unknown) =>
    (rows: readonly unknown[]) =>
    (_: string, test: (...row: readonly unknown[]) => unknown): void => {
      for (const row of rows) {
        use(() => test(...(Array.isArray(row) ? (row as unknown[]) : [row])))
      }
    }
  const collect = (test: Code): void => {
    cases.push({ test, path: suite.path })
  }
  const open = (code: Code): void => {
    const around = suite
    suite = openSuite(around.path)
    code()
    suite = around
  }
  const named = (use: (code: Code) => void) => (_: string, code: Code) => {
    use(code)
  }
  return {
    words: {
      it: Object.assign(named(collect), { each: each(collect) }),
      describe: Object.assign(named(open), { each: each(open) }),
      beforeAll: (code: Code) => suite.first.push(code),
      beforeEach: (code: Code) => suite.before.push(code),
      afterEach: (code: Code) => suite.after.push(code),
      afterAll: (code: Code) => suite.last.push(code)
    },
    /** Those of the file that was imported last, each with its hooks. */
    takeCases: (only?: number): readonly NumberedCase[] => {
      const found = cases
        .map((each, number) => ({ ...each, number }))
        .filter(({ number }) => only === undefined || number === only)
      cases = []
      suite = openSuite([])
      return found.map(({ test, path, number }, index) => {
        const previous = found[index - 1]?.path ?? []
        const next = found[index + 1]?.path ?? []
        return {
          number,
          run: async () => {
            await runAll(path, 'first', previous)
            await runAll(path, 'before')
            try {
              await test()
            } finally {
              await runAll(path.toReversed(), 'after')
              await runAll(path.toReversed(), 'last', next)
            }
          }
        }
      })
    }
  }
}

function openSuite(around: readonly Suite[]): Suite {
  const hooks = { first: [], before: [], after: [], last: [] }
  const path: Suite[] = []
  const suite = { ...hooks, path }
  path.push(...around, suite)
  return suite
}

/** Hooks of suites, but of those that go on. */
async function runAll(
  suites: readonly Suite[],
  kind: 'first' | 'before' | 'after' | 'last',
  going: readonly Suite[] = []
): Promise<void> {
  for (const suite of suites) {
    if (going.includes(suite)) continue
    for (const code of suite[kind]) await code()
  }
}

interface Figure {
  readonly file: string
  readonly mutants: number
  readonly killed: number
  /** Survivors that change nothing, each for a reason that is written down. */
  readonly equivalent: number
}

interface Survivor extends Mutant {
  readonly known: Equivalent | undefined
}

/** The reason why nothing can fail on a mutant, where somebody wrote one. */
function explain(mutant: Mutant, text: string): Equivalent | undefined {
  const { file, line, after } = mutant
  const code = text.split('\n')[line - 1] ?? ''
  return equivalents.find(
    (each) =>
      each.file === file &&
      code.includes(each.code) &&
      each.after.includes(after)
  )
}

async function main(words: readonly string[]): Promise<void> {
  const survivors: Survivor[] = []
  const figures: Figure[] = []
  for (const { files: all, tests } of targets) {
    const files = all.filter((file) =>
      words.every((word) => file.includes(word))
    )
    if (files.length === 0) continue
    const runners = Array.from({ length: Math.min(2, cores) }, () =>
      createRunner(tests)
    )
    for (const { prepare } of runners) await prepare()
    for (const file of files) {
      const { count, survived } = await mutateFile(file, runners)
      if (count === 0) continue
      survivors.push(...survived)
      const left = survived.filter(({ known }) => known === undefined)
      const figure = {
        file,
        mutants: count,
        killed: count - survived.length,
        equivalent: survived.length - left.length
      }
      figures.push(figure)
      console.log(
        `${file}: ${figure.killed} of ${count} killed, ${figure.equivalent} equivalent`
      )
      tellStale(file, survived)
    }
    for (const { end } of runners) end()
  }
  const path = resolve(root, '__tests__/gate/mutation.md')
  const page = renderPage(readFileSync(path, 'utf8'), figures, survivors)
  writeFileSync(path, await format(page, { parser: 'markdown' }))
}

async function mutateFile(
  file: string,
  runners: readonly ReturnType<typeof createRunner>[]
): Promise<{ readonly count: number; readonly survived: readonly Survivor[] }> {
  const text = readFileSync(resolve(root, file), 'utf8')
  const mutants = createMutants(file, text)
  const left = [...mutants]
  const survived: Survivor[] = []
  await Promise.all(
    runners.map(async ({ run }) => {
      for (let mutant = left.pop(); mutant; mutant = left.pop()) {
        if ((await run(mutant)) !== 'survived') continue
        const known = explain(mutant, text)
        survived.push({ ...mutant, known })
        if (known !== undefined) continue
        const { line, before, after } = mutant
        console.log(`survived ${file}:${line}: ${before} -> ${after}`)
      }
    })
  )
  return { count: mutants.length, survived }
}

/** What is written down and met no survivor explains nothing any more. */
function tellStale(file: string, survived: readonly Survivor[]): void {
  const met = new Set(survived.map(({ known }) => known))
  for (const each of equivalents) {
    if (each.file !== file || met.has(each)) continue
    console.log(`no such survivor: ${file}: ${each.code}`)
  }
}

/** The figures and survivors that a page has of files that are still there. */
function readPage(page: string): {
  readonly figures: readonly Figure[]
  readonly survivors: readonly string[]
} {
  const files = targets.flatMap(({ files }) => files)
  const rows = page.matchAll(
    /^\| (src\/\S+) +\| +(\d+) \| +(\d+) \| +(\d+) \|/gm
  )
  return {
    figures: [...rows].flatMap(([, file = '', ...numbers]) => {
      const [mutants = 0, killed = 0, equivalent = 0] = numbers.map(Number)
      return files.includes(file) ? [{ file, mutants, killed, equivalent }] : []
    }),
    survivors: [...page.matchAll(/^- `(src\/[^:`]+).*$/gm)].flatMap(
      ([line, file = '']) => (files.includes(file) ? [line] : [])
    )
  }
}

/**
 * The page with its figures renewed; what people wrote there stays, and what
 * was measured of other files.
 */
function renderPage(
  page: string,
  measured: readonly Figure[],
  found: readonly Survivor[]
): string {
  const before = readPage(page)
  const isMeasured = (file: string): boolean =>
    measured.some((figure) => figure.file === file)
  const figures = [
    ...before.figures.filter(({ file }) => !isMeasured(file)),
    ...measured
  ].sort((one, other) => (one.file < other.file ? -1 : 1))
  const survivors = [
    ...before.survivors.filter(
      (line) => !isMeasured(/^- `(src\/[^:`]+)/.exec(line)?.[1] ?? '')
    ),
    ...found.map(
      ({ file, line, before: text, after, known }) =>
        `- \`${file}:${line}\`: \`${text.replaceAll(/\s+/g, ' ')}\` → \`${after}\`${known === undefined ? '' : ` (equivalent: ${known.why})`}`
    )
  ].sort()
  const row = ({ file, mutants, killed, equivalent }: Figure): string =>
    `| ${file} | ${mutants} | ${killed} | ${equivalent} | ${((100 * killed) / (mutants - equivalent)).toFixed(1)} % |`
  const all: Figure = {
    file: '**all**',
    mutants: figures.reduce((sum, { mutants }) => sum + mutants, 0),
    killed: figures.reduce((sum, { killed }) => sum + killed, 0),
    equivalent: figures.reduce((sum, { equivalent }) => sum + equivalent, 0)
  }
  const lines = [
    '| file | mutants | killed | equivalent | share of the others |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...[...figures, all].map(row),
    '',
    ...(survivors.length === 0 ? [] : ['Survivors:', '']),
    ...survivors
  ]
  const start = '<!-- figures -->'
  const end = '<!-- end of figures -->'
  return page.replace(
    new RegExp(`${start}[^]*${end}`),
    () => `${start}\n\n${lines.join('\n').trim()}\n\n${end}`
  )
}

if (process.argv[2] === '--child') serveOrders()
else if (import.meta.main) await main(process.argv.slice(2))
