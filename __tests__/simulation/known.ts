/**
 * Laws that the code breaks today, each with its way in plain words. The test
 * fails where another one is broken, and where one of these no longer is:
 * what is mended is taken out here.
 */
export const known: Readonly<Record<string, string>> = {
  'G1 a confirm of a head that moved, or is unknown':
    'what an event does not tell is taken for none',
  'G3 post makes a run': 'a phase told by the absence of a state value',
  'G8 a part of the event removed lets it through':
    'what an event does not tell is taken for none',
  'R1 a reading answered empty discards a healthy run':
    'one bad answer to a read of the run discards a healthy one',
  'R1 a replica behind ends a healthy run':
    'a reading of the past ends a healthy run',
  'R1 a wall clock that jumps discards a healthy run':
    'waits use the wall clock: hours ahead discard an approved run',
  'R1 a wall clock that jumps ends a healthy run':
    'waits use the wall clock: hours ahead end a run',
  'R1 green where it was applied unasked':
    'applied by the server with approve empty is green',
  'R2 post says never made, and it was':
    'not seen is taken for not there: the run was made late',
  'R2 post says no clean-up is needed, and the run stands':
    'not now is taken for never: four looks in passing',
  'R2 says no run was made, and one stands or was applied':
    'not seen is taken for not there',
  'R2 says nothing was changed, and it was applied':
    'not seen is taken for not there',
  'R2 says nothing was changed, and the run stands at its gate':
    'not seen is taken for not there',
  'R3 the run became younger in the outputs':
    'a reading of the past is believed after a newer one',
  'R4 its run is left open, and nobody says so':
    'nobody looks for the run that was made late',
  'R4 main does not end within its bounds':
    'waits use the wall clock: an hour back waits an hour longer',
  'R5 the second attempt waits until a timeout':
    "the second attempt stands behind the first one's run"
}
