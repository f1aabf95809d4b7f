/**
 * A source of run variables cannot be used. The message never has a value in
 * it: values may be anybody's secrets, whatever the documentation says.
 */
export class VariablesError extends Error {
  override readonly name = 'VariablesError'
  /** Reads after the source's name: "has …", "is …". */
  readonly wrong: string
  /** From 1, within the source; undefined where it is not known. */
  readonly line: number | undefined
  /** Is it not even the notation? Then another one may be tried. */
  readonly isSyntax: boolean
  /** The file that was meant by one that is not there. */
  readonly meant: string | undefined

  constructor(
    wrong: string,
    {
      line,
      isSyntax = false,
      meant
    }: {
      readonly line?: number | undefined
      readonly isSyntax?: boolean
      readonly meant?: string | undefined
    } = {}
  ) {
    super(line === undefined ? wrong : `${wrong} (line ${line})`)
    this.wrong = wrong
    this.line = line
    this.isSyntax = isSyntax
    this.meant = meant
  }
}
