/** The address of a page of HCP Terraform's web interface. */
export function webAddress(baseUrl: URL, ...path: readonly string[]): string {
  return new URL(path.map(encodeURIComponent).join('/'), baseUrl).href
}
