// tlogcheck reads a log as Go's checksum database is read: the signature, the root from the tiles, every entry,
// and, where an earlier state of the log is given, that this one begins with it.
//
// usage: tlogcheck DIR [EARLIER]
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type folder string

// place is where a tile lies: the paths of C2SP have no height in them, and call the data entries.
func (f folder) place(tile tlog.Tile) string {
	path := strings.TrimPrefix(tile.Path(), "tile/8/")
	path = strings.Replace(path, "data/", "entries/", 1)
	return filepath.Join(string(f), "tile", path)
}

func (f folder) Height() int                       { return height }
func (f folder) SaveTiles([]tlog.Tile, [][]byte)   {}
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		bytes, err := os.ReadFile(f.place(tile))
		if err != nil {
			return nil, err
		}
		all = append(all, bytes)
	}
	return all, nil
}

func (f folder) tree(verifier note.Verifier) (tree tlog.Tree, err error) {
	bytes, err := os.ReadFile(filepath.Join(string(f), "checkpoint"))
	if err != nil {
		return
	}
	opened, err := note.Open(bytes, note.VerifierList(verifier))
	if err != nil {
		return
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() {
		return tree, fmt.Errorf("not the checkpoint of %s", verifier.Name())
	}
	if tree.N, err = strconv.ParseInt(lines[1], 10, 64); err != nil {
		return
	}
	root, err := base64.StdEncoding.DecodeString(lines[2])
	copy(tree.Hash[:], root)
	return
}

func check(f folder, earlier string) (int64, error) {
	key, err := os.ReadFile(filepath.Join(string(f), "vkey"))
	if err != nil {
		return 0, err
	}
	verifier, err := note.NewVerifier(strings.TrimSpace(string(key)))
	if err != nil {
		return 0, err
	}
	tree, err := f.tree(verifier)
	if err != nil {
		return 0, err
	}
	reader := tlog.TileHashReader(tree, f)
	if root, err := tlog.TreeHash(tree.N, reader); err != nil || root != tree.Hash {
		return 0, fmt.Errorf("the tiles do not make the root: %v", err)
	}
	for at := int64(0); at < tree.N; {
		width := tree.N - at
		if width > 1<<height {
			width = 1 << height
		}
		bytes, err := os.ReadFile(f.place(tlog.Tile{H: height, L: -1, N: at >> height, W: int(width)}))
		if err != nil {
			return 0, err
		}
		for ; width > 0; width-- {
			if len(bytes) < 2 || len(bytes) < 2+int(binary.BigEndian.Uint16(bytes)) {
				return 0, fmt.Errorf("entry %d is cut off", at)
			}
			end := 2 + int(binary.BigEndian.Uint16(bytes))
			leaf, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, at)})
			if err != nil || leaf[0] != tlog.RecordHash(bytes[2:end]) {
				return 0, fmt.Errorf("entry %d is another: %v", at, err)
			}
			bytes, at = bytes[end:], at+1
		}
		if len(bytes) > 0 {
			return 0, fmt.Errorf("bytes follow entry %d", at-1)
		}
	}
	if earlier == "" {
		return tree.N, nil
	}
	old, err := folder(earlier).tree(verifier)
	if err != nil {
		return 0, err
	}
	proof, err := tlog.ProveTree(tree.N, old.N, reader)
	if err != nil {
		return 0, err
	}
	return tree.N, tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash)
}

func main() {
	earlier := ""
	if len(os.Args) > 2 {
		earlier = os.Args[2]
	}
	size, err := check(folder(os.Args[1]), earlier)
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(1)
	}
	fmt.Println("fine:", size)
}
