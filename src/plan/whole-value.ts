import {
  bare,
  draw,
  knownAfterApply,
  paddingOf,
  sensitiveValue,
  type Drawing,
  type Frame,
  type Marker
} from './drawing.ts'
import {
  isMultiLine,
  linesOf,
  parseEmbedded,
  renderKey,
  renderLine,
  renderScalar
} from './scalars.ts'
import { isMissing, sortedEntries, type Value } from './value.ts'

/** A value that is only on one side, or the same on both, with one marker. */
export function drawWhole(
  drawing: Drawing,
  marker: Marker,
  frame: Frame,
  value: Value,
  depth: number,
  gone: string,
  forces: string
): void {
  const { name } = frame
  const end = `${gone}${frame.end}`
  const inner = marker === '~' ? '-' : marker
  const closing = marker === '~' ? ' ' : marker
  switch (value.kind) {
    case 'absent':
      draw(drawing, marker, depth, `${name}null${end}${forces}`)
      return
    case 'unknown':
      draw(drawing, marker, depth, `${name}${knownAfterApply}${end}${forces}`)
      return
    case 'sensitive':
      draw(drawing, marker, depth, `${name}${sensitiveValue}${end}${forces}`)
      return
    case 'scalar': {
      const document = parseEmbedded(drawing, value.value)
      if (document !== undefined) {
        draw(drawing, marker, depth, `${name}jsonencode(${forces}`)
        drawWhole(drawing, inner, bare, document, depth + 1, '', '')
        draw(drawing, closing, depth, `)${end}`)
      } else if (isMultiLine(value.value)) {
        draw(drawing, marker, depth, `${name}<<-EOT${forces}`)
        const text = drawing.scrub(value.value)
        for (const line of linesOf(text).slice(
          0,
          text.endsWith('\n') ? -1 : undefined
        )) {
          draw(drawing, inner, depth + 1, renderLine(line))
        }
        draw(drawing, closing, depth, `EOT${end}`)
      } else {
        const text = renderScalar(drawing, value.value)
        draw(drawing, marker, depth, `${name}${text}${end}${forces}`)
      }
      return
    }
    case 'list':
      if (value.items.length === 0) {
        draw(drawing, marker, depth, `${name}[]${end}${forces}`)
        return
      }
      draw(drawing, marker, depth, `${name}[${forces}`)
      for (const item of value.items) {
        drawWhole(
          drawing,
          inner,
          { name: '', end: ',' },
          item,
          depth + 1,
          '',
          ''
        )
      }
      draw(drawing, closing, depth, `]${end}`)
      return
    case 'map': {
      const entries = sortedEntries(value.entries)
        .filter(([, entry]) => !isMissing(entry))
        .map(([key, entry]) => [renderKey(drawing, key), entry] as const)
      if (entries.length === 0) {
        draw(drawing, marker, depth, `${name}{}${end}${forces}`)
        return
      }
      draw(drawing, marker, depth, `${name}{${forces}`)
      const padding = paddingOf(entries.map(([key]) => key))
      for (const [key, entry] of entries) {
        const inside = { name: `${key.padEnd(padding)} = `, end: '' }
        drawWhole(drawing, inner, inside, entry, depth + 1, '', '')
      }
      draw(drawing, closing, depth, `}${end}`)
    }
  }
}
