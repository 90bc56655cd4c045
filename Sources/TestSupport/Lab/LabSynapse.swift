/// The real Synapse: a homeserver to be discovered, and the reference for the other scenarios.
struct LabSynapse {
    static let address = "127.0.2.1"
    static let port = 8008
    static let serverName = "synapse.lab"

    /// The Python of the environment from `make synapse`; `nil` if there is none.
    static var python: String? { PythonEnvironment.python("synapse", variable: "SRVLINT_SYNAPSE") }

    let folder: TemporaryFolder
    let scenarios: [PlacedScenario]

    func write() throws(ProgramError) {
        try folder.write(
            scenarios.map { #"{"serverName": "\#($0.serverName)", "hasBlockList": \#($0.scenario.hasBlockList)}\#n"# }
                .joined(), to: "questions")
        // Any key is sufficient, but it must exist.
        try folder.write("ed25519 lab 718dtqAjUSNfJ7hHej5gg69D5zmV6v6FenMK32Qz8Ag\n", to: "signing.key")
        try folder.write(
            """
            version: 1
            formatters: {plain: {format: '%(levelname)s %(name)s %(message)s'}}
            handlers: {console: {class: logging.StreamHandler, formatter: plain}}
            root: {level: INFO, handlers: [console]}
            disable_existing_loggers: false

            """, to: "synapse-log.yaml")
        try folder.write(
            """
            server_name: \(Self.serverName)
            report_stats: false
            pid_file: \(folder.path(of: "synapse.pid"))
            listeners:
              - port: \(Self.port)
                bind_addresses: [\(Self.address)]
                type: http
                x_forwarded: true
                resources: [{names: [client, federation]}]
            database: {name: sqlite3, args: {database: '\(folder.path(of: "synapse.db"))'}}
            log_config: \(folder.path(of: "synapse-log.yaml"))
            media_store_path: \(folder.path(of: "media"))
            signing_key_path: \(folder.path(of: "signing.key"))
            macaroon_secret_key: lab
            form_secret: lab
            trusted_key_servers: []
            ip_range_blacklist: []
            federation_ip_range_blacklist: []
            federation_custom_ca_list: [\(folder.path(of: "roots.pem"))]
            federation: {max_short_retries: 0}

            """, to: "homeserver.yaml")
    }

    var arguments: [String] {
        [#filePath.replacing("LabSynapse.swift", with: "judge.py")]
            + ["homeserver.yaml", "questions", "results"].map(folder.path(of:))
    }
}
