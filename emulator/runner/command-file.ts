/**
 * Reads a command file (GITHUB_OUTPUT, GITHUB_STATE, GITHUB_ENV) exactly as
 * the runner does: `name=value` lines and heredocs.
 * @throws {Error} for a malformed line, which fails the step on the runner
 */
export function parseCommandFile(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    if (line === '') continue
    const equals = line.indexOf('=')
    const heredoc = line.indexOf('<<')
    // Whichever comes first decides: a value may hold the other one.
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      if (equals === 0) throw new Error(`Invalid format '${line}'`)
      values[line.slice(0, equals)] = line.slice(equals + 1)
      continue
    }
    if (heredoc < 0) throw new Error(`Invalid format '${line}'`)
    const name = line.slice(0, heredoc)
    const delimiter = line.slice(heredoc + 2)
    if (name === '' || delimiter === '') {
      throw new Error(
        `Invalid format '${line}'. Name and delimiter must not be empty`
      )
    }
    const value: string[] = []
    for (;;) {
      index += 1
      const next = lines[index]
      if (next === undefined || (next === '' && index === lines.length - 1)) {
        throw new Error(
          `Invalid value. Matching delimiter not found '${delimiter}'`
        )
      }
      if (next === delimiter) break
      value.push(next)
    }
    values[name] = value.join('\n')
  }
  return values
}

/** Reads GITHUB_PATH: one folder a line. */
export function parsePathFile(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '')
}
