package main

import (
	"encoding/json"
	"net/rpc"
	"os"
)

type outcome struct {
	Error    string
	Response ExecResponse
}

// call sends a JSON array of requests over one connection, all at once, and prints what came back in the same order.
func call(socket string) error {
	var requests []Request
	if err := json.NewDecoder(os.Stdin).Decode(&requests); err != nil {
		return err
	}
	client, err := rpc.Dial("unix", socket)
	if err != nil {
		return err
	}
	defer client.Close()
	outcomes := make([]outcome, len(requests))
	calls := make([]*rpc.Call, len(requests))
	for index, request := range requests {
		calls[index] = client.Go(method, request, &outcomes[index].Response, nil)
	}
	for index, call := range calls {
		if <-call.Done; call.Error != nil {
			outcomes[index].Error = call.Error.Error()
		}
	}
	return json.NewEncoder(os.Stdout).Encode(outcomes)
}
