import { ApiError, TransportError } from '../../src/hcp/wire/errors.ts'

/** An answer of HCP Terraform that is no success. */
export function refusal(
  status: number,
  detail?: string,
  ambiguous = status >= 500
): ApiError {
  return new ApiError({
    status,
    method: 'POST',
    path: '/runs/run-1/actions/apply',
    host: 'app.terraform.io',
    requestId: undefined,
    retryAfterMilliseconds: undefined,
    errors:
      detail === undefined
        ? []
        : [{ title: 'refused', detail, pointer: undefined }],
    ambiguous
  })
}

/** The run was in another state when the action came. */
export function conflict(): never {
  throw refusal(409, 'transition not allowed')
}

/** No answer came: what was sent may have happened. */
export function lost(): never {
  throw new TransportError('reset', { ambiguous: true })
}
