import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

/**
 * The page for people who come from HashiCorp's tfc-workflows-github, held to
 * the names of its actions as they are in v1.3.2.
 */

const everywhere = ['hostname', 'token', 'organization']
const ofRun = ['run_id', 'run_status']
const shown = [
  'payload',
  ...ofRun,
  'run_message',
  'run_link',
  'plan_id',
  'plan_status',
  'configuration_version_id',
  'cost_estimation_id',
  'cost_estimation_status'
]

/** Its actions with their inputs and outputs, beside those that all have. */
const theirs: Readonly<
  Record<string, readonly [inputs: readonly string[], outputs: string[]]>
> = {
  'upload-configuration': [
    ['workspace', 'directory', 'speculative'],
    ['payload', 'configuration_version_id', 'configuration_version_status']
  ],
  'create-run': [
    [
      'workspace',
      'configuration_version',
      'message',
      'plan_only',
      'save_plan',
      'is_destroy',
      'target'
    ],
    shown
  ],
  'apply-run': [['run', 'comment'], ofRun],
  'discard-run': [['run', 'comment'], ofRun],
  'cancel-run': [['run', 'comment'], ofRun],
  'show-run': [['run'], shown],
  'plan-output': [
    ['plan'],
    ['add', 'change', 'destroy', 'plan_id', 'plan_status']
  ],
  'workspace-output': [['workspace'], ['outputs']]
}
const inputsOf = (action: string): readonly string[] => [
  ...everywhere,
  ...(theirs[action]?.[0] ?? [])
]
const outputsOf = (action: string): readonly string[] => [
  'status',
  ...(theirs[action]?.[1] ?? [])
]
const actions = Object.keys(theirs)

const page = readFileSync('docs/coming-from-tfci.md', 'utf8')
const ours = parse(readFileSync('action.yml', 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly description: string }>>
  readonly outputs: Readonly<Record<string, unknown>>
}

/** The rows of the table below a heading: what is code in each of its cells. */
function rowsBelow(heading: string): readonly (readonly string[][])[] {
  const [, section = ''] = page.split(`\n## ${heading}\n`)
  const [table = ''] = section.split('\n## ')
  return table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(2)
        .split(' | ')
        .map((cell) =>
          [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
        )
    )
}

const firstOf = (heading: string): readonly string[] =>
  rowsBelow(heading).flatMap(([first = []]) => first)
const sorted = (names: Iterable<string>): readonly string[] =>
  [...new Set(names)].sort()

describe('docs/coming-from-tfci.md', () => {
  it('has each of the actions, inputs and outputs once, and no other', () => {
    expect([...firstOf('Actions')].sort()).toEqual([...actions].sort())
    const inputs = firstOf('Inputs').filter((name) => !name.startsWith('TF_'))
    expect([...inputs].sort()).toEqual(sorted(actions.flatMap(inputsOf)))
    expect([...firstOf('Outputs')].sort()).toEqual(
      sorted(actions.flatMap(outputsOf))
    )
  })

  it.each(['Actions', 'Inputs', 'Outputs'])(
    'says beside them what there is here (%s)',
    (heading) => {
      const here = rowsBelow(heading).flatMap(([, second = []]) => second)
      const known = new Set([
        ...Object.keys(ours.inputs),
        ...Object.keys(ours.outputs)
      ])
      const { description = '' } = ours.inputs['mode'] ?? {}
      const unknown = here.filter((code) => {
        const [, name = '', value] = /^([\w-]+)(?:: (\S+))?$/.exec(code) ?? []
        if (name === 'mode') return !description.includes(`\`${value ?? ''}\``)
        return !known.has(name)
      })
      // Words of outcomes, environments and documents; theirs in the first.
      const elsewhere =
        /^(?:TF_|ACTIONS_|plan_only$|save_plan$|run\.|run$|data\.|Success|Timeout|Error|Noop|already-applied|planned|no-changes|saved|held|applied|discarded|canceled|shown|uploaded|timed-out|errored|blocked|speculative)/
      expect(unknown.filter((code) => !elsewhere.test(code))).toEqual([])
      expect(here.length).toBeGreaterThan(8)
    }
  )

  it('shows their workflows with their own names', () => {
    const found: string[] = []
    let steps = 0
    for (const [, block = ''] of page.matchAll(/```yaml\n([^]*?)```/g)) {
      const byId = new Map<string, string>()
      for (const step of stepsOf(parse(block))) {
        const [, action] =
          /^hashicorp\/tfc-workflows-github\/actions\/([\w-]+)@v1\.3\.2$/.exec(
            step.uses ?? ''
          ) ?? []
        if (action === undefined) continue
        steps += 1
        if (!actions.includes(action)) found.push(action)
        if (step.id !== undefined) byId.set(step.id, action)
        found.push(
          ...Object.keys(step.with ?? {}).filter(
            (name) => !inputsOf(action).includes(name)
          )
        )
      }
      for (const [, id = '', name = ''] of block.matchAll(
        /steps\.(\w+)\.outputs\.(\w+)/g
      )) {
        const action = byId.get(id)
        if (action !== undefined && !outputsOf(action).includes(name)) {
          found.push(`${action} has no ${name}`)
        }
      }
    }
    expect(found).toEqual([])
    expect(steps).toBeGreaterThanOrEqual(6)
  })
})

interface Step {
  readonly id?: string
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

function stepsOf(workflow: unknown): readonly Step[] {
  const { jobs = {} } = workflow as {
    readonly jobs?: Readonly<Record<string, { readonly steps?: Step[] }>>
  }
  return Object.values(jobs).flatMap(({ steps = [] }) => steps)
}
