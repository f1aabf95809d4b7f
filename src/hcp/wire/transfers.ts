import {
  isSuccess,
  readBody,
  readStart,
  refuseHtml,
  saveBody
} from './answer.ts'
import type { Answer } from './answer.ts'
import { FailedAttempt } from './attempt.ts'
import { ExpiredLinkError, MalformedResponseError } from './errors.ts'
import { errorBodyLimit } from './exchange.ts'
import type { Exchange, Exchanges } from './exchange.ts'
import type { Persistence } from './persistence.ts'
import {
  redirectTarget,
  resolveFrom,
  signedName,
  signedUrl,
  withQuery
} from './redirects.ts'
import type { Deadlines, Transport } from './transport.ts'

const planLimit = 512 * 1024 * 1024
const textLimit = 4 * 1024 * 1024
const mostHops = 5

/** What goes to or comes from storage, by signed URLs that see no token. */
type Transfers = Pick<
  Transport,
  'upload' | 'download' | 'readText' | 'readSigned'
>

/** Transfers over these exchanges; `apiUrl` makes an address of an API path. */
export function createTransfers({
  baseUrl,
  apiUrl,
  deadlines,
  exchange,
  refuse,
  persist
}: {
  readonly baseUrl: URL
  readonly apiUrl: (path: string) => URL
  readonly deadlines: Deadlines
} & Exchanges &
  Pick<Persistence, 'persist'>): Transfers {
  /** GET through redirects to signed URLs, which never see the token. */
  async function follow<T>(
    path: string,
    call: {
      readonly accept: string
      readonly deadlineMilliseconds: number
      readonly overallMilliseconds: number
    },
    consume: (answer: Answer, what: string) => Promise<T>
  ): Promise<T | undefined> {
    return await persist(
      {
        operation: 'read',
        name: `GET ${path}`,
        overallMilliseconds: call.overallMilliseconds,
        signal: undefined
      },
      async (remaining) => {
        let request: Exchange = {
          method: 'GET',
          url: apiUrl(path),
          name: path,
          operation: 'read',
          isSigned: false,
          accept: call.accept,
          acceptsGzip: true,
          deadlineMilliseconds: Math.min(call.deadlineMilliseconds, remaining),
          signal: undefined
        }
        for (let hop = 0; hop <= mostHops; hop += 1) {
          const current = request
          const step = await exchange<{ next: URL } | { value: T | undefined }>(
            current,
            async (answer) => {
              const location = redirectTarget(answer)
              if (location !== undefined) {
                return {
                  next: signedUrl(resolveFrom(location, current.url), baseUrl)
                }
              }
              if (answer.status === 204) return { value: undefined }
              if (answer.status === 200) {
                return { value: await consume(answer, current.name) }
              }
              if (current.isSigned && [403, 404, 410].includes(answer.status)) {
                throw new FailedAttempt(
                  new ExpiredLinkError(
                    `GET ${path} on ${baseUrl.host} handed out ${current.name}, which answered ${answer.status} each time. Check that the runner may reach ${current.url.host}.`,
                    answer.status
                  ),
                  { kind: 'expired-link' }
                )
              }
              return await refuse(current, answer)
            }
          )
          if (!('next' in step)) return step.value
          request = {
            ...request,
            url: step.next,
            name: signedName(step.next),
            isSigned: true
          }
        }
        throw new MalformedResponseError(
          `GET ${path} on ${baseUrl.host} was redirected more than ${mostHops} times. Check the proxies between the runner and the server.`
        )
      }
    )
  }

  return {
    async upload(url, source) {
      const first = signedUrl(url, baseUrl)
      await persist(
        {
          operation: 'upload',
          name: `PUT to ${signedName(first)}`,
          overallMilliseconds: deadlines.transferMilliseconds,
          signal: undefined
        },
        async (remaining) => {
          let next: URL | undefined = first
          for (let hop = 0; hop <= mostHops; hop += 1) {
            const request: Exchange = {
              method: 'PUT',
              url: next,
              name: signedName(next),
              operation: 'upload',
              isSigned: true,
              accept: '*/*',
              body: source,
              deadlineMilliseconds: Math.min(
                deadlines.transferMilliseconds,
                remaining
              ),
              signal: undefined
            }
            next = await exchange(request, async (answer) => {
              const location = redirectTarget(answer)
              // Other redirects would turn the PUT into a GET.
              if (
                location !== undefined &&
                (answer.status === 307 || answer.status === 308)
              ) {
                return signedUrl(resolveFrom(location, request.url), baseUrl)
              }
              if (!isSuccess(answer)) return await refuse(request, answer)
              await readStart(answer.body, errorBodyLimit)
              return undefined
            })
            if (next === undefined) return
          }
          throw new MalformedResponseError(
            `The upload to ${first.host} was redirected more than ${mostHops} times. Check the proxies between the runner and the server.`
          )
        }
      )
    },

    async download(path, { file, maximumBytes = planLimit }) {
      const bytes = await follow(
        path,
        {
          accept: 'application/json, application/vnd.api+json',
          deadlineMilliseconds: deadlines.transferMilliseconds,
          overallMilliseconds: deadlines.transferMilliseconds
        },
        async (answer, what) => {
          refuseHtml(answer, what)
          return await saveBody(answer.body, file, maximumBytes, what)
        }
      )
      return bytes === undefined ? { kind: 'empty' } : { kind: 'ready', bytes }
    },

    async readText(path, { maximumBytes = textLimit } = {}) {
      return await follow(
        path,
        {
          accept: '*/*',
          deadlineMilliseconds: deadlines.requestMilliseconds,
          overallMilliseconds: deadlines.overallMilliseconds
        },
        async (answer, what) => {
          const bytes = await readBody(answer.body, maximumBytes, what)
          return bytes.toString('utf8')
        }
      )
    },

    async readSigned(url, call) {
      const first = signedUrl(url, baseUrl)
      return await persist(
        {
          operation: 'read',
          name: `GET ${signedName(first)}`,
          overallMilliseconds: deadlines.overallMilliseconds,
          signal: call.signal
        },
        async (remaining) => {
          let next = withQuery(first, call.query ?? {})
          for (let hop = 0; hop <= mostHops; hop += 1) {
            const request: Exchange = {
              method: 'GET',
              url: next,
              name: signedName(next),
              operation: 'read',
              isSigned: true,
              accept: '*/*',
              deadlineMilliseconds: Math.min(
                deadlines.requestMilliseconds,
                remaining
              ),
              signal: call.signal
            }
            const step = await exchange<URL | Uint8Array>(
              request,
              async (answer) => {
                const location = redirectTarget(answer)
                if (location !== undefined) {
                  return signedUrl(resolveFrom(location, request.url), baseUrl)
                }
                if (answer.status === 204) return new Uint8Array()
                if (isSuccess(answer)) {
                  return await readStart(answer.body, call.maximumBytes)
                }
                return await refuse(request, answer)
              }
            )
            if (!(step instanceof URL)) return step
            next = step
          }
          throw new MalformedResponseError(
            `A signed URL on ${first.host} was redirected more than ${mostHops} times. Check the proxies between the runner and the server.`
          )
        }
      )
    }
  }
}
