/** The log as people see it in a job: without the runner's commands. */
export function readableLog(stdout: string): string {
  return stdout
    .split('\n')
    .filter(
      (line) =>
        !/^::(debug|add-mask|stop-commands|save-state|[\w-]{36}::$)/.test(line)
    )
    .map((line) => line.replace(/^::(error|warning|notice)[^:]*::/, '$1: '))
    .map((line) => line.replaceAll('%0A', '\n').replaceAll('%25', '%'))
    .join('\n')
    .trim()
}
