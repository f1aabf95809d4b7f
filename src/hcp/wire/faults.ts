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
  const advice =
    kind === 'certificate'
      ? 'The certificate is not trusted: give the certificate authority of the server, or of the proxy, to Node by NODE_EXTRA_CA_CERTS in the env of the step or of the runner.'
      : kind === 'unknown-host'
        ? 'Check the spelling of the hostname and that the runner can resolve it.'
        : adviseAfter(request)
  const error = new TransportError(
    `${describeRequest(request)} failed: ${describeFault(cause, request)}. ${advice}`,
    {
      // Node's messages can quote the URL.
      ...(request.isSigned ? {} : { cause }),
      ambiguous: isWrite(request) && kind === 'transport',
      code
    }
  )
  return new FailedAttempt(error, { kind })
}

function faultKind(
  code: string | undefined
): 'transport' | 'unknown-host' | 'certificate' {
  if (code === 'ENOTFOUND') return 'unknown-host'
  return /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(
    code ?? ''
  )
    ? 'certificate'
    : 'transport'
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
