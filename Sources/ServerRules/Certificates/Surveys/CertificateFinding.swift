import Certificates
import Diagnostics
import Federation
import ZoneFile

extension PresentedChain {
    /// Creates a finding about one certificate of the chain, at its block in the file or from its handshake.
    func finding(
        _ rule: RuleInfo,
        _ message: String,
        label: String,
        index: Int? = nil,
        why: String,
        help: String,
        severity: Severity? = nil,
        in context: ServerContext
    ) -> Finding {
        var primary: LabelledSpan?
        var source: FactSource?
        var message = message
        switch origin {
        case .file(let file, let content):
            let number = index ?? leafIndex
            let entry = content.entries.indices.contains(number) ? content.entries[number] : content.entries[0]
            primary = LabelledSpan(Self.mark(of: entry, content.encoding, in: file), label)
        case .handshakes(let entries):
            source = entries.first?.source
            // Handshakes with other names in SNI may be at the same place.
            var seen = Set([source?.server].compactMap(\.self))
            let others = entries.dropFirst().compactMap(\.source.server).filter { seen.insert($0).inserted }
            if !others.isEmpty { message += " (also at \(Words.list(others, limit: DiscoveryLimits.services)))" }
        }
        return Finding(
            rule, message, at: primary, why: why, help: help, severity: severity, subject: context.subject,
            source: source, route: RoutePosition(destinations.first.map(RoutePart.certificate)))
    }

    /// Returns the BEGIN line of a certificate, because its base64 text is not readable.
    private static func mark(
        of entry: CertificateFile.Entry, _ encoding: CertificateFile.Encoding, in file: SourceFile
    ) -> SourceSpan {
        guard encoding == .pem else { return SourceSpan(file, 0..<0) }
        return SourceSpan(file, file.line(from: entry.range.lowerBound))
    }
}

extension SourceFile {
    /// Returns the range from a byte to the end of its line.
    func line(from start: Int) -> Range<Int> {
        let end = contents[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? contents.count
        return start..<end
    }
}

extension NameJudgement {
    /// Creates a finding that the certificate is not valid for the name.
    func finding(
        _ rule: RuleInfo,
        _ message: String,
        why: String? = nil,
        help: String,
        severity: Severity? = nil,
        in context: ServerContext
    ) -> Finding {
        let branch = CertificateDescription.branch(destination, context.input.serverName)
        let held = severity == nil ? presented.heldCertificate(for: self.name, context) : nil
        let condition = isAssumed ? "if there is no well-known document (not collected), " : ""
        return presented.finding(
            rule,
            message,
            label: CertificateDescription.names(of: presented.leaf),
            why: Sentences.joined(
                [
                    "\(condition)peers that connect to \(destination.endpoint) refuse it (\(branch))", why,
                    severity == nil ? presented.leaf.builtIn?.text : nil,
                ].compactMap(\.self)),
            help: context.helpForOtherServer(presenting: presented) ?? held?.help(for: self.name) ?? help,
            severity: isAssumed ? min(severity ?? rule.severity, .warning) : severity,
            in: context
        )
    }

    /// Returns the quoted names for a new certificate: the required one, and those that some implementations verify.
    func order(_ context: ServerContext) -> String {
        guard let routes = context.likelyRoutes else { return CertificateDescription.quoted(name.value) }
        let recommended = CertificateAdvice(routes).recommended.map { CertificateDescription.quoted($0.value) }
        return Words.list(recommended.isEmpty ? [CertificateDescription.quoted(name.value)] : recommended)
    }
}
