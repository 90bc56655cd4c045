import CStandalone
import CYAML
import DNS
import Federation
import Linting

/// What the program consists of.
struct ComponentVersions {
    /// The revision of BoringSSL in swift-nio-ssl, which `hash.txt` of its target CNIOBoringSSL names. A test compares them.
    static let boringSSLOfClient = "8eb25be6fa18d475291122887a7bccd3762ff236"
    /// The revision of BoringSSL in swift-crypto, which `hash.txt` of its target CCryptoBoringSSL names.
    static let boringSSLOfCertificates = "0226f30467f540a3f62ef48d453f93927da199b6"

    /// The commit; `nil` if it is not known.
    let commit: String?
    /// The names and versions of the libraries, in the order in which they are printed.
    let libraries: [(name: String, versions: [String])]

    static var current: ComponentVersions {
        let commit = String(cString: srvlint_commit)
        return ComponentVersions(
            commit: commit == "unknown" ? nil : commit,
            libraries: [
                ("Swift", [SwiftVersion.current]),
                ("ldns", [LibraryVersions.ldns]),
                ("OpenSSL", [LibraryVersions.openSSL]),
                ("BoringSSL", [boringSSLOfClient, boringSSLOfCertificates]),
                ("libyaml", [String(cString: yaml_get_version_string())]),
            ])
    }

    var text: String {
        let lines =
            [("commit", commit ?? "unknown")]
            + libraries.flatMap { library in
                library.versions.map { (library.name, $0) }
            }
        let width = lines.map(\.0.count).max() ?? 0
        return "srvlint \(Version.current)\n"
            + lines.map { name, version in
                name + String(repeating: " ", count: width + 2 - name.count) + version + "\n"
            }.joined()
    }

    var json: String {
        let versions = libraries.map { library in
            let all = library.versions
            return (library.name.lowercased(), all.count == 1 ? JSONValue(all[0]) : JSONValue(all))
        }
        let document: JSONValue = [
            "schema": 1,
            "tool": ["name": "srvlint", "version": JSONValue(Version.current)],
            "commit": JSONValue(orNull: commit),
            "libraries": JSONValue(Dictionary(uniqueKeysWithValues: versions)),
        ]
        return JSONWriter(.indented).text(document) + "\n"
    }
}
