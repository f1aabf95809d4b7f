import type { Counts } from './engine.ts'

/** Terraform's structured run output, one JSON object a line. */

export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly summary: string
  readonly detail?: string
  readonly address?: string
  readonly range?: unknown
  readonly snippet?: unknown
}

/** The three plain lines that open every phase's log on HCP Terraform. */
export function renderBanner(version: string): string {
  return `Terraform v${version}\non linux_amd64\nInitializing plugins and modules...\n`
}

/** The `version` line, first of the structured ones. */
export function renderVersionLine(version: string): string {
  return line('info', `Terraform ${version}`, 'version', {
    terraform: version,
    ui: '1.2'
  })
}

/** A `diagnostic` line: the text of a failure or a warning. */
export function renderDiagnosticLine(diagnostic: Diagnostic): string {
  const { severity, summary, detail = '', ...rest } = diagnostic
  return line(
    severity === 'error' ? 'error' : 'warn',
    `${severity === 'error' ? 'Error' : 'Warning'}: ${summary}`,
    'diagnostic',
    { diagnostic: { severity, summary, detail, ...rest } }
  )
}

/** A `planned_change` or `resource_drift` line. */
export function renderChangeLine(
  type: 'planned_change' | 'resource_drift',
  address: string,
  action: string,
  more: { previous?: string | undefined; reason?: string | undefined } = {}
): string {
  const words = type === 'resource_drift' ? 'Drift detected' : 'Plan to'
  const verb = type === 'resource_drift' ? `(${action})` : action
  return line('info', `${address}: ${words} ${verb}`, type, {
    change: {
      resource: parseAddress(address),
      ...(more.previous === undefined
        ? {}
        : { previous_resource: parseAddress(more.previous) }),
      action,
      ...(more.reason === undefined ? {} : { reason: more.reason })
    }
  })
}

const operations = {
  create: 'Creating',
  update: 'Modifying',
  delete: 'Destroying'
}
const completions = {
  create: 'Creation',
  update: 'Modifications',
  delete: 'Destruction'
}
export type Operation = keyof typeof operations

/** An `apply_start`, `apply_complete` or `apply_errored` line. */
export function renderApplyLine(
  type: 'apply_start' | 'apply_complete' | 'apply_errored',
  address: string,
  action: Operation
): string {
  const words = {
    apply_start: `${address}: ${operations[action]}...`,
    apply_complete: `${address}: ${completions[action]} complete after 0s`,
    apply_errored: `${address}: ${completions[action]} errored after 0s`
  }
  return line('info', words[type], type, {
    hook: {
      resource: parseAddress(address),
      action,
      ...(type === 'apply_start' ? {} : { elapsed_seconds: 0 })
    }
  })
}

/** The `change_summary` line; its sentence is an interface of Terraform's. */
export function renderChangeSummaryLine(
  operation: 'plan' | 'apply' | 'destroy',
  counts: Counts
): string {
  const { additions, changes, destructions, imports } = counts
  const sentence = {
    plan: `Plan: ${imports > 0 ? `${imports} to import, ` : ''}${additions} to add, ${changes} to change, ${destructions} to destroy.`,
    apply: `Apply complete! Resources: ${imports > 0 ? `${imports} imported, ` : ''}${additions} added, ${changes} changed, ${destructions} destroyed.`,
    destroy: `Destroy complete! Resources: ${destructions} destroyed.`
  }
  return line('info', sentence[operation], 'change_summary', {
    changes: {
      add: additions,
      change: changes,
      import: imports,
      remove: destructions,
      action_invocation: 0,
      action_fail: 0,
      operation
    }
  })
}

/** The `outputs` line; sensitive values are left out. */
export function renderOutputsLine(
  outputs: Readonly<
    Record<
      string,
      { sensitive?: boolean; type?: unknown; value?: unknown; action?: string }
    >
  >
): string {
  const count = Object.keys(outputs).length
  return line('info', `Outputs: ${count}`, 'outputs', {
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([name, output]) => [
        name,
        output.sensitive === true ? { ...output, value: undefined } : output
      ])
    )
  })
}

/**
 * Reads the counts out of one line of structured output: the last
 * `change_summary` of a phase holds its counts. Undefined for other lines.
 */
export function parseChangeSummary(text: string): Counts | undefined {
  if (!text.includes('"change_summary"')) return undefined
  let message: unknown
  try {
    message = JSON.parse(text)
  } catch {
    return undefined
  }
  const { type, changes } = message as {
    type?: string
    changes?: Record<string, number>
  }
  if (type !== 'change_summary' || changes === undefined) return undefined
  return {
    additions: changes['add'] ?? 0,
    changes: changes['change'] ?? 0,
    destructions: changes['remove'] ?? 0,
    imports: changes['import'] ?? 0
  }
}

interface ResourceAddress {
  readonly addr: string
  readonly module: string
  readonly resource: string
  readonly implied_provider: string
  readonly resource_type: string
  readonly resource_name: string
  readonly resource_key: string | number | null
}

/** Splits a resource instance's address as Terraform's messages show it. */
export function parseAddress(addr: string): ResourceAddress {
  const match =
    /^((?:module\.[^.[\]]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.)*)(?:data\.)?([^.[\]]+)\.([^.[\]]+)(?:\[("(?:[^"\\]|\\.)*"|\d+)\])?$/.exec(
      addr
    )
  const module = (match?.[1] ?? '').replace(/\.$/, '')
  const type = match?.[2] ?? ''
  const key = match?.[4]
  return {
    addr,
    module,
    resource: module === '' ? addr : addr.slice(module.length + 1),
    implied_provider: type.split('_')[0] ?? '',
    resource_type: type,
    resource_name: match?.[3] ?? '',
    resource_key:
      key === undefined ? null : (JSON.parse(key) as string | number)
  }
}

function line(
  level: string,
  message: string,
  type: string,
  payload: Record<string, unknown>
): string {
  return `${JSON.stringify({
    '@level': level,
    '@message': message,
    '@module': 'terraform.ui',
    '@timestamp': new Date().toISOString(),
    ...payload,
    type
  })}\n`
}
