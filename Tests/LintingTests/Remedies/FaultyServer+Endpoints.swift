import DNS
import Diagnostics
import Federation
import TLSIdentity
import TestSupport

extension FaultyServer {
    private static let names = ["example.com", "matrix.example.com", "other.example.com", "www.example.com"]

    static let certificates: [String: ExampleCertificate] = [
        "good": ExampleCertificate(names),
        "of the host": ExampleCertificate(["matrix.example.com"]),
        "of another name": ExampleCertificate(["www.example.net"]),
        "expired": ExampleCertificate(names, validFrom: -100, validUntil: -10),
        "without its chain": ExampleCertificate(names, .leafAlone),
    ]

    mutating func addEndpoint(_ host: String, _ port: UInt16) throws {
        let state = pick(
            "\(host):\(port)",
            Self.certificates.keys.sorted() + ["good", "good", "refused", "timeout", "alert", "not collected"])
        guard let known = addresses[host], state != "not collected" else { return }
        var states = known.map { _ in state }
        // Only one of several addresses may be at fault.
        if known.count > 1, random.oneIn(2) {
            states[Int.random(in: 0..<known.count, using: &random)] = pick(
                "one address of \(host):\(port)", ["refused", "expired", "good"])
        }
        let isVersionKnown = pick("version of \(host):\(port)", ["yes", "yes", "no"]) == "yes"
        for (address, state) in zip(known, states) {
            try addHandshakes(address, port, state)
            guard Self.certificates[state] != nil, isVersionKnown else { continue }
            for name in ["example.com", host] {
                evidence.federation.append(
                    FederationEntry(
                        address: address, port: port, path: "/_matrix/federation/v1/version", hostHeader: name,
                        status: 200, body: #"{"server": {"name": "Synapse", "version": "1.163.2"}}"#))
            }
        }
    }

    private mutating func addHandshakes(_ address: IPAddress, _ port: UInt16, _ state: String) throws {
        for name in Self.names.dropLast() {
            var entry = TLSEntry(address: address, port: port, serverName: name, version: "TLSv1.3")
            if let certificate = Self.certificates[state] {
                entry.certificates = [try certificate.pem()]
            } else {
                entry.version = nil
                entry.error = state == "refused" ? .connectionRefused : state == "timeout" ? .timeout : .tlsFailed
                entry.circumstances.phase = state == "alert" ? .tls : .connect
            }
            evidence.tls.append(entry)
        }
    }
}
