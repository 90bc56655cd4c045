import Certificates
import TestSupport
import Testing

/// The roots of the system are found wherever a distribution keeps them.
@Suite("Trust of the system")
struct SystemTrustTests {
    private let root: [UInt8]
    private let other: [UInt8]

    init() throws {
        root = Array(try TestAuthority.root().pem.utf8)
        other = Array(try TestAuthority.authority("Other", issuer: "Other").pem.utf8)
    }

    /// A machine with these files, directories and variables only.
    private func roots(
        _ files: [String: [UInt8]], _ variables: [String: String] = [:]
    ) throws(SystemTrust.Failure) -> TrustRoots {
        try SystemTrust.roots(
            SystemTrust.Access(
                variable: { variables[$0] }, contents: { files[$0] },
                names: { directory in
                    let inside = files.keys.filter { $0.hasPrefix(directory + "/") }
                    return inside.isEmpty ? nil : inside.map { String($0.dropFirst(directory.count + 1)) }
                }))
    }

    @Test("Each known file is found if it is the only one", arguments: SystemTrust.files)
    func file(_ path: String) throws {
        #expect(try roots([path: root]).count == 1)
    }

    @Test(
        "Each known directory is found, and a certificate with two names counts once",
        arguments: SystemTrust.directories)
    func directory(_ path: String) throws {
        let files = [
            path + "/a.0": root, path + "/a.pem": root, path + "/README": Array("text".utf8), path + "/b.0": other,
        ]
        #expect(try roots(files).count == 2)
    }

    @Test("A location without certificates does not hide the next one")
    func emptyLocation() throws {
        let files = [SystemTrust.files[0]: [], SystemTrust.files[1]: Array("none".utf8), SystemTrust.files[3]: root]
        #expect(try roots(files).count == 1)
    }

    @Test("SSL_CERT_FILE and SSL_CERT_DIR override the system, together or alone")
    func variables() throws {
        let files = [SystemTrust.files[0]: root + other, "/own/roots.pem": root, "/dir/a.0": other, "/dir2/b.0": root]
        #expect(try roots(files, ["SSL_CERT_FILE": "/own/roots.pem"]).count == 1)
        #expect(try roots(files, ["SSL_CERT_DIR": "/dir"]).count == 1)
        #expect(try roots(files, ["SSL_CERT_DIR": "/absent:/dir:/dir2"]).count == 2)
        #expect(try roots(files, ["SSL_CERT_FILE": "/own/roots.pem", "SSL_CERT_DIR": "/dir"]).count == 2)
        #expect(try roots(files, ["SSL_CERT_FILE": "/absent", "SSL_CERT_DIR": "/dir"]).count == 1)
        // As for most programs, an empty variable is the same as none.
        #expect(try roots(files, ["SSL_CERT_FILE": "", "SSL_CERT_DIR": ""]).count == 2)
    }

    @Test("A variable that leads to no certificate is an error, even if the system has some")
    func wrongVariables() {
        let files = [SystemTrust.files[0]: root, "/empty.pem": [], "/dir/text": Array("text".utf8)]
        func failure(_ variables: [String: String]) -> SystemTrust.Failure? {
            do {
                _ = try roots(files, variables)
                return nil
            } catch {
                return error
            }
        }
        #expect(failure(["SSL_CERT_FILE": "/absent"]) == .unreadable(variable: "SSL_CERT_FILE", path: "/absent"))
        #expect(failure(["SSL_CERT_FILE": "/empty.pem"]) == .empty(variable: "SSL_CERT_FILE", path: "/empty.pem"))
        #expect(failure(["SSL_CERT_DIR": "/absent"]) == .unreadable(variable: "SSL_CERT_DIR", path: "/absent"))
        #expect(failure(["SSL_CERT_DIR": "/dir"]) == .empty(variable: "SSL_CERT_DIR", path: "/dir"))
    }

    @Test("A system without certificates is reported as such")
    func none() {
        #expect(throws: SystemTrust.Failure.none) { try roots([:]) }
        #expect(throws: SystemTrust.Failure.none) { try roots(["/etc/ssl/certs/README": Array("text".utf8)]) }
    }
}
