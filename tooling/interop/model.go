package main

import (
	"fmt"
	"sort"
	"strings"
)

// A model is what one unit sees of it. What the unit writes is there at once.
type model struct {
	Unit    string
	Leader  bool
	Address string
	Config  map[string]interface{}
	State   map[string]string
	// By relation id.
	Relations map[string]*relation
	// The hook's own, which is meant where a command names none.
	Relation, RemoteUnit string
}

type relation struct {
	App   string
	Units []string
	// By unit or application, the own ones included.
	Databags map[string]map[string]string
}

func (m *model) relationIds(endpoint string) []string {
	ids := []string{}
	for id := range m.Relations {
		if strings.HasPrefix(id, endpoint+":") {
			ids = append(ids, id)
		}
	}
	sort.Strings(ids)
	return ids
}

// relation is found by its id, with the endpoint or without it.
func (m *model) relation(id string) (*relation, error) {
	if id == "" {
		id = m.Relation
	}
	for known, found := range m.Relations {
		if known == id || strings.HasSuffix(known, ":"+id) {
			return found, nil
		}
	}
	return nil, fmt.Errorf("invalid value %q for option -r: relation not found", id)
}

func (m *model) application() string {
	name, _, _ := strings.Cut(m.Unit, "/")
	return name
}

// write sets what has a value, and deletes what has none.
func write(bag, changes map[string]string) {
	for key, value := range changes {
		if value == "" {
			delete(bag, key)
		} else {
			bag[key] = value
		}
	}
}
