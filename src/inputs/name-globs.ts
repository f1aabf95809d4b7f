/**
 * Is a name what a glob describes? `*` stands for any characters, none
 * included; every other one for itself, in its own case.
 */
export function matchesName(glob: string, name: string): boolean {
  const [first = '', ...rest] = glob.split('*')
  const last = rest.pop()
  if (last === undefined) return name === glob
  if (!name.startsWith(first)) return false
  let from = first.length
  for (const part of rest) {
    const at = name.indexOf(part, from)
    if (at < 0) return false
    from = at + part.length
  }
  return name.endsWith(last) && name.length - last.length >= from
}
