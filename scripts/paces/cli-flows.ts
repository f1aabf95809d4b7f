import { strict as assert } from 'node:assert'
import {
  createScenarioEngine,
  scripts
} from '../../emulator/engines/scenario.ts'
import type { Script } from '../../emulator/engines/scenario.ts'
import { eventually } from '../../emulator/eventually.ts'
import type { Desk, DeskOptions, Invocation } from './desk.ts'

/** One way to work with Terraform's CLI; it holds at every pace. */
interface CliFlow {
  readonly name: string
  readonly options?: (
    binary: DeskOptions['binary']
  ) => Omit<DeskOptions, 'binary'>
  /** Rejects where what came is not what Terraform's users know. */
  readonly play: (desk: Desk) => Promise<void>
}

/** A command that has to end well; its output without what frames it. */
async function succeed(
  desk: Desk,
  args: readonly string[],
  options: Parameters<Desk['terraform']>[1] = {}
): Promise<string> {
  const seen = await desk.terraform(args, options)
  assert.equal(seen.code, 0, describe(args, seen))
  return seen.stdout
}

async function fail(
  desk: Desk,
  args: readonly string[],
  options: Parameters<Desk['terraform']>[1] = {}
): Promise<string> {
  const seen = await desk.terraform(args, options)
  assert.equal(seen.code, 1, describe(args, seen))
  // Terraform breaks its lines and frames its errors.
  return `${seen.stdout} ${seen.stderr}`.replace(/[\s│╷╵]+/g, ' ')
}

function describe(
  args: readonly string[],
  { code, stdout, stderr }: Invocation
): string {
  return `terraform ${args.join(' ')} ended with ${String(code)}:\n${stdout}\n${stderr}`
}

function has(text: string, part: string): void {
  assert.ok(text.includes(part), `"${part}" is not in:\n${text}`)
}

const statusesOf = ({ server }: Desk) =>
  [...server.state.runs.values()].map(({ status }) => status)

const plain = ['-no-color']

