/**
 * Laws that the code breaks today, each with its way in plain words. The test
 * fails where another one is broken, and where one of these no longer is:
 * what is mended is taken out here.
 */
export const known: Readonly<Record<string, string>> = {
  'G1 a confirm of a head that moved, or is unknown':
    'what an event does not tell is taken for none',
  'G8 a part of the event removed lets it through':
    'what an event does not tell is taken for none',
  'R1 a reading answered empty discards a healthy run':
    'one bad answer to a read of the run discards a healthy one',
  'R1 a replica behind ends a healthy run':
    'a reading of the past ends a healthy run',
  'R1 green where it was applied unasked':
    'applied by the server with approve empty is green',
  'R2 says no run was made, and one stands or was applied':
    'not seen is taken for not there',
  'R2 says nothing was changed, and it was applied':
    'not seen is taken for not there',
  'R2 says nothing was changed, and the run stands at its gate':
    'not seen is taken for not there',
  'R4 its run is left open, and nobody says so':
    'nobody looks for the run that was made late',
  'R5 the second attempt waits until a timeout':
    "the second attempt stands behind the first one's run"
}
