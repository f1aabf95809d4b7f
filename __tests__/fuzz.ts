/**
 * How often a property is tried: the given number, or as many times that as
 * `npm run fuzz` asks for (FUZZ in the environment of the tests).
 */
export function runs(usual: number): number {
  return usual * Number(process.env['FUZZ'] ?? 1)
}
