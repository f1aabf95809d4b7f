import { isExpression, refuseExpression } from './plain-values.ts'
import type { InputReader } from './reader.ts'

/** `TF_API_TOKEN`: what a secret is called, not what is in it. */
const nameOfSecret = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/

const githubToken = /^(?:gh[opsur]_|github_pat_)/

/** The token of HCP Terraform; no message ever has it, or a part of it. */
export function readToken(reader: InputReader): string {
  const token = reader.text('token')
  if (token === undefined) {
    reader.reject(
      'token',
      'is empty',
      'a user or team token (pull requests from forks and Dependabot get no secrets)'
    )
    return ''
  }
  if (isExpression(token)) {
    refuseExpression(reader, 'token', token)
  } else if (/^Bearer\s/i.test(token)) {
    reader.reject(
      'token',
      "begins with 'Bearer'",
      'the token alone; the word before it is added to each request'
    )
  } else if (!/^[\x21-\x7e]+$/.test(token)) {
    reader.reject(
      'token',
      'has white space or control characters inside',
      'one token'
    )
  } else if (nameOfSecret.test(token)) {
    refuseExpression(reader, 'token', `secrets.${token}`, token)
  } else if (!/^[\w.~+/=-]+$/.test(token)) {
    // What a header may have as a token (RFC 6750).
    reader.reject(
      'token',
      'has characters that no token has, such as quotes, brackets or asterisks',
      'the token alone, as it was shown when it was made'
    )
  } else if (githubToken.test(token)) {
    reader.reject(
      'token',
      'is a token of GitHub',
      "a user or team token of HCP Terraform; GitHub's is for 'github-token'"
    )
  }
  return token
}

/** The token of GitHub, or undefined: then nothing is read or written there. */
export function readGitHubToken(reader: InputReader): string | undefined {
  const token = reader.text('github-token')
  if (token === undefined) return undefined
  if (isExpression(token)) {
    refuseExpression(reader, 'github-token', token)
  } else if (nameOfSecret.test(token)) {
    refuseExpression(reader, 'github-token', `secrets.${token}`, token)
  } else if (/^\S+\.atlasv1\.\S+$/.test(token)) {
    reader.reject(
      'github-token',
      'is a token of HCP Terraform',
      "a token of GitHub; HCP Terraform's is for 'token'"
    )
  } else if (/\s/.test(token)) {
    reader.reject('github-token', 'has white space inside', 'one token')
  }
  return token
}
