import * as core from '@actions/core'
import { writeTo } from './command-files.ts'

/** What the main phase leaves for `post` about one run. */
export type State =
  /** There is none, it is settled, or it is left as it is on purpose. */
  | {
      readonly kind: 'nothing'
      readonly why: 'never-made' | 'settled' | 'confirmed' | 'left-alone'
    }
  /** Asked for, and not answered yet: it may exist. */
  | {
      readonly kind: 'find'
      readonly workspaceId: string
      /** The run's message, which no other run has. */
      readonly message: string
    }
  /** Made by this step, and at nobody's hands if we die now. */
  | { readonly kind: 'settle'; readonly runId: string }

/**
 * Tells `post` about the runs; a later call replaces an earlier one. One value,
 * written at once: a step that is killed leaves all of a word or none of it.
 */
export function writeState(states: readonly State[]): void {
  writeTo('GITHUB_STATE', () => {
    core.saveState('left', JSON.stringify(states))
  })
}

/** What the main phase left; empty where it did not get to make a run. */
export function readState(): readonly State[] {
  let left: unknown
  try {
    left = JSON.parse(core.getState('left'))
  } catch {
    return []
  }
  return Array.isArray(left) ? left.flatMap(parseState) : []
}

const reasons = ['never-made', 'settled', 'confirmed', 'left-alone'] as const

function parseState(value: unknown): readonly State[] {
  const given = (value ?? {}) as Partial<Record<string, unknown>>
  const { kind, runId, workspaceId, message } = given
  if (kind === 'settle' && typeof runId === 'string') return [{ kind, runId }]
  if (kind === 'nothing') {
    const why = reasons.find((reason) => reason === given['why'])
    return why === undefined ? [] : [{ kind, why }]
  }
  return kind === 'find' &&
    typeof workspaceId === 'string' &&
    typeof message === 'string'
    ? [{ kind, workspaceId, message }]
    : []
}

/** A check run that may be in progress. */
export interface OpenCheck {
  readonly name: string
  readonly headSha: string
  readonly externalId: string
  /** Undefined where it was asked for, and not answered yet. */
  readonly id?: number | undefined
}

/** Tells `post` which check runs are open; a later call replaces an earlier. */
export function writeOpenChecks(checks: readonly OpenCheck[]): void {
  core.saveState('checks', JSON.stringify(checks))
}

/** The check runs that the main phase left open, as far as it came to tell. */
export function readOpenChecks(): readonly OpenCheck[] {
  let left: unknown
  try {
    left = JSON.parse(core.getState('checks'))
  } catch {
    return []
  }
  return Array.isArray(left) ? left.flatMap(parseOpenCheck) : []
}

function parseOpenCheck(value: unknown): readonly OpenCheck[] {
  const given = (value ?? {}) as Partial<Record<string, unknown>>
  const { name, headSha, externalId, id } = given
  return typeof name === 'string' &&
    typeof headSha === 'string' &&
    typeof externalId === 'string'
    ? [
        {
          name,
          headSha,
          externalId,
          id: typeof id === 'number' ? id : undefined
        }
      ]
    : []
}
