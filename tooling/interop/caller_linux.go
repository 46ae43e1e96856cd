package main

import (
	"net"
	"syscall"
)

// callerOf is the process at the other end of a connection.
func callerOf(conn net.Conn) (pid int) {
	local, ok := conn.(*net.UnixConn)
	if !ok {
		return 0
	}
	raw, err := local.SyscallConn()
	if err != nil {
		return 0
	}
	_ = raw.Control(func(fd uintptr) {
		if found, err := syscall.GetsockoptUcred(int(fd), syscall.SOL_SOCKET, syscall.SO_PEERCRED); err == nil {
			pid = int(found.Pid)
		}
	})
	return pid
}
