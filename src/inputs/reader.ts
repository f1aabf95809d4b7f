import type { InputName } from './names.ts'
import type { InputProblem } from './problems.ts'

type Reject = (input: InputName, wrong: string, allowed: string) => void

/** Reads inputs one by one, and keeps what is wrong with them. */
export interface InputReader {
  readonly problems: readonly InputProblem[]
  readonly reject: Reject
  /** Trimmed; undefined where empty. */
  readonly text: (name: InputName) => string | undefined
  /** One entry a line; empty lines and those that begin with `#` are left out. */
  readonly lines: (name: InputName) => readonly string[]
}

/** One kind of input: its value, and what is wrong with it to `reject`. */
export type Reading<T> = (reader: InputReader, name: InputName) => T

/** Starts reading; `read` gives an input's text, empty where it is not set. */
export function createInputReader(
  read: (name: InputName) => string
): InputReader {
  const problems: InputProblem[] = []
  return {
    problems,
    reject(input, wrong, allowed) {
      problems.push({ input, wrong, allowed })
    },
    text(name) {
      const value = read(name).trim()
      return value === '' ? undefined : value
    },
    lines(name) {
      return read(name)
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'))
    }
  }
}
