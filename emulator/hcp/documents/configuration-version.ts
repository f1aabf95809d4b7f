import type { ConfigurationVersion, Ingress } from '../model.ts'
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
  const ingress = selectIngress(version)
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
        data:
          ingress === undefined
            ? null
            : { id: ingress.id, type: 'ingress-attributes' },
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

/** What the version's commit is; undefined until it was fetched. */
export function selectIngress({
  ingress,
  status
}: ConfigurationVersion): Ingress | undefined {
  return status === 'pending' || status === 'fetching' ? undefined : ingress
}

/** HCP Terraform API: Configuration Versions, commit information. */
export function renderIngress(ingress: Ingress): ResourceDocument {
  return document(
    'ingress-attributes',
    ingress.id,
    {
      branch: ingress.branch,
      'clone-url': ingress.cloneUrl,
      'commit-message': ingress.commitMessage,
      'commit-sha': ingress.commitSha,
      'commit-url': ingress.commitUrl,
      'compare-url': ingress.compareUrl,
      identifier: ingress.identifier,
      'is-pull-request': ingress.isPullRequest,
      'on-default-branch': ingress.onDefaultBranch,
      'pull-request-number': ingress.pullRequestNumber ?? null,
      'pull-request-url': ingress.pullRequestUrl ?? null,
      'pull-request-title': ingress.pullRequestTitle ?? null,
      'pull-request-body': ingress.pullRequestBody ?? null,
      tag: ingress.tag ?? null,
      'sender-username': ingress.senderUsername,
      'sender-avatar-url': `https://github.com/${ingress.senderUsername}.png`,
      'sender-html-url': `https://github.com/${ingress.senderUsername}`
    },
    {}
  )
}

/** A version, and its commit where that is asked for and there. */
export function renderVersionAndIngress(
  version: ConfigurationVersion,
  withIngress: boolean
): ResourceDocument[] {
  const ingress = withIngress ? selectIngress(version) : undefined
  return [
    renderConfigurationVersion(version),
    ...(ingress === undefined ? [] : [renderIngress(ingress)])
  ]
}
