package main

import "net"

// How much of what is written to a connection that is cut gets through: the answer to one short call, and half of the next.
const cutAfter = 180

// withFault is a connection on which something goes wrong.
func withFault(conn net.Conn, fault string) net.Conn {
	switch fault {
	case "split":
		return &splitConn{conn}
	case "cut":
		return &cutConn{conn, cutAfter}
	case "garbage":
		return &garbageConn{conn}
	}
	return conn
}

// splitConn writes byte by byte.
type splitConn struct{ net.Conn }

func (c *splitConn) Write(data []byte) (int, error) {
	for index := range data {
		if _, err := c.Conn.Write(data[index : index+1]); err != nil {
			return index, err
		}
	}
	return len(data), nil
}

// cutConn is closed in the middle of something.
type cutConn struct {
	net.Conn
	left int
}

func (c *cutConn) Write(data []byte) (int, error) {
	if len(data) <= c.left {
		c.left -= len(data)
		return c.Conn.Write(data)
	}
	count, _ := c.Conn.Write(data[:c.left])
	c.Conn.Close()
	return count, net.ErrClosed
}

// garbageConn answers in another language.
type garbageConn struct{ net.Conn }

func (c *garbageConn) Write(data []byte) (int, error) {
	if _, err := c.Conn.Write([]byte("\x05HTTP/1.1 400 Bad Request\r\n\r\n")); err != nil {
		return 0, err
	}
	return len(data), nil
}
