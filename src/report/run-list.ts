import { link, oneLine, plainText, shorten } from './markdown.ts'

/** A listed run as the table shows it. */
interface RunRow {
  readonly id: string
  readonly url: string | undefined
  readonly status: string
  readonly operation: string | undefined
  readonly source: string | undefined
  readonly workspace: string | undefined
  readonly message: string | undefined
  readonly createdAt: string | undefined
}

/** The summary is dropped by GitHub above 1 MiB. */
const longestTable = 900 * 1024

/**
 * Runs as a Markdown table with links, within the size of a job summary; what
 * is left out is said, with `note` (whole sentences) above.
 */
export function renderRunList(
  title: string,
  rows: readonly RunRow[],
  note: string
): string {
  const head = [
    `### ${plainText(title)}`,
    '',
    ...(note === '' ? [] : [plainText(note), '']),
    ...(rows.length === 0
      ? ['No runs.']
      : [
          '| Run | Status | Operation | Workspace | Message | Created | Source |',
          '| --- | --- | --- | --- | --- | --- | --- |'
        ])
  ].join('\n')
  const lines: string[] = []
  let length = Buffer.byteLength(head)
  for (const row of rows) {
    const line = renderRow(row)
    length += Buffer.byteLength(line) + 1
    if (length > longestTable) break
    lines.push(line)
  }
  const left = rows.length - lines.length
  return [
    head,
    ...lines,
    ...(left > 0 ? ['', `${left} more are only in the output \`runs\`.`] : []),
    ''
  ].join('\n')
}

function renderRow(row: RunRow): string {
  const id = plainText(row.id)
  const cells = [
    row.url === undefined ? id : link(id, row.url),
    row.status,
    row.operation,
    row.workspace,
    row.message && firstLine(row.message),
    row.createdAt,
    row.source
  ]
  const [run = '', ...texts] = cells
  return `| ${[run, ...texts.map((text) => plainText(shorten(oneLine(text ?? ''), 120)))].join(' | ')} |`
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? ''
}
