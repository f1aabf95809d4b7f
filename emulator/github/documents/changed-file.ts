import type { ChangedFile } from '../changed-files.ts'
import type { Document, Site } from './site.ts'
import { idOf } from './site.ts'

/** REST API: Pulls, list pull requests files; Commits, compare. */
export function renderChangedFile(
  { filename, status, previousFilename, changes = 1 }: ChangedFile,
  site: Site
): Document {
  const path = encodeURIComponent(filename)
  const repository = `${site.url()}/repos/${site.repository}`
  return {
    sha: idOf(filename).toString(16).padStart(40, '0'),
    filename,
    status: status ?? (previousFilename === undefined ? 'modified' : 'renamed'),
    additions: status === 'removed' ? 0 : changes,
    deletions: status === 'removed' ? changes : 0,
    changes,
    blob_url: `${site.url()}/${site.repository}/blob/head/${path}`,
    raw_url: `${site.url()}/${site.repository}/raw/head/${path}`,
    contents_url: `${repository}/contents/${path}?ref=head`,
    ...(previousFilename === undefined
      ? {}
      : { previous_filename: previousFilename }),
    ...(changes === 0 ? {} : { patch: '@@ -1 +1 @@' })
  }
}
