import { renderComment } from '../documents/comment.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  cutPage,
  demandWrite,
  findPullRequest,
  GitHubFault,
  readJson,
  repositoryPath
} from '../exchange.ts'
import type { IssueComment } from '../model.ts'
import { renderTime } from '../model.ts'

/** GitHub's documented limit, in characters. */
const longestBody = 65_536

/** Mounts the comments of a pull request's conversation. */
export function mountComments(api: Api, service: Service): void {
  const { state } = service

  const findComment = (c: Exchange): IssueComment => {
    const id = Number(c.req.param('id'))
    const found = state.comments.find((comment) => comment.id === id)
    if (found === undefined) throw new GitHubFault(404, 'Not Found')
    return found
  }
  api.get(`${repositoryPath}/issues/:number{[0-9]+}/comments`, (c) => {
    const { number } = findPullRequest(c, service)
    return c.json(
      cutPage(
        c,
        state.comments.filter(({ issue }) => issue === number)
      ).map((comment) => renderComment(comment, service))
    )
  })
  api.post(`${repositoryPath}/issues/:number{[0-9]+}/comments`, async (c) => {
    demandWrite(c)
    const { number, locked } = findPullRequest(c, service)
    if (locked) {
      throw new GitHubFault(
        403,
        'Unable to create comment because issue is locked.'
      )
    }
    const now = renderTime()
    const { user, app } = c.get('identity')
    const comment: IssueComment = {
      id: service.nextId(),
      issue: number,
      user,
      body: await readCommentBody(c),
      createdAt: now,
      updatedAt: now,
      app,
      minimized: false
    }
    state.comments.push(comment)
    return c.json(renderComment(comment, service), 201)
  })
  api.get(`${repositoryPath}/issues/comments/:id{[0-9]+}`, (c) =>
    c.json(renderComment(findComment(c), service))
  )
  api.patch(`${repositoryPath}/issues/comments/:id{[0-9]+}`, async (c) => {
    demandWrite(c)
    const comment = findComment(c)
    comment.body = await readCommentBody(c)
    comment.updatedAt = renderTime()
    return c.json(renderComment(comment, service))
  })
  api.delete(`${repositoryPath}/issues/comments/:id{[0-9]+}`, (c) => {
    demandWrite(c)
    state.comments.splice(state.comments.indexOf(findComment(c)), 1)
    return c.body(null, 204)
  })
}

async function readCommentBody(c: Exchange): Promise<string> {
  const { body } = (await readJson(c)) as { body?: unknown }
  if (typeof body !== 'string' || body === '') {
    throw new GitHubFault(422, 'Validation Failed', [
      { resource: 'IssueComment', code: 'missing_field', field: 'body' }
    ])
  }
  if (body.length > longestBody) {
    throw new GitHubFault(422, 'Validation Failed', [
      {
        resource: 'IssueComment',
        code: 'unprocessable',
        field: 'data',
        message: `Body is too long (maximum is ${longestBody} characters)`
      }
    ])
  }
  return body
}
