import DNS
import Federation

/// Facts about one server name that several rules use, computed once.
struct SharedFacts: Sendable {
    let serverDocument = Memo<ServerDocumentView?>()
    let fetched = MemoTable<String, [HTTPSEntry]>()
    let addresses = MemoTable<String, [IPAddress]?>()
    let federationPlaces = Memo<[FederationPlace]>()
    let probes = Memo<[AddressVisit]>()
    let connectionFaults = Memo<[ConnectionFaultGroup]>()
    let usedAddresses = Memo<[UsedAddress]>()
    let families = MemoTable<Federation.CertificateName, [MatchingFamily]>()
    let nameJudgements = Memo<[NameJudgement]>()
    let askedQuestions = Memo<[Question]>()
    let failedQuestions = Memo<[FailedQuestion]>()
    let isWithoutAnyAnswer = Memo<Bool>()
    let zoneServers = Memo<[ZoneAnswers]>()
}
