/** How fast the emulator goes: 1 is its own pace, 10 is ten times as fast. */
interface Speed {
  /** How long what takes this long at its own pace takes now. Milliseconds. */
  readonly time: (milliseconds: number) => number
}

/**
 * The speed of this process's emulators: `EMULATOR_SPEED`, else 1. No test may
 * depend on it, and running the tests at 0.1 and at 10 shows whether one does.
 *
 * @throws {Error} when it is no number above 0
 */
export function readSpeed(text = process.env['EMULATOR_SPEED']): Speed {
  const speed = text === undefined || text === '' ? 1 : Number(text)
  if (!(speed > 0 && Number.isFinite(speed))) {
    throw new Error(`EMULATOR_SPEED is "${text ?? ''}", not a number above 0`)
  }
  return { time: (milliseconds) => milliseconds / speed }
}
