import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

interface Workflow {
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly steps: readonly {
          readonly uses?: string
          readonly with?: Readonly<Record<string, unknown>>
        }[]
      }
    >
  >
}

/**
 * The inputs that an example workflow gives to the action in one of its jobs,
 * with its expressions answered. The token and where the server is are left
 * to the stage.
 */
export function inputsOf(
  file: string,
  job: string,
  expressions: Readonly<Record<string, string>> = {}
): Record<string, string> {
  const workflow = parse(
    readFileSync(`examples/workflows/${file}`, 'utf8')
  ) as Workflow
  const step = workflow.jobs[job]?.steps.find(({ uses }) =>
    uses?.startsWith('gated-terraform-run/')
  )
  if (step?.with === undefined) throw new Error(`${file} has no step in ${job}`)
  return Object.fromEntries(
    Object.entries(step.with)
      .filter(([name]) => name !== 'token')
      .map(([name, value]) => [
        name,
        String(value).replace(
          /\$\{\{\s*(.+?)\s*\}\}/,
          (_, expression: string) => {
            const answer = expressions[expression]
            if (answer === undefined)
              throw new Error(`no answer: ${expression}`)
            return answer
          }
        )
      ])
  )
}
