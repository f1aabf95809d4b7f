import { accessSync, constants, statSync } from 'node:fs'

type Environment = Readonly<Record<string, string | undefined>>

/** A variable of the runner that cannot be used, as an input's problem. */
interface EnvironmentProblem {
  readonly input: string
  readonly wrong: string
  readonly allowed: string
}

/**
 * What the runner gives a step and cannot be used: told before anything is
 * requested, instead of in the middle of a run. What is not set is not looked
 * at.
 */
export function examineEnvironment(
  env: Environment,
  needs: {
    /** Are files of this job kept in the temporary folder? */
    readonly temporaryFolder: boolean
    /** Is GitHub's API asked? */
    readonly github: boolean
  }
): readonly EnvironmentProblem[] {
  return [
    ...examineFile(env, 'GITHUB_OUTPUT', 'outputs'),
    ...examineFile(env, 'GITHUB_STATE', 'the state for the clean-up'),
    ...(needs.temporaryFolder ? examineFolder(env) : []),
    ...(needs.github ? examineApi(env) : [])
  ]
}

function examineFile(
  env: Environment,
  name: string,
  what: string
): readonly EnvironmentProblem[] {
  const path = env[name] ?? ''
  if (path === '') return []
  const why = failureOf(path, 'file')
  return why === undefined
    ? []
    : [
        {
          input: name,
          wrong: `is ${JSON.stringify(path)}, which cannot be written (${why})`,
          allowed: `the runner's own file for ${what}: leave it as the runner sets it`
        }
      ]
}

function examineFolder(env: Environment): readonly EnvironmentProblem[] {
  const folder = env['RUNNER_TEMP'] ?? ''
  if (folder === '') return []
  const why = failureOf(folder, 'folder')
  return why === undefined
    ? []
    : [
        {
          input: 'RUNNER_TEMP',
          wrong: `is ${JSON.stringify(folder)}, where no file can be made (${why})`,
          allowed:
            "a folder that the runner's account may write to, with room for the packed configuration and the plan"
        }
      ]
}

function examineApi(env: Environment): readonly EnvironmentProblem[] {
  const text = env['GITHUB_API_URL'] ?? ''
  if (text === '') return []
  const url = URL.parse(text)
  const isUsable =
    (url?.protocol === 'https:' || url?.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === ''
  return isUsable
    ? []
    : [
        {
          input: 'GITHUB_API_URL',
          wrong: `is ${JSON.stringify(text.replace(/\/\/[^/@]*@/, '//***@'))}, which is no address of an API`,
          allowed:
            "GitHub's own, such as 'https://api.github.com' or 'https://github.example.com/api/v3'"
        }
      ]
}

/** Why nothing can be written to a file or into a folder: the system's code. */
function failureOf(path: string, kind: 'file' | 'folder'): string | undefined {
  try {
    const isFolder = statSync(path).isDirectory()
    if (isFolder !== (kind === 'folder')) return isFolder ? 'EISDIR' : 'ENOTDIR'
    const { W_OK, X_OK } = constants
    accessSync(path, kind === 'folder' ? W_OK | X_OK : W_OK)
    return undefined
  } catch (error) {
    return (
      (error as NodeJS.ErrnoException).code ??
      (error instanceof Error ? error.message : String(error))
    )
  }
}

/** Variables of Terraform on the runner that a run does not see. */
const unseen: readonly (readonly [name: RegExp, instead: string])[] = [
  [/^TF_VAR_./, "use 'variables', 'var-files' or the workspace's variables"],
  [
    /^TF_CLI_ARGS/,
    "use the inputs for a run's options, such as 'targets' and 'replace'"
  ],
  [/^TF_LOG(?:_|$)/, "use 'debugging-mode'"]
]

const mostNamed = 5

/**
 * Sentences about variables of the step's environment that have no effect:
 * Terraform runs elsewhere. They name no value.
 */
export function findUnseenVariables(env: Environment): readonly string[] {
  return unseen.flatMap(([shape, instead]) => {
    const names = Object.keys(env)
      .filter((name) => shape.test(name) && (env[name] ?? '') !== '')
      .sort()
    if (names.length === 0) return []
    const more = names.length - mostNamed
    const all = `${names.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
    return [
      `The environment of this step has ${all}. Runs on HCP Terraform do not see ${names.length === 1 ? 'it' : 'them'}: ${instead}.`
    ]
  })
}
