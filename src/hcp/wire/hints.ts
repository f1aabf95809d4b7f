import type { ApiFailure } from './failure.ts'

/**
 * What to do next about an answer that is no success, by where it came from,
 * its status and what was sent. Says of a read never that nothing was changed.
 */
export function renderHint(failure: ApiFailure): string {
  const { status } = failure
  if (failure.hint !== undefined) return failure.hint
  if (status === 429) return rateLimited(failure)
  if (isTooLarge(failure)) return tooLarge(failure)
  if (failure.isSigned === true) return storageHint(failure)
  if (status >= 300 && status < 400) {
    return `The API does not answer with redirects here: check that the hostname ${failure.host} is the one HCP Terraform or Terraform Enterprise itself uses.`
  }
  if (status >= 500) return troubled(failure)
  return apiHint(failure)
}

function apiHint(failure: ApiFailure): string {
  const { status, host, method } = failure
  switch (status) {
    case 400:
      return 'The server does not understand the request; an older Terraform Enterprise may lack a parameter that was used.'
    case 401:
      return badToken(host)
    case 403:
      return isAboutToken(failure) ? badToken(host) : missing(host)
    case 404:
      return missing(host)
    case 409:
      return 'The state does not allow this now, perhaps because somebody else was faster: look again and decide from what is there.'
    case 415:
      return 'The content type was refused, which is a defect of this action or of a proxy that changes headers: please report it.'
    case 422:
      return 'The request was understood and refused; correct the values named above.'
    default:
      return method === 'GET'
        ? 'The request was refused.'
        : 'The request was refused; nothing was changed.'
  }
}

function badToken(host: string): string {
  return `The token is missing, expired or revoked, or it was made on another host. Use a user or team token of ${host}.`
}

/** Some servers answer 403 for a token that they do not know. */
function isAboutToken({ path, errors }: ApiFailure): boolean {
  // Everybody may read who they are.
  if (path === '/account/details') return true
  return errors.some(({ title, detail }) =>
    /\bunauthori[sz]ed|\bnot authenticated|\bauthentication|\bcredentials?\b|\b(?:bad|invalid|expired|unknown|revoked|missing) (?:\w+ )?token|\btoken (?:is|has|was) /i.test(
      `${title ?? ''}: ${detail ?? ''}`
    )
  )
}

function missing(host: string): string {
  return `HCP Terraform says this for three causes: the name or id is wrong; the token lacks the permission (a forbidden object looks missing); or the organization or hostname (${host}) is the wrong one, or its plan does not include the feature.`
}

function rateLimited({ retryAfterMilliseconds: wait }: ApiFailure): string {
  return wait === undefined
    ? 'The rate limit was hit and stayed so: use fewer parallel jobs with tokens of this user or team.'
    : `The rate limit was hit; the server asks to wait ${Math.ceil(wait / 100) / 10} s. Use fewer parallel jobs with tokens of this user or team.`
}

function troubled({ ambiguous }: ApiFailure): string {
  return ambiguous
    ? 'The service has trouble, and the request may or may not have been carried out: look at the current state before repeating it.'
    : 'The service has trouble: try again later, and see its status page.'
}

/** Says whether what was sent is refused for its size. */
export function isTooLarge({
  status,
  errors
}: Pick<ApiFailure, 'status' | 'errors'>): boolean {
  return (
    status === 413 ||
    ([400, 422].includes(status) &&
      errors.some(({ title, detail }) =>
        /too[ _-]?large|too big|size limit|max\w* (?:allowed )?size|exceeds? .*(?:size|limit|bytes|MB)/i.test(
          `${title ?? ''}: ${detail ?? ''}`
        )
      ))
  )
}

function tooLarge({ uploaded, host }: ApiFailure): string {
  return uploaded === undefined
    ? 'What was sent is too large for the server or for a proxy before it.'
    : `The archive (${renderBytes(uploaded)} packed) is too large for ${host} or for a proxy before it. Leave out what the run does not read by a '.terraformignore' file, or have the limit raised there.`
}

function renderBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  const unit = bytes < 999_950 ? 'kB' : 'MB'
  return `${(bytes / (unit === 'kB' ? 1e3 : 1e6)).toFixed(1)} ${unit}`
}

/** A storage's words differ; its status tells what is left to do. */
function storageHint({ status, method }: ApiFailure): string {
  const [end, again] =
    method === 'PUT'
      ? ['The upload', 'Run this step again for a new address']
      : ['The download', 'Run this step again']
  if (status >= 500) {
    return `The storage behind HCP Terraform has trouble: try again later.`
  }
  if (status >= 300 && status < 400) {
    return `${end} is redirected in a way that is not followed; check the proxies between the runner and the storage.`
  }
  switch (status) {
    case 401:
    case 403:
      return `The storage behind HCP Terraform refuses it, mostly because the signed URL has expired or a proxy changes the request on its way. ${again}, and have the proxy leave it as it is.`
    case 404:
    case 410:
      return `There is nothing at this address any more. ${again}.`
    case 407:
      return 'A proxy between the runner and the storage asks for credentials: give them in https_proxy.'
    case 411:
    case 501:
      return 'A proxy between the runner and the storage changes how the request is framed: have it leave the request as it is.'
    default:
      return `The storage behind HCP Terraform does not accept the request, or a proxy changes it on its way: have the proxy leave it as it is, and run this step again.`
  }
}
