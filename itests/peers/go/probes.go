package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/libp2p/go-libp2p/core/host"
	"github.com/libp2p/go-libp2p/core/network"
	"github.com/libp2p/go-libp2p/core/peer"
	"github.com/libp2p/go-libp2p/core/protocol"
)

// What each peer of the interoperability tests speaks: the same as Probes.java and probes.mjs have it.
const (
	echoProtocol   = "/helia-itest/echo/1.0.0"
	digestProtocol = "/helia-itest/digest/1.0.0"
	sourceProtocol = "/helia-itest/source/1.0.0"
	resetProtocol  = "/helia-itest/reset/1.0.0"
	perfProtocol   = "/perf/1.0.0"
)

const (
	pieceBytes = 64 * 1024
	patience   = 60 * time.Second
)

// prober speaks the protocols and tries them with another peer.
type prober struct {
	host host.Host

	// How streams ended that others opened in order to reset them.
	endings chan string
}

func newProber(h host.Host) *prober {
	p := &prober{host: h, endings: make(chan string, 100)}
	for name, handler := range map[protocol.ID]func(network.Stream) error{
		echoProtocol:   echo,
		digestProtocol: digest,
		sourceProtocol: source,
		resetProtocol:  p.awaitReset,
		perfProtocol:   perf,
	} {
		h.SetStreamHandler(name, func(stream network.Stream) {
			stream.SetDeadline(time.Now().Add(patience))
			if err := handler(stream); err != nil {
				stream.Reset()
				return
			}
			stream.Close()
		})
	}
	return p
}

func (p *prober) commands() map[string]command {
	return map[string]command{
		"upload":   p.upload,
		"download": p.download,
		"echoes":   p.echoes,
		"reset":    p.reset,
		"be-reset": p.beReset,
		"ending":   p.ending,
		"perf":     p.measure,
	}
}

// echo sends back what comes.
func echo(stream network.Stream) error {
	_, err := io.Copy(stream, stream)
	return err
}

// digest answers with the hash when the other side has ended its half.
func digest(stream network.Stream) error {
	hash := sha256.New()
	if _, err := io.Copy(hash, stream); err != nil {
		return err
	}
	_, err := stream.Write(hash.Sum(nil))
	return err
}

// source sends as many bytes as it was asked for, and their hash.
func source(stream network.Stream) error {
	var count uint64
	if err := binary.Read(stream, binary.BigEndian, &count); err != nil {
		return err
	}
	hash, err := pour(stream, int64(count))
	if err != nil {
		return err
	}
	_, err = stream.Write(hash)
	return err
}

// The first byte says who resets the stream: "w" the one who opened it, "r" the other.
func (p *prober) awaitReset(stream network.Stream) error {
	first := make([]byte, 1)
	if _, err := io.ReadFull(stream, first); err != nil {
		return err
	}
	if first[0] == 'r' {
		return stream.Reset()
	}
	if _, err := stream.Write([]byte{'k'}); err != nil {
		return err
	}
	p.endings <- howItEnds(stream)
	return nil
}

func perf(stream network.Stream) error {
	var wanted uint64
	if err := binary.Read(stream, binary.BigEndian, &wanted); err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, stream); err != nil {
		return err
	}
	_, err := io.CopyN(stream, zeros{}, int64(wanted))
	return err
}

type zeros struct{}

func (zeros) Read(into []byte) (int, error) {
	clear(into)
	return len(into), nil
}

// pour writes so many random bytes and returns their hash.
func pour(to io.Writer, count int64) ([]byte, error) {
	hash := sha256.New()
	_, err := io.CopyBuffer(struct{ io.Writer }{io.MultiWriter(hash, to)}, io.LimitReader(rand.Reader, count), make([]byte, pieceBytes))
	return hash.Sum(nil), err
}

func howItEnds(stream network.Stream) string {
	_, err := io.Copy(io.Discard, stream)
	switch {
	case err == nil:
		return "end"
	case errors.Is(err, network.ErrReset):
		return "reset"
	default:
		return err.Error()
	}
}

func (p *prober) open(to string, name protocol.ID) (network.Stream, error) {
	id, err := peer.Decode(to)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	stream, err := p.host.NewStream(network.WithNoDial(ctx, "only over the connection that is tested"), id, name)
	if err != nil {
		return nil, err
	}
	return stream, stream.SetDeadline(time.Now().Add(patience))
}

