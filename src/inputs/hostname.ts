import { withoutQuotes } from './plain-values.ts'
import { quote, suggest } from './problems.ts'
import type { InputReader } from './reader.ts'

/** HCP Terraform's own. */
const usualHost = 'app.terraform.io'

/** HashiCorp's hosts that are taken for it, and have no such API. */
const otherHosts =
  /^(?:(?:www\.|api\.|registry\.)?terraform\.io|app\.terraform\.com|(?:portal\.)?cloud\.hashicorp\.com)$/

/**
 * The default in `action.yml`: not empty, since a misspelt expression is, and
 * would send the token of one host to another.
 */
const leftOut = `TF_HOSTNAME or ${usualHost}`

/** Where the API is, from `hostname`; undefined where it cannot be told. */
export function readBaseUrl({ text, reject }: InputReader): URL | undefined {
  const hostname = text('hostname')
  const baseUrl = parseBaseUrl(hostname ?? '')
  if (baseUrl === undefined) {
    reject(
      'hostname',
      hostname === undefined
        ? 'is empty'
        : `is ${quote(withoutSecret(hostname))}`,
      suggest(
        suggestHost(hostname ?? ''),
        "a host such as 'app.terraform.io' or 'tfe.example.com:8443', without a path; 'http://' only for loopback addresses"
      )
    )
  }
  return baseUrl
}

/** The host alone, of an address that has more around it. */
function suggestHost(quoted: string): readonly string[] {
  const text = withoutQuotes(quoted)
  const written = text.includes('://') ? text : `https://${text}`
  const host = URL.parse(written)?.host ?? ''
  if (otherHosts.test(host)) return [`'${usualHost}'`]
  return /^[\w.-]+(?::\d+)?$/.test(host) && /^https?:/.test(written)
    ? [`'${host}'`]
    : []
}

/** Credentials may stand before the host. */
function withoutSecret(text: string): string {
  return text.replace(/^([a-z]+:\/\/)?[^/@\s]*@/i, '$1')
}

/**
 * A host name or an address with a scheme → where the API is; HCP Terraform's
 * own where it is left out. Undefined where it is empty,
 * it has a path, credentials or a query, or is plain `http` beyond loopback:
 * a token never travels in clear.
 */
export function parseBaseUrl(text: string): URL | undefined {
  if (text === '') return undefined
  if (text === leftOut) return new URL(`https://${usualHost}`)
  const written = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `https://${text}`
  const url = URL.parse(written)
  if (url === null || !/^[\w.:[\]-]+$/.test(url.host)) return undefined
  const isPlain =
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    url.username === '' &&
    url.password === '' &&
    !otherHosts.test(url.host)
  const isSafe =
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && isLoopback(url.hostname))
  return isPlain && isSafe ? url : undefined
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  )
}
