package main

import (
	"errors"
	"fmt"
)

type modelTool func(*model, invocation) (interface{}, error)

func nothing(*model, invocation) (interface{}, error) { return nil, nil }

// The commands that answer from a model, or change it.
var modelTools = map[string]modelTool{
	"relation-ids": func(m *model, c invocation) (interface{}, error) {
		return m.relationIds(c.word(0)), nil
	},
	"relation-list": func(m *model, c invocation) (interface{}, error) {
		found, err := m.relation(c.relation())
		if err != nil {
			return nil, err
		}
		if c.has("app") {
			return found.App, nil
		}
		return found.Units, nil
	},
	"relation-get": relationGet,
	"relation-set": relationSet,
	"state-get": func(m *model, c invocation) (interface{}, error) {
		if key := c.word(0); key != "" && key != "-" {
			return m.State[key], nil
		}
		return m.State, nil
	},
	"state-set": func(m *model, c invocation) (interface{}, error) {
		changes, err := c.changes()
		for key, value := range changes {
			m.State[key] = value
		}
		return nil, err
	},
	"state-delete": func(m *model, c invocation) (interface{}, error) {
		delete(m.State, c.word(0))
		return nil, nil
	},
	"config-get": func(m *model, c invocation) (interface{}, error) {
		if key := c.word(0); key != "" {
			return m.Config[key], nil
		}
		return m.Config, nil
	},
	"is-leader":   func(m *model, _ invocation) (interface{}, error) { return m.Leader, nil },
	"network-get": networkGet,
	"unit-get":    func(m *model, _ invocation) (interface{}, error) { return m.Address, nil },
	"juju-log":    nothing,
	"status-set":  nothing,
	"status-get": func(*model, invocation) (interface{}, error) {
		return map[string]interface{}{"status": "active"}, nil
	},
}

func relationGet(m *model, c invocation) (interface{}, error) {
	found, err := m.relation(c.relation())
	if err != nil {
		return nil, err
	}
	member := c.word(1)
	if member == "" {
		member = m.RemoteUnit
	}
	bag, ok := found.Databags[member]
	if !ok {
		return nil, fmt.Errorf("cannot read settings for unit %q in relation %q", member, c.relation())
	}
	if key := c.word(0); key != "" && key != "-" {
		if value, ok := bag[key]; ok {
			return value, nil
		}
		return nil, nil
	}
	return bag, nil
}

func relationSet(m *model, c invocation) (interface{}, error) {
	found, err := m.relation(c.relation())
	if err != nil {
		return nil, err
	}
	member := m.Unit
	if c.has("app") {
		if member = m.application(); !m.Leader {
			return nil, errors.New("cannot write relation settings")
		}
	}
	changes, err := c.changes()
	if err != nil {
		return nil, err
	}
	write(found.Databags[member], changes)
	return nil, nil
}

func networkGet(m *model, c invocation) (interface{}, error) {
	values := map[string]interface{}{
		"bind-address": m.Address, "ingress-address": m.Address, "egress-subnets": []string{m.Address + "/32"},
	}
	for name, value := range values {
		if c.has(name) {
			return value, nil
		}
	}
	address := map[string]string{"hostname": "", "value": m.Address, "address": m.Address, "cidr": ""}
	bound := map[string]interface{}{
		"mac-address": "", "interface-name": "eth0", "interfacename": "eth0", "addresses": []interface{}{address},
	}
	return map[string]interface{}{
		"bind-addresses": []interface{}{bound}, "egress-subnets": values["egress-subnets"], "ingress-addresses": []string{m.Address},
	}, nil
}
