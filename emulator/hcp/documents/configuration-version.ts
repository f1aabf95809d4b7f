import type { ConfigurationVersion } from '../model.ts'
import type { ResourceDocument } from './document.ts'
import { base, document } from './document.ts'

/**
 * HCP Terraform API: Configuration Versions.
 * @param uploadUrl only the answer to the creation has it
 */
export function renderConfigurationVersion(
  version: ConfigurationVersion,
  uploadUrl?: string
): ResourceDocument {
  return document(
    'configuration-versions',
    version.id,
    {
      'auto-queue-runs': version.autoQueueRuns,
      error: version.error ?? null,
      'error-message': version.errorMessage ?? null,
      source: version.source,
      speculative: version.speculative,
      provisional: version.provisional,
      status: version.status,
      'status-timestamps': version.timestamps,
      'changed-files': [],
      ...(uploadUrl === undefined ? {} : { 'upload-url': uploadUrl })
    },
    {
      'ingress-attributes': {
        data: null,
        links: {
          related: `${base}/configuration-versions/${version.id}/ingress-attributes`
        }
      }
    },
    version.status === 'uploaded'
      ? { download: `${base}/configuration-versions/${version.id}/download` }
      : {}
  )
}
