import { describe, expect, it } from '@jest/globals'
import { ApiError } from '../../../src/hcp/wire/errors.ts'
import { isTooLarge } from '../../../src/hcp/wire/hints.ts'
import { parseErrors } from '../../../src/hcp/wire/failure.ts'
import type { ApiFailure } from '../../../src/hcp/wire/failure.ts'

function refused(failure: Partial<ApiFailure>, body = ''): ApiError {
  return new ApiError({
    status: 400,
    method: 'GET',
    path: '/runs/run-1',
    host: 'tfe.example',
    requestId: undefined,
    retryAfterMilliseconds: undefined,
    errors: parseErrors(body),
    ambiguous: false,
    ...failure
  })
}

const upload = {
  method: 'PUT',
  path: 'a signed URL on blob.example',
  host: 'blob.example',
  isSigned: true,
  uploaded: 31_400_000
}
const badToken = /token is missing, expired or revoked.*token of tfe\.example/
const threeCauses = /name or id is wrong.*lacks the permission/

describe('a 403', () => {
  it.each([
    ['{"errors":[{"title":"unauthorized"}]}'],
    ['{"errors":["Unauthorised"]}'],
    ['{"errors":[{"title":"forbidden","detail":"Invalid token"}]}'],
    ['{"errors":[{"detail":"invalid API token"}]}'],
    ['{"errors":[{"detail":"The token has expired"}]}'],
    ['{"message":"Bad credentials"}'],
    ['{"error":"authentication required"}']
  ])('that says %s is about the token, as 401 is', (body) => {
    expect(refused({ status: 403 }, body).hint).toMatch(badToken)
    expect(refused({ status: 403 }, body).hint).toBe(
      refused({ status: 401 }).hint
    )
  })

  it('is about the token where everybody may read', () => {
    expect(refused({ status: 403, path: '/account/details' }).hint).toMatch(
      badToken
    )
  })

  it.each([
    [''],
    ['{"errors":[{"title":"forbidden"}]}'],
    ['{"errors":["run is not pending"]}'],
    ['{"errors":["A team token cannot do this"]}']
  ])('that says %j has three causes', (body) => {
    expect(refused({ status: 403 }, body).hint).toMatch(threeCauses)
  })
})

describe('what was sent and is too large', () => {
  it.each([
    [413, ''],
    [422, '{"errors":[{"title":"archive too large"}]}'],
    [422, '{"errors":["exceeds the maximum size of 10 MB"]}'],
    [422, '{"errors":["size limit reached"]}'],
    [
      400,
      '<Error><Code>EntityTooLarge</Code><Message>Your proposed upload exceeds the maximum allowed size</Message></Error>'
    ]
  ])('is told with its size: %i %s', (status, body) => {
    const error = refused({ ...upload, status }, body)
    expect(isTooLarge(error)).toBe(true)
    expect(error.hint).toMatch(
      /^The archive \(31\.4 MB packed\) is too large for blob\.example or for a proxy before it\. .*\.terraformignore/
    )
    expect(error.message).not.toMatch(/expired|run this step again/i)
  })

  it('is no other 422', () => {
    expect(refused({ status: 422 }, '{"errors":["no"]}').hint).toMatch(
      /correct the values/
    )
  })
})

describe('a storage', () => {
  it.each([
    [301, /redirected in a way that is not followed/],
    [400, /does not accept the request/],
    [401, /signed URL has expired/],
    [403, /signed URL has expired or a proxy changes the request/],
    [404, /nothing at this address any more/],
    [407, /asks for credentials.*https_proxy/],
    [410, /nothing at this address any more/],
    [411, /changes how the request is framed/],
    [429, /rate limit/],
    [500, /has trouble: try again later/],
    [507, /has trouble/]
  ])('that answers %i is told as that, its host once', (status, text) => {
    const { message, hint } = refused({ ...upload, status })
    expect(hint).toMatch(text)
    expect(message).toMatch(/^PUT to a signed URL on blob\.example was/)
    expect(message.split('blob.example')).toHaveLength(2)
  })

  it('tells code and message of its XML, and nothing that is signed', () => {
    const { message } = refused(
      { ...upload, status: 403 },
      '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message><StringToSign>s3cr3t</StringToSign></Error>'
    )
    expect(message).toContain('403 AccessDenied: Request has expired. ')
    expect(message).not.toContain('s3cr3t')
  })
})

it('says of no read that nothing was changed, and of every write what became of it', () => {
  for (let status = 300; status < 600; status += 1) {
    expect(refused({ status }).message).not.toMatch(
      /chang\w+ nothing|nothing was changed/
    )
    expect(refused({ status }).hint).not.toBe('')
  }
  expect(refused({ status: 418, method: 'POST' }).hint).toMatch(
    /nothing was changed/
  )
})
