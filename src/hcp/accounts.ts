import * as v from 'valibot'
import {
  optionalText,
  parseAttributes,
  parseDocument,
  relatedResource
} from './wire/json-api.ts'
import type { Reader } from './wire/transport.ts'
import type { Account } from './types.ts'

const accountSchema = v.object({ username: optionalText })

/** The account that the token belongs to. HCP Terraform API: Account. */
export function accounts(transport: Reader) {
  return {
    /**
     * Reads who the token belongs to; an organization token shows itself by
     * `tokenKind`. Account API: Get your account details.
     */
    async read(call: { readonly signal?: AbortSignal } = {}): Promise<Account> {
      const what = "the token's account"
      const value = await transport.readDocument('/account/details', call)
      const { resource } = parseDocument(value, what)
      return {
        id: resource.id,
        username: parseAttributes(accountSchema, resource, what).username,
        tokenKind: relatedResource(resource, 'authenticated-resource')?.type
      }
    }
  }
}
