// A go-libp2p on TCP, WebSockets and QUIC that listens on loopback only and looks for nobody. See control.go for how it is steered.
//
//	peer [-late] [-tls]    -late: it negotiates muxers with multistream-select, not in the handshakes; -tls: it offers TLS before Noise
package main

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/libp2p/go-libp2p"
	"github.com/libp2p/go-libp2p/core/crypto"
	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
	"github.com/libp2p/go-libp2p/p2p/muxer/yamux"
	"github.com/libp2p/go-libp2p/p2p/protocol/ping"
	"github.com/libp2p/go-libp2p/p2p/security/noise"
	tls "github.com/libp2p/go-libp2p/p2p/security/tls"
	quic "github.com/libp2p/go-libp2p/p2p/transport/quic"
	"github.com/libp2p/go-libp2p/p2p/transport/tcp"
	"github.com/libp2p/go-libp2p/p2p/transport/websocket"
)

const agent = "go-libp2p/0.48.0 helia-itest"

func main() {
	late := flag.Bool("late", false, "negotiate muxers after the handshakes")
	tlsFirst := flag.Bool("tls", false, "offer TLS before Noise")
	flag.Parse()
	if err := run(*late, *tlsFirst); err != nil {
		fmt.Fprintln(os.Stderr, "go-libp2p:", err)
		os.Exit(1)
	}
}

func run(late, tlsFirst bool) error {
	h, err := newHost(late, tlsFirst)
	if err != nil {
		return err
	}
	defer h.Close()
	asked, err := newAsked(h)
	if err != nil {
		return err
	}
	commands := newProber(h).commands()
	maps.Copy(commands, connecting(h))
	commands["identify"] = asked.identified
	return serve(map[string]any{"peer": h.ID().String(), "agent": agent, "addresses": texts(h.Addrs())}, commands)
}

func newHost(late, tlsFirst bool) (host.Host, error) {
	options := []libp2p.Option{
		libp2p.ListenAddrStrings("/ip4/127.0.0.1/tcp/0", "/ip4/127.0.0.1/tcp/0/ws", "/ip4/127.0.0.1/udp/0/quic-v1"),
		libp2p.Transport(tcp.NewTCPTransport),
		libp2p.Transport(websocket.New),
		libp2p.Transport(quic.NewTransport),
		libp2p.Muxer(yamux.ID, yamux.DefaultTransport),
		libp2p.DisableRelay(),
		libp2p.DisableMetrics(),
		libp2p.ResourceManager(&network.NullResourceManager{}),
		libp2p.UserAgent(agent),
	}
	security := []libp2p.Option{libp2p.Security(noise.ID, noise.New), libp2p.Security(tls.ID, tls.New)}
	if late {
		security = []libp2p.Option{libp2p.Security(noise.ID, lateNoise), libp2p.Security(tls.ID, lateTLS)}
	}
	if tlsFirst {
		slices.Reverse(security)
	}
	return libp2p.New(append(options, security...)...)
}

func lateNoise(id protocol.ID, key crypto.PrivKey) (*noise.Transport, error) {
	return noise.New(id, key, nil)
}

func lateTLS(id protocol.ID, key crypto.PrivKey) (*tls.Transport, error) {
	return tls.New(id, key, nil)
}

func connecting(h host.Host) map[string]command {
	return map[string]command{
		"dial":        func(asked request) (any, error) { return dial(h, asked.Address) },
		"hangup":      func(asked request) (any, error) { return nil, hangUp(h, asked.Peer) },
		"connections": func(request) (any, error) { return connections(h), nil },
		"ping":        func(asked request) (any, error) { return pinged(h, asked.Peer) },
	}
}

func dial(h host.Host, address string) (any, error) {
	to, err := peer.AddrInfoFromString(address)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := h.Connect(ctx, *to); err != nil {
		return nil, err
	}
	return described(h.Network().ConnsToPeer(to.ID)[0]), nil
}

func hangUp(h host.Host, text string) error {
	id, err := peer.Decode(text)
	if err != nil {
		return err
	}
	// It would be dialled again at an address of another transport.
	defer h.Peerstore().ClearAddrs(id)
	return h.Network().ClosePeer(id)
}

func connections(h host.Host) []any {
	all := []any{}
	for _, each := range h.Network().Conns() {
		all = append(all, described(each))
	}
	return all
}

func described(connection network.Conn) any {
	state := connection.ConnState()
	return map[string]any{
		"peer":      connection.RemotePeer().String(),
		"address":   connection.RemoteMultiaddr().String(),
		"direction": connection.Stat().Direction.String(),
		"security":  string(state.Security),
		"muxer":     string(state.StreamMultiplexer),
		"early":     state.UsedEarlyMuxerNegotiation,
	}
}

// pinged returns milliseconds.
func pinged(h host.Host, text string) (any, error) {
	id, err := peer.Decode(text)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	result := <-ping.Ping(ctx, h, id)
	return float64(result.RTT.Microseconds()) / 1000, result.Error
}
