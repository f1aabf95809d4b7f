/**
 * Laws that the code breaks today, each with its way in plain words. The test
 * fails where another one is broken; what is mended is taken out here.
 */
export const known: Readonly<Record<string, string>> = {
  'R1 green where it was applied unasked (save-plan)':
    'a saved plan that the server applied by itself is green',
  'R2 says no run was made, and one stands or was applied':
    'the headline takes not seen for not there',
  'R5 the second attempt waits until a timeout':
    "where there is no pull request, the second attempt stands behind the first one's run"
}
