import { describe, expect, it } from '@jest/globals'
import { renderComment } from '../../src/report/comment.ts'
import type { Report } from '../../src/report/types.ts'
import { createReport } from './reports.ts'

type Warning = Report['warnings'][number]

function warning(summary: string, line?: number): Warning {
  return {
    severity: 'warning',
    summary,
    detail: `What it is about ${summary}`,
    address: undefined,
    range:
      line === undefined
        ? undefined
        : { filename: 'main.tf', startLine: line, endLine: line },
    snippet: undefined
  }
}

function comment(warnings: readonly Warning[]): string {
  const report = createReport({ warnings })
  return renderComment(report, { marker: '<!-- m -->', detail: 'full' })
}

describe('warnings of Terraform', () => {
  it('that only their places tell apart are told once, with their places', () => {
    const text = comment([
      warning('deprecated', 3),
      warning('other'),
      warning('deprecated', 9)
    ])
    expect(text).toContain('#### Warnings (3)')
    expect(text).toContain('<summary>deprecated (2)</summary>')
    expect(text).toContain('- at `main.tf:3`\n- at `main.tf:9`\n')
    expect(text.match(/What it is about deprecated/g)).toHaveLength(1)
    expect(text).toContain('<summary>other</summary>')
  })

  it('without a place are counted', () => {
    const text = comment([warning('x'), warning('x')])
    expect(text).toContain('<summary>x (2)</summary>')
    expect(text).not.toMatch(/^- *$/m)
  })

  it('of many kinds are one list from the sixth on', () => {
    const kinds = ['a', 'b', 'c', 'd', 'e', 'f', 'f', 'g']
    const text = comment(kinds.map((kind, index) => warning(kind, index + 1)))
    expect(text).toContain('<summary>3 more warnings</summary>')
    expect(text).toContain('- **f** at `main.tf:6`\n- **f** at `main.tf:7`')
  })
})
