import DNS
import Diagnostics
import Federation

/// M302: discovery that does not lead to an address.
enum NotDiscoverable: ServerRule {
    static let info = RuleInfo(
        "M302",
        "not-discoverable",
        .error,
        summary: "the server cannot be discovered",
        page: RulePage(
            whatItChecks: """
                Follows the specification from the server name to the addresses that peers connect to, and reports \
                where this fails. Data that was not collected does not count as missing.
                """,
            whyItMatters: "Other servers cannot connect: no messages, no invitations, no room joins.",
            howToFix: """
                Publish an address for the host that peers connect to, or delegate to a host that has an address.
                """,
            references: ["Matrix server-server, Resolving server names"]
        ),
        examples: [
            .bad(
                """
                @                IN A   192.0.2.80
                matrix           IN A   192.0.2.10

                """,
                server: ExampleServer(wellKnown: #"{"m.server": «"martix.example.com:443"»}"#)
            ),
            .good(
                """
                @                IN A   192.0.2.80
                matrix           IN A   192.0.2.10

                """,
                server: ExampleServer(wellKnown: #"{"m.server": "matrix.example.com:443"}"#)
            ),
            // It is not known whether there is a document.
            .good("", server: ExampleServer()),
        ]
    )

    static func check(_ context: ServerContext, into findings: inout FindingSink) {
        guard let route = context.routes?.specification, route.outcome == .failed,
            // Another rule reports an invalid port where it is written.
            route.destinations.allSatisfy({ $0.isService || UInt16(exactly: $0.port) ?? 0 > 0 })
        else { return }
        findings.report(notDiscoverable(context, route))
    }
}

// MARK: - Messages

extension NotDiscoverable {
    private static func notDiscoverable(_ context: ServerContext, _ route: Route) -> Finding {
        let document = context.delegated == nil ? nil : context.serverDocument
        let place =
            document?.serverValue.flatMap { document?.place($0.range, "does not lead to an address") }
            ?? context.fallbackSpan("does not lead to an address")
        return Finding(
            info,
            "`\(context.input.serverName)` cannot be discovered: \(route.reason)",
            at: place,
            why: Sentences.joined(
                [localName(route), "peers that follow the specification cannot connect, so federation fails"]
                    .compactMap(\.self)),
            help: help(context, route),
            // RFC 2782: the root says that there is no service.
            advice: FindingAdvice(removesRecords: [".", ""].contains(route.destinations.first?.host.trimmingFinalDot)),
            subject: context.subject,
            source: place == nil ? document?.source : nil,
            route: RoutePosition(.discovery, follows: context.partsWithoutResult(of: route))
        )
    }

    /// Returns the SRV target that was meant, if it ends in the server name twice.
    private static func doubledHost(_ context: ServerContext, _ host: String, _ route: Route) -> String? {
        guard route.destinations.first?.isService == true, let own = context.delegatingHost?.lowercased(),
            host.lowercased().hasSuffix(".\(own).\(own)")
        else { return nil }
        return String(host.dropLast(own.count + 1))
    }

    /// Whether a name does not exist, so that nothing below it exists either (RFC 8020).
    private static func isMissing(_ context: ServerContext, _ host: String) -> Bool {
        guard let name = Name(host) else { return false }
        return [RecordType.a, .aaaa].allSatisfy { type in
            if case .noName = context.evidence.answer(Question(name, type)).state { true } else { false }
        }
    }

    /// A clause about a host that peers elsewhere cannot know; `nil` if it is not one.
    private static func localName(_ route: Route) -> String? {
        guard let host = route.destinations.first?.host.trimmingFinalDot, !host.isEmpty, !host.contains("."),
            IPAddress(host) == nil
        else { return nil }
        return "`\(host)` is a name of a container or a local network"
    }

    private static func help(_ context: ServerContext, _ route: Route) -> String {
        guard let host = route.destinations.first?.host.trimmingFinalDot else {
            return "publish a well-known document with a host and a port"
        }
        if host == "." || host.isEmpty {
            return "write the host of the homeserver as the SRV target, or remove the SRV record if the homeserver is "
                + "at `\(context.input.serverName)` port 8448"
        }
        if route.destinations.allSatisfy({ $0.isService && $0.port == 0 }) {
            return "write the port of the homeserver instead of 0 in the SRV record, such as 8448"
        }
        let aliases = Name(host).map { context.evidence.answer(Question($0, .a)).aliases } ?? []
        if let target = aliases.last?.description.trimmingFinalDot {
            return "let `\(target)` have an A or AAAA record, as dynamic DNS does, or replace the alias `\(host)` by "
                + "address records"
        }
        if let doubled = doubledHost(context, host, route) {
            return "write `\(doubled).` as the SRV target, with the final dot: the zone was added to `\(doubled)` a "
                + "second time"
        }
        if !host.contains("."), IPAddress(host) == nil {
            return "name the host by which the homeserver is known on the internet"
        }
        // Nobody can publish records in the zone of somebody else.
        if route.taken != .fallback, context.isInAnotherDomain(host) {
            return "use a host that has an A or AAAA record; `\(host)` is in another domain, and only its operator can "
                + "give it one"
        }
        switch route.taken {
        case .fallback where isMissing(context, host):
            return "check the spelling of the server name. If it is right, create `\(host)` in the DNS, with the "
                + "address of the homeserver or with SRV records"
        case .fallback:
            return "publish a well-known document or an SRV record, or give `\(host)` the address of the homeserver"
        case .delegatedPort, .delegatedFallback, .delegatedAddress:
            return "give `\(host)` an A or AAAA record, or write another host in `m.server`"
        default: return "give `\(host)` an A or AAAA record, or use a host that has one as the SRV target"
        }
    }
}
