import type { Exchange } from './exchange.ts'
import { createIdentifier, createSecret } from './identifier.ts'
import type { HcpState, Permission, Principal } from './model.ts'

export interface TokenOptions {
  readonly kind: Principal['kind']
  /** The fixed permission set, in every workspace it sees. */
  readonly permission: Permission
  readonly username?: string
  /** The id of the team behind it. Default: a new one. */
  readonly team?: string
  /** Administers the whole installation (Terraform Enterprise). */
  readonly siteAdmin?: boolean
  /** May override policies, everywhere or in these workspaces. Default false. */
  readonly policyOverrides?: boolean | readonly string[]
  /** Names of the workspaces it sees. Default all. */
  readonly workspaces?: readonly string[]
}

/** Who may come, and with which token. */
export interface Principals {
  /** One token of every permission, and an organization token. */
  readonly tokens: Readonly<
    Record<
      'write' | 'admin' | 'plan' | 'read' | 'user' | 'owner' | 'organization',
      string
    >
  >
  /** Makes a token of a principal of its own. */
  addToken(options: TokenOptions): string
  revokeToken(token: string): void
  /** The person of that name: an administrator, if there was none. */
  personOf(username: string): Principal
  /** Who sent the request; undefined without a token that is known. */
  read(c: Exchange): Principal | undefined
}

/** Creates the register of an organization's tokens. */
export function createPrincipals(state: HcpState): Principals {
  const holders = new Map<string, Principal>()

  const addPrincipal = (token: TokenOptions): Principal => {
    const behind =
      token.kind === 'user'
        ? undefined
        : token.kind === 'team'
          ? (token.team ?? createIdentifier('team'))
          : state.organization
    const principal: Principal = {
      id: createIdentifier('user'),
      kind: token.kind,
      username:
        token.username ??
        (token.kind === 'user' ? 'octocat' : `api-${behind ?? ''}`),
      behind,
      permission: token.permission,
      policyOverrides: token.policyOverrides ?? false,
      siteAdmin: token.siteAdmin,
      workspaces: token.workspaces
    }
    state.principals.set(principal.id, principal)
    return principal
  }
  const addToken = (token: TokenOptions): string => {
    const value = `emulated.${createSecret()}`
    holders.set(value, addPrincipal(token))
    return value
  }
  return {
    tokens: {
      write: addToken({ kind: 'team', permission: 'write' }),
      admin: addToken({
        kind: 'team',
        permission: 'admin',
        policyOverrides: true
      }),
      plan: addToken({ kind: 'team', permission: 'plan' }),
      read: addToken({ kind: 'team', permission: 'read' }),
      user: addToken({ kind: 'user', permission: 'write' }),
      owner: addToken({
        kind: 'user',
        permission: 'admin',
        username: 'monalisa',
        policyOverrides: true,
        siteAdmin: true
      }),
      organization: addToken({ kind: 'organization', permission: 'admin' })
    },
    addToken,
    revokeToken: (token) => {
      holders.delete(token)
    },
    personOf: (username) =>
      [...state.principals.values()].find(
        (principal) =>
          principal.kind === 'user' && principal.username === username
      ) ??
      addPrincipal({
        kind: 'user',
        permission: 'admin',
        username,
        policyOverrides: true
      }),
    read: (c) => {
      const match = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')
      return holders.get(match?.[1] ?? '')
    }
  }
}
