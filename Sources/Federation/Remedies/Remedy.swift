import TLSIdentity

/// A change that may make a server reachable: what to publish or to repair.
///
/// It is a proposal until its outcome has been judged: ``apply(to:)`` makes the change in the evidence, and nothing
/// that the evidence cannot know is made up.
public struct Remedy: Sendable, Hashable {
    public let kind: Kind
    /// The changes, in the order in which to make them; never empty.
    public let changes: [RemedyChange]
    /// The text to publish.
    public let publications: [Publication]
    /// The names that a new certificate must be valid for, as far as the change itself determines them.
    public let certificateNames: [String]

    /// The main change, by its word in JSON.
    public enum Kind: String, Sendable, CaseIterable {
        case wellKnown = "well-known"
        case serviceRecords = "srv-records"
        /// The SRV records of a mistaken owner are published at the right one.
        case movedRecords = "records-moved"
        case removedServiceRecords = "remove-srv-records"
        case certificate
        case address
        case removedWellKnown = "remove-well-known"
        case websiteCertificate = "website-certificate"
        case website
        case path = "proxy-path"
        case port = "open-port"
        case handshake = "tls-settings"
        case virtualHost = "virtual-host"
    }

    /// A text to publish.
    public struct Publication: Sendable, Hashable {
        /// A URL, or the zone.
        public let place: String
        public let text: String
        public let language: Language

        public enum Language: String, Sendable {
            case json
            case dns
        }
    }

    /// - Parameter changes: at least one.
    public init(_ changes: [RemedyChange]) {
        let followsDocument = changes.contains { if case .document = $0 { true } else { false } }
        func phase(_ change: RemedyChange) -> Int {
            // Records that a document replaces are removed once peers use the document.
            if case .noServices = change, followsDocument { return RemedyChange.lastPhase + 1 }
            return change.phase
        }
        let ordered = changes.enumerated().sorted { left, right in
            let phases = (phase(left.element), phase(right.element))
            return phases.0 == phases.1 ? left.offset < right.offset : phases.0 < phases.1
        }.map(\.element)
        self.changes = ordered
        let kinds = ordered.map(\.kind)
        let isMove = kinds.contains(.removedServiceRecords) && kinds.contains(.serviceRecords)
        kind =
            isMove ? .movedRecords : ordered.first(where: \.publishes)?.kind ?? kinds.first ?? .website
        publications = ordered.flatMap(\.publications).map { publication in
            let place = ordered.lazy.compactMap { $0.redirectedPlace(of: publication.place) }.first
            return Publication(
                place: place ?? publication.place, text: publication.text, language: publication.language)
        }
        var seen: Set<String> = []
        certificateNames = ordered.compactMap(\.certificateName).filter { seen.insert($0).inserted }
    }

    /// The changes as imperative sentences without a full stop.
    public var steps: [String] { clauses { $0.clause(at: $1) }.map(Self.capitalized) }

    /// The changes as imperative sentences without a full stop, with a short document in its sentence.
    public var briefSteps: [String] { clauses { $0.briefClause(at: $1) }.map(Self.capitalized) }

    /// Returns the imperative sentence of one of the changes, as ``briefSteps`` has it.
    public func briefStep(of change: RemedyChange) -> String? {
        let parts = changes.filter { other in
            if case .path = other { true } else { other == change }
        }
        return Remedy(parts).briefSteps.last
    }

    /// The clauses of the changes. What answers at the path of a document, and the document, are one.
    ///
    /// - Parameter clause: The clause of a change, with the URL where a document is published instead of its own URL.
    private func clauses(_ clause: (RemedyChange, _ place: String?) -> String) -> [String] {
        let documents = Set(changes.compactMap(\.documentHost))
        return changes.compactMap { change in
            if case .path(let host, let obstacle) = change, documents.contains(host), obstacle.addition(host) != nil {
                return nil
            }
            guard let host = change.documentHost else { return clause(change, nil) }
            let obstacle = changes.lazy.compactMap { change -> PathObstacle? in
                if case .path(host, let obstacle) = change { obstacle } else { nil }
            }.first { $0.addition(host) != nil }
            return clause(change, obstacle?.place) + (obstacle?.addition(host) ?? "")
        }
    }

    private static func capitalized(_ clause: String) -> String { clause.prefix(1).uppercased() + clause.dropFirst() }

    /// The imperative sentence for the server admin, without a full stop.
    public var title: String {
        let clauses = clauses { $0.clause(at: $1) }
        let text = clauses.count < 2 ? clauses.joined() : clauses.joined(separator: ", and ")
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// The size of the change: nothing to publish is less than a document, and that is less than several records. One
    /// change is less than several in different places.
    public var size: Int { changes.reduce(-1) { $0 + $1.size + 1 } }

    /// Whether there is something to publish.
    public var publishes: Bool { changes.contains(where: \.publishes) }

    /// Returns the remedy with further changes.
    public func adding(_ further: [RemedyChange]) -> Remedy {
        Remedy(changes + further.filter { !changes.contains($0) })
    }

    /// Returns the evidence as it would be after the change.
    ///
    /// What the change does not determine is removed from the evidence, so that it counts as not collected.
    public func apply(to evidence: Evidence) -> Evidence {
        // What is published may name the host behind an alias.
        changes.reduce(publishes ? evidence.withCanonicalHosts : evidence) { $1.apply(to: $0) }
    }
}
