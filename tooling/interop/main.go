// Command interop is the other side of Juju's hook-tool protocol, in Go and of its standard library alone, as Juju's own are:
//
//	interop serve [flags]     an agent that answers hook tools; see serve.go
//	interop call SOCKET       a client: JSON requests from standard input, JSON replies to standard output; see call.go
//	interop unit SOCKET       a unit that runs hooks, on a model: see unit.go
//	relation-get …            under any other name, the hook tool of that name, as Juju puts it on the PATH; see tool.go
package main

import (
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	if name := filepath.Base(os.Args[0]); name != "interop" {
		os.Exit(runTool(name, os.Args[1:]))
	}
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) > 0 && args[0] == "serve":
		return serve(args[1:])
	case len(args) == 2 && args[0] == "unit":
		return unit(args[1])
	case len(args) == 2 && args[0] == "call":
		return call(args[1])
	}
	return fmt.Errorf("usage: interop serve [flags] | interop unit SOCKET | interop call SOCKET")
}
