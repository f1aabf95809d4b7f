import { renderGraphql } from '../documents.ts'
import type { Api, Service } from '../exchange.ts'
import { readJson } from '../exchange.ts'

/** Mounts the GraphQL queries that an action asks. */
export function mountGraphql(api: Api, service: Service): void {
  const { state } = service

  api.post('/graphql', async (c) => {
    const { query = '', variables = {} } = (await readJson(c)) as {
      query?: string
      variables?: Record<string, unknown>
    }
    if (query.includes('minimizeComment')) {
      if (c.get('scope') !== 'write') {
        return c.json({
          data: null,
          errors: [
            {
              type: 'FORBIDDEN',
              message: 'Resource not accessible by integration'
            }
          ]
        })
      }
      const ids = [...Object.values(variables), query].map(String).join(' ')
      const comment = state.comments.find(({ id }) =>
        new RegExp(`IC_${id}\\b`).test(ids)
      )
      if (comment !== undefined) comment.minimized = true
      return c.json({
        data: {
          minimizeComment: {
            minimizedComment: { isMinimized: comment !== undefined }
          }
        }
      })
    }
    const number =
      Object.values(variables).find((value) => typeof value === 'number') ??
      Number(/pullRequest\(\s*number:\s*(\d+)/.exec(query)?.[1])
    const pull = state.pullRequests.get(number)
    return c.json({
      data: {
        // The viewer keeps its "[bot]"; authors in GraphQL lose it.
        viewer: { login: service.actions.login },
        ...(query.includes('repository')
          ? {
              repository: {
                pullRequest:
                  pull === undefined ? null : renderGraphql(pull, state)
              }
            }
          : {})
      }
    })
  })
}
