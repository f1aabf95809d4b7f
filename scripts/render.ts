/**
 * `npm run --silent render -- PLAN.json [--json]`: the comment for any plan
 * JSON (`terraform show -json`, `json-output`, `json-output-redacted`), or its
 * summary as JSON. No network. Exit code 1 and one line on a bad file.
 */
import { parseArgs } from 'node:util'
import type { ReducedPlan } from '../src/plan/reduction.ts'
import type { PlanChanges } from '../src/plan/types.ts'
import { renderComment } from '../src/report/comment.ts'
import { renderMarker } from '../src/report/marker.ts'
import { createRedactor, redactReport } from '../src/report/redact.ts'
import { readPlanFile } from '../src/run/reading/plan-file.ts'
import { createPlanReport } from './plan-report.ts'

const usage =
  'Usage: npm run --silent render -- PLAN.json [--json] [--detail full|addresses|counts]'

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      detail: { type: 'string', default: 'full' }
    }
  })
  const [path, ...others] = positionals
  const { detail } = values
  if (path === undefined || others.length > 0) throw new Error(usage)
  if (detail !== 'full' && detail !== 'addresses' && detail !== 'counts') {
    throw new Error(usage)
  }
  const { changes, digest, secrets } = await readPlan(path)
  const redact = createRedactor(secrets)
  if (values.json) {
    const summary = summarize(changes, digest, redact)
    process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`)
  } else {
    process.stdout.write(
      renderComment(redactReport(createPlanReport(changes), redact), {
        marker: renderMarker({
          hostname: 'app.terraform.io',
          organization: 'example',
          workspace: 'example',
          key: ''
        }),
        detail
      })
    )
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${message.replaceAll('\n', ' ')}\n`)
  process.exitCode = 1
}

async function readPlan(path: string): Promise<ReducedPlan> {
  try {
    return await readPlanFile(path)
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw new Error(
        `Reading ${path} failed: it is not JSON. Pass the output of \`terraform show -json PLANFILE\`.`,
        { cause: error }
      )
    }
    if (error instanceof Error && 'code' in error) {
      throw new Error(`Reading ${path} failed: ${String(error.code)}.`, {
        cause: error
      })
    }
    throw error
  }
}

function summarize(
  changes: PlanChanges,
  digest: string,
  redact: (text: string) => string
) {
  const { counts, verbs } = changes
  return {
    add: counts.add,
    change: counts.change,
    destroy: counts.destroy,
    import: counts.import,
    replace: verbs.replace,
    forget: verbs.forget,
    move: changes.moves,
    deferred: changes.deferred,
    actions: counts.actionInvocations,
    outputs: changes.outputs.length,
    output_changes: changes.outputs.map(({ name, verb }) => ({
      name: redact(name),
      action: verb
    })),
    drift: changes.drift.map(({ address, verb }) => ({
      address: redact(address),
      action: verb
    })),
    resources: changes.resources.map((resource) => ({
      address: redact(resource.address),
      action: resource.verb,
      actions: resource.actions,
      ...(resource.previousAddress !== undefined && {
        previous_address: redact(resource.previousAddress)
      }),
      ...(resource.deposed !== undefined && { deposed: resource.deposed }),
      ...(resource.importing !== undefined && { import: true }),
      ...(resource.actionReason !== undefined && {
        reason: resource.actionReason
      })
    })),
    errored: changes.errored,
    complete: changes.complete ?? null,
    digest
  }
}
