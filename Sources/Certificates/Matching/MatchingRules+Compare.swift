import DNS
import TLSIdentity

extension MatchingRules {
    /// Whether the certificate is valid for the name, or why not and which entry is nearest to it.
    public func match(_ wanted: CertificateName, in certificate: PresentedCertificate) -> NameMatch {
        let entries = certificate.alternativeNames ?? []
        for entry in entries {
            if let oddity = oddities(of: entry).first(where: refusedFor.contains) {
                return .fails(.certificateRefused(entry, oddity))
            }
        }
        return switch wanted {
        case .dns(let name): match(name: name, entries, certificate)
        case .ip(let address): match(address: address, entries, certificate)
        }
    }

    // MARK: - Addresses

    private func match(
        address wanted: IPAddress, _ entries: [AlternativeName], _ certificate: PresentedCertificate
    ) -> NameMatch {
        // Go takes both forms of an IPv4 address for the same (net.IP.Equal).
        let compared = family == .go ? IPAddress.unmapped(wanted.octets) : wanted.octets
        if let entry = entries.first(where: { $0.kind == .ipAddress && $0.bytes == compared }) {
            return .matches(entry)
        }
        let names = entries.filter { $0.kind == .dnsName || $0.kind == .ipAddress }
        if names.isEmpty { return .fails(withoutEntries(certificate) { IPAddress(entryText: $0) == wanted }) }
        let asName = entries.first { $0.defect == .addressAsDNSName && IPAddress(entryText: $0.text) == wanted }
        return .fails(.noEntryMatches(nearest: asName.map { NearMiss(entry: $0, reason: .addressAsDNSName) }))
    }

    // MARK: - Host names

    private func match(
        name text: String, _ entries: [AlternativeName], _ certificate: PresentedCertificate
    ) -> NameMatch {
        var wanted = Labels(Array(text.utf8))
        let written = wanted
        if trailingDot == .ignored { wanted.dropDotAtEnd() }
        if wanted.isEmpty { return .fails(.unusableName) }
        let names = entries.filter { $0.kind == .dnsName }
        if let entry = names.first(where: { matches($0, wanted, written: written) }) { return .matches(entry) }
        if readsCommonName, names.isEmpty, let commonName = certificate.subject.commonName,
            matches(AlternativeName(kind: .dnsName, bytes: Array(commonName.utf8)), wanted, written: written)
        {
            return .matchesCommonName(commonName)
        }
        if names.isEmpty, !entries.contains(where: { $0.kind == .ipAddress }) {
            return .fails(
                withoutEntries(certificate) {
                    Self.specification.matches(
                        AlternativeName(kind: .dnsName, bytes: Array($0.utf8)), wanted, written: written)
                })
        }
        var nearest: (NearMiss, shared: Int)?
        for entry in names {
            guard let (reason, shared) = nearness(of: entry, to: wanted) else { continue }
            if let best = nearest, (best.0.reason, -best.shared) <= (reason, -shared) { continue }
            nearest = (NearMiss(entry: entry, reason: reason), shared)
        }
        return .fails(.noEntryMatches(nearest: nearest?.0))
    }

    private func withoutEntries(_ certificate: PresentedCertificate, _ matches: (String) -> Bool) -> NameMismatch {
        let commonName = certificate.subject.commonName
        return .noAlternativeNames(
            commonName: commonName, commonNameWouldMatch: commonName.map(matches) ?? false)
    }

    /// Whether a dNSName entry matches a host name.
    ///
    /// - Parameters:
    ///   - wanted: The name as it is compared.
    ///   - written: The name as it was written.
    private func matches(_ given: AlternativeName, _ wanted: Labels, written: Labels) -> Bool {
        let entry = trimsSpaces ? given.trimmed : given
        guard entry.defect == nil else { return false }
        var pattern = Labels(entry.bytes)
        if pattern.endsInDot {
            switch trailingDotInEntry {
            case .refused: return false
            case .compared: return pattern == written
            case .ignored: pattern.dropDotAtEnd()
            }
        }
        if requiresHostNames, !pattern.isHostName { return false }
        guard pattern.hasWildcard else { return pattern == wanted }
        guard let first = pattern.labels.first, pattern.labels.dropFirst() == wanted.labels.dropFirst(),
            pattern.labels.count >= wildcardLabels, !pattern.labels.dropFirst().contains(where: Labels.hasStar),
            let label = wanted.labels.first, !label.isEmpty
        else { return false }
        let isALabel = Labels.isALabel(label)
        if first == [UInt8(ascii: "*")] { return wildcardCoversALabels || !isALabel }
        return allowsPartialWildcards && Labels.partial(first, covers: label)
    }

