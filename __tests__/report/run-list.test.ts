import { describe, expect, it } from '@jest/globals'
import { renderRunList } from '../../src/report/run-list.ts'

const row = {
  id: 'run-1',
  url: 'https://tfe.example/app/acme/workspaces/network/runs/run-1',
  status: 'planned',
  operation: 'plan_and_apply',
  source: 'tfe-api',
  workspace: 'network',
  message: 'first\nsecond',
  createdAt: '2026-03-01T00:00:00Z'
}

describe('renderRunList', () => {
  it('links every run and keeps to one line a run', () => {
    const text = renderRunList('Runs of workspace network', [row], '1 run.')
    expect(text).toContain(`| [run-1](${row.url}) | planned | plan_and_apply |`)
    expect(text).toContain('| first |')
    expect(text).not.toContain('second')
  })

  it('lets no text of a run become a cell, a link, HTML or a mention', () => {
    const text = renderRunList(
      'Runs',
      [
        {
          ...row,
          url: undefined,
          message: '| [x](http://evil) <img src=x> @octocat #1',
          workspace: 'a|b'
        }
      ],
      ''
    )
    const line = text.split('\n').find((each) => each.includes('run-1')) ?? ''
    expect(line.match(/\|/g)).toHaveLength(8)
    expect(line).not.toMatch(/\]\(|<img|@octocat|(?<!&)#1/)
  })

  it('says so where there is none', () => {
    expect(renderRunList('Runs', [], '0 runs.')).toContain('No runs.')
  })

  it('stays below what GitHub drops, and says what it left out', () => {
    const rows = Array.from({ length: 10_000 }, () => ({
      ...row,
      message: '#'.repeat(200)
    }))
    const text = renderRunList('Runs', rows, '')
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
    expect(text).toMatch(/\d+ more are only in the output `runs`\./)
  })
})
