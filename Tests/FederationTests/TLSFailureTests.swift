import TLSIdentity
import Testing

@Suite struct TLSFailureTests {
    @Test func theCollectorsSentenceIsReadBack() {
        for alert in TLSAlert.named + [TLSAlert(rawValue: 200)] {
            let failure = TLSFailure.alert(alert)
            #expect(TLSFailure(detail: failure.detail) == failure, "\(failure.detail)")
        }
        for failure in [TLSFailure.closed, .reset, .otherProtocol("SSH"), .otherProtocol(nil)] {
            #expect(TLSFailure(detail: failure.detail) == failure)
        }
    }

    @Test(arguments: [
        ("the server refused with the TLS alert 40", 40),
        ("the server refused with the TLS alert unrecognized_name", 112),
        ("the server refuses TLS 1.2 and TLS 1.3 (alert protocol_version)", 70),
        ("error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:SSL alert number 40", 40),
        ("error:14094438:SSL routines:ssl3_read_bytes:tlsv1 alert internal error", 80),
        ("error:1000045c:SSL routines:OPENSSL_internal:TLSV1_ALERT_CERTIFICATE_REQUIRED", 116),
        ("error:0A000458:SSL routines::tlsv1 unrecognized name", 112),
        ("remote error: tls: handshake failure", 40),
        ("remote error: tls: expired certificate", 45),
        ("remote error: tls: bad certificate", 42),
        ("remote error: tls: unknown certificate authority", 48),
        ("TLSv1.3 (IN), TLS alert, internal error (592):", 80),
    ])
    func theAlertIsReadFromTheTextOfALibrary(text: String, number: Int) {
        #expect(TLSFailure(detail: text) == .alert(TLSAlert(rawValue: UInt8(number))))
    }

    /// A client's own judgement of the server's certificate is not an alert of the server.
    @Test(arguments: [
        "certificate has expired", "certificate verify failed: certificate_unknown",
        "TLSv1.3 (OUT), TLS alert, unknown CA (560):", "x509: certificate signed by unknown authority", "",
        "the certificate is self-signed",
    ])
    func noAlertIsReadFromATextAboutTheClient(text: String) {
        #expect(TLSFailure(detail: text) == nil)
    }

    /// The help for one alert must not be that of another: only alerts about names or the server's own errors speak of a
    /// certificate for the name.
    @Test func everyAlertHasItsOwnAdvice() {
        for alert in TLSAlert.named {
            let help = alert.help(serverName: "`example.com`")
            #expect(help.contains("`example.com`") == [.unrecognizedName, .internalError].contains(alert), "\(alert)")
            #expect(!alert.meaning.isEmpty && !alert.meaning.hasSuffix("."))
        }
        #expect(TLSAlert.handshakeFailure.help(serverName: "`a`").contains("cipher"))
        #expect(TLSAlert.certificateRequired.help(serverName: "`a`").contains("client certificates"))
        #expect(TLSAlert.protocolVersion.help(serverName: "`a`").contains("TLS 1.2"))
    }
}