    /// Why an entry that is similar to a name does not match it, and how many labels they share at the end.
    private func nearness(of entry: AlternativeName, to wanted: Labels) -> (NearMiss.Reason, Int)? {
        if entry.defect == .notASCII {
            let ascii = Labels.aLabels(of: entry.text)
            return ascii == wanted ? (.unicode, wanted.labels.count) : nil
        }
        var pattern = Labels(entry.bytes)
        var plain = wanted
        let dots = (wanted: plain.dropDotAtEnd(), entry: pattern.dropDotAtEnd())
        let shared = zip(pattern.labels.reversed(), plain.labels.reversed()).prefix { $0 == $1 }.count
        if pattern == plain { return (dots.wanted ? .dotAtEndOfWanted : .dotAtEndOfEntry, shared) }
        guard let first = pattern.labels.first else { return nil }
        let base = pattern.labels.dropFirst()
        if Labels.hasStar(first) {
            if base == plain.labels.dropFirst(), let label = plain.labels.first {
                if first != [UInt8(ascii: "*")] {
                    return Labels.partial(first, covers: label) ? (.partialWildcard, shared) : (.sameDomain, shared)
                }
                if dots.wanted { return (.dotAtEndOfWanted, shared) }
                if dots.entry { return (.dotAtEndOfEntry, shared) }
                return (pattern.labels.count < wildcardLabels ? .wildcardTooShort : .wildcardNotForALabel, shared)
            }
            if base == plain.labels[...] { return (.wildcardNotApex, shared) }
            if shared == base.count, plain.labels.count > base.count + 1 { return (.wildcardOneLabel, shared) }
        } else if pattern.hasWildcard, pattern.labels.count == plain.labels.count {
            return (.wildcardNotFirst, shared)
        }
        if let reason = pattern.resemblance(to: plain) { return (reason, shared) }
        if shared == plain.labels.count { return (.subdomain, shared) }
        if shared == pattern.labels.count { return (.parentDomain, shared) }
        return shared >= 2 ? (.sameDomain, shared) : nil
    }

    // MARK: - Odd entries

    private func oddities(of entry: AlternativeName) -> [Oddity] {
        switch (entry.kind, entry.defect) {
        case (.dnsName, .empty): return [.emptyName]
        case (.dnsName, .containsNUL): return [.nameWithNUL]
        case (.dnsName, .notASCII): return [.nameBeyondASCII]
        case (.dnsName, .addressAsDNSName): return [.addressAsDNSName]
        case (.ipAddress, .addressLength): return [.addressLength]
        case (.ipAddress, _) where IPAddress.unmapped(entry.bytes).count != entry.bytes.count:
            return [.mappedAddress]
        case (.uri, _):
            let colons = entry.bytes.filter { $0 == UInt8(ascii: ":") }.count
            return colons != 1 || entry.bytes.contains(UInt8(ascii: "*")) ? [.unusualURI] : []
        case (.dnsName, _):
            let stars = entry.bytes.filter { $0 == UInt8(ascii: "*") }.count
            if stars == 0 { return Labels.isNumber(entry.bytes) ? [.addressAsDNSName] : [] }
            let labels = Labels(entry.bytes).labels
            if IPAddress(entryText: entry.text.map { $0 == "*" ? "1" : "\($0)" }.joined()) != nil {
                return [.addressAsDNSName]
            }
            if stars > 1 { return [.misplacedWildcard] }
            if labels.count < 3 { return [.shortWildcard] }
            return !Labels.hasStar(labels[0]) || labels.contains(where: \.isEmpty) ? [.misplacedWildcard] : []
        default: return []
        }
    }
}
