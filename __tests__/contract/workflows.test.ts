import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { inputNames } from '../../src/runner/inputs.ts'

const folder = 'examples/workflows'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}
interface Workflow {
  readonly on: unknown
  readonly permissions?: unknown
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>
}

function stepsOf(workflow: Workflow): readonly Step[] {
  return Object.values(workflow.jobs).flatMap(({ steps }) => steps)
}

describe.each(readdirSync(folder))('examples/workflows/%s', (file) => {
  const text = readFileSync(`${folder}/${file}`, 'utf8')
  const workflow = parse(text) as Workflow
  const own = stepsOf(workflow).filter(({ uses }) =>
    uses?.startsWith('gated-terraform-run/')
  )

  it('uses the action with inputs that there are', () => {
    expect(own.length).toBeGreaterThan(0)
    for (const step of own) {
      const names = Object.keys(step.with ?? {})
      expect(inputNames).toEqual(expect.arrayContaining(names))
      expect(['plan', 'save-plan', 'apply', 'discard']).toContain(
        step.with?.['mode']
      )
    }
  })

  it('says its permissions, and takes no token in clear', () => {
    expect(workflow.permissions).toBeDefined()
    for (const step of own) {
      expect(step.with?.['token']).toBe('${{ secrets.TF_API_TOKEN }}')
    }
  })

  it('puts nothing that others wrote into a script', () => {
    for (const { run } of stepsOf(workflow)) {
      expect(run ?? '').not.toContain('${{')
    }
  })

  it('leaves no credentials in a checkout', () => {
    for (const step of stepsOf(workflow)) {
      if (step.uses?.startsWith('actions/checkout@') !== true) continue
      expect(step.with?.['persist-credentials']).toBe(false)
    }
  })
})
