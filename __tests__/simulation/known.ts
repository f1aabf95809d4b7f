/**
 * Laws that the code breaks today, each with its way in plain words. The test
 * fails where another one is broken; what is mended is taken out here.
 */
export const known: Readonly<Record<string, string>> = {
  'R5 the second attempt waits until a timeout':
    "where there is no pull request, the second attempt stands behind the first one's run"
}
