/** A workspace's name among those of all organizations of a host. */
export interface WorkspaceName {
  readonly organization: string
  readonly name: string
}

/**
 * What each of several runs is called, so that no two are called the same: by
 * its workspace, with the organization where another workspace is called so,
 * and with its id where another run is of the same workspace.
 */
export function namesApart(
  all: readonly (WorkspaceName & { readonly run?: string | undefined })[]
): readonly string[] {
  const full = all.map(({ organization, name }) => `${organization}/${name}`)
  return all.map(({ name, run }, index) => {
    const own = full[index] ?? ''
    const isShared = all.some(
      (each, at) => each.name === name && full[at] !== own
    )
    const isTwice = full.some((each, at) => at !== index && each === own)
    const place = isShared ? own : name
    return isTwice && run !== undefined ? `${place} (${run})` : place
  })
}
