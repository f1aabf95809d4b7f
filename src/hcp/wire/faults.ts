import { FailedAttempt } from './attempt.ts'
import { HcpError, TransportError, errorCode, isError } from './errors.ts'
import { describeRequest, isWrite } from './wire.ts'
import type { Exchange } from './wire.ts'

/** What to do about a request that was sent and has no good answer. */
export function adviseAfter(request: Exchange): string {
  return isWrite(request)
    ? 'It may or may not have been carried out: look at the current state before repeating it.'
    : 'Check the network, the proxy and the service status, then try again.'
}

/**
 * What is thrown for what connecting, sending or receiving threw: errors of
 * our own as they are, all others as a failed attempt that names the cause and
 * what to do about it.
 */
export function explainFault(request: Exchange, cause: unknown): Error {
  if (cause instanceof HcpError || cause instanceof FailedAttempt) return cause
  const code = errorCode(cause)
  const kind = faultKind(code)
  const text = describeFault(cause, request)
  const ambiguous = isWrite(request) && kind === 'transport'
  const specific = adviceByCause(request.url, code, text)
  const advice =
    specific === undefined || ambiguous
      ? [adviseAfter(request), specific].filter(Boolean).join(' ')
      : specific
  const error = new TransportError(
    `${describeRequest(request)} failed: ${text}. ${advice}`,
    {
      // Node's messages can quote the URL.
      ...(request.isSigned ? {} : { cause }),
      ambiguous,
      code
    }
  )
  return new FailedAttempt(error, { kind })
}

/** Nothing was sent where a name is not known or a certificate not trusted. */
function faultKind(code = ''): 'transport' | 'unknown-host' | 'certificate' {
  if (code === 'ENOTFOUND') return 'unknown-host'
  return certificateCode.test(code) ? 'certificate' : 'transport'
}

const certificateCode =
  /^(CERT_|CRL_|ERR_TLS_CERT|ERROR_IN_C|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)$|PATH_LENGTH_EXCEEDED)/

/** What to do, where Node's code or a proxy's words tell the cause. */
function adviceByCause(url: URL, code = '', text: string): string | undefined {
  const [, proxyStatus] = /statusCode=(\d{3})/.exec(text) ?? []
  if (proxyStatus !== undefined) return proxyAdvice(proxyStatus, url.host)
  if (certificateCode.test(code)) return certificateAdvice(code, url.hostname)
  if (/^(EPROTO|ERR_SSL_)/.test(code)) {
    return handshakeAdvice(`${code} ${text}`, url.host)
  }
  return networkAdvice(code, url)
}

function certificateAdvice(code: string, host: string): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${host}, or of a proxy before it, has expired: have it renewed there; if it is valid, the time of this runner is wrong.`
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host}, or of a proxy before it, is not valid yet: mostly the time of this runner is wrong.`
    case 'CERT_REVOKED':
      return `The certificate of ${host} was revoked: have it replaced there.`
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return `The certificate that came is for another name than ${host}: check the spelling of the hostname, and whether a proxy or a load balancer answers in its place.`
    case 'CERT_SIGNATURE_FAILURE':
    case 'UNABLE_TO_DECRYPT_CERT_SIGNATURE':
    case 'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY':
    case 'ERROR_IN_CERT_NOT_BEFORE_FIELD':
    case 'ERROR_IN_CERT_NOT_AFTER_FIELD':
      return `The certificate of ${host}, or of a proxy before it, is damaged or was made wrongly: have it made anew there.`
    case 'CERT_CHAIN_TOO_LONG':
    case 'PATH_LENGTH_EXCEEDED':
    case 'INVALID_CA':
    case 'INVALID_PURPOSE':
    case 'CERT_REJECTED':
      return `A certificate in the chain of ${host}, or of a proxy before it, may not be used for this: have the server send the chain that its authority gave it.`
    case 'UNABLE_TO_GET_CRL':
    case 'UNABLE_TO_DECRYPT_CRL_SIGNATURE':
    case 'CRL_SIGNATURE_FAILURE':
    case 'CRL_NOT_YET_VALID':
    case 'CRL_HAS_EXPIRED':
    case 'ERROR_IN_CRL_LAST_UPDATE_FIELD':
    case 'ERROR_IN_CRL_NEXT_UPDATE_FIELD':
      return `Whether the certificate of ${host} was revoked could not be checked: the list of revoked certificates that Node is given on this runner is missing, damaged or out of date.`
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_UNTRUSTED':
      return 'The certificate is not trusted: give the certificate authority of the server, or of the proxy, to Node by NODE_EXTRA_CA_CERTS in the env of the step or of the runner.'
    default:
      return `The certificate of ${host}, or of a proxy before it, was not accepted (${code}): have whoever runs the server look at it.`
  }
}

/** The two did not come to speak with one another; OpenSSL's words say why. */
function handshakeAdvice(said: string, host: string): string {
  const has = (words: RegExp): boolean => words.test(said)
  if (has(/certificate[_ ]required|bad[_ ]certificate|unknown[_ ]ca\b/i)) {
    return `What listens at ${host} asks for a certificate of the client, which this action does not send: have the runner let in without, or through a proxy that sends it.`
  }
  if (has(/key[_ ]too[_ ]small|md[_ ]too[_ ]weak|unsafe[_ ]legacy/i)) {
    return `The keys or the TLS of ${host} are too weak for this runner: have them renewed there.`
  }
  if (has(/unrecognized[_ ]name/i)) {
    return `What listens at ${host} knows no such name: check the spelling of the hostname, and whether a load balancer answers in its place.`
  }
  return `What listens at ${host} speaks another TLS than this runner, or none: check the hostname, its port and the proxy.`
}

function proxyAdvice(status: string, host: string): string {
  return status === '407'
    ? 'The proxy asks for credentials: give them in https_proxy, as http://user:password@host:port.'
    : `The proxy did not connect to ${host} (${status}): have it allowed there, or leave the proxy out by no_proxy.`
}

function networkAdvice(code: string, { host }: URL): string | undefined {
  switch (code) {
    case 'ENOTFOUND':
      return 'Check the spelling of the hostname and that the runner can resolve it.'
    case 'EAI_AGAIN':
      return "The runner's name server gave no answer: check its network, then try again."
    case 'ECONNREFUSED':
      return `Nothing listens at ${host} for this runner: check the hostname, its port and the proxy.`
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `This runner does not reach ${host}: it may stand in a private network or behind an allow list; check the route, the firewall and the proxy.`
    default:
      return undefined
  }
}

function describeFault(
  cause: unknown,
  request: { readonly isSigned: boolean }
): string {
  const code = errorCode(cause)
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return `the connection was cut before the answer was complete (${code})`
  }
  if (request.isSigned) return code ?? 'the connection failed'
  return isError(cause) ? cause.message : String(cause)
}
