import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { parseConfigurationVersion } from '../configuration-versions.ts'
import type { ConfigurationVersion } from '../types.ts'
import { parseDocument } from '../wire/json-api.ts'
import { path } from '../wire/path.ts'
import type { Writer } from '../wire/transport.ts'
import type { UploadSource } from '../wire/wire.ts'

/** What brings a configuration. HCP Terraform API: Configuration Versions. */
export function uploadingWrites(
  transport: Pick<Writer, 'createDocument' | 'upload'>
) {
  return {
    /**
     * Creates a configuration version that queues no run by itself. A repeated
     * request leaves an unused one behind, which does nothing. Configuration
     * Versions API: Create a Configuration Version.
     */
    async create(
      workspaceId: string,
      options: { readonly speculative: boolean; readonly provisional: boolean }
    ): Promise<ConfigurationVersion> {
      const value = await transport.createDocument(
        path`/workspaces/${workspaceId}/configuration-versions`,
        {
          data: {
            type: 'configuration-versions',
            attributes: {
              'auto-queue-runs': false,
              speculative: options.speculative,
              provisional: options.provisional
            }
          }
        },
        'repeatable-create'
      )
      return parseConfigurationVersion(
        parseDocument(value, 'the configuration version just created').resource
      )
    },

    /**
     * Uploads an archive (gzipped tar) from a file or another source, without
     * the token. Configuration Versions API: Upload Configuration Files.
     */
    async upload(
      uploadUrl: string,
      archive: string | UploadSource
    ): Promise<void> {
      const source =
        typeof archive === 'string'
          ? {
              size: (await stat(archive)).size,
              open: () => createReadStream(archive)
            }
          : archive
      await transport.upload(uploadUrl, source)
    }
  }
}
