/** An answer other than success; `detail` may be absent, as on the service. */
export class ApiFault extends Error {
  readonly status: 400 | 401 | 403 | 404 | 409 | 415 | 422 | 429 | 503
  readonly title: string
  readonly detail: string | undefined
  readonly pointer: string | undefined

  constructor(
    status: ApiFault['status'],
    title: string,
    detail?: string,
    pointer?: string
  ) {
    super(`${status} ${title}${detail === undefined ? '' : `: ${detail}`}`)
    this.name = 'ApiFault'
    this.status = status
    this.title = title
    this.detail = detail
    this.pointer = pointer
  }
}

/** Missing, forbidden and not entitled look the same. */
export function notFound(): ApiFault {
  return new ApiFault(404, 'not found')
}

/** The state of the run or stage forbids the action. */
export function transitionNotAllowed(detail: string): ApiFault {
  return new ApiFault(409, 'transition not allowed', detail)
}

/** An attribute of the request is wrong. */
export function invalidAttribute(attribute: string, detail: string): ApiFault {
  return new ApiFault(
    422,
    'invalid attribute',
    detail,
    `/data/attributes/${attribute}`
  )
}

/** The body of an answer other than success. */
export function renderFault(fault: ApiFault): Record<string, unknown> {
  return {
    errors: [
      {
        // The service's 429 has a number here, the others a string.
        status: fault.status === 429 ? 429 : String(fault.status),
        title: fault.title,
        ...(fault.detail === undefined ? {} : { detail: fault.detail }),
        ...(fault.pointer === undefined
          ? {}
          : { source: { pointer: fault.pointer } })
      }
    ]
  }
}
