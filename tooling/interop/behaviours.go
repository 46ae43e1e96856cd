package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

// What the agent can do beside its scripted replies, by the name of the command. `delay 5ms` is in serve.go.
var behaviours = map[string]func(*agent, Request, *ExecResponse) error{
	// The request itself, as JSON.
	"echo": func(_ *agent, request Request, response *ExecResponse) error {
		text, err := json.Marshal(request)
		response.Stdout = text
		return err
	},
	// `fail CODE TEXT`: a command that fails.
	"fail": func(_ *agent, request Request, response *ExecResponse) (err error) {
		response.Code, err = strconv.Atoi(request.Args[0])
		response.Stderr = []byte("ERROR " + request.Args[1] + "\n")
		return err
	},
	// `refuse TEXT`: a request that is not carried out.
	"refuse": func(_ *agent, request Request, _ *ExecResponse) error {
		return errors.New(strings.Join(request.Args, " "))
	},
	// `big COUNT`: as many bytes of output.
	"big": func(_ *agent, request Request, response *ExecResponse) error {
		count, err := strconv.Atoi(request.Args[0])
		response.Stdout = bytes.Repeat([]byte("x"), count)
		return err
	},
	// Standard input, which has to be given.
	"cat": func(_ *agent, request Request, response *ExecResponse) error {
		if !request.StdinSet {
			return errors.New(stdinWanted)
		}
		response.Stdout = request.Stdin
		return nil
	},
	// How many times each command was called, as JSON.
	"calls": func(a *agent, _ Request, response *ExecResponse) error {
		text, err := json.Marshal(a.calls)
		response.Stdout = text
		return err
	},
}
