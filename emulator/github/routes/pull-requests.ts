import { listPullRequestFiles } from '../changed-files.ts'
import { renderChangedFile } from '../documents/changed-file.ts'
import {
  renderLabel,
  renderPullRequest,
  renderPullRequestSimple
} from '../documents/pull-request.ts'
import { renderReview, selectSubmitted } from '../documents/review.ts'
import { renderTimeline } from '../documents/timeline.ts'
import type { Api, Service } from '../exchange.ts'
import { cutPage, findPullRequest, repositoryPath } from '../exchange.ts'

/** Mounts pull requests, their reviews, labels and events. */
export function mountPullRequests(api: Api, service: Service): void {
  const { state } = service

  api.get(`${repositoryPath}/pulls/:number{[0-9]+}`, (c) =>
    c.json(renderPullRequest(findPullRequest(c, service), service))
  )
  api.get(`${repositoryPath}/pulls`, (c) => {
    const head = c.req.query('head')
    const base = c.req.query('base')
    const wanted = c.req.query('state') ?? 'open'
    const found = [...state.pullRequests.values()].filter(
      (pull) =>
        (wanted === 'all' || pull.state === wanted) &&
        (base === undefined || pull.baseRef === base) &&
        (head === undefined ||
          head ===
            `${pull.headRepo?.split('/')[0] ?? 'unknown'}:${pull.headRef}`)
    )
    return c.json(
      cutPage(c, found.reverse()).map((pull) =>
        renderPullRequestSimple(pull, service)
      )
    )
  })
  api.get(`${repositoryPath}/pulls/:number{[0-9]+}/reviews`, (c) => {
    const pull = findPullRequest(c, service)
    return c.json(
      cutPage(c, selectSubmitted(pull.reviews)).map((review) =>
        renderReview(review, pull, service)
      )
    )
  })
  api.get(`${repositoryPath}/pulls/:number{[0-9]+}/files`, (c) => {
    const files = listPullRequestFiles(findPullRequest(c, service))
    return c.json(
      cutPage(c, files).map((file) => renderChangedFile(file, service))
    )
  })
  api.get(`${repositoryPath}/issues/:number{[0-9]+}/labels`, (c) =>
    c.json(
      cutPage(c, findPullRequest(c, service).labels).map((name) =>
        renderLabel(name, service)
      )
    )
  )
  api.get(`${repositoryPath}/issues/:number{[0-9]+}/timeline`, (c) => {
    const pull = findPullRequest(c, service)
    const comments = state.comments.filter(({ issue }) => issue === pull.number)
    return c.json(cutPage(c, renderTimeline(pull, comments, state, service)))
  })
}
