import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { findIdleInputs } from '../../src/inputs/idle-inputs.ts'
import { modes } from '../../src/inputs/inputs.ts'
import type { Mode } from '../../src/inputs/inputs.ts'
import { inputNames } from '../../src/inputs/names.ts'
import type { InputName } from '../../src/inputs/names.ts'
import { examineInputs } from '../../src/inputs/parse-inputs.ts'

type Given = Partial<Record<InputName, string>>

const { inputs: described } = parse(readFileSync('action.yml', 'utf8')) as {
  readonly inputs: Readonly<Record<InputName, { readonly default?: string }>>
}

function examine(given: Given) {
  return examineInputs((name) => {
    if (name === 'hostname') return given[name] ?? 'app.terraform.io'
    const value = described[name].default ?? ''
    return given[name] ?? (value.startsWith('${{') ? '' : value)
  })
}

/** What a step of this mode cannot be without. */
function needed(mode: Mode): Given {
  const isByRun = ['cancel', 'force-cancel', 'force-execute'].includes(mode)
  return {
    token: 'abc',
    organization: 'acme',
    workspace: 'network',
    mode,
    ...(isByRun ? { 'run-id': 'run-1' } : {}),
    ...(mode === 'upload' ? { 'configuration-directory': '.' } : {})
  }
}

const making: readonly Mode[] = ['plan', 'save-plan', 'apply']
const ending: readonly Mode[] = ['discard', 'cancel', 'force-cancel']
const acting: readonly Mode[] = [...ending, 'force-execute']
const all = [...modes]
const butList = all.filter((mode) => mode !== 'list')

/** Each input: a value that is not its default, and where it has an effect. */
const effects: Readonly<
  Record<InputName, readonly [value: string, modes: readonly Mode[]]>
> = {
  token: ['abc', all],
  hostname: ['tfe.example.com', all],
  organization: ['acme', all],
  workspace: ['network', all],
  'max-workspaces': ['3', butList],
  'only-changed': ['true', making],
  mode: ['plan', all],
  'run-id': ['run-1', ['apply', ...acting, 'show']],
  commit: ['head', ['plan', 'apply', 'show', 'discard', 'cancel']],
  message: ['Why', making],
  'configuration-directory': ['.', [...making, 'upload']],
  'configuration-version-id': ['cv-1', making],
  targets: ['aws_x.y', making],
  replace: ['aws_x.y', making],
  'invoke-action': ['action.a.b', making],
  'policy-paths': ['policies', making],
  variables: ['a: 1', making],
  'var-files': ['a.tfvars', making],
  destroy: ['true', making],
  refresh: ['false', making],
  'refresh-only': ['true', making],
  'allow-empty-apply': ['true', ['apply']],
  'allow-config-generation': ['true', making],
  'debugging-mode': ['true', making],
  'terraform-version': ['1.9.0', ['plan']],
  approve: ['false', ['apply']],
  'on-blocked': ['discard', ['apply']],
  confirm: ['each', ['apply']],
  order: ['network → app', ['apply']],
  'fail-on-blocked': ['false', making],
  reason: ['Why', ['apply', ...ending]],
  'max-destroy': ['0', making],
  'max-replace': ['0', making],
  'max-change': ['0', making],
  'protected-addresses': ['aws_x.y', making],
  'max-monthly-cost-increase': ['5', making],
  'allow-partial-cost-estimate': ['true', making],
  'expected-plan-digest': ['a'.repeat(64), making],
  'expected-configuration-digest': ['version:cv-1', making],
  'max-plan-age': ['1h', making],
  'allowed-run-creators': ['ann', making],
  'required-approvals': ['1', ['apply']],
  'require-review-decision': ['true', ['apply']],
  'required-labels': ['ready', ['apply']],
  'allowed-actors': ['octocat', ['apply']],
  'require-up-to-date': ['true', ['apply']],
  'require-newest-run': ['true', ['apply']],
  'allow-forks': ['true', [...making, 'upload']],
  'allow-foreign-run': ['true', ['apply', ...acting]],
  'policy-override': ['true', ['apply']],
  'override-reason': ['Why', ['apply']],
  'queue-timeout': ['1m', making],
  'run-timeout': ['1m', [...making, ...ending]],
  'apply-timeout': ['1m', ['apply']],
  'max-parallel': ['3', butList],
  cleanup: ['false', making],
  supersede: ['false', making],
  'github-token': ['abc', all],
  'pull-request': ['7', butList],
  comment: ['on-changes', [...making, ...acting]],
  'comment-key': ['eu', [...making, ...acting]],
  'comment-detail': ['counts', butList],
  'check-runs': ['true', butList],
  'job-summary': ['false', all],
  'list-scope': ['organization', ['list']],
  filters: ['status: planned', ['list']],
  'max-items': ['5', ['list']]
}

