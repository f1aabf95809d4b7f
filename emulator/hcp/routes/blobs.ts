import { archivistPath } from '../archivist.ts'
import type { Api, Service } from '../exchange.ts'

/**
 * Mounts the pre-signed URLs: no token needed, and on HCP Terraform none may
 * come. Enterprise has its blobs on the same host, where Go keeps sending the
 * token along a redirect, so it has to bear one.
 */
export function mountBlobs(app: Api, service: Service): void {
  app.on(['GET', 'PUT'], `${archivistPath}:secret`, async (c) => {
    const blob = service.archivist.find(c.req.param('secret'))
    const tolerates =
      service.personality === 'tfe' ||
      (blob?.kind === 'content' && blob.toleratesCredentials)
    if (c.req.header('authorization') !== undefined && !tolerates) {
      return c.text(
        'Only one auth mechanism allowed: the signed URL or the Authorization header',
        400
      )
    }
    if (blob === undefined) return c.text('Not found', 404)
    if (blob.kind === 'upload') {
      if (c.req.method !== 'PUT') return c.text('Not allowed', 405)
      blob.store(new Uint8Array(await c.req.arrayBuffer()))
      return c.body(null, 200)
    }
    if (c.req.method !== 'GET') return c.text('Not allowed', 405)
    if (blob.kind === 'log') {
      const offset = Number(c.req.query('offset') ?? 0)
      const limit = Number(c.req.query('limit') ?? 64 * 1024)
      c.header('Content-Type', 'text/plain')
      return c.body(new Uint8Array(blob.log.read(offset, limit)))
    }
    if (Date.now() > blob.expiresAt) return c.text('Expired', 403)
    const content = blob.read()
    if (content === undefined) return c.text('Not found', 404)
    c.header('Content-Type', blob.contentType)
    return c.body(
      typeof content === 'string' ? content : new Uint8Array(content)
    )
  })
}
