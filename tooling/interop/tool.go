package main

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net/rpc"
	"os"
	"strings"
)

// runTool is a hook tool: what it is told goes to the agent, what the agent answers is printed.
func runTool(name string, args []string) int {
	response, err := askAgent(name, args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "ERROR", err)
		return 1
	}
	os.Stdout.Write(response.Stdout)
	os.Stderr.Write(response.Stderr)
	return response.Code
}

func askAgent(name string, args []string) (response ExecResponse, err error) {
	for _, variable := range []string{"JUJU_CONTEXT_ID", "JUJU_AGENT_SOCKET_ADDRESS", "JUJU_AGENT_SOCKET_NETWORK"} {
		if os.Getenv(variable) == "" {
			return response, fmt.Errorf("%s not set", variable)
		}
	}
	client, err := dial(os.Getenv("JUJU_AGENT_SOCKET_NETWORK"), os.Getenv("JUJU_AGENT_SOCKET_ADDRESS"))
	if err != nil {
		return response, err
	}
	defer client.Close()
	request := Request{ContextId: os.Getenv("JUJU_CONTEXT_ID"), CommandName: name, Args: args, Token: os.Getenv("JUJU_AGENT_TOKEN")}
	if request.Dir, err = os.Getwd(); err != nil {
		return response, err
	}
	err = client.Call(method, request, &response)
	if err == nil || err.Error() != stdinWanted {
		return response, err
	}
	request.StdinSet = true
	if request.Stdin, err = io.ReadAll(os.Stdin); err != nil {
		return response, err
	}
	err = client.Call(method, request, &response)
	return response, err
}

// dial trusts over TCP one authority alone, and the name of the application.
func dial(network, address string) (*rpc.Client, error) {
	if network != "tcp" {
		return rpc.Dial(network, address)
	}
	path := os.Getenv("JUJU_AGENT_CA_CERT")
	if path == "" {
		return nil, fmt.Errorf("JUJU_AGENT_CA_CERT not set")
	}
	authority, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(authority)
	application, _, _ := strings.Cut(os.Getenv("JUJU_UNIT_NAME"), "/")
	conn, err := tls.Dial(network, address, &tls.Config{RootCAs: roots, ServerName: application})
	if err != nil {
		return nil, err
	}
	return rpc.NewClient(conn), nil
}
