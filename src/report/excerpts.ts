import {
  htmlCode,
  inlineCode,
  oneLine,
  plainText,
  shorten
} from './markdown.ts'

/** Names and addresses are cut here; Terraform's own are far shorter. */
const maxAddress = 300
/** Sentences of others are cut here. */
const maxSentence = 600

/** An address or name as inline code, of bounded length. */
export function code(text: string): string {
  return inlineCode(shorten(oneLine(text), maxAddress))
}

/** The same for HTML, such as a summary. */
export function codeHtml(text: string): string {
  return htmlCode(shorten(oneLine(text), maxAddress))
}

/** Prose of others, of bounded length. */
export function sentence(text: string): string {
  return plainText(shorten(oneLine(text), maxSentence))
}
