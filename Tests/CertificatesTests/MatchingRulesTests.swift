import Certificates
import TLSIdentity
import TestSupport
import Testing

@Suite struct MatchingRulesTests {
    @Test(arguments: MatchingCase.measured)
    func everyFamilyAnswersAsMeasured(_ example: MatchingCase) throws {
        let certificate = try example.certificate()
        let families: [MatchingRules] = [.serviceIdentity, .go, .rustls, .node]
        let answers = families.map { rules in
            switch rules.match(example.wanted, in: certificate) {
            case .matches, .matchesCommonName: "y"
            case .fails(.certificateRefused): "x"
            case .fails: "n"
            }
        }
        #expect(answers.joined() == example.answers)
    }

    /// The entries, the required name, and why the nearest entry does not match by RFC 9525.
    static let misses: [([String], String, NearMiss.Reason?)] = [
        (["*.example.com"], "example.com", .wildcardNotApex),
        (["other.org", "*.example.com"], "a.b.example.com", .wildcardOneLabel),
        (["a.*.example.com"], "a.b.example.com", .wildcardNotFirst),
        (["f*.example.com"], "foo.example.com", .partialWildcard),
        (["www.example.com", "matrix.example.com"], "example.com", .subdomain),
        (["example.com"], "matrix.example.com", .parentDomain),
        (["www.example.com"], "matrix.example.com", .sameDomain),
        (["bücher.example"], "xn--bcher-kva.example", .unicode),
        (["example.com."], "example.com", .dotAtEndOfEntry),
        (["example.org"], "example.com", .oneLabel),
        (["matrix.example.org"], "matrix.example.com", .oneLabel),
        (["matrx.example.com"], "matrix.example.com", .oneLetter),
        (["matirx.example.com"], "matrix.example.com", .oneLetter), (["a.example.com"], "b.example.com", .sameDomain),
        (["elsewhere.example"], "example.com", nil), (["com"], "example.com", .parentDomain),
    ]

    @Test(arguments: misses)
    func aMismatchHasTheNearestEntry(names: [String], wanted: String, reason: NearMiss.Reason?) throws {
        let certificate = try TestAuthority.leaf { $0.names = names.map { .dnsBytes(Array($0.utf8)) } }
        let match = MatchingRules.specification.match(.dns(wanted), in: certificate)
        #expect(match.mismatch == .noEntryMatches(nearest: match.mismatch?.nearest))
        #expect(match.mismatch?.nearest?.reason == reason)
    }

    @Test func familiesThatDifferFromTheSpecificationHaveTheirReasons() throws {
        let short = try TestAuthority.leaf { $0.names = [.dns("*.test")] }
        #expect(MatchingRules.specification.match(.dns("a.test"), in: short).isMatch)
        #expect(MatchingRules.rustls.match(.dns("a.test"), in: short).mismatch?.nearest?.reason == .wildcardTooShort)
        let plain = try TestAuthority.leaf()
        let dotted = MatchingRules.serviceIdentity.match(.dns("example.com."), in: plain)
        #expect(dotted.mismatch?.nearest?.reason == .dotAtEndOfWanted)
        let wild = try TestAuthority.leaf { $0.names = [.dns("*.example.com")] }
        let label = MatchingRules.serviceIdentity.match(.dns("xn--bcher-kva.example.com"), in: wild)
        #expect(label.mismatch?.nearest?.reason == .wildcardNotForALabel)
    }

    @Test func aCertificateWithOnlyACommonNameIsRecognised() throws {
        let certificate = try TestAuthority.leaf { $0.names = [] }
        #expect(
            MatchingRules.specification.match(.dns("example.com"), in: certificate).mismatch
                == .noAlternativeNames(commonName: "example.com", commonNameWouldMatch: true))
        #expect(
            MatchingRules.go.match(.dns("other.com"), in: certificate).mismatch
                == .noAlternativeNames(commonName: "example.com", commonNameWouldMatch: false))
    }

    @Test func anAddressAsADNSNameIsTheNearestEntryForThatAddress() throws {
        let certificate = try TestAuthority.leaf { $0.names = [.dns("2001:db8::1"), .dns("192.0.2.1")] }
        for address in ["2001:db8::1", "192.0.2.1"] {
            let match = MatchingRules.specification.match(.address(address), in: certificate)
            #expect(match.mismatch?.nearest?.reason == .addressAsDNSName)
        }
        #expect(MatchingRules.specification.match(.dns(""), in: certificate).mismatch == .unusableName)
    }

    @Test func onlyMeasuredFamiliesHaveRules() {
        for family in TLSClientFamily.allCases {
            #expect(family.rules?.family == (family == .erlang ? nil : family))
        }
    }
}