/** What an input needs beside it to be right at all. */
const beside: Partial<Record<InputName, Given>> = {
  commit: { 'run-id': '' },
  'allow-empty-apply': { approve: 'true' },
  'policy-override': { 'override-reason': 'Why', approve: 'true' },
  'override-reason': { 'policy-override': 'true', approve: 'true' },
  'require-newest-run': { commit: 'head' },
  'list-scope': { workspace: '' },
  'configuration-version-id': { 'configuration-directory': '' }
}

describe('inputs in each mode', () => {
  it('knows all of them', () => {
    expect(Object.keys(effects).sort()).toEqual([...inputNames].sort())
  })

  it.each(all)('%s: the defaults are idle nowhere', (mode) => {
    const { inputs, problems } = examine(needed(mode))
    expect(problems).toEqual([])
    expect(findIdleInputs(inputs)).toEqual([])
  })

  it.each(inputNames)('%s is told of where it does nothing', (name) => {
    const [value, working] = effects[name]
    const told = modes.filter((mode) => {
      const { inputs, problems } = examine({
        ...needed(mode),
        ...(working.includes(mode) ? beside[name] : {}),
        ...(name === 'mode' ? {} : { [name]: value })
      })
      const isWrong = problems.some(({ input }) => input === name)
      return isWrong || findIdleInputs(inputs).includes(name)
    })
    expect(told).toEqual(modes.filter((mode) => !working.includes(mode)))
  })

  it('waits in the queue for the run of a commit in every mode', () => {
    for (const mode of ['show', 'discard', 'cancel'] as const) {
      const given = { ...needed(mode), 'run-id': '', 'queue-timeout': '1m' }
      expect(findIdleInputs(examine(given).inputs)).toEqual(['queue-timeout'])
      const { inputs } = examine({ ...given, commit: 'head' })
      expect(findIdleInputs(inputs)).toEqual([])
    }
  })

  it('is not idle in any example', () => {
    const folder = 'examples/workflows'
    const idle = readdirSync(folder)
      .filter((name) => name.endsWith('.yml'))
      .flatMap((file) => {
        const workflow = parse(readFileSync(join(folder, file), 'utf8')) as {
          readonly jobs: Readonly<
            Record<string, { readonly steps?: readonly Step[] }>
          >
        }
        return Object.values(workflow.jobs)
          .flatMap(({ steps = [] }) => steps)
          .filter(({ uses }) => /^gated-terraform-run\/|^\.\//.test(uses ?? ''))
          .flatMap(({ with: given = {} }) =>
            findIdleInputs(examine(literal(given)).inputs).map(
              (name) => `${file}: ${name}`
            )
          )
      })
    expect(idle).toEqual([])
  })
})

interface Step {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

/** What an expression gives nobody knows here. */
function literal(given: Readonly<Record<string, unknown>>): Given {
  return Object.fromEntries(
    Object.entries(given)
      .map(([name, value]) => [name, String(value)])
      .filter(([, value]) => !value?.includes('${{'))
  )
}
