package main

import (
	"errors"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/event"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/record"
	ma "github.com/multiformats/go-multiaddr"
)

// asked is what peers said of themselves.
type asked struct {
	guard sync.Mutex
	peers map[peer.ID]*said
}

type said struct {
	known   chan struct{}
	message event.EvtPeerIdentificationCompleted
}

func newAsked(h host.Host) (*asked, error) {
	events, err := h.EventBus().Subscribe(new(event.EvtPeerIdentificationCompleted))
	if err != nil {
		return nil, err
	}
	a := &asked{peers: map[peer.ID]*said{}}
	go func() {
		for each := range events.Out() {
			a.add(each.(event.EvtPeerIdentificationCompleted))
		}
	}()
	return a, nil
}

func (a *asked) of(id peer.ID) *said {
	a.guard.Lock()
	defer a.guard.Unlock()
	if a.peers[id] == nil {
		a.peers[id] = &said{known: make(chan struct{})}
	}
	return a.peers[id]
}

func (a *asked) add(message event.EvtPeerIdentificationCompleted) {
	entry := a.of(message.Peer)
	select {
	case <-entry.known:
	default:
		entry.message = message
		close(entry.known)
	}
}

// identified returns what a peer said of itself, when it has.
func (a *asked) identified(asked request) (any, error) {
	id, err := peer.Decode(asked.Peer)
	if err != nil {
		return nil, err
	}
	entry := a.of(id)
	select {
	case <-entry.known:
	case <-time.After(patience / 2):
		return nil, errors.New("it has not said who it is")
	}
	signed, err := certified(entry.message.SignedPeerRecord)
	if err != nil {
		return nil, err
	}
	observed := ""
	if entry.message.ObservedAddr != nil {
		observed = entry.message.ObservedAddr.String()
	}
	return map[string]any{
		"agent":     entry.message.AgentVersion,
		"version":   entry.message.ProtocolVersion,
		"protocols": entry.message.Protocols,
		"addresses": texts(entry.message.ListenAddrs),
		"observed":  observed,
		"signed":    signed,
	}, nil
}

func certified(envelope *record.Envelope) ([]string, error) {
	if envelope == nil {
		return []string{}, nil
	}
	found, err := envelope.Record()
	if err != nil {
		return nil, err
	}
	return texts(found.(*peer.PeerRecord).Addrs), nil
}

func texts(addresses []ma.Multiaddr) []string {
	all := []string{}
	for _, each := range addresses {
		all = append(all, each.String())
	}
	return all
}
