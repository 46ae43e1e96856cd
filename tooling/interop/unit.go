package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/rpc"
	"os"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// A hook that is to be run: a line of JSON on standard input.
type hook struct {
	Command []string
	Env     []string
	Dir     string
	// Nanoseconds that each command takes.
	Latency time.Duration
	Model   *model
}

// What came of it: a line of JSON on standard output.
type hookResult struct {
	// Nanoseconds from before the process was started until it has ended.
	Wall time.Duration
	// Nanoseconds that processors were busy with it and what it started.
	Cpu time.Duration
	// The most memory that it, or one of what it started, had: in the unit of getrusage, kilobytes but on macOS.
	MaxRss int64
	Code   int
	Output string
	Calls  map[string]int
	// The processes that called: the hook's own is one where it called by itself. Nothing but on Linux.
	Callers []int
	Pid     int
	Model   *model
}

// unit runs hooks one after the other at the socket ADDRESS until standard input ends, and answers what they call from a model.
func unit(address string) error {
	tools := &unitTools{callers: map[int]bool{}}
	listener, err := net.Listen("unix", address)
	if err != nil {
		return err
	}
	go tools.accept(listener)
	decoder, encoder := json.NewDecoder(os.Stdin), json.NewEncoder(os.Stdout)
	for decoder.More() {
		var next hook
		if err := decoder.Decode(&next); err != nil {
			return err
		}
		result, err := tools.runHook(next)
		if err != nil {
			return err
		}
		if err := encoder.Encode(result); err != nil {
			return err
		}
	}
	return nil
}

// unitTools runs one command at a time, as Juju's agent does.
type unitTools struct {
	running sync.Mutex
	latency time.Duration
	model   *model
	calls   map[string]int
	callers map[int]bool
}

func (u *unitTools) accept(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		if pid := callerOf(conn); pid != 0 {
			u.running.Lock()
			u.callers[pid] = true
			u.running.Unlock()
		}
		server := rpc.NewServer()
		_ = server.RegisterName("Jujuc", &unitJujuc{u})
		go server.ServeConn(conn)
	}
}

func (u *unitTools) begin(next hook) {
	u.running.Lock()
	defer u.running.Unlock()
	u.latency, u.model = next.Latency, next.Model
	u.calls, u.callers = map[string]int{}, map[int]bool{}
}

func (u *unitTools) runHook(next hook) (*hookResult, error) {
	u.begin(next)
	var output bytes.Buffer
	command := exec.Command(next.Command[0], next.Command[1:]...)
	command.Env, command.Dir, command.Stdout, command.Stderr = next.Env, next.Dir, &output, &output
	start := time.Now()
	err := command.Run()
	wall := time.Since(start)
	if command.ProcessState == nil {
		return nil, err
	}
	u.running.Lock()
	defer u.running.Unlock()
	usage := command.ProcessState.SysUsage().(*syscall.Rusage)
	callers := []int{}
	for pid := range u.callers {
		callers = append(callers, pid)
	}
	return &hookResult{
		Wall: wall, Cpu: command.ProcessState.SystemTime() + command.ProcessState.UserTime(), MaxRss: int64(usage.Maxrss),
		Code: command.ProcessState.ExitCode(), Output: output.String(), Calls: u.calls, Callers: callers,
		Pid: command.ProcessState.Pid(), Model: u.model,
	}, nil
}

type unitJujuc struct{ unit *unitTools }

func (j *unitJujuc) Main(request Request, response *ExecResponse) error {
	u := j.unit
	tool, ok := modelTools[request.CommandName]
	if !ok {
		return fmt.Errorf("bad request: unknown command: %s", request.CommandName)
	}
	asked, err := parseInvocation(request)
	if err != nil {
		*response = ExecResponse{Code: 2, Stderr: []byte("ERROR " + err.Error() + "\n")}
		return nil
	}
	if asked.isStdin() && !request.StdinSet {
		return errStdinWanted
	}
	u.running.Lock()
	defer u.running.Unlock()
	time.Sleep(u.latency)
	u.calls[request.CommandName]++
	if response.Stdout, err = asked.answer(u.model, tool); err != nil {
		*response = ExecResponse{Code: 1, Stderr: []byte("ERROR " + err.Error() + "\n")}
	}
	return nil
}
