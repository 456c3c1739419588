module helia-osgi/itests/peers

go 1.26

require (
	github.com/libp2p/go-libp2p v0.48.0
	github.com/multiformats/go-multiaddr v0.16.1
)