func (p *prober) upload(asked request) (any, error) {
	stream, err := p.open(asked.Peer, digestProtocol)
	if err != nil {
		return nil, err
	}
	defer stream.Reset()
	sent, err := pour(stream, asked.Bytes)
	if err != nil {
		return nil, err
	}
	if err := stream.CloseWrite(); err != nil {
		return nil, err
	}
	got, err := io.ReadAll(stream)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(sent, got) {
		return nil, errors.New("the other side got something else than was sent")
	}
	return nil, nil
}

func (p *prober) download(asked request) (any, error) {
	stream, err := p.open(asked.Peer, sourceProtocol)
	if err != nil {
		return nil, err
	}
	defer stream.Reset()
	if err := binary.Write(stream, binary.BigEndian, uint64(asked.Bytes)); err != nil {
		return nil, err
	}
	if err := stream.CloseWrite(); err != nil {
		return nil, err
	}
	hash := sha256.New()
	if _, err := io.CopyN(hash, stream, asked.Bytes); err != nil {
		return nil, err
	}
	said, err := io.ReadAll(stream)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(said, hash.Sum(nil)) {
		return nil, errors.New("what came is not what was sent")
	}
	return nil, nil
}

// echoes has all streams open before it closes the first.
func (p *prober) echoes(asked request) (any, error) {
	open := make([]network.Stream, asked.Streams)
	err := together(asked.Streams, func(i int) error {
		stream, err := p.open(asked.Peer, echoProtocol)
		if err != nil {
			return err
		}
		open[i] = stream
		return sendsBack(stream, fmt.Sprintf("%d is there.", i))
	})
	if err != nil {
		return nil, err
	}
	return nil, together(asked.Streams, func(i int) error {
		stream := open[i]
		if err := sendsBack(stream, fmt.Sprintf("%d says goodbye.", i)); err != nil {
			return err
		}
		if err := stream.CloseWrite(); err != nil {
			return err
		}
		rest, err := io.ReadAll(stream)
		if err == nil && len(rest) > 0 {
			return errors.New("more than the echo")
		}
		return err
	})
}

func sendsBack(stream network.Stream, text string) error {
	if _, err := io.WriteString(stream, text); err != nil {
		return err
	}
	got := make([]byte, len(text))
	if _, err := io.ReadFull(stream, got); err != nil {
		return err
	}
	if string(got) != text {
		return errors.New("another echo")
	}
	return nil
}

func together(count int, task func(int) error) error {
	failures := make([]error, count)
	var all sync.WaitGroup
	for i := range count {
		all.Go(func() { failures[i] = task(i) })
	}
	all.Wait()
	return errors.Join(failures...)
}

// reset resets a stream of its own.
func (p *prober) reset(asked request) (any, error) {
	stream, err := p.open(asked.Peer, resetProtocol)
	if err != nil {
		return nil, err
	}
	if _, err := stream.Write([]byte{'w'}); err != nil {
		return nil, err
	}
	if _, err := io.ReadFull(stream, make([]byte, 1)); err != nil {
		return nil, err
	}
	return nil, stream.Reset()
}

// beReset has the other side reset a stream, and says how that ended here.
func (p *prober) beReset(asked request) (any, error) {
	stream, err := p.open(asked.Peer, resetProtocol)
	if err != nil {
		return nil, err
	}
	if _, err := stream.Write([]byte{'r'}); err != nil {
		return nil, err
	}
	return howItEnds(stream), nil
}

// ending says how the stream ended that the other side has reset.
func (p *prober) ending(request) (any, error) {
	select {
	case how := <-p.endings:
		return how, nil
	case <-time.After(patience / 2):
		return nil, errors.New("no stream was reset")
	}
}

// measure says how many seconds sending and receiving so many bytes took.
func (p *prober) measure(asked request) (any, error) {
	stream, err := p.open(asked.Peer, perfProtocol)
	if err != nil {
		return nil, err
	}
	defer stream.Reset()
	start := time.Now()
	if err := binary.Write(stream, binary.BigEndian, uint64(asked.Down)); err != nil {
		return nil, err
	}
	if _, err := io.CopyN(stream, zeros{}, asked.Up); err != nil {
		return nil, err
	}
	if err := stream.CloseWrite(); err != nil {
		return nil, err
	}
	first, err := io.ReadFull(stream, make([]byte, min(1, asked.Down)))
	if err != nil {
		return nil, err
	}
	sent := time.Now()
	rest, err := io.Copy(io.Discard, stream)
	if err != nil {
		return nil, err
	}
	if got := int64(first) + rest; got != asked.Down {
		return nil, fmt.Errorf("%d bytes came, not %d", got, asked.Down)
	}
	return map[string]float64{"up": sent.Sub(start).Seconds(), "down": time.Since(sent).Seconds()}, nil
}
