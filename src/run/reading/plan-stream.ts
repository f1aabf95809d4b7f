import type { TokenType as TokenTypes } from '@streamparser/json'
import { maxDepth, PlanFormatError } from '../../plan/document.ts'
import { parseExactNumber } from '../../plan/exact-number.ts'
import { createPlanReduction } from '../../plan/reduction.ts'
import type { Choice, ReducedPlan } from '../../plan/reduction.ts'

interface Frame {
  readonly isList: boolean
  readonly choice: Choice
  /** What is built, where it is kept. */
  readonly value: Record<string, unknown> | unknown[] | undefined
  /** The key of the member that comes next. */
  key: string
  awaits: 'first' | 'key' | 'colon' | 'value' | 'comma'
  readonly from: number
  /** Frames around this one that are kept, with itself. */
  readonly kept: number
}

/** Much deeper than anything Terraform makes, in what is passed over too. */
const maxFrames = 1_000

/**
 * Reads a plan JSON of any size from its bytes in memory that does not grow
 * with it: what it would do is kept, of the values what there is room to show.
 * @throws {PlanFormatError} when it is no JSON, no plan, or of an unknown major
 *   version
 * @see HCP Terraform API: Plans, show JSON execution plan
 */
export async function readPlanStream(
  chunks: AsyncIterable<Uint8Array>
): Promise<ReducedPlan> {
  const { Tokenizer, TokenType } = await import('@streamparser/json')
  const reduction = createPlanReduction()
  const assemble = createAssembler(TokenType, reduction)
  const tokenizer = new Tokenizer()
  // The tokenizer's own makes a double of every number.
  Object.assign(tokenizer, { parseNumber: parseExactNumber })
  let failure: Error | undefined
  tokenizer.onToken = ({ token, value, offset }) => {
    assemble.token(token, value, offset)
  }
  tokenizer.onError = (error) => {
    failure ??= error
  }
  tokenizer.onEnd = () => undefined
  const check = (): void => {
    if (failure === undefined) return
    if (failure instanceof PlanFormatError) throw failure
    throw new PlanFormatError('Reading the plan JSON failed: it is not JSON.', {
      cause: failure
    })
  }
  for await (const chunk of chunks) {
    tokenizer.write(chunk)
    check()
  }
  if (!assemble.isDone()) {
    throw new PlanFormatError(
      'Reading the plan JSON failed: it ends before its end.'
    )
  }
  return reduction.finish()
}

/** Puts tokens together again to the values that are to be kept. */
function createAssembler(
  types: typeof TokenTypes,
  target: {
    choose(path: readonly string[]): Choice
    take(path: readonly string[], value: unknown, length: number): void
  }
): {
  token(token: TokenTypes, value: unknown, offset: number): void
  isDone(): boolean
} {
  const frames: Frame[] = []
  let isDone = false

  /** The keys on the way to the member that comes next. */
  function path(): readonly string[] {
    return frames.map((frame) => (frame.isList ? '*' : frame.key))
  }

  function add(frame: Frame, value: unknown): void {
    if (Array.isArray(frame.value)) frame.value.push(value)
    else if (frame.key === '__proto__') {
      Object.defineProperty(frame.value, frame.key, {
        value,
        enumerable: true,
        configurable: true,
        writable: true
      })
    } else if (frame.value !== undefined) frame.value[frame.key] = value
  }

  /** Where a value may stand: the frame around it, undefined at the root. */
  function place(): Frame | undefined {
    const frame = frames.at(-1)
    if (frame === undefined) {
      if (isDone) refuse()
      return undefined
    }
    const isFree = frame.isList
      ? frame.awaits === 'first' || frame.awaits === 'value'
      : frame.awaits === 'value'
    if (!isFree) refuse()
    return frame
  }

  function scalar(value: unknown): void {
    const frame = place()
    if (frame === undefined) {
      isDone = true
      return
    }
    frame.awaits = 'comma'
    if (frame.choice === 'keep') add(frame, value)
    else if (frame.choice === 'descend') {
      const at = path()
      if (target.choose(at) === 'keep') target.take(at, value, 1)
    }
  }

  function open(isList: boolean, offset: number): void {
    const around = place()
    if (around !== undefined) around.awaits = 'comma'
    const choice =
      around === undefined || around.choice === 'descend'
        ? target.choose(path())
        : around.choice
    const value = choice === 'keep' ? (isList ? [] : {}) : undefined
    if (around?.choice === 'keep') add(around, value)
    const kept = choice === 'keep' ? (around?.kept ?? 0) + 1 : 0
    frames.push({
      isList,
      choice,
      value,
      key: '',
      awaits: 'first',
      from: offset,
      kept
    })
    if (frames.length > maxFrames || kept > maxDepth) {
      throw new PlanFormatError(
        `Reading the plan JSON failed: it is nested deeper than ${maxDepth} levels.`
      )
    }
  }

  function close(isList: boolean, offset: number): void {
    const frame = frames.pop()
    if (
      frame?.isList !== isList ||
      (frame.awaits !== 'first' && frame.awaits !== 'comma')
    ) {
      refuse()
    }
    const around = frames.at(-1)
    if (around === undefined) isDone = true
    if (frame.choice === 'keep' && around?.choice !== 'keep') {
      target.take(path(), frame.value, offset - frame.from)
    }
  }

  return {
    token(token, value, offset) {
      const frame = frames.at(-1)
      switch (token) {
        case types.LEFT_BRACE:
          open(false, offset)
          return
        case types.LEFT_BRACKET:
          open(true, offset)
          return
        case types.RIGHT_BRACE:
          close(false, offset)
          return
        case types.RIGHT_BRACKET:
          close(true, offset)
          return
        case types.COLON:
          if (frame?.awaits !== 'colon') refuse()
          frame.awaits = 'value'
          return
        case types.COMMA:
          if (frame?.awaits !== 'comma') refuse()
          frame.awaits = frame.isList ? 'value' : 'key'
          return
        case types.STRING:
          if (
            frame !== undefined &&
            !frame.isList &&
            (frame.awaits === 'first' || frame.awaits === 'key')
          ) {
            frame.key = String(value)
            frame.awaits = 'colon'
            return
          }
          scalar(value)
          return
        case types.TRUE:
        case types.FALSE:
        case types.NULL:
        case types.NUMBER:
          scalar(value)
          return
        case types.SEPARATOR:
          refuse()
      }
    },
    isDone: () => isDone
  }
}

function refuse(): never {
  throw new PlanFormatError('Reading the plan JSON failed: it is not JSON.')
}
