/// The destinations of all implementations in each branch of the specification and each state of the DNS, written from
/// the specification and from the code and tests of the implementations, and not from our code.
///
/// Each situation is followed by its results: the host and port, the Host header, and the name in the certificate,
/// which is also the SNI; or `fail`, or `unknown` for unverified behaviour. Hosts are H, the server name; D, the
/// delegated server; T and L, the targets of `_matrix-fed._tcp` (port 444) and `_matrix._tcp` (port 445); and A, the
/// target of an alias. `*` is all implementations that are not listed.
enum RouteTable {
    static let branches = """
        1 addresses
            192.0.2.9:8448 192.0.2.9 192.0.2.9: *
            192.0.2.9:8448 192.0.2.9:8448 192.0.2.9: continuwuity tuwunel conduwuit conduit
            fail: federation-tester
        2 addresses
            H:444 H:444 H: *
            H:444 H H: matrix-media-repo federation-tester-rs
        2 aliases
            A:444 H:444 H: *
            A:444 H H: matrix-media-repo federation-tester-rs
        2 missing
            fail: *
        2 SERVFAIL
            fail: *
        2 timeout
            fail: *
        3 addresses
            D:444 D:444 D: *
            D:444 D D: federation-tester-rs
        3 missing
            H:8448 H H: *
            H:8448 H:8448 H: continuwuity tuwunel conduwuit conduit
        3 SERVFAIL
            fail: *
        3 timeout
            H:8448 H H: *
            H:8448 H:8448 H: continuwuity tuwunel conduwuit conduit
        3.1 addresses
            192.0.2.9:8448 192.0.2.9 192.0.2.9: *
            192.0.2.9:8448 192.0.2.9:8448 192.0.2.9: continuwuity tuwunel conduwuit conduit
        3.2 addresses
            D:444 D:444 D: *
            D:444 D D: federation-tester-rs
        3.2 aliases
            A:444 D:444 D: *
            A:444 D D: federation-tester-rs
        3.2 missing
            fail: *
        3.2 SERVFAIL
            fail: *
        3.2 timeout
            fail: *
        3.3 addresses
            T:444 D D: *
            T:444 D:444 D: continuwuity tuwunel conduwuit conduit
            D:8448 D D: ejabberd appservice-bridge federation-tester
        3.3 aliases
            A:444 D D: *
            A:444 D:444 D: continuwuity tuwunel conduwuit conduit
            D:8448 D D: ejabberd appservice-bridge federation-tester
            fail: federation-tester-rs
        3.3 missing
            fail: *
            D:444 D:444 D: continuwuity conduit
            D:8448 D D: ejabberd appservice-bridge federation-tester
        3.3 SERVFAIL
            unknown: specification
            fail: synapse sydent
            D:8448 D D: *
            D:8448 D:8448 D: continuwuity tuwunel conduwuit conduit
        3.3 timeout
            unknown: specification
            fail: synapse sydent tuwunel conduwuit
            D:8448 D D: *
            D:8448 D:8448 D: continuwuity conduit
        3.3 root
            fail: synapse dendrite mautrix-go
            D:444 D:444 D: continuwuity conduit
            D:8448 D D: ejabberd appservice-bridge federation-tester
            unknown: *
        3.4 addresses
            L:445 D D: *
            L:445 D:445 D: continuwuity tuwunel conduwuit conduit
            D:8448 D D: ejabberd appservice-bridge
        3.4 aliases
            A:445 D D: *
            A:445 D:445 D: continuwuity tuwunel conduwuit conduit
            D:8448 D D: ejabberd appservice-bridge
            fail: federation-tester federation-tester-rs
        3.4 missing
            fail: *
            D:445 D:445 D: continuwuity conduit
            D:8448 D D: ejabberd appservice-bridge
        3.4 SERVFAIL
            unknown: specification
            fail: synapse sydent
            D:8448 D D: *
            D:8448 D:8448 D: continuwuity tuwunel conduwuit conduit
        3.4 timeout
            unknown: specification tuwunel
            fail: synapse sydent conduwuit federation-tester
            D:8448 D D: *
            D:8448 D:8448 D: continuwuity conduit
        3.4 root
            fail: synapse dendrite mautrix-go
            D:445 D:445 D: continuwuity conduit
            D:8448 D D: ejabberd appservice-bridge
            unknown: *
        3.5 addresses
            D:8448 D D: *
            D:8448 D:8448 D: continuwuity tuwunel conduwuit conduit
        3.5 aliases
            A:8448 D D: *
            A:8448 D:8448 D: continuwuity tuwunel conduwuit conduit
        3.5 missing
            fail: *
        3.5 SERVFAIL
            fail: *
        3.5 timeout
            fail: *
        4 addresses
            T:444 H H: *
            T:444 H:444 H: continuwuity conduit
            H:444 H:444 H: tuwunel conduwuit
            H:8448 H H: ejabberd federation-tester
            T:444 H T: appservice-bridge
        4 aliases
            A:444 H H: *
            A:444 H:444 H: continuwuity conduit
            H:444 H:444 H: tuwunel conduwuit
            H:8448 H H: ejabberd federation-tester
            A:444 H T: appservice-bridge
            fail: federation-tester-rs
        4 missing
            fail: *
            H:444 H:444 H: continuwuity conduit tuwunel conduwuit
            H:8448 H H: ejabberd federation-tester
        4 SERVFAIL
            unknown: specification
            fail: synapse sydent
            H:8448 H H: *
            H:8448 H:8448 H: continuwuity tuwunel conduwuit conduit
        4 timeout
            unknown: specification
            fail: synapse sydent tuwunel conduwuit
            H:8448 H H: *
            H:8448 H:8448 H: continuwuity conduit
        4 root
            fail: synapse dendrite mautrix-go
            H:444 H:444 H: continuwuity conduit
            H:8448 H H: ejabberd federation-tester
            unknown: *
        5 addresses
            L:445 H H: *
            L:445 H:445 H: continuwuity conduit
            H:445 H:445 H: tuwunel conduwuit
            L:445 L L: ejabberd
            L:445 H L: appservice-bridge
        5 aliases
            A:445 H H: *
            A:445 H:445 H: continuwuity conduit
            H:445 H:445 H: tuwunel conduwuit
            A:445 L L: ejabberd
            A:445 H L: appservice-bridge
            fail: federation-tester federation-tester-rs
        5 missing
            fail: *
            H:445 H:445 H: continuwuity conduit tuwunel conduwuit
        5 SERVFAIL
            unknown: specification
            fail: synapse sydent
            H:8448 H H: *
            H:8448 H:8448 H: continuwuity tuwunel conduwuit conduit
        5 timeout
            unknown: specification tuwunel
            fail: synapse sydent conduwuit federation-tester
            H:8448 H H: *
            H:8448 H:8448 H: continuwuity conduit
        5 root
            fail: synapse dendrite mautrix-go
            H:445 H:445 H: continuwuity conduit
            unknown: *
        6 addresses
            H:8448 H H: *
            H:8448 H:8448 H: continuwuity tuwunel conduwuit conduit
        6 aliases
            A:8448 H H: *
            A:8448 H:8448 H: continuwuity tuwunel conduwuit conduit
        6 missing
            fail: *
        6 SERVFAIL
            fail: *
        6 timeout
            fail: *
        """

