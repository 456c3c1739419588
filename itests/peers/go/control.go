package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
)

// A request is a line of JSON on standard input.
type request struct {
	ID      string `json:"id"`
	Do      string `json:"do"`
	Peer    string `json:"peer"`
	Address string `json:"address"`
	Bytes   int64  `json:"bytes"`
	Streams int    `json:"streams"`
	Up      int64  `json:"up"`
	Down    int64  `json:"down"`
}

// Its answer is a line on standard output.
type answer struct {
	ID     string `json:"id,omitempty"`
	Result any    `json:"result,omitempty"`
	Error  string `json:"error,omitempty"`
}

type command func(request) (any, error)

var saying sync.Mutex

func say(line answer) {
	bytes, err := json.Marshal(line)
	if err != nil {
		panic(err)
	}
	saying.Lock()
	defer saying.Unlock()
	os.Stdout.Write(append(bytes, '\n'))
}

// serve says what the peer is and does what it is told, side by side, until there is nobody to tell it anything.
func serve(hello any, commands map[string]command) error {
	say(answer{Result: hello})
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var asked request
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			return err
		}
		go carryOut(asked, commands)
	}
	return lines.Err()
}

func carryOut(asked request, commands map[string]command) {
	run, known := commands[asked.Do]
	if !known {
		say(answer{ID: asked.ID, Error: fmt.Sprintf("no command %s; there are %s", asked.Do, names(commands))})
		return
	}
	result, err := run(asked)
	if err != nil {
		say(answer{ID: asked.ID, Error: err.Error()})
		return
	}
	say(answer{ID: asked.ID, Result: result})
}

func names(commands map[string]command) string {
	var all []string
	for name := range commands {
		all = append(all, name)
	}
	return strings.Join(all, ", ")
}
