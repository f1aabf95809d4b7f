/** Where an operation says what it does; the job log in production. */
export interface Narrator {
  info(message: string): void
  warning(message: string): void
  /** Text that others wrote, such as Terraform's log. */
  untrusted(text: string): void
  /** Has the value hidden in everything printed later. */
  mask(secret: string): void
}
