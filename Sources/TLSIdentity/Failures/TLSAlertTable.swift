/// The alerts of TLS 1.2 and 1.3 by number (RFC 5246 §7.2, RFC 8446 §6, RFC 6066 §9, RFC 7301 §3.2).
enum TLSAlertTable {
    static let rows: [UInt8: (name: String, cause: TLSAlertCause)] = [
        0: ("close_notify", .closed),
        10: ("unexpected_message", .brokenProtocol),
        20: ("bad_record_mac", .brokenProtocol),
        21: ("decryption_failed", .brokenProtocol),
        22: ("record_overflow", .brokenProtocol),
        30: ("decompression_failure", .brokenProtocol),
        40: ("handshake_failure", .parameters),
        41: ("no_certificate", .clientCertificate),
        42: ("bad_certificate", .clientCertificate),
        43: ("unsupported_certificate", .clientCertificate),
        44: ("certificate_revoked", .clientCertificate),
        45: ("certificate_expired", .clientCertificate),
        46: ("certificate_unknown", .clientCertificate),
        47: ("illegal_parameter", .brokenProtocol),
        48: ("unknown_ca", .clientCertificate),
        49: ("access_denied", .accessDenied),
        50: ("decode_error", .brokenProtocol),
        51: ("decrypt_error", .brokenProtocol),
        60: ("export_restriction", .strength),
        70: ("protocol_version", .version),
        71: ("insufficient_security", .strength),
        80: ("internal_error", .server),
        86: ("inappropriate_fallback", .version),
        90: ("user_canceled", .closed),
        100: ("no_renegotiation", .brokenProtocol),
        109: ("missing_extension", .brokenProtocol),
        110: ("unsupported_extension", .brokenProtocol),
        111: ("certificate_unobtainable", .clientCertificate),
        112: ("unrecognized_name", .name),
        113: ("bad_certificate_status_response", .clientCertificate),
        114: ("bad_certificate_hash_value", .clientCertificate),
        115: ("unknown_psk_identity", .brokenProtocol),
        116: ("certificate_required", .certificateRequired),
        120: ("no_application_protocol", .applicationProtocol),
    ]
}

/// What is wrong if a server sends an alert during the handshake, and where to look.
enum TLSAlertCause {
    case closed, brokenProtocol, parameters, clientCertificate, certificateRequired, accessDenied, strength, version
    case server, name, applicationProtocol

    /// The cause as a clause.
    var meaning: String {
        switch self {
        case .closed: "the server ends the connection without naming an error"
        case .brokenProtocol:
            "the server cannot process the handshake messages, as happens if a firewall changes them or a TLS library is faulty"
        case .parameters:
            "the server and the client have no cipher suite, key exchange or signature algorithm in common; servers also send "
                + "this alert if they have no usable certificate, or require one from the client in TLS 1.2"
        case .clientCertificate:
            "the server rejects the certificate of the client, not its own; peers do not send one"
        case .certificateRequired: "the server requires a certificate from the client, and peers do not send one"
        case .accessDenied: "the server refuses this client by its access rules"
        case .strength: "the server requires cipher suites or keys that are stronger than those of the client"
        case .version: "the server accepts neither TLS 1.2 nor TLS 1.3"
        case .server:
            "an error inside the server, not in the request; Caddy and other Go programs send this alert if they cannot obtain "
                + "a certificate for the name"
        case .name: "the server has no certificate or virtual host for the name in SNI"
        case .applicationProtocol: "the server does not offer HTTP/1.1 in ALPN, such as one for HTTP/2 only"
        }
    }

    /// What to do, as an imperative.
    ///
    /// - Parameter serverName: The name in SNI, quoted.
    func help(_ serverName: String) -> String {
        switch self {
        case .closed: "check the log of the server, and whether the proxy has a working backend"
        case .brokenProtocol:
            "check the log of the server, and for a firewall or proxy in front of it that inspects TLS"
        case .parameters:
            "check the cipher list and the TLS versions of the server: allow TLS 1.3, and ECDHE with AES-GCM or "
                + "ChaCha20-Poly1305 in TLS 1.2, in nginx with `ssl_protocols TLSv1.2 TLSv1.3;` and without `ssl_ciphers`. "
                + "If they are right, the server log shows the cause. At a CDN, check whether its certificate covers the name: "
                + "many cover only one label below the domain"
        case .clientCertificate, .certificateRequired:
            "do not require client certificates at this port: in nginx `ssl_verify_client off;`, in Apache "
                + "`SSLVerifyClient none`"
        case .accessDenied: "allow connections from every address in the access rules of the server"
        case .strength:
            "allow the usual cipher suites of TLS 1.2 and TLS 1.3, such as ECDHE with AES-128-GCM"
        case .version: "enable TLS 1.2 and TLS 1.3: in nginx `ssl_protocols TLSv1.2 TLSv1.3;`"
        case .server:
            "check the log of the server at this time, first for a certificate for \(serverName) that it could not load or "
                + "obtain"
        case .name: "add a virtual host with a certificate for \(serverName), the name that peers send in SNI"
        case .applicationProtocol: "enable HTTP/1.1 at this port, in addition to HTTP/2"
        }
    }
}
