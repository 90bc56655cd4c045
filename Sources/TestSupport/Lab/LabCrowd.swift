/// Many identical servers, to measure the time and memory of audits.
public struct LabCrowd: Sendable {
    static let origin = "crowd.lab"
    private static let address = "127.0.3.1"
    private let count: Int

    public init(_ count: Int) {
        self.count = count
    }

    public var serverNames: [String] { (1...count).map { "n\($0).\(Self.origin)" } }

    var records: String {
        (1...count).map { number in
            """
            n\(number) A \(Self.address)
            matrix.n\(number) A \(Self.address)
            _matrix-fed._tcp.n\(number) SRV 10 5 8448 matrix.n\(number)
            _matrix._tcp.n\(number) SRV 10 5 8448 matrix.n\(number)

            """
        }.joined()
    }

    /// Returns the configuration of one server for all names, which delegates each to itself and has its keys.
    func site(in folder: TemporaryFolder) throws -> String {
        let authority = LabAuthority()
        try folder.write(authority.chain(LabCertificate(.good, for: ["*.\(Self.origin)"])), to: "crowd.pem")
        for name in serverNames { try folder.write(LabKeys.good.document(name), to: "keys-\(name)") }
        return """
            server {
            listen \(Self.address):443 ssl;
            listen \(Self.address):8448 ssl;
            ssl_certificate \(folder.path(of: "crowd.pem")); ssl_certificate_key \(folder.path(of: "server.key"));
            default_type application/json;
            add_header Access-Control-Allow-Origin *;
            location = /.well-known/matrix/server { return 200 '{"m.server": "$host:8448"}'; }
            location = /.well-known/matrix/client { return 200 '{"m.homeserver": {"base_url": "https://$host"}}'; }
            location = /_matrix/client/versions { return 200 '{"versions": ["v1.18"]}'; }
            location = /_matrix/federation/v1/version { return 200 '{"server": {"name": "Synapse", "version": "1.163.2"}}'; }
            location ~ ^/_matrix/key/v2/server { root \(folder.path); try_files /keys-$host =404; }
            location / { return 404; }
            }

            """
    }
}
