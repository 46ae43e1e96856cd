package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

var errStdinWanted = errors.New(stdinWanted)

// An invocation is a command with its arguments taken apart: flags may stand anywhere before `--`.
type invocation struct {
	request Request
	flags   map[string]string
	words   []string
}

// The flags that have a value, by all their names; the others are true.
var valued = map[string]string{"format": "format", "o": "output", "output": "output", "r": "r", "relation": "r", "file": "file", "l": "l", "log-level": "l"}

func parseInvocation(request Request) (invocation, error) {
	parsed := invocation{request: request, flags: map[string]string{}}
	args := request.Args
	for index := 0; index < len(args); index++ {
		arg := args[index]
		switch {
		case arg == "--":
			parsed.words = append(parsed.words, args[index+1:]...)
			return parsed, nil
		case len(arg) < 2 || arg[0] != '-':
			parsed.words = append(parsed.words, arg)
			continue
		}
		name, value, given := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		known, takesValue := valued[name]
		if !takesValue {
			parsed.flags[name] = "true"
			continue
		}
		if !given {
			if index++; index == len(args) {
				return parsed, fmt.Errorf("option needs an argument: %s", arg)
			}
			value = args[index]
		}
		parsed.flags[known] = value
	}
	return parsed, nil
}

func (c invocation) has(flag string) bool { return c.flags[flag] != "" }

func (c invocation) relation() string { return c.flags["r"] }

func (c invocation) isStdin() bool { return c.flags["file"] == "-" }

// word is the positional argument at an index, or nothing.
func (c invocation) word(index int) string {
	if index < len(c.words) {
		return c.words[index]
	}
	return ""
}

// changes are what `--file` and `key=value` say.
func (c invocation) changes() (map[string]string, error) {
	text := c.request.Stdin
	if path := c.flags["file"]; path != "" && path != "-" {
		if !filepath.IsAbs(path) {
			path = filepath.Join(c.request.Dir, path)
		}
		var err error
		if text, err = os.ReadFile(path); err != nil {
			return nil, err
		}
	}
	changes, err := parseMapping(text)
	if err != nil {
		return nil, err
	}
	for _, word := range c.words {
		key, value, ok := strings.Cut(word, "=")
		if !ok {
			return nil, fmt.Errorf("expected \"key=value\", got %q", word)
		}
		changes[key] = value
	}
	return changes, nil
}

// parseMapping reads of YAML what JSON has, and lines of `key: value`.
func parseMapping(text []byte) (map[string]string, error) {
	changes := map[string]string{}
	if text = bytes.TrimSpace(text); len(text) == 0 {
		return changes, nil
	}
	if text[0] == '{' {
		return changes, json.Unmarshal(text, &changes)
	}
	for _, line := range strings.Split(string(text), "\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, " ") {
			return nil, fmt.Errorf("this agent reads no such YAML: %q", line)
		}
		changes[key] = scalar(strings.TrimSpace(value))
	}
	return changes, nil
}

func scalar(text string) string {
	if len(text) < 2 || text[0] != '\'' && text[0] != '"' {
		return strings.TrimSuffix(text, "null")
	}
	if text[0] == '\'' {
		return strings.ReplaceAll(text[1:len(text)-1], "''", "'")
	}
	var value string
	if json.Unmarshal([]byte(text), &value) != nil {
		return text
	}
	return value
}

// answer is what the tool prints, or for `--help` some of what it takes: charmhelpers looks for `--file` there.
func (c invocation) answer(m *model, tool modelTool) ([]byte, error) {
	if c.has("help") {
		return []byte("Options:\n--file  (= )\n--format  (= smart)\n"), nil
	}
	answer, err := tool(m, c)
	if err != nil {
		return nil, err
	}
	return c.format(answer)
}

// format writes JSON, or what Juju calls smart, as far as that is not YAML of deeper mappings.
func (c invocation) format(answer interface{}) ([]byte, error) {
	if c.flags["format"] == "json" {
		text, err := json.Marshal(answer)
		return append(text, '\n'), err
	}
	switch value := answer.(type) {
	case nil:
		return nil, nil
	case string:
		return []byte(value + "\n"), nil
	case bool:
		return []byte(map[bool]string{true: "True\n", false: "False\n"}[value]), nil
	case []string:
		return []byte(strings.Join(append(value, ""), "\n")), nil
	case map[string]string:
		lines := []string{}
		for key, text := range value {
			lines = append(lines, fmt.Sprintf("%s: %q\n", key, text))
		}
		sort.Strings(lines)
		return []byte(strings.Join(lines, "")), nil
	}
	return nil, fmt.Errorf("this agent prints %s as JSON only: say --format=json", c.request.CommandName)
}
