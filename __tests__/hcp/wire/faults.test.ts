import { describe, expect, it } from '@jest/globals'
import { FailedAttempt } from '../../../src/hcp/wire/attempt.ts'
import { explainFault } from '../../../src/hcp/wire/faults.ts'

const request = {
  method: 'GET',
  url: new URL('https://tfe.example/api/v2/runs/run-1'),
  name: '/runs/run-1',
  operation: 'read',
  isSigned: false,
  deadlineMilliseconds: 1000,
  signal: undefined
} as const

function explain(code: string, message = code, more: object = {}) {
  const cause = Object.assign(new Error(message), { code })
  const fault = explainFault({ ...request, ...more }, cause)
  if (fault instanceof FailedAttempt) return fault
  throw fault
}

/** One text a cause: what each of them alone is told. */
const texts: readonly (readonly [
  code: string,
  text: RegExp,
  message?: string
])[] = [
  ['CERT_HAS_EXPIRED', /certificate of tfe\.example.* has expired.*renewed/],
  ['CERT_NOT_YET_VALID', /not valid yet: mostly the time of this runner/],
  ['CERT_REVOKED', /was revoked: have it replaced/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /for another name than tfe\.example/],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS/],
  ['SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS/],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /NODE_EXTRA_CA_CERTS/],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /NODE_EXTRA_CA_CERTS/],
  ['CERT_UNTRUSTED', /NODE_EXTRA_CA_CERTS/],
  ['CERT_SIGNATURE_FAILURE', /damaged or was made wrongly/],
  ['ERROR_IN_CERT_NOT_AFTER_FIELD', /damaged or was made wrongly/],
  ['INVALID_CA', /chain of tfe\.example/],
  ['INVALID_PURPOSE', /chain of tfe\.example/],
  ['PATH_LENGTH_EXCEEDED', /chain of tfe\.example/],
  ['CERT_CHAIN_TOO_LONG', /chain of tfe\.example/],
  ['UNABLE_TO_GET_CRL', /list of revoked certificates/],
  ['CRL_HAS_EXPIRED', /list of revoked certificates/],
  ['CERT_OF_THE_FUTURE', /not accepted \(CERT_OF_THE_FUTURE\)/],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', /certificate of the client/],
  ['ERR_SSL_EE_KEY_TOO_SMALL', /too weak for this runner/],
  ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', /knows no such name/],
  ['EPROTO', /speaks another TLS/],
  ['ERR_SSL_WRONG_VERSION_NUMBER', /speaks another TLS/],
  ['ENOTFOUND', /spelling of the hostname.*resolve/],
  ['EAI_AGAIN', /name server gave no answer/],
  ['ECONNREFUSED', /Nothing listens at tfe\.example/],
  ['ETIMEDOUT', /does not reach tfe\.example/],
  ['EHOSTUNREACH', /does not reach tfe\.example/],
  [
    'ECONNRESET',
    /connection was cut before the answer was complete.*service status/
  ],
  ['EPIPE', /EPIPE. Check the network, the proxy/]
]

describe('a fault of the connection', () => {
  it.each(texts)('%s is told as what it is', (code, text) => {
    const { message } = explain(code)
    const told = texts.filter(([, other]) => other.test(message))
    expect(new Set(told.map(([, other]) => other.source))).toEqual(
      new Set([text.source])
    )
  })

  it.each([
    [407, /proxy asks for credentials/],
    [403, /proxy did not connect to tfe\.example \(403\)/],
    [502, /proxy did not connect to tfe\.example \(502\)/]
  ])('of a proxy that answers %i is told as that', (status, text) => {
    const message = `tunneling socket could not be established, statusCode=${status}`
    expect(explain('EOTHER', message).message).toMatch(text)
  })

  it('leaves a write in doubt unless nothing was sent', () => {
    const write = { method: 'POST', operation: 'action' }
    for (const [code] of texts) {
      const { error } = explain(code, code, write)
      const isUnsent =
        /^(?!ERR_SSL).*(CERT|CRL|ENOTFOUND|UNABLE|INVALID_|PATH_LENGTH)/.test(
          code
        )
      expect([code, error.ambiguous]).toEqual([code, !isUnsent])
      expect([
        code,
        error.message.includes('may or may not have been carried out')
      ]).toEqual([code, !isUnsent])
    }
  })
})
