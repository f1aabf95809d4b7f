import type { Diagnostic } from '../record/diagnostic.ts'

/** One line of a phase's log, made readable. */
export interface LogLine {
  readonly text: string
  readonly diagnostic: Diagnostic | undefined
  /** What was done to a resource, where the line says that it was. */
  readonly done?: string | undefined
}

interface LogLines {
  /** Takes text as it arrives; returns the lines that it completes. */
  feed(text: string): LogLine[]
  /** Returns the last line, if it had no newline. */
  end(): LogLine[]
}

/** A longer line is broken here, so that an endless one stays bounded. */
const lineLimit = 64 * 1024

/**
 * Splits a log into lines and reads Terraform's structured output (machine-
 * readable UI, one JSON object a line): the message to show, and diagnostics.
 * Lines that are not such objects are passed through as they are.
 */
export function createLogLines(): LogLines {
  let rest = ''
  return {
    feed(text) {
      const lines: LogLine[] = []
      let start = 0
      const all = rest + text
      for (;;) {
        const newline = all.indexOf('\n', start)
        const end = newline === -1 ? all.length : newline
        if (end - start > lineLimit) {
          lines.push(parseLogLine(all.slice(start, start + lineLimit)))
          start += lineLimit
          continue
        }
        if (newline === -1) break
        lines.push(parseLogLine(all.slice(start, newline)))
        start = newline + 1
      }
      rest = all.slice(start)
      return lines
    },
    end() {
      const last = rest
      rest = ''
      return last === '' ? [] : [parseLogLine(last)]
    }
  }
}

/**
 * Reads one line of a plan or apply log. Never throws: what is not structured
 * output is text.
 */
function parseLogLine(line: string): LogLine {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line
  if (!text.startsWith('{')) return { text, diagnostic: undefined }
  let entry: unknown
  try {
    entry = JSON.parse(text)
  } catch {
    return { text, diagnostic: undefined }
  }
  if (!isRecord(entry) || typeof entry['@message'] !== 'string') {
    return { text, diagnostic: undefined }
  }
  const diagnostic =
    entry['type'] === 'diagnostic'
      ? parseDiagnostic(entry['diagnostic'])
      : undefined
  return {
    text: diagnostic ? renderDiagnostic(diagnostic) : entry['@message'],
    diagnostic,
    done: entry['type'] === 'apply_complete' ? actionOf(entry) : undefined
  }
}

/** Terraform: Machine-Readable UI, Operation Messages. */
function actionOf({ hook }: Record<string, unknown>): string | undefined {
  return isRecord(hook) && typeof hook['action'] === 'string'
    ? hook['action']
    : undefined
}

function parseDiagnostic(value: unknown): Diagnostic | undefined {
  if (!isRecord(value) || typeof value['summary'] !== 'string') return undefined
  const { range, snippet } = value
  return {
    severity: value['severity'] === 'warning' ? 'warning' : 'error',
    summary: value['summary'],
    detail: typeof value['detail'] === 'string' ? value['detail'] : '',
    address:
      typeof value['address'] === 'string' ? value['address'] : undefined,
    range: parseRange(range),
    snippet:
      isRecord(snippet) && typeof snippet['code'] === 'string'
        ? snippet['code']
        : undefined
  }
}

function parseRange(range: unknown): Diagnostic['range'] {
  if (!isRecord(range) || typeof range['filename'] !== 'string') {
    return undefined
  }
  const startLine = lineOf(range['start']) ?? 1
  return {
    filename: range['filename'],
    startLine,
    endLine: lineOf(range['end']) ?? startLine
  }
}

function lineOf(position: unknown): number | undefined {
  return isRecord(position) && typeof position['line'] === 'number'
    ? position['line']
    : undefined
}

/** A diagnostic in a line: what it is, and what it is about. */
export function titleOf(diagnostic: Diagnostic): string {
  const { severity, summary, range, address } = diagnostic
  return [
    `${severity === 'error' ? 'Error' : 'Warning'}: ${summary}`,
    range && `on ${range.filename} line ${range.startLine}`,
    address && `with ${address}`
  ]
    .filter(Boolean)
    .join(', ')
}

/** A diagnostic as a few lines of text, as Terraform prints it without colour. */
function renderDiagnostic(diagnostic: Diagnostic): string {
  const { detail, snippet } = diagnostic
  return [
    titleOf(diagnostic),
    snippet === undefined ? undefined : `    ${snippet.trimEnd()}`,
    detail === '' ? undefined : `  ${detail.replaceAll('\n', '\n  ')}`
  ]
    .filter((line) => line !== undefined)
    .join('\n')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
