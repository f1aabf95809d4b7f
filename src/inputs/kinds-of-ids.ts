/** What HCP Terraform's ids begin with, and whose they are. */
export const kindsOfIds: Readonly<Record<string, string>> = {
  run: 'a run',
  cv: 'a configuration version',
  ws: 'a workspace',
  plan: 'a plan',
  apply: 'an apply',
  sv: 'a state version',
  prj: 'a project',
  org: 'an organization',
  user: 'a user',
  team: 'a team'
}

/** What a text begins with that has the shape of an id of a known kind. */
export function prefixOf(text: string): string | undefined {
  const prefix = /^([a-z]+)-[A-Za-z0-9]{16}$/.exec(text)?.[1] ?? ''
  return Object.hasOwn(kindsOfIds, prefix) ? prefix : undefined
}

/**
 * What a text is the id of, where it is one for sure: of 16 characters, in
 * which names of people's own have no capitals, digits and small letters.
 */
export function kindOfId(
  text: string
): { readonly prefix: string; readonly kind: string } | undefined {
  const prefix = prefixOf(text)
  if (prefix === undefined) return undefined
  const rest = text.slice(prefix.length)
  return [/[A-Z]/, /[a-z]/, /\d/].every((each) => each.test(rest))
    ? { prefix, kind: kindsOfIds[prefix] ?? '' }
    : undefined
}
