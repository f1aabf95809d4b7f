/**
 * The lines that somebody may have meant by one that holds several entries, or
 * one in quotes, behind a bullet or an `@`, or with a comment behind it; or by
 * an address with the wrong quotes in its index.
 */
export function suggestLines(
  line: string,
  isRight: (entry: string) => boolean
): readonly string[] {
  const plain = line
    .replace(/\s#.*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/^[-*•]\s+/, '')
    .replace(/^resource\./, '')
    .replace(/^https:\/\/github\.com\/([\w-]+)\/?$/, '$1')
    .replaceAll(/\['([^'\]]*)'\]/g, '["$1"]')
  const entries = [plain.split(/[,;]/), plain.split(/[,;\s]+/)]
  for (const parts of entries) {
    const bare = parts
      .map((part) => part.trim().replace(/^(["'`]?)@?(.*)\1$/s, '$2'))
      .filter((part) => part !== '')
    if (bare.length > 0 && bare.length <= 10 && bare.every(isRight)) {
      return bare.map(
        (entry, index) =>
          `${index === 0 && bare.length > 1 ? 'the lines ' : ''}'${entry}'`
      )
    }
  }
  return []
}
