/// A certificate that a product presents for want of a real one, or that only one product trusts.
///
/// It is recognised by texts that its product writes into every such certificate. That says nothing about whether
/// clients accept it: only a certificate that they refuse needs this explanation.
public enum BuiltInCertificate: Sendable, Hashable {
    /// The default certificate of a proxy or control panel.
    case placeholder(product: String)
    /// The certificate of a device: a router or a storage server.
    case device(product: String)
    /// Caddy's own authority, used for `tls internal` and for names that no public authority certifies.
    case caddyLocal
    /// Cloudflare's authority for connections between Cloudflare and a server.
    case cloudflareOrigin
    /// The test environment of Let's Encrypt.
    case letsEncryptStaging
    /// mkcert, for development.
    case mkcert

    /// What the certificate is, as a clause.
    public var text: String {
        switch self {
        case .placeholder(let product):
            "this is the built-in certificate of \(product), which has no certificate for this name"
        case .device(let product): "this is the certificate of a \(product), which answers instead of the server"
        case .caddyLocal: "this is from the local authority of Caddy, which nobody else trusts"
        case .cloudflareOrigin: "this is an origin certificate of Cloudflare, which only Cloudflare's proxies trust"
        case .letsEncryptStaging: "this is from the test environment of Let's Encrypt, which nobody trusts"
        case .mkcert: "this is from mkcert, whose authority only the machine that created it trusts"
        }
    }

    /// What to do about it, as an imperative.
    ///
    /// - Parameter name: The name that peers verify, quoted for the message.
    public func help(for name: String) -> String {
        switch self {
        case .placeholder(let product):
            "configure a certificate for \(name) in \(product), and a route or virtual host that uses it"
        case .device(let product):
            "forward the port from the \(product) to the server, and turn off remote access at this port"
        case .caddyLocal:
            "let Caddy obtain a public certificate for \(name): remove `tls internal`, and see its log for the errors of ACME"
        case .cloudflareOrigin:
            "install a certificate for \(name) from a public CA on the server, or let peers connect through Cloudflare's proxy"
        case .letsEncryptStaging:
            "order a certificate for \(name) from the production environment of Let's Encrypt: remove `--staging` or `--test-cert`"
        case .mkcert: "order a certificate for \(name) from a public CA, for example with ACME"
        }
    }
}

extension PresentedCertificate {
    /// The product that created it, if it is a known one.
    public var builtIn: BuiltInCertificate? {
        func has(_ name: DirectoryName, _ type: String, _ value: String) -> Bool {
            name.attributes.contains { $0.typeName == type && $0.value == value }
        }
        func contains(_ name: DirectoryName, _ type: String, _ value: String) -> Bool {
            name.attributes.contains { $0.typeName == type && $0.value.contains(value) }
        }
        // Anybody can write these texts into a certificate signed by a real authority, so only certificates of the
        // product's own authority or key count.
        if contains(issuer, "O", "(STAGING)") || contains(issuer, "CN", "(STAGING)") { return .letsEncryptStaging }
        if contains(issuer, "CN", "Caddy Local Authority") { return .caddyLocal }
        if contains(issuer, "OU", "CloudFlare Origin") || contains(issuer, "CN", "Cloudflare Origin")
            || contains(issuer, "OU", "Cloudflare Origin")
        {
            return .cloudflareOrigin
        }
        if has(issuer, "O", "mkcert development CA") { return .mkcert }
        if has(issuer, "O", "Synology Inc.") { return .device(product: "Synology NAS") }
        guard subject.der == issuer.der else { return nil }
        return ownProduct(has, contains)
    }

    /// The product of a self-signed certificate.
    private func ownProduct(
        _ has: (DirectoryName, String, String) -> Bool, _ contains: (DirectoryName, String, String) -> Bool
    ) -> BuiltInCertificate? {
        if has(subject, "CN", "TRAEFIK DEFAULT CERT") { return .placeholder(product: "Traefik") }
        if has(subject, "CN", "Kubernetes Ingress Controller Fake Certificate") {
            return .placeholder(product: "the Kubernetes ingress controller")
        }
        if has(subject, "O", "Plesk"), has(subject, "CN", "Plesk") { return .placeholder(product: "Plesk") }
        if has(subject, "CN", "Parallels Panel") { return .placeholder(product: "Plesk") }
        if has(subject, "O", "Nginx Proxy Manager") { return .placeholder(product: "Nginx Proxy Manager") }
        if has(subject, "CN", "letsencrypt-nginx-proxy-companion") { return .placeholder(product: "nginx-proxy") }
        if has(subject, "O", "Linuxserver.io") { return .placeholder(product: "the SWAG proxy") }
        if has(subject, "O", "SomeOrganization"), has(subject, "OU", "SomeOrganizationalUnit") {
            return .placeholder(product: "Apache on Red Hat systems")
        }
        if let name = subject.commonName, has(subject, "emailAddress", "ssl@\(name)") {
            return .placeholder(product: "cPanel")
        }
        if contains(subject, "O", "pfSense") { return .device(product: "pfSense firewall") }
        if has(subject, "O", "OPNsense") { return .device(product: "OPNsense firewall") }
        if alternativeNames?.contains(where: { $0.kind == .dnsName && $0.text == "fritz.box" }) == true {
            return .device(product: "FRITZ!Box router")
        }
        return nil
    }
}
