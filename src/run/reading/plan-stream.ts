import type { TokenType as TokenTypes } from '@streamparser/json'
import { maxDepth, PlanFormatError } from '../../plan/json.ts'
import { parseExactNumber } from '../../plan/exact-number.ts'
import { createPlanReduction } from '../../plan/reduction.ts'
import { createTextBuilder } from './text-builder.ts'
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
  // The tokenizer's own make a double of every number, and decode every string.
  Object.assign(tokenizer, {
    parseNumber: parseExactNumber,
    bufferedString: createTextBuilder()
  })
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

/** What the values that are kept are handed to. */
interface Target {
  choose(path: readonly string[]): Choice
  take(path: readonly string[], value: unknown, length: number): void
}

/** Values while they are put together. */
interface Assembly {
  readonly target: Target
  readonly frames: Frame[]
  isDone: boolean
}

type Handler = (assembly: Assembly, value: unknown, offset: number) => void

/** Puts tokens together again to the values that are to be kept. */
function createAssembler(
  types: typeof TokenTypes,
  target: Target
): {
  token(token: TokenTypes, value: unknown, offset: number): void
  isDone(): boolean
} {
  const assembly: Assembly = { target, frames: [], isDone: false }
  const handlers = handlersOf(types)
  return {
    token(token, value, offset) {
      handlers[token](assembly, value, offset)
    },
    isDone: () => assembly.isDone
  }
}

/** What each token does. */
function handlersOf(types: typeof TokenTypes): Record<TokenTypes, Handler> {
  const takeScalar: Handler = (assembly, value) => {
    addScalar(assembly, value)
  }
  return {
    [types.LEFT_BRACE]: (assembly, _, offset) => {
      openFrame(assembly, false, offset)
    },
    [types.LEFT_BRACKET]: (assembly, _, offset) => {
      openFrame(assembly, true, offset)
    },
    [types.RIGHT_BRACE]: (assembly, _, offset) => {
      closeFrame(assembly, false, offset)
    },
    [types.RIGHT_BRACKET]: (assembly, _, offset) => {
      closeFrame(assembly, true, offset)
    },
    [types.COLON]: ({ frames }) => {
      const frame = frames.at(-1)
      if (frame?.awaits !== 'colon') refuse()
      frame.awaits = 'value'
    },
    [types.COMMA]: ({ frames }) => {
      const frame = frames.at(-1)
      if (frame?.awaits !== 'comma') refuse()
      frame.awaits = frame.isList ? 'value' : 'key'
    },
    [types.STRING]: takeText,
    [types.TRUE]: takeScalar,
    [types.FALSE]: takeScalar,
    [types.NULL]: takeScalar,
    [types.NUMBER]: takeScalar,
    [types.SEPARATOR]: () => {
      refuse()
    }
  }
}

/** The keys on the way to the member that comes next. */
function pathTo({ frames }: Assembly): readonly string[] {
  return frames.map((frame) => (frame.isList ? '*' : frame.key))
}

function addTo(frame: Frame, value: unknown): void {
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
function placeOf({ frames, isDone }: Assembly): Frame | undefined {
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

/** A key, or a value. */
function takeText(assembly: Assembly, value: unknown): void {
  const frame = assembly.frames.at(-1)
  const isKey =
    frame !== undefined &&
    !frame.isList &&
    (frame.awaits === 'first' || frame.awaits === 'key')
  if (!isKey) {
    addScalar(assembly, value)
    return
  }
  frame.key = String(value)
  frame.awaits = 'colon'
}

function addScalar(assembly: Assembly, value: unknown): void {
  const frame = placeOf(assembly)
  if (frame === undefined) {
    assembly.isDone = true
    return
  }
  frame.awaits = 'comma'
  if (frame.choice === 'keep') addTo(frame, value)
  else if (isOpen(frame.choice)) {
    const path = pathTo(assembly)
    const choice = assembly.target.choose(path)
    if (choice === 'keep' || choice === 'divide') {
      assembly.target.take(path, value, 1)
    }
  }
}

/** Are its members looked at one by one? */
function isOpen(choice: Choice): boolean {
  return choice === 'descend' || choice === 'divide'
}

function openFrame(assembly: Assembly, isList: boolean, from: number): void {
  const { target, frames } = assembly
  const around = placeOf(assembly)
  if (around !== undefined) around.awaits = 'comma'
  const choice =
    around === undefined || isOpen(around.choice)
      ? target.choose(pathTo(assembly))
      : around.choice
  const value = choice === 'keep' ? (isList ? [] : {}) : undefined
  if (around?.choice === 'keep') addTo(around, value)
  const kept = choice === 'keep' ? (around?.kept ?? 0) + 1 : 0
  frames.push({ isList, choice, value, key: '', awaits: 'first', from, kept })
  if (frames.length > maxFrames || kept > maxDepth) {
    throw new PlanFormatError(
      `Reading the plan JSON failed: it is nested deeper than ${maxDepth} levels.`
    )
  }
}

function closeFrame(assembly: Assembly, isList: boolean, to: number): void {
  const { target, frames } = assembly
  const frame = frames.pop()
  if (
    frame?.isList !== isList ||
    (frame.awaits !== 'first' && frame.awaits !== 'comma')
  ) {
    refuse()
  }
  const around = frames.at(-1)
  if (around === undefined) assembly.isDone = true
  if (frame.choice === 'keep' && around?.choice !== 'keep') {
    target.take(pathTo(assembly), frame.value, to - frame.from)
  }
}

function refuse(): never {
  throw new PlanFormatError('Reading the plan JSON failed: it is not JSON.')
}
