import { ApiFault, invalidAttribute } from './faults.ts'
import type { ConfigurationVersion, Workspace } from './model.ts'

/**
 * Refuses what the service refuses in a run's creation.
 * @throws {ApiFault} 422
 */
export function validateRun(
  workspace: Workspace,
  version: ConfigurationVersion,
  attributes: Readonly<Record<string, unknown>>
): void {
  const on = (name: string) => attributes[name] === true
  const planOnly =
    typeof attributes['plan-only'] === 'boolean'
      ? attributes['plan-only']
      : version.speculative
  if (workspace.executionMode === 'local') {
    throw new ApiFault(
      422,
      'unprocessable entity',
      'Runs are not allowed in a workspace with execution mode local'
    )
  }
  if (version.status !== 'uploaded') {
    throw new ApiFault(
      422,
      'unprocessable entity',
      `Configuration version is ${version.status}`
    )
  }
  if (version.speculative && !planOnly) {
    throw invalidAttribute(
      'plan-only',
      'A speculative configuration version allows only plan-only runs'
    )
  }
  if (on('save-plan') && planOnly) {
    throw invalidAttribute('save-plan', 'A plan-only run cannot be saved')
  }
  if (on('is-destroy') && on('refresh-only')) {
    throw invalidAttribute('refresh-only', 'Excludes is-destroy')
  }
  if (on('refresh-only') && attributes['refresh'] === false) {
    throw invalidAttribute('refresh', 'A refresh-only run must refresh')
  }
  if (on('is-destroy') && !workspace.allowDestroyPlan) {
    throw invalidAttribute('is-destroy', 'Destroy plans are not allowed')
  }
  const wanted = attributes['terraform-version']
  if (typeof wanted === 'string' && wanted !== '') {
    if (!planOnly) {
      throw invalidAttribute(
        'terraform-version',
        'Terraform version can only be set for plan-only runs'
      )
    }
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(wanted)) {
      throw invalidAttribute(
        'terraform-version',
        'Terraform version is not a valid version'
      )
    }
  }
  const variables = attributes['variables']
  if (
    variables !== undefined &&
    variables !== null &&
    !(
      Array.isArray(variables) &&
      variables.every((variable: unknown) => {
        const { key, value } = (variable ?? {}) as Record<string, unknown>
        return typeof key === 'string' && typeof value === 'string'
      })
    )
  ) {
    throw invalidAttribute('variables', 'Variables are invalid')
  }
  for (const name of ['target-addrs', 'replace-addrs']) {
    const value = attributes[name]
    if (value !== undefined && value !== null && !Array.isArray(value)) {
      throw invalidAttribute(name, 'Must be a list of resource addresses')
    }
  }
}
