/** An error or warning of Terraform, from a structured log line or plain text. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning'
  readonly summary: string
  readonly detail: string
  readonly address: string | undefined
  /** Where in the configuration; `filename` relative to the working directory. */
  readonly range:
    | {
        readonly filename: string
        readonly startLine: number
        readonly endLine: number
      }
    | undefined
  /** The source line(s) that Terraform quotes. */
  readonly snippet: string | undefined
}
