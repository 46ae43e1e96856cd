package main

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/rpc"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// serve listens, says `listening ADDRESS`, and answers until standard input ends.
func serve(args []string) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	network := flags.String("network", "unix", "unix or tcp")
	address := flags.String("address", "", "path, @name of an abstract socket, or host:port")
	cert := flags.String("cert", "", "certificate: with -key, TLS")
	key := flags.String("key", "", "key of the certificate")
	tokenless := flags.Bool("tokenless", false, "know no Token, as Juju 4")
	fault := flags.String("fault", "", "what goes wrong with connections: split, cut or garbage")
	replies := flags.String("replies", "", "JSON file: {\"relation-list -r db:1\": {\"stdout\": …, \"stderr\": …, \"code\": …, \"error\": …}}, by command line or command")
	agent := &agent{calls: map[string]int{}}
	flags.StringVar(&agent.token, "token", "", "the token that requests must have")
	flags.StringVar(&agent.context, "context", "", "the context id that requests must have")
	flags.DurationVar(&agent.latency, "latency", 0, "how long each command takes")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := agent.readReplies(*replies); err != nil {
		return err
	}
	server := rpc.NewServer()
	if err := register(server, agent, *tokenless); err != nil {
		return err
	}
	listener, err := listen(*network, *address, *cert, *key)
	if err != nil {
		return err
	}
	fmt.Println("listening", listener.Addr())
	go accept(listener, server, *fault)
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

func register(server *rpc.Server, agent *agent, tokenless bool) error {
	if tokenless {
		return server.RegisterName("Jujuc", &TokenlessJujuc{agent})
	}
	return server.RegisterName("Jujuc", &Jujuc{agent})
}

func listen(network, address, cert, key string) (net.Listener, error) {
	listener, err := net.Listen(network, address)
	if err != nil || cert == "" {
		return listener, err
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, err
	}
	return tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{pair}}), nil
}

func accept(listener net.Listener, server *rpc.Server, fault string) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		go server.ServeConn(withFault(conn, fault))
	}
}

// Jujuc is the receiver that Juju's agent registers.
type Jujuc struct{ agent *agent }

func (j *Jujuc) Main(request Request, response *ExecResponse) error {
	if request.Token != j.agent.token {
		return errors.New("bad request: token does not match")
	}
	return j.agent.run(request, response)
}

// TokenlessJujuc is the one of Juju 4.
type TokenlessJujuc struct{ agent *agent }

func (j *TokenlessJujuc) Main(request RequestWithoutToken, response *ExecResponse) error {
	return j.agent.run(Request{
		ContextId: request.ContextId, Dir: request.Dir, CommandName: request.CommandName,
		Args: request.Args, StdinSet: request.StdinSet, Stdin: request.Stdin,
	}, response)
}

// An agent runs one command at a time, as Juju's does.
type agent struct {
	token, context string
	latency        time.Duration
	replies        map[string]reply

	running sync.Mutex
	calls   map[string]int
}

type reply struct {
	Stdout, Stderr, Error string
	Code                  int
}

func (a *agent) readReplies(path string) error {
	if path == "" {
		return nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, &a.replies)
}

func (a *agent) run(request Request, response *ExecResponse) error {
	switch {
	case request.CommandName == "":
		return errors.New("bad request: command not specified")
	case !filepath.IsAbs(request.Dir):
		return errors.New("bad request: Dir is not absolute")
	case a.context != "" && request.ContextId != a.context:
		return fmt.Errorf("bad request: wrong context ID; got %q", request.ContextId)
	}
	// What waits before it runs lets others overtake it.
	if request.CommandName == "delay" {
		wait, err := time.ParseDuration(strings.Join(request.Args, ""))
		time.Sleep(wait)
		return err
	}
	a.running.Lock()
	defer a.running.Unlock()
	time.Sleep(a.latency)
	if request.CommandName != "calls" {
		a.calls[request.CommandName]++
	}
	line := strings.Join(append([]string{request.CommandName}, request.Args...), " ")
	for _, name := range []string{line, request.CommandName} {
		if found, ok := a.replies[name]; ok {
			return found.write(response)
		}
	}
	if behave, ok := behaviours[request.CommandName]; ok {
		return behave(a, request, response)
	}
	return fmt.Errorf("bad request: unknown command: %s", request.CommandName)
}

func (r reply) write(response *ExecResponse) error {
	*response = ExecResponse{Code: r.Code, Stdout: []byte(r.Stdout), Stderr: []byte(r.Stderr)}
	if r.Error != "" {
		return errors.New(r.Error)
	}
	return nil
}
