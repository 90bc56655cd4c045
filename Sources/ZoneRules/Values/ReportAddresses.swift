/// The report addresses of DMARC and TLS reporting records: URIs with commas between them (RFC 7489 §6.3, RFC 8460 §3).
enum ReportAddresses {
    /// The list without slashes and spaces after `mailto:`, with a scheme for each mail address, and with commas in place of
    /// spaces and semicolons.
    static func corrected(_ text: String) -> String {
        text.replacing(#/(?i)(mailto:)[ \/]+/#) { $0.output.1 }
            .split { $0 == "," || $0 == " " || $0 == ";" }
            .map { $0.contains("@") && !$0.contains(":") ? "mailto:\($0)" : String($0) }
            .joined(separator: ",")
    }
}
