import { randomBytes } from 'node:crypto'
import { idOf } from './documents/site.ts'
import type { App, Identity, Scope, User } from './model.ts'
import type { JobPermissions } from './permissions.ts'

/** Whose token to make: of a person, or of an App's installation. */
export interface TokenOptions {
  /** A person's login; with an `app` its bot's name is taken. */
  readonly login?: string
  /** Slug of a GitHub App. */
  readonly app?: string
  readonly scope?: Scope
  /** `permissions` of the job whose `GITHUB_TOKEN` it is. */
  readonly permissions?: JobPermissions
}

export interface Identities {
  /** As GitHub Actions: an installation, whose user is its bot. */
  readonly actions: Identity
  readonly tokens: Readonly<Record<Scope, string>>
  /** Makes one more token. */
  add(options: TokenOptions): string
  /** Undefined for a token that there is not. */
  read(authorization: string | undefined): Identity | undefined
}

/** The App behind `GITHUB_TOKEN`. */
const actionsApp: App = {
  id: 15_368,
  slug: 'github-actions',
  name: 'GitHub Actions'
}

/** Its bot, whose id everybody knows. */
export const actionsBot: User = {
  id: 41_898_282,
  login: 'github-actions[bot]',
  type: 'Bot'
}

/** An App by its slug; each has its own id. */
export function appOf(slug: string): App {
  return slug === actionsApp.slug
    ? actionsApp
    : { id: idOf(`app ${slug}`), slug, name: slug }
}

/** Keeps who is behind which token. */
export function createIdentities(userOf: (login: string) => User): Identities {
  const known = new Map<string, Identity>()
  const add = (options: TokenOptions): string => {
    const { login, app, scope = 'write', permissions } = options
    const prefix = app === undefined ? 'ghp' : 'ghs'
    const token = `${prefix}_${randomBytes(18).toString('hex')}`
    known.set(token, {
      user: userOf(app === undefined ? (login ?? 'octocat') : `${app}[bot]`),
      app: app === undefined ? undefined : appOf(app),
      scope,
      permissions
    })
    return token
  }
  return {
    actions: { user: actionsBot, app: actionsApp, scope: 'write' },
    tokens: {
      write: add({ app: actionsApp.slug }),
      'read-only': add({ app: actionsApp.slug, scope: 'read-only' })
    },
    add,
    read: (authorization) => {
      const [, token = ''] =
        /^(?:Bearer|token) (.+)$/i.exec(authorization ?? '') ?? []
      return known.get(token)
    }
  }
}
