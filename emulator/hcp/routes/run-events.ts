import type { ResourceDocument } from '../documents/document.ts'
import { renderComment, renderRunEvent } from '../documents/run-event.ts'
import { renderUser } from '../documents/user.ts'
import type { Api, Exchange, Service } from '../exchange.ts'
import {
  answer,
  answerPage,
  demand,
  param,
  readData,
  readIncludes,
  seeRun,
  seeRunOfPath,
  send
} from '../exchange.ts'
import { invalidAttribute, notFound } from '../faults.ts'
import type { Run } from '../model.ts'

/** Mounts what happened to a run: its events and its comments. */
export function mountRunEvents(api: Api, service: Service): void {
  const { life } = service

  const find = (c: Exchange): Run => seeRunOfPath(c, service)

  api.get('/runs/:id/comments', (c) => {
    return answerPage(c, find(c).comments, renderComment)
  })
  api.post('/runs/:id/comments', async (c) => {
    const run = find(c)
    const by = demand(c, 'plan')
    const { attributes } = await readData(c, 'comments')
    const body = attributes['body']
    if (typeof body !== 'string' || body === '') {
      throw invalidAttribute('body', "Body can't be blank")
    }
    return answer(c, renderComment(life.comment(run, by, body)), [], 201)
  })
  api.get('/comments/:id', (c) => {
    const id = param(c, 'id')
    const run = seeRun(c, service, ({ comments }) =>
      comments.some((comment) => comment.id === id)
    )
    const comment = run.comments.find((candidate) => candidate.id === id)
    if (comment === undefined) throw notFound()
    return answer(c, renderComment(comment))
  })

  const includeEvents = (c: Exchange, events: Run['events']) => {
    const wanted = readIncludes(c, ['actor', 'comment'])
    const included = new Map<string, ResourceDocument>()
    for (const { actor, comment } of events) {
      if (wanted.has('actor') && actor !== undefined) {
        included.set(actor.id, renderUser(actor))
      }
      if (wanted.has('comment') && comment !== undefined) {
        included.set(comment.id, renderComment(comment))
      }
    }
    return [...included.values()]
  }
  api.get('/runs/:id/run-events', (c) => {
    const { events } = find(c)
    const included = includeEvents(c, events)
    return send(c, {
      data: events.map(renderRunEvent),
      ...(included.length > 0 ? { included } : {})
    })
  })
  api.get('/run-events/:id', (c) => {
    const id = param(c, 'id')
    const run = seeRun(c, service, ({ events }) =>
      events.some((event) => event.id === id)
    )
    const event = run.events.find((candidate) => candidate.id === id)
    if (event === undefined) throw notFound()
    return answer(c, renderRunEvent(event), includeEvents(c, [event]))
  })
}
