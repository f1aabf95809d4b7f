/**
 * An independent reading of HCL literals, written from the HCL specification
 * (quoted templates without interpolation, numbers, collections): what
 * Terraform would understand. Throws where it is anything else.
 */
export function readHclLiteral(text: string): unknown {
  let at = 0
  const fail = (): never => {
    throw new Error(`no HCL literal at ${at}: ${JSON.stringify(text)}`)
  }
  const blank = (): void => {
    while (/[\s,]/.test(text[at] ?? '')) at += 1
  }
  const isAt = (character: string): boolean => {
    blank()
    return text[at] === character
  }
  const string = (): string => {
    if (text[at] !== '"') fail()
    at += 1
    let read = ''
    for (;;) {
      const character = text[at]
      if (character === undefined || character === '\n') return fail()
      if (character === '"') {
        at += 1
        return read
      }
      if (character === '\\') {
        const next = text[at + 1] ?? ''
        const simple = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }[next]
        const digits = /^u([0-9a-f]{4})|^U([0-9a-f]{8})/i.exec(
          text.slice(at + 1)
        )
        if (simple !== undefined) {
          read += simple
          at += 2
        } else if (digits) {
          const code = parseInt(digits[1] ?? digits[2] ?? '', 16)
          if (code >= 0xd800 && code <= 0xdfff) fail()
          read += String.fromCodePoint(code)
          at += 1 + digits[0].length
        } else fail()
      } else if (/^(\$\$|%%)\{/.test(text.slice(at, at + 3))) {
        read += text.slice(at + 1, at + 3)
        at += 3
      } else if (/^[$%]\{/.test(text.slice(at, at + 2))) {
        fail()
      } else {
        read += character
        at += 1
      }
    }
  }
  const value = (): unknown => {
    blank()
    if (text[at] === '"') return string()
    if (text[at] === '[') {
      at += 1
      const items: unknown[] = []
      while (!isAt(']')) items.push(value())
      at += 1
      return items
    }
    if (text[at] === '{') {
      at += 1
      const members: [string, unknown][] = []
      while (!isAt('}')) {
        const key = string()
        blank()
        if (text[at] !== '=') fail()
        at += 1
        members.push([key, value()])
      }
      at += 1
      return Object.fromEntries(members)
    }
    const word = /^(?:true|false|null|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)/.exec(
      text.slice(at)
    )?.[0]
    if (word === undefined) return fail()
    at += word.length
    return word === 'true'
      ? true
      : word === 'false'
        ? false
        : word === 'null'
          ? null
          : Number(word)
  }
  const read = value()
  if (text.slice(at).trim() !== '') fail()
  return read
}
