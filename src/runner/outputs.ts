import * as core from '@actions/core'
import { writeTo } from './command-files.ts'

/** Every output of `action.yml`, in its order. */
export const outputNames = [
  'run-id',
  'run-url',
  'workspace-id',
  'configuration-version-id',
  'run-status',
  'plan-id',
  'outcome',
  'gate',
  'reasons',
  'has-changes',
  'additions',
  'changes',
  'destructions',
  'imports',
  'replacements',
  'plan-digest',
  'configuration-digest',
  'monthly-cost-delta',
  'cost-estimate-status',
  'policy-status',
  'plan-json-path',
  'comment-id',
  'comment-url',
  'run-ids',
  'runs',
  'workspace-outputs',
  'result',
  'result-path'
] as const

export type OutputName = (typeof outputNames)[number]

/** Outputs by name; what is undefined is left unset. */
export type Outputs = Partial<
  Record<OutputName, string | number | boolean | undefined>
>

/**
 * Writes outputs to the runner's command file, at once: what was written before
 * a cancellation is kept by the runner. Never throws.
 */
export function writeOutputs(outputs: Outputs): void {
  for (const [name, value] of Object.entries(outputs)) {
    if (value === undefined) continue
    writeTo('GITHUB_OUTPUT', () => {
      core.setOutput(name, String(value))
    })
  }
}
