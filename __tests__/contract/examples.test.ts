import { describe, expect, it } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { parseAction } from '../../scripts/docs.ts'
import type { ActionNames, WorkflowFile } from './workflow-check.ts'
import {
  checkAction,
  checkWorkflow,
  ownAction,
  workflowsIn
} from './workflow-check.ts'

interface WorkflowJob {
  readonly steps: readonly { readonly run?: string }[]
}

const action = parseAction(readFileSync('action.yml', 'utf8'))

/**
 * PENDING: inputs, outputs and modes that examples use and action.yml does not
 * declare yet. MUST BE EMPTY when their code is here; a name that is declared
 * and still listed fails the test below.
 */
const pending: readonly string[] = []

const names: ActionNames = {
  inputs: action.inputs,
  outputs: Object.keys(action.outputs),
  pending
}

function readWorkflows(folder: string): readonly WorkflowFile[] {
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => ({
      path: join(folder, name).replaceAll('\\', '/'),
      text: readFileSync(join(folder, name), 'utf8')
    }))
}

function readDocuments(): readonly WorkflowFile[] {
  const documents = readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .map((name) => join('docs', name))
    .concat(readdirSync('.'))
    .filter((name) => name.endsWith('.md'))
  return documents.flatMap((path) =>
    workflowsIn(path, readFileSync(path, 'utf8'))
  )
}

const examples = readWorkflows('examples/workflows')
const house = readWorkflows('.github/workflows')
const documents = readDocuments()

describe('the workflows to copy', () => {
  it.each(examples)('$path is right', async (file) => {
    expect(file.text).toContain(`uses: ${ownAction}@v1`)
    expect(await checkWorkflow(file, names)).toEqual([])
  })

  it.each(documents)('$path is right', async (file) => {
    expect(await checkWorkflow(file, names)).toEqual([])
  })

  it('are all in the recipes', () => {
    const recipes = readFileSync('docs/recipes.md', 'utf8')
    expect(examples.length).toBeGreaterThan(6)
    for (const { path } of examples) expect(recipes).toContain(`../${path}`)
  })

  it('are all executed, job by job', () => {
    const tests = readdirSync('__tests__/process')
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => readFileSync(join('__tests__/process', name), 'utf8'))
      .join('\n')
      .replaceAll(/\s+/g, ' ')
      .replaceAll('( ', '(')
    const jobs = examples.flatMap(({ path, text }) => {
      const { jobs } = parse(text) as { jobs: Record<string, WorkflowJob> }
      const file = path.replace(/.*\//, '')
      return Object.entries(jobs).map(([id, { steps }]) => ({
        // Or as one of several that are tried alike.
        called:
          tests.includes(`['${file}', {`) || tests.includes(`[ '${file}', {`)
            ? `file, '${id}'`
            : `'${file}', '${id}'`,
        hasScript: steps.some(({ run }) => run !== undefined)
      }))
    })
    const idle = jobs.filter(({ called, hasScript }) =>
      // Only this one runs scripts.
      hasScript
        ? !tests.includes(`runExample(stage, ${called}`)
        : !tests.includes(called)
    )
    expect(jobs.length).toBeGreaterThan(examples.length)
    expect(idle.map(({ called }) => called)).toEqual([])
  })

  it('wait for nothing that is here already', () => {
    const known = [
      ...Object.keys(action.inputs),
      ...Object.keys(action.outputs),
      ...[
        ...(action.inputs['mode']?.description ?? '').matchAll(/`([\w-]+)`/g)
      ].map(([, mode = '']) => `mode: ${mode}`)
    ]
    expect(pending.filter((name) => known.includes(name))).toEqual([])
  })
})

describe('action.yml', () => {
  it('is what GitHub takes', async () => {
    const text = readFileSync('action.yml', 'utf8')
    expect(await checkAction(text)).toEqual([])
    expect(
      await checkAction(text.replace('using: node24', 'using: node24x'))
    ).not.toEqual([])
  })
})

describe('the workflows of this repository', () => {
  it.each(house)('$path is right', async (file) => {
    expect(await checkWorkflow(file, names)).toEqual([])
  })
})

describe('checkWorkflow', () => {
  const right = `on: push
permissions:
  contents: read
concurrency: x
jobs:
  plan:
    runs-on: ubuntu-latest
    outputs:
      run-id: \${{ steps.run.outputs.run-id }}
    steps:
      - uses: actions/checkout@v7
        with:
          persist-credentials: false
      - id: run
        uses: ${ownAction}@v1
        with:
          token: \${{ secrets.TF_API_TOKEN }}
          organization: acme
          workspace: network
      - env:
          OUTCOME: \${{ steps.run.outputs.outcome }}
        run: echo "$OUTCOME"
  apply:
    needs: plan
    runs-on: ubuntu-latest
    steps:
      - run: echo "$RUN_ID"
        env:
          RUN_ID: \${{ needs.plan.outputs.run-id }}
`
  const check = (text: string, path = 'x.yml') =>
    checkWorkflow({ path, text }, names)

  it('lets a right one', async () => {
    expect(await check(right)).toEqual([])
  })

  it.each([
    ['workspace: network', 'work-space: network', 'work-space'],
    ['token: ', 'topen: ', 'Missing required input `token`'],
    ['organization: acme', 'mode: plam', 'plam'],
    ['outputs.outcome', 'outputs.outcomes', 'no output outcomes'],
    ['needs.plan.outputs.run-id', 'needs.plan.outputs.id', 'Context access'],
    ['concurrency: x\n', '', 'no concurrency for plan, apply'],
    ['permissions:\n  contents: read\n', '', 'no permissions for'],
    [
      'permissions:\n  contents: read\n',
      'permissions: write-all\n',
      'write-all'
    ],
    ['  contents: read', '  content: read', 'content'],
    ['"$OUTCOME"', '${{ steps.run.outputs.outcome }}', 'in a script'],
    ['checkout@v7', 'checkout@main', 'not pinned'],
    ['${{ secrets.TF_API_TOKEN }}', 'abc', 'a token in clear'],
    ['persist-credentials: false', 'fetch-depth: 1', 'persist-credentials'],
    ['runs-on: ubuntu-latest\n', 'runs_on: ubuntu-latest\n', 'runs_on']
  ])('refuses %j as %j', async (from, to, what) => {
    expect(right).toContain(from)
    expect((await check(right.replace(from, to))).join('\n')).toContain(what)
  })

  it('asks this repository for commits, with their versions', async () => {
    const path = '.github/workflows/x.yml'
    expect((await check(right, path)).join('\n')).toContain('to a commit')
    const commit = `checkout@${'a'.repeat(40)}`
    expect(
      (await check(right.replace('checkout@v7', commit), path)).join('\n')
    ).toContain('its version')
  })

  it('reads the local form as this action', async () => {
    const local = right.replace(`${ownAction}@v1`, './')
    expect(await check(local)).toEqual([])
    expect(
      (await check(local.replace('workspace: n', 'work: n'))).join('\n')
    ).toContain("'work'")
  })
})

describe('workflowsIn', () => {
  it('finds workflows and steps, and leaves other YAML', () => {
    const found = workflowsIn(
      'a.md',
      '```yaml\non: push\njobs: {}\n```\n\n1. x\n\n   ```yaml\n   - uses: a/b@v1\n   ```\n\n```yaml\na: 1\n```\n'
    )
    expect(found.map(({ path, isFragment }) => [path, isFragment])).toEqual([
      ['a.md, YAML block 1', undefined],
      ['a.md, YAML block 2', true]
    ])
    expect(found[1]?.text).toContain('\n      - uses: a/b@v1\n')
  })
})
