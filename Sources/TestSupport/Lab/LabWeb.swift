import DNS

/// The web servers of the lab: nginx with an address and port for each site, and test peers.
struct LabWeb {
    let folder: TemporaryFolder
    var scenarios: [PlacedScenario]
    let authority = LabAuthority()
    /// Further server blocks.
    let others: String
    /// The files of the chains that were created. A server that does not change keeps its certificate.
    private var chains: [LabCertificate: String] = [:]

    init(folder: TemporaryFolder, scenarios: [PlacedScenario], others: String) {
        self.folder = folder
        self.scenarios = scenarios
        self.others = others
    }

    /// Writes documents, certificates, and the configuration of nginx and of the peers.
    mutating func write() throws {
        try folder.write(LabAuthority.key, to: "server.key")
        var servers = ""
        var peers: [String] = []
        var count = 0
        for placed in scenarios {
            for site in placed.scenario.sites where !site.isClosed {
                let certificate = placed.certificate(site)
                var chain: String?
                if certificate.kind != .none {
                    chain = chains[certificate] ?? "chain-\(chains.count).pem"
                    if chains[certificate] == nil, let chain {
                        try folder.write(authority.chain(certificate), to: chain)
                        chains[certificate] = chain
                    }
                }
                switch site.service {
                case .pages(let pages, let host):
                    var locations = ""
                    for (path, page) in pages.sorted(by: { $0.key < $1.key }) {
                        count += 1
                        locations += "location = \(path) { \(try directives(page, placed, count)) }\n"
                    }
                    if let host {
                        locations = #"if ($http_host != "\#(placed.fill(host))") { return 404; }\#n"# + locations
                    }
                    servers += server(placed, site, chain, locations + "location / { return 404; }\n")
                case .synapse(let forwarding):
                    var locations = ""
                    if forwarding != .unchanged {
                        // The key document of the scenario's server name; Synapse has another name.
                        count += 1
                        let keys = try directives(.keys(.good), placed, count)
                        locations = "location = /_matrix/key/v2/server { \(keys) }\n"
                    }
                    servers += server(placed, site, chain, locations + Self.proxy(forwarding))
                case .peer(let behaviour): peers.append(peer(placed, site, chain, behaviour))
                }
            }
        }
        try folder.write("[\(peers.joined(separator: ",\n"))]\n", to: "peers.json")
        try folder.write(configuration(servers + others), to: "nginx.conf")
    }

    private func directives(_ page: Site.Page, _ placed: PlacedScenario, _ number: Int) throws -> String {
        func file(_ text: String, _ type: String, cors: Bool = true) throws -> String {
            try folder.write(text, to: "page-\(number)")
            let file = folder.path(of: "page-\(number)")
            return "alias \(file); default_type \(type);" + (cors ? " add_header Access-Control-Allow-Origin *;" : "")
        }
        switch page {
        case .json(let text): return try file(placed.fill(text), "application/json")
        case .withoutCORS(let text): return try file(placed.fill(text), "application/json", cors: false)
        case .html(let text): return try file(placed.fill(text), "text/html")
        case .padded(let text, let size):
            let text = placed.fill(text)
            let blanks = String(repeating: " ", count: max(0, size - text.utf8.count))
            return try file(blanks + text, "application/json")
        case .keys(let keys): return try file(keys.document(placed.serverName), "application/json")
        case .redirect(let address): return "return 302 \(placed.fill(address));"
        case .redirectWithCORS(let address):
            return "add_header Access-Control-Allow-Origin *; return 302 \(placed.fill(address));"
        case .status(let status): return "return \(status);"
        case .guarded(_, let guardian): return try directives(guardian, placed, number)
        }
    }

    private static func proxy(_ forwarding: Site.Forwarding) -> String {
        let upstream = "http://\(LabSynapse.address):\(LabSynapse.port)"
        let directives =
            switch forwarding {
            case .unchanged: "proxy_pass \(upstream);"
            // With a path in `proxy_pass`, nginx decodes the path of the request.
            case .decoded: "proxy_pass \(upstream)/;"
            // A rewritten path is encoded before it is sent, although `$request_uri` is encoded already.
            case .encodedTwice: "rewrite ^ $request_uri break; proxy_pass \(upstream);"
            }
        return "location / { \(directives) proxy_set_header Host $http_host; }\n"
    }

    private func server(_ placed: PlacedScenario, _ site: Site, _ chain: String?, _ locations: String) -> String {
        var tls = chain.map {
            "ssl_certificate \(folder.path(of: $0)); ssl_certificate_key \(folder.path(of: "server.key"));"
        }
        if let ciphers = site.ciphers { tls? += " ssl_protocols TLSv1.2; ssl_ciphers \(ciphers);" }
        return """
            server {
            listen \(placed.endpoint(site))\(tls == nil ? "" : " ssl");
            \(tls ?? "")
            \(locations)}

            """
    }

    private func configuration(_ servers: String) -> String {
        """
        daemon off;
        user root;
        master_process off;
        pid \(folder.path(of: "nginx.pid"));
        error_log stderr warn;
        events { worker_connections 4096; }
        http {
        access_log off;
        server_tokens off;
        server_names_hash_bucket_size 128;
        client_body_temp_path \(folder.path(of: "body"));
        proxy_temp_path \(folder.path(of: "proxy"));
        fastcgi_temp_path \(folder.path(of: "fastcgi"));
        uwsgi_temp_path \(folder.path(of: "uwsgi"));
        scgi_temp_path \(folder.path(of: "scgi"));
        \(servers)}

        """
    }

    // MARK: - Peers

    /// Returns a line of the input of `peers.py`.
    private func peer(
        _ placed: PlacedScenario, _ site: Site, _ chain: String?, _ behaviour: Site.Behaviour
    ) -> String {
        var (word, seconds, body) = ("silent", 0, "")
        switch behaviour {
        case .silent: break
        case .late(let late, let text): (word, seconds, body) = ("late", late, placed.fill(text))
        case .dripping(let text): (word, body) = ("dripping", placed.fill(text))
        case .garbage: word = "garbage"
        }
        let file = chain.map { "\"\(folder.path(of: $0))\"" } ?? "null"
        return """
            {"address": "\(placed.address(site.address))", "port": \(site.port), "chain": \(file), \
            "path": "\(site.port == 443 ? "/.well-known/matrix/server" : "/_matrix/")", \
            "key": "\(folder.path(of: "server.key"))", "behaviour": "\(word)", "seconds": \(seconds), \
            "body": "\(body.replacing("\"", with: "\\\""))"}
            """
    }
}
