import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import { truthy } from '@actions/expressions/result'

/** The contexts of a workflow (`github`, `steps`, …), as plain data. */
export type Contexts = Readonly<Record<string, unknown>>

/** How the steps before this one ended, for `success()` and `failure()`. */
export type JobStatus = 'success' | 'failure'

/**
 * Text with its `${{ … }}` answered, as GitHub answers them: what a context
 * does not have is empty.
 * @throws {Error} for an expression that GitHub would refuse
 */
export function renderExpressions(text: string, contexts: Contexts): string {
  return text.replaceAll(/\$\{\{(.+?)\}\}/gs, (_, expression: string) =>
    evaluate(expression, contexts, 'success').coerceString()
  )
}

/**
 * Answers an `if:`, with or without `${{ }}`. As on GitHub it holds only after
 * success where it does not ask for the status itself.
 * @throws {Error} for an expression that GitHub would refuse
 */
export function isCondition(
  condition: string | undefined,
  contexts: Contexts,
  status: JobStatus
): boolean {
  const text = (condition ?? 'success()').trim()
  const [, inner = text] = /^\$\{\{(.*)\}\}$/s.exec(text) ?? []
  const asksStatus = /\b(?:success|failure|always|cancelled)\s*\(/.test(inner)
  return truthy(
    evaluate(asksStatus ? inner : `success() && (${inner})`, contexts, status)
  )
}

function evaluate(
  expression: string,
  contexts: Contexts,
  status: JobStatus
): data.ExpressionData {
  const answers = {
    success: status === 'success',
    failure: status === 'failure',
    always: true,
    cancelled: false
  }
  const functions = Object.entries(answers).map(([name, answer]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(answer)
  }))
  const { tokens } = new Lexer(expression).lex()
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse()
  const known = JSON.parse(
    JSON.stringify(contexts),
    data.reviver
  ) as data.Dictionary
  return new Evaluator(
    parsed,
    known,
    new Map(functions.map((each) => [each.name, each]))
  ).evaluate()
}