export const cliFlows: readonly CliFlow[] = [
  {
    name: 'plan, apply with a typed yes, outputs, state, destroy',
    async play(desk) {
      await succeed(desk, ['init', ...plain])
      has(await succeed(desk, ['plan', ...plain]), 'Plan: 3 to add')
      const answers = { answers: ['yes'] }
      has(
        await succeed(desk, ['apply', ...plain], answers),
        'Apply complete! Resources: 3 added'
      )
      const outputs = JSON.parse(
        await succeed(desk, ['output', '-json'])
      ) as Record<string, { value: unknown }>
      assert.equal(outputs['secret']?.value, 'TOP-SECRET-7')
      const state = JSON.parse(await succeed(desk, ['state', 'pull'])) as {
        resources: unknown[]
      }
      assert.equal(state.resources.length, 2)
      has(await succeed(desk, ['state', 'list']), 'terraform_data.worker[0]')
      has(await succeed(desk, ['plan', ...plain]), 'No changes.')
      has(
        await succeed(desk, ['destroy', ...plain], answers),
        'Resources: 0 added, 0 changed, 3 destroyed'
      )
      assert.deepEqual(desk.server.addresses('demo'), [])
    }
  },
  {
    name: 'apply with a typed no',
    async play(desk) {
      await succeed(desk, ['init'])
      has(
        await fail(desk, ['apply', ...plain], { answers: ['no'] }),
        'Apply discarded'
      )
      await eventually('the discard', () =>
        statusesOf(desk).every((status) => status === 'discarded')
      )
    }
  },
  {
    name: '-target and -replace',
    async play(desk) {
      await succeed(desk, ['init'])
      const target = '-target=terraform_data.service'
      await succeed(desk, ['apply', ...plain, target], { answers: ['yes'] })
      assert.deepEqual(desk.server.addresses('demo'), [
        'terraform_data.service'
      ])
      const replace = '-replace=terraform_data.service'
      has(
        await succeed(desk, ['apply', ...plain, replace], { answers: ['yes'] }),
        'Resources: 3 added, 0 changed, 1 destroyed'
      )
    }
  },
  {
    name: '-refresh-only',
    async play(desk) {
      await succeed(desk, ['init'])
      await succeed(desk, ['apply', ...plain, '-auto-approve'])
      has(
        await succeed(desk, ['plan', ...plain, '-refresh-only']),
        'No changes.'
      )
      await succeed(desk, ['apply', ...plain, '-refresh-only'])
      const [, plan, apply] = desk.server.state.runs.values()
      assert.deepEqual([plan?.refreshOnly, apply?.refreshOnly], [true, true])
    }
  },
  {
    name: 'a saved plan, applied once',
    async play(desk) {
      await succeed(desk, ['init'])
      await succeed(desk, ['plan', ...plain, '-out=saved'])
      // The CLI is done with the log; the run may have checks before it yet.
      await eventually('the saved plan', () =>
        statusesOf(desk).every((status) => status === 'planned_and_saved')
      )
      has(await succeed(desk, ['show', ...plain, 'saved']), 'Plan: 3 to add')
      has(
        await succeed(desk, ['apply', ...plain, 'saved']),
        'Apply complete! Resources: 3 added'
      )
      has(
        await fail(desk, ['apply', ...plain, 'saved']),
        'Saved plan is already applied'
      )
    }
  },
  {
    name: 'an import block',
    async play(desk) {
      await desk.write({
        'import.tf': `import {
  to = terraform_data.kept
  id = "kept"
}
resource "terraform_data" "kept" {}
`
      })
      await succeed(desk, ['init'])
      has(
        await succeed(desk, ['apply', ...plain], { answers: ['yes'] }),
        'Apply complete! Resources: 1 imported, 3 added'
      )
      assert.ok(desk.server.addresses('demo').includes('terraform_data.kept'))
    }
  },
  {
    name: 'a precondition that fails, in the plan and in the apply',
    async play(desk) {
      const write = (condition: string) =>
        desk.write({
          'checked.tf': `resource "terraform_data" "checked" {
  lifecycle {
    precondition {
      condition     = ${condition}
      error_message = "Not on Fridays."
    }
  }
}
`
        })
      await write('length(terraform_data.service.input.name) == 5')
      await succeed(desk, ['init'])
      has(await fail(desk, ['plan', ...plain]), 'Not on Fridays.')
      await write('terraform_data.service.id == ""')
      has(
        await fail(desk, ['apply', ...plain], { answers: ['yes'] }),
        'Not on Fridays.'
      )
      assert.deepEqual(statusesOf(desk), ['errored', 'errored'])
    }
  },
  {
    name: 'workspaces by tags: new, list, select, show',
    options: () => ({
      selection: 'tags = ["net"]',
      workspaces: [{ name: 'other' }]
    }),
    async play(desk) {
      await desk.login(desk.server.tokens.admin)
      await succeed(desk, ['init', ...plain], { answers: ['first'] })
      await succeed(desk, ['workspace', 'new', 'second'])
      const list = await succeed(desk, ['workspace', 'list'])
      has(list, 'first')
      has(list, '* second')
      assert.ok(!list.includes('other'), list)
      await succeed(desk, ['workspace', 'select', 'first'])
      assert.equal((await succeed(desk, ['workspace', 'show'])).trim(), 'first')
      assert.deepEqual(
        ['first', 'second'].map((name) => desk.server.workspace(name).tagNames),
        [['net'], ['net']]
      )
      has(await succeed(desk, ['plan', ...plain]), 'Plan: 3 to add')
      await succeed(desk, ['workspace', 'delete', 'second'])
      assert.throws(() => desk.server.workspace('second'))
    }
  },
  ...(['plan', 'apply'] as const).map((phase): CliFlow => ({
    name: `Ctrl-C in the ${phase}`,
    options: (binary) => ({ engine: holdIn(phase, binary.version) }),
    play: (desk) => interrupt(desk, phase)
  }))
]

/** An engine whose runs stay in this phase until they are canceled. */
function holdIn(phase: 'plan' | 'apply', terraformVersion: string) {
  const script: Script = { ...scripts.creates, holds: [phase] }
  return createScenarioEngine({ terraformVersion, fallback: script })
}

async function interrupt(desk: Desk, phase: 'plan' | 'apply'): Promise<void> {
  await succeed(desk, ['init'])
  const status = phase === 'plan' ? 'planning' : 'applying'
  const { stdout } = await desk.terraform(['apply', ...plain], {
    // The run's own question comes before that of the interrupt.
    answers: phase === 'plan' ? ['yes'] : ['yes', 'yes'],
    interruptOnce: () =>
      statusesOf(desk).includes(status) && isFollowed(desk, phase)
  })
  has(stdout, 'successfully cancelled')
  await eventually('the cancel', () =>
    statusesOf(desk).every((one) => one === 'canceled')
  )
}

/** Whether the CLI has asked for the log of this phase. */
function isFollowed({ server }: Desk, phase: 'plan' | 'apply'): boolean {
  const paths = [...server.state.runs.values()].flatMap(
    ({ [phase]: { logUrl } }) =>
      logUrl === undefined ? [] : [new URL(logUrl).pathname]
  )
  return server.requests.some(({ path }) => paths.includes(path))
}
