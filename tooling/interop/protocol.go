package main

// Request and ExecResponse are what Juju's agent and its hook tools send each other over net/rpc. gob matches fields by name.
type Request struct {
	ContextId   string
	Dir         string
	CommandName string
	Args        []string
	StdinSet    bool
	Stdin       []byte
	Token       string
}

// RequestWithoutToken is what agents from Juju 4 on know of a request.
type RequestWithoutToken struct {
	ContextId   string
	Dir         string
	CommandName string
	Args        []string
	StdinSet    bool
	Stdin       []byte
}

type ExecResponse struct {
	Code   int
	Stdout []byte
	Stderr []byte
}

const (
	method      = "Jujuc.Main"
	stdinWanted = "hook tool requires stdin, none supplied"
)
