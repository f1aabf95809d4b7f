import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { Cell } from './cell.ts'
import type { Played } from './matrix.ts'

/** A cell by what it is, whichever process plays it. */
export function keyOf({ flow, side, what, nth, fault }: Cell): string {
  return JSON.stringify([flow.name, side, what, nth, fault])
}

/** Adds a played cell to the file, a line each. */
export function keep(file: string, { cell, ...rest }: Played): void {
  appendFileSync(file, `${JSON.stringify({ key: keyOf(cell), ...rest })}\n`)
}

/** The cells of the file, as far as they are among these. */
export function readKept(file: string, cells: readonly Cell[]): Played[] {
  if (!existsSync(file)) return []
  const byKey = new Map(cells.map((cell) => [keyOf(cell), cell]))
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      const { key, ...rest } = JSON.parse(line) as { key: string } & Omit<
        Played,
        'cell'
      >
      const cell = byKey.get(key)
      return cell === undefined ? [] : [{ cell, ...rest }]
    })
}

/** In an order that has nothing to do with flows and faults, always the same. */
export function mix(cells: readonly Cell[]): Cell[] {
  const placeOf = (cell: Cell): string =>
    createHash('sha256').update(keyOf(cell)).digest('hex')
  return cells
    .map((cell) => ({ cell, place: placeOf(cell) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ cell }) => cell)
}
