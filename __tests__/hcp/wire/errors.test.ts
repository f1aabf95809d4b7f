import { describe, expect, it } from '@jest/globals'
import {
  ApiError,
  DeadlineError,
  HcpError,
  isAmbiguous,
  isInvalidInclude
} from '../../../src/hcp/wire/errors.ts'
import { parseErrors } from '../../../src/hcp/wire/failure.ts'
import { fc } from '../../fuzz.ts'

function apiError(
  status: number,
  body = '',
  more: { ambiguous?: boolean; retryAfterMilliseconds?: number } = {}
): ApiError {
  return new ApiError({
    status,
    method: 'GET',
    path: '/runs/run-1',
    host: 'tfe.example',
    requestId: 'req-7',
    retryAfterMilliseconds: more.retryAfterMilliseconds,
    errors: parseErrors(body),
    ambiguous: more.ambiguous ?? false
  })
}

describe('parseErrors', () => {
  const item = (
    title: string | undefined,
    detail: string | undefined,
    pointer?: string
  ) => ({ title, detail, pointer })

  it.each([
    [
      '{"errors":[{"status":"404","title":"not found"}]}',
      [item('not found', undefined)]
    ],
    [
      '{"errors":[{"detail":"You have exceeded the API\'s rate limit.","status":429,"title":"Too many requests"}]}',
      [item('Too many requests', "You have exceeded the API's rate limit.")]
    ],
    [
      '{"errors":[{"title":"invalid attribute","detail":"bad","source":{"pointer":"/data/attributes/x"}}]}',
      [item('invalid attribute', 'bad', '/data/attributes/x')]
    ],
    [
      '{"errors":["Workspace is not ready"]}',
      [item(undefined, 'Workspace is not ready')]
    ],
    [
      '{"errors":["a",{"title":"b"},7,null,{}]}',
      [item(undefined, 'a'), item('b', undefined)]
    ],
    ['{"errors":"just text"}', [item(undefined, 'just text')]],
    ['{"errors":{"title":"one"}}', [item('one', undefined)]],
    ['{"error":"from a gateway"}', [item(undefined, 'from a gateway')]],
    ['{"message":"no route"}', [item(undefined, 'no route')]],
    ['<html><body>502 Bad Gateway</body></html>', []],
    ['', []],
    ['null', []],
    ['[]', []],
    ['{"errors":null}', []],
    ['{"errors":[]}', []],
    ['{"errors":[{"title":7,"detail":{},"source":"x"}]}', []],
    [
      '{"errors":[{"source":{"pointer":"/data/attributes/message"}}]}',
      [{ ...item(undefined, undefined), pointer: '/data/attributes/message' }]
    ]
  ])('%s', (body, expected) => {
    expect(parseErrors(body)).toEqual(expected)
  })

  it('gives one line of bounded length', () => {
    const [first] = parseErrors(
      JSON.stringify({
        errors: [`a\r\n::set-output name=x::\u0007b\u2028c ${'x'.repeat(9000)}`]
      })
    )
    expect(first?.detail).toMatch(/^a ::set-output name=x:: b c x+$/)
    expect(first?.detail?.length).toBeLessThanOrEqual(2000)
  })

  it('gives at most twenty', () => {
    expect(
      parseErrors(JSON.stringify({ errors: Array(500).fill('x') }))
    ).toHaveLength(20)
  })

  it('C-28: takes any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((errors) => JSON.stringify({ errors }))
        ),
        (body) => {
          for (const item of parseErrors(body)) {
            expect(item.title ?? item.detail).not.toBe('')
          }
        }
      )
    )
  })
})

describe('ApiError', () => {
  it.each([
    [401, /token is missing, expired or revoked.*tfe\.example/],
    [
      404,
      /name or id is wrong.*lacks the permission.*tfe\.example.*plan does not include/
    ],
    [403, /name or id is wrong.*lacks the permission/],
    [409, /look again/],
    [413, /too large/],
    [415, /defect of this action/],
    [422, /refused/],
    [429, /rate limit/],
    [400, /older Terraform Enterprise/],
    [418, /request was refused\.$/],
    [301, /check that the hostname tfe\.example/],
    [500, /try again later/]
  ])('%i says what to do next', (status, hint) => {
    const error = apiError(status)
    expect(error.hint).toMatch(hint)
    expect(error.message).toContain(error.hint)
    expect(error.message).toContain(
      `GET /runs/run-1 on tfe.example was answered with ${status}`
    )
    expect(error.message).toContain('req-7')
  })

  it('shows every error with its pointer', () => {
    expect(
      apiError(
        422,
        '{"errors":[{"title":"invalid attribute","detail":"no version","source":{"pointer":"/data/attributes/terraform-version"}},"two"]}'
      ).message
    ).toContain(
      '422 invalid attribute: no version (at /data/attributes/terraform-version); two'
    )
  })

  it('speaks of storage where it was a signed URL', () => {
    const error = new ApiError({
      status: 403,
      method: 'PUT',
      path: 'a signed URL on blob.example',
      host: 'blob.example',
      requestId: undefined,
      retryAfterMilliseconds: undefined,
      errors: [],
      ambiguous: false,
      isSigned: true
    })
    expect(error.hint).toMatch(/signed URL has expired/)
  })

  it('says how long a 429 asks to wait', () => {
    expect(apiError(429, '', { retryAfterMilliseconds: 61_234 }).hint).toMatch(
      /wait 61\.3 s/
    )
  })

  it('says of an ambiguous 5xx that it may have been carried out', () => {
    const error = apiError(502, '<html>', { ambiguous: true })
    expect(error.hint).toMatch(/may or may not have been carried out/)
    expect(isAmbiguous(error)).toBe(true)
  })
})

describe('predicates', () => {
  it('is ambiguous only where said', () => {
    expect(isAmbiguous(new DeadlineError('x', { ambiguous: true }))).toBe(true)
    expect(isAmbiguous(new HcpError('x'))).toBe(false)
    expect(isAmbiguous(new Error('x'))).toBe(false)
    expect(isAmbiguous({ ambiguous: true })).toBe(false)
  })

  it.each([
    [400, '{"errors":[{"detail":"Invalid include parameter"}]}', true],
    [400, '{"errors":["invalid include parameter: plan"]}', true],
    [400, '{"errors":[{"detail":"bad filter"}]}', false],
    [422, '{"errors":[{"detail":"Invalid include parameter"}]}', false]
  ])('%i %s is an invalid include: %p', (status, body, expected) => {
    expect(isInvalidInclude(apiError(status, body))).toBe(expected)
  })

  it('names its class and keeps its cause', () => {
    const cause = new Error('why')
    const error = new DeadlineError('x', { cause })
    expect(error.name).toBe('DeadlineError')
    expect(error.cause).toBe(cause)
    expect('cause' in new HcpError('x')).toBe(false)
  })
})
