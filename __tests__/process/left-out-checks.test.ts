import { expect, it } from '@jest/globals'
import { scripts } from '../../emulator/engines/scenario.ts'
import type { HcpServer } from '../../emulator/hcp/server.ts'
import type { Checks } from '../../emulator/hcp/model.ts'
import type { ActionResult } from '../../emulator/runner/run-action.ts'
import { compare } from '../simulation/other-claims.ts'
import type { View } from '../simulation/other-claims.ts'
import { openStage, pullRequestEvent } from './stage.ts'

const isFuzzing = process.env['FUZZ'] !== undefined
/** Of so many parts one is left out in a story, the next one in the next. */
const every = isFuzzing ? 1 : 80
/** However slow the machine. */
const patience = 60 * 60_000

interface Story {
  readonly checks: Checks
  readonly inputs: Readonly<Record<string, string>>
}

const hold = { mode: 'apply', 'configuration-directory': '.' }
const apply = { ...hold, approve: 'true' }
const override = {
  ...apply,
  'policy-override': 'true',
  'override-reason': 'Agreed'
}

const task = {
  name: 'scan',
  result: 'passed',
  enforcement: 'mandatory'
} as const
const failedTask = { ...task, result: 'failed', message: '2 findings' } as const

function evaluationOf(
  status: 'passed' | 'failed',
  enforcementLevel: string,
  overridable: boolean
) {
  return {
    kind: 'opa',
    policySetName: 'baseline',
    overridable,
    outcomes: [
      { policyName: 'tags', enforcementLevel: 'advisory', status: 'passed' },
      { policyName: 'encryption', enforcementLevel, status }
    ]
  } as const
}

function terraformPolicies(
  enforcementLevel: 'mandatory' | 'mandatory_overridable',
  status: 'passed' | 'failed'
) {
  return {
    policySetName: 'rules',
    outcomes: [{ policyName: 'naming', enforcementLevel, status }]
  } as const
}

const passing: Checks = {
  costEstimate: { deltaMonthlyCost: '12.44', resourcesCount: 2 },
  policyCheck: { result: 'passed' },
  terraformPolicies: terraformPolicies('mandatory', 'passed'),
  stages: {
    pre_plan: { tasks: [task] },
    post_plan: {
      tasks: [task, { ...failedTask, name: 'lint', enforcement: 'advisory' }],
      evaluations: [evaluationOf('passed', 'mandatory', false)]
    },
    pre_apply: { tasks: [task] }
  }
}
const tasksFail: Checks = { stages: { post_plan: { tasks: [failedTask] } } }
const lateTasksFail: Checks = { stages: { pre_apply: { tasks: [failedTask] } } }
const evaluationsFail = (isOverridable: boolean): Checks => ({
  stages: {
    post_plan: {
      tasks: [task],
      evaluations: [evaluationOf('failed', 'mandatory', isOverridable)]
    }
  }
})
const advisoryFails: Checks = {
  stages: {
    post_plan: { evaluations: [evaluationOf('failed', 'advisory', false)] }
  }
}

const stories: Readonly<Record<string, Story>> = {
  'a hold where all pass': { checks: passing, inputs: hold },
  'an apply where all pass': {
    checks: passing,
    inputs: { ...apply, 'max-monthly-cost-increase': '20' }
  },
  'an apply that costs too much': {
    checks: passing,
    inputs: { ...apply, 'max-monthly-cost-increase': '5' }
  },
  'an estimate that failed': {
    checks: { costEstimate: { status: 'errored', errorMessage: 'No prices' } },
    inputs: { ...apply, 'max-monthly-cost-increase': '5' }
  },
  'a task that fails': { checks: tasksFail, inputs: apply },
  'a task before the apply that fails': {
    checks: lateTasksFail,
    inputs: apply
  },
  'an advisory policy that fails': { checks: advisoryFails, inputs: apply },
  'a policy that fails': { checks: evaluationsFail(false), inputs: apply },
  'a policy that may be overridden': {
    checks: evaluationsFail(true),
    inputs: apply
  },
  'a policy that is overridden': {
    checks: evaluationsFail(true),
    inputs: override
  },
  'a policy that cannot be overridden': {
    checks: evaluationsFail(false),
    inputs: override
  },
  'a Terraform policy that fails': {
    checks: { terraformPolicies: terraformPolicies('mandatory', 'failed') },
    inputs: override
  },
  'a Terraform policy that may be overridden': {
    checks: {
      terraformPolicies: terraformPolicies('mandatory_overridable', 'failed')
    },
    inputs: apply
  },
  'a Terraform policy that is overridden': {
    checks: {
      terraformPolicies: terraformPolicies('mandatory_overridable', 'failed')
    },
    inputs: override
  },
  'a Sentinel policy that may be overridden': {
    checks: { policyCheck: { result: 'soft_failed' } },
    inputs: apply
  },
  'a Sentinel policy that is overridden': {
    checks: { policyCheck: { result: 'soft_failed' } },
    inputs: override
  },
  'a Sentinel policy that fails': {
    checks: { policyCheck: { result: 'hard_failed' } },
    inputs: override
  },
  'a plan where all pass': {
    checks: passing,
    inputs: { ...hold, mode: 'plan' }
  }
}