    /// Other known behaviour. Implementations that are not listed are not tested.
    static let peculiarities = """
        address with port
            192.0.2.9:444 192.0.2.9:444 192.0.2.9: specification synapse dendrite sydent mautrix-go continuwuity tuwunel
            192.0.2.9:444 192.0.2.9:444 192.0.2.9: conduwuit conduit matrix-media-repo appservice-bridge
            192.0.2.9:444 192.0.2.9 192.0.2.9: federation-tester-rs
            fail: federation-tester
        IPv6 without port
            [2001:db8::9]:8448 [2001:db8::9] 2001:db8::9: specification synapse dendrite sydent mautrix-go matrix-media-repo
            [2001:db8::9]:8448 [2001:db8::9]:8448 2001:db8::9: continuwuity conduit
            fail: tuwunel conduwuit ejabberd federation-tester
            unknown: federation-tester-rs
        IPv6 with port
            [2001:db8::9]:444 [2001:db8::9]:444 2001:db8::9: specification synapse dendrite sydent mautrix-go tuwunel
            [2001:db8::9]:444 [2001:db8::9]:444 2001:db8::9: continuwuity conduwuit conduit matrix-media-repo
            fail: ejabberd federation-tester
        port 443 in the server name
            H:443 H:443 H: specification synapse dendrite sydent mautrix-go ejabberd appservice-bridge
            H:443 H H: continuwuity tuwunel conduwuit conduit matrix-media-repo federation-tester-rs
        port 443 in m.server
            D:443 D:443 D: specification synapse dendrite sydent mautrix-go ejabberd matrix-media-repo appservice-bridge
            D:443 D D: continuwuity tuwunel conduwuit conduit federation-tester-rs
        port 443 in the SRV record
            T:443 H H: specification synapse dendrite sydent mautrix-go continuwuity conduit matrix-media-repo
            H:8448 H H: tuwunel conduwuit ejabberd
        port 0 in the SRV record
            fail: specification synapse dendrite mautrix-go
        port with a zero before it in m.server
            D:444 D:0444 D: specification synapse
            D:444 D:444 D: continuwuity tuwunel conduwuit conduit
        port 0 in m.server
            D:8448 D:0 D: synapse mautrix-go
            fail: dendrite
        m.server is IPv6
            [2001:db8::9]:8448 [2001:db8::9] 2001:db8::9: specification synapse dendrite sydent mautrix-go
            H:8448 H H: ejabberd
        m.server is a URL
            unknown: specification
            fail: synapse dendrite continuwuity conduit
            H:8448 https://D H: mautrix-go
            H:8448 H:8448 H: tuwunel conduwuit
            H:8448 H H: ejabberd
        m.server has a port that is none
            unknown: specification
            fail: synapse dendrite continuwuity conduit
            H:8448 D:port H: mautrix-go
            H:8448 H:8448 H: tuwunel conduwuit
            H:8448 H H: ejabberd
        m.server is empty
            H:8448 H H: synapse dendrite mautrix-go federation-tester appservice-bridge
            H:8448 H:8448 H: tuwunel conduwuit
            unknown: continuwuity conduit ejabberd sydent matrix-media-repo federation-tester-rs
        m.server ends in a dot
            fail: synapse
            D:444 D.:444 D: dendrite mautrix-go
            unknown: specification sydent continuwuity conduit
        m.server is internationalized
            unknown: specification
            fail: dendrite continuwuity conduit
            H:8448 H H: synapse
            H:8448 dä.example:444 H: mautrix-go
            H:8448 H:8448 H: tuwunel conduwuit
        well-known with status 404
            H:8448 H H: specification synapse dendrite sydent mautrix-go ejabberd matrix-media-repo appservice-bridge
            H:8448 H:8448 H: continuwuity tuwunel conduwuit
            D:444 D:444 D: conduit
        well-known with status 201
            H:8448 H H: specification synapse dendrite sydent mautrix-go ejabberd matrix-media-repo appservice-bridge
            H:8448 H:8448 H: continuwuity
            D:444 D:444 D: tuwunel conduwuit conduit
        well-known of 60 KB
            H:8448 H H: synapse sydent
            H:8448 H:8448 H: tuwunel conduwuit
            D:444 D:444 D: continuwuity conduit ejabberd mautrix-go matrix-media-repo appservice-bridge
        well-known of 51200 bytes
            H:8448 H H: synapse
            D:444 D:444 D: dendrite mautrix-go federation-tester
        well-known of 51201 bytes without a declared length
            H:8448 H H: synapse
            D:444 D:444 D: dendrite mautrix-go federation-tester
        well-known of 51201 bytes with a declared length
            H:8448 H H: synapse dendrite federation-tester
            D:444 D:444 D: mautrix-go
        well-known of 51201 bytes without recorded headers
            H:8448 H H: synapse
            unknown: dendrite federation-tester
        well-known of 51201 bytes that ends in the last one
            H:8448 H H: synapse dendrite federation-tester
            D:444 D:444 D: mautrix-go
        well-known of 12288 bytes
            H:8448 H:8448 H: conduwuit
            D:444 D:444 D: specification synapse tuwunel continuwuity
        well-known with M.SERVER
            H:8448 H H: specification synapse sydent ejabberd
            H:8448 H:8448 H: continuwuity tuwunel conduwuit conduit
            D:444 D:444 D: dendrite mautrix-go matrix-media-repo
        well-known with M.SERVER after m.server
            D:444 D:444 D: specification synapse sydent ejabberd continuwuity tuwunel conduwuit conduit
            T:445 T:445 T: dendrite mautrix-go matrix-media-repo federation-tester
        well-known with M.SERVER before m.server
            D:444 D:444 D: specification synapse dendrite mautrix-go matrix-media-repo federation-tester
        well-known with null as M.SERVER
            D:444 D:444 D: specification synapse dendrite mautrix-go matrix-media-repo federation-tester
        well-known with a number as M.SERVER
            D:444 D:444 D: specification synapse
            H:8448 H H: dendrite mautrix-go matrix-media-repo
        well-known with text after it
            H:8448 H H: specification synapse sydent ejabberd
            D:444 D:444 D: matrix-media-repo mautrix-go
        well-known five redirects away
            H:8448 H:8448 H: continuwuity tuwunel conduwuit
            D:444 D:444 D: synapse dendrite sydent mautrix-go conduit matrix-media-repo appservice-bridge
        SRV records of server name and delegated host
            T:444 D D: specification synapse dendrite sydent mautrix-go matrix-media-repo
            T:444 D:444 D: continuwuity tuwunel conduwuit conduit
            L:445 D L: appservice-bridge
            D:8448 D D: ejabberd
        both SRV names
            T:444 H H: specification synapse dendrite sydent mautrix-go matrix-media-repo
            T:444 H:444 H: continuwuity conduit
            H:444 H:444 H: tuwunel conduwuit
            L:445 L L: ejabberd
            L:445 H H: federation-tester
            T:444 H H + L:445 H H: federation-tester-rs
            T:444 H T: appservice-bridge
        new SRV name SERVFAIL, old one there
            unknown: specification
            fail: synapse sydent
            H:8448 H H: dendrite mautrix-go
            L:445 H:445 H: continuwuity conduit
            H:445 H:445 H: tuwunel conduwuit
            L:445 L L: ejabberd
            L:445 H H: matrix-media-repo federation-tester federation-tester-rs
        new SRV name NOTIMP
            H:8448 H H: synapse dendrite mautrix-go
        new SRV target down, old one up
            fail: specification synapse dendrite sydent mautrix-go matrix-media-repo
            L:445 L L: ejabberd
        server name without address
            T:444 H H: specification synapse dendrite sydent mautrix-go
            T:444 H:444 H: continuwuity tuwunel conduwuit conduit
            fail: ejabberd federation-tester
        target is an address
            192.0.2.9:444 H H: synapse
            H:8448 H H: dendrite mautrix-go
            unknown: continuwuity tuwunel conduwuit conduit
        target with underscore
            fail: synapse
            T:444 D D: specification dendrite mautrix-go
        target with a space
            fail: synapse
            D:8448 D D: dendrite mautrix-go
        target of strict IDNA
            fail: synapse
            T:444 D D: specification dendrite mautrix-go
            T:444 D:444 D: continuwuity tuwunel conduwuit conduit
        owner of the SRV record is an alias
            T:444 D D: specification synapse dendrite mautrix-go
            T:444 D:444 D: continuwuity tuwunel conduwuit conduit
        owner of the SRV record is an alias for nothing
            D:8448 D D: specification synapse dendrite mautrix-go
            D:8448 D:8448 D: continuwuity tuwunel conduwuit
        root first, and a real target
            T:444 D D: synapse dendrite
            fail: mautrix-go
        lower priority first in the answer
            T:444 D D + L:445 D D: specification synapse dendrite
            T:444 D D: mautrix-go sydent matrix-media-repo
            L:445 D:445 D: continuwuity tuwunel conduwuit conduit
        target of the highest priority missing
            L:445 D D: specification synapse dendrite
            fail: mautrix-go sydent matrix-media-repo
        a private address beside a public one
            H:8448 H H: specification dendrite
            fail: synapse
        """
}
