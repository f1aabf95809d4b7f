import type { RunVariable } from '../hcp/types.ts'
import { parseJsonVariables } from './json-variables.ts'
import { VariablesError } from './variables-error.ts'
import { parseYamlVariables } from './yaml-variables.ts'

/**
 * Parses the `variables` input, a YAML or JSON map, into run variables whose
 * values are HCL literals. `!hcl` or `{hcl: "…"}` passes an expression
 * through. Throws `VariablesError` with the line; no message has a value in
 * it. Runs API: create, `variables`.
 */
export async function parseVariables(
  text: string
): Promise<readonly RunVariable[]> {
  if (/^\s*\{/.test(text)) {
    try {
      return parseJsonVariables(text)
    } catch (error) {
      // Flow style of YAML begins with a brace as well.
      if (!(error instanceof VariablesError) || !error.isSyntax) throw error
    }
  }
  return await parseYamlVariables(text)
}

/** Later sources win; a name keeps the place where it came first. */
export function mergeVariables(
  sources: readonly (readonly RunVariable[])[]
): readonly RunVariable[] {
  const byKey = new Map<string, RunVariable>()
  for (const variable of sources.flat()) byKey.set(variable.key, variable)
  return [...byKey.values()]
}