/** Plays a story on a server that leaves one part out. */
async function play(
  { checks, inputs }: Story,
  part: string | undefined
): Promise<{ view: View; parts: string[] }> {
  const stage = await openStage([scripts.creates], {
    omissions: { leavesOut: part === undefined ? [] : [part] }
  })
  try {
    const { hcp } = stage
    hcp.workspace('network').checks = checks
    const token = hcp.addToken({
      kind: 'team',
      permission: 'write',
      policyOverrides: true
    })
    const result = await stage.run({ ...inputs, token }, pullRequestEvent())
    const text = [...stage.comments(), result.summary].join('\n')
    return {
      view: viewOf(result, text, stage.writes()),
      parts: part === undefined ? await partsOf(hcp, result) : []
    }
  } finally {
    await stage.close()
  }
}

function viewOf(
  { exitCode, outputs }: ActionResult,
  text: string,
  writes: readonly string[]
): View {
  const nameless = (one: string) =>
    one.replace(/\b(\w+)-\w{16}\b/g, '$1').replace(/:\d+\//g, '/')
  return {
    isRed: exitCode !== 0,
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, value]) => [name, nameless(value)])
    ),
    headline: nameless(/^### .*$/m.exec(text)?.[0] ?? ''),
    deeds: writes.flatMap(
      (write) => /(?:apply|override|discard|cancel)$/.exec(write)?.[0] ?? []
    )
  }
}

interface Resource {
  readonly type: string
  readonly id: string
  readonly attributes?: object
  readonly relationships?: object
}

/** All that the server tells of the checks of a run, each part by itself. */
async function partsOf(
  { url, token }: HcpServer,
  { outputs }: ActionResult
): Promise<string[]> {
  const included = new Set<string>()
  const read = async (path: string): Promise<Resource[]> => {
    const headers = { authorization: `Bearer ${token}` }
    const response = await fetch(`${url}/api/v2/${path}`, { headers })
    if (!response.ok) return []
    const answer = (await response.json()) as {
      data: Resource | Resource[]
      included?: Resource[]
    }
    const beside = answer.included ?? []
    for (const { type } of beside) included.add(`included.${type}`)
    return [answer.data, beside].flat()
  }
  const all = async (
    of: readonly Resource[],
    type: string,
    what: string
  ): Promise<Resource[]> =>
    (
      await Promise.all(
        of
          .filter((one) => one.type === type)
          .map(({ id }) => read(`${type}/${id}/${what}`))
      )
    ).flat()
  const run = `runs/${outputs['run-id'] ?? ''}`
  const checks = [
    ...(await read(`${run}?include=cost_estimate`)),
    ...(await read(`${run}/policy-checks`)),
    ...(await read(`${run}/tf-policy-evaluations`)),
    ...(await read(
      `${run}/task-stages?include=task_results,policy_evaluations`
    ))
  ]
  const outcomes = [
    ...(await all(checks, 'policy-evaluations', 'policy-set-outcomes')),
    ...(await all(checks, 'tf-policy-evaluations', 'tf-policy-set-outcomes'))
  ]
  const parts = [...checks, ...outcomes].flatMap(
    ({ type, attributes = {}, relationships = {} }) => [
      // The run's own attributes are left out in the simulation.
      ...(type === 'runs' ? [] : namesIn(attributes)).map(
        (name) => `${type}.${name}`
      ),
      ...Object.keys(relationships).map((name) => `${type}:${name}`)
    ]
  )
  return [...new Set([...parts, ...included])]
    .filter((part) => !part.includes('tomorrow'))
    .sort()
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [
    name,
    ...namesIn(inner).map((deeper) => `${name}.${deeper}`)
  ])
}

/** Does so many at a time: a step waits more than it works. */
async function mapTogether<T, U>(
  all: readonly T[],
  work: (one: T, index: number) => Promise<U>
): Promise<U[]> {
  const left = [...all.entries()]
  const done: U[] = []
  const next = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      const [index, item] = one
      done[index] = await work(item, index)
    }
  }
  await Promise.all(Array.from({ length: 8 }, next))
  return done
}

it(
  'what an answer leaves out of the checks changes no claim',
  async () => {
    const told = await mapTogether(
      Object.entries(stories),
      async ([name, story], own) => {
        const { view, parts } = await play(story, undefined)
        return parts
          .filter(
            (part, index) =>
              index % every === own % every ||
              // The one that was found to be claimed of.
              (name === 'a policy that may be overridden' &&
                part === 'task-stages:policy-evaluations')
          )
          .map((part) => ({ name, story, part, whole: view }))
      }
    )
    const cases = told.flat()
    const claims = await mapTogether(
      cases,
      async ({ name, story, part, whole }) => {
        const { view } = await play(story, part)
        return compare(whole, view).map(
          (claim) => `${name}, without ${part}: ${claim}`
        )
      }
    )
    expect(claims.flat()).toEqual([])
    expect(cases.length).toBeGreaterThan(Object.keys(stories).length)
  },
  patience
)
