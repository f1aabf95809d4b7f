import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { parseExactJson } from '../../plan/exact-number.ts'
import { reducePlan } from '../../plan/reduction.ts'
import type { ReducedPlan } from '../../plan/reduction.ts'
import { readPlanStream } from './plan-stream.ts'

/** A larger document is read as a stream: parsed it takes many times its size. */
const wholeLimit = 16 * 1024 * 1024

/**
 * Reads a plan JSON from a file: whole, or as a stream where it is large.
 * @throws {SyntaxError} when it is no JSON
 * @throws {PlanFormatError} as `reducePlan` does
 */
export async function readPlanFile(path: string): Promise<ReducedPlan> {
  const { size } = await stat(path)
  if (size > wholeLimit) {
    return await readPlanStream(
      createReadStream(path, { highWaterMark: 256 * 1024 })
    )
  }
  return reducePlan(await readJson(path))
}

/** By itself, so that the text is gone before the document is looked at. */
async function readJson(path: string): Promise<unknown> {
  // Decoded at once, and without a byte order mark.
  return parseExactJson(new TextDecoder().decode(await readFile(path)))
}
