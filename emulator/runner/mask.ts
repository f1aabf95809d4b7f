/** Replaces the secrets that are known so far. */
interface Masker {
  /** Adds a value, and each line of one of several lines. */
  add(value: string): void
  /** Text as a log shows it. */
  mask(text: string): string
  /** Does the text hold a secret? Outputs that do are not handed on. */
  holds(text: string): boolean
}

/**
 * Makes a masker as the runner's: of later text only, and also of what the
 * value looks like in base64, in an address and in JSON. An empty line of a
 * value is nothing, and every other one is masked wherever it stands, however
 * short (actions/runner: AddMaskCommandExtension, ValueEncoders).
 */
export function createMasker(secrets: readonly string[] = []): Masker {
  const known = new Set<string>()
  const add = (value: string): void => {
    const lines = value
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
    for (const secret of value.trim() === '' ? [] : [value, ...lines]) {
      for (const form of formsOf(secret)) known.add(form)
    }
  }
  const mask = (text: string): string => {
    let masked = text
    // The longer ones first: a part of one may be one itself.
    for (const secret of [...known].sort((a, b) => b.length - a.length)) {
      masked = masked.replaceAll(secret, () => '***')
    }
    return masked
  }
  secrets.forEach(add)
  return {
    add,
    mask,
    holds: (text) => [...known].some((secret) => text.includes(secret))
  }
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    // Base64 of a text around it, by where in three bytes it begins.
    ...[0, 1, 2].flatMap((shift) => {
      const whole = bytes.subarray(shift)
      const length = whole.length - (whole.length % 3)
      return length > 3 || shift === 0
        ? [
            whole
              .subarray(0, shift === 0 ? undefined : length)
              .toString('base64')
          ]
        : []
    })
  ].filter((form) => form !== '')
}
