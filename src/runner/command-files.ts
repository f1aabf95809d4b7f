import * as core from '@actions/core'

/** The files that the runner reads what a step leaves from. */
type CommandFile = 'GITHUB_OUTPUT' | 'GITHUB_STATE'

const lost: Readonly<Record<CommandFile, string>> = {
  GITHUB_OUTPUT: 'outputs of this step are missing',
  GITHUB_STATE: 'a run that is left behind is not cleaned up after the step'
}

/** Of which files it was said: name and path. */
const told = new Set<string>()

/**
 * Writes to a command file. Where that fails, it is said once and the step ends
 * red, but it goes on: an apply under way is not left alone for a full disk.
 */
export function writeTo(file: CommandFile, write: () => void): void {
  try {
    write()
  } catch (error) {
    process.exitCode = 1
    const place = `${file} ${process.env[file] ?? ''}`
    if (told.has(place)) return
    told.add(place)
    const why = error instanceof Error ? error.message : String(error)
    core.error(
      `The runner's file ${file} cannot be written, so ${lost[file]}. (${why})`
    )
  }
}
