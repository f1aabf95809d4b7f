import fc from 'fast-check'

/**
 * The one way to `fast-check` (a lint rule holds it). `npm test` tries the same
 * values everywhere, so that it ends alike on each machine and on each day;
 * `npm run fuzz` looks for new ones, as many times as often as FUZZ in the
 * environment says.
 */
const factor = Number(process.env['FUZZ'] ?? 0)
/** Of the usual number; a mutation run tries each property once a mutant. */
const share = Number(process.env['FUZZ_SHARE'] ?? 1)

fc.configureGlobal(factor > 0 ? { numRuns: 100 * factor } : { seed: 1 })

export { fc }

/** How often a property is tried: the given number, or a multiple in a fuzz. */
export function runs(usual: number): number {
  return Math.ceil(usual * share * Math.max(1, factor))
}
