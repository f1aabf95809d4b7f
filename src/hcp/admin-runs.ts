import { path } from './wire/path.ts'
import type { Transport } from './wire/transport.ts'

/**
 * Runs as a site administrator of Terraform Enterprise; everybody else, and
 * HCP Terraform as a whole, is answered 404. Terraform Enterprise API: Admin
 * Runs.
 */
export function adminRuns(transport: Transport) {
  return {
    /**
     * Ends a stuck run, without a cool-off. Sent once; read the run again.
     * Admin Runs API: Force a run into the canceled state.
     */
    async forceCancel(id: string, comment: string): Promise<void> {
      await transport.performAction(
        path`/admin/runs/${id}/actions/force-cancel`,
        { comment }
      )
    }
  }
}
