/**
 * Shares of a room by need, in the order of `needs`: nobody gets more than they
 * need, and who needs more than the rest gets as much as others who do.
 */
export function shareOut(
  needs: readonly number[],
  room: number
): readonly number[] {
  const shares = needs.map(() => 0)
  const order = needs
    .map((need, index) => ({ need, index }))
    .sort((one, other) => one.need - other.need)
  let left = Math.max(0, room)
  for (const [place, { need, index }] of order.entries()) {
    const share = Math.min(need, Math.floor(left / (order.length - place)))
    shares[index] = share
    left -= share
  }
  return shares
}
