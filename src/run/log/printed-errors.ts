import type { Diagnostic } from '../record/diagnostic.ts'

/** More blocks than these tell nothing new. */
const maxErrors = 20
const maxBlockLines = 60
/** Longer than anything Terraform prints before it wraps. */
const maxLineLength = 1_000

const terminalCode = /\u001b\[[0-?]*[ -/]*[@-~]/g
const blockStart = /^(Error|Warning): (\S.*)$/
/** What HCP Terraform writes below Terraform's own words. */
const afterword = /^(?:Operation failed|Setup failed): /
/** Said before the errors that it is about; it tells no cause itself. */
const preface = /^Terraform encountered problems during initiali[sz]ation\b/

/**
 * The errors in text that Terraform printed for people, as `terraform init`
 * does, boxed or not, in colour or not. Never throws; what it does not
 * understand of a block is the block's detail.
 * @see Terraform: internal/command/format, `Diagnostic` and `DiagnosticPlain`
 */
export function parsePrintedErrors(text: string): readonly Diagnostic[] {
  const blocks = new Set(text.split('\n').map(createBlocks()))
  const errors = [...blocks]
    .flatMap((block) => parseBlock(block?.lines ?? []) ?? [])
    .slice(0, maxErrors)
  const causes = errors.filter(({ summary }) => !preface.test(summary))
  return causes.length > 0 ? causes : errors
}

/** Folds errors that are told in full elsewhere to their first words. */
interface PrintedErrors {
  /** The line as it is shown; none where it is held back. */
  readonly fold: (line: string) => readonly string[]
  /** All that was held back, where `text` does not tell these errors. */
  readonly untold: (text: string) => readonly string[]
}

/**
 * Holds back what `parsePrintedErrors` makes of an error's block, of at most so
 * many errors: all but its summary and its place.
 */
export function createPrintedErrors(most: number): PrintedErrors {
  const held: string[] = []
  const blockOf = createBlocks()
  const folded = new Set<Block>()
  return {
    fold: (raw) => {
      const block = blockOf(raw)
      if (block === undefined) return [raw]
      const { lines } = block
      if (lines.length === 1 && folded.size < most && isCause(lines)) {
        folded.add(block)
      }
      const isDetail = folded.has(block) && lines.includes('')
      if (!isDetail || parsePlace(lines.at(-1) ?? '')) return [raw]
      held.push(raw)
      return []
    },
    untold: (text) =>
      parsePrintedErrors(text).length < folded.size ? held : []
  }
}

/** What Terraform printed of one error or warning, without its frame. */
interface Block {
  readonly lines: string[]
}

/** Follows text line by line: the block that each line is the last of so far. */
function createBlocks(): (raw: string) => Block | undefined {
  let block: Block | undefined
  return (raw) => {
    const line = unboxed(raw)
    if (line === undefined || afterword.test(line)) block = undefined
    else if (blockStart.test(line)) block = { lines: [line] }
    else if (block?.lines.length === maxBlockLines) block = undefined
    else block?.lines.push(line)
    return block
  }
}

function isCause([begin = '']: readonly string[]): boolean {
  const [, severity, summary = ''] = blockStart.exec(begin) ?? []
  return severity === 'Error' && !preface.test(summary)
}

/** A line without colour and frame; undefined for the frame's own ends. */
function unboxed(raw: string): string | undefined {
  const line = raw
    .slice(0, 4 * maxLineLength)
    .replace(terminalCode, '')
    .replace(/\r$/, '')
    .slice(0, maxLineLength)
  if (/^[╷╵]\s*$/.test(line)) return undefined
  return line.replace(/^│ ?/, '').trimEnd()
}

/** Summary, blank line, place with the source it quotes, blank line, detail. */
function parseBlock(lines: readonly string[]): Diagnostic | undefined {
  const [, severity, begin = ''] = blockStart.exec(lines[0] ?? '') ?? []
  if (severity !== 'Error') return undefined
  let at = 1
  const summary = [begin]
  // A long one is wrapped.
  for (; at < lines.length && lines[at] !== ''; at += 1) {
    summary.push(lines[at] ?? '')
  }
  while (lines[at] === '') at += 1

  let address: string | undefined
  let range: Diagnostic['range']
  const snippet: string[] = []
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const place = parsePlace(line)
    const code = /^ +\d+: ?(.*)$/.exec(line)?.[1]
    if (place?.address !== undefined) address ??= place.address
    else if (place?.range !== undefined) range ??= place.range
    else if (code !== undefined && range !== undefined) snippet.push(code)
    else break
  }
  return {
    severity: 'error',
    summary: summary.join(' '),
    detail: lines.slice(at).join('\n').trim(),
    address,
    range,
    snippet: snippet.length === 0 ? undefined : snippet.join('\n')
  }
}

/** `  with ADDRESS,` or `  on FILE line 3, in resource "a" "b":`. */
function parsePlace(
  line: string
): Partial<Pick<Diagnostic, 'address' | 'range'>> | undefined {
  const address = /^ {2}with (\S.*),$/.exec(line)?.[1]
  if (address !== undefined) return { address }
  const [, filename, digits] =
    /^ {2}on (\S.*?) line (\d{1,7})(?:,.*)?:$/.exec(line) ?? []
  // `<value for var.x>` is no file.
  if (filename === undefined || /^<.*>$/.test(filename)) return undefined
  const startLine = Math.max(1, Number(digits))
  return { range: { filename, startLine, endLine: startLine } }
}
