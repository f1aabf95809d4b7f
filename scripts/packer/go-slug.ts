import { spawn, spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Answer } from './packing.ts'

/** The newest version whose reading of `.terraformignore` is followed. */
const version = 'v1.0.0'

const oracle = `package main

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"

	slug "github.com/hashicorp/go-slug"
)

type entry struct {
	Name, Kind, Target, Content string
	Mode                        int64
}

// What the other side says of an archive that is opened there.
func unpack(archive []byte) string {
	folder, err := os.MkdirTemp("", "unpacked-")
	if err != nil {
		return ""
	}
	defer os.RemoveAll(folder)
	if err := slug.Unpack(bytes.NewReader(archive), folder); err != nil {
		return err.Error()
	}
	return ""
}

func pack(root string) ([]entry, string, error) {
	packer, err := slug.NewPacker(slug.DereferenceSymlinks(), slug.ApplyTerraformIgnore())
	if err != nil {
		return nil, "", err
	}
	var archive bytes.Buffer
	if _, err = packer.Pack(root, &archive); err != nil {
		return nil, "", err
	}
	refused := unpack(archive.Bytes())
	unzipped, err := gzip.NewReader(&archive)
	if err != nil {
		return nil, "", err
	}
	reader := tar.NewReader(unzipped)
	entries := []entry{}
	for {
		header, err := reader.Next()
		if err == io.EOF {
			return entries, refused, nil
		}
		if err != nil {
			return nil, "", err
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			return nil, "", err
		}
		entries = append(entries, entry{header.Name, string(header.Typeflag), header.Linkname, string(content), header.Mode})
	}
}

func main() {
	roots := bufio.NewScanner(os.Stdin)
	answers := json.NewEncoder(os.Stdout)
	for roots.Scan() {
		entries, refused, err := pack(roots.Text())
		said := ""
		if err != nil {
			said = err.Error()
		}
		answers.Encode(map[string]any{"entries": entries, "error": said, "refused": refused})
	}
}
`

/** go-slug, started. */
interface Oracle {
  /** What go-slug packs of a folder; one question at a time. */
  readonly ask: (root: string) => Promise<Answer>
  readonly end: () => void
}

/** Builds a program around go-slug in an empty folder and starts it; needs `go`. */
export async function startOracle(folder: string): Promise<Oracle> {
  await writeFile(join(folder, 'main.go'), oracle)
  const program = buildOracle(folder)
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'ignore'] })
  const reader = createInterface({ input: child.stdout })
  const lines = reader[Symbol.asyncIterator]()
  return {
    async ask(root) {
      child.stdin.write(`${root}\n`)
      const line = await lines.next()
      if (line.done === true) throw new Error(`go-slug crashed at ${root}`)
      return JSON.parse(line.value) as Answer
    },
    end: () => child.stdin.end()
  }
}

function buildOracle(folder: string): string {
  const go = (...words: string[]): void => {
    const { status, stderr } = spawnSync('go', words, {
      cwd: folder,
      encoding: 'utf8'
    })
    if (status !== 0) throw new Error(`go ${words.join(' ')}: ${stderr}`)
  }
  go('mod', 'init', 'oracle')
  go('get', `github.com/hashicorp/go-slug@${version}`)
  go('build', '-o', 'oracle', '.')
  return join(folder, 'oracle')
}
